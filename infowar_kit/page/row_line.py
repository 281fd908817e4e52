"""One row of the corpus in a line, as its table's label says; with its languages marked and its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.labels import Part, Slot, parse
from infowar_kit.corpus.table import Table
from infowar_kit.errors import KitError, LookupFailed
from infowar_kit.page.labels import enumerated, publication_label, who
from infowar_kit.say import language, say
from infowar_kit.text import attribute, escape, foreign, language_name

# Rows of a corpus do not change; the same few stand under many reasons, and a page of a lesson says them all.
_made: WeakKeyDictionary[Corpus, dict[tuple[str, str], str]] = WeakKeyDictionary()


def link(url: str, words: str) -> str:
    """Return a link that opens apart, if the address is one of the web; nothing where there is none."""
    if not url:
        return ""
    if not url.startswith(("https://", "http://")):
        return escape(words)
    return f'<a href="{attribute(url)}" target="_blank" rel="noopener noreferrer">{escape(words)}</a>'


def row_line(corpus: Corpus, ref: str) -> str:
    """Return one row of the corpus that a reason rests on, in a line, with its page.

    Parameters
    ----------
    corpus : Corpus
        Where it stands.
    ref : str
        Such as ``items:I001``; what points at no row is given as it is.
    """
    made = _made.setdefault(corpus, {})
    if (known := made.get((language(), ref))) is None:
        known = made[language(), ref] = _line(corpus, ref)
    return known


def _line(corpus: Corpus, ref: str) -> str:
    name, _, key = ref.partition(":")
    try:
        row = corpus.get(name, key)
    except KitError:
        return escape(ref)
    described = corpus.described(name)
    return label(corpus, described, row) if described is not None else escape(ref)


def label(corpus: Corpus, table: Table, row: Any) -> str:
    """Return a row as its table's label says; without a label, its cells."""
    if not table.label:
        cells = (str(getattr(row, column)) for column in table.columns if getattr(row, column))
        return escape(": ".join(cells))
    said = ""
    for part in parse(say(table.label)):
        said += _part(corpus, table, row, part, said)
    return said.strip()


def _part(corpus: Corpus, table: Table, row: Any, part: Part, before: str) -> str:
    """Return a stretch of a label; nothing where it is optional and empty, or said before already."""
    filled, again, said = False, True, []
    for piece in part.pieces:
        if isinstance(piece, str):
            said.append(escape(piece))
            continue
        value, words = _slot(corpus, table, row, piece)
        filled |= value
        # Who took it from whom may bear one name twice; what a row says of itself is said once.
        again &= (
            len(piece.path) == 1 and _target(table, piece.path[0]) == "" and bool(words) and words in before
        )
        said.append(words)
    return "".join(said) if (filled and not again) or not part.optional else ""


def _slot(corpus: Corpus, table: Table, row: Any, slot: Slot) -> tuple[bool, str]:
    """Return whether a slot is filled, and with what."""
    found = _follow(corpus, table, row, slot.path)
    if found is None:
        return False, ""
    own, holder, column = found
    value = getattr(holder, column)
    target = None if slot.words else _target(own, column)
    if value in ("", None, (), False):
        return False, ""
    if target:
        return True, row_line(corpus, f"{target}:{value}")
    language = _follow(corpus, table, row, slot.language) if slot.language else None
    if language is not None:
        return True, foreign(value, getattr(language[1], language[2]))
    if value is True:
        return True, ""
    return True, _worded(corpus, holder, value, slot.words, f"{own.name}.{column}")


def _worded(corpus: Corpus, row: Any, value: Any, words: str, column: str) -> str:
    match words:
        case "link":
            return link(str(value), say("Page"))
        case "spaced":
            return escape(enumerated(column, str(value)))
        case "language":
            return escape(language_name(str(value)))
        case "when":
            return escape(publication_label(row, corpus.zone, corpus.period))
        case "who":
            return escape(who(row))
        case "status":
            statuses = corpus.statuses_of_claim(str(value))
            if not statuses:
                return escape(say("none yet"))
            status = enumerated("claim_statuses.status", statuses[-1].status)
            return escape(f"{status}. {statuses[-1].why}")
        case _:
            return escape(", ".join(value) if isinstance(value, tuple) else str(value))


def _follow(corpus: Corpus, table: Table, row: Any, path: Sequence[str]) -> tuple[Table, Any, str] | None:
    """Go from a row along columns that refer to others; None where one of them is empty."""
    for column in path[:-1]:
        value, target = getattr(row, column), _target(table, column)
        described = corpus.described(target) if target else None
        if not value or described is None:
            return None
        try:
            table, row = described, corpus.get(described.name, value)
        except LookupFailed:
            return None
    return table, row, path[-1]


def _target(table: Table, column: str) -> str:
    """Return the table to which a column refers, or nothing."""
    return next((key.table for key in table.foreign_keys if key.fields == (column,)), "")
