"""Text that reads as it stands: no cell that only seems filled, no letters that turn others, none lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from infowar_kit.corpus.faults import Fault
from infowar_kit.corpus.reading import Row
from infowar_kit.corpus.table import Table
from infowar_kit.tabular import damage

# Control characters with the escape sequences that begin with one; what turns the direction of writing; tags;
# and what is no character at all. Tabs and line ends are text.
_HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069\u206a-\u206f"
    "\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f\ue000-\uf8ff]"
)
# Letters by their class that show nothing: some fonts draw them as a blank.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u2800\u3164\uffa0")
_SEEN = re.compile(r"[!-~À-ÖØ-öø-ʯΑ-ωЀ-ӿ]")
_SUSPECT = re.compile(r"[^\x00-\x7f]|\?")
_TURNS = re.compile("[\u061c\u202a-\u202e\u2066-\u2069]")


def check_text(table: Table, rows: Sequence[Row]) -> list[Fault]:
    """Return the cells of a table whose text cannot be read as it stands."""
    faults: list[Fault] = []
    damaged: dict[str, list[tuple[Row, str, str]]] = {}
    for row in rows:
        for name, cell in zip(table.columns, row.cells, strict=True):
            if not cell:
                continue
            if _HARMFUL.search(cell):
                faults.append(_harmful(table, row, name, cell))
            elif not _SEEN.search(cell) and not any(map(shows, cell)):
                valid = "Write what belongs there, or leave the cell empty."
                faults.append(Fault(table.path, "holds blanks only", row.line, name, cell, valid))
            elif _SUSPECT.search(cell) and (found := damage(cell)):
                damaged.setdefault(name, []).append((row, cell, found))
            elif "\n" in cell and _swallowed(cell, len(table.columns)):
                valid = 'Close the cell with ". Inside a cell in quotation marks write "" for one.'
                problem = "holds whole rows: its quotation mark is not closed"
                faults.append(Fault(table.path, problem, row.line, name, cell, valid))
    for name, cells in damaged.items():
        row, cell, found = cells[0]
        more = f" {len(cells) - 1} more cells of the column are damaged." if len(cells) > 1 else ""
        valid = f"Take the file from before it was saved so, and save it as CSV in UTF-8.{more}"
        faults.append(Fault(table.path, found, row.line, name, cell, valid))
    return faults


def unreadable(text: str) -> str:
    """Return why a text cannot be read as it stands, as the end of a sentence; empty where it can."""
    if found := _HARMFUL.search(text):
        return f"holds the character U+{ord(found[0]):04X}, which is not shown as text"
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        return "holds half a character"
    if text and not any(map(shows, text)):
        return "holds blanks only"
    return ""


def shows(letter: str) -> bool:
    """Whether a character is seen by itself: no blank, no mark, nothing without width."""
    return unicodedata.category(letter)[0] not in "ZCM" and letter not in _BLANK


def _harmful(table: Table, row: Row, name: str, cell: str) -> Fault:
    letter = _HARMFUL.search(cell)
    found = letter[0] if letter else ""
    what = "turns the direction of writing" if _TURNS.match(found) else "is not shown as text"
    problem = f"holds the character U+{ord(found):04X}, which {what}"
    return Fault(table.path, problem, row.line, name, cell, "Remove it; type the words again if need be.")


def _swallowed(cell: str, width: int) -> bool:
    """Whether a later line of a cell has as many separators as a row."""
    return width > 3 and any(line.count(",") >= width - 1 for line in cell.splitlines()[1:])
