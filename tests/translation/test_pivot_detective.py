from pathlib import Path

import pytest

from infowar_kit.errors import AnswerError, LookupFailed
from infowar_kit.tasks import build
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.translation.pivot_detective import INFERENCE, PivotDetective
from tests.added import add, loaded, texts


@pytest.fixture
def detective(folder: Path) -> Path:
    """The small corpus with two copies."""
    for key, language, pivot in (("I011", "en", "ja"), ("I012", "en", "fr"), ("I013", "fr", "en")):
        add(
            folder, "items", item_id=key, source="alpha-news", precision="unknown", language=language,
            kind="machine-copy", pivot_language=pivot,
        )  # fmt: skip
    add(folder, "tasks", task_id="pivot", lesson="01", position="3", kind="pivot-detective")
    add(folder, "keys", task="pivot", part="a", position="1", item="I011", accept="ja", rows="items:I011")
    add(folder, "keys", task="pivot", part="b", position="2", item="I012", accept="fr|es")
    texts(
        folder, pivot__title="Title", pivot__prompt="Prompt", pivot__hint="Hint",
        pivot__a__reason="Reason a.",
        pivot__b__reason="Reason b.", pivot__a__clue_2="Second", pivot__a__clue_1="First",
        pivot__a__clue_10="Tenth",
        pivot__b__clue_1="Only",
    )  # fmt: skip
    return folder


@pytest.fixture
def task(detective: Path) -> PivotDetective:
    made = build(loaded(detective), "pivot")
    assert isinstance(made, PivotDetective)
    return made


def guess(language: object, clues: object = 1) -> dict[str, object]:
    return {"language": language, "clues": clues}


def test_clues_lie_in_order_of_their_numbers(task: PivotDetective) -> None:
    assert task.clues["a"] == ("First", "Second", "Tenth")


def test_right_says_that_it_is_an_inference(task: PivotDetective) -> None:
    feedback = task.check({"a": guess("ja", 2)})
    assert feedback.verdict == "right"
    assert (feedback.reasons[0].about, feedback.reasons[0].said) == ("After 2 of 3 clues", "“Japanese”")
    assert (feedback.reasons[0].text, feedback.reasons[0].remark) == ("Reason a.", INFERENCE)


def test_two_languages_may_be_accepted(task: PivotDetective) -> None:
    assert {task.check({"b": guess(code)}).verdict for code in ("fr", "es")} == {"right"}


def test_wrong_does_not_give_the_language_away(task: PivotDetective) -> None:
    early, late, own = (
        task.check({"a": g}).reasons[0].text for g in (guess("fr"), guess("fr", 3), guess("en"))
    )
    assert early == "Would French lead to this error? There is another clue."
    assert late.startswith("Would French lead to all of these errors?")
    assert own.startswith("English is the language of the copy.")
    assert "Japanese" not in early + late + own


def test_one_of_two_is_partly(task: PivotDetective) -> None:
    assert task.check({"a": guess("ja"), "b": guess("ja")}).verdict == "partly"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({}, "No language is chosen yet"),
        ({"z": guess("ja")}, "'z' is no part of the task 'pivot'"),
        ({"a": guess("")}, "Choose the language it was translated from: English, French, Japanese, Spanish."),
        ({"a": guess("xx")}, "Choose the language it was translated from: English, French"),
        ({"a": guess(None)}, "Choose the language it was translated from"),
        ({"a": "ja"}, "The number of opened cards"),
        ({"a": guess("ja", 0)}, "Open the first clue before you choose"),
        ({"a": guess("ja", 4)}, "The number of opened cards is a whole number from 0 to 3."),
        ({"a": guess("ja", -1)}, "The number of opened cards is a whole number from 0 to 3."),
        ({"a": guess("ja", True)}, "The number of opened cards is a whole number from 0 to 3."),
        ({"a": guess("ja", "1")}, "The number of opened cards is a whole number from 0 to 3."),
        ({"a": {"language": "ja"}}, "The number of opened cards is a whole number from 0 to 3."),
    ],
)
def test_answers_that_cannot_be_used(detective: Path, tmp_path: Path, answer: dict, message: str) -> None:
    work = Session(loaded(detective), Record(tmp_path / "record.json")).work("pivot")
    work.answer({"b": guess("fr")})
    with pytest.raises(AnswerError) as raised:
        work.answer(answer)
    assert message in str(raised.value)
    assert work.answers == {"b": guess("fr")}


def test_languages_are_the_pivots_and_what_is_accepted_by_name(task: PivotDetective) -> None:
    assert list(task.languages) == ["en", "fr", "ja", "es"]


def test_complete_and_lines(task: PivotDetective) -> None:
    assert not task.is_complete({"a": guess("ja")})
    assert task.is_complete({"a": guess("fr"), "b": guess("fr")})
    assert (
        task.lines()[0]
        == "- 1. A machine copy in English. From which language was it probably translated? (3 clues)"
    )


def test_solution_names_all_accepted(task: PivotDetective) -> None:
    assert [reason.said for reason in task.solution().reasons] == ["“Japanese”", "“French” or “Spanish”"]


@pytest.mark.parametrize(
    ("key", "clue", "message"),
    [
        ({}, "A clue", "'pivot/c' names no item"),
        ({"item": "I001"}, "A clue", "names I001, which has no pivot language"),
        ({"item": "I011"}, "", "has no clue. Add a text 'pivot/c/clue-1'."),
    ],
)
def test_rows_that_cannot_be_used(detective: Path, key: dict[str, str], clue: str, message: str) -> None:
    add(detective, "keys", task="pivot", part="c", position="3", accept="ja", **key)
    texts(detective, pivot__c__reason="Reason c.", **({"pivot__c__clue_1": clue} if clue else {}))
    with pytest.raises(LookupFailed) as raised:
        build(loaded(detective), "pivot")
    assert message in str(raised.value)
