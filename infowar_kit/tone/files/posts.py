"""Labelled posts: read and checked as a whole, with every fault listed by its row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infowar_kit.errors import ToneError
from infowar_kit.tone.files.tables import Row, columns_of, rows_of

COLUMNS = ("id", "content", "lang", "manipulative", "techniques", "trigger_words")
TECHNIQUES = (
    "loaded-language", "glittering-generalities", "fud", "euphoria", "cherry-picking", "appeal-to-fear",
    "thought-terminating-cliche", "bandwagon", "straw-man", "whataboutism",
)  # fmt: skip
_ALSO = {"cliche": "thought-terminating-cliche"}
_TRUTH = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_LISTED = 20
# Where blanks were stripped from the end of a text after it was marked, spans stick out by a few characters.
OVERHANG = 5


@dataclass(frozen=True, slots=True)
class Post:
    """A labelled post.

    Parameters
    ----------
    content, lang : str
        Text and language.
    manipulative : bool
        Whether somebody found it so.
    techniques : frozenset of str
        Slugs.
    spans : tuple of tuple of int
        Marked stretches, start and end in code points, in order and merged.
    cut : bool
        Whether a span stuck out by a few characters and was cut at the text's end.
    """

    content: str
    lang: str
    manipulative: bool
    techniques: frozenset[str]
    spans: tuple[tuple[int, int], ...]
    cut: bool = False


def read_posts(path: Path) -> list[Post]:
    """Return all posts of a file.

    Raises
    ------
    ToneError
        If columns are missing or any row cannot be used: the message lists them.
    """
    missing = [name for name in COLUMNS if name not in columns_of(path)]
    if missing:
        raise ToneError(
            f"'{path.name}' lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}. "
            f"Labelled posts have: {', '.join(COLUMNS)}."
        )
    posts, faults = [], []
    for row in rows_of(path):
        try:
            posts.append(_post(row))
        except ValueError as error:
            faults.append(f"row {row.line} ({str(row.cells.get('id', '?'))[:40]}): {error}")
    if faults:
        more = f"\n  … and {len(faults) - _LISTED} more" if len(faults) > _LISTED else ""
        listed = "\n".join(f"  {fault}" for fault in faults[:_LISTED])
        count = "1 row" if len(faults) == 1 else f"{len(faults)} rows"
        raise ToneError(f"'{path.name}' cannot be evaluated: {count} cannot be used.\n{listed}{more}")
    if not posts:
        raise ToneError(f"'{path.name}' holds no posts.")
    return posts


def _post(row: Row) -> Post:
    if row.fault:
        raise ValueError(row.fault)
    cells = row.cells
    content = cells["content"]
    if not isinstance(content, str):
        raise ValueError("'content' is no text")
    raw = cells["manipulative"]
    truth = raw if isinstance(raw, bool) else _TRUTH.get(str(raw).strip().lower())
    if truth is None:
        raise ValueError(f"'manipulative' is '{raw}'; valid: true, false")
    spans, cut = _spans(_list(cells["trigger_words"], "trigger_words"), len(content))
    techniques = _techniques(_list(cells["techniques"], "techniques"))
    return Post(content, str(cells["lang"] or ""), truth, techniques, spans, cut)


def _list(value: Any, column: str) -> Sequence[Any]:
    if value is None or value == "":
        return []
    if isinstance(value, str):
        if not value.lstrip().startswith("["):
            return [part.strip() for part in value.split("|") if part.strip()]
        try:
            value = json.loads(value)
        except ValueError:
            raise ValueError(f"'{column}' is no JSON list") from None
    if not isinstance(value, list | tuple):
        raise ValueError(f"'{column}' is no list")
    return value


def _techniques(values: Iterable[Any]) -> frozenset[str]:
    found = set()
    for value in values:
        slug = _ALSO.get(str(value), str(value).replace("_", "-"))
        if slug not in TECHNIQUES:
            raise ValueError(f"'{value}' is no technique; valid: {', '.join(TECHNIQUES)}")
        found.add(slug)
    return frozenset(found)


def _spans(values: Iterable[Any], length: int) -> tuple[tuple[tuple[int, int], ...], bool]:
    merged: list[tuple[int, int]] = []
    pairs, cut = [], False
    for value in values:
        try:
            start, end = value
            start, end = int(start), int(end)
        except (TypeError, ValueError):
            raise ValueError(f"'{value}' in 'trigger_words' is no pair of start and end") from None
        if not 0 <= start < end <= length + OVERHANG or start >= length:
            raise ValueError(f"span {start}-{end} lies outside the text, which has {length} characters")
        cut |= end > length
        pairs.append((start, min(end, length)))
    for start, end in sorted(pairs):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged), cut
