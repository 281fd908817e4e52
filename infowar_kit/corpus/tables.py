"""Read the tables of a data package: every fault of every table, or records of all of them.

What an event's corpus and the kit's smaller packages have in common.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from infowar_kit.corpus.checking import check_rows
from infowar_kit.corpus.descriptor import DESCRIPTOR, Descriptor, Field
from infowar_kit.corpus.faults import Fault, one_of
from infowar_kit.corpus.reading import read_rows
from infowar_kit.corpus.records import columns_of
from infowar_kit.corpus.relations import check_relations


@dataclass(frozen=True, slots=True)
class Content:
    """The rows of a package by table: as values, and as the text that stands in the file."""

    values: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    cells: dict[str, Sequence[Sequence[str]]] = field(default_factory=dict)


def read_tables(folder: Path, descriptor: Descriptor) -> tuple[Content, list[Fault]]:
    """Read and check all tables that a descriptor describes.

    Returns
    -------
    content : Content
        Meaningless where there are faults.
    faults : list of Fault
        Every fault, table by table, then those between tables.
    """
    content, rows, faults = Content(), {}, []
    for table in descriptor.tables:
        read, form = read_rows(folder, table)
        faults += form
        content.values[table.name] = []
        if read:
            content.values[table.name], wrong = check_rows(table, read)
            faults += wrong
        if not form:
            rows[table.name] = read
            content.cells[table.name] = [row.cells for row in read]
    faults += check_relations(descriptor, rows)
    return content, faults


def build_records(
    descriptor: Descriptor, content: Content, classes: Mapping[str, type[Any]]
) -> dict[str, tuple[Any, ...]]:
    """Return the records of all tables; a table that the descriptor leaves out has none."""
    built: dict[str, tuple[Any, ...]] = dict.fromkeys(classes, ())
    for table in descriptor.tables:
        record, rows = classes[table.name], content.values[table.name]
        # A descriptor of one's own may have the columns in another order than the record.
        places = [table.columns.index(name) for name in record.__annotations__]
        if places == list(range(len(places))):
            built[table.name] = tuple(record(*row) for row in rows)
        else:
            built[table.name] = tuple(record(*[row[place] for place in places]) for row in rows)
    return built


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
