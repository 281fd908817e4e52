"""A data package: tables that are read when first used, as records, as text, as frames."""

from __future__ import annotations

import difflib
import threading
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from infowar_kit.corpus.checking import converter
from infowar_kit.corpus.descriptor import Descriptor, checked
from infowar_kit.corpus.reading import Row, read_rows
from infowar_kit.corpus.sealing import SEAL, Verification, verify_rows
from infowar_kit.corpus.table import Table
from infowar_kit.errors import LookupFailed
from infowar_kit.libraries import fetch_pandas

if TYPE_CHECKING:
    import pandas as pd


class Package:
    """A data package, checked whole or not loaded at all; its tables are parsed when they are first used.

    Parameters
    ----------
    raw : dict
        The descriptor that the tables were checked against, as JSON.
    data : mapping of str to bytes
        The files of the tables, as they were checked.
    """

    def __init__(self, raw: dict[str, Any], data: Mapping[str, bytes]) -> None:
        self.raw = raw
        self.data = data
        self._records: dict[str, tuple[Any, ...]] = {}
        self._by_id: dict[str, dict[str, Any]] = {}
        # Several threads may want a table at once: one of them makes it.
        self._lock = threading.RLock()

    def __repr__(self) -> str:
        held = ", ".join(f"{len(self.table(name))} {name}" for name in self.names)
        return f"Package {self.name} {self.version}: {held}"

    @property
    def name(self) -> str:
        """Name of the package."""
        return str(self.raw["name"])

    @property
    def version(self) -> str:
        """Version of the package."""
        return str(self.raw["version"])

    @property
    def title(self) -> str:
        """Title of the package."""
        return str(self.raw["title"])

    @cached_property
    def descriptor(self) -> Descriptor:
        """The description of its tables."""
        return checked(self.raw)

    @cached_property
    def classes(self) -> Mapping[str, type[Any]]:
        """Record classes by table; a table that the descriptor leaves out has no rows."""
        # Late: what only loads a package and reads none of its tables needs no classes.
        from infowar_kit.corpus.package_records import PACKAGES

        return PACKAGES[self.name]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of its tables."""
        return tuple(self.classes)

    def table(self, name: str) -> tuple[Any, ...]:
        """Return all records of a table, in the order of the file.

        Raises
        ------
        LookupFailed
            If there is no such table; the message lists those that exist.
        """
        found = self._records.get(name)
        if found is None:
            if name not in self.names:
                raise LookupFailed(f"There is no table '{name}'. The tables are: {', '.join(self.names)}.")
            with self._lock:
                found = self._records.get(name)
                if found is None:
                    found = self._records[name] = self._read(name)
        return found

    def described(self, name: str) -> Table | None:
        """Return how a table is described, or None where the package has none of this name."""
        return self.descriptor.table(name)

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a table as text, each with the line at which it begins."""
        table = self.described(name)
        if table is None or name not in self.data:
            return []
        return read_rows(self.data[name], table)[0]

    def cells(self, table: str) -> Sequence[Sequence[str]]:
        """Return the rows of a table as text, as they stand in the file."""
        if table not in self.names:
            self.table(table)
        return tuple(row.cells for row in self.rows(table))

    def _read(self, name: str) -> tuple[Any, ...]:
        table = self.described(name)
        if table is None:
            return ()
        record = self.classes[name]
        # A descriptor of one's own may have the columns in another order than the record.
        places = [table.columns.index(column) for column in record.__annotations__]
        converters = [converter(table.fields[place]) for place in places]
        # What a column says again and again, such as a language or another row's id, is held once.
        shared: list[dict[Any, Any]] = [{} for _ in places]
        reads = list(zip(converters, places, (column.setdefault for column in shared), strict=True))
        return tuple(
            record(*[once(value := convert(row.cells[place]), value) for convert, place, once in reads])
            for row in self.rows(name)
        )

    def get(self, table: str, key: str) -> Any:
        """Return the record of a table that has this id.

        Raises
        ------
        LookupFailed
            If there is no such table or no such id; the message names close ones.
        """
        rows = self._by_id.get(table)
        if rows is None:
            described, records = self.described(table), self.table(table)
            if described is not None and len(described.primary_key) != 1:
                raise LookupFailed(f"Rows of '{table}' have no id of their own; go through corpus.{table}.")
            column = described.primary_key[0] if described is not None else ""
            rows = self._by_id[table] = {getattr(row, column): row for row in records}
        if key not in rows:
            if not rows:
                described = self.described(table)
                where = f" in {described.path}" if described is not None else ""
                raise LookupFailed(f"There is no '{key}' in {table}: there is no row{where} yet.")
            close = difflib.get_close_matches(str(key), rows, n=3, cutoff=0.6)
            hint = f"Close to it: {', '.join(close)}." if close else f"Ids look like {next(iter(rows))}."
            raise LookupFailed(f"There is no '{key}' in {table}. {hint}")
        return rows[key]

    def reference(self, ref: str) -> Any:
        """Return the row that a reference such as ``items:I001`` points to; see `get`."""
        table, _, key = ref.partition(":")
        return self.get(table, key)

    def frame(self, table: str) -> pd.DataFrame:
        """Return a table as a pandas data frame, with its id as index.

        Raises
        ------
        LookupFailed
            If there is no such table.
        LibraryMissing
            If this kernel has no pandas.
        """
        rows = self.table(table)
        pd = fetch_pandas()
        described = self.described(table)
        if described is None:  # an event of one's own may leave tables out
            return pd.DataFrame(columns=list(self.classes[table].__annotations__))
        columns = {name: [getattr(row, name) for row in rows] for name in described.columns}
        frame = pd.DataFrame(columns)
        return frame.set_index(list(described.primary_key)) if described.primary_key else frame

    def verify(self) -> Verification:
        """Compare every row that has a seal with it: was it changed since the release?"""
        total = 0
        changed: list[str] = []
        for table in self.descriptor.tables:
            if SEAL in table.columns:
                found = verify_rows(table.primary_key[0], table.columns, self.cells(table.name))
                total += found.total
                changed += found.changed
        return Verification(total, tuple(changed))
