"""A corpus many times as large, to see what grows with it."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from infowar_kit.corpus import find
from infowar_kit.corpus.loading import default
from infowar_kit.corpus.upkeep import seal


def scaled_corpus(folder: Path, times: int) -> Path:
    """Copy the kit's corpus with items and evidence `times` over: constructed, for measuring only."""
    target = folder / "scaled"
    shutil.copytree(find(default()), target)
    digits = {"item_id": 4, "item": 4, "evidence_id": 5}
    _repeat(target / "evidence" / "items.csv", {"item_id": digits["item_id"]}, times)
    _repeat(target / "evidence" / "evidence.csv", digits, times)
    seal(target)  # as somebody leaves it who has checked it
    return target


def _repeat(path: Path, keys: dict[str, int], times: int) -> None:
    """Write the rows of a table `times` over, with ids of their own that have this many digits."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        for copy in range(times):
            for row in rows:
                renamed = {key: _id(row[key], copy, length) for key, length in keys.items() if key in row}
                writer.writerow(row | (renamed if copy else {}))


def _id(known: str, copy: int, digits: int) -> str:
    """Return another id of the same form; ids of the corpus have at most three digits, or four."""
    return f"{known[0]}{copy * 10 ** (digits - 1) + int(known[1:]):0{digits}d}"
