"""Intervals by resampling learners: whole people are drawn, because their answers hang together."""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Learner = TypeVar("Learner")
DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure and where it may lie.

    Parameters
    ----------
    value : float
        The figure.
    low, high : float
        Ends of the interval.
    """

    value: float
    low: float
    high: float

    def holds(self, truth: float) -> bool:
        """Whether a value lies in it."""
        return self.low <= truth <= self.high


def intervals(
    learners: Sequence[Learner],
    figures: Callable[[Sequence[Learner]], Mapping[str, float]],
    *,
    seed: int,
    group: Callable[[Learner], Hashable] = lambda _: 0,
    draws: int = DRAWS,
    level: float = 0.95,
) -> dict[str, Interval]:
    """Return figures of a class with their percentile intervals (Efron & Tibshirani 1993).

    Parameters
    ----------
    learners : sequence
        The class.
    figures : callable
        What is computed of a class, by name.
    seed : int
        Of the draws.
    group : callable
        Learners are drawn anew within groups, such as those who had the same form first, so that every draw
        has as many of each as the class.
    draws : int
        How often the class is drawn anew.
    level : float
        How often the interval should hold the truth.

    Raises
    ------
    ValueError
        If there is no learner.
    """
    if not learners:
        raise ValueError("There is no learner.")
    groups: dict[Hashable, list[Learner]] = {}
    for learner in learners:
        groups.setdefault(group(learner), []).append(learner)
    rng = random.Random(seed)
    drawn = [
        figures([one for members in groups.values() for one in rng.choices(members, k=len(members))])
        for _ in range(draws)
    ]
    tail = (1 - level) / 2
    made = {}
    for name, value in figures(learners).items():
        found = sorted(one[name] for one in drawn)
        made[name] = Interval(value, _quantile(found, tail), _quantile(found, 1 - tail))
    return made


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return a quantile of values in order, between two of them by their distance."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])
