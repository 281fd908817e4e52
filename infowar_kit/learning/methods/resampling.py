"""Intervals by resampling learners: what is drawn again is whole people, because their answers hang together."""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable, Iterable, Sequence
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


def interval(
    learners: Sequence[Learner],
    figure: Callable[[Sequence[Learner]], float],
    *,
    seed: int,
    group: Callable[[Learner], Hashable] = lambda _: 0,
    draws: int = DRAWS,
    level: float = 0.95,
) -> Interval:
    """Return a figure of a class with its percentile interval (Efron & Tibshirani 1993).

    Parameters
    ----------
    learners : sequence
        The class.
    figure : callable
        What is computed of a class.
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
    found = sorted(
        figure([one for members in groups.values() for one in rng.choices(members, k=len(members))])
        for _ in range(draws)
    )
    tail = (1 - level) / 2
    return Interval(figure(learners), _quantile(found, tail), _quantile(found, 1 - tail))


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return a quantile of values in order, between two of them by their distance."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def mean(values: Iterable[float]) -> float:
    """Return the mean of some values."""
    found = list(values)
    return sum(found) / len(found)
