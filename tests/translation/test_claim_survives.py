from pathlib import Path

import pytest

from infowar_kit.errors import AnswerError, LookupFailed
from infowar_kit.tasks import build
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.translation.claim_survives import ClaimSurvives
from tests.added import add, loaded, texts


@pytest.fixture
def survives(folder: Path) -> Path:
    """The small corpus with three renderings; the rows do not stand in order of publication."""
    add(folder, "tasks", task_id="left", lesson="01", position="3", kind="claim-survives")
    for number, (part, item, accept) in enumerate(
        [("late", "I006", "yes"), ("early", "I001", "no | changed"), ("middle", "I004", "changed")], 1
    ):
        add(
            folder, "keys", task="left", part=part, position=str(number), item=item, accept=accept,
            rows=f"items:{item}",
        )  # fmt: skip
        texts(folder, **{f"left__{part}": f"Words {part}\n\nGloss.", f"left__{part}__reason": f"Why {part}."})
    texts(
        folder, left__title="Title", left__prompt="Prompt", left__hint="Hint", left__claim="The claim.",
        left__original="The original.",
    )  # fmt: skip
    return folder


@pytest.fixture
def task(survives: Path) -> ClaimSurvives:
    made = build(loaded(survives), "left")
    assert isinstance(made, ClaimSurvives)
    return made


def test_renderings_come_in_order_of_publication(task: ClaimSurvives) -> None:
    assert task.parts.index("late") == 2
    assert task.lines()[:2] == ["- Claim: The claim.", "- Original: The original."]
    assert task.lines()[-1].endswith("Words late Gloss.")


def test_all_right(task: ClaimSurvives) -> None:
    feedback = task.check({"late": "yes", "early": "no", "middle": "changed"})
    assert feedback.verdict == "right"
    assert feedback.headline == "All 3 hold."
    assert {reason.text for reason in feedback.reasons} == {"Why late.", "Why early.", "Why middle."}


def test_two_answers_may_be_accepted(task: ClaimSurvives) -> None:
    verdicts = {word: task.check({"early": word}).verdict for word in ("yes", "no", "changed")}
    assert verdicts == {"yes": "wrong", "no": "right", "changed": "right"}
    assert task.check({"early": "no"}).headline == "That holds. 2 more to go."


@pytest.mark.parametrize(
    ("part", "word", "look"),
    [
        ("early", "yes", "word by word: who, what, how sure?"),
        ("late", "no", "Different words need not be another fact."),
        ("middle", "no", "What fact is left, and is it the same one?"),
    ],
)
def test_a_wrong_mark_says_where_to_look(task: ClaimSurvives, part: str, word: str, look: str) -> None:
    (reason,) = task.check({part: word}).reasons
    assert reason.verdict == "wrong"
    assert look in reason.text
    assert not reason.rows


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({}, "Nothing is answered yet."),
        (
            {"early": "perhaps"},
            "“perhaps” is none of them.",
        ),
        ({"early": ["no"]}, "is none of them"),
        ({"nowhere": "no"}, "'nowhere' is no part of the task 'left'. Its parts are: "),
    ],
)
def test_bad_input_is_refused_and_nothing_changes(
    survives: Path, tmp_path: Path, answer: dict[str, object], message: str
) -> None:
    work = Session(loaded(survives), Record(tmp_path / "record.jsonl")).work("left")
    work.answer({"late": "yes"})
    with pytest.raises(AnswerError) as error:
        work.answer(answer)
    assert message in str(error.value)
    assert work.answers == {"late": "yes"}


def test_marks_add_up_and_a_new_one_replaces_the_old(task: ClaimSurvives) -> None:
    merged = task.merge({"late": "no", "early": "no"}, {"late": "yes"})
    assert merged == {"late": "yes", "early": "no"}
    assert not task.is_complete(merged)
    assert task.is_complete(merged | {"middle": "yes"})


def test_solution_gives_every_reason_in_order(task: ClaimSurvives) -> None:
    assert [reason.part for reason in task.solution().reasons] == list(task.parts)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"accept": "yes"}, "names no item"),
        ({"accept": "perhaps", "item": "I001"}, "It may accept: yes, changed, no."),
        ({"accept": "yes | perhaps", "item": "I001"}, "It may accept"),
    ],
)
def test_a_key_that_cannot_be_asked_is_told(survives: Path, cells: dict[str, str], message: str) -> None:
    add(survives, "keys", task="left", part="odd", position="9", **{"item": ""} | cells)
    texts(survives, left__odd="Odd", left__odd__reason="Why.")
    with pytest.raises(LookupFailed, match=message):
        build(loaded(survives), "left")
