"""Telling apart and leaning: d′, c and the area under the curve.

The signal is what is faithful, and a hit is a faithful report that was taken for one. So c above 0 is a
leaning towards "distorted".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import NormalDist

_Z = NormalDist().inv_cdf


@dataclass(frozen=True, slots=True)
class Counts:
    """What was judged how.

    Parameters
    ----------
    hits, misses : int
        Faithful reports that were taken for faithful, and for distorted.
    false_alarms, rejections : int
        Distorted reports that were taken for faithful, and for distorted.
    """

    hits: int = 0
    misses: int = 0
    false_alarms: int = 0
    rejections: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.hits + other.hits,
            self.misses + other.misses,
            self.false_alarms + other.false_alarms,
            self.rejections + other.rejections,
        )

    @property
    def total(self) -> int:
        """How many judgements there are."""
        return self.hits + self.misses + self.false_alarms + self.rejections


@dataclass(frozen=True, slots=True)
class Detection:
    """How well two kinds are told apart (`d_prime`), and which way the judge leans (`c`)."""

    d_prime: float
    c: float


def detection(counts: Counts, *, log_linear: bool = True) -> Detection:
    """Return d′ and c of counts.

    Parameters
    ----------
    counts : Counts
        Of one judge, or pooled over many.
    log_linear : bool
        Whether a half is added to hits and false alarms and one to both totals (Hautus 1995), which keeps
        rates of 0 and 1 finite and is done to all counts, not only to these.

    Raises
    ------
    ValueError
        If one of the kinds was never judged; or, without the correction, if a rate is 0 or 1.

    Notes
    -----
    d′ = z(H) − z(F) and c = −(z(H) + z(F)) / 2 (Macmillan & Creelman 2005).
    """
    faithful, distorted = counts.hits + counts.misses, counts.false_alarms + counts.rejections
    if not faithful or not distorted:
        raise ValueError("Both kinds must have been judged: faithful reports and distorted ones.")
    extra = 0.5 if log_linear else 0.0
    hit = (counts.hits + extra) / (faithful + 2 * extra)
    alarm = (counts.false_alarms + extra) / (distorted + 2 * extra)
    if not 0 < hit < 1 or not 0 < alarm < 1:
        raise ValueError("A rate of 0 or 1 has no z: use the log-linear correction.")
    return Detection(_Z(hit) - _Z(alarm), -(_Z(hit) + _Z(alarm)) / 2)


def area(faithful: Sequence[float], distorted: Sequence[float]) -> float:
    """Return the area under the receiver's curve: how often a faithful report is rated above a distorted one.

    Parameters
    ----------
    faithful, distorted : sequence of float
        Ratings of each kind; higher is more surely faithful. A tie counts a half (Mann & Whitney 1947).

    Raises
    ------
    ValueError
        If one of them is empty.
    """
    if not faithful or not distorted:
        raise ValueError("Both kinds must have been rated: faithful reports and distorted ones.")
    rated = sorted([(value, True) for value in faithful] + [(value, False) for value in distorted])
    below, won = 0, 0.0
    for _, group in groupby(rated, key=lambda pair: pair[0]):
        kinds = [kind for _, kind in group]
        ups, downs = kinds.count(True), kinds.count(False)
        won += ups * (below + downs / 2)
        below += downs
    return won / (len(faithful) * len(distorted))


def pooled(counts: Iterable[Counts]) -> Counts:
    """Return the sum of counts."""
    return sum(counts, Counts())
