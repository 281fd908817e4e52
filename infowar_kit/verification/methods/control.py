"""Who was said to hold which place, by what had been published at a moment, and whether all agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.event import Holder
from infowar_kit.corpus.moments import FAR_FUTURE, Moment
from infowar_kit.corpus.records import Control, Place
from infowar_kit.errors import LookupFailed
from infowar_kit.say import later, say
from infowar_kit.verification.methods.distance import between

OTHERS = "others"  # who speaks for none of the event's sides
CONTESTED = Holder("contested", later("contested"), "D", "#5c5c5c")


@dataclass(frozen=True, slots=True)
class Standing:
    """What had been said of a place by a moment.

    Attributes
    ----------
    place : Place
        The place.
    held_by : str
        One of the event's holders where the latest word of every side that spoke is the same, otherwise
        ``"contested"``.
    holder : Holder
        The same with its label and how a map draws it.
    said : tuple of Control
        The latest statements of each side; several where they are of the same day.
    sides : tuple of str
        The sides that spoke.
    """

    place: Place
    holder: Holder
    said: tuple[Control, ...]
    sides: tuple[str, ...]

    @property
    def held_by(self) -> str:
        """Id of the holder."""
        return self.holder.id


def sides(corpus: Corpus) -> tuple[str, ...]:
    """Return who can speak: the event's sides, and others."""
    return (*(side.label for side in corpus.event.sides), OTHERS)


def side_of(corpus: Corpus, source: str) -> str:
    """Return the side for which a source speaks, by its affiliation."""
    affiliation = corpus.source(source).affiliation
    own = (side.label for side in corpus.event.sides if affiliation in side.affiliations)
    return next(own, OTHERS)


def holder_of(corpus: Corpus, held_by: str) -> Holder:
    """Return who is said to hold a place, with label and marker."""
    own = (holder for holder in corpus.event.holders if holder.id == held_by)
    found = CONTESTED if held_by == CONTESTED.id else next(own, None)
    return found or Holder(held_by, held_by.replace("-", " "), "o", "#1b1b1b")


def places_of(corpus: Corpus, front: str) -> tuple[Place, ...]:
    """Return the places of a front of which anything is ever said, and that have a point on the map.

    Raises
    ------
    LookupFailed
        If there is no such front.
    """
    corpus.event.front(front)
    keys = sorted({row.place for row in corpus.control})
    places = [corpus.place(key) for key in keys]
    return tuple(p for p in places if p.latitude is not None and _front_of(corpus, p) == front)


def standing(corpus: Corpus, moment: dt.datetime, front: str) -> tuple[Standing, ...]:
    """Return what had been said by a moment of every place of a front that has a point on the map.

    Parameters
    ----------
    corpus : Corpus
        Its control table is read; a statement stands until the same side says something of a later day.
    moment : datetime.datetime
        With time zone. A statement counts from when its page was surely published, whatever the day of which
        it speaks: what was written on the 5th about the 4th was not known on the 4th. One whose page's date
        is not known, or that names no page, never counts.
    front : str
        Id of one of the event's fronts; a place of both belongs to the one whose places are nearest.

    Raises
    ------
    LookupFailed
        If there is no such front.
    """
    statements: dict[str, list[Control]] = {}
    for row, when in _statements(corpus, front):
        if when.surely_by(moment):
            statements.setdefault(row.place, []).append(row)
    return tuple(_standing(corpus, corpus.place(key), rows) for key, rows in sorted(statements.items()))


def perhaps(corpus: Corpus, moment: dt.datetime, front: str) -> tuple[Control, ...]:
    """Return the statements that may have been published by a moment, or later: their hour is not known."""
    return tuple(
        row
        for row, when in _statements(corpus, front)
        # What is of the next day cannot have been out when this one ends.
        if when.earliest < moment and not when.surely_by(moment)
    )


def _statements(corpus: Corpus, front: str) -> Iterator[tuple[Control, Moment]]:
    keys = {place.place_id for place in places_of(corpus, front)}
    for row in corpus.control:
        if row.place in keys:
            never = Moment(FAR_FUTURE, FAR_FUTURE)
            yield row, corpus.when(corpus.item(row.item)) if row.item else never


def _front_of(corpus: Corpus, place: Place) -> str:
    if place.front != "both":
        return place.front
    others = [other for other in corpus.places if other.front != "both" and other.latitude is not None]
    return min(others, key=lambda other: between(place, other).km).front


def _standing(corpus: Corpus, place: Place, rows: list[Control]) -> Standing:
    said: list[Control] = []
    spoke = []
    for side in sides(corpus):
        own = [row for row in rows if side_of(corpus, row.said_by) == side]
        if own:
            latest = max(row.as_of for row in own)
            said += [row for row in own if row.as_of == latest]
            spoke.append(side)
    holders = {row.held_by for row in said}
    holder = holder_of(corpus, holders.pop()) if len(holders) == 1 else CONTESTED
    return Standing(place, holder, tuple(said), tuple(spoke))


def moment_of(corpus: Corpus, text: str) -> dt.datetime:
    """Return a moment given as text: a day stands for its end, a day with an hour for that hour.

    Parameters
    ----------
    corpus : Corpus
        In whose clock it is meant.
    text : str
        Such as ``2001-10-04`` or ``2001-10-04 14:00``.

    Raises
    ------
    LookupFailed
        If it is neither, or its day lies before the first statement or after the last; the message says what
        is valid.
    """
    days = sorted({row.as_of for row in corpus.control})
    if not days:
        raise LookupFailed(say("The table control is empty, so there is nothing to draw."))
    try:
        wanted = dt.datetime.fromisoformat(text)
    except ValueError:
        wanted = dt.datetime.min
    if not days[0] <= wanted.date() <= days[-1]:
        raise LookupFailed(
            say("There is no map of '{day}'. Choose a day from {first} to {last}.",
                day=text, first=days[0], last=days[-1])
        )  # fmt: skip
    if len(text.strip()) == len("2001-10-04"):
        wanted += dt.timedelta(days=1)
    return wanted if wanted.tzinfo else wanted.replace(tzinfo=corpus.zone)
