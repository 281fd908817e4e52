"""Lists as tables hold them: JSON, as Python or numpy write them, parted by bars or commas, or real ones."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Sequence
from typing import Any

from infowar_kit.tone.files.row import is_empty, shown

_LONGEST = 1_000_000  # characters of a list in a cell
# numpy parts by blanks alone: ['a' 'b'], [[1 2] [3 4]]. Python would read the first as one text, 'ab'.
_BY_BLANKS = re.compile(r"""(['"\])\d]|\d\.)(\s+)(?=['"\[(\d])""")
_WRAPPED = re.compile(r"\b(?:array|list|tuple|set)\(|,\s*dtype=[\w.<>]+|\bnp\.\w+\(")
_NOTHING = frozenset({"", "nan", "none", "null", "[]", "()", "{}", "set()", "<na>"})


def list_of(value: Any, column: str) -> Sequence[Any]:
    """Return a cell's list; an absent one is empty.

    Raises
    ------
    ValueError
        If it is no list; the message shows it, and a form that works.
    """
    if is_empty(value) or (isinstance(value, str) and value.strip().lower() in _NOTHING):
        return []
    found = _written(value, column) if isinstance(value, str) else value
    if isinstance(found, set | frozenset):
        return sorted(found, key=str)
    if not isinstance(found, list | tuple):
        raise ValueError(_no_list(value, column))
    return found


def _written(text: str, column: str) -> Any:
    stripped = text.strip()
    if not stripped.startswith(("[", "(", "{")) and not _WRAPPED.match(stripped):
        return [part.strip() for part in re.split("[|,;]", stripped) if part.strip()]
    if len(stripped) > _LONGEST:
        raise ValueError(f"'{column}' is longer than {_LONGEST} characters")
    try:
        return json.loads(stripped)
    except (ValueError, RecursionError):
        pass
    try:
        # Nothing is run: literal_eval knows numbers, texts and lists only.
        return ast.literal_eval(_BY_BLANKS.sub(r"\1,\2", _unwrapped(stripped)))
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        raise ValueError(_no_list(text, column)) from None


def _unwrapped(text: str) -> str:
    """Return a list without the names of numpy's own kinds around its parts."""
    if not _WRAPPED.search(text):
        return text
    return _WRAPPED.sub(lambda found: "(" if found[0].endswith("(") else "", text)


def _no_list(value: Any, column: str) -> str:
    form = "[[0, 5], [9, 21]]" if column == "trigger_words" else '["loaded_language", "fud"]'
    return f"'{column}' is {shown(value)}, which is no list; write {form}"
