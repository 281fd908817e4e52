"""Read one CSV file into rows of text, or say exactly why it cannot be read."""

from __future__ import annotations

import csv
import difflib
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from infowar_kit.corpus.faults import Fault
from infowar_kit.corpus.table import Table

# A cell of this corpus is a sentence or two; a longer one is nearly always a quotation mark left open.
LONGEST_CELL = 100_000
LARGEST_FILE = 64 * 1024 * 1024
SAVE = "Save it as CSV in UTF-8 (in a spreadsheet: Save as, CSV UTF-8)."


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a table as text, with the line at which it begins."""

    line: int
    cells: tuple[str, ...]


def read_rows(data: bytes, table: Table) -> tuple[list[Row], list[Fault]]:
    """Read the rows of a table from the bytes of its file; see `read_file`.

    Returns
    -------
    rows : list of Row
        Rows of the right length; empty where the file as a whole is unusable.
    faults : list of Fault
        Everything wrong with the file's form. A byte order mark, CRLF line ends and line breaks
        inside quotation marks are fine.
    """
    text, fault = _decoded(data, table.path)
    if fault is not None:
        return [], [fault]
    records, faults = _parse(text, table.path)
    if not records:
        if not faults:
            faults = [Fault(table.path, "is empty", valid=_header_needed(table))]
        return [], faults
    header = records[0]
    if wrong := _header_faults(header, table):
        other = _other_separator(data, table, header)
        return [], [other] if other else faults + wrong
    rows, width, unread = [], len(table.columns), bool(faults)
    for record in records[1:]:
        if not any(map(str.strip, record.cells)):
            continue  # a line of separators only is what spreadsheets leave at the end: no row, no fault
        if len(record.cells) == width:
            rows.append(record)
        elif not unread:  # after a row that cannot be parted the next ones may be what is left of it
            faults.append(_length_fault(record, table))
    if not faults and len(rows) < table.minimum_rows:
        problem = f"has {len(rows)} rows, at least {table.minimum_rows} needed"
        faults.append(Fault(table.path, problem, valid="The header alone is not a table."))
    return rows, faults


def read_file(path: Path, name: str) -> tuple[bytes, Fault | None]:
    """Return the bytes of a table's file, or why they cannot be read."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            size = path.stat().st_size // 1024**2
            return b"", Fault(
                name, f"is {size} MB large", valid=f"At most {LARGEST_FILE // 1024**2} MB can be read."
            )
        return path.read_bytes(), None
    except FileNotFoundError:
        return b"", Fault(
            name, "is missing", valid=f"Put it into {path.parent}, or take it out of the descriptor."
        )
    except IsADirectoryError:
        return b"", Fault(name, "is a folder, not a CSV file")
    except OSError as error:
        return b"", Fault(name, f"cannot be read ({error.strerror})")


def _decoded(data: bytes, name: str) -> tuple[str, Fault | None]:
    try:
        if b"\0" not in data:
            return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        pass
    # Late here and below: only a file that is not as it should be is looked into for why.
    from infowar_kit.tabular import sniff

    found = sniff(data)
    if found.foreign:
        return "", Fault(name, f"is {found.foreign}, not a table of text", line=1, valid=SAVE)
    if found.encoding != "utf-8":
        problem = f"is {found.encoding_name} text, not UTF-8"
        return "", Fault(name, problem, line=found.bad_line or 1, valid=SAVE)
    if found.bad_line:
        problem = f"is not UTF-8 text (byte {_bad_byte(data)})"
        return "", Fault(name, problem, line=found.bad_line, valid=SAVE)
    return "", Fault(name, "holds a NUL character: it is no plain text", line=found.zero_line, valid=SAVE)


def _bad_byte(data: bytes) -> str:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return f"0x{data[error.start]:02x}"
    return ""


def _parse(text: str, name: str) -> tuple[list[Row], list[Fault]]:
    before = csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records, line = [], 1
    try:
        for cells in reader:
            records.append(Row(line, tuple(cells)))
            line = reader.line_num + 1
        return records, []
    except csv.Error:
        pass
    finally:
        csv.field_size_limit(before)
    from infowar_kit.tabular import QUOTES
    from infowar_kit.tabular import rows as lines_of

    # Slower, but it goes on after a row that cannot be read, so that every one of them is named.
    found = list(lines_of(io.StringIO(text, newline="")))
    faults = []
    for row in found:
        problem = row.fault
        if max(map(len, row.cells), default=0) > LONGEST_CELL:
            problem = f"a cell is longer than {LONGEST_CELL} characters, or its quotation mark is not closed"
        faults += [Fault(name, problem, line=row.number, valid=QUOTES)] if problem else []
    return [Row(row.number, row.cells) for row in found if not row.fault], faults


def _other_separator(data: bytes, table: Table, header: Row) -> Fault | None:
    """Tell a table whose cells are parted by something else than commas, in one sentence."""
    from infowar_kit.tabular import sniff

    found = sniff(data)
    if found.foreign:
        return Fault(table.path, f"is {found.foreign}, not a table of text", line=1, valid=SAVE)
    if found.header == 1 and (found.separator == "," or len(header.cells) > 1):
        return None
    first = "its first line names the separator, and " if found.header == 2 else ""
    problem = f"is no table with commas: {first}its cells are parted by {found.separator_name}"
    return Fault(
        table.path, problem, line=1, valid=SAVE.replace("CSV in UTF-8 (", "CSV with commas in UTF-8 (")
    )


def _header_needed(table: Table) -> str:
    return f"Its first line must be: {','.join(table.columns)}"


def _header_faults(header: Row, table: Table) -> list[Fault]:
    found, wanted = list(header.cells), list(table.columns)
    if found == wanted:
        return []
    faults = []
    extra = list(dict.fromkeys(column for column in found if column not in wanted))
    for column in [column for column in wanted if column not in found]:
        close = difflib.get_close_matches(column, extra, n=1, cutoff=0.6)
        if close:
            extra.remove(close[0])
            problem = f"is called '{close[0]}' here"
            valid = f"Rename the column to '{column}'."
        else:
            problem, valid = "is missing", _header_needed(table)
        faults.append(Fault(table.path, problem, line=1, column=column, valid=valid))
    for column in extra:
        valid = "Remove the column, or describe it in datapackage.json."
        faults.append(Fault(table.path, "is not described", line=1, column=column, valid=valid))
    for column in sorted(column for column, count in Counter(found).items() if count > 1):
        faults.append(Fault(table.path, "stands twice", line=1, column=column, valid=_header_needed(table)))
    if not faults:
        faults.append(Fault(table.path, "columns are in another order", line=1, valid=_header_needed(table)))
    return faults


def _length_fault(record: Row, table: Table) -> Fault:
    have, want = len(record.cells), len(table.columns)
    if have < want:
        problem = f"row has {have} cells, {want - have} too few"
        valid = f"The last one is '{table.columns[have - 1]}'; '{table.columns[have]}' is missing after it."
    else:
        problem = f"row has {have} cells, {have - want} too many"
        valid = f"A cell with a comma in it stands in quotation marks. The table has {want} columns."
    return Fault(table.path, problem, line=record.line, value=record.cells[0], valid=valid)
