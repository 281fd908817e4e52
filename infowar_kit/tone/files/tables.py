"""Read tables of texts row by row: CSV, JSON, Parquet. Memory does not grow with the file."""

from __future__ import annotations

import codecs
import contextlib
import gzip
import io
import re
import stat
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from infowar_kit.errors import ToneError
from infowar_kit.tabular import LOOK, Found, Line, NoTable, guess, rows, sniff, unique_header
from infowar_kit.tabular.encoding import KNOWN, foreign
from infowar_kit.tone.files.json_rows import document_rows, is_document, is_json, line_rows
from infowar_kit.tone.files.parquet_rows import open_parquet
from infowar_kit.tone.files.row import Cut, Row

SUFFIXES = {
    ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".jsonl": "json", ".ndjson": "json", ".json": "json",
    ".parquet": "parquet", ".pq": "parquet",
}  # fmt: skip
_DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile)
_JSON = re.compile(r"""[\[{]\s*(?:["\[{]|$)""")
_SAVE = "Save it as CSV in UTF-8 (in a spreadsheet: Save as, CSV UTF-8)"


@dataclass
class Table:
    """A table that was looked at and can be read.

    Parameters
    ----------
    name : str
        Of its file.
    rows : iterator of Row
        To be read once, in order; an unusable row comes with its fault, and the rest follows.
    columns : tuple of str or None
        None where each row names its own, as in JSON.
    no_texts : dict
        In Parquet, what columns hold that hold no texts, in words.
    unit : str
        What rows are counted by, ``"line"`` or ``"row"``.
    remarks : list of str
        What is to be said of the table; complete when it was read.
    """

    name: str
    rows: Iterator[Row]
    columns: tuple[str, ...] | None = None
    no_texts: dict[str, str] = field(default_factory=dict)
    unit: str = "line"
    remarks: list[str] = field(default_factory=list)


def open_table(path: Path, *, encoding: str | None = None, needed: Collection[str] | None = None) -> Table:
    """Look at a table: its form, encoding, separator and columns; nothing else is read yet.

    Parameters
    ----------
    path : pathlib.Path
        CSV, JSON or Parquet, by its suffix; CSV and JSON also packed with gzip.
    encoding : str, optional
        Python's name of it; by default what the bytes tell. A mere guess is told, not taken.
    needed : collection of str, optional
        Columns that will be asked for, by default all: of Parquet no other is read.

    Raises
    ------
    ToneError
        If it cannot be read as what its name says; the message says what it is and what to do.
    """
    try:
        kind = _kind_of(path)
        if kind == "parquet":
            return _parquet(path, needed)
        found, raw = _look(path)
        found = _encoded(path, found, raw, encoding)
        text = raw[found.mark :].decode(found.encoding, errors="replace").lstrip()
        if kind == "csv" and _JSON.match(text):
            raise ToneError(f"'{path.name}' is JSON by its content, no CSV: name it .json or .jsonl.")
        return _json(path, found, text) if kind == "json" else _csv(path, found)
    except OSError as error:
        raise ToneError(f"'{path}' cannot be read ({error.strerror or error}).") from error


def _kind_of(path: Path) -> str:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    last = suffixes[-2] if suffixes[-1:] == [".gz"] and len(suffixes) > 1 else "".join(suffixes[-1:])
    kind = SUFFIXES.get(last)
    _check_file(path)
    if kind is None:
        with path.open("rb") as file:
            what = foreign(file.read(256))
        if what and what != "Parquet":
            raise ToneError(f"'{path.name}' is {what} by its content. {_SAVE}.")
        raise ToneError(
            f"'{path.name}' cannot be read: name it .csv, .jsonl or .parquet, as what it is "
            f"(also .tsv and .json, and packed .csv.gz, .jsonl.gz)."
        )
    return kind


def _check_file(path: Path) -> None:
    # Not `is_file`: newer Pythons call absent what the system does not let anybody look at.
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise ToneError(f"There is no file '{path}'.") from None
    except OSError as error:
        raise ToneError(f"'{path}' cannot be read ({error.strerror or error}).") from error
    if stat.S_ISDIR(mode):
        raise ToneError(f"'{path}' is a folder. Name a file in it.")
    if not stat.S_ISREG(mode):
        raise ToneError(
            f"'{path}' is a pipe or a device, which cannot be read twice. Write it into a file first."
        )


def is_parquet(path: Path) -> bool:
    """Whether a file is Parquet, by its name."""
    return _kind_of(path) == "parquet"


def _binary(path: Path) -> gzip.GzipFile | io.BufferedReader:
    """Open a file, unpacked; what it is decides, not what it is called."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return gzip.open(path) if packed else path.open("rb")


def _look(path: Path) -> tuple[Found, bytes]:
    raw, whole = b"", False
    with _binary(path) as file, contextlib.suppress(*_DAMAGED):
        while len(raw) < LOOK and not whole:
            part = file.read(min(4096, LOOK - len(raw)))
            raw, whole = raw + part, not part
    found = sniff(raw, whole=whole)
    if found.foreign:
        raise ToneError(f"'{path.name}' is {found.foreign} by its content. {_SAVE}.")
    return found, raw


def _errors(encoding: str) -> str:
    """Return how a file in an encoding is read where its bytes are none: kept, where Python can keep them."""
    return "replace" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"


def _encoded(path: Path, found: Found, raw: bytes, encoding: str | None) -> Found:
    if encoding is not None:
        try:
            asked = sniff(raw, whole=False, encoding=codecs.lookup(encoding).name)
            # Python also knows encodings of numbers and of names on the Internet: those read no file.
            start, errors = io.BytesIO(raw[asked.mark :]), _errors(asked.encoding)
            io.TextIOWrapper(start, encoding=asked.encoding, errors=errors).read()
        except LookupError:
            known = ", ".join(KNOWN)
            raise ToneError(f"There is no encoding '{encoding}'. Some that there are: {known}.") from None
        except UnicodeError as error:
            raise ToneError(
                f"'{path.name}' cannot be read as '{encoding}' ({error}). "
                f"Without --encoding it is read as its bytes tell."
            ) from None
        return asked
    if found.guessed:
        lines = raw[found.mark :].splitlines()
        shown = lines[(found.bad_line or 1) - 1].decode(found.encoding, errors="replace")[:60]
        raise ToneError(
            f"'{path.name}' is no UTF-8; by its letters it is {found.encoding_name}, in which line "
            f"{found.bad_line} reads: {shown}\n{_SAVE}, or, if that line reads rightly, "
            f"add: --encoding {found.encoding}"
        )
    return found


def _lines(path: Path, found: Found) -> Iterator[str]:
    """Yield lines as text; bytes that are no UTF-8 are kept visible, so that only their row suffers."""
    errors = _errors(found.encoding)
    count = 0
    try:
        with _binary(path) as file:
            file.read(found.mark)
            for line in io.TextIOWrapper(file, encoding=found.encoding, errors=errors, newline=""):
                count += 1
                yield line
    except _DAMAGED as error:
        raise Cut(count + 1, f"the packed file breaks off here ({error}); what follows is not read") from None
    except UnicodeError as error:  # of an encoding that was asked for, in which bytes have no replacement
        raise Cut(
            count + 1, f"cannot be read as {found.encoding_name} ({error}); what follows is not read"
        ) from None
    except OSError as error:
        raise ToneError(f"'{path}' cannot be read ({error.strerror or error}).") from error


def _csv(path: Path, found: Found) -> Table:
    lines = islice(_lines(path, found), found.header - 1, None)
    parted = rows(lines, found.separator, first=found.header)
    try:
        head = next(parted, None)
    except Cut as cut:
        raise ToneError(f"'{path.name}' has no header: line {cut.line}: {cut.fault}.") from None
    if head is None:
        raise ToneError(f"'{path.name}' is empty: it holds no texts.")
    if head.fault:
        raise ToneError(f"'{path.name}' has no header: line {head.number} {head.fault}.")
    try:
        names = unique_header(head.cells)
    except NoTable as error:
        raise ToneError(f"'{path.name}' cannot be read: {error}. Rename one of them.") from None

    def read() -> Iterator[Row]:
        try:
            for line in parted:
                yield Row(line.number, {}, line.fault) if line.fault else _csv_row(line, names)
        except Cut as cut:
            yield Row(cut.line, {}, cut.fault)

    remarks = [] if found.encoding == "utf-8" else [f"Read as {found.encoding_name}."]
    if found.separator != ",":
        remarks.append(f"Read with {found.separator_name} between the cells.")
    return Table(path.name, read(), tuple(name for name in names if name), remarks=remarks)


def _csv_row(line: Line, names: tuple[str, ...]) -> Row:
    cells, have, want = line.cells, len(line.cells), len(names)
    # Nearly every row is told apart by its ends, and that is fast.
    if cells[0].endswith(names[0]) and cells[-1].strip() == names[-1] and _is_header(cells, names):
        return Row(line.number, {}, "names the columns once more; it is no text")
    # Separators that a spreadsheet leaves at the end, of a row or of the first line.
    if have > want and not any(map(str.strip, cells[want:])):
        cells = cells[:want]
    elif have < want and not any(names[have:]):
        cells += ("",) * (want - have)
    if len(cells) != want:
        fault = f"has {have} cells; the first line names {want} column{'s' * (want != 1)}"
        if want == 1 and have > 1:
            fault += ". A cell with the separator in it stands in quotation marks"
        return Row(line.number, {}, fault)
    row = dict(zip(names, cells, strict=True))
    row.pop("", None)
    return _decoded(line.number, row)


def _is_header(cells: tuple[str, ...], names: tuple[str, ...]) -> bool:
    """Whether a row is the header again, as files put behind each other have it."""
    try:
        return unique_header(cells) == names
    except NoTable:
        return False


def _decoded(line: int, cells: dict[str, Any]) -> Row:
    for name, value in cells.items():
        if value.isascii():
            continue
        try:
            value.encode()
        except UnicodeEncodeError:
            looks = guess(value.encode(errors="surrogateescape"), fewest=1)
            perhaps = f"; perhaps they are {KNOWN[looks]}" if looks else ""
            return Row(line, {}, f"holds bytes that are no UTF-8 in '{name}'{perhaps}")
    return Row(line, cells)


def _json(path: Path, found: Found, text: str) -> Table:
    table = Table(path.name, iter(()))
    if not text:
        raise ToneError(f"'{path.name}' is empty: it holds no texts.")
    if not is_json(text):
        raise ToneError(
            f"'{path.name}' is no JSON by its content: no line begins with {{ or [. "
            f"If it is a table, name it .csv; if not, write an object a line, or a list of objects."
        )
    read = document_rows if is_document(text) else line_rows
    table.rows = read(_lines(path, found), table.remarks)
    return table


def _parquet(path: Path, needed: Collection[str] | None) -> Table:
    names, no_texts, read = open_parquet(path, needed=needed)
    try:
        unique_header(names)
    except NoTable as error:
        raise ToneError(f"'{path.name}' cannot be read: {error}. Rename one of them.") from None
    return Table(path.name, read, names, no_texts, unit="row")
