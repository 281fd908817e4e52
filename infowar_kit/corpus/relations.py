"""Check keys: what must be unique, and what must stand in another table."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter

from infowar_kit.corpus.descriptor import Descriptor
from infowar_kit.corpus.faults import Fault
from infowar_kit.corpus.reading import Row
from infowar_kit.corpus.table import Field, ForeignKey, Table
from infowar_kit.look_alikes import unmixed

# Broken references of one kind for which close ids are named.
MOST_HINTS = 10


def check_relations(descriptor: Descriptor, rows: Mapping[str, Sequence[Row]]) -> list[Fault]:
    """Check primary, unique and foreign keys over all tables.

    Parameters
    ----------
    descriptor : Descriptor
        What refers to what.
    rows : mapping of str to sequence of Row
        Rows by table name. A table that could not be read is absent: what refers to it is not
        checked, so that one broken file does not drown its own fault in a thousand others.
    """
    faults: list[Fault] = []
    for table in descriptor.tables:
        if table.name not in rows:
            continue
        own = rows[table.name]
        for key in _unique_keys(table):
            faults += _duplicates(table, key, own)
        faults += _look_alikes(table, own)
        for foreign in table.foreign_keys:
            target = descriptor.table(foreign.table)
            if target is not None and foreign.table in rows:
                faults += _broken(table, foreign, own, target, rows[foreign.table])
        for field in table.fields:
            if field.row_refs:
                faults += _dead_references(table, field, own, descriptor, rows)
    return faults


def _unique_keys(table: Table) -> list[tuple[str, ...]]:
    keys = [table.primary_key] if table.primary_key else []
    keys += table.unique_keys
    keys += [(field.name,) for field in table.fields if field.unique]
    return list(dict.fromkeys(keys))


def _reader(table: Table, columns: Sequence[str]) -> Callable[[Row], tuple[str, ...]]:
    """Return what reads the values of some columns from a row; their places are looked up once."""
    places = [table.columns.index(column) for column in columns]
    if len(places) == 1:
        place = places[0]
        return lambda row: (row.cells[place],)
    get = itemgetter(*places)
    return lambda row: get(row.cells)


def _duplicates(table: Table, key: tuple[str, ...], rows: Sequence[Row]) -> list[Fault]:
    first: dict[tuple[str, ...], int] = {}
    faults = []
    read = _reader(table, key)
    for row in rows:
        value = read(row)
        if not all(value):  # what is not known is not known to be the same; of a key it is said elsewhere
            continue
        if value in first:
            problem = f"stands already in line {first[value]}"
            valid = "Each row needs its own; remove one of the two or change it."
            faults.append(Fault(table.path, problem, row.line, " + ".join(key), " + ".join(value), valid))
        else:
            first[value] = row.line
    return faults


def _look_alikes(table: Table, rows: Sequence[Row]) -> list[Fault]:
    """Check that what stands once only does not stand there again in other letters that read the same."""
    faults = []
    for place, field in enumerate(table.fields):
        first: dict[str, Row] = {}
        for row in rows if field.unique else ():
            before = first.setdefault(_as_read(row.cells[place]), row)
            if before.cells[place] != row.cells[place]:
                problem = f"reads like '{before.cells[place]}' in line {before.line}"
                valid = "Each row needs its own; remove one of the two or change it."
                faults.append(Fault(table.path, problem, row.line, field.name, row.cells[place], valid))
    return faults


def _as_read(text: str) -> str:
    seen = "".join(one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one) != "Cf")
    return " ".join(unmixed(seen)[0].casefold().split())


def _dead_references(
    table: Table,
    field: Field,
    own: Sequence[Row],
    descriptor: Descriptor,
    rows: Mapping[str, Sequence[Row]],
) -> list[Fault]:
    """Check a cell that points at rows of any table, as ``table:id``."""
    ids: dict[str, set[str]] = {}
    for target in descriptor.tables:
        if len(target.primary_key) == 1 and target.name in rows:
            read = _reader(target, target.primary_key)
            ids[target.name] = {read(row)[0] for row in rows[target.name]}
    place = table.columns.index(field.name)
    faults = []
    for row in own:
        cell = row.cells[place]
        for part in filter(None, map(str.strip, cell.split(field.separator) if field.separator else [cell])):
            name, _, key = part.partition(":")
            if key in ids.get(name, ()) or (descriptor.table(name) is not None and name not in rows):
                continue
            problem = "points at a row that does not exist"
            valid = "Write table:id, such as items:I001."
            faults.append(Fault(table.path, problem, row.line, field.name, part, valid))
    return faults


def _broken(
    table: Table, key: ForeignKey, rows: Sequence[Row], target: Table, targets: Sequence[Row]
) -> list[Fault]:
    known = set(map(_reader(target, key.columns), targets))
    faults = []
    read = _reader(table, key.fields)
    near: dict[str, str] = {}
    for row in rows:
        value = read(row)
        if value in known or not all(value):
            continue
        names = " + ".join(key.columns)
        hint = ""
        # To look for close ones takes long: where many are broken, a table was cut off and nobody mistyped.
        if len(value) == 1 and (value[0] in near or len(near) < MOST_HINTS):
            if value[0] not in near:
                close = difflib.get_close_matches(value[0], [item[0] for item in known], n=3, cutoff=0.6)
                near[value[0]] = f" Close to it: {', '.join(close)}." if close else ""
            hint = near[value[0]]
        problem = f"does not stand in {target.path} (column '{names}')"
        valid = (
            f"Correct it, or add the row to {target.path}.{hint}"
            if known
            else f"The event has no row in {target.path} yet: add it there."
        )
        faults.append(Fault(table.path, problem, row.line, " + ".join(key.fields), " + ".join(value), valid))
    return faults
