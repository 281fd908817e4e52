"""What is an event's own: its days and its clock, its fronts, its sides, who holds places, reasons for names.

All of it stands in the event's file and is optional: an event may have no front and any number of sides.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infowar_kit.corpus.examples import PERIOD
from infowar_kit.corpus.faults import Fault
from infowar_kit.corpus.moments import is_in_reach, is_offset
from infowar_kit.errors import LookupFailed

# Shapes with which holders of places are drawn where the event names none.
MARKERS = ("o", "s", "^", "v", "P", "X", "h", "*")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
Frame = tuple[float, float, float, float]
AREAS = ("region", "district")


@dataclass(frozen=True, slots=True)
class Side:
    """A side of the event.

    Parameters
    ----------
    id : str
        Short readable key.
    label : str
        What it is called.
    speaks : str
        What is said of a voice of its: ``for the … side``.
    affiliations : tuple of str
        Affiliations of sources that count as this side.
    passages : str
        The value by which passages name it.
    """

    id: str
    label: str
    speaks: str
    affiliations: tuple[str, ...]
    passages: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who can be said to hold a place, and how a map draws it."""

    id: str
    label: str
    marker: str
    colour: str


@dataclass(frozen=True, slots=True)
class EventSettings:
    """What is an event's own.

    Parameters
    ----------
    zone : datetime.timezone
        In which its days are counted.
    clock : str
        What this time is called, such as ``UTC``.
    days : tuple of datetime.date or None
        First and last day, where they are given; see `infowar_kit.corpus.Corpus.period`.
    fronts : dict of str to str
        Label by id.
    sides : tuple of Side
        None, two or more.
    holders : tuple of Holder
        Who can be said to hold a place.
    frames : dict of str to (float, float, float, float)
        West, south, east and north of the map of a front, by its id; a front without one is drawn as wide
        as its places lie.
    map_note : str
        What a reader of a map must know of its points.
    map_credit : str
        Whose the shapes are on which it is drawn.
    reasons : dict of str to str
        Reasons for a form of a name that only this event has.
    countries : frozenset of str
        Names of its country, in small letters, as reports put them behind the name of a place.
    areas : dict of str to str
        How it calls a region and a district, by ``"region"`` and ``"district"``, with ``{name}`` in it.
    annotators, annotators_short : str
        Who annotated its passages, in sentences and in a clause.
    annotator_kinds : tuple of str
        What two of them are, and one of them: nothing where they are people.
    """

    zone: dt.timezone
    clock: str
    days: tuple[dt.date | None, dt.date | None]
    fronts: Mapping[str, str]
    sides: tuple[Side, ...]
    holders: tuple[Holder, ...]
    frames: Mapping[str, Frame]
    map_note: str
    map_credit: str
    reasons: Mapping[str, str]
    countries: frozenset[str]
    areas: Mapping[str, str]
    annotators: str
    annotators_short: str
    annotator_kinds: tuple[str, str]

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> EventSettings:
        """Read it from a descriptor in which `event_faults` finds nothing."""
        period, names, who = (raw.get(key, {}) for key in ("period", "names", "annotators"))
        offset = period.get("utc_offset") or "+00:00"
        instant = dt.datetime.fromisoformat(f"2000-01-01T00:00{offset}")
        start, end = (
            dt.date.fromisoformat(day) if day else None for day in (period.get("start"), period.get("end"))
        )
        return cls(
            zone=dt.timezone(instant.utcoffset() or dt.timedelta()),
            clock=period.get("clock") or ("UTC" if offset == "+00:00" else f"UTC{offset}"),
            days=(start, end),
            fronts={front["id"]: front["label"] for front in raw.get("fronts", [])},
            sides=tuple(_side(side) for side in raw.get("sides", [])),
            holders=tuple(_holder(holder, n) for n, holder in enumerate(raw.get("holders", []))),
            frames={
                front["id"]: _frame(front["frame"]) for front in raw.get("fronts", []) if "frame" in front
            },
            map_note=raw.get("map_note", ""),
            map_credit=raw.get("map_credit", ""),
            reasons=names.get("reasons", {}),
            countries=frozenset(country.casefold() for country in names.get("countries", ())),
            areas={area: names[area] for area in AREAS if area in names},
            annotators=who.get("about", ""),
            annotators_short=who.get("short", ""),
            annotator_kinds=(who.get("both", ""), who.get("one", "")),
        )

    def front(self, front: str) -> str:
        """Return the label of a front.

        Raises
        ------
        LookupFailed
            If there is no such front; the message lists those that exist.
        """
        if front not in self.fronts:
            raise LookupFailed(f"There is no front '{front}'. The fronts are: {', '.join(self.fronts)}.")
        return self.fronts[front]


def _side(raw: Mapping[str, Any]) -> Side:
    label = raw["label"]
    affiliations = tuple(raw.get("affiliations", ()))
    return Side(
        raw["id"], label, raw.get("speaks", f"for {label}"), affiliations, raw.get("passages", raw["id"])
    )


def _frame(raw: list[float]) -> Frame:
    west, south, east, north = map(float, raw)
    return west, south, east, north


def _holder(raw: Mapping[str, Any], number: int) -> Holder:
    marker = raw.get("marker") or MARKERS[number % len(MARKERS)]
    return Holder(raw["id"], raw["label"], marker, raw.get("colour") or "#1b1b1b")


# Faults

_TEXT: dict[str, tuple[str, ...]] = {"names": AREAS, "annotators": ("about", "short", "both", "one")}
_LISTED = '"{0}" is a list such as [{{"id": "north", "label": "Northern …"}}].'


def event_faults(raw: Mapping[str, Any], file: str) -> list[Fault]:
    """Return what is wrong with the event's own part of a descriptor."""
    faults = _period_faults(raw.get("period", {}), file)
    if not isinstance(raw.get("example", False), bool):
        faults.append(Fault(file, "has an example that is neither true nor false", valid='"example": true'))
    for part in ("fronts", "sides", "holders"):
        if not _is_listed(raw.get(part, [])):
            problem = f"has {part} that are not a list of objects, each with an id of its own and a label"
            faults.append(Fault(file, problem, valid=_LISTED.format(part)))
    for side in _objects(raw.get("sides")):
        if not _texts(side.get("affiliations", [])) or not _all_text(side, ("speaks", "passages")):
            problem = f"has a side '{str(side.get('id'))[:40]}' whose parts are not texts"
            valid = '"affiliations" is a list of texts, "speaks" and "passages" are texts.'
            faults.append(Fault(file, problem, valid=valid))
    for holder in _objects(raw.get("holders")):
        marker, colour = holder.get("marker", "o"), holder.get("colour", "#000000")
        fits = isinstance(marker, str) and marker in {*MARKERS, "D"} and isinstance(colour, str)
        if not fits or not COLOUR.fullmatch(colour):
            problem = f"has a holder '{str(holder.get('id'))[:40]}' that cannot be drawn"
            valid = f'"marker" is one of {" ".join(MARKERS)}, "colour" is written as #0072b2.'
            faults.append(Fault(file, problem, valid=valid))
    for part, keys in _TEXT.items():
        said = raw.get(part, {})
        reasons = said.get("reasons", {}) if isinstance(said, dict) else None
        if not isinstance(said, dict) or not _all_text(said, keys) or not isinstance(reasons, dict):
            faults.append(Fault(file, f"has {part} that are not an object of texts", valid="Write texts."))
        elif not _texts(list(reasons.values())):
            faults.append(Fault(file, f"has {part} with a reason that is no text", valid="Write texts."))
        elif part == "names" and not _texts(said.get("countries", [])):
            faults.append(
                Fault(file, "has names whose countries are not a list of texts", valid="Write a list.")
            )
        elif part == "names" and any("{name}" not in said[area] for area in AREAS if area in said):
            problem = "has names in which it calls a region or a district by no name"
            faults.append(Fault(file, problem, valid='Such as "region": "{name} governorate".'))
    return faults + _map_faults(raw, file) + _values_faults(raw, file)


def _map_faults(raw: Mapping[str, Any], file: str) -> list[Fault]:
    faults = []
    for part in ("map_note", "map_credit"):
        if not isinstance(raw.get(part, ""), str):
            faults.append(Fault(file, f"has a {part} that is no text", valid="Write a text."))
    for front in _objects(raw.get("fronts")):
        if "frame" in front and not _is_frame(front["frame"]):
            problem = f"has a front '{str(front.get('id'))[:40]}' whose frame is no part of the earth"
            valid = '"frame" is [west, south, east, north] in degrees, such as [33.0, 46.8, 34.1, 47.5].'
            faults.append(Fault(file, problem, valid=valid))
    return faults


def _values_faults(raw: Mapping[str, Any], file: str) -> list[Fault]:
    faults = []
    valid = {
        "values": '"values" names columns with lists of texts: {"sources.affiliation": ["…"]}.',
        "bounds": '"bounds" names columns with two numbers: {"places.latitude": [44, 53]}.',
    }
    for part, words in valid.items():
        said = raw.get(part, {})
        if not isinstance(said, dict) or not all(isinstance(value, list) for value in said.values()):
            faults.append(Fault(file, f"has {part} that are not an object of lists", valid=words))
    return faults


def _is_frame(value: object) -> bool:
    if not isinstance(value, list) or len(value) != 4:
        return False
    if not all(isinstance(edge, int | float) and not isinstance(edge, bool) for edge in value):
        return False
    west, south, east, north = value
    return bool(-180 <= west < east <= 180 and -90 <= south < north <= 90)


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _all_text(value: Mapping[str, Any], keys: tuple[str, ...]) -> bool:
    return all(isinstance(value.get(key, ""), str) for key in keys)


def _is_listed(value: object) -> bool:
    if not isinstance(value, list) or len(_objects(value)) != len(value):
        return False
    filled = all(isinstance(one.get(key), str) and one[key] for one in value for key in ("id", "label"))
    return filled and len({one["id"] for one in value}) == len(value)


def _period_faults(period: object, file: str) -> list[Fault]:
    forms = {"start": r"\d{4}-\d\d-\d\d", "end": r"\d{4}-\d\d-\d\d", "utc_offset": r"[+-][01]\d:[0-5]\d"}
    valid = f"Such as {PERIOD}."
    if not isinstance(period, dict):
        return [Fault(file, "has a period that is not an object", valid=valid)]
    faults = []
    for key, form in forms.items():
        value = period.get(key)
        if value is None:
            continue
        try:
            if not isinstance(value, str) or not re.fullmatch(form, value, re.ASCII):
                raise ValueError
            if key != "utc_offset":
                dt.date.fromisoformat(value)
            if not (is_offset if key == "utc_offset" else is_in_reach)(value):
                raise ValueError
        except ValueError:
            faults.append(Fault(file, f"has a period whose {key} is not valid", valid=valid))
    for key in ("zone", "clock"):
        if not isinstance(period.get(key) or "", str):
            faults.append(Fault(file, f"has a period whose {key} is not valid", valid=valid))
    start, end = period.get("start"), period.get("end")
    if not faults and start and end and start > end:
        faults.append(Fault(file, "has a period that ends before it starts", valid=valid))
    return faults
