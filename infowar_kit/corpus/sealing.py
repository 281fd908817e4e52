"""Seals: has a row been changed since it was released?

A seal is a SHA-256 over the other cells of the row. It shows a change; it does not show who made it,
and it says nothing about whether the row is true.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SEAL = "sha256"
# What a descriptor calls its own.
DESCRIPTOR_SEAL = "seal"


def seal_of(cells: Mapping[str, str]) -> str:
    """Return the seal of a row.

    Parameters
    ----------
    cells : mapping of str to str
        The row as text, by column; the seal's own column is left out.

    Returns
    -------
    str
        64 hexadecimal digits: SHA-256 of the cells as JSON with sorted keys, no spaces, UTF-8.
    """
    content = {column: cell for column, cell in cells.items() if column != SEAL}
    # Line ends differ between operating systems and spreadsheets; they are not content.
    content = {column: cell.replace("\r\n", "\n") for column, cell in content.items()}
    return _digest(content)


def _digest(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def seal_of_descriptor(raw: Mapping[str, Any]) -> str:
    """Return the seal of a descriptor that was checked with its files.

    Parameters
    ----------
    raw : mapping
        The descriptor as JSON, with the hash of each table's file; its own seal is left out.

    Returns
    -------
    str
        64 hexadecimal digits, made as those of a row.
    """
    return _digest({key: value for key, value in raw.items() if key != DESCRIPTOR_SEAL})


@dataclass(frozen=True, slots=True)
class Verification:
    """What `Corpus.verify` found.

    Parameters
    ----------
    total : int
        Number of sealed rows.
    changed : tuple of str
        Ids of the rows whose content no longer fits their seal.
    """

    total: int
    changed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return not self.changed

    def __repr__(self) -> str:
        if not self.changed:
            return f"All {self.total} items are as they were released."
        listed = ", ".join(self.changed[:20]) + (", …" if len(self.changed) > 20 else "")
        return f"{len(self.changed)} of {self.total} items differ from the release: {listed}."


def verify_rows(key: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Verification:
    """Compare every row of a sealed table with its seal."""
    changed = []
    for row in rows:
        cells = dict(zip(columns, row, strict=True))
        if seal_of(cells) != cells[SEAL]:
            changed.append(cells[key])
    return Verification(len(rows), tuple(changed))
