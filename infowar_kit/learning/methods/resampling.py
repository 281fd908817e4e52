"""Intervals by resampling learners: whole people are drawn, because their answers hang together."""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
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
    """Return figures of a class with their expanded percentile intervals (Hesterberg 2015).

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
    tail = expanded_tail((1 - level) / 2, len(learners), len(groups))
    made = {}
    for name, value in figures(learners).items():
        found = sorted(one[name] for one in drawn)
        made[name] = Interval(value, _quantile(found, tail), _quantile(found, 1 - tail))
    return made


def expanded_tail(tail: float, learners: int, groups: int = 1) -> float:
    """Return the share to cut off at either end so that a small class gets the interval that it should.

    Drawing n anew from n makes a spread too small by the root of (n - 1) / n, and quantiles of the normal
    curve instead of Student's narrow it again. Hesterberg (2015) cuts off less: Φ(-t √(n / (n - 1))).

    Parameters
    ----------
    tail : float
        What a large class would cut off, such as 0.025.
    learners, groups : int
        How many are drawn, and from how many groups.
    """
    each, freedom = learners / groups, learners - groups
    if freedom < 1:
        return 0.0
    wide: float = -_student(tail, freedom) * (each / (each - 1)) ** 0.5
    return NormalDist().cdf(-wide)


def _student(share: float, freedom: int) -> float:
    """Return a quantile of Student's t (the expansion of Cornish and Fisher; from ten on good to 0.001)."""
    z = NormalDist().inv_cdf(share)
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return float(sum(term / freedom**power for power, term in enumerate(terms)))


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return a quantile of values in order, between two of them by their distance."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])
