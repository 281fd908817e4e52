"""How far annotators agree beyond chance: Cohen's kappa and Krippendorff's alpha.

1 is full agreement, 0 what chance alone would give, below 0 less than that. Both say how alike the
annotators are, not whether they are right. Where chance would already give full agreement (all values are
the same) both are undefined, and the functions return nan.

References
----------
.. [1] J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement
   20(1), 1960, 37-46.
.. [2] K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", University of Pennsylvania, 2011.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

Value = Hashable | None


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text that carries a technique.

    Parameters
    ----------
    start, end : int
        Offsets in Unicode code points; `end` is the position after the last one.
    technique : str
        Slug of the technique.
    """

    start: int
    end: int
    technique: str


def cohen_kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Return Cohen's kappa of two annotators [1]_.

    Parameters
    ----------
    first, second : sequence of hashable
        What each said of the same units, in the same order.

    Returns
    -------
    float
        Kappa, from -1 to 1; nan if there is no unit or both gave one and the same value throughout.

    Raises
    ------
    ValueError
        If the two differ in length.
    """
    count = len(first)
    if count != len(second):
        raise ValueError(f"Kappa needs a value of both for each unit; there are {count} and {len(second)}.")
    if not count:
        return math.nan
    same = sum(a == b for a, b in zip(first, second, strict=True))
    one, other = Counter(first), Counter(second)
    # In whole numbers, so that full agreement is exactly 1.
    chance = sum(one[value] * other[value] for value in one)
    if chance == count * count:
        return math.nan
    return (same * count - chance) / (count * count - chance)


def krippendorff_alpha(annotators: Sequence[Sequence[Value]]) -> float:
    """Return Krippendorff's alpha for nominal values, any number of annotators, missing values [2]_.

    Parameters
    ----------
    annotators : sequence of sequence
        What each said of the same units, in the same order; None where one said nothing.

    Returns
    -------
    float
        Alpha, at most 1; nan if no unit has two values or all values are the same.

    Raises
    ------
    ValueError
        If there are fewer than two annotators or their sequences differ in length.
    """
    if len(annotators) < 2:
        raise ValueError(f"Alpha needs at least two annotators, not {len(annotators)}.")
    lengths = {len(values) for values in annotators}
    if len(lengths) > 1:
        listed = ", ".join(map(str, sorted(lengths)))
        raise ValueError(f"The annotators differ in their number of units: {listed}. Fill gaps with None.")
    return _alpha(Counter(zip(*annotators, strict=True)))


def _alpha(units: Mapping[tuple[Value, ...], int]) -> float:
    """Return alpha over kinds of units, each with how often it occurs.

    Follows section C of [2]_ without writing out the coincidence matrix: of a unit with m values each
    ordered pair counts 1/(m - 1).
    """
    totals: Counter[Value] = Counter()
    disagreement = 0.0
    for unit, times in units.items():
        values = Counter(value for value in unit if value is not None)
        m = values.total()
        if m < 2:  # one value alone can be paired with nothing
            continue
        for value, count in values.items():
            totals[value] += times * count
        unlike = m * m - sum(count * count for count in values.values())
        disagreement += times * unlike / (m - 1)
    n = totals.total()
    expected = n * n - sum(count * count for count in totals.values())
    if not expected:
        return math.nan
    return 1 - (n - 1) * disagreement / expected


# Spans


def by_character(spans: Iterable[Span], length: int, *, start: int = 0) -> list[frozenset[str]]:
    """Return for each character of a text which techniques lie on it.

    Parameters
    ----------
    spans : iterable of Span
        The marks; they may overlap.
    length : int
        Code points of the text.
    start : int
        First character that could be marked at all; earlier ones are left out.

    Raises
    ------
    ValueError
        If a span is empty or reaches beyond the text.
    """
    found: list[set[str]] = [set() for _ in range(length)]
    for span in spans:
        if not start <= span.start < span.end <= length:
            raise ValueError(
                f"The span {span.start} to {span.end} does not lie in the text, whose characters that can be "
                f"marked are {start} to {length}."
            )
        for techniques in found[span.start : span.end]:
            techniques.add(span.technique)
    return [frozenset(techniques) for techniques in found[start:]]


def span_alpha(
    texts: Iterable[Sequence[Sequence[frozenset[str]]]], *, techniques: Collection[str] | None = None
) -> float:
    """Return alpha over characters: does the same lie on each, says one annotator after the other?

    Every character is a unit. Its value is the set of techniques on it, or, where `techniques` is given,
    whether one of these lies on it. Long spans weigh more than short ones, and neighbouring characters are
    not independent: the number compares, it does not test. It is the nominal alpha of [2]_ on characters,
    not the alpha for unitising of Krippendorff (1995), which treats the lengths of gaps in its own way.

    Parameters
    ----------
    texts : iterable
        For each text, for each annotator, what `by_character` gives.
    techniques : collection of str, optional
        Ask only for these.
    """
    units: Counter[tuple[Value, ...]] = Counter()
    for annotators in texts:
        units.update(zip(*annotators, strict=True))
    if techniques is None:
        return _alpha(units)
    wanted = frozenset(techniques)
    narrowed: Counter[tuple[Value, ...]] = Counter()
    for unit, times in units.items():
        narrowed[tuple(isinstance(value, frozenset) and bool(value & wanted) for value in unit)] += times
    return _alpha(narrowed)
