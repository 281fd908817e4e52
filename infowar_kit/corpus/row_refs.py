"""What records have in common that point at rows of other tables."""

from __future__ import annotations


class NamesRows:
    """A record with a column ``rows``: references such as ``items:I001``."""

    __slots__ = ()
    rows: tuple[str, ...]

    def named(self, table: str) -> tuple[str, ...]:
        """Return the ids of those of its rows that stand in a table."""
        return tuple(row.removeprefix(f"{table}:") for row in self.rows if row.startswith(f"{table}:"))
