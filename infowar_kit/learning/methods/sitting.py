"""One sitting of a test, and what a class's sittings before and after say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from infowar_kit.learning.methods.detection import Counts, area_of_counts, detection
from infowar_kit.learning.methods.resampling import DRAWS, Interval, intervals

# Below the first a figure of a class says too little; below the second it gets no verdict.
FEW, ENOUGH = 15, 30
_NOTHING = 1e-9  # what adding up in another order may leave of a difference of none


@dataclass(frozen=True, slots=True)
class Judged:
    """One report that was judged.

    Parameters
    ----------
    part : str
        Its part of the test.
    faithful : bool
        What it was.
    chance : float
        How likely it was said to be faithful, from 0 to 1; never 0.5.
    opened : bool
        Whether its evidence was open before it was judged.
    aspect : str
        What was distorted in it, or could have been.
    """

    part: str
    faithful: bool
    chance: float
    opened: bool = False
    aspect: str = ""

    @property
    def right(self) -> bool:
        """Whether the judgement leant to the right side."""
        return (self.chance > 0.5) == self.faithful


@dataclass(frozen=True, slots=True)
class Sitting:
    """A test as one learner took it: which form, and what was judged how."""

    form: str
    judged: tuple[Judged, ...]

    @property
    def counts(self) -> Counts:
        """What was judged how, counted."""
        of = [(one.faithful, one.chance > 0.5) for one in self.judged]
        return Counts(
            of.count((True, True)), of.count((True, False)), of.count((False, True)), of.count((False, False))
        )


@dataclass(frozen=True, slots=True)
class Taken:
    """Both sittings of one learner."""

    before: Sitting
    after: Sitting


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure of a class before and after, and how far it moved."""

    before: Interval
    after: Interval
    gain: Interval


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """What a class's two sittings say.

    Parameters
    ----------
    learners : int
        How many took both.
    orders : dict of str to int
        How many had which form first. With one order alone, a gain cannot be told from a difference of forms.
    moved : dict of str to Moved
        By measure: ``d_prime``, ``c``, ``auc``, ``brier``; empty below `FEW` learners.
    """

    learners: int
    orders: dict[str, int]
    moved: dict[str, Moved]

    @property
    def counterbalanced(self) -> bool:
        """Whether both forms came first for some, and for neither less than a third."""
        return len(self.orders) == 2 and min(self.orders.values()) * 3 >= self.learners

    def verdict(self, measure: str) -> str:
        """Return ``up``, ``down`` or ``unclear``; below `FEW` learners ``few``, below `ENOUGH` ``open``."""
        if self.learners < FEW:
            return "few"
        if self.learners < ENOUGH or not self.counterbalanced:
            return "open"
        gain = self.moved[measure].gain
        return "up" if gain.low > _NOTHING else "down" if gain.high < -_NOTHING else "unclear"


MEASURES = ("d_prime", "c", "auc", "brier")
_GAIN = "gain"


def class_figures(taken: Sequence[Taken], *, seed: int = 1, draws: int = DRAWS) -> ClassFigures:
    """Return what a class's sittings say, each figure with an interval over learners.

    Each figure is the mean over the two forms, computed form by form, so that a harder form weighs the same
    before and after, however many had it first.

    Parameters
    ----------
    taken : sequence of Taken
        Learners who took both.
    seed, draws : int
        Of the resampling.

    Raises
    ------
    ValueError
        If a sitting lacks faithful or distorted reports.
    """
    orders: dict[str, int] = {}
    for one in taken:
        orders[one.before.form] = orders.get(one.before.form, 0) + 1
    if len(taken) < FEW:
        return ClassFigures(len(taken), orders, {})
    chances = sorted({one.chance for both in taken for side in _sides(both) for one in side.judged})
    tallied = [
        _Tallied(both.before.form, both.after.form, *(_tally(side, chances) for side in _sides(both)))
        for both in taken
    ]
    found = intervals(
        tallied, lambda them: _measured(them, chances), seed=seed, draws=draws, group=lambda one: one.first
    )
    moved = {
        measure: Moved(*(found[f"{measure}/{when}"] for when in ("before", "after", _GAIN)))
        for measure in MEASURES
    }
    return ClassFigures(len(taken), orders, moved)


def of_sittings(sittings: Sequence[Sitting]) -> dict[str, float]:
    """Return the measures of some sittings, pooled over learners and reports.

    Raises
    ------
    ValueError
        If faithful or distorted reports are missing.
    """
    chances = sorted({one.chance for sitting in sittings for one in sitting.judged})
    return _of_tally(_added([_tally(sitting, chances) for sitting in sittings]), chances)


@dataclass(frozen=True, slots=True)
class _Tallied:
    """A learner's two sittings as counts: drawing a class anew then only adds."""

    first: str
    second: str
    before: tuple[int, ...]
    after: tuple[int, ...]


def _sides(both: Taken) -> tuple[Sitting, Sitting]:
    return both.before, both.after


def _tally(sitting: Sitting, chances: Sequence[float]) -> tuple[int, ...]:
    """Return how often each chance was said: of faithful reports first, then of distorted ones."""
    said = [(one.faithful, one.chance) for one in sitting.judged]
    return tuple(said.count((kind, chance)) for kind in (True, False) for chance in chances)


def _added(tallies: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*tallies, strict=True)))


def _of_tally(tally: Sequence[int], chances: Sequence[float]) -> dict[str, float]:
    middle = len(chances)
    faithful, distorted = tally[:middle], tally[middle:]
    yes = [number for number, chance in enumerate(chances) if chance > 0.5]
    hits, alarms = (sum(side[number] for number in yes) for side in (faithful, distorted))
    counts = Counts(hits, sum(faithful) - hits, alarms, sum(distorted) - alarms)
    found = detection(counts)
    missed = sum(
        up * (1 - chance) ** 2 + down * chance**2
        for chance, up, down in zip(chances, faithful, distorted, strict=True)
    )
    return {
        "d_prime": found.d_prime,
        "c": found.c,
        "auc": area_of_counts(faithful, distorted),
        "brier": missed / counts.total,
    }


def _measured(them: Sequence[_Tallied], chances: Sequence[float]) -> dict[str, float]:
    sides = {
        "before": [(one.first, one.before) for one in them],
        "after": [(one.second, one.after) for one in them],
    }
    made: dict[str, float] = {}
    for when, side in sides.items():
        by_form: dict[str, list[tuple[int, ...]]] = {}
        for form, tally in side:
            by_form.setdefault(form, []).append(tally)
        found = [_of_tally(_added(tallies), chances) for tallies in by_form.values()]
        for measure in MEASURES:
            made[f"{measure}/{when}"] = sum(one[measure] for one in found) / len(found)
    for measure in MEASURES:
        made[f"{measure}/{_GAIN}"] = made[f"{measure}/after"] - made[f"{measure}/before"]
    return made
