"""Labelled posts: read and checked, with every fault listed by its row."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infowar_kit.errors import ToneError
from infowar_kit.tone.files.lists import list_of
from infowar_kit.tone.files.row import Row, is_empty, no_text, plain, shown
from infowar_kit.tone.files.tables import open_table

COLUMNS = ("id", "content", "lang", "manipulative", "techniques", "trigger_words")
TECHNIQUES = (
    "loaded-language", "glittering-generalities", "fud", "euphoria", "cherry-picking", "appeal-to-fear",
    "thought-terminating-cliche", "bandwagon", "straw-man", "whataboutism",
)  # fmt: skip
_ALSO = {"cliche": "thought-terminating-cliche"}
_NEEDED = ("content", "manipulative")
_TRUTH = {
    "true": True, "1": True, "1.0": True, "yes": True, "false": False, "0": False, "0.0": False, "no": False,
}  # fmt: skip
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


@dataclass(frozen=True)
class Labelled:
    """The posts of a file, and the rows that are none.

    Parameters
    ----------
    name : str
        Of the file.
    posts : tuple of Post
        In order.
    faults : tuple of str
        Rows left out, with their number, id and reason.
    remarks : tuple of str
        What else is to be said.
    """

    name: str
    posts: tuple[Post, ...]
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def labelled(path: Path, *, encoding: str | None = None, strict: bool = False) -> Labelled:
    """Return the posts of a file, without the rows that cannot be used.

    Raises
    ------
    ToneError
        If columns are missing, or no row can be used, or, where this is strict, any cannot: the message
        lists them.
    """
    table = open_table(path, encoding=encoding, needed=COLUMNS)
    if table.columns is not None:
        _check_columns(table.name, COLUMNS, table.columns)
    posts, faults, seen = [], [], set(table.columns or ())
    for row in table.rows:
        seen.update(row.cells)
        try:
            posts.append(_post(row))
        except ValueError as error:
            faults.append(f"{table.unit} {row.line} ({shown(row.cells.get('id', '?'))}): {error}")
    # Writers of JSON leave out what is empty, also in all rows; what must be there is told of the whole.
    absent = [name for name in COLUMNS if name not in seen] if seen else []
    _check_columns(table.name, [name for name in absent if name in _NEEDED], seen)
    if faults and (strict or not posts):
        raise ToneError(_refusal(table.name, faults))
    if not posts:
        raise ToneError(f"'{path.name}' holds no posts.")
    remarks = [f"No row has '{name}'; taken as empty." for name in absent if name != "id"]
    return Labelled(table.name, tuple(posts), tuple(faults), (*table.remarks, *remarks))


def _check_columns(name: str, wanted: Iterable[str], there: Container[str]) -> None:
    missing = [column for column in wanted if column not in there]
    if missing:
        raise ToneError(
            f"'{name}' lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}. "
            f"Labelled posts have: {', '.join(COLUMNS)}."
        )


def _refusal(name: str, faults: Sequence[str]) -> str:
    return f"'{name}' cannot be evaluated: {rows_counted(faults)} cannot be used.\n{listed(faults, _LISTED)}"


def rows_counted(faults: Sequence[str]) -> str:
    """Return how many rows, in words."""
    return "1 row" if len(faults) == 1 else f"{len(faults)} rows"


def listed(faults: Sequence[str], limit: int) -> str:
    """Return faults a line each, and how many more there are."""
    more = [f"… and {len(faults) - limit} more"] if len(faults) > limit else []
    return "\n".join(f"  {fault}" for fault in [*faults[:limit], *more])


def _post(row: Row) -> Post:
    if row.fault:
        raise ValueError(row.fault)
    cells = row.cells
    content = cells.get("content")
    if not isinstance(content, str):
        what = "is missing" if is_empty(content) else no_text(content, "content")
        raise ValueError(f"'content' is no text: {what}")
    if fault := no_text(content, "content"):
        raise ValueError(fault)
    raw = cells.get("manipulative")
    truth = raw if isinstance(raw, bool) else _TRUTH.get(plain(raw).strip().lower())
    if truth is None:
        what = "missing" if is_empty(raw) else f"'{shown(raw)}'"
        raise ValueError(f"'manipulative' is {what}; valid: true, false")
    spans, cut = _spans(list_of(cells.get("trigger_words"), "trigger_words"), len(content))
    techniques = _techniques(list_of(cells.get("techniques"), "techniques"))
    lang = cells.get("lang")
    return Post(content, "" if is_empty(lang) else plain(lang), truth, techniques, spans, cut)


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
        start, end = _pair(value)
        if start >= end:
            raise ValueError(f"span {start}-{end} ends where it begins, or before; its end is exclusive")
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


def _pair(value: Any) -> tuple[int, int]:
    if isinstance(value, dict):
        value = (value.get("start"), value.get("end"))
    # A text is no pair, though Python would take '12' for 1 and 2; true and false are no numbers.
    if isinstance(value, list | tuple) and not any(isinstance(bound, bool) for bound in value):
        try:
            start, end = (int(bound) for bound in value)
            if (start, end) == tuple(float(bound) for bound in value):
                return start, end
        except (TypeError, ValueError, OverflowError):
            pass
    raise ValueError(
        f"'{shown(value)}' in 'trigger_words' is no pair of start and end; write [[0, 5], [9, 21]]"
    ) from None
