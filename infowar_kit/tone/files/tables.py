"""Read tables of texts row by row: CSV, JSON lines, Parquet. Memory does not grow with the file."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infowar_kit.errors import ToneError

SUFFIXES = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}
LARGEST_CELL = 64 * 1024 * 1024
_BATCH = 512


@dataclass(frozen=True, slots=True)
class Row:
    """One row, or what is wrong with it.

    Parameters
    ----------
    line : int
        Line at which it begins; in Parquet, the row's number.
    cells : dict
        Values by column; empty where the row is unusable.
    fault : str
        What is wrong; empty where nothing is.
    """

    line: int
    cells: dict[str, Any]
    fault: str = ""


def kind_of(path: Path) -> str:
    """Return how a file is to be read, by its suffix.

    Raises
    ------
    ToneError
        If there is no such file, or its suffix is none of those known.
    """
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None:
        raise ToneError(f"'{path.name}' cannot be read: name it .csv, .jsonl or .parquet, as what it is.")
    if not path.is_file():
        raise ToneError(f"There is no file '{path}'.")
    return kind


def columns_of(path: Path) -> tuple[str, ...]:
    """Return the columns of a table; those of its first row for JSON lines."""
    kind = kind_of(path)
    if kind == "parquet":
        return tuple(_parquet(path).schema_arrow.names)
    for row in rows_of(path):
        if row.cells:
            return tuple(row.cells)
    return ()


def rows_of(path: Path) -> Iterator[Row]:
    """Yield the rows of a table in order; an unusable one comes with its fault, and the rest follows."""
    kind = kind_of(path)
    try:
        if kind == "csv":
            yield from _csv_rows(path)
        elif kind == "jsonl":
            yield from _json_rows(path)
        else:
            yield from _parquet_rows(path)
    except OSError as error:
        raise ToneError(f"'{path}' cannot be read ({error.strerror or error}).") from error


def _lines(path: Path) -> Iterator[str]:
    """Yield lines as text; bytes that are no UTF-8 are kept visible, so that only their row suffers."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        for line in file:
            yield line.replace("\0", "\ufffd")


def _csv_rows(path: Path) -> Iterator[Row]:
    before = csv.field_size_limit(LARGEST_CELL)
    try:
        reader = csv.reader(_lines(path))
        head: list[str] | None = None
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Row(line, {}, f"cannot be read as CSV ({error})")
                continue
            if head is None:
                head = cells
            elif not cells:
                continue
            elif len(cells) != len(head):
                yield Row(line, {}, f"has {len(cells)} cells; the first line names {len(head)} columns")
            else:
                yield _decoded(Row(line, dict(zip(head, cells, strict=True))))
    finally:
        csv.field_size_limit(before)


def _json_rows(path: Path) -> Iterator[Row]:
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Row(number, {}, f"is no JSON ({error})")
            continue
        if isinstance(found, dict):
            yield _decoded(Row(number, found))
        else:
            yield Row(number, {}, "is no JSON object")


def _decoded(row: Row) -> Row:
    for name, value in row.cells.items():
        if isinstance(value, str) and any("\udc80" <= letter <= "\udcff" for letter in value[:_SCANNED]):
            return Row(row.line, {}, f"holds bytes that are no UTF-8 in '{name}'")
    return row


_SCANNED = 10_000_000


def _parquet(path: Path) -> Any:
    try:
        from pyarrow import parquet
    except ImportError:
        raise ToneError(
            f"'{path.name}' is Parquet, and that needs pyarrow: pip install pyarrow. "
            f"Or save the table as CSV or JSON lines."
        ) from None
    try:
        return parquet.ParquetFile(path)
    except Exception as error:  # pyarrow's own errors share no base but Exception
        raise ToneError(f"'{path.name}' cannot be read as Parquet ({error}).") from None


def _parquet_rows(path: Path) -> Iterator[Row]:
    number = 0
    for batch in _parquet(path).iter_batches(batch_size=_BATCH):
        for cells in batch.to_pylist():
            number += 1
            yield Row(number, cells)
