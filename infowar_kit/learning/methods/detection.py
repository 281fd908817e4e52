"""Telling apart and leaning: d′, c and the area under the curve.

The signal is what is faithful, and a hit is a faithful report that was taken for one. So c above 0 is a
leaning towards "distorted".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
    steps = sorted({*faithful, *distorted})
    ups, downs = Counter(faithful), Counter(distorted)
    return area_of_counts([ups[step] for step in steps], [downs[step] for step in steps])


def area_of_counts(faithful: Sequence[int], distorted: Sequence[int]) -> float:
    """Return the same of how often each step was chosen for either kind, from the lowest step up.

    Raises
    ------
    ValueError
        If one kind was never rated.
    """
    if not sum(faithful) or not sum(distorted):
        raise ValueError("Both kinds must have been rated: faithful reports and distorted ones.")
    below, won = 0, 0.0
    for ups, downs in zip(faithful, distorted, strict=True):
        won += ups * (below + downs / 2)
        below += downs
    return won / (sum(faithful) * sum(distorted))


def pooled(counts: Iterable[Counts]) -> Counts:
    """Return the sum of counts."""
    return sum(counts, Counts())
