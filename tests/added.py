"""Add rows to the small corpus of `mini`, cell by cell by name."""

from __future__ import annotations

import json
from pathlib import Path

from infowar_kit.corpus import Corpus, load
from tests import mini


def add(folder: Path, table: str, **cells: str) -> None:
    """Append a row; what is not named is filled as in `mini`."""
    raw = json.loads((folder / mini.DESCRIPTOR).read_text(encoding="utf-8"))
    fields = mini.resource(raw, table)["schema"]["fields"]
    unknown = set(cells) - {field["name"] for field in fields}
    assert not unknown, unknown
    rows = mini.read_rows(folder, table)
    mini.write_rows(folder, table, [*rows, [mini._cell(field, cells) for field in fields]])


def texts(folder: Path, **rows: str) -> None:
    """Append texts; ``__`` in a name stands for ``/`` and ``_`` for ``-``."""
    for name, text in rows.items():
        key = name.replace("__", "/").replace("_", "-")
        add(folder, "texts", key=key, language="en", text=text)


def loaded(folder: Path) -> Corpus:
    """Return the corpus."""
    return load(folder)
