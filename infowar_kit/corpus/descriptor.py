"""Read `datapackage.json`: the description of a package's tables.

Loader, validation, data dictionary and tests take names, types, enumerations and keys from here.
The format is Data Package v2 (https://datapackage.org); constraints use only what v1 tools know too.
Properties of our own on tables and columns: see `infowar_kit.corpus.table`. An event's descriptor is made
from the kit's schema and the event's own file: see `infowar_kit.corpus.schema`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infowar_kit.corpus.event import event_faults
from infowar_kit.corpus.faults import Fault, one_of
from infowar_kit.corpus.table import Table, Unusable, build_table, json_kind

DESCRIPTOR = "datapackage.json"
EVENT = "event.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A corpus as its descriptor has it; `raw` is the whole JSON object."""

    name: str
    version: str
    title: str
    tables: tuple[Table, ...]
    raw: dict[str, Any]

    def table(self, name: str) -> Table | None:
        """Return the table called `name`, or None."""
        return next((table for table in self.tables if table.name == name), None)


def read_descriptor(folder: Path) -> tuple[Descriptor | None, list[Fault]]:
    """Read the descriptor in `folder`.

    Returns
    -------
    descriptor : Descriptor or None
        None where a fault makes it unusable.
    faults : list of Fault
        Everything that is wrong with it.
    """
    raw, faults = read_json(folder, DESCRIPTOR)
    return build(raw) if raw is not None else (None, faults)


def read_json(folder: Path, name: str) -> tuple[dict[str, Any] | None, list[Fault]]:
    """Read a file that holds a JSON object, or say why it cannot be read."""
    fix = f"A corpus folder holds a {name} that describes its tables."
    try:
        text = (folder / name).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None, [Fault(name, f"is missing in {folder}", valid=fix)]
    except IsADirectoryError:
        return None, [Fault(name, "is a folder, not a file", valid=fix)]
    except OSError as error:
        return None, [Fault(name, f"cannot be read ({error.strerror})", valid=fix)]
    except UnicodeDecodeError as error:
        return None, [Fault(name, f"is not UTF-8 text (byte {error.start})", valid="Save it as UTF-8.")]
    try:
        raw = json.loads(text, object_pairs_hook=_once)
    except _Twice as twice:
        problem = f"says '{twice}' twice in one object"
        return None, [Fault(name, problem, valid="Keep one of the two; other tools take either.")]
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a plain ValueError
        line = getattr(error, "lineno", None)
        message = getattr(error, "msg", "a number is too long or it is nested too deeply")
        return None, [Fault(name, f"is not JSON: {message}", line=line, valid="Mend the JSON there.")]
    if not isinstance(raw, dict):
        return None, [Fault(name, f"is a JSON {json_kind(raw)}, not an object", valid=fix)]
    return raw, []


class _Twice(Exception):
    """A key that stands twice in an object."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Twice(next(key for key in keys if keys.count(key) > 1)[:40])
    return made


def build(
    raw: dict[str, Any], file: str = DESCRIPTOR, elsewhere: Sequence[Table] = ()
) -> tuple[Descriptor | None, list[Fault]]:
    """Build a descriptor from JSON.

    Parameters
    ----------
    raw : dict
        The JSON object.
    file : str
        Where a person mends it.
    elsewhere : sequence of Table
        Tables of another package to which its tables may refer.
    """
    # Late: a kernel that loads what was sealed builds nothing, and holds no checks in memory.
    from infowar_kit.corpus.event_meaning import meaning_faults

    faults: list[Fault] = []
    for key in ("name", "version", "title"):
        if not isinstance(raw.get(key), str) or not raw[key]:
            faults.append(Fault(file, f"lacks a text for '{key}'", valid=f'Add "{key}": "…".'))
        elif not raw[key].isprintable():
            problem = f"has a '{key}' with a character that is not shown as text"
            faults.append(Fault(file, problem, value=raw[key], valid="Remove it."))
    # What it means can be asked once each part has its form.
    faults += event_faults(raw, file) or meaning_faults(raw, file)
    resources = raw.get("resources")
    if not isinstance(resources, list) or not resources:
        faults.append(Fault(file, "lists no tables", valid='"resources" is a list of at least one table.'))
        return None, faults
    tables = []
    for number, resource in enumerate(resources, 1):
        try:
            tables.append(build_table(resource))
        except Unusable as problem:
            name = resource.get("name", "") if isinstance(resource, dict) else ""
            where = f"table '{name}'" if isinstance(name, str) and name else f"table number {number}"
            faults.append(Fault(file, f"{where} {problem}", valid=problem.valid))
    names = [table.name for table in tables]
    for name in sorted({name for name in names if names.count(name) > 1}):
        faults.append(Fault(file, f"describes table '{name}' twice", valid="Keep one of them."))
    faults += _dangling(tables, elsewhere, file, complete=len(tables) == len(resources))
    if faults:
        return None, faults
    return Descriptor(raw["name"], raw["version"], raw["title"], tuple(tables), raw), faults


def checked(raw: dict[str, Any]) -> Descriptor:
    """Build a descriptor in which `build` found nothing before."""
    tables = tuple(build_table(resource) for resource in raw["resources"])
    return Descriptor(raw["name"], raw["version"], raw["title"], tables, raw)


def _dangling(tables: list[Table], elsewhere: Sequence[Table], file: str, *, complete: bool) -> list[Fault]:
    known = {table.name: table for table in tables}
    other = {table.name: table for table in elsewhere}
    faults = []
    for table in tables:
        for key in table.foreign_keys:
            target = known.get(key.table) or other.get(key.table)
            if target is None:
                if complete:
                    problem = f"table '{table.name}' refers to table '{key.table}', which is not described"
                    faults.append(Fault(file, problem, valid=one_of(known)))
            elif missing := [column for column in key.columns if column not in target.columns]:
                problem = f"table '{table.name}' refers to column '{missing[0]}' of '{key.table}'"
                faults.append(Fault(file, problem + ", which it lacks", valid=one_of(target.columns)))
    return faults
