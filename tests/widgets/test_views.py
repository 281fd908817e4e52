"""Views do what a learner's hand does: the model answers, the record keeps, the page shows."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import ipywidgets
import pytest

from infowar_kit.corpus import load
from infowar_kit.errors import LookupFailed
from infowar_kit.page.labels import publication_label
from infowar_kit.tasks import build
from infowar_kit.tasks.kinds import model_of
from infowar_kit.tasks.questions import Pick
from infowar_kit.tasks.record import Entry, Record
from infowar_kit.tasks.session import Session
from infowar_kit.verification.methods.feed import Filter
from infowar_kit.widgets import RecordPanel, controls, view
from tests.conftest import no_swallowed_exception


@pytest.fixture(scope="module")
def corpus():
    return load()


@pytest.fixture
def session(corpus, tmp_path):
    return Session(corpus, Record(tmp_path / "record.json"))


@pytest.mark.swallows
def test_a_failing_callback_fails_the_test():
    button = ipywidgets.Button()
    button.on_click(lambda _: 1 / 0)
    with pytest.raises(AssertionError, match="a callback failed"), no_swallowed_exception():
        button.click()


def test_nothing_chosen_is_said_and_not_saved(session):
    task = view(session.work("first-look"))
    task.check_button.click()
    assert "Nothing is chosen yet" in task._feedback.value
    assert len(session.record) == 0


def test_wrong_then_right(session):
    task = view(session.work("first-look"))
    radio = task.controls["chosen",].radio
    radio.value = "false"
    task.check_button.click()
    assert "iwk-wrong" in task._feedback.value
    assert "Where a source comes from" in task._feedback.value
    radio.value = "passed-on"
    task.check_button.click()
    assert "iwk-right" in task._feedback.value
    assert task.guard.message.startswith("Yes.")
    assert session.work("first-look").complete


def test_show_me_comes_after_a_first_try(session):
    task = view(session.work("first-look"))
    assert task.show_button.layout.display == "none"
    task.controls["chosen",].radio.value = "analyst"
    task.check_button.click()
    assert task.show_button.layout.display is None
    task.show_button.click()
    assert "Nothing in the post says who writes" in task._feedback.value


def test_a_task_opened_again_shows_what_was_answered(session):
    first = view(session.work("first-look"))
    first.controls["chosen",].radio.value = "passed-on"
    first.check_button.click()
    again = view(session.work("first-look"))
    assert again.controls["chosen",].radio.value == "passed-on"
    assert "iwk-right" in again._feedback.value


def test_an_answer_to_an_older_version_is_kept_and_not_counted(session, corpus):
    work = session.work("first-look")
    work.answer({"chosen": ["passed-on"]})
    entry = session.record.entries(corpus.name, "first-look")[0]
    older = type(entry)(entry.corpus, "0.9", entry.task, 0, "answer", entry.content)
    session.record.add(older)
    again = session.work("first-look")
    assert again.older == 1
    assert again.attempts == 1


def test_clock_moves_and_never_shows_the_future(session, corpus):
    task = view(session.work("replay-three-claims"))
    task.about.value = "all"
    for step in (0, 13, 40, 80, 144):
        task.clock.value = step
        moment = task.work.task.feed.at(step)
        feed = task.work.task.feed.feed(moment)
        assert all(corpus.when(item).surely_by(moment) for item in feed.published)
        assert all(not corpus.when(item).timed for item in feed.perhaps)
        assert all(corpus.when(item).possibly_by(moment) for item in feed.perhaps)
        assert task.clock.text


def test_filters_leave_only_what_they_say(session):
    task = view(session.work("replay-three-claims"))
    task.about.value = "all"
    task.clock.value = 144
    everything = len(task.work.task.feed.feed(task.work.task.feed.at(144), task._wanted()).published)
    task.language.value = "uk"
    ukrainian = task.work.task.feed.feed(task.work.task.feed.at(144), task._wanted()).published
    assert 0 < len(ukrainian) < everything
    assert {item.language for item in ukrainian} == {"uk"}


def test_a_judgement_without_a_grade_changes_nothing(session):
    task = view(session.work("replay-three-claims"))
    task.check_button.click()
    assert "Choose a grade" in task._feedback.value
    task.controls[task.part, "grade"].value = 3
    task.check_button.click()
    assert "Say how sure you are" in task._feedback.value
    # What is chosen is kept as a draft, and is no answer.
    assert repr(session.record) == "Record: 0 answers saved, 1 draft kept"
    assert not session.work("replay-three-claims").attempts


def test_judgements_add_up_to_a_path(session):
    task = view(session.work("replay-three-claims"))
    for _ in range(2):
        task.controls[task.part, "grade"].value = 1
        task.controls[task.part, "sure"].value = "very"
        task.check_button.click()
        task.next_button.click()
    assert task._summary.value.count("<svg") == 1
    assert task._summary.value.count("✗ 1") == 2
    assert "1 improbable" not in task._summary.value


def test_text_face_and_repr_are_deterministic(session):
    one = view(session.work("replay-three-claims"))._repr_mimebundle_()
    two = view(session.work("replay-three-claims"))._repr_mimebundle_()
    for kind in ("text/plain", "text/html"):
        first = (one[0] if isinstance(one, tuple) else one)[kind]
        assert first == (two[0] if isinstance(two, tuple) else two)[kind]
        assert "Judge by what was known then" in first


def test_panel_says_what_a_bad_file_is(session):
    panel = RecordPanel(session.record)
    for content in (b"\xff\xfe", b"not json", b"[]", b'{"schema": 99, "entries": []}'):
        said = panel._restored({"content": content})
        assert "Nothing was changed" in said
    assert len(session.record) == 0


def test_downloads_say_whose_record_it_is_and_one_is_for_a_teacher(session):
    session.work("first-look").answer({"chosen": ["passed-on"]})
    panel = RecordPanel(session.record, session)
    panel.prepare_button.click()
    names = re.findall(r'download="([^"]+)"', panel._link.value)
    mark = session.record.learner
    assert re.fullmatch("[0-9a-f]{8}", mark)
    assert names == [f"infowar-kit-record-{mark}.json", f"infowar-kit-record-{mark}-for-a-teacher.json"]
    session.work("first-look").answer({"chosen": ["analyst"]})
    assert session.record.learner == mark


def test_restore_asks_before_it_mixes_two_learners(session, tmp_path):
    other = Session(session.corpus, Record(tmp_path / "other.json"))
    other.work("first-look").answer({"chosen": ["analyst"]})
    file = {"content": other.record.export().encode()}
    panel = RecordPanel(session.record, session)
    assert panel._restored(file).startswith("Restored 1 entry.")  # an empty record mixes nothing
    mine = Session(session.corpus, Record(tmp_path / "mine.json"))
    mine.work("first-look").answer({"chosen": ["passed-on"]})
    panel = RecordPanel(mine.record, mine)
    assert panel.sure_button.layout.display == "none"
    assert "it may be somebody else’s" in panel._restored(file)
    assert len(mine.record) == 1
    assert panel.sure_button.layout.display == ""
    panel.sure_button.click()
    assert "Restored 1 entry." in panel._said.value
    assert len(mine.record) == 2
    assert panel.sure_button.layout.display == "none"
    # What shares an answer is one's own: nothing is asked.
    mine.work("first-look").answer({"chosen": ["passed-on"]})
    later = {"content": mine.record.export().encode()}
    assert RecordPanel(session.record, session)._restored(later).startswith("Restored 2 entries.")


def test_panel_names_every_file_and_says_beforehand_what_is_too_large(session, tmp_path):
    (tmp_path / "record.json").write_text('{"schema": 1, "entries": []}')  # of version 0.1.0: stays as it is
    session.work("first-look").answer({"chosen": ["passed-on"]})
    shown = " ".join(RecordPanel(session.record)._state.value.split())
    assert "1 answer saved, in the file <code>record.json</code>, <code>record." in shown
    assert (
        "To restore a file of more than 9 MB</summary><p>Put it beside the lesson in JupyterLab"
        in " ".join(shown.split())
    )


def test_a_full_disk_still_gives_feedback(session, monkeypatch):
    def full(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    task = view(session.work("first-look"))
    task.controls["chosen",].radio.value = "passed-on"
    task.check_button.click()
    assert "iwk-right" in task._feedback.value
    assert "could not be saved" in task._notice.value


def test_answers_to_an_earlier_edition_are_told_of_until_the_task_is_answered_again(session, corpus):
    task = session.work("first-look").task
    session.record.add(
        Entry(corpus.name, "0.9", task.id, task.version + 1, "answer", {"chosen": ["analyst"]})
    )
    shown = view(session.work("first-look"))
    assert "You answered an earlier edition of this task." in shown._notice.value
    shown.controls["chosen",].radio.value = "passed-on"
    shown.check_button.click()
    assert shown._notice.value == ""
    assert view(session.work("first-look"))._notice.value == ""


@pytest.mark.parametrize(
    ("slug", "content"),
    [
        ("first-look", {"chosen": ["no-such-option"]}),
        ("first-look", {"chosen": [["passed-on"]]}),
        ("replay-three-claims", {"no-such-part": {"grade": 1, "sure": "very"}}),
        ("replay-three-claims", {"lyman-1": {"grade": [], "sure": {}}}),
    ],
)
def test_a_record_edited_by_hand_does_not_stop_a_lesson(session, corpus, slug, content):
    """An answer that the task cannot read was merged unread, and the view failed where it stood."""
    task = session.work(slug).task
    session.record.add(Entry(corpus.name, corpus.version, task.id, task.version, "answer", content))
    work = session.work(slug)
    assert (work.answers, work.attempts, work.older) == ({}, 0, 1)
    assert view(work)._feedback.value == ""


def test_what_another_lesson_saved_is_there_when_a_cell_is_run_again(session):
    """Each lesson has a kernel of its own; this one began before the other saved or restored."""
    assert not session.work("first-look").answers
    Session(session.corpus, Record(session.record.path)).work("first-look").answer({"chosen": ["passed-on"]})
    assert session.work("first-look").complete


def test_a_filter_says_what_it_left(session):
    task = view(session.work("replay-three-claims"))
    task.about.value = "all"
    assert "surely published by then" in task.guard.message
    assert "<" not in task.guard.message


def test_a_filter_for_a_claim_without_items_shows_none(session):
    task = view(session.work("replay-three-claims"))
    model = task.work.task.feed
    everything = model.feed(model.at(model.steps), Filter()).published
    assert everything
    assert model.feed(model.at(model.steps), Filter(ids=frozenset())).published == ()


def opener(task, number):
    """Return the button that opens a result."""
    return task.results[number - 1][2]


def test_begin_again_is_not_undone_by_an_answer_that_cannot_be_used(session):
    task = view(session.work("lateral-1"))
    task.letter.value = "C"
    opener(task, 1).click()
    task.letter.value = "B"
    task.check_button.click()
    assert task._done
    assert task.again_button.layout.display is None
    task.again_button.click()
    task.letter.value = None
    task.check_button.click()
    assert "Choose a letter before you open a result" in task._feedback.value
    assert not task._done


def test_a_letter_that_no_result_asks_for_cannot_be_changed(session):
    """After a restart it was taken without a word and then lost."""
    task = view(session.work("lateral-1"))
    task.letter.value = "C"
    assert not task.letter.disabled
    opener(task, 1).click()
    again = view(session.work("lateral-1"))
    assert again.letter.value == "C"
    assert again.letter.disabled
    opener(again, 1).click()
    assert again.letter.value is None
    assert not again.letter.disabled


def test_every_source_has_its_page_of_results_after_all_of_another_was_opened(session):
    """The list of cards stayed blank at the next source, and its button did nothing, without a word."""
    task = view(session.work("lateral-1"))
    cards = len(task.work.task.cards(task._part))
    for number in range(1, cards + 1):
        task.letter.value = "D"
        opener(task, number).click()
        assert opener(task, number).layout.display == "none"
    task.letter.value = "D"
    task.check_button.click()
    task.next_button.click()
    shown = [entry for entry, _, _ in task.results if entry.layout.display is None]
    assert len(shown) == len(task.work.task.cards(task._part))
    assert "Who runs it? – Operational Command South" in task.results[0][1].value
    task.letter.value = "B"
    opener(task, 2).click()
    assert "On 3 October it asked people not to announce" in task._open.value


def test_opening_without_a_letter_is_told(session):
    task = view(session.work("lateral-1"))
    opener(task, 1).click()
    assert "Choose a letter before you open a result" in task._feedback.value
    assert "Choose a letter before you open a result" in task.guard.message


@pytest.mark.parametrize("kind", ["from-next-year", "task", "../cli", "choice-view", "methods", ""])
def test_a_kind_without_a_model_is_said(corpus, monkeypatch, kind):
    row = dataclasses.replace(corpus.get("tasks", "first-look"), kind=kind)
    monkeypatch.setattr(type(corpus), "get", lambda self, table, key: row)
    with pytest.raises(LookupFailed, match=f"is of the kind '{kind}', which this version of infowar-kit"):
        build(corpus, "first-look")


def test_a_day_of_another_year_is_not_shown_as_one_of_the_event(corpus):
    labels = {item.item_id: publication_label(item, corpus.zone, corpus.period) for item in corpus.items}
    for item in corpus.items:
        if item.precision == "day" and item.published[:4] != "2022":
            assert item.published[:4] in labels[item.item_id]
        elif item.precision == "day":
            assert "2022" not in labels[item.item_id]


def test_no_date_stands_as_a_machine_writes_it(corpus):
    """“2022-11, day not known” stood beside “2 Oct, hour not known”."""
    for item in corpus.items:
        label = publication_label(item, corpus.zone, corpus.period)
        assert not re.search(r"\d{4}-\d\d", label), (item.item_id, label)


def test_a_sign_that_begins_mathematics_is_no_mathematics_in_the_name_of_a_control():
    plain = controls.described("10 % of 5")
    assert plain == {"description": "10 % of 5"}
    told = controls.described("from $5 to $6 <b>")
    # An element of its own, and the sign as a number: the cleaner of labels looks for pairs first.
    assert told["description_allow_html"]
    assert told["description"] == "from <span>&#36;</span>5 to <span>&#36;</span>6 &lt;b&gt;"


def test_the_record_panel_grows_while_one_answers(session):
    """It stayed at '0 answers saved' after eight answers."""
    panel = RecordPanel(session.record, session)
    assert "0 answers saved" in panel._state.value
    shown = view(session.work("first-look"))
    shown.controls["chosen",].radio.value = "false"
    assert "0 answers saved, 1 draft kept" in panel._state.value
    shown.check_button.click()
    assert "1 answer saved" in panel._state.value
    assert "Right at the first try: 0 of 1." in panel._state.value


def test_what_is_chosen_and_not_checked_comes_back(session):
    shown = view(session.work("names-of-one-town"))
    part = shown.parts[0]
    shown.controls[part, "place"].value = "lyman"
    again = view(session.work("names-of-one-town"))
    assert again.controls[part, "place"].value == "lyman"
    assert again.controls[part, "why"].value is None
    marking = view(session.work("mark-three-pairs"))
    marking.passage.selection = [27, 42]
    marking.technique.value = "bandwagon"
    marking.add_button.click()
    assert [mark["start"] for mark in view(session.work("mark-three-pairs")).passage.marks] == [27]
    relay = view(session.work("relay-aviation"))
    relay.add_button.click()
    assert view(session.work("relay-aviation")).links == relay.links != []


def test_a_part_of_a_long_form_is_checked_alone_and_answered_beside_it(session):
    shown = view(session.work("names-of-one-town"))
    one, other = shown.parts[:2]
    shown.part_buttons[other].click()
    assert "Nothing is chosen yet" in shown._found[other].value
    shown.controls[other, "place"].value = "undecided"
    shown.controls[other, "why"].value = "former"
    shown.part_buttons[other].click()
    assert "iwk-feedback" in shown._found[other].value
    assert shown._found[one].value == ""
    assert "Not yet. Read why, and look again. 3 more to go." in shown._feedback.value
    assert session.work("names-of-one-town").tried(other) == 1


def test_show_me_is_offered_after_the_second_try_and_says_when_it_is_early(session):
    shown = view(session.work("first-look"))
    assert shown.show_button.layout.display == "none"
    for place, words in enumerate(("Show me already", "Show me")):
        shown.controls["chosen",].radio.value = ("false", "analyst")[place]
        shown.check_button.click()
        assert (shown.show_button.layout.display, shown.show_button.description) == (None, words)
    shown.show_button.click()
    laid = shown._feedback.value
    assert re.search(r"✗ You chose “[^”]+”, and it is one to leave out\.", laid)
    # Who may choose one has left nothing out: what is said of the others is no praise.
    assert "You rightly left out" not in laid and "✓" not in laid
    assert re.search(r"“[^”]+” is one to leave out\.", laid)
    assert shown.controls["chosen",].radio.value == "analyst"


def test_what_a_lesson_saves_does_not_hang_on_what_is_drawn(tmp_path: Path) -> None:
    """Lessons 00, 10 and 11 printed other reports each time, and `infowar-kit check` failed by chance."""
    corpus = load()
    drawn = [row.task_id for row in corpus.tasks if model_of(row.kind).draws]
    assert len(drawn) >= 3
    for slug in drawn:
        faces = set()
        for seed in range(6):
            session = Session(corpus, Record(tmp_path / f"{seed}.json"))
            session.own_seed = seed
            faces.add(view(session.work(slug))._repr_mimebundle_()["text/plain"])
        assert len(faces) == 1, slug


def test_what_is_picked_in_a_list_stands_below_it_for_where_the_page_cuts_it_off() -> None:
    words = {"sound": "its sound, written & heard", "name": "the *name* was translated"}
    made = controls.control(Pick(label="What moved?", options=words, compact=True))
    said = {}
    for value in ("sound", "name", None):
        made.value = value
        said[value] = made.children[-1].value
    assert said[None] == ""
    assert said["sound"].endswith('--iwk-letters: 26" aria-hidden="true">its sound, written &amp; heard</p>')
    assert "the name was translated" in said["name"]
