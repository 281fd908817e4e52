"""Read a person's own texts with the lens, row by row."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from infowar_kit.errors import ToneError
from infowar_kit.tone.files.languages import Reader
from infowar_kit.tone.files.progress import progress
from infowar_kit.tone.files.row import no_text, plain
from infowar_kit.tone.files.tables import open_table
from infowar_kit.tone.lens import Finding

FIELDS = (
    "line", "id", "language", "start", "end", "words", "technique", "strength", "reason", "lowered", "cue",
)  # fmt: skip
# A cell that begins so is a formula to a spreadsheet; what stands there came from somebody's text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
FORMATS = ("csv", "jsonl")
_COLUMNS = 100  # that are named where the one asked for is missing


_KEPT = 20_000  # rows left out that are listed


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
        if self.left_out <= _KEPT:
            self.skipped.append((line, fault))

    def __str__(self) -> str:
        lines = [f"{self.texts} texts read, {self.findings} findings.", *self.remarks]
        if self.skipped:
            rows = "row was" if self.left_out == 1 else "rows were"
            lines.append(f"{self.left_out} {rows} left out:")
            lines += [f"  {self.unit} {line}: {fault}" for line, fault in self.skipped]
            if self.left_out > len(self.skipped):
                lines.append(f"  … and {self.left_out - len(self.skipped)} more")
        return "\n".join(lines)


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
    column : str
        Column with the texts; ``id`` and ``lang`` are used where they exist.
    language : str, optional
        Language of all texts; by default the column ``lang``, or a guess.
    form : str
        ``"csv"`` or ``"jsonl"``.
    encoding : str, optional
        Encoding of the file; by default what its bytes tell.

    Raises
    ------
    ToneError
        If the file cannot be read at all, or has no such column.
    """
    return Scan(path, column=column, language=language, form=form, encoding=encoding).write(out)


class Scan:
    """A scan that was looked into and can begin; see `scan` for its parameters and what it raises."""

    def __init__(
        self,
        path: Path,
        *,
        column: str = "text",
        language: str | None = None,
        form: str = "csv",
        encoding: str | None = None,
    ) -> None:
        self._table = open_table(path, encoding=encoding)
        self._column, self._form = column, form
        self._reader = Reader(language)
        self.done = Scanned(unit=self._table.unit)
        if self._table.columns is not None:
            self._check(self._table.columns)

    def _check(self, columns: Iterable[str]) -> None:
        if self._column not in columns:
            there = ", ".join(map(str, columns)) or "none"
            raise ToneError(
                f"'{self._table.name}' has no column '{self._column}'. Its columns: {there}. Use --column."
            )
        if held := self._table.no_texts.get(self._column):
            raise ToneError(
                f"The column '{self._column}' of '{self._table.name}' holds {held}, no texts. "
                f"Use --column, or write the texts into a column of their own."
            )

    def write(self, out: TextIO) -> Scanned:
        """Read all rows and write what is found; `done` tells at any time how far it is."""
        write, done, column = _writer(out, self._form), self.done, self._column
        seen: dict[str, None] | None = {} if self._table.columns is None else None
        for row in progress(self._table.rows, "texts"):
            if row.fault:
                done.skip(row.line, row.fault)
                continue
            if seen is not None and len(seen) < _COLUMNS:
                seen.update(dict.fromkeys(row.cells))
            value = row.cells.get(column)
            if (fault := no_text(value, column)) or not isinstance(value, str):
                done.skip(row.line, fault)
                continue
            found = self._reader.read(row.line, value, row.cells.get("lang"))
            if found is None:
                done.unread += 1
                continue
            done.texts += 1
            if found:
                done.findings += len(found)
                write(row.line, plain(row.cells.get("id")), found)
        if seen and not done.texts + done.unread:
            self._check(seen)
        write(0, "", ())
        done.remarks += [*self._table.remarks, *self._reader.remarks(done.unit)]
        return done


def _writer(out: TextIO, form: str) -> Callable[[int, str, Sequence[Finding]], None]:
    """Return what writes the findings of a text; a table begins with its header at the first call."""
    if form == "jsonl":

        def write_lines(line: int, key: str, findings: Sequence[Finding]) -> None:
            for found in findings:
                values = dict(zip(FIELDS, _values(line, key, found), strict=True))
                out.write(json.dumps(values, ensure_ascii=False) + "\n")

        return write_lines
    table, begun = csv.writer(out, lineterminator="\n"), False

    def write_cells(line: int, key: str, findings: Sequence[Finding]) -> None:
        nonlocal begun
        if not begun:
            table.writerow(FIELDS)
            begun = True
        for found in findings:
            values = _values(line, key, found)
            table.writerow([_inert(value) if isinstance(value, str) else value for value in values])

    return write_cells


def _values(line: int, key: str, found: Finding) -> tuple[object, ...]:
    return (
        line, key, found.cue.language, found.start, found.end, found.words, found.technique, found.strength,
        found.reason, "; ".join(found.lowered), found.cue.cue_id,
    )  # fmt: skip


def _inert(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
