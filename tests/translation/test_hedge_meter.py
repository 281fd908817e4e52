from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infowar_kit.corpus import load
from infowar_kit.errors import AnswerError, LookupFailed
from infowar_kit.tasks import build
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.translation.certainty import certainty_figure
from infowar_kit.translation.hedge_meter import HedgeMeter
from tests.added import add, loaded, texts

REAL = build(load(), "heavy-casualties")
LEVELS = {"original": "1", "sure": "3", "doubt": "0", "near": "1 | 2"}


@pytest.fixture
def meter(folder: Path) -> Path:
    """The small corpus with four texts."""
    add(folder, "tasks", task_id="meter", lesson="01", position="3", kind="hedge-meter")
    for number, (part, accept) in enumerate(LEVELS.items(), 1):
        add(folder, "keys", task="meter", part=part, position=str(number), accept=accept, rows="items:I001")
        texts(
            folder,
            **{f"meter__{part}": f"[fr: mot {part}] gloss", f"meter__{part}__reason": f"Reason {part}."},
        )
    texts(folder, meter__title="Title", meter__prompt="Prompt", meter__hint="Hint")
    return folder


@pytest.fixture
def task(meter: Path) -> HedgeMeter:
    made = build(loaded(meter), "meter")
    assert isinstance(made, HedgeMeter)
    return made


RIGHT = {part: {"sure": level} for part, level in {"original": 1, "sure": 3, "doubt": 0, "near": 2}.items()}


def test_the_levels_that_are_taught_are_the_levels_that_are_asked(task: HedgeMeter) -> None:
    for section in task.sections():
        assert list(section.questions[-1].options) == [0, 1, 2, 3]


def test_the_right_levels_are_right_with_reasons(task: HedgeMeter) -> None:
    feedback = task.check(RIGHT)
    assert feedback.verdict == "right"
    assert [reason.text for reason in feedback.reasons] == [f"Reason {part}." for part in LEVELS]


def test_what_can_be_argued_has_two_levels(task: HedgeMeter) -> None:
    assert task.check({"near": {"sure": 1}}).verdict == task.check({"near": {"sure": 2}}).verdict == "right"
    assert task.check({"near": {"sure": 3}}).verdict == "wrong"


def test_one_text_misread_leaves_the_others_as_they_are(task: HedgeMeter) -> None:
    """With ranks, one misplacement gave '1 of 6' and five times 'Partly'."""
    feedback = task.check(RIGHT | {"doubt": {"sure": 3}})
    assert [reason.verdict for reason in feedback.reasons] == ["right", "right", "wrong", "right"]


def test_whose_word_and_how_sure_are_judged_apart(meter: Path) -> None:
    add(meter, "keys", task="meter", part="both", position="9", accept="1", speaker="named")
    texts(meter, meter__both="Both", meter__both__reason="Reason both.")
    texts(meter, **{"meter__both__if__voice-own": "Read who said it."})
    made = build(loaded(meter), "meter")

    def said(voice: str, sure: int) -> tuple[str, str]:
        (reason,) = made.check({"both": {"voice": voice, "sure": sure}}).reasons
        return reason.verdict, reason.text

    assert said("named", 1) == ("right", "Reason both.")
    assert said("own", 1) == (
        "partly",
        "How sure it sounds is right; whose word it is is not. Read who said it.",
    )
    assert said("named", 3) == (
        "partly",
        "Whose word it is is right; how sure it sounds is not. “states” is too sure for it. Which of its "
        "words hold back?",
    )
    assert said("own", 0) == (
        "wrong",
        "Read who said it. It sounds surer than “doubts”. Which words make it so, or lack?",
    )


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({}, "Nothing is answered yet"),
        ({"doubt": 1}, "Choose how sure it sounds: 0: doubts it"),
        ({"doubt": {"sure": 4}}, "“4” is none of them"),
        ({"doubt": {"sure": True}}, "“True” is none of them"),
        ({"doubt": {"sure": "1"}}, "“1” is none of them"),
        ({"elsewhere": {"sure": 1}}, "'elsewhere' is no part of the task 'meter'"),
    ],
)
def test_bad_input_is_refused_and_nothing_changes(
    meter: Path, tmp_path: Path, answer: dict[str, object], message: str
) -> None:
    work = Session(loaded(meter), Record(tmp_path / "record.jsonl")).work("meter")
    work.answer(RIGHT)
    with pytest.raises(AnswerError) as error:
        work.answer(answer)
    assert message in str(error.value)
    assert work.answers == RIGHT
    assert work.attempts == 1


def test_solution_goes_from_least_to_most_sure(task: HedgeMeter) -> None:
    solution = task.solution()
    assert [reason.part for reason in solution.reasons] == ["doubt", "original", "near", "sure"]
    assert solution.reasons[0].text.startswith("It is less sure than the original. ")
    assert solution.reasons[2].text.startswith("It is close to the original; it can be argued. ")
    assert task.lines()[0] == "- 1. mot original gloss"


@given(st.sampled_from(sorted(REAL.reasons)), st.integers(0, 3), st.sampled_from(["own", "unnamed", "named"]))
def test_a_part_is_right_if_both_hold_and_wrong_if_neither_does(part: str, sure: int, voice: str) -> None:
    assert isinstance(REAL, HedgeMeter)
    held = [sure in REAL.levels[part], voice == REAL.voices[part]]
    wanted = {2: "right", 1: "partly", 0: "wrong"}[sum(held)]
    assert REAL.check({part: {"sure": sure, "voice": voice}}).verdict == wanted


def test_a_voice_that_is_none_is_told(meter: Path) -> None:
    add(meter, "keys", task="meter", part="odd", position="9", accept="1", speaker="theirs")
    texts(meter, meter__odd="Odd", meter__odd__reason="Reason.")
    with pytest.raises(LookupFailed, match=r"'meter/odd' has the speaker 'theirs'\. Whose word"):
        build(loaded(meter), "meter")


@pytest.mark.parametrize("levels", ["4", "sure", "1 | 4"])
def test_a_level_that_is_none_is_told(meter: Path, levels: str) -> None:
    add(meter, "keys", task="meter", part="odd", position="9", accept=levels)
    texts(meter, meter__odd="Odd", meter__odd__reason="Reason.")
    with pytest.raises(LookupFailed, match=r"'meter/odd' accepts .* Levels are: 0, 1, 2, 3\."):
        build(loaded(meter), "meter")


def test_a_meter_needs_its_original(folder: Path) -> None:
    add(folder, "tasks", task_id="meter", lesson="01", position="3", kind="hedge-meter")
    texts(folder, meter__title="Title", meter__prompt="Prompt", meter__hint="Hint")
    texts(folder, meter__one__reason="Reason.")
    add(folder, "keys", task="meter", part="one", position="1", accept="1")
    with pytest.raises(LookupFailed, match="needs a part 'original' and at least two others"):
        build(loaded(folder), "meter")


def test_figure_has_alt_and_twin() -> None:
    assert isinstance(REAL, HedgeMeter)
    figure = certainty_figure(REAL)
    assert "Novostey.com: no marker. Less sure: none." in figure.alt
    assert [row[1] for row in figure.rows] == ["2", "2", "1 or 2", "2 or 3", "3"]
    assert figure.rows[0][2] == "the original"
    assert figure.png.startswith(b"\x89PNG")


def test_the_finder_reads_the_words_and_counts_changes_only_along_a_chain() -> None:
    chain = build(load(), "four-hands")
    assert isinstance(chain, HedgeMeter)
    assert chain.took_from("ukrainian", "original") and not chain.took_from("original", "ukrainian")
    read = [row[3] for row in certainty_figure(chain).rows]
    assert read[:4] == ["2", "1, -1 against the text before", "1", "1"]
    assert read[-1] == "not read: no words, or no cues for the language"
    assert isinstance(REAL, HedgeMeter)
    assert [row[3] for row in certainty_figure(REAL).rows] == ["2", "2", "2", "3", "3"]


def test_quoted_words_are_the_rendering_or_what_is_marked(task: HedgeMeter) -> None:
    assert isinstance(REAL, HedgeMeter)
    assert REAL.quoted("vol") == ("seien wohl viele Soldaten gefallen", "de")
    chain = build(load(), "four-hands")
    assert isinstance(chain, HedgeMeter)
    assert (chain.quoted("ukrainian"), chain.quoted("copy")) == (("стверджує", "uk"), ("claims", "en"))
    assert task.quoted("sure") == ("mot sure", "fr")
    task.words["sure"] = "no words of anybody"
    assert task.quoted("sure") == ("", "")
