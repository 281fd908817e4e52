"""Read a person's own texts with the lens, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from infowar_kit.errors import ToneError
from infowar_kit.tone.files.findings import SINKS, Findings
from infowar_kit.tone.files.languages import Reader
from infowar_kit.tone.files.progress import progress
from infowar_kit.tone.files.row import columns_shown, no_text, plain
from infowar_kit.tone.files.tables import Table, open_table

_COLUMNS = 100  # that are named where the one asked for is missing
KEPT = 20_000  # rows left out that are listed


@dataclass
class Scanned:
    """What a scan came to.

    Parameters
    ----------
    texts, findings : int
        How many were read, and found.
    unread : int
        Texts in no language that the lens reads.
    skipped : list of tuple of int and str
        Rows that could not be read: line and what is wrong.
    left_out : int
        How many those are; the list ends at 20,000.
    unit : str
        What rows are counted by, ``"line"`` or ``"row"``.
    remarks : list of str
        What else is to be said.
    """

    texts: int = 0
    findings: int = 0
    unread: int = 0
    skipped: list[tuple[int, str]] = field(default_factory=list)
    left_out: int = 0
    unit: str = "line"
    remarks: list[str] = field(default_factory=list)

    def skip(self, line: int, fault: str) -> None:
        """Leave a row out."""
        self.left_out += 1
        if self.left_out <= KEPT:
            self.skipped.append((line, fault))

    def add(self, part: Scanned) -> None:
        """Add what a later part of the same file came to."""
        self.texts += part.texts
        self.findings += part.findings
        self.unread += part.unread
        for line, fault in part.skipped:
            self.skip(line, fault)
        self.left_out += part.left_out - len(part.skipped)

    def __str__(self) -> str:
        lines = [f"{self.texts} texts read, {self.findings} findings.", *self.remarks]
        if self.skipped:
            rows = "row was" if self.left_out == 1 else "rows were"
            lines.append(f"{self.left_out} {rows} left out:")
            lines += [f"  {self.unit} {line}: {fault}" for line, fault in self.skipped]
            if self.left_out > len(self.skipped):
                lines.append(f"  … and {self.left_out - len(self.skipped)} more")
        return "\n".join(lines)


@dataclass(frozen=True)
class Asked:
    """How texts are to be read.

    Parameters
    ----------
    column : str
        Column with the texts; ``id`` and ``lang`` are used where they exist.
    language : str, optional
        Language of all texts; by default the column ``lang``, or a guess.
    form : str
        Of the findings: ``"csv"``, ``"jsonl"`` or ``"parquet"``.
    encoding : str, optional
        Encoding of the files; by default what their bytes tell.
    file : bool
        Whether each finding names the file of its text.
    """

    column: str = "text"
    language: str | None = None
    form: str = "csv"
    encoding: str | None = None
    file: bool = False

    @property
    def needed(self) -> tuple[str, ...]:
        """Columns that a scan asks for."""
        return (self.column, "id", "lang")


class Text(NamedTuple):
    """One text to be read: its line, its id, what the table says of its language, and itself."""

    line: int
    key: str
    lang: Any
    text: str


def scan(
    path: Path,
    out: TextIO,
    *,
    column: str = "text",
    language: str | None = None,
    form: str = "csv",
    encoding: str | None = None,
) -> Scanned:
    """Write what the lens finds in a column of texts, a line a finding.

    Parameters
    ----------
    path : pathlib.Path
        CSV, JSON or Parquet; read row by row.
    out : file
        Where findings go, as they are found.
    column, language, form, encoding
        See `Asked`.

    Raises
    ------
    ToneError
        If the file cannot be read at all, or has no such column.
    """
    asked = Asked(column=column, language=language, form=form, encoding=encoding)
    found = SINKS[form](out)
    done = Scan(path, asked).write(found)
    found.close()
    return done


class Scan:
    """A scan of one file that was looked into and can begin.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    asked : Asked
        How to read it.

    Raises
    ------
    ToneError
        If it cannot be read at all, or has no such column.
    """

    def __init__(self, path: Path, asked: Asked) -> None:
        self.path, self.asked = path, asked
        self._table = open_table(path, encoding=asked.encoding, needed=asked.needed)
        self.reader = Reader(asked.language)
        self.done = Scanned(unit=self._table.unit)
        if self._table.columns is not None:
            _check(self._table, asked.column, self._table.columns)

    def texts(self) -> Iterator[Text]:
        """Yield what can be read; rows that cannot are left out and told."""
        return texts_of(self._table, self.asked.column, self.done)

    def write(self, found: Findings) -> Scanned:
        """Read all rows and write what is found; `done` tells at any time how far it is."""
        read_texts(progress(self.texts(), "texts"), self.reader, self.done, found, self.path.as_posix())
        return self.closed()

    def closed(self) -> Scanned:
        """Return what all came to, with all that is to be said."""
        self.done.remarks += [*self._table.remarks, *self.reader.remarks(self.done.unit)]
        return self.done


def texts_of(table: Table, column: str, done: Scanned) -> Iterator[Text]:
    """Yield the texts of a table; rows without one are left out in `done`.

    Raises
    ------
    ToneError
        If no row has such a column.
    """
    seen: dict[str, None] | None = {} if table.columns is None else None
    count = 0
    for row in table.rows:
        if row.fault:
            done.skip(row.line, row.fault)
            continue
        if seen is not None and len(seen) < _COLUMNS:
            seen.update(dict.fromkeys(row.cells))
        value = row.cells.get(column)
        if (fault := no_text(value, column)) or not isinstance(value, str):
            done.skip(row.line, fault)
            continue
        count += 1
        yield Text(row.line, plain(row.cells.get("id")), row.cells.get("lang"), value)
    if seen and not count:
        _check(table, column, seen)


def read_texts(texts: Iterable[Text], reader: Reader, done: Scanned, found: Findings, file: str) -> None:
    """Read texts with the lens, write what is found and count it."""
    for line, key, lang, text in texts:
        findings = reader.read(line, text, lang)
        if findings is None:
            done.unread += 1
            continue
        done.texts += 1
        if findings:
            done.findings += len(findings)
            found.write(file, line, key, findings)


def _check(table: Table, column: str, columns: Iterable[str]) -> None:
    if column not in columns:
        there = columns_shown(columns)
        raise ToneError(f"'{table.name}' has no column '{column}'. Its columns: {there}. Use --column.")
    if held := table.no_texts.get(column):
        raise ToneError(
            f"The column '{column}' of '{table.name}' holds {held}, no texts. "
            f"Use --column, or write the texts into a column of their own."
        )
