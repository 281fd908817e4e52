"""Read a person's own texts with the lens, row by row."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from infowar_kit.errors import ToneError
from infowar_kit.tone.files.progress import progress
from infowar_kit.tone.files.tables import columns_of, rows_of
from infowar_kit.tone.lens import LANGUAGES, Finding, read

FIELDS = (
    "line", "id", "language", "start", "end", "words", "technique", "strength", "reason", "lowered", "cue",
)  # fmt: skip
# A cell that begins so is a formula to a spreadsheet; what stands there came from somebody's text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
FORMATS = ("csv", "jsonl")


@dataclass
class Scanned:
    """What a scan came to.

    Parameters
    ----------
    texts, findings : int
        How many were read, and found.
    skipped : list of tuple of int and str
        Rows that could not be read: line and what is wrong.
    """

    texts: int = 0
    findings: int = 0
    skipped: list[tuple[int, str]] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [f"{self.texts} texts read, {self.findings} findings."]
        if self.skipped:
            rows = "row was" if len(self.skipped) == 1 else "rows were"
            lines.append(f"{len(self.skipped)} {rows} left out:")
            lines += [f"  line {line}: {fault}" for line, fault in self.skipped]
        return "\n".join(lines)


def scan(
    path: Path, out: TextIO, *, column: str = "text", language: str | None = None, form: str = "csv"
) -> Scanned:
    """Write what the lens finds in a column of texts, a line a finding.

    Parameters
    ----------
    path : pathlib.Path
        CSV, JSON lines or Parquet; read row by row.
    out : file
        Where findings go, as they are found.
    column : str
        Column with the texts; ``id`` and ``lang`` are used where they exist.
    language : str, optional
        Language of all texts; by default the column ``lang``, or a guess.
    form : str
        ``"csv"`` or ``"jsonl"``.

    Raises
    ------
    ToneError
        If the file cannot be read at all, or has no such column.
    """
    columns = columns_of(path)
    if column not in columns:
        there = ", ".join(columns) or "none"
        raise ToneError(f"'{path.name}' has no column '{column}'. Its columns: {there}. Use --column.")
    write = _writer(out, form)
    done = Scanned()
    for row in progress(rows_of(path), "texts"):
        text = row.cells.get(column)
        if row.fault or not isinstance(text, str):
            done.skipped.append((row.line, row.fault or f"has no text in '{column}'"))
            continue
        done.texts += 1
        own = row.cells.get("lang")
        lang = language or (own if own in LANGUAGES else None)
        for finding in read(text, lang):
            done.findings += 1
            write(row.line, str(row.cells.get("id", "") or ""), finding)
    return done


def _writer(out: TextIO, form: str) -> Callable[[int, str, Finding], None]:
    if form == "jsonl":
        return lambda line, key, found: print(
            json.dumps(dict(zip(FIELDS, _values(line, key, found), strict=True)), ensure_ascii=False),
            file=out,
        )
    table = csv.writer(out, lineterminator="\n")
    table.writerow(FIELDS)

    def write(line: int, key: str, found: Finding) -> None:
        values = _values(line, key, found)
        table.writerow([_inert(value) if isinstance(value, str) else value for value in values])

    return write


def _values(line: int, key: str, found: Finding) -> tuple[object, ...]:
    return (
        line, key, found.cue.language, found.start, found.end, found.words, found.technique, found.strength,
        found.reason, "; ".join(found.lowered), found.cue.cue_id,
    )  # fmt: skip


def _inert(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
