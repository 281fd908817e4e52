"""Hunting the lens's errors: answers, bad answers, switches, and that the rows' numbers are true."""

import pytest

from infowar_kit.corpus import load
from infowar_kit.errors import AnswerError, LookupFailed
from infowar_kit.page.form import form_html
from infowar_kit.tasks import build
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.tone.finding_html import marked
from infowar_kit.tone.lens_hunt_view import Switches
from infowar_kit.tone.lens_picture import lines, measured
from infowar_kit.tone.lens_tables import Reading, drift
from infowar_kit.tone.methods.hunting import fired_on_neutral, hunt, hunts, score, sentences, switches
from infowar_kit.widgets import view


@pytest.fixture(scope="module")
def corpus():
    return load()


@pytest.fixture(scope="module")
def task(corpus):
    return build(corpus, "hunt-the-errors")


def full(task, part, *, flip=False):
    one = task.hunts[part]
    words = ("false alarm", "right") if flip else ("right", "false alarm")
    judged = {name: words[not one.right(found)] for name, found in task.findings(part).items()}
    gone = sorted({str(n) for mark in one.missed for n in one.lies_in(mark)})
    return {"findings": judged, "missed": [] if flip else gone}


def test_a_right_answer_passage_by_passage_and_whole(task):
    for part in task.parts:
        assert task.check({part: full(task, part)}).verdict == "right"
    answer = {part: full(task, part) for part in task.parts}
    assert task.check(answer).verdict == "right"
    assert task.is_complete(answer)
    assert not task.is_complete({})
    assert task.solution().reasons


def test_wrong_judgements_get_the_reason(task):
    feedback = task.check({"p066": full(task, "p066", flip=True)})
    assert feedback.verdict == "partly"
    assert "The key marks" not in str(feedback)
    assert "The word stands for shelter here." in str(feedback)
    assert "4 passages not judged yet" in feedback.headline


def test_where_one_annotator_marked_and_another_did_not_both_answers_hold(task):
    disputed = [
        (part, name)
        for part, one in task.hunts.items()
        for name, found in task.findings(part).items()
        if one.disputed(found)
    ]
    assert disputed, "no finding of this task is disputed, and this test tries nothing"
    for part, name in disputed:
        for words in ("right", "false alarm"):
            answer = full(task, part)
            answer["findings"][name] = words
            feedback = task.check({part: answer})
            assert feedback.verdict == "right"
            assert "another did not. Both answers can be defended." in str(feedback)
    # An annotator who marked nothing in a passage differs as well from one who did; two who agree do not.
    for one in hunts(task.corpus):
        for found in one.findings:
            touching = {
                row.annotator
                for row in task.corpus.annotations
                if row.passage == one.passage.passage_id and row.technique == found.technique
                if row.start < found.end and found.start < row.end
            }
            assert one.disputed(found) == (len(touching - {"key"}) == 1), (
                one.passage.passage_id,
                found.words,
            )


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({}, "No passage is judged yet"),
        (
            {"p999": {}},
            "'p999' is no part of the task 'hunt-the-errors'. Its parts are: p031, p066, p032, p052, p030.",
        ),
        ({"p066": {"findings": {}}}, "In passage 2 findings are not judged yet. Judge all of them"),
        ({"p066": {"findings": {"9": "right"}}}, "'9' is asked nowhere. What is asked: 1."),
        (
            {"p066": {"findings": {"1": "perhaps"}}},
            "“perhaps” is none of them.",
        ),
        ({"p066": 3}, "In passage 2 findings are not judged yet"),
    ],
)
def test_answers_that_cannot_be_used(task, answer, message):
    with pytest.raises(AnswerError) as caught:
        task.check(answer)
    assert message in str(caught.value)


def test_a_mark_twice_or_unknown(task):
    good = full(task, "p031")
    with pytest.raises(AnswerError, match="each at most once"):
        task.check({"p031": {**good, "missed": ["1", "1"]}})
    with pytest.raises(AnswerError, match="“77” is none of them"):
        task.check({"p031": {**good, "missed": ["77"]}})


def test_merge_keeps_other_passages(task):
    before = {"p031": full(task, "p031")}
    after = task.merge(before, {"p066": full(task, "p066")})
    assert set(after) == {"p031", "p066"}
    assert set(before) == {"p031"}


def test_switching_off_never_finds_more(corpus):
    rows = hunts(corpus)
    everything = score(rows)
    for name in switches():
        less = score(rows, [name])
        assert less.findings <= everything.findings
        assert less.found <= everything.found
        assert less.marks == everything.marks
    nothing = score(rows, list(switches()))
    assert nothing.precision is None
    assert nothing.recall == 0
    assert "precision none" in str(nothing)


def test_the_numbers_in_the_rows_are_those_counted(corpus):
    """The reasons of `switch-cues` name numbers: they must be the ones that the switches show."""
    rows = hunts(corpus)
    everything, surest = score(rows), score(rows, ["hint", "question"])
    precision = corpus.text("switch-cues/precision-up/reason")
    assert (
        f"{surest.right} of {surest.findings} findings are right ({surest.precision:.0%}".replace("%", " %")
        in precision
    )
    assert (
        f"{everything.right} of {everything.findings} ({everything.precision:.0%}".replace("%", " %")
        in precision
    )
    recall = corpus.text("switch-cues/recall-down/reason")
    assert f"{surest.found} of {surest.marks} marks" in recall
    assert f"instead of {everything.found}" in recall
    loaded = score(rows, ["loaded-language"])
    one = corpus.text("switch-cues/one-technique/reason")
    assert f"to {loaded.recall:.0%}".replace("%", " %") in one
    assert f"to {loaded.precision:.0%}".replace("%", " %") in one


def test_the_switches_move_the_table_and_say_so(corpus):
    said = []
    box = Switches(corpus, said.append)
    before = box.table.value
    box.boxes["hint"].value = False
    assert box.table.value != before
    assert said[-1].startswith("Precision ")
    fired, total = fired_on_neutral(hunts(corpus))
    assert f"it fires on {fired} of {total}" in before
    fewer, _ = fired_on_neutral(hunts(corpus), ["hint"])
    assert f"it fires on {fewer} of {total}" in box.table.value
    box.boxes["hint"].value = True
    assert box.table.value == before


def test_a_passage_is_shown_escaped_with_its_findings_marked(task):
    one = task.hunts["p031"]
    html = marked("<b>" + one.passage.text, "en", {})
    assert html.startswith('<span lang="en" dir="ltr">&lt;b&gt;')
    shown = marked(one.passage.text, "en", task.findings("p031"))
    assert shown.count("<mark>") == len({f.start for f in one.findings})


def test_tables_say_what_they_hold(corpus):
    assert "floor: every technique, always" in repr(measured(corpus))
    assert "our two annotators" in repr(measured(corpus))
    assert "nothing" in repr(drift(corpus, "T17"))
    assert "<script>" not in Reading.of("<script>pathetic</script>", "en")._repr_html_()
    assert "That does not mean" in repr(Reading.of("The board met on Monday."))
    assert repr(Reading.of("")) == "Not read: it holds no words."
    assert repr(Reading.of("Позор")).startswith("Not read: its language was not recognised.")
    assert "it seems to be Polish" in Reading.of("To jest tylko pogoda, to jest jutro.")._repr_html_()
    assert repr(Reading.of("Pathetic! Shameful lies!")).startswith("Read as English.")
    with pytest.raises(LookupFailed, match="no 'T999'"):
        drift(corpus, "T999")


def test_foreign_words_stand_with_a_gloss(corpus):
    head, *rows = (line.split("\t") for line in repr(drift(corpus, "T22")).splitlines()[1:])
    assert head[2] == "in English"
    glosses = {row[0]: row[2] for row in rows}
    assert glosses["Когда может быть уволен Херсон"] == "when Kherson may be dismissed"
    assert glosses["in a state of stabilization"] == "–"
    assert all(row[2] for row in rows)


def test_one_picture_holds_every_number_and_its_floor(corpus):
    picture = measured(corpus)
    assert picture.png.startswith(b"\x89PNG")
    assert len(picture.rows) == sum(len(line.rows) for line in lines(corpus))
    for line in lines(corpus):
        if any(subject == "the lens" for subject, *_ in line.rows):
            assert any(subject.startswith("floor") for subject, *_ in line.rows), line.measure
    html = picture._repr_html_()
    assert html.count("<table") == 1
    assert "Every dot is a row of the table." in html


def test_the_hunt_does_not_show_the_key(task):
    """The marks to tick stood beside the findings, and said which of them were right."""
    page = form_html(task)
    for one in task.hunts.values():
        for mark in one.marks:
            assert f"“{mark.words}” (" not in page
    assert "key marks" not in page


def test_what_was_missed_is_ticked_by_sentence(task):
    good = full(task, "p030")
    assert good["missed"] == ["5"]
    nothing = task.check({"p030": {**good, "missed": []}})
    assert nothing.verdict == "partly"
    assert "One sentence lets one case prove everything." in str(nothing)
    assert "One late bulletin" not in str(nothing)
    wrong = task.check({"p030": {**good, "missed": ["1", "5"]}})
    assert "does no finding lie on it already?" in str(wrong)
    assert "“One late bulletin" in str(task.solution())


def test_a_mark_over_two_sentences_is_found_in_either(task):
    good = full(task, "p031")
    assert good["missed"] == ["1", "3", "4"]
    for number in ("3", "4"):
        assert task.check({"p031": {**good, "missed": ["1", number]}}).verdict == "right"


def test_sentences_are_parted_at_their_ends():
    text = '[X] He said "no!" Then? Nothing… 🔥 The end'
    assert [text[a:b] for a, b in sentences(text, 4)] == ['He said "no!"', "Then?", "Nothing…", "🔥 The end"]
    assert sentences("") == ()


def test_an_unknown_passage(corpus):
    with pytest.raises(LookupFailed, match="no 'P999' in passages"):
        hunt(corpus, "P999")


def test_one_passage_is_judged_while_the_others_wait(corpus, tmp_path):
    """Boxes that may all stay empty do not make a part of it, on every passage but the one at hand."""
    session = Session(corpus, Record(tmp_path / "record.json"))
    shown = view(session.work("hunt-the-errors"))
    shown.controls["p052", "findings", "1"].value = "right"
    assert shown.answer() == {"p052": {"findings": {"1": "right"}, "missed": []}}
    shown.check_button.click()
    assert "standing together, or for where something lies?" in shown.guard.message
    shown.controls["p032", "missed"].value = ["1"]
    shown.check_button.click()
    assert "In passage 3 findings are not judged yet" in shown.guard.message


def test_a_sentence_is_known_by_both_its_ends():
    """The straw man of the first passage stood behind the “…” of its label."""
    task = build(load(), "hunt-the-errors")
    labels = task.sections()[0].questions[-1].options
    assert labels["1"] == "Eight settlements in … the drones get bored."
    assert all(len(label) <= 55 for label in labels.values())
    for number, words in task.sentences(task.parts[0]).items():
        first, _, last = labels[number].partition(" … ")
        assert words.startswith(first) and words.endswith(last)


def test_what_was_ticked_rightly_is_said_once_where_the_key_is_laid_over():
    task = build(load(), "hunt-the-errors")
    laid = task.laid_over(task.right_answer())
    said = [line.removeprefix("- ").removeprefix("Yes. ") for line in str(laid).splitlines()]
    missed = [line for line in said if "missed:" in line]
    assert len(missed) == len({line.split(" That holds.")[0].rstrip(".") for line in missed})
    assert sum("nothing missed" in line for line in said) == 2


def test_the_words_of_the_picture_do_not_answer_what_is_asked_below_it(corpus):
    """“The lens lies above every floor” stood over the statement that it does better than every floor."""
    picture = measured(corpus)
    for answer in ("above", "better", "third", "nearly fully"):
        assert answer not in f"{picture.caption} {picture.alt}"
