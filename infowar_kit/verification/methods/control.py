"""Who was said to hold which place by a day, and whether all who spoke agree."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.records import Control, Place
from infowar_kit.errors import LookupFailed
from infowar_kit.verification.methods.distance import between

SIDES = ("Ukrainian side", "Russian side", "others")
HOLDERS = {
    "ukrainian-forces": "Ukrainian forces",
    "russian-forces": "Russian forces",
    "contested": "contested",
}
_AFFILIATIONS = {
    "ukrainian-state": SIDES[0], "ukrainian-forces": SIDES[0], "pro-ukrainian": SIDES[0],
    "russian-state": SIDES[1], "russian-forces": SIDES[1], "occupation-administration": SIDES[1],
    "pro-russian": SIDES[1],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """What was said of a place by the end of a day.

    Attributes
    ----------
    place : Place
        The place.
    held_by : str
        ``"ukrainian-forces"`` or ``"russian-forces"`` where the latest word of every side that spoke is
        the same, otherwise ``"contested"``.
    said : tuple of Control
        The latest statements of each side; several where they are of the same day.
    sides : tuple of str
        The sides that spoke.
    """

    place: Place
    held_by: str
    said: tuple[Control, ...]
    sides: tuple[str, ...]


def side_of(corpus: Corpus, source: str) -> str:
    """Return the side for which a source speaks, by its affiliation."""
    return _AFFILIATIONS.get(corpus.source(source).affiliation, SIDES[2])


def standing(corpus: Corpus, day: dt.date, front: str) -> tuple[Standing, ...]:
    """Return what was said by the end of a day of every place of a front that has a point on the map.

    Parameters
    ----------
    corpus : Corpus
        Its control table is read; a statement stands until the same side says something later.
    day : datetime.date
        Statements on later days are left out.
    front : str
        ``"kherson"`` or ``"lyman"``; a place of both belongs to the one whose places are nearest.

    Raises
    ------
    LookupFailed
        If there is no such front.
    """
    fronts = sorted({place.front for place in corpus.places} - {"both"})
    if front not in fronts:
        raise LookupFailed(f"There is no front '{front}'. The fronts are: {', '.join(fronts)}.")
    statements: dict[str, list[Control]] = {}
    for row in corpus.control:
        place = corpus.place(row.place)
        if row.as_of <= day and place.latitude is not None and _front_of(corpus, place) == front:
            statements.setdefault(row.place, []).append(row)
    return tuple(_standing(corpus, corpus.place(key), rows) for key, rows in sorted(statements.items()))


def _front_of(corpus: Corpus, place: Place) -> str:
    if place.front != "both":
        return place.front
    others = [other for other in corpus.places if other.front != "both" and other.latitude is not None]
    return min(others, key=lambda other: between(place, other).km).front


def _standing(corpus: Corpus, place: Place, rows: list[Control]) -> Standing:
    said: list[Control] = []
    sides = []
    for side in SIDES:
        own = [row for row in rows if side_of(corpus, row.said_by) == side]
        if own:
            latest = max(row.as_of for row in own)
            said += [row for row in own if row.as_of == latest]
            sides.append(side)
    holders = {row.held_by for row in said}
    return Standing(place, holders.pop() if len(holders) == 1 else "contested", tuple(said), tuple(sides))


def day_of(corpus: Corpus, day: str) -> dt.date:
    """Return a day given as text, if the control table has statements by then.

    Raises
    ------
    LookupFailed
        If it is no day, or before the first statement; the message says what is valid.
    """
    days = sorted({row.as_of for row in corpus.control})
    if not days:
        raise LookupFailed("The table control is empty, so there is nothing to draw.")
    try:
        wanted = dt.date.fromisoformat(day)
    except ValueError:
        wanted = dt.date.min
    if not days[0] <= wanted <= days[-1]:
        raise LookupFailed(f"There is no map of '{day}'. Choose a day from {days[0]} to {days[-1]}.")
    return wanted
