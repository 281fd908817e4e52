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
    shutil.copytree(find("kherson-lyman-2022"), target)
    descriptor = json.loads((target / "datapackage.json").read_text(encoding="utf-8"))
    for table in descriptor["resources"]:
        for field in table["schema"]["fields"]:
            if field["name"] in ("item_id", "evidence_id"):
                field["constraints"]["pattern"] = r"^[IV]\d+(x\d+)?$"
    (target / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    _repeat(target / "items.csv", {"item_id": "item_id"}, times)
    _repeat(target / "evidence.csv", {"evidence_id": "evidence_id", "item": "item"}, times)
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
