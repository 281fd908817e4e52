"""Cells that a person has still to fill: a draft marks them, and the checks say which they are.

A draft writes ``TODO``, or ``TODO:`` and what belongs there. In a cell of free words that hinders nobody from
looking at a lesson; in one that must hold a key, a value of a list or a date nothing can be loaded before it
is filled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from infowar_kit.corpus.faults import Fault, shorten
from infowar_kit.corpus.reading import Row
from infowar_kit.corpus.table import Field, Table

MARK = "TODO"
_FORM = re.compile(rf"\s*{MARK}\s*(?::|$)")
_MOST = 30  # values that are listed of a column

Marked = dict[tuple[str, int], tuple[str, ...]]


def todo(what: str) -> str:
    """Return a cell that is to be filled, and says with what."""
    return f"{MARK}: {what}"


def is_unfinished(cell: str) -> bool:
    """Whether a cell is one that a draft left open.

    Examples
    --------
    >>> is_unfinished("TODO: in your own words"), is_unfinished("TODO EL MUNDO")
    (True, False)
    """
    return cell.lstrip().startswith(MARK) and bool(_FORM.match(cell))


def marked(table: Table, rows: Iterable[Row]) -> dict[int, tuple[str, ...]]:
    """Return the columns that are left open, by the line of their row."""
    found = {}
    for row in rows:
        open_ = tuple(
            name for name, cell in zip(table.columns, row.cells, strict=True) if is_unfinished(cell)
        )
        if open_:
            found[row.line] = open_
    return found


def unfinished(table: Table, rows: Sequence[Row], *, words: bool = True) -> list[Fault]:
    """Return one fault for each row that is not finished.

    Parameters
    ----------
    table : Table
        How it is described.
    rows : sequence of Row
        Its rows.
    words : bool
        Whether a row counts in which only cells of free words are left open.
    """
    faults, listed = [], set[str]()
    by_line = {row.line: row for row in rows}
    for line, columns in marked(table, rows).items():
        bound = [name for name in columns if _is_bound(table, name)]
        if not bound and not words:
            continue
        wanted = _wanted(table, by_line[line], columns)
        valid = [f"Write what belongs there: {wanted}." if wanted else "Write what belongs there."]
        # What a column takes is said once a table: a hundred drafts lack the same.
        new = [field for field in table.fields if field.name in columns and field.name not in listed]
        valid += [said for field in new if (said := _takes(table, field))]
        listed |= set(columns)
        name = _name(table, by_line[line])
        faults.append(
            Fault(table.path, f"is not finished: {', '.join(columns)}", line, "", name, " ".join(valid))
        )
    return faults


def without(faults: Iterable[Fault], undone: Mapping[str, Mapping[int, Sequence[str]]]) -> list[Fault]:
    """Return the faults that are not of cells left open: one reason is enough for each of those."""
    return [
        fault
        for fault in faults
        if not set(re.split(r" \+ | / ", fault.column))
        & set(undone.get(fault.file, {}).get(fault.line or 0, ()))
    ]


def _wanted(table: Table, row: Row, columns: Sequence[str]) -> str:
    """Return what a draft says of the one cell that is left open in a row; empty where there are several."""
    if len(columns) != 1:
        return ""
    cell = row.cells[table.columns.index(columns[0])]
    return shorten(" ".join(cell.partition(":")[2].split()).rstrip("."), 80)


def _name(table: Table, row: Row) -> str | None:
    # Which language a text is in tells it from none that is a draft.
    keys = [name for name in table.primary_key if name != "language"] or table.columns[:1]
    return " + ".join(row.cells[table.columns.index(key)] for key in keys) or None


def _field(table: Table, name: str) -> Field:
    return next(field for field in table.fields if field.name == name)


def _is_bound(table: Table, name: str) -> bool:
    """Whether a column takes only certain values, so that nothing can be done with a row before."""
    field = _field(table, name)
    constrained = field.type != "string" or field.enum or field.pattern or field.row_refs
    return bool(constrained) or any(name in key.fields for key in table.foreign_keys)


def _takes(table: Table, field: Field) -> str:
    """Return which values a column takes, where that is a list or another table."""
    if field.enum:
        more = ", …" if len(field.enum) > _MOST else ""
        return f"'{field.name}' is one of {', '.join(field.enum[:_MOST])}{more}."
    for key in table.foreign_keys:
        if field.name in key.fields:
            return f"'{field.name}' is one of the ids in {key.table}.csv."
    if field.row_refs:
        return f"'{field.name}' names rows as table:id, such as items:I001."
    return ""
