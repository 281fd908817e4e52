"""What a record is made of: entries, checked wherever they come from, and one JSON text of all of them.

The text is what learners download and restore, and what version 0.1.0 kept on disk::

    {"schema": 1, "entries": [
    {"corpus": "…", "corpus_version": "…", "task": "…", "task_version": 1, "kind": "answer",
     "id": "…", "at": "2001-10-03T09:15:00.000000+00:00", "content": {…}},
    …
    ]}
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from infowar_kit.errors import RecordError
from infowar_kit.say import Sayings, later, plural, say

SCHEMA = 1
LARGEST_ENTRY = 4 * 1024 * 1024  # bytes
DEEPEST = 50
LONGEST_NAME = 200
WANTED = later("a date and time such as 2001-10-03T09:15:00+00:00")
NO_ENTRY = later("lacks a part or has one too many")


class NewerRecordError(RecordError):
    """The record was written by a newer version of the kit; it must not be put aside or overwritten."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a learner did.

    Parameters
    ----------
    corpus, corpus_version, task, task_version : str, str, str, int
        What it belongs to.
    kind : str
        ``"answer"``, ``"draft"`` (chosen, not checked), ``"hint"`` or ``"shown"``.
    content : dict
        What was answered, as JSON.
    id, at : str
        Made on creation: a random id, and the moment in UTC.
    """

    corpus: str
    corpus_version: str
    task: str
    task_version: int
    kind: str
    content: dict[str, Any] = field(default_factory=dict)
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    at: str = field(default_factory=lambda: dt.datetime.now(dt.UTC).isoformat(timespec="microseconds"))


PARTS: dict[str, type] = {
    "corpus": str, "corpus_version": str, "task": str, "task_version": int,
    "kind": str, "id": str, "at": str, "content": dict,
}  # fmt: skip
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_WORDS = Sayings({str: later("a text"), int: later("a whole number"), dict: later("an object")})


@dataclass(slots=True, eq=False)
class Kept:
    """An entry as it is held in memory, with its place in the order.

    Parameters
    ----------
    corpus, corpus_version, task, task_version, kind, id, at
        As in `Entry`.
    content : str
        As JSON text: a third of what the objects take.
    n, k : int
        Entries stand in the order of `n`; what was not answered here (`k` above 0) stands after its `n`.
    file : object
        In which file it was found or saved; None while it is only in memory.
    """

    corpus: str
    corpus_version: str
    task: str
    task_version: int
    kind: str
    id: str
    at: str
    content: str
    n: int = 0
    k: int = 0
    file: object = None

    @property
    def place(self) -> tuple[int, int, str, str]:
        """What entries are sorted by; the clock speaks only between those that knew nothing of each other."""
        return self.n, self.k, self.at, self.id

    def entry(self) -> Entry:
        """Return it as others see it."""
        parts = {name: getattr(self, name) for name in PARTS}
        return Entry(**parts | {"content": json.loads(self.content)})

    def json(self) -> str:
        """Return it as one line of JSON."""
        parts = {name: getattr(self, name) for name in PARTS if name != "content"}
        return f'{_dump(parts)[:-1]},"content":{self.content}}}'


def checked(raw: object) -> Kept:
    """Return an entry that came as JSON, checked.

    Raises
    ------
    RecordError
        If it cannot be one; the message goes on after "entry 3 …".
    """
    # All of the parts: an id made up here would be another one at the next reading.
    if not isinstance(raw, dict) or raw.keys() != PARTS.keys():
        raise RecordError(say(NO_ENTRY))
    for name, kind in PARTS.items():
        if type(raw[name]) is not kind:  # not isinstance: true is no version
            found = _shown(raw[name])
            raise RecordError(
                say("has a part of the wrong kind: '{name}' is {found} and has to be {wanted}",
                    name=name, found=found, wanted=_WORDS[kind])
            )  # fmt: skip
    for name in ("id", "corpus", "task", "kind"):
        value = raw[name]
        if not value.isprintable() or not 0 < len(value) <= LONGEST_NAME or value.isspace():
            raise RecordError(
                say("has the {name} {value}: it has to be 1 to {most} plain characters",
                    name=name, value=_shown(value), most=LONGEST_NAME)
            )  # fmt: skip
    if moment(raw["at"]) is None:
        raise RecordError(
            say("has the date {value}: it has to be {wanted}", value=_shown(raw["at"]), wanted=say(WANTED))
        )
    # Names are the same few in every entry: each is kept once.
    return Kept(
        sys.intern(raw["corpus"]), sys.intern(raw["corpus_version"]), sys.intern(raw["task"]),
        raw["task_version"], sys.intern(raw["kind"]), raw["id"], raw["at"], content_json(raw["content"]),
    )  # fmt: skip


def content_json(content: object) -> str:
    """Return what was answered as JSON text.

    Raises
    ------
    RecordError
        If it is no JSON, nested too deeply or too large; the message goes on after "entry 3 …".
    """
    try:
        text = _dump(content)
        if text.count("[") + text.count("{") > DEEPEST:  # looked at only where it can be: this is done often
            _depth_checked(content, DEEPEST)
    except (TypeError, ValueError, RecursionError) as error:
        raise RecordError(say("holds what is no JSON: {error}", error=error)) from None
    if len(text) > LARGEST_ENTRY:
        raise RecordError(say("is larger than {size} MB", size=LARGEST_ENTRY // 1024**2))
    return text


def moment(at: str) -> float | None:
    """Return a date as seconds since 1970, or None if it is none."""
    try:
        found = dt.datetime.fromisoformat(at)
    except ValueError:
        return None
    found = found if found.tzinfo else found.replace(tzinfo=dt.UTC)
    return (found - _EPOCH).total_seconds()


def export(entries: Iterable[Kept]) -> str:
    """Return entries as one JSON text, in this order."""
    lines = ",\n".join(kept.json() for kept in entries)
    return f'{{"schema": {SCHEMA}, "entries": [\n{lines}\n]}}\n'


def parse(text: str, what: str) -> list[Kept | RecordError]:
    """Read what `export` or version 0.1.0 wrote.

    Returns
    -------
    list of Kept or RecordError
        In the order of the text; for what is no entry, what is wrong with it.

    Raises
    ------
    RecordError
        If the text is no record, or comes from a newer version of the kit.
    """
    try:
        # Each entry shrinks as soon as it is read: 300,000 of them as objects take half a gigabyte.
        content = json.loads(text.removeprefix("\ufeff"), object_hook=_shrunk)
    except (ValueError, RecursionError):
        raise RecordError(say("{file} is not a record: it is no JSON", file=what)) from None
    schema = content.get("schema") if isinstance(content, dict) else None
    if type(schema) is int and schema > SCHEMA:
        raise NewerRecordError(newer(what, schema, SCHEMA))
    if type(schema) is not int or schema != SCHEMA or not isinstance(content.get("entries"), list):
        raise RecordError(
            say("{file} is not a record of infowar-kit: it has no schema {schema} and entries",
                file=what, schema=SCHEMA)
        )  # fmt: skip
    found = content["entries"]
    for position, raw in enumerate(found):
        if not isinstance(raw, Kept | RecordError):
            found[position] = RecordError(say(NO_ENTRY))
    entries: list[Kept | RecordError] = found
    return entries


def counted_words(answers: int, drafts: int) -> str:
    """Return how many answers a record holds, and in how many tasks something is not checked yet."""
    saved = plural("Record: {number} answer saved", "Record: {number} answers saved", answers)
    return f"{saved}, {plural('{number} draft kept', '{number} drafts kept', drafts)}" if drafts else saved


def newer(what: str, schema: int, known: int) -> str:
    """Say that a file comes from a newer version."""
    return say(
        "{file} comes from a newer version of infowar-kit (schema {schema}; this one reads {known}). Update "
        "the kit, or move the file away to begin a new record.",
        file=what, schema=schema, known=known,
    )  # fmt: skip


def _shrunk(raw: dict[str, Any]) -> Any:
    if raw.keys() != PARTS.keys():
        return raw
    try:
        return checked(raw)
    except RecordError as error:
        return error


def _dump(value: object) -> str:
    text = _ENCODER.encode(value)
    # Half a character, which a browser can send, is no UTF-8; as an escape it stays what it is.
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def _depth_checked(value: object, left: int) -> None:
    if not left:
        raise ValueError(say("it is nested more than {most} deep", most=DEEPEST))
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    for one in inside:
        _depth_checked(one, left - 1)


def _shown(value: object) -> str:
    kinds = Sayings({dict: later("an object"), list: later("a list"), Kept: later("an entry")})
    text = kinds.get(type(value)) or json.dumps(value)
    return text if len(text) <= 60 else f"{text[:60]}…"
