"""A corpus many times as large, to see what grows with it."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

from infowar_kit.corpus import find


def scaled_corpus(folder: Path, times: int) -> Path:
    """Copy the kit's corpus with items and evidence `times` over: constructed, for measuring only."""
    target = folder / "scaled"
    shutil.copytree(find(DEFAULT), target)
    _repeat(target / "evidence" / "items.csv", {"item_id": 4, "evidence_id": 5}, times)
    _repeat(target / "evidence" / "evidence.csv", {"evidence_id": 5, "item": 4}, times)
    seal(target)  # as somebody leaves it who has checked it
    return target


def _repeat(path: Path, keys: dict[str, str], times: int) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        for copy in range(times):
            for row in rows:
                renamed = {key: f"{row[key]}x{copy}" for key in keys} if copy else {}
                writer.writerow(row | renamed)
