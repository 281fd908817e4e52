"""One table as a descriptor describes it: names, types, constraints and keys of its columns.

Properties of our own, which other tools ignore: on a field ``separator`` and ``maxWords`` (a cell holding
a list of short phrases), ``precisionOf`` (how much of a date is known), ``onlyWhen`` (a cell filled
exactly when another one has a value) and ``rowRefs`` (a cell pointing at rows, as table:id); on a schema
``exactlyOne`` (columns of which one is filled) and ``rules`` (see `infowar_kit.corpus.rule`); on a resource
``minimumRows`` and ``label`` (how a row reads in one line; see `infowar_kit.corpus.labels`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from infowar_kit.corpus.faults import one_of
from infowar_kit.corpus.labels import LabelError
from infowar_kit.corpus.labels import columns as label_columns
from infowar_kit.corpus.patterns import trouble
from infowar_kit.corpus.rule import Rule, RuleError, read_rules

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
    label: str = ""
    rules: tuple[Rule, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Column names, in order."""
        return tuple(field.name for field in self.fields)


class Unusable(Exception):
    """A part of the descriptor that cannot be used; `valid` says what could."""

    def __init__(self, problem: str, valid: str = "") -> None:
        super().__init__(problem)
        self.valid = valid


def build_table(resource: object) -> Table:
    """Return the table that a resource of a descriptor describes.

    Raises
    ------
    Unusable
        If it cannot be used.
    """
    if not isinstance(resource, dict):
        raise Unusable(f"is a JSON {json_kind(resource)}, not an object")
    name = resource.get("name")
    if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise Unusable("has no usable name", "A table's name is lower-case letters, digits and _.")
    schema = resource.get("schema")
    if not isinstance(schema, dict) or not isinstance(schema.get("fields"), list) or not schema["fields"]:
        raise Unusable("has no fields", '"schema": {"fields": […]} describes the columns.')
    fields = tuple(_field(field) for field in schema["fields"])
    columns = [field.name for field in fields]
    if twice := sorted({column for column in columns if columns.count(column) > 1}):
        raise Unusable(f"describes column '{twice[0]}' twice")
    for field in fields:
        needed = [field.precision_of] if field.precision_of else []
        _known_columns([*needed, *(field.only_when or ())[:1]], columns)
    rows = resource.get("minimumRows", 0)
    if not isinstance(rows, int) or isinstance(rows, bool):
        raise Unusable("has a minimumRows that is not a whole number")
    label = resource.get("label", "")
    if not isinstance(label, str):
        raise Unusable("has a label that is no text")
    try:
        _known_columns(sorted(label_columns(label)), columns)
    except LabelError as error:
        raise Unusable(f"has a label with {error}", "Such as {name}, {place.name}[ ({note})].") from None
    try:
        rules = read_rules(schema.get("rules"), columns)
    except RuleError as error:
        raise Unusable(str(error)) from None
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
        label=label,
        rules=rules,
    )


def _safe_path(path: object) -> str:
    """Return `path` if it names a file inside the corpus folder (Data Package: no .., not absolute)."""
    valid = "A path names a CSV file in the corpus folder itself, such as items.csv."
    if not isinstance(path, str) or not path:
        raise Unusable("has no path", valid)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", path) or path.startswith(("//", "\\\\")):
        raise Unusable(f"has a remote path '{path[:60]}'", valid)
    if not path.isprintable():  # a NUL, or half a character that no file system can name
        raise Unusable("has a path with a character that cannot be in a file's name", valid)
    posix = PurePosixPath(path.replace("\\", "/"))
    if posix.is_absolute() or ".." in posix.parts:
        raise Unusable(f"has a path that leaves the folder, '{path[:60]}'", valid)
    return path


def _field(field: object) -> Field:
    if not isinstance(field, dict) or not isinstance(field.get("name"), str) or not field["name"]:
        raise Unusable("has a field without a name")
    name, kind = field["name"], field.get("type", "string")
    if kind not in TYPES:
        raise Unusable(f"has a field '{name}' of unknown type '{kind}'", one_of(TYPES))
    constraints = field.get("constraints", {})
    if not isinstance(constraints, dict):
        raise Unusable(f"has a field '{name}' whose constraints are not an object")
    pattern = constraints.get("pattern")
    if pattern is not None and not isinstance(pattern, str):
        raise Unusable(f"has a field '{name}' with a pattern that is no regular expression (it is no text)")
    if pattern is not None and (problem := trouble(pattern)):
        raise Unusable(f"has a field '{name}' with a pattern that {problem}", f"It is: {pattern[:80]}")
    compiled = re.compile(pattern) if pattern is not None else None
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
        raise Unusable(f"has a field '{name}' with a constraint of the wrong type")
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
        raise Unusable("has a foreign key that is not an object with a reference")
    fields = _known_columns(_names(key.get("fields")), columns)
    targets = _names(reference.get("fields"))
    if not fields or len(fields) != len(targets):
        raise Unusable("has a foreign key whose two sides differ in length")
    return ForeignKey(fields, str(reference.get("resource") or own), tuple(targets))


def _list(value: object) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise Unusable("has keys that are not a list")
    return value


def _names(value: object) -> list[str]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise Unusable("has a key that is not a column name or a list of them")
    return names


def _known_columns(names: list[str], columns: list[str]) -> tuple[str, ...]:
    for name in names:
        if name not in columns:
            raise Unusable(f"has a key on column '{name}', which it does not describe", one_of(columns))
    return tuple(names)


def json_kind(value: object) -> str:
    """Return what a JSON value is that is no object, in a word."""
    kinds = {list: "list", str: "text", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "number")
