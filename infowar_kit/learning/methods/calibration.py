"""How sure, and how often right: the Brier score with Murphy's three terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bin:
    """What came of one step of the scale.

    Parameters
    ----------
    chance : float
        What was said, from 0 to 1.
    share : float
        How often it came true.
    weight : float
        How many forecasts it stands for, or which part of all.
    """

    chance: float
    share: float
    weight: float


@dataclass(frozen=True, slots=True)
class Brier:
    """Murphy's terms: the score is ``reliability - resolution + uncertainty``.

    Parameters
    ----------
    reliability : float
        How far what was said lies from what came true; 0 is best.
    resolution : float
        How far the steps lie apart in what came true; more is better.
    uncertainty : float
        What lies in the matter itself.
    """

    reliability: float
    resolution: float
    uncertainty: float

    @property
    def score(self) -> float:
        """The Brier score: 0 is best, 0.25 is what "50 %" always gets."""
        return self.reliability - self.resolution + self.uncertainty


def brier_score(chances: Sequence[float], outcomes: Sequence[bool]) -> float:
    """Return the mean squared distance of chances from outcomes (Brier 1950).

    Raises
    ------
    ValueError
        If there is none, or the two differ in length.
    """
    _matched(chances, outcomes)
    return sum((chance - came) ** 2 for chance, came in zip(chances, outcomes, strict=True)) / len(chances)


def binned(chances: Sequence[float], outcomes: Sequence[bool]) -> tuple[Bin, ...]:
    """Return what came of each chance that was said, in order.

    Raises
    ------
    ValueError
        If there is none, or the two differ in length.
    """
    _matched(chances, outcomes)
    found: dict[float, list[bool]] = {}
    for chance, came in zip(chances, outcomes, strict=True):
        found.setdefault(chance, []).append(came)
    return tuple(Bin(chance, sum(came) / len(came), len(came)) for chance, came in sorted(found.items()))


def murphy(bins: Iterable[Bin]) -> Brier:
    """Return Murphy's terms of a table of steps (Murphy 1973).

    Raises
    ------
    ValueError
        If nothing was forecast.
    """
    bins = tuple(bins)
    total = sum(one.weight for one in bins)
    if total <= 0:
        raise ValueError("There is no forecast.")
    base = sum(one.weight * one.share for one in bins) / total
    return Brier(
        sum(one.weight * (one.chance - one.share) ** 2 for one in bins) / total,
        sum(one.weight * (one.share - base) ** 2 for one in bins) / total,
        base * (1 - base),
    )


def _matched(chances: Sequence[float], outcomes: Sequence[bool]) -> None:
    if len(chances) != len(outcomes) or not chances:
        raise ValueError("Each chance needs its outcome, and there must be one at least.")
