"""One row of a table of texts, and what its cell holds where that is no text."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from infowar_kit.corpus.visible import shows
from infowar_kit.tabular import damage

_SHOWN = 40
_NAMED = 50  # columns


@dataclass(frozen=True, slots=True)
class Row:
    """One row, or what is wrong with it.

    Parameters
    ----------
    line : int
        Line at which it begins; in Parquet, the row's number.
    cells : dict
        Values by column; empty where the row is unusable.
    fault : str
        What is wrong; empty where nothing is.
    chat : tuple of str
        In an export of chats, the name of the chat and its type; else empty.
    """

    line: int
    cells: dict[str, Any]
    fault: str = ""
    chat: tuple[str, str] | tuple[()] = ()


class Cut(Exception):
    """A file breaks off, or cannot be read any further.

    Parameters
    ----------
    line : int
        Where.
    fault : str
        Why, and what that means.
    """

    def __init__(self, line: int, fault: str) -> None:
        self.line, self.fault = line, fault
        super().__init__(fault)


def is_empty(value: Any) -> bool:
    """Whether a cell holds nothing: absent, null, blank, or the not-a-number that stands for it."""
    return value is None or (isinstance(value, str) and not value.strip()) or _is_nan(value)


def _is_nan(value: Any) -> bool:
    return isinstance(value, float) and math.isnan(value)


def no_text(value: Any, column: str) -> str:
    """Return why a cell cannot be read as a text, in words; empty where it can."""
    if isinstance(value, str):
        # The lens reads codes of HTML as a browser shows them.
        # Half of a pair of surrogates, as JSON may hold it, harms no reading; letters that are lost do.
        what = damage(value, page=True) if any(map(shows, value)) else "has no text"
        if not what:
            return ""
        return f"{what} in '{column}'" if what == "has no text" else f"'{column}' {what}"
    if is_empty(value):
        return f"has no text in '{column}'"
    return f"holds {_words(value)} in '{column}', no text"


def _words(value: Any) -> str:
    if isinstance(value, bool | int | float):
        return f"a number ({shown(value)})" if not isinstance(value, bool) else f"{shown(value)}"
    if isinstance(value, list | tuple | set):
        return f"a list ({shown(value)})"
    if isinstance(value, dict):
        return f"an object with {', '.join(map(str, value)) or 'nothing in it'}"
    return "bytes" if isinstance(value, bytes) else f"a {type(value).__name__} ({shown(value)})"


def shown(value: Any) -> str:
    """Return a value as it would be written, short and on one line."""
    line = " ".join(plain(value).split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"


def columns_shown(names: Iterable[str]) -> str:
    """Return the names of columns as a list in a sentence, however many or long they are."""
    every = [shown(name) for name in names]
    more = [f"and {len(every) - _NAMED} more"] if len(every) > _NAMED else []
    return ", ".join([*every[:_NAMED], *more]) or "none"


def plain(value: Any) -> str:
    """Return an id, or any value, as text: 0 and false are values, nothing is an empty text."""
    if isinstance(value, str):
        return value
    if value is None or _is_nan(value):
        return ""
    if isinstance(value, bool | list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
