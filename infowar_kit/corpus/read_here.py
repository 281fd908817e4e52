"""Whether somebody here has read the pages that rows rest on; asked by whoever shows a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from infowar_kit.corpus.corpus import Corpus
from infowar_kit.errors import LookupFailed

# By the schema of the items: read by those who keep the dataset, not only by those whose notes it began with.
KEEPERS = "editors"
# What was seen in a reading when it was the page itself, or its text elsewhere.
SEEN = frozenset({"page", "copy"})
# Rows that say what stands on a page lead to it by one of these columns, nearest first.
_TO_PAGE = ("item", "taker_item", "giver_item", "rendering")


@dataclass(frozen=True, slots=True)
class Grounds:
    """What rows rest on, where they rest on pages.

    Parameters
    ----------
    unread : tuple of str
        Ids of the items whose pages nobody here has read, if no other page is among the grounds;
        empty where at least one was read, or where no page is among them.
    inferred : bool
        Whether each of the rows that a page should bear out is an inference of ours.
    """

    unread: tuple[str, ...] = ()
    inferred: bool = False


def page_item(corpus: Corpus, ref: str) -> str:
    """Return the id of the item on whose page a row stands; empty where it stands on no page of one item.

    Parameters
    ----------
    corpus : Corpus
        Where the row stands.
    ref : str
        Such as ``relays:R1012``.
    """
    table, _, key = ref.partition(":")
    if table == "items":
        return key
    try:
        row = corpus.get(table, key)
    except LookupFailed:
        return ""
    return next((_item_at(corpus, row, column) for column in _TO_PAGE if getattr(row, column, "")), "")


def _item_at(corpus: Corpus, row: Any, column: str) -> str:
    found = str(getattr(row, column))
    return page_item(corpus, f"renderings:{found}") if column == "rendering" else found


def was_read(corpus: Corpus, item: str) -> bool:
    """Return whether the keepers of the dataset, or a reader after them, have seen the page of an item."""
    return corpus.item(item).read_by == KEEPERS or item in _seen_since(corpus)


# A corpus does not change, and every reason that is shown asks: the readings are gone through once.
@lru_cache(maxsize=4)
def _seen_since(corpus: Corpus) -> frozenset[str]:
    return frozenset(page_item(corpus, reading.row) for reading in corpus.readings if reading.seen in SEEN)


def grounds(corpus: Corpus, rows: Iterable[str]) -> Grounds:
    """Return what rows rest on, so that a reason can say when it is thin.

    Parameters
    ----------
    corpus : Corpus
        Where they stand.
    rows : iterable of str
        Rows of a reason, as ``table:id``. Those that stand on no page, such as places, are left out.
    """
    paged = {ref: item for ref in rows if (item := page_item(corpus, ref))}
    if not paged:
        return Grounds()
    items = tuple(dict.fromkeys(paged.values()))
    unread = () if any(was_read(corpus, item) for item in items) else items
    derived = [ref for ref in paged if not ref.startswith("items:")]
    inferred = bool(derived) and len(derived) == len(paged) and all(_inferred(corpus, ref) for ref in derived)
    return Grounds(unread, inferred)


def _inferred(corpus: Corpus, ref: str) -> bool:
    table, _, key = ref.partition(":")
    return bool(getattr(corpus.get(table, key), "inferred", False))
