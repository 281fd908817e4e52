"""Who was said to hold what at a moment, as a map and as a table. The drawing: `infowar_kit.page.map_svg`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.event import Holder
from infowar_kit.corpus.records import Control, Place
from infowar_kit.page.labels import day_label, moment_label, publication_label
from infowar_kit.page.map_ground import Frame, Line, frame_of
from infowar_kit.page.map_svg import Mark, map_html, sign_html
from infowar_kit.page.table import table
from infowar_kit.say import listed, plural, say
from infowar_kit.text import escape
from infowar_kit.verification.methods.control import (
    CONTESTED,
    Standing,
    holder_of,
    perhaps,
    places_of,
    standing,
)

TOWNS = ("city", "town")  # drawn for the eye to find its way, whatever is said of them


@dataclass(frozen=True)
class ControlMap:
    """A map of statements with what it says in words.

    Parameters
    ----------
    picture : callable
        Returns the drawing as HTML, folded or not where the page is narrow.
    signs : str
        What each sign means, as HTML.
    caption : str
        What it is, in a sentence.
    alt : str
        What a person who does not see it needs to know: who was said to hold what.
    notes : tuple of str
        What a reader must know of it: what is left out, how exact it is, whose the shapes are.
    head : tuple of str
        Column names of the text twin.
    rows : tuple of tuple of str
        The statements: place, held by whom, according to whom, of which day, and when it was published.
    """

    picture: Callable[[bool], str] = field(repr=False)
    signs: str = field(repr=False)
    caption: str
    alt: str
    notes: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __repr__(self) -> str:
        lines = [" ".join((self.caption, *self.notes)), self.alt, "\t".join(self.head)]
        return "\n".join(lines + ["\t".join(row) for row in self.rows])

    def _repr_html_(self) -> str:
        return self.html()

    def html(self, *, folded: bool = False) -> str:
        """Return it as HTML.

        Parameters
        ----------
        folded : bool
            Whether it has to be opened first on a narrow page, where something else is to be read before it.
        """
        rows = [tuple(escape(cell) for cell in row) for row in self.rows]
        return (
            f'<div class="iwk-sheet iwk-placemap"><p><strong>{escape(self.caption)}</strong></p>'
            f"{self.picture(folded)}{self.signs}"
            f'<p class="iwk-small iwk-placemap-notes">{escape(" ".join(self.notes))}</p>'
            f"<details><summary>{escape(say('The same as a table: who said what, and when'))}</summary>"
            f"<p>{escape(self.alt)}</p>{table(self.head, rows)}</details></div>"
        )


def control_map(corpus: Corpus, moment: dt.datetime, front: str) -> ControlMap:
    """Return the map of a front at a moment: who was said to hold what, by what had been published by then.

    A plain function for whoever has a clock: call it with the moment that the clock shows and put
    ``control_map(corpus, moment, front)._repr_html_()`` on the page, in a task as anywhere else; a step takes
    a few milliseconds. Frame, names and shapes stay where they are from one moment to the next, only signs
    and names of places come and change. Before the first statement the map shows towns, rivers and borders.

    Parameters
    ----------
    corpus : Corpus
        Whose statements (`control`), places and `shapes` are drawn; without shapes there are places only.
    moment : datetime.datetime
        With time zone. Nothing that was published later is used: see
        `infowar_kit.verification.methods.control.standing`.
    front : str
        Id of one of the event's fronts, whose frame is drawn; without one, the extent of its places.

    Raises
    ------
    LookupFailed
        If there is no such front.
    """
    standings = standing(corpus, moment, front)
    loose = perhaps(corpus, moment, front)
    holders = _holders(corpus, standings)
    marks, frame = _marks(corpus, standings, front)
    alt = _alt(standings, holders)
    notes = [corpus.event.map_note] if corpus.event.map_note else []
    if loose:
        notes.append(plural(
            "Left out is {number} statement whose page may have come out later.",
            "Left out are {number} statements whose pages may have come out later.", len(loose),
        ))  # fmt: skip
    if corpus.event.map_credit and corpus.shapes:
        notes.append(f"{corpus.event.map_credit}.")
    return ControlMap(
        picture=lambda folded: map_html(marks, _lines(corpus), frame, label=alt, folded=folded),
        signs=_signs(holders, towns=any(mark.sign == "." for mark in marks), sides=bool(corpus.event.sides)),
        caption=say(
            "{front}: who was said to hold what. Published until {moment}.",
            front=corpus.event.front(front), moment=_until(corpus, moment),
        ),
        alt=alt,
        notes=tuple(notes),
        head=(say("place"), say("held by"), say("said by"), say("of"), say("published"), say("item"),
              say("note")),
        rows=tuple(_row(corpus, s, said) for s in standings for said in s.said),
    )  # fmt: skip


def _until(corpus: Corpus, moment: dt.datetime) -> str:
    """Return a moment in words: midnight is the end of the day before."""
    local = moment.astimezone(corpus.zone)
    if local.time() != dt.time():
        return moment_label(local, corpus.event.clock)
    return say("the end of {day} ({clock})",
               day=day_label(local.date() - dt.timedelta(days=1), corpus.period),
               clock=corpus.event.clock)  # fmt: skip


def _row(corpus: Corpus, found: Standing, row: Control) -> tuple[str, ...]:
    item = corpus.item(row.item)
    return (
        found.place.name,
        _held_by(corpus, row.held_by),
        corpus.source(row.said_by).name,
        day_label(row.as_of),
        publication_label(item, corpus.zone, corpus.period),
        row.item,
        row.note + (say(" (inferred)") if row.inferred else ""),
    )


def _held_by(corpus: Corpus, held_by: str) -> str:
    """Return who is said to hold a place: the event's own word, or ours where it is contested."""
    holder = holder_of(corpus, held_by)
    return say(holder.label) if holder == CONTESTED else holder.label


def _marks(corpus: Corpus, standings: Sequence[Standing], front: str) -> tuple[list[Mark], Frame]:
    """Return the places with their signs, and the frame; a place of which nothing is said yet has no sign."""
    known = {found.place.place_id: found for found in standings}
    own = places_of(corpus, front)
    seen = {place.place_id: place for place in own}
    frame = corpus.event.frames.get(front)
    if frame is not None:
        towns = (place for place in corpus.places if place.kind in TOWNS and _lies_in(frame, place))
        seen = {place.place_id: place for place in towns} | seen
    marks = []
    for key, place in sorted(seen.items(), key=lambda pair: pair[1].name):
        x, y = place.longitude or 0.0, place.latitude or 0.0
        found = known.get(key)
        if found is not None:
            holder = found.holder
            marks.append(Mark(place.name, x, y, holder.marker, holder.colour, len(found.sides) > 1))
        else:
            marks.append(Mark(place.name, x, y, "." if place.kind in TOWNS else ""))
    return marks, frame or frame_of([(mark.longitude, mark.latitude) for mark in marks])


def _lies_in(frame: Frame, place: Place) -> bool:
    x, y = place.longitude, place.latitude
    return x is not None and y is not None and frame[0] <= x <= frame[2] and frame[1] <= y <= frame[3]


def _holders(corpus: Corpus, standings: Sequence[Standing]) -> tuple[Holder, ...]:
    """Return who stands among the signs even where nobody is said to hold anything; contested comes last."""
    every = dict.fromkeys([*corpus.event.holders, *(found.holder for found in standings)])
    return (*(holder for holder in every if holder != CONTESTED), CONTESTED)


def _said(holder: Holder) -> str:
    if holder == CONTESTED:
        return say("fought over, or said differently")
    return say("said to be held by {holder}", holder=holder.label)


def _alt(standings: Sequence[Standing], holders: Sequence[Holder]) -> str:
    sentences = []
    for one in holders:
        words = _said(one)
        names = listed([found.place.name for found in standings if found.holder == one]) or say("none")
        sentences.append(f"{words[:1].upper()}{words[1:]}: {names}.")
    return " ".join(sentences)


def _signs(holders: Sequence[Holder], *, towns: bool, sides: bool) -> str:
    entries = [(Mark("", 0, 0, one.marker, one.colour, filled=False), _said(one)) for one in holders]
    if sides:  # without any, no sign is ever filled
        entries.append((Mark("", 0, 0, "o"), say("filled: more than one side said so")))
    if towns:
        entries.append((Mark("", 0, 0), say("a town, nothing said of it")))
    listed_signs = "".join(f"<li>{sign_html(mark)}{escape(words)}</li>" for mark, words in entries)
    return f'<ul class="iwk-placemap-key">{listed_signs}</ul>'


def _lines(corpus: Corpus) -> tuple[Line, ...]:
    return _read(tuple((row.kind, row.name, row.main, row.points) for row in corpus.shapes))


@lru_cache(maxsize=4)
def _read(rows: tuple[tuple[str, str, bool, str], ...]) -> tuple[Line, ...]:
    lines = []
    for kind, name, main, points in rows:
        pairs = (pair.split(",") for pair in points.split())
        lines.append(Line(kind, tuple((float(x), float(y)) for x, y in pairs), name, main))
    return tuple(lines)
