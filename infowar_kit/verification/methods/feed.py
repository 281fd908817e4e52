"""What had been published by a moment, as far as that is known."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass, field

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.records import Item

STEP = dt.timedelta(hours=1)
BOTH = "both"  # the front of an item on either


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items are wanted; an empty collection lets all pass.

    Parameters
    ----------
    languages, fronts, kinds : frozenset of str
        Values of an item that are wanted.
    ids : frozenset of str or None
        Items that are wanted, perhaps not one; None lets all pass.
    """

    languages: frozenset[str] = frozenset()
    fronts: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    ids: frozenset[str] | None = None

    def passes(self, item: Item) -> bool:
        """Whether an item is wanted. An item on both fronts is wanted for either."""
        front = not self.fronts or item.front in self.fronts or item.front == BOTH
        return (
            front
            and (not self.languages or item.language in self.languages)
            and (not self.kinds or item.kind in self.kinds)
            and (self.ids is None or item.item_id in self.ids)
        )


@dataclass(frozen=True, slots=True)
class Feed:
    """What a reader could have seen at a moment.

    Attributes
    ----------
    published : tuple of Item
        Surely out by then, the latest first.
    perhaps : tuple of Item
        Of the same day, hour not known: out by then or later that day.
    """

    at: dt.datetime
    published: tuple[Item, ...]
    perhaps: tuple[Item, ...]


@dataclass
class FeedModel:
    """The event's coverage, to be replayed.

    Parameters
    ----------
    corpus : Corpus
        Only items that may lie within the event's period and are dated at least to the day or to a
        range of days within it take part.
    """

    corpus: Corpus
    start: dt.datetime = field(init=False)
    steps: int = field(init=False)

    def __post_init__(self) -> None:
        first, last = self.corpus.period
        zone = self.corpus.zone
        self.start = dt.datetime.combine(first, dt.time(), zone)
        end = dt.datetime.combine(last, dt.time(), zone) + dt.timedelta(days=1)
        self.steps = int((end - self.start) / STEP)
        dated = [(self.corpus.when(item), item) for item in self.corpus.items]
        inside = [(w, item) for w, item in dated if w.earliest >= self.start and w.latest <= end]
        self._by_end = sorted(inside, key=lambda pair: (pair[0].latest, pair[0].earliest, pair[1].item_id))
        self._ends = [when.latest for when, _ in self._by_end]
        self._loose = [pair for pair in self._by_end if not pair[0].timed]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items that take part, in order of publication."""
        return tuple(item for _, item in self._by_end)

    def at(self, step: int) -> dt.datetime:
        """Return the moment of a step; steps beyond either end stand at that end."""
        return self.start + STEP * max(0, min(step, self.steps))

    def step_of(self, moment: dt.datetime) -> int:
        """Return the step that stands at or just before a moment."""
        return max(0, min(self.steps, (moment - self.start) // STEP))

    def feed(self, moment: dt.datetime, wanted: Filter | None = None) -> Feed:
        """Return what had been published by a moment.

        Parameters
        ----------
        moment : datetime.datetime
            With time zone.
        wanted : Filter, optional
            What to leave in.
        """
        passes = (wanted or Filter()).passes
        # A known minute counts as over when it begins; a day when it ends.
        count = bisect_right(self._ends, moment + dt.timedelta(minutes=1))
        published = [
            item for when, item in reversed(self._by_end[:count]) if passes(item) and when.surely_by(moment)
        ]
        perhaps = [
            item for when, item in self._loose if when.earliest < moment < when.latest and passes(item)
        ]
        return Feed(moment, tuple(published), tuple(perhaps))

    def choices(self, attribute: str) -> tuple[str, ...]:
        """Return the values of an item's attribute that occur, the commonest first."""
        counts: dict[str, int] = {}
        for item in self.items:
            value = getattr(item, attribute)
            counts[value] = counts.get(value, 0) + 1
        return tuple(sorted(counts, key=lambda value: (-counts[value], value)))
