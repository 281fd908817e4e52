"""How a row reads in one line: a template of the schema, such as ``{name}, {place.name}[ ({note})]``.

In braces stands a column of the row. A dot goes on to a column of the row that it refers to, so that
``{item.source.name}`` is the name of the source of the item; a column that refers to a row, with nothing
after it, is that row's own line. ``{text:language}`` is a text in the language that the other column names.
After ``!`` stands how a value is put into words: one of `WORDS`. What stands in square brackets is left out
where nothing in it is filled; a truth value says nothing itself, and only holds its brackets open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

# as it stands · with spaces for hyphens · as a link · name of a language · when an item was published ·
# what a source is and whose · the latest status of a claim
WORDS = ("plain", "spaced", "link", "language", "when", "who", "status")
_FIELD = re.compile(r"\{([a-z_0-9.]+)(?::([a-z_0-9.]+))?(?:!([a-z]+))?\}")
_PART = re.compile(r"\[([^\[\]]*)\]|([^\[\]]+)")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a label that a value fills.

    Parameters
    ----------
    path : tuple of str
        Columns from the row to the value, each but the last one referring to another row.
    language : tuple of str
        The same for the column that names the language; empty where the value is in the lesson's.
    words : str
        How it is put into words: one of `WORDS`, or empty.
    """

    path: tuple[str, ...]
    language: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a label: texts and slots in order, left out or not where nothing is filled."""

    pieces: tuple[str | Slot, ...]
    optional: bool = False


class LabelError(ValueError):
    """A template of a label that cannot be read."""


@cache
def parse(template: str) -> tuple[Part, ...]:
    """Read a template.

    Raises
    ------
    LabelError
        If brackets or braces do not match, or a word after ``!`` is none of `WORDS`.
    """
    parts, end = [], 0
    for found in _PART.finditer(template):
        if found.start() != end:
            break
        end = found.end()
        optional = found[1] is not None
        parts.append(Part(_pieces(found[1] if optional else found[2]), optional))
    if end != len(template):
        raise LabelError("brackets that do not match, or stand within others")
    return tuple(parts)


def _pieces(text: str) -> tuple[str | Slot, ...]:
    pieces: list[str | Slot] = []
    end = 0
    for found in _FIELD.finditer(text):
        pieces += [text[end : found.start()]] if found.start() > end else []
        words = found[3] or ""
        if words and words not in WORDS:
            raise LabelError(f"'!{words}' that is none of {', '.join(WORDS)}")
        language = tuple(found[2].split(".")) if found[2] else ()
        pieces.append(Slot(tuple(found[1].split(".")), language, words))
        end = found.end()
    pieces += [text[end:]] if end < len(text) else []
    if any("{" in piece or "}" in piece for piece in pieces if isinstance(piece, str)):
        raise LabelError("braces that do not match, or do not hold a column")
    return tuple(pieces)


def columns(template: str) -> set[str]:
    """Return the columns of its own row that a template names."""
    slots = [piece for part in parse(template) for piece in part.pieces if isinstance(piece, Slot)]
    return {path[0] for slot in slots for path in (slot.path, slot.language) if path}
