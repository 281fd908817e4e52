"""The folder of an event: which tables it has, and rows that are added to them; nothing there is lost.

Rows are put behind those that stand there, whose bytes stay as they are. A table that cannot be read is left
alone.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infowar_kit.corpus.descriptor import EVENT
from infowar_kit.corpus.event import EventSettings
from infowar_kit.corpus.loading import described
from infowar_kit.corpus.reading import read_rows
from infowar_kit.corpus.table import Table
from infowar_kit.errors import CorpusError, DraftError
from infowar_kit.files import write

Cells = Mapping[str, str]


@dataclass
class Folder:
    """An event's folder as it stands on disk, whatever its rows are worth.

    Parameters
    ----------
    path : pathlib.Path
        Where it lies.
    raw : dict
        Its composed descriptor.
    tables : dict of str to Table
        How each table is described.
    """

    path: Path
    raw: dict[str, Any]
    tables: dict[str, Table]

    @classmethod
    def at(cls, path: Path) -> Folder:
        """Open the folder of an event.

        Raises
        ------
        DraftError
            If it holds none.
        CorpusError
            If its event.json has faults.
        """
        if not (path / EVENT).is_file():
            raise DraftError(
                f"There is no {EVENT} in {path}. Give the folder of an event, or begin one: "
                f"infowar-kit corpus new {path}"
            )
        descriptor, faults = described(path)
        if descriptor is None:
            raise CorpusError(f"The event in {path}", faults)
        return cls(path, descriptor.raw, {table.name: table for table in descriptor.tables})

    @property
    def settings(self) -> EventSettings:
        """What is the event's own."""
        return EventSettings.of(self.raw)

    def file(self, table: str) -> Path:
        """Return where a table's file lies."""
        return self.path / self.tables[table].path

    def values(self, table: str, column: str) -> tuple[str, ...]:
        """Return the values that a column takes; empty where it takes any."""
        return next(field.enum for field in self.tables[table].fields if field.name == column)

    def rows(self, table: str) -> list[dict[str, str]]:
        """Return the rows of a table as text; an absent table has none.

        Raises
        ------
        CorpusError
            If its file cannot be read as this table.
        """
        path, described_ = self.file(table), self.tables[table]
        if not path.exists():
            return []
        found, faults = read_rows(path.read_bytes(), described_)
        faults = [fault for fault in faults if "at least" not in fault.problem]
        if faults:
            raise CorpusError(f"{path} was left as it is; it", faults)
        return [dict(zip(described_.columns, row.cells, strict=True)) for row in found]

    def add(self, rows: Mapping[str, Sequence[Cells]]) -> tuple[str, ...]:
        """Put rows behind those of several tables: all are looked at before the first is written.

        Returns
        -------
        tuple of str
            The files that were written.

        Raises
        ------
        CorpusError
            If a file cannot be read as its table; nothing was written.
        DraftError
            If one cannot be written; what stood in it is still there.
        """
        made = {name: self._longer(name, more) for name, more in rows.items() if more}
        for name, content in made.items():
            save(self.file(name), content)
        return tuple(self.tables[name].path for name in made)

    def _longer(self, table: str, more: Sequence[Cells]) -> bytes:
        self.rows(table)  # what cannot be read is not written to
        path, columns = self.file(table), self.tables[table].columns
        before = path.read_bytes() if path.exists() else header(self.tables[table]).encode()
        if not before.endswith((b"\n", b"\r")):
            before += b"\n"
        cells = ([_writable(row.get(column, "")) for column in columns] for row in more)
        return before + lines(cells).encode(errors="backslashreplace")


def _writable(cell: str) -> str:
    """Return a cell without what would make its whole table unreadable."""
    return cell.replace("\0", "")


def save(path: Path, content: bytes | str) -> None:
    """Write a file whole or not at all; see `DraftError`."""
    try:
        write(path, content)
    except OSError as error:
        raise DraftError(
            f"{path} cannot be written ({error.strerror or error}). What stood there is still there."
        ) from error


def header(table: Table) -> str:
    """Return the first line of a table's file."""
    return lines([table.columns])


def lines(rows: Iterable[Iterable[str]]) -> str:
    """Return rows as lines of CSV."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def slug(text: str, otherwise: str = "") -> str:
    """Return a short readable key from a name; `otherwise` where none of its letters can stand in one.

    Examples
    --------
    >>> slug("Le Réveil du Port"), slug("الميناء", "source")
    ('le-reveil-du-port', 'source')
    """
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:40].strip("-") or otherwise


def free(wanted: str, taken: Iterable[str]) -> str:
    """Return a key that is not taken yet: the wanted one, or that with a number."""
    known = set(taken)
    if wanted not in known:
        return wanted
    return next(name for n in range(2, len(known) + 3) if (name := f"{wanted}-{n}") not in known)
