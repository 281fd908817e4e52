"""How much coverage of which kind there is, day by day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from infowar_kit.corpus import Corpus
from infowar_kit.errors import LookupFailed
from infowar_kit.say import say

GROUPS = ("language", "kind", "front")
OTHER = "other"  # the groups that are not kept apart


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of items by day.

    Attributes
    ----------
    days : tuple of datetime.date
        Every day of the event.
    counts : dict of str to tuple of int
        By group, one number a day; the largest group first.
    timed : tuple of int
        How many of a day's items have a known minute.
    left_out : int
        Items whose day is not known or lies outside.
    """

    days: tuple[dt.date, ...]
    counts: dict[str, tuple[int, ...]]
    timed: tuple[int, ...]
    left_out: int

    @property
    def totals(self) -> tuple[int, ...]:
        """Items a day."""
        return tuple(sum(column) for column in zip(*self.counts.values(), strict=True)) if self.counts else ()


def coverage_by_day(corpus: Corpus, *, group: str = "language", largest: int = 6) -> Coverage:
    """Count items by day and by a property.

    Parameters
    ----------
    corpus : Corpus
        Items to count; each at its day in the event's zone.
    group : str
        Property of an item: one of `GROUPS`.
    largest : int
        How many groups to keep apart; the rest is counted as ``"other"``.

    Raises
    ------
    LookupFailed
        If `group` is none of these properties.
    """
    if group not in GROUPS:
        raise LookupFailed(
            say("Items cannot be parted by '{group}'. Choose one of: {known}.",
                group=group, known=", ".join(GROUPS))
        )  # fmt: skip
    first, last = corpus.period
    days = tuple(first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    rows = []
    for item in corpus.items:
        when = corpus.when(item)
        if when.latest - when.earliest <= dt.timedelta(days=1):
            rows.append((when.earliest.astimezone(corpus.zone).date(), getattr(item, group), when.timed))
    inside = [row for row in rows if row[0] in days]
    ranked = Counter(value for _, value, _ in inside).most_common()
    kept = [value for value, _ in sorted(ranked, key=lambda pair: (-pair[1], pair[0]))[:largest]]
    tally = Counter((day, value if value in kept else OTHER) for day, value, _ in inside)
    groups = [*kept, OTHER] if len(ranked) > len(kept) else kept
    return Coverage(
        days=days,
        counts={value: tuple(tally[day, value] for day in days) for value in groups},
        timed=tuple(sum(timed for day, _, timed in inside if day == wanted) for wanted in days),
        left_out=len(corpus.items) - len(inside),
    )
