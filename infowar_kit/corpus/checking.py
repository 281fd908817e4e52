"""Turn a table's text into values and hold every value against the descriptor."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Collection, Sequence
from typing import Any

from infowar_kit.corpus.dates import forms, meant, wrong_date
from infowar_kit.corpus.examples import DAY, MINUTE, MONTH
from infowar_kit.corpus.faults import Fault, one_of
from infowar_kit.corpus.moments import is_in_reach, is_offset
from infowar_kit.corpus.reading import Row
from infowar_kit.corpus.sealing import SEAL
from infowar_kit.corpus.table import Field, Table

LONGEST_MATCHED = 4_000  # letters that a pattern is asked about: addresses are shorter
TRUTH = {"true": True, "TRUE": True, "false": False, "FALSE": False}
# What each precision asks of the date beside it: its length in characters, or None for "empty".
PRECISION_LENGTHS: dict[str, tuple[int, ...]] = {
    "minute": (17, 22),
    "day": (10,),
    "month": (7,),
    "year": (4,),
    "range": (10,),
    "on-or-after": (4, 7, 10, 17, 22),
    "unknown": (0,),
    "": (0,),
}


class Invalid(Exception):
    """A value that is not valid; `valid` says what is."""

    def __init__(self, problem: str, valid: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.valid = valid


def check_rows(table: Table, rows: Sequence[Row]) -> list[Fault]:
    """Return every cell and every row of a table that its description does not allow."""
    known = {field.precision_of for field in table.fields}
    checks = [_check(field, known) for field in table.fields]
    names = table.columns
    faults: list[Fault] = []
    for row in rows:
        for check, name, cell in zip(checks, names, row.cells, strict=True):
            try:
                check(cell)
            except Invalid as bad:
                value = cell if cell else None
                faults.append(Fault(table.path, bad.problem, row.line, name, value, bad.valid))
    faults += _row_faults(table, rows)
    return faults


def converter(field: Field) -> Callable[[str], Any]:
    """Return what turns the text of a cell into its value: of a cell that was checked before."""
    convert, separator = _CONVERTERS[field.type], field.separator
    if separator:
        return lambda cell: tuple(part.strip() for part in cell.split(separator) if part.strip())
    if field.type == "string":
        return str
    return lambda cell: convert(cell) if cell else None


def _check(field: Field, known: Collection[str]) -> Callable[[str], None]:
    convert = _CONVERTERS[field.type]
    enum = frozenset(field.enum)
    matches, dated = field.pattern.fullmatch if field.pattern else None, forms(field.pattern)
    # Of a date with a precision beside it more is said there, and of the end of a range.
    ends_range = field.only_when is not None and field.only_when[1] == "range"
    alone = bool(dated) and field.name not in known and not ends_range
    # A seal is made from the row, so a new row has none yet; `infowar-kit corpus seal` fills it.
    required, separator, most = field.required and field.name != SEAL, field.separator, field.max_words

    def check(cell: str) -> None:
        if not cell:
            if required:
                raise Invalid("is empty but must be filled", _what(field))
            return
        if enum and cell not in enum:
            raise Invalid("is not one of the values allowed", one_of(field.enum, limit=30))
        if matches is not None and (len(cell) > LONGEST_MATCHED or matches(cell) is None):
            if dated:
                raise Invalid(*wrong_date(cell, dated))
            raise Invalid("does not have the form that is needed", _what(field))
        _check_phrases(cell, separator, most)
        if alone and not _exists(cell):
            raise Invalid("is no date that exists", "Write a day of the calendar and an hour of the clock.")
        if separator or field.type == "string":
            return
        value = convert(cell)
        if field.minimum is not None and value < field.minimum:
            raise Invalid("is too small", f"At least {field.minimum:g}.")
        if field.maximum is not None and value > field.maximum:
            raise Invalid("is too large", f"At most {field.maximum:g}.")

    return check


def _check_phrases(cell: str, separator: str, most: int | None) -> None:
    """Check a cell that holds a phrase, or a list of them."""
    parts = [part.strip() for part in cell.split(separator)] if separator else [cell]
    if most is not None and any(len(part.split()) > most for part in parts):
        raise Invalid(f"has a phrase of more than {most} words", "Shorten it.")
    if not all(parts):
        valid = f"Write {separator} only between two parts, or leave the cell empty."
        raise Invalid("is a list with an empty part", valid)
    if twice := next((part for number, part in enumerate(parts) if part in parts[:number]), ""):
        raise Invalid(f"is a list in which '{twice[:40]}' stands twice", "Keep one of the two.")


def _what(field: Field) -> str:
    """Return what belongs into the column, for a person."""
    text = field.description.rstrip(".") + "."
    return text + (f" Form: {field.pattern.pattern}" if field.pattern else "")


def _integer(cell: str) -> int:
    try:
        return int(cell) if cell.isascii() and cell == cell.strip() and "_" not in cell else int("x")
    except ValueError:
        raise Invalid("is not a whole number", "Write digits only, such as 3.") from None


def _number(cell: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or not cell.isascii() or "_" in cell or cell != cell.strip():
        raise Invalid("is not a number", "Write it with a point, such as 47.186.")
    return value


def _boolean(cell: str) -> bool:
    if cell not in TRUTH:
        raise Invalid("is neither true nor false", "Write true or false.")
    return TRUTH[cell]


def _date(cell: str) -> dt.date:
    try:
        # fromisoformat also reads days without hyphens and weeks, which other tools would not.
        if len(cell) == 10 and cell[4] == cell[7] == "-" and is_in_reach(cell):
            return dt.date.fromisoformat(cell)
    except ValueError:
        pass
    if days := meant(cell):
        raise Invalid("is a date in another order", f"Write it as {' or '.join(days)}.")
    raise Invalid("is not a day of the calendar", f"Write it as {DAY}.")


_CONVERTERS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
}


def _row_faults(table: Table, rows: Sequence[Row]) -> list[Fault]:
    """Check what concerns several cells of one row."""
    index = {name: number for number, name in enumerate(table.columns)}
    dates = {field.name: field.precision_of for field in table.fields if field.precision_of}
    dependent = [(field.name, field.only_when) for field in table.fields if field.only_when]
    faults = []
    for row in rows:
        for name, dated in dates.items():
            form = table.fields[index[dated]].pattern
            if row.cells[index[dated]] and form and not form.fullmatch(row.cells[index[dated]]):
                continue  # said of the cell already
            fault = _date_fault(table, row, dated, row.cells[index[dated]], row.cells[index[name]])
            faults += [fault] if fault else []
        for name, when in dependent:
            other, value = when
            filled, wanted = bool(row.cells[index[name]]), row.cells[index[other]] == value
            if filled and wanted and value == "range" and other in dates:
                start, end = row.cells[index[dates[other]]], row.cells[index[name]]
                fault = _range_fault(table, row, name, start, end)
                faults += [fault] if fault else []
            if filled != wanted:
                problem = "is empty" if wanted else "is filled"
                valid = f"It is filled exactly when '{other}' is '{value}'."
                found = row.cells[index[name]] or None
                faults.append(Fault(table.path, problem, row.line, name, found, valid))
        for columns in table.exactly_one:
            filled_in = [column for column in columns if row.cells[index[column]]]
            if len(filled_in) != 1:
                problem = "none of them is filled" if not filled_in else "more than one of them is filled"
                valid = "Fill exactly one of these columns."
                faults.append(Fault(table.path, problem, row.line, " / ".join(columns), None, valid))
    return faults


def _date_fault(table: Table, row: Row, column: str, date: str, precision: str) -> Fault | None:
    lengths = PRECISION_LENGTHS.get(precision)
    if lengths is None:  # an unknown precision is a fault of its own already
        return None
    if len(date) not in lengths:
        problem = f"does not fit the precision '{precision}'"
        valid = f"minute: {MINUTE}; day or range: {DAY}; month: {MONTH}; unknown: empty."
        return Fault(table.path, problem, row.line, column, date or None, valid)
    if date and not _exists(date):
        valid = "Write a day of the calendar and an hour of the clock, from 1000 to 2999."
        return Fault(table.path, "is no date that exists", row.line, column, date, valid)
    return None


def _exists(date: str) -> bool:
    """Whether a date, however much of it is known, exists and lies within what moments can hold."""
    try:
        if len(date) >= 17:
            found = dt.datetime.fromisoformat(date.replace("Z", "+00:00"))
            zoned = found.tzinfo is not None and (date.endswith("Z") or is_offset(date[-6:]))
        else:
            zoned = dt.date.fromisoformat((date + "-01-01")[:10]) is not None
    except ValueError:
        return False
    return zoned and is_in_reach(date)


def _range_fault(table: Table, row: Row, column: str, start: str, end: str) -> Fault | None:
    form = table.fields[table.columns.index(column)].pattern
    if form and not form.fullmatch(end):
        return None  # said of the cell already
    if len(end) != 10 or not _exists(end):
        valid = f"Write the last day of the range as {DAY}."
        return Fault(table.path, "is no date that exists", row.line, column, end, valid)
    if end < start:
        valid = f"The range begins on {start}; write a day that is not earlier."
        return Fault(table.path, "ends the range before it begins", row.line, column, end, valid)
    return None
