"""Findings as they are written: CSV, JSON lines, Parquet; a part that was made elsewhere is put behind."""

from __future__ import annotations

import csv
import io
import json
import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, TextIO

from infowar_kit.errors import ToneError
from infowar_kit.tone.lens import Finding

FIELDS = (
    "line", "id", "language", "start", "end", "words", "technique", "strength", "reason", "lowered", "cue",
)  # fmt: skip
FORMATS = ("csv", "jsonl", "parquet")
# A cell that begins so is a formula to a spreadsheet; what stands there came from somebody's text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?")
_NUMBERS = frozenset({"line", "start", "end"})
_GROUP = 20_000  # findings that a row group of Parquet holds; so many are kept in memory


class Findings(ABC):
    """Where findings go.

    Parameters
    ----------
    out : file
        Of text; Parquet takes the bytes below it.
    file : bool
        Whether each finding begins with the file of its text.
    """

    def __init__(self, out: TextIO, *, file: bool = False) -> None:
        self.out = out
        self.fields = ("file", *FIELDS) if file else FIELDS
        self._file = file

    def write(self, file: str, line: int, key: str, findings: Sequence[Finding]) -> None:
        """Write the findings of one text."""
        for found in findings:
            self._write((file, *_values(line, key, found)) if self._file else _values(line, key, found))

    @abstractmethod
    def _write(self, values: Sequence[Any]) -> None: ...

    @abstractmethod
    def put(self, part: str | bytes) -> None:
        """Put a part behind what stands there, as `taken` of a sink of the same form gave it."""

    @abstractmethod
    def taken(self) -> str | bytes:
        """Return what was written to a sink that `part` made."""

    @abstractmethod
    def close(self) -> None:
        """Write what is still to be written."""

    @classmethod
    def part(cls, *, file: bool) -> Findings:
        """Return a sink in memory, whose content another one can put behind its own."""
        return cls(io.StringIO(newline=""), file=file)


class Lines(Findings):
    """JSON, an object a finding and line."""

    def _write(self, values: Sequence[Any]) -> None:
        self.out.write(json.dumps(dict(zip(self.fields, values, strict=True)), ensure_ascii=False) + "\n")

    def put(self, part: str | bytes) -> None:
        """See `Findings.put`."""
        self.out.write(str(part))

    def taken(self) -> str:
        """See `Findings.taken`."""
        return self.out.getvalue() if isinstance(self.out, io.StringIO) else ""

    def close(self) -> None:
        """See `Findings.close`; nothing waits here."""


class Cells(Lines):
    """CSV that no spreadsheet takes for formulas; its header is written first, or at the end."""

    def __init__(self, out: TextIO, *, file: bool = False, header: bool = True) -> None:
        super().__init__(out, file=file)
        self._table, self._begun = csv.writer(out, lineterminator="\n"), not header

    def _begin(self) -> None:
        if not self._begun:
            self._table.writerow(self.fields)
            self._begun = True

    def _write(self, values: Sequence[Any]) -> None:
        self._begin()
        self._table.writerow([_inert(value) if isinstance(value, str) else value for value in values])

    def put(self, part: str | bytes) -> None:
        """See `Findings.put`."""
        self._begin()
        super().put(part)

    def close(self) -> None:
        """See `Findings.close`."""
        self._begin()

    @classmethod
    def part(cls, *, file: bool) -> Findings:
        """See `Findings.part`; a part has no header."""
        return cls(io.StringIO(newline=""), file=file, header=False)


class Columns(Findings):
    """Parquet, which needs pyarrow; a row group for so many findings, so that memory stays as it is.

    Raises
    ------
    ToneError
        If pyarrow is missing.
    """

    def __init__(self, out: TextIO, *, file: bool = False, whole: bool = True) -> None:
        super().__init__(out, file=file)
        try:
            import pyarrow
            from pyarrow import parquet
        except ImportError:
            raise ToneError(
                "Findings as Parquet need pyarrow: pip install pyarrow. Or name the output .csv or .jsonl."
            ) from None
        self._arrow = pyarrow
        kinds = {name: pyarrow.int64() if name in _NUMBERS else pyarrow.string() for name in self.fields}
        self._schema = pyarrow.schema(kinds.items())
        self._rows: list[tuple[Any, ...]] = []
        self._writer = parquet.ParquetWriter(out.buffer, self._schema) if whole else None

    def _write(self, values: Sequence[Any]) -> None:
        self._rows.append(tuple(_whole(value) if isinstance(value, str) else value for value in values))
        if self._writer is not None and len(self._rows) >= _GROUP:
            self._flush()

    def _table(self) -> Any:
        columns = list(zip(*self._rows, strict=True)) or [()] * len(self.fields)
        self._rows = []
        return self._arrow.Table.from_arrays(
            [
                self._arrow.array(cells, field.type)
                for cells, field in zip(columns, self._schema, strict=True)
            ],
            schema=self._schema,
        )

    def _flush(self) -> None:
        if self._rows and self._writer is not None:
            self._writer.write_table(self._table())

    def put(self, part: str | bytes) -> None:
        """See `Findings.put`."""
        rows = self._arrow.ipc.open_stream(part).read_all()
        self._rows += zip(*(column.to_pylist() for column in rows.columns), strict=True)
        if len(self._rows) >= _GROUP:
            self._flush()

    def taken(self) -> bytes:
        """See `Findings.taken`."""
        table, out = self._table(), io.BytesIO()
        with self._arrow.ipc.new_stream(out, self._schema) as stream:
            stream.write_table(table)
        return out.getvalue()

    def close(self) -> None:
        """See `Findings.close`."""
        if self._writer is not None:
            self._flush()
            self._writer.close()

    @classmethod
    def part(cls, *, file: bool) -> Findings:
        """See `Findings.part`."""
        return cls(io.StringIO(), file=file, whole=False)


SINKS: dict[str, type[Findings]] = {"csv": Cells, "jsonl": Lines, "parquet": Columns}


def _values(line: int, key: str, found: Finding) -> tuple[Any, ...]:
    return (
        line, key, found.cue.language, found.start, found.end, found.words, found.technique, found.strength,
        found.reason, "; ".join(found.lowered), found.cue.cue_id,
    )  # fmt: skip


def _inert(value: str) -> str:
    # A number below zero is one to a spreadsheet, and such ids have to be found again: channels have them.
    return f"'{value}" if value.startswith(_FORMULA) and not _NUMBER.fullmatch(value) else value


def _whole(value: str) -> str:
    """Return a text without half of a pair of surrogates, which UTF-8 cannot hold, spelled as JSON does."""
    return value.encode(errors="backslashreplace").decode()
