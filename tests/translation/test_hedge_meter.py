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


RIGHT = {"doubt": 1, "original": 2, "near": 3, "sure": 4}


def test_the_right_order_is_right_with_reasons(task: HedgeMeter) -> None:
    feedback = task.check(RIGHT)
    assert feedback.verdict == "right"
    assert [reason.text for reason in feedback.reasons] == [f"Reason {part}." for part in LEVELS]


def test_what_can_be_argued_may_share_the_rank_of_the_original(task: HedgeMeter) -> None:
    assert task.check(RIGHT | {"near": 2}).verdict == "right"
    assert task.check(RIGHT | {"near": 1, "original": 2}).verdict == "partly"


def test_a_wrong_place_says_with_what_to_compare_and_not_the_answer(task: HedgeMeter) -> None:
    feedback = task.check({"doubt": 4, "original": 2, "near": 3, "sure": 1})
    said = {reason.part: (reason.verdict, reason.text) for reason in feedback.reasons}
    assert said["doubt"] == ("wrong", "You rank it too high beside 1, 2, 4. Which of its words hold back?")
    assert said["original"] == (
        "partly",
        "You rank it too low beside 2, 3. Which of its words make it sound sure?",
    )
    assert feedback.headline == "0 of 4 stand rightly among all the others. Move the rest."
    assert feedback.verdict == "partly"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({}, "Give every text a rank; two may share one. Still open: 1, 2, 3, 4."),
        ({"doubt": 1}, "Still open: 1, 2, 4."),
        (RIGHT | {"doubt": 0}, "Choose a rank: 1, least sure, 2, 3, 4, most sure. “0” is none of them."),
        (RIGHT | {"doubt": 5}, "“5” is none of them"),
        (RIGHT | {"doubt": True}, "“True” is none of them"),
        (RIGHT | {"doubt": "1"}, "“1” is none of them"),
        (RIGHT | {"elsewhere": 1}, "'elsewhere' is no part of the task 'meter'"),
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
    assert solution.reasons[0].said.endswith("; less sure than the original")
    assert solution.reasons[2].said.endswith("; close to the original; it can be argued")
    assert task.lines()[0] == "- 1. mot original gloss"


@given(st.fixed_dictionaries({part: st.integers(1, 5) for part in REAL.reasons}))
def test_only_the_order_counts(answer: dict[str, int]) -> None:
    dense = {rank: number for number, rank in enumerate(sorted(set(answer.values())), 1)}
    squeezed = {part: dense[rank] for part, rank in answer.items()}
    verdicts = [[reason.verdict for reason in REAL.check(given).reasons] for given in (answer, squeezed)]
    assert verdicts[0] == verdicts[1]


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
    assert "Surer than the original: Novostey.com: no marker." in figure.alt
    assert [row[1] for row in figure.rows] == ["2", "2", "1 or 2", "2 or 3", "3"]
    assert figure.rows[0][2] == "the original"
    assert figure.png.startswith(b"\x89PNG")


def test_the_finder_reads_the_words_and_counts_changes_only_along_a_chain() -> None:
    chain = build(load(), "four-hands")
    assert isinstance(chain, HedgeMeter)
    assert chain.took_from("ukrainian", "original") and not chain.took_from("original", "ukrainian")
    read = [row[3] for row in certainty_figure(chain).rows]
    assert read == ["2", "1, -1 against the text before", "1", "1"]
    assert isinstance(REAL, HedgeMeter)
    assert [row[3] for row in certainty_figure(REAL).rows] == [
        "2", "2", "not read: no words, or no cues for the language", "3", "3",
    ]  # fmt: skip


def test_quoted_words_are_the_rendering_or_what_is_marked(task: HedgeMeter) -> None:
    assert isinstance(REAL, HedgeMeter)
    assert REAL.quoted("vol") == ("seien wohl viele Soldaten gefallen", "de")
    chain = build(load(), "four-hands")
    assert isinstance(chain, HedgeMeter)
    assert (chain.quoted("ukrainian"), chain.quoted("copy")) == (("стверджує", "uk"), ("claims", "en"))
    assert task.quoted("sure") == ("mot sure", "fr")
    task.words["sure"] = "no words of anybody"
    assert task.quoted("sure") == ("", "")
