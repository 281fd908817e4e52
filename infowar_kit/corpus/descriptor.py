"""Read `datapackage.json`: the one description of a corpus's tables.

Loader, validation, data dictionary and tests take names, types, enumerations and keys from here.
The format is Data Package v2 (https://datapackage.org); constraints use only what v1 tools know too.
Properties of our own, which other tools ignore: on a field ``separator`` and ``maxWords`` (a cell holding
a list of short phrases), ``precisionOf`` (how much of a date is known), ``onlyWhen`` (a cell filled
exactly when another one has a value) and ``rowRefs`` (a cell pointing at rows, as table:id); on a schema
``exactlyOne`` (columns of which one is filled); on a resource ``minimumRows``.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from infowar_kit.corpus.faults import Fault, one_of

DESCRIPTOR = "datapackage.json"
TYPES = ("string", "integer", "number", "boolean", "date")


@dataclass(frozen=True, slots=True)
class Field:
    """One column as the descriptor has it."""

    name: str
    type: str
    description: str
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    minimum: float | None = None
    maximum: float | None = None
    separator: str = ""
    max_words: int | None = None
    precision_of: str = ""
    only_when: tuple[str, str] | None = None
    row_refs: bool = False


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns whose values must stand in another table."""

    fields: tuple[str, ...]
    table: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table as the descriptor has it."""

    name: str
    path: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    unique_keys: tuple[tuple[str, ...], ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    exactly_one: tuple[tuple[str, ...], ...] = ()
    minimum_rows: int = 0

    @property
    def columns(self) -> tuple[str, ...]:
        """Column names, in order."""
        return tuple(field.name for field in self.fields)


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
    path = folder / DESCRIPTOR
    fix = f"A corpus folder holds a {DESCRIPTOR} that describes its tables."
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None, [Fault(DESCRIPTOR, f"is missing in {folder}", valid=fix)]
    except IsADirectoryError:
        return None, [Fault(DESCRIPTOR, "is a folder, not a file", valid=fix)]
    except OSError as error:
        return None, [Fault(DESCRIPTOR, f"cannot be read ({error.strerror})", valid=fix)]
    except UnicodeDecodeError as error:
        return None, [Fault(DESCRIPTOR, f"is not UTF-8 text (byte {error.start})", valid="Save it as UTF-8.")]
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a plain ValueError
        line = getattr(error, "lineno", None)
        message = getattr(error, "msg", "a number is too long or it is nested too deeply")
        return None, [Fault(DESCRIPTOR, f"is not JSON: {message}", line=line, valid="Mend the JSON there.")]
    if not isinstance(raw, dict):
        return None, [Fault(DESCRIPTOR, f"is a JSON {_kind(raw)}, not an object", valid=fix)]
    return _build(raw)


def _build(raw: dict[str, Any]) -> tuple[Descriptor | None, list[Fault]]:
    faults: list[Fault] = []
    for key in ("name", "version", "title"):
        if not isinstance(raw.get(key), str) or not raw[key]:
            faults.append(Fault(DESCRIPTOR, f"lacks a text for '{key}'", valid=f'Add "{key}": "…".'))
    faults += _period_faults(raw.get("period", {}))
    resources = raw.get("resources")
    if not isinstance(resources, list) or not resources:
        faults.append(
            Fault(DESCRIPTOR, "lists no tables", valid='"resources" is a list of at least one table.')
        )
        return None, faults
    tables = []
    for number, resource in enumerate(resources, 1):
        try:
            tables.append(_table(resource))
        except _Unusable as problem:
            name = resource.get("name", "") if isinstance(resource, dict) else ""
            where = f"table '{name}'" if isinstance(name, str) and name else f"table number {number}"
            faults.append(Fault(DESCRIPTOR, f"{where} {problem}", valid=problem.valid))
    names = [table.name for table in tables]
    for name in sorted({name for name in names if names.count(name) > 1}):
        faults.append(Fault(DESCRIPTOR, f"describes table '{name}' twice", valid="Keep one of them."))
    faults += _dangling(tables, complete=len(tables) == len(resources))
    if faults:
        return None, faults
    return Descriptor(raw["name"], raw["version"], raw["title"], tuple(tables), raw), faults


def _period_faults(period: object) -> list[Fault]:
    forms = {"start": r"\d{4}-\d\d-\d\d", "end": r"\d{4}-\d\d-\d\d", "utc_offset": r"[+-][01]\d:[0-5]\d"}
    valid = 'Such as "period": {"start": "2022-09-30", "end": "2022-10-05", "utc_offset": "+03:00"}.'
    if not isinstance(period, dict):
        return [Fault(DESCRIPTOR, "has a period that is not an object", valid=valid)]
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
        except ValueError:
            faults.append(Fault(DESCRIPTOR, f"has a period whose {key} is not valid", valid=valid))
    start, end = period.get("start"), period.get("end")
    if not faults and start and end and start > end:
        faults.append(Fault(DESCRIPTOR, "has a period that ends before it starts", valid=valid))
    return faults


def _dangling(tables: list[Table], *, complete: bool) -> list[Fault]:
    known = {table.name: table for table in tables}
    faults = []
    for table in tables:
        for key in table.foreign_keys:
            target = known.get(key.table)
            if target is None:
                if complete:
                    problem = f"table '{table.name}' refers to table '{key.table}', which is not described"
                    faults.append(Fault(DESCRIPTOR, problem, valid=one_of(known)))
            elif missing := [column for column in key.columns if column not in target.columns]:
                problem = f"table '{table.name}' refers to column '{missing[0]}' of '{key.table}'"
                faults.append(Fault(DESCRIPTOR, problem + ", which it lacks", valid=one_of(target.columns)))
    return faults


class _Unusable(Exception):
    """A part of the descriptor that cannot be used; `valid` says what could."""

    def __init__(self, problem: str, valid: str = "") -> None:
        super().__init__(problem)
        self.valid = valid


def _table(resource: object) -> Table:
    if not isinstance(resource, dict):
        raise _Unusable(f"is a JSON {_kind(resource)}, not an object")
    name = resource.get("name")
    if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise _Unusable("has no usable name", "A table's name is lower-case letters, digits and _.")
    schema = resource.get("schema")
    if not isinstance(schema, dict) or not isinstance(schema.get("fields"), list) or not schema["fields"]:
        raise _Unusable("has no fields", '"schema": {"fields": […]} describes the columns.')
    fields = tuple(_field(field) for field in schema["fields"])
    columns = [field.name for field in fields]
    if twice := sorted({column for column in columns if columns.count(column) > 1}):
        raise _Unusable(f"describes column '{twice[0]}' twice")
    for field in fields:
        for other in [field.precision_of, field.only_when[0] if field.only_when else ""]:
            _known_columns([other] if other else [], columns)
    rows = resource.get("minimumRows", 0)
    if not isinstance(rows, int) or isinstance(rows, bool):
        raise _Unusable("has a minimumRows that is not a whole number")
    return Table(
        name=name,
        path=_safe_path(resource.get("path")),
        title=str(resource.get("title", name)),
        description=str(resource.get("description", "")),
        fields=fields,
        primary_key=_known_columns(_names(schema.get("primaryKey", [])), columns),
        unique_keys=tuple(_known_columns(_names(key), columns) for key in _list(schema.get("uniqueKeys"))),
        foreign_keys=tuple(_foreign_key(key, columns, name) for key in _list(schema.get("foreignKeys"))),
        exactly_one=tuple(_known_columns(_names(key), columns) for key in _list(schema.get("exactlyOne"))),
        minimum_rows=rows,
    )


def _safe_path(path: object) -> str:
    """Return `path` if it names a file inside the corpus folder (Data Package: no .., not absolute)."""
    valid = "A path names a CSV file in the corpus folder itself, such as items.csv."
    if not isinstance(path, str) or not path:
        raise _Unusable("has no path", valid)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", path) or path.startswith(("//", "\\\\")):
        raise _Unusable(f"has a remote path '{path[:60]}'", valid)
    if not path.isprintable():  # a NUL, or half a character that no file system can name
        raise _Unusable("has a path with a character that cannot be in a file's name", valid)
    posix = PurePosixPath(path.replace("\\", "/"))
    if posix.is_absolute() or ".." in posix.parts:
        raise _Unusable(f"has a path that leaves the folder, '{path[:60]}'", valid)
    return path


def _field(field: object) -> Field:
    if not isinstance(field, dict) or not isinstance(field.get("name"), str) or not field["name"]:
        raise _Unusable("has a field without a name")
    name, kind = field["name"], field.get("type", "string")
    if kind not in TYPES:
        raise _Unusable(f"has a field '{name}' of unknown type '{kind}'", one_of(TYPES))
    constraints = field.get("constraints", {})
    if not isinstance(constraints, dict):
        raise _Unusable(f"has a field '{name}' whose constraints are not an object")
    pattern = constraints.get("pattern")
    try:
        compiled = re.compile(pattern) if pattern is not None else None
    except (re.error, TypeError, OverflowError, RecursionError) as error:
        raise _Unusable(
            f"has a field '{name}' with a pattern that is no regular expression ({error})"
        ) from None
    enum = constraints.get("enum", [])
    numbers = [constraints.get("minimum"), constraints.get("maximum"), field.get("maxWords")]
    when = field.get("onlyWhen")
    fits = (
        isinstance(enum, list)
        and all(isinstance(value, str) for value in enum)
        and all(number is None or _is_plain_number(number) for number in numbers)
        and (kind in ("integer", "number") or numbers[:2] == [None, None])
        and all(isinstance(field.get(key, ""), str) for key in ("separator", "precisionOf"))
        and (
            when is None
            or (isinstance(when, list) and len(when) == 2 and all(isinstance(w, str) for w in when))
        )
    )
    if not fits:
        raise _Unusable(f"has a field '{name}' with a constraint of the wrong type")
    return Field(
        name=name,
        type=kind,
        description=str(field.get("description", "")),
        required=constraints.get("required") is True,
        unique=constraints.get("unique") is True,
        enum=tuple(enum),
        pattern=compiled,
        minimum=numbers[0],
        maximum=numbers[1],
        separator=field.get("separator", ""),
        max_words=numbers[2],
        precision_of=field.get("precisionOf", ""),
        only_when=tuple(when) if when else None,
        row_refs=field.get("rowRefs") is True,
    )


def _is_plain_number(value: object) -> bool:
    # JSON also allows numbers that no float holds, and Python's reader NaN.
    return isinstance(value, int | float) and abs(value) < 1e15


def _foreign_key(key: object, columns: list[str], own: str) -> ForeignKey:
    reference = key.get("reference") if isinstance(key, dict) else None
    if not isinstance(key, dict) or not isinstance(reference, dict):
        raise _Unusable("has a foreign key that is not an object with a reference")
    fields = _known_columns(_names(key.get("fields")), columns)
    targets = _names(reference.get("fields"))
    if not fields or len(fields) != len(targets):
        raise _Unusable("has a foreign key whose two sides differ in length")
    return ForeignKey(fields, str(reference.get("resource") or own), tuple(targets))


def _list(value: object) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise _Unusable("has keys that are not a list")
    return value


def _names(value: object) -> list[str]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise _Unusable("has a key that is not a column name or a list of them")
    return names


def _known_columns(names: list[str], columns: list[str]) -> tuple[str, ...]:
    for name in names:
        if name not in columns:
            raise _Unusable(f"has a key on column '{name}', which it does not describe", one_of(columns))
    return tuple(names)


def _kind(value: object) -> str:
    kinds = {list: "list", str: "text", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "number")
