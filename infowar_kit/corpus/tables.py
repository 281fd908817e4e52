"""Check the tables of a data package: every fault of every table, and of what stands between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from infowar_kit.corpus.checking import check_rows
from infowar_kit.corpus.descriptor import DESCRIPTOR, Descriptor
from infowar_kit.corpus.faults import Fault, one_of
from infowar_kit.corpus.reading import Row, read_file, read_rows
from infowar_kit.corpus.relations import check_relations
from infowar_kit.corpus.rules import check_rules
from infowar_kit.corpus.table import Field, Table
from infowar_kit.corpus.unfinished import marked, unfinished, without
from infowar_kit.corpus.visible import check_text

# How a column's type in the descriptor appears in a record.
TYPES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "date": "dt.date"}


def read_files(
    folder: Path, descriptor: Descriptor, *, optional: Callable[[str], bool] | None = None
) -> tuple[dict[str, bytes], dict[str, Fault]]:
    """Return the files of a package's tables, and why others cannot be read, each by table.

    Parameters
    ----------
    folder : Path
        Where the package lies.
    descriptor : Descriptor
        What tables it has.
    optional : callable, optional
        Says of a table's name whether it may have no file, and then has no rows.
    """
    data, faults = {}, {}
    for table in descriptor.tables:
        path = folder / table.path
        if optional is not None and optional(table.name) and not path.exists():
            continue
        content, fault = read_file(path, table.path)
        if fault is None:
            data[table.name] = content
        else:
            faults[table.name] = fault
    return data, faults


def check_tables(
    descriptor: Descriptor,
    data: Mapping[str, bytes],
    unread: Mapping[str, Fault],
    others: Sequence[tuple[Table, list[Row]]] = (),
    *,
    finished: bool = False,
) -> list[Fault]:
    """Check all tables that a descriptor describes.

    Parameters
    ----------
    descriptor : Descriptor
        What is allowed.
    data : mapping of str to bytes
        The files that could be read, by table.
    unread : mapping of str to Fault
        Why others could not.
    others : sequence of (Table, list of Row)
        Checked tables of another package, to which these may refer.
    finished : bool
        Whether words that a draft left open are faults too; see `infowar_kit.corpus.unfinished`.

    Returns
    -------
    list of Fault
        Every fault, table by table, then those between tables.
    """
    rows: dict[str, list[Row]] = {table.name: found for table, found in others}
    faults: list[Fault] = []
    undone: dict[str, dict[int, tuple[str, ...]]] = {}
    for table in descriptor.tables:
        if table.name in unread:
            faults.append(unread[table.name])
        if table.name not in data:
            # A table that needs no file and has none is empty; what is broken is not checked further.
            rows |= {} if table.name in unread else {table.name: []}
            continue
        read, form = read_rows(data[table.name], table)
        faults += form
        if read:
            cells = check_rows(table, read)
            known = {(fault.line, fault.column) for fault in cells}
            faults += cells
            faults += [one for one in check_text(table, read) if (one.line, one.column) not in known]
            if open_cells := marked(table, read):
                undone[table.path] = open_cells
                faults = [*without(faults, undone), *unfinished(table, read, words=finished)]
        if not form:
            rows[table.name] = read
    every = replace(descriptor, tables=(*descriptor.tables, *(table for table, _ in others)))
    faults += without(check_relations(every, rows), undone)
    # What a row means is asked where its cells can be read and what it refers to is there.
    # One reason a row is enough: where an end comes before its start, no words fit either.
    said = {(fault.file, fault.line) for fault in faults}
    for fault in check_rules(every, rows):
        if (fault.file, fault.line) not in said:
            said.add((fault.file, fault.line))
            faults.append(fault)
    return faults


def record_faults(descriptor: Descriptor, classes: Mapping[str, type[Any]]) -> list[Fault]:
    """Hold a descriptor against the record classes: the kit works with these tables and columns."""
    faults = []
    for table in descriptor.tables:
        record = classes.get(table.name)
        if record is None:
            problem = f"describes a table '{table.name}' that the kit does not know"
            faults.append(Fault(DESCRIPTOR, problem, valid=one_of(classes, limit=40)))
        elif {field.name: field.type for field in table.fields} != columns_of(record):
            wanted = ", ".join(f"{name} ({kind})" for name, kind in columns_of(record).items())
            problem = f"table '{table.name}' has other columns than the kit works with"
            faults.append(Fault(DESCRIPTOR, problem, valid=f"They are: {wanted}."))
        else:
            faults += [fault for field in table.fields for fault in _kind_faults(table.name, field, record)]
    return faults


def columns_of(record: type[Any]) -> dict[str, str]:
    """Return the columns of a record class with the descriptor's type of each."""
    known = {python: name for name, python in TYPES.items()} | {"tuple[str, ...]": "string"}
    return {name: known[kind.removesuffix(" | None")] for name, kind in record.__annotations__.items()}


def _kind_faults(table: str, field: Field, record: type[Any]) -> list[Fault]:
    """Hold a column against the record: a list stays a list, and what the kit counts on is never empty."""
    kind = record.__annotations__[field.name]
    where = f"table '{table}' describes column '{field.name}'"
    faults = []
    if kind.startswith("tuple") != bool(field.separator):
        problem = where + (" with a separator" if field.separator else " without a separator")
        valid = "The kit works with " + ("one text." if field.separator else 'a list: "separator": "|".')
        faults.append(Fault(DESCRIPTOR, problem, valid=valid))
    if field.type != "string" and not field.required and "None" not in kind:
        valid = 'The kit needs a value in each row: "required": true.'
        faults.append(Fault(DESCRIPTOR, f"{where} as one that may be empty", valid=valid))
    return faults
