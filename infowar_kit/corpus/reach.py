"""What a rule reaches from a row: a cell of its own, or one of a row that it refers to, and what it means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from infowar_kit.corpus.descriptor import Descriptor
from infowar_kit.corpus.event import EventSettings
from infowar_kit.corpus.faults import Fault
from infowar_kit.corpus.moments import is_in_reach, moment
from infowar_kit.corpus.reading import Row
from infowar_kit.corpus.table import Field, Table

# A number, or the first moment of which something may be and the first of which it is surely not.
Span = tuple[Any, Any]


class NoWay(LookupError):
    """A path leads nowhere: no such column, or none that refers to another table."""


class NotRead(LookupError):
    """A table on the way could not be read: what is wrong with it is said elsewhere."""


class Reach:
    """Tables with their rows, and the ways from one to another.

    Parameters
    ----------
    descriptor : Descriptor
        Of all tables.
    rows : mapping of str to sequence of Row
        Rows by table; a table that could not be read is absent.
    """

    def __init__(self, descriptor: Descriptor, rows: Mapping[str, Sequence[Row]]) -> None:
        self._tables = {table.name: table for table in descriptor.tables}
        self.rows = rows
        self._zone = EventSettings.of(descriptor.raw).zone
        self._found: dict[tuple[str, tuple[str, ...]], dict[tuple[str, ...], Row]] = {}

    def table(self, name: str) -> Table:
        """Return a table; see `NoWay`."""
        if name not in self._tables:
            raise NoWay(f"there is no table '{name}'")
        return self._tables[name]

    def text(self, table: Table, path: str) -> Callable[[Row], str]:
        """Return what reads the cell at a path; it is empty where a step of the way is."""
        follow, target, field = self._way(table, path)
        place = target.columns.index(field.name)

        def read(row: Row) -> str:
            found = follow(row)
            return found.cells[place] if found else ""

        return read

    def span(self, table: Table, path: str) -> Callable[[Row], Span | None]:
        """Return what reads number or date at a path as a span: None where it is empty or not valid."""
        follow, target, field = self._way(table, path)
        index = {name: number for number, name in enumerate(target.columns)}
        precision = next((one.name for one in target.fields if one.precision_of == field.name), "")
        until = next((one.name for one in target.fields if one.only_when == (precision, "range")), "")

        def read(row: Row) -> Span | None:
            found = follow(row)
            if found is None or not (cell := found.cells[index[field.name]]):
                return None
            known = found.cells[index[precision]] if precision else ""
            last = found.cells[index[until]] if until else ""
            try:
                return self._meaning(field, cell, known, last)
            except (ValueError, OverflowError):  # a fault of its own
                return None

        return read

    def _meaning(self, field: Field, cell: str, precision: str, until: str) -> Span:
        if field.type in ("integer", "number"):
            return float(cell), float(cell)
        if field.type == "date":
            dt.date.fromisoformat(cell)
        if not is_in_reach(cell):
            raise ValueError("a fault of its own")
        known = precision or ("minute" if len(cell) > 10 else "day")
        found = moment(cell, known, until, zone=self._zone)
        return found.earliest, found.latest

    def _way(self, table: Table, path: str) -> tuple[Callable[[Row], Row | None], Table, Field]:
        *steps, last = path.split(".")
        follow: Callable[[Row], Row | None] = lambda row: row  # noqa: E731 - the way of no step
        for step in steps:
            follow, table = self._step(follow, table, step)
        field = next((one for one in table.fields if one.name == last), None)
        if field is None:
            raise NoWay(f"'{table.name}' has no column '{last}'")
        return follow, table, field

    def _step(
        self, before: Callable[[Row], Row | None], table: Table, column: str
    ) -> tuple[Callable[[Row], Row | None], Table]:
        # A reference of several columns is gone along by the last of them.
        keys = sorted(table.foreign_keys, key=lambda one: len(one.fields))
        key = next((one for one in keys if one.fields[-1] == column), None)
        if key is None:
            raise NoWay(f"column '{column}' of '{table.name}' refers to no table")
        target, places = self.table(key.table), [table.columns.index(name) for name in key.fields]
        if target.name not in self.rows:
            raise NotRead(f"'{target.name}' could not be read")
        known = self._by(target, key.columns)

        def follow(row: Row) -> Row | None:
            found = before(row)
            return known.get(tuple(found.cells[place] for place in places)) if found else None

        return follow, target

    def _by(self, table: Table, columns: tuple[str, ...]) -> dict[tuple[str, ...], Row]:
        for column in columns:
            if column not in table.columns:
                raise NoWay(f"'{table.name}' has no column '{column}'")
        found = self._found.get((table.name, columns))
        if found is None:
            places = [table.columns.index(column) for column in columns]
            rows = self.rows.get(table.name, ())
            found = {tuple(row.cells[place] for place in places): row for row in rows}
            self._found[table.name, columns] = found
        return found


def fault_of(table: Table, row: Row, columns: Sequence[str], problem: str, valid: str) -> Fault:
    """Return a fault of a row at its own columns, with what they hold."""
    own = [column for column in columns if column in table.columns]
    cells = [row.cells[table.columns.index(column)] for column in own]
    value = " / ".join(cells) if any(cells) else None
    return Fault(table.path, problem, row.line, " / ".join(own), value, valid)


def cell_of(table: Table, column: str) -> Callable[[Row], str]:
    """Return what reads a cell of a row."""
    place = table.columns.index(column)
    return lambda row: row.cells[place]
