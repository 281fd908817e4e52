"""Scores of a reader against labels, with what they would be by chance; standard library only."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Interval:
    """A number with the ends of its 95 % bootstrap interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


def f1(hits: float, named: float, there: float) -> float:
    """Return F1 from how many were named rightly, named at all, and there; 0 where there is nothing."""
    return 2 * hits / (named + there) if named + there else 0.0


def precision_recall(hits: int, named: int, there: int) -> tuple[float | None, float | None]:
    """Return precision and recall; None where nothing was named, or nothing is there."""
    return (hits / named if named else None), (hits / there if there else None)


def auc(scored: Counter[tuple[float, bool]]) -> float:
    """Return the area under the ROC curve: how often a positive outranks a negative, ties as half.

    Parameters
    ----------
    scored : Counter
        How many there are of each score and label.
    """
    by_score: dict[float, list[int]] = {}
    for (score, label), count in scored.items():
        by_score.setdefault(score, [0, 0])[label] += count
    below, area = 0, 0.0
    for score in sorted(by_score):
        negatives, positives = by_score[score]
        area += positives * (below + negatives / 2)
        below += negatives
    positives = sum(count for (_, label), count in scored.items() if label)
    return area / (positives * below) if positives and below else 0.5


def bootstrap(
    rows: Sequence[T], measure: Callable[[Counter[T]], float], *, draws: int = 300, seed: int = 8
) -> Interval:
    """Return a measure of rows with its interval: rows drawn with replacement, percentiles 2.5 and 97.5.

    Parameters
    ----------
    rows : sequence
        One value a text; texts are drawn whole.
    measure : callable
        From how often each value occurs to a number.
    draws : int
        How many samples.
    seed : int
        Of the random numbers; the same seed gives the same interval.
    """
    value = measure(Counter(rows))
    chance = random.Random(seed)
    found = sorted(measure(Counter(chance.choices(rows, k=len(rows)))) for _ in range(draws))
    return Interval(value, found[int(0.025 * draws)], found[min(draws - 1, int(0.975 * draws))])
