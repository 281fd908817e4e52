"""Views do what a learner's hand does: the model answers, the record keeps, the page shows."""

from __future__ import annotations

import ipywidgets
import pytest

from infowar_kit.corpus import load
from infowar_kit.record import Record
from infowar_kit.session import Session
from infowar_kit.widgets import RecordPanel, view
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
    radio = task._radio
    radio.value = "false"
    task.check_button.click()
    assert "iwk-wrong" in task._feedback.value
    assert "a reason to look further" in task._feedback.value
    radio.value = "passed-on"
    task.check_button.click()
    assert "iwk-right" in task._feedback.value
    assert task.guard.message.startswith("Yes.")
    assert session.work("first-look").complete


def test_show_me_comes_after_a_first_try(session):
    task = view(session.work("first-look"))
    assert task.show_button.layout.display == "none"
    task._radio.value = "analyst"
    task.check_button.click()
    assert task.show_button.layout.display is None
    task.show_button.click()
    assert "Nothing in the post says who writes" in task._feedback.value


def test_a_task_opened_again_shows_what_was_answered(session):
    first = view(session.work("first-look"))
    first._radio.value = "passed-on"
    first.check_button.click()
    again = view(session.work("first-look"))
    assert again._radio.value == "passed-on"
    assert "iwk-right" in again._feedback.value


def test_an_answer_to_an_older_version_is_kept_and_not_counted(session, corpus):
    work = session.work("first-look")
    work.answer({"chosen": ["passed-on"]})
    entry = session.record.entries(corpus.name, "first-look")[0]
    older = type(entry)(entry.corpus, "0.9", entry.task, entry.task_version, "answer", entry.content)
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
    task.grade.value = 3
    task.check_button.click()
    assert "Say how sure you are" in task._feedback.value
    assert len(session.record) == 0


def test_judgements_add_up_to_a_path(session):
    task = view(session.work("replay-three-claims"))
    for _ in range(2):
        task.grade.value, task.sure.value = 1, "very"
        task.check_button.click()
        task.next_button.click()
    assert task._path.value.count("<svg") == 1
    assert task._path.value.count("✗ 1") == 2
    assert "1 improbable" not in task._path.value


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


def test_a_full_disk_still_gives_feedback(session, monkeypatch):
    def full(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", full)
    task = view(session.work("first-look"))
    task._radio.value = "passed-on"
    task.check_button.click()
    assert "iwk-right" in task._feedback.value
    assert "could not be saved" in task._notice.value
