from pathlib import Path

import pytest

from infowar_kit.corpus import load
from infowar_kit.errors import AnswerError, LookupFailed
from infowar_kit.page.feedback import grounds_notes
from infowar_kit.tasks import build
from infowar_kit.tasks.feedback import reason_words
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.translation.methods.shifts import SHIFT_WORDS
from infowar_kit.translation.rendering_compare import RenderingCompare
from tests.added import add, loaded, texts


@pytest.fixture
def compare(folder: Path) -> Path:
    """The small corpus with a comparison of three renderings."""
    add(folder, "terms", term_id="T92", term="слово", language="ru", gloss="a word", original_seen="true")
    rows = [
        ("T92-01", "en", "the wrong word", "wrong-sense", "changes-the-claim", "wrong", "C01"),
        ("T92-02", "ar", "كلمة", "faithful", "none", "", ""),
        ("T92-03", "ja", "言葉が", "intensity", "slight", "言葉", ""),
    ]
    for number, (key, language, text, shift, severity, words, claim) in enumerate(rows, 1):
        add(folder, "renderings", rendering_id=key, term="T92", language=language, text=text)
        add(
            folder, "shifts", shift_id=f"S90{number}", rendering=key, shift=shift, severity=severity,
            words=words, back_gloss=f"gloss {number}", why="constructed", claim=claim,
        )  # fmt: skip
    add(folder, "tasks", task_id="compare", lesson="01", position="3", kind="rendering-compare")
    for number, (part, accept) in enumerate(
        (("a", "wrong-sense"), ("b", "faithful"), ("c", "intensity|euphemism"))
    ):
        add(
            folder, "keys", task="compare", part=part, position=str(number + 1), accept=accept,
            rows=f"renderings:T92-0{number + 1}",
        )  # fmt: skip
        texts(folder, **{f"compare__{part}__reason": f"Reason {part}."})
    texts(folder, compare__title="Title", compare__prompt="Prompt", compare__hint="Hint")
    return folder


@pytest.fixture
def task(compare: Path) -> RenderingCompare:
    made = build(loaded(compare), "compare")
    assert isinstance(made, RenderingCompare)
    return made


def test_all_right(task: RenderingCompare) -> None:
    feedback = task.check({"a": "wrong-sense", "b": "faithful", "c": "euphemism"})
    assert feedback.verdict == "right"
    assert feedback.headline == "All 3 hold."
    assert [reason.text for reason in feedback.reasons] == ["Reason a.", "Reason b.", "Reason c."]


def test_some_right_and_some_open(task: RenderingCompare) -> None:
    feedback = task.check({"c": "faithful", "a": "wrong-sense"})
    assert feedback.verdict == "partly"
    assert feedback.headline == "1 of 2 holds. Read why, and look again. 1 more to go."
    assert [reason.part for reason in feedback.reasons] == ["a", "c"]


def test_a_wrong_mark_says_where_to_look_and_not_what_it_is(task: RenderingCompare) -> None:
    shifted, faithful, other = (
        task.check({part: kind}).reasons[0]
        for part, kind in (("a", "faithful"), ("b", "name"), ("c", "name"))
    )
    assert shifted.text.startswith("Something moved here.")
    assert faithful.text.startswith("That would be another meaning.")
    assert other.text.startswith("These words do not show that.")
    assert faithful.said == other.said == "“a name was changed or translated”"
    assert shifted.rows == ()


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({}, "No rendering is marked yet"),
        ({"z": "faithful"}, "'z' is no part of the task 'compare'. Its parts are: a, b, c."),
        ({"a": ""}, "Choose what moved: faithful, wrong-sense"),
        ({"a": "faithfull"}, "“faithfull” is none of them."),
        ({"a": None}, "Choose what moved"),
        ({"a": ["faithful"]}, "is none of them"),
        ({"a": 1}, "“1” is none of them"),
    ],
)
def test_answers_that_cannot_be_used(compare: Path, tmp_path: Path, answer: dict, message: str) -> None:
    work = Session(loaded(compare), Record(tmp_path / "record.json")).work("compare")
    work.answer({"a": "name"})
    with pytest.raises(AnswerError) as raised:
        work.answer(answer)
    assert message in str(raised.value)
    assert work.answers == {"a": "name"}
    assert work.attempts == 1


def test_a_new_mark_replaces_the_old_one(task: RenderingCompare) -> None:
    assert task.merge({"a": "name", "b": "faithful"}, {"a": "wrong-sense"}) == {
        "a": "wrong-sense",
        "b": "faithful",
    }


def test_complete_when_all_are_marked(task: RenderingCompare) -> None:
    assert not task.is_complete({"a": "name", "b": "name"})
    assert task.is_complete({"a": "name", "b": "name", "c": "name"})


def test_solution_gives_every_kind_accepted(task: RenderingCompare) -> None:
    said = [reason.said for reason in task.solution().reasons]
    assert said[0] == f"“{SHIFT_WORDS['wrong-sense']}”"
    assert said[2] == f"“{SHIFT_WORDS['intensity']}” or “{SHIFT_WORDS['euphemism']}”"
    assert task.solution().verdict == "noted"


def test_consequence_names_the_claim(task: RenderingCompare) -> None:
    assert task.findings["a"].consequence.startswith(
        "A reader would take a different fact from it. The claim is “"
    )
    assert task.findings["b"].consequence.endswith("It touches no claim of this collection.")


def test_the_outlet_of_a_page_that_is_no_item_is_its_host(compare: Path) -> None:
    add(
        compare,
        "renderings",
        rendering_id="T92-09",
        term="T92",
        text="word",
        url="https://www.example.org/a/b",
    )
    add(compare, "shifts", shift_id="S909", rendering="T92-09", shift="faithful", severity="none")
    add(compare, "keys", task="compare", part="d", position="4", accept="faithful", rows="renderings:T92-09")
    texts(compare, compare__d__reason="Reason d.")
    task = build(loaded(compare), "compare")
    assert task.findings["d"].outlet == "example.org"


def test_terms_with_the_same_words_and_meaning_are_one(compare: Path) -> None:
    add(compare, "terms", term_id="T93", term="слово", language="ru", gloss="a word")
    add(compare, "renderings", rendering_id="T93-01", term="T93", text="word")
    add(compare, "shifts", shift_id="S909", rendering="T93-01", shift="faithful", severity="none")
    add(compare, "keys", task="compare", part="d", position="4", accept="faithful", rows="renderings:T93-01")
    texts(compare, compare__d__reason="Reason d.")
    assert build(loaded(compare), "compare").groups == (("T92", ("a", "b", "c", "d")),)


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ({"accept": "faithful"}, "'compare/d' names no rendering. Put renderings:… first"),
        (
            {"accept": "nonsense", "rows": "renderings:T92-01"},
            "accepts 'nonsense', which is no kind of shift",
        ),
        (
            {"accept": "faithful", "rows": "renderings:T92-07"},
            "No row of shifts.csv says what moved in 'T92-07'",
        ),
    ],
)
def test_rows_that_cannot_be_used(compare: Path, key: dict[str, str], message: str) -> None:
    add(compare, "renderings", rendering_id="T92-07", term="T92", text="judged by nobody")
    add(compare, "keys", task="compare", part="d", position="4", **key)
    texts(compare, compare__d__reason="Reason d.")
    with pytest.raises(LookupFailed) as raised:
        build(loaded(compare), "compare")
    assert message in str(raised.value)


def test_lines_show_term_rendering_and_gloss(task: RenderingCompare) -> None:
    lines = task.lines()
    assert lines[0] == "- слово (ru): a word"
    assert "2. كلمة (ar" in lines[2]
    assert lines[2].endswith("gloss 2")


def test_one_row_for_all_marks_that_miss_alike_still_tells_which_was_chosen() -> None:
    task = build(load(), "one-word-off")
    look = task.text("carrier/if/nothing-moved")
    found = [task.check({"carrier": kind}).reasons[0] for kind in ("gender", "polarity")]
    number = task.parts.index("carrier") + 1
    assert [reason_words(one) for one in found] == [
        f"Not yet. At {number}: “gender: he, she, it” is not what we read here. {look}",
        f"Not yet. At {number}: “yes and no exchanged” is not what we read here. {look}",
    ]
    assert task.check({"carrier": "omission"}).reasons[0].text == task.text("carrier/if/omission")


@pytest.mark.parametrize("slug", ["soft-words", "turned-round"])
def test_nothing_is_said_of_a_claim_where_there_is_none_and_an_inference_is_told_once(slug: str) -> None:
    corpus = load()
    for reason in build(corpus, slug).solution().reasons:
        if "touches no claim" in reason.consequence:
            assert reason.consequence == "It touches no claim of this collection."
        said = [*grounds_notes(corpus, reason.rows), reason.remark]
        assert sum("infer" in one for one in said) <= 1
