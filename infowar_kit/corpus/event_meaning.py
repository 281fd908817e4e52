"""What an event's own file says, held against itself, the columns that it speaks of, and the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from infowar_kit.corpus.faults import Fault, one_of
from infowar_kit.corpus.visible import unreadable

if TYPE_CHECKING:
    from infowar_kit.corpus.corpus import Corpus

_VALUES = '"values" names columns with lists of texts: {"sources.affiliation": ["…"]}.'
_BOUNDS = '"bounds" names columns with two numbers: {"places.latitude": [44, 53]}.'
# As Data Package has it; by its name an event is known in records and in names of files.
_NAME = re.compile(r"[a-z0-9]+([-._][a-z0-9]+)*")
_PERIOD = ("start", "end", "utc_offset", "zone", "clock")


def meaning_faults(raw: Mapping[str, Any], file: str) -> list[Fault]:
    """Return what the event's own part of a descriptor, of the right form otherwise, cannot mean."""
    faults = [
        *_form_faults(raw, file),
        *_text_faults(raw, file),
        *_columns_faults(raw, file),
        *_side_faults(raw, file),
    ]
    if isinstance(name := raw.get("name"), str) and not _NAME.fullmatch(name):
        problem = f"has the name '{name}', with which no file could be named"
        faults.append(
            Fault(file, problem, valid="Write small letters, digits and hyphens, such as my-event.")
        )
    strange = [key for key in raw.get("period", {}) if key not in _PERIOD]
    if strange:
        faults.append(Fault(file, f"has a period with '{strange[0]}'", valid=one_of(_PERIOD)))
    for part, column in (("fronts", "items.front"), ("holders", "control.held_by")):
        known = _known(raw, column)
        for one in raw.get(part, []):
            if known and one["id"] not in known:
                problem = f"has among its {part} '{one['id']}', which is no value of {column}"
                faults.append(Fault(file, problem, valid=one_of(known)))
        labels = [one["label"] for one in raw.get(part, [])]
        if twice := next((label for label in labels if labels.count(label) > 1), ""):
            faults.append(
                Fault(file, f"has two {part} with the label '{twice}'", valid="Call one otherwise.")
            )
    drawn = [(one.get("marker"), one.get("colour")) for one in raw.get("holders", [])]
    if any(all(one) and drawn.count(one) > 1 for one in drawn):
        problem = "has two holders that are drawn alike"
        faults.append(Fault(file, problem, valid='Give each another "marker" or "colour".'))
    return faults


def _form_faults(raw: Mapping[str, Any], file: str) -> Iterator[Fault]:
    """Yield what other tools that read a Data Package would refuse."""
    for part in ("id", "description", "created"):
        if not isinstance(raw.get(part, ""), str):
            yield Fault(file, f"has a {part} that is no text", valid="Write a text.")
    for part in ("licenses", "sources", "contributors"):
        said = raw.get(part, [])
        if not isinstance(said, list) or not all(isinstance(one, dict) and one for one in said):
            yield Fault(
                file, f"has {part} that are no list of objects", valid=f'"{part}": [{{"title": "…"}}]'
            )
    said = raw.get("keywords", [])
    if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
        yield Fault(file, "has keywords that are no list of texts", valid='"keywords": ["…", "…"]')


def _text_faults(raw: Mapping[str, Any], file: str) -> Iterator[Fault]:
    for path, text in _texts(raw):
        if problem := unreadable(text):
            yield Fault(file, f"has a text at '{path}' that {problem}", value=text, valid="Write it again.")


def _texts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            # The tables are the kit's own, and no person writes them there.
            if path or key not in ("resources", "$schema"):
                yield from _texts(one, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one, path)


def _columns_faults(raw: Mapping[str, Any], file: str) -> Iterator[Fault]:
    # Late: a schema is composed to what is read here. An event of one's own may leave tables out.
    from infowar_kit.corpus.schema import schemas

    columns = {
        f"{resource['name']}.{field['name']}"
        for resource in [*_objects(raw.get("resources")), *schemas()]
        for field in _objects(_object(resource.get("schema")).get("fields"))
        if {"name"} <= resource.keys() & field.keys()
    }
    for part, valid in (("values", _VALUES), ("bounds", _BOUNDS)):
        for column, said in raw.get(part, {}).items():
            if column not in columns:
                yield Fault(file, f"has {part} of '{column}', which is no column of a table", valid=valid)
            elif part == "bounds" and not _is_range(said):
                yield Fault(file, f"has bounds of '{column}' that are no two numbers in order", valid=valid)
            elif part == "values" and (not said or "" in said):
                yield Fault(file, f"has values of '{column}' of which one is empty, or none", valid=valid)
            elif part == "values" and (twice := next((one for one in said if said.count(one) > 1), "")):
                yield Fault(
                    file, f"has values of '{column}' with '{twice}' twice", valid="Keep one of the two."
                )


def _side_faults(raw: Mapping[str, Any], file: str) -> Iterator[Fault]:
    sides: Sequence[Mapping[str, Any]] = raw.get("sides", [])
    if len(sides) == 1:
        yield Fault(file, "has one side only", valid="An event has none, two or more.")
    known = {key: _known(raw, column) for key, column in (("affiliations", "sources.affiliation"),
                                                          ("passages", "passages.side"))}  # fmt: skip
    taken: dict[tuple[str, str], str] = {}
    for side in sides:
        said = [("affiliations", one) for one in side.get("affiliations", [])]
        for key, value in [*said, ("passages", side.get("passages", side["id"]))]:
            if before := taken.get((key, value)):
                problem = f"has '{value}' among the {key} of '{before}' and of '{side['id']}'"
                yield Fault(file, problem, valid="It belongs to one side, and stands there once.")
            elif known[key] and value not in known[key] and (key == "affiliations" or key in side):
                problem = f"has a side '{side['id']}' whose {key} name '{value}'"
                yield Fault(file, problem, valid=one_of(known[key], limit=30))
            taken[key, value] = side["id"]


def rows_faults(corpus: Corpus, file: str) -> list[Fault]:
    """Return what the event's own file says of rows that are not there, or not so."""
    faults = []
    raw = corpus.descriptor.raw
    if "seed" in raw and corpus.items and raw["seed"] not in [item.item_id for item in corpus.items]:
        problem = f"names as seed '{raw['seed']}', which is no item"
        faults.append(Fault(file, problem, valid='Write the id of an item, such as "seed": "I001".'))
    for front, (west, south, east, north) in corpus.event.frames.items():
        points = [
            (place.longitude, place.latitude)
            for place in corpus.places
            if place.front == front and place.longitude is not None and place.latitude is not None
        ]
        if points and not any(west <= x <= east and south <= y <= north for x, y in points):
            problem = f"has a frame of '{front}' in which none of its places lies"
            valid = "It is [west, south, east, north] in degrees."
            faults.append(Fault(file, problem, valid=valid))
    return faults


def _known(raw: Mapping[str, Any], column: str) -> list[str]:
    return [one for one in raw.get("values", {}).get(column, []) if isinstance(one, str)]


def _is_range(said: list[Any]) -> bool:
    numbers = [one for one in said if isinstance(one, int | float) and not isinstance(one, bool)]
    # Of what is no number it is said where the table is described.
    return len(said) == 2 and (len(numbers) != 2 or not numbers[0] >= numbers[1])


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
