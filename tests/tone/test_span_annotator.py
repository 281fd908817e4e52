import copy
import html
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infowar_kit.corpus import load
from infowar_kit.corpus.packages import techniques
from infowar_kit.errors import AnswerError
from infowar_kit.page.form import form_html
from infowar_kit.tasks import build
from infowar_kit.tasks.answers import Answers
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.tone.span_annotator import WHOLE, SpanAnnotator
from infowar_kit.tone.span_annotator_view import SpanAnnotatorView
from infowar_kit.tone.span_names import names_html

CORPUS = load("kherson-lyman-2022")
ROWS = [row for row in CORPUS.tasks if row.kind == "span-annotator"]
FEAR, DILEMMA = [116, 260, "appeal-to-fear"], [262, 355, "false-dilemma"]  # the key of passage-1
NOTHING = {"spans": [], "nothing": True}


@pytest.fixture
def task():
    made = build(CORPUS, "mark-three-pairs")
    assert isinstance(made, SpanAnnotator)
    return made


@pytest.fixture
def work(tmp_path):
    return Session(CORPUS, Record(tmp_path / "record.json")).work("mark-three-pairs")


def given_(*spans):
    return {"passage-1": {"spans": list(spans)}}


def as_the_key(task, part):
    spans = [[span.start, span.end, span.technique] for span in task.spans(part)]
    return {"spans": spans} if spans else NOTHING


def error(task, answer):
    with pytest.raises(AnswerError) as caught:
        task.check(answer)
    return str(caught.value)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.task_id)
def test_the_key_itself_is_right_everywhere(row):
    task = build(CORPUS, row.task_id)
    for part in task.parts:
        assert task.check({part: as_the_key(task, part)}).verdict == "right", part
    whole = {part: as_the_key(task, part) for part in task.parts}
    assert task.check(whole).verdict == "right"
    assert task.is_complete(whole)
    assert task.solution().verdict == "noted"


def test_found_and_missing_are_said_in_words(task):
    half = task.check(given_(FEAR))
    assert half.verdict == "partly"
    assert half.headline == "You found 1 of the 2 spans of the key."
    assert half.reasons[0].text.startswith("The same words as in the key. The threat is painted")
    assert half.reasons[0].text.endswith("Both annotators (language models) marked it too.")


def test_borders_are_counted_in_words(task):
    wide = task.check(given_([70, 260, "appeal-to-fear"], DILEMMA))
    assert wide.verdict == "right"
    assert "26 words shared with the key, 9 only in yours." in wide.reasons[0].text
    short = task.check(given_([116, 130, "appeal-to-fear"], DILEMMA))
    assert short.reasons[0].verdict == "partly"
    assert "Take enough that somebody who sees only your span" in short.reasons[0].text
    painted = task.check({"passage-4": {"spans": [[27, 315, "loaded-language"]]}})
    assert painted.reasons[0].verdict == "partly"
    assert "Take the shortest stretch" in painted.reasons[0].text


def test_of_a_long_mark_only_its_ends_are_given_back(task):
    """Who painted a whole passage read it again, eight times."""
    long = task.check({"passage-4": {"spans": [[27, 315, "loaded-language"]]}}).reasons[0].said
    assert long.startswith("“Eight settlements in Kherson region were … ")
    assert long.endswith("” as “Loaded language”.")
    assert len(long.split()) < 20
    short = task.check(given_(FEAR)).reasons[0].said
    assert short == f"“{task.passage('passage-1').text[116:260]}” as “Appeal to fear”."


def test_each_passage_is_given_once_to_read_where_no_kernel_runs(task):
    page = form_html(task)
    for number, part in enumerate(task.parts, 1):
        assert page.count(html.escape(task.passage(part).text)) == 1
        assert page.count(f"Passage {number} of 8.") == 1


def test_what_the_key_does_not_have(task):
    other = task.check(given_([262, 355, "bandwagon"], FEAR))
    assert "The key has another technique here." in other.reasons[1].text
    beyond = task.check(given_([27, 38, "loaded-language"], FEAR, DILEMMA))
    assert beyond.verdict == "partly"
    assert "Neither of the two annotators (language models) marked it." in beyond.reasons[0].text
    assert "Compare what is *not* this technique" in beyond.reasons[0].text
    assert "Look once more at 1 of your 3 marks." in beyond.headline


def test_a_mark_with_other_borders_is_not_said_to_be_the_annotators_too(task):
    for span in ([61, 355, "appeal-to-fear"], [116, 130, "appeal-to-fear"]):
        reason = task.check(given_(span)).reasons[0]
        assert reason.text.startswith("The right place.")
        assert "annotators" not in reason.text


def test_another_technique_on_a_few_of_the_words_is_said_to_lie_on_part():
    """“We’ll remember who was "too busy"” as a threat was told that the key has another technique *here*."""
    task = build(CORPUS, "mark-three-more")
    text = task.passage("passage-13").text
    start = text.index("we'll remember")
    part = [start, text.index(" Questions") - 1, "appeal-to-fear"]
    assert "Only on part of these words" in task.check({"passage-13": {"spans": [part]}}).reasons[0].text
    busy = text.index('"too busy"')
    all_of_it = [busy, busy + len('"too busy"'), "appeal-to-fear"]
    assert "another technique here" in task.check({"passage-13": {"spans": [all_of_it]}}).reasons[0].text


def test_no_reason_is_said_twice_where_the_key_lies_over_the_marks(task):
    laid = task.laid_over(given_(FEAR, DILEMMA), "passage-1")
    assert str(laid).count("The threat is painted") == 1
    assert str(laid).count("marked it too") == 2
    assert str(laid).count("The same words as in the key.") == 2


def test_marks_to_look_at_again_are_counted_as_one_says_it(task):
    one = task.check(given_([27, 38, "bandwagon"])).headline
    assert one == "You found 0 of the 2 spans of the key. Look at your mark once more."
    two = task.check(given_([27, 38, "bandwagon"], [40, 50, "bandwagon"])).headline
    assert two.endswith("Look at your 2 marks once more.")


def test_one_annotator_alone_is_named():
    task = build(CORPUS, "mark-three-more")
    found = task.check({"passage-10": {"spans": [[24, 31, "loaded-language"]]}})
    assert found.reasons[0].verdict == "partly"
    assert "Annotator one (a language model) marked it too, annotator two did not." in found.reasons[0].text


def test_nothing_is_an_answer_where_there_is_nothing(task):
    assert task.check({"passage-3": NOTHING}).headline == "The key has nothing here."
    assert task.check({"passage-3": {"spans": [[30, 60, "fud"]]}}).verdict == "wrong"
    missed = task.check({"passage-1": NOTHING})
    assert missed.verdict == "wrong"
    assert missed.headline.startswith("The key has 2 spans here.")


@pytest.mark.parametrize(
    ("span", "message"),
    [
        ([103, 103, "fud"], "The mark is empty. Select at least one word."),
        ([103, 9999, "fud"], "The mark 103 to 9999 does not lie in the passage"),
        ([5, 40, "fud"], "which can be marked from 27 to 356"),
        ([-3, 40, "fud"], "does not lie in the passage"),
        ([120, 103, "fud"], "The mark 120 to 103 does not lie in the passage"),
        ([103, 120, "sarcasm"], "'sarcasm' is no technique. The techniques are: loaded-language,"),
        ([103, 120, None], "'None' is no technique."),
        ([103.0, 120, "fud"], "are whole numbers"),
        ([True, 120, "fud"], "are whole numbers"),
        ([103, 120], "A mark is [start, end, technique]."),
        ("fud", "A mark is [start, end, technique]."),
        (None, "A mark is [start, end, technique]."),
    ],
)
def test_bad_marks_are_refused_and_nothing_is_saved(work, span, message):
    assert message in error(work.task, given_(span))
    before = copy.deepcopy(work.answers)
    with pytest.raises(AnswerError):
        work.answer(given_(span))
    assert (work.answers, work.attempts) == (before, 0)
    assert not work._session.record.path.exists()


def test_a_mark_stands_once_and_never_on_its_own_technique(task):
    assert error(task, given_(FEAR, FEAR)) == "These words are marked as 'Appeal to fear' already."
    assert "lies on another mark of 'Appeal to fear'" in error(
        task, given_(FEAR, [200, 270, "appeal-to-fear"])
    )
    assert task.check(given_(FEAR, [120, 130, "loaded-language"])).verdict == "partly"
    side_by_side = given_([116, 130, "appeal-to-fear"], [130, 260, "appeal-to-fear"])
    assert task.check(side_by_side).reasons[0].verdict == "right"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({}, "Nothing is marked yet."),
        (given_(), "or say that you find nothing to mark"),
        ({"passage-1": {"spans": [FEAR], "nothing": True}}, "Take one of them back"),
        ({"passage-1": {"spans": "all"}}, "An answer is"),
        ({"passage-1": None}, "An answer is"),
        ({"passage-99": NOTHING}, "'passage-99' is no part of the task"),
        ({7: NOTHING}, "'7' is no part of the task"),
    ],
)
def test_bad_answers(task, answer, message):
    assert message in error(task, answer)


@given(
    st.lists(
        st.tuples(st.integers(-5, 400), st.integers(-5, 400), st.sampled_from([*techniques(), "x"])),
        max_size=4,
    )
)
def test_any_marks_are_checked_or_refused_in_words(raw):
    task = build(CORPUS, "mark-three-pairs")
    answer = {"passage-4": {"spans": [list(one) for one in raw]}}
    before = copy.deepcopy(answer)
    try:
        feedback = task.check(answer)
    except AnswerError as problem:
        assert str(problem).endswith((".", "}"))
    else:
        assert len([reason for reason in feedback.reasons if reason.said != WHOLE]) == len(raw)
    assert answer == before


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.task_id)
@pytest.mark.parametrize("technique", techniques())
def test_marking_whole_passages_finds_nothing(row, technique):
    """It earned 'found 2 of 2', also where the key has most of a passage."""
    task = build(CORPUS, row.task_id)
    for part in task.parts:
        whole = [task.first(part), len(task.passage(part).text), technique]
        found = task.check({part: {"spans": [whole]}})
        assert found.verdict in ("wrong", "partly")
        assert "You found 1" not in found.headline and "You found 2" not in found.headline
        assert "right" not in {reason.verdict for reason in found.reasons}
        # "The right place" and "another technique here" are true of everything, and praise it.
        assert found.reasons[0].text.startswith("That is the whole passage, or nearly")


def test_marking_whole_passages_as_everything_pays_nothing():
    task = build(CORPUS, "mark-three-pairs")
    for part in task.parts:
        ends = [task.first(part), len(task.passage(part).text)]
        found = task.check({part: {"spans": [[*ends, technique] for technique in techniques()]}})
        assert found.verdict in ("wrong", "partly")
        assert "right" not in {reason.verdict for reason in found.reasons}
        if task.spans(part):
            assert found.headline.startswith("You found 0 of the ")


# Objections


def test_an_objection_is_kept_with_the_answer_and_never_judged(work):
    view = SpanAnnotatorView(work)
    assert view.objection.layout.display == "none"
    select(view, *FEAR)
    view.check_button.click()
    assert view.objection.layout.display is None
    view.objection.keep_button.click()
    assert "Write why you dispute it" in view._feedback.value
    view.objection.words.value = "nobody is <b>threatened</b> here"
    view.objection.keep_button.click()
    assert "<em>You dispute this, because:</em> <p>nobody is" in view._feedback.value
    assert "<b>threatened" not in view._feedback.value
    assert work.first_tries == {"passage-1": "partly"}
    assert view.drafted() == {}
    again = work._session.work("mark-three-pairs")
    assert again.answers["passage-1"]["because"] == "nobody is <b>threatened</b> here"
    reopened = SpanAnnotatorView(again)
    reopened.before_button.click()
    assert reopened.objection.words.value == "nobody is <b>threatened</b> here"
    select(reopened, *DILEMMA)
    assert reopened.answer()["passage-1"]["because"]
    exported = Answers.of(work._session, "mark-three-pairs")
    assert [one.value for one in exported if one.field == "because"] == ["nobody is <b>threatened</b> here"]


@pytest.mark.parametrize(
    ("words", "message"),
    [(3, "An objection is a text"), ("x" * 1001, "Write 1000 characters at most.")],
)
def test_an_objection_that_cannot_be_kept(task, words, message):
    assert message in error(task, {"passage-1": {"spans": [FEAR], "because": words}})


# Layers


def test_marks_lie_over_the_text_as_layers_with_a_name_each(tmp_path):
    view = SpanAnnotatorView(Session(CORPUS, Record(tmp_path / "record.json")).work("mark-three-more"))
    assert view.layers.layout.display == "none"
    for _ in range(12):
        view.next_button.click()
    select(view, 27, 60, "loaded-language")
    view.check_button.click()
    view.show_button.click()
    assert view.layers.layout.display is None
    labels = [mark["label"] for mark in view.passage.marks]
    assert labels == ["✗ yours: LL", "key: DI", "key: LL", "key: TC"]
    view.layers.boxes["one"].value = True
    view.layers.boxes["key"].value = False
    labels = [mark["label"] for mark in view.passage.marks]
    assert labels == ["✗ yours: LL", "annotator one: DI", "annotator one: TC"]
    view.layers.boxes["yours"].value = False
    assert all(mark["label"].startswith("annotator one") for mark in view.passage.marks)


# Names and sides

HIDDEN = ("pro-ukrainian", "pro-russian", "Ukrainian side", "Russian side")


def outlets(task):
    return [task.passage(part).outlet for part in task.parts]


def test_outlet_and_side_are_hidden_while_marking(task):
    view = "\n".join([str(task), *task.lines(), str(task.check(given_(FEAR))), str(task.solution())])
    assert not [word for word in (*HIDDEN, *outlets(task)) if word in view]


def test_the_record_holds_marks_and_nothing_about_sides(work, tmp_path):
    view = SpanAnnotatorView(work)
    for part in work.task.parts:
        work.answer({part: as_the_key(work.task, part)})
    view.refresh()
    assert view._names.layout.display is None
    shown = []
    view._aside.send = lambda content, buffers=None: shown.append(content)
    view.names_button.click()
    assert "for the Ukrainian side" in shown[0]["html"]
    record = Record(tmp_path / "record.json")
    kept = [record.export(), (tmp_path / "record.json").read_text(encoding="utf-8")]
    for text in kept:
        assert not [
            w for w in (*HIDDEN, *outlets(work.task), "PAIR", "side", "outlet", "beyond") if w in text
        ]
    for entry in json.loads(kept[0])["entries"]:
        for one in entry["content"].values():
            assert one.keys() <= {"spans", "nothing"}


def test_names_and_sides_go_by_the_first_marks(work):
    """Final marks were counted: those that the key had already corrected."""
    view = SpanAnnotatorView(work)
    work.show("passage-2")
    for part in work.task.parts:
        work.answer({part: NOTHING})
        work.answer({part: as_the_key(work.task, part)})
    told = []
    view._aside.send = lambda content, buffers=None: told.append(content["html"])
    view.names_button.click()
    assert work.first_answers.keys() == set(work.task.parts) - {"passage-2"}
    assert {str(one) for one in work.first_answers.values()} == {str(NOTHING)}
    assert "you found 0 of the" in told[0]
    assert "from the first marks that you checked" in told[0]
    assert len(work.task.sides(work.first_answers).pairs) == 2


def test_what_is_told_stands_in_no_state_of_a_widget(work):
    """A notebook can be saved with the state of its widgets; sides must not be in it."""
    view = SpanAnnotatorView(work)
    for part in work.task.parts:
        work.answer({part: as_the_key(work.task, part)})
    view.refresh()
    view.names_button.click()

    def states(widget):
        yield {k: v for k, v in widget.get_state().items() if not k.startswith("_")}
        for child in getattr(widget, "children", ()):
            yield from states(child)

    text = "\n".join(str(state) for state in states(view))
    assert "Names and sides" not in text
    assert not [word for word in (*HIDDEN, *outlets(work.task)) if word in text]
    bundle = view._repr_mimebundle_()
    assert not [word for word in (*HIDDEN, *outlets(work.task)) if word in str(bundle)]


def test_names_wait_until_all_is_marked(work):
    view = SpanAnnotatorView(work)
    assert view._names.layout.display == "none"
    work.answer({"passage-1": NOTHING})
    view.refresh()
    assert view._names.layout.display == "none"


def test_controls_are_named_and_not_counted(work):
    answers = {part: as_the_key(work.task, part) for part in work.task.parts}
    html = names_html(work.task, answers)
    assert html.count("not counted: no pair") == 2
    assert len(work.task.sides(answers).pairs) == 3


# The view


def select(view, start, end, technique):
    view.passage.selection = [start, end]
    view.technique.value = technique
    view.add_button.click()


def test_add_undo_remove(work):
    view = SpanAnnotatorView(work)
    assert view.undo_button.disabled and view.remove_button.disabled
    view.add_button.click()
    assert "Nothing is selected" in view._feedback.value
    view.passage.selection = FEAR[:2]
    view.add_button.click()
    assert "Choose a technique" in view._feedback.value
    select(view, *FEAR)
    assert [mark["label"] for mark in view.passage.marks] == ["AF"]
    select(view, *FEAR)
    assert "already" in view._feedback.value
    select(view, *DILEMMA)
    view.undo_button.click()
    assert len(view.passage.marks) == 1
    view.remove_button.click()
    assert view.passage.marks == []
    view.undo_button.click()
    assert view.answer() == given_(FEAR)


def test_passages_keep_their_drafts_and_answers_come_back(work):
    view = SpanAnnotatorView(work)
    select(view, *FEAR)
    view.next_button.click()
    assert view.passage.marks == []
    assert view.answer() == {"passage-2": {"spans": []}}
    view.before_button.click()
    view.check_button.click()
    assert "You found 1 of the 2 spans" in view._feedback.value
    again = SpanAnnotatorView(work._session.work("mark-three-pairs"))
    assert again._part == "passage-2"
    again.before_button.click()
    assert again.answer() == given_(FEAR)
    assert "You found 1 of the 2 spans" in again._feedback.value


def test_nothing_and_marks_exclude_each_other(work):
    view = SpanAnnotatorView(work)
    view.nothing.value = True
    assert view.answer() == {"passage-1": NOTHING}
    select(view, *FEAR)
    assert view.answer() == given_(FEAR)
    assert view.nothing.disabled


def test_text_of_passages_and_techniques_is_escaped(work):
    view = SpanAnnotatorView(work)
    view.technique.value = "thought-terminating-cliche"
    assert "can&#x27;t" in view._about.value
