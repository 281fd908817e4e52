"""What a class's two sittings say, and when they say nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infowar_kit.learning.methods.calibration import brier_score
from infowar_kit.learning.methods.detection import area
from infowar_kit.learning.methods.sitting import (
    ENOUGH,
    FEW,
    Judged,
    Sitting,
    Taken,
    class_figures,
    of_sittings,
)

KINDS = [True, False] * 10
chances = st.lists(st.sampled_from([0.05, 0.2, 0.4, 0.6, 0.8, 0.95]), min_size=20, max_size=20)


def sitting(form: str, said: list[float]) -> Sitting:
    return Sitting(form, tuple(Judged(f"{form}-{n}", KINDS[n], said[n]) for n in range(20)))


def learner(first: str, before: list[float], after: list[float]) -> Taken:
    second = "b" if first == "a" else "a"
    return Taken(sitting(first, before), sitting(second, after))


GUESSES = [0.6, 0.6, 0.4, 0.4] * 5
KNOWS = [0.95, 0.05] * 10


def a_class(size: int, before: list[float], after: list[float]) -> list[Taken]:
    return [learner("ab"[n % 2], before, after) for n in range(size)]


@given(chances)
def test_the_measures_are_those_of_the_single_judgements(said: list[float]) -> None:
    one = sitting("a", said)
    found = of_sittings([one])
    assert found["brier"] == pytest.approx(brier_score(said, KINDS))
    assert found["auc"] == pytest.approx(area(said[::2], said[1::2]))
    assert one.counts.total == 20


@given(st.lists(chances, min_size=FEW, max_size=20))
def test_a_class_in_which_nobody_moved_has_a_gain_of_nothing(many: list[list[float]]) -> None:
    one = class_figures([learner("ab"[n % 2], said, said) for n, said in enumerate(many)], draws=20)
    assert all(moved.gain.low <= 0 <= moved.gain.high or moved.gain.value for moved in one.moved.values())
    same = class_figures([Taken(sitting("a", said), sitting("a", said)) for said in many], draws=20)
    assert {moved.gain.value for moved in same.moved.values()} == {0.0}


def test_below_fifteen_there_is_no_figure() -> None:
    found = class_figures(a_class(FEW - 1, GUESSES, KNOWS))
    assert (found.moved, found.verdict("d_prime")) == ({}, "few")


def test_below_thirty_there_is_an_interval_without_verdict() -> None:
    found = class_figures(a_class(ENOUGH - 1, GUESSES, KNOWS), draws=50)
    assert found.moved["d_prime"].gain.low > 1
    assert found.verdict("d_prime") == "open"


def test_a_class_that_learned_is_found_and_less_error_is_down() -> None:
    found = class_figures(a_class(ENOUGH, GUESSES, KNOWS), draws=50)
    assert found.counterbalanced
    assert {m: found.verdict(m) for m in found.moved} == {
        "d_prime": "up", "auc": "up", "brier": "down", "c": "unclear",
    }  # fmt: skip


def test_one_order_alone_gets_no_verdict() -> None:
    found = class_figures([learner("a", GUESSES, KNOWS)] * ENOUGH, draws=50)
    assert (found.counterbalanced, found.verdict("d_prime")) == (False, "open")


def test_leaning_is_no_discernment() -> None:
    """A class that calls everything distorted afterwards leans, and tells nothing apart."""
    found = class_figures(a_class(ENOUGH, GUESSES, [0.05] * 20), draws=50)
    assert found.moved["d_prime"].after.value == pytest.approx(0)
    assert found.verdict("c") == "up"
