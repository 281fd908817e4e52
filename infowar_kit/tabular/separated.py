"""Part lines into cells, strictly: what is no row is told with its line, and the next row is a row again."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from infowar_kit.tabular.garbled import NUL

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
QUOTES = 'Inside a cell in quotation marks write "" for one, and close the cell with ".'
LONGEST_LINE = 64 * 1024 * 1024
# A cell over more lines or letters than this is a quotation mark left open.
_MOST_LINES, _MOST_LETTERS = 5_000, 1_000_000
_LONG_KEY = 5  # digits, by which a number is a key: texts also hold lines that begin with a short one
_HEXADECIMAL, _OF_HEXADECIMALS = 8, frozenset("0123456789abcdefABCDEF-")  # of these letters are digits, too
_LOOK = 50  # rows by which a separator is judged
_OPEN = "a quotation mark opened in this row is never closed"
_LONG = (
    f"a cell in quotation marks goes on for more than {_MOST_LINES:,} lines or {_MOST_LETTERS:,} letters; "
    f"perhaps its mark is never closed"
)
_AROUND = "\ufeff\u200b\u2060\u00a0 \t\r\n"
_AFTER = "text stands after a closing quotation mark"


@dataclass(frozen=True, slots=True)
class Line:
    """One row, or what is wrong with it.

    Parameters
    ----------
    number : int
        Line of the file at which it begins, counted from 1.
    cells : tuple of str
        Empty where there is a fault.
    fault : str
        What is wrong, as the end of a sentence; empty where nothing is.
    """

    number: int
    cells: tuple[str, ...]
    fault: str = ""


class NoTable(ValueError):
    """A header names a column twice, so that the name has no meaning."""


class _Lines(Iterator[str]):
    """Lines that can be gone back in, to the start of the row that is being read."""

    def __init__(self, lines: Iterable[str], first: int) -> None:
        self._lines = iter(lines)
        self._again: list[str] = []  # last in, first out
        self.row: list[str] = []
        self.number = first - 1  # of the last line that was handed out
        self._letters = 0

    def __next__(self) -> str:
        if self.row:
            self._letters += len(self.row[-1])
            if len(self.row) >= _MOST_LINES or self._letters > _MOST_LETTERS:
                raise csv.Error(_LONG)
        line = self._again.pop() if self._again else next(self._lines)
        self.row.append(line)
        self.number += 1
        return line

    def begin(self) -> int:
        """Begin a row; return its line."""
        self.row, self._letters = [], 0
        return self.number + 1

    def back(self) -> None:
        """Go back to the line after the first of this row."""
        self._again.extend(reversed(self.row[1:]))
        self.number -= len(self.row) - 1


def rows(lines: Iterable[str], separator: str = ",", *, first: int = 1) -> Iterator[Line]:
    """Yield rows as they stand, the header too; rows without a filled cell are left out.

    Parameters
    ----------
    lines : iterable of str
        With their ends; read one by one, so that memory does not grow with the table.
    separator : str
        Between cells.
    first : int
        Number of the first line.

    Yields
    ------
    Line
        A row whose quotation mark is not closed is told, and reading goes on in the line after it; so
        with a row that holds a zero byte.
    """
    before = csv.field_size_limit(LONGEST_LINE)
    source = _Lines(lines, first)
    reader = csv.reader(source, delimiter=separator, strict=True)
    try:
        while True:
            number = source.begin()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                source.back()
                yield Line(number, (), _words(str(error), len(source.row)))
                reader = csv.reader(source, delimiter=separator, strict=True)
                continue
            if len(source.row) > 1 and _swallowed(cells, source.row, separator):
                source.back()
                yield Line(number, (), _OPEN + " within it")
            elif any("\0" in line for line in source.row):
                yield Line(number, (), NUL)
            elif any(map(str.strip, cells)):
                yield Line(number, tuple(cells))
    finally:
        csv.field_size_limit(before)


def _words(message: str, count: int) -> str:
    if message == _LONG:
        return _LONG
    if "unexpected end" in message or "field larger" in message:
        return _OPEN
    if "expected after" in message:
        # Over lines it is the mark of a later row that closes what this one opened.
        return _AFTER if count == 1 else _OPEN + " within it"
    return f"cannot be parted into cells ({message})"


def _swallowed(cells: list[str], lines: list[str], separator: str) -> bool:
    """Whether a row over lines holds a later row, swallowed by an open quotation mark.

    It is told by its key: the next number, or one like that of the row (``a2`` after ``a1``, or as long a
    number). Lines of texts begin with short numbers too, so those tell nothing; and where a blank stands
    behind the separator, as in "2, please", the line is one of a text, unless the row itself is written so.
    """
    key = cells[0].strip()
    if len(cells) < 2 or not any(map(str.isdecimal, key)):
        return False
    following = str(int(key) + 1) if key.isdecimal() else ""
    alike = "" if key.isdecimal() and len(key) < _LONG_KEY else _shape(key)
    _, spaced = _beginning(lines[0], separator)
    for line in lines[1:]:
        begins, blank = _beginning(line, separator)
        is_key = begins == following or (len(begins) == len(alike) and _shape(begins) == alike)
        if begins and is_key and (spaced or not blank):
            return True
    return False


def _beginning(line: str, separator: str) -> tuple[str, bool]:
    """Return the first cell of a line, empty where it has one only, and whether a blank follows it."""
    line = line.strip()
    cell, parted, rest = line.partition(f'"{separator}' if line.startswith('"') else separator)
    return cell.removeprefix('"').strip() if parted else "", rest.startswith(" ")


def _shape(key: str) -> str:
    """Return what keys of one kind share: where digits stand, how they are parted, and their length."""
    if len(key) >= _HEXADECIMAL and set(key) <= _OF_HEXADECIMALS:
        return re.sub("[^-]", "0", key)
    return "".join("0" if sign.isdecimal() else "a" if sign.isalpha() else sign for sign in key)


def unique_header(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the names of columns without blanks around them; an empty one names no column.

    Raises
    ------
    NoTable
        If a name stands twice; the message is the end of a sentence about the table.
    """
    names = tuple(_name(cell) for cell in cells)
    for number, name in enumerate(names, 1):
        if name and names.index(name) + 1 < number:
            raise NoTable(
                f"the column '{name}' stands twice (as column {names.index(name) + 1} and {number})"
            )
    return names


def _name(cell: str) -> str:
    # The mark of UTF-8 may stand before a name, also read as letters and saved.
    for mark in ("ï»¿", "п»ї"):
        cell = cell.removeprefix(mark)
    return cell.strip(_AROUND)


def separator_of(lines: Iterable[str]) -> str:
    """Return the separator by which the first rows have as many cells as the header has names.

    A table of one column has none; for it the comma is returned, and cells with a comma need their marks.
    """
    sample = list(lines)
    best, choice = (0.0, 0), ","
    for separator in SEPARATORS:
        found = [row.cells for _, row in zip(range(_LOOK), rows(sample, separator), strict=False)]
        if not found or len(found[0]) < 2:
            continue
        width = len(found[0])
        share = sum(len(cells) == width for cells in found[1:]) / max(1, len(found) - 1)
        if (share, width) > best:
            best, choice = (share, width), separator
    return choice
