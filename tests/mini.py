"""A small complete corpus for tests, and ways to damage it.

Its descriptor is made from the kit's schema and the real event, so a new column or enumeration value arrives
here by itself. All of the content is constructed; no row says anything about the world.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from infowar_kit.corpus import Fault, datasets_folder, load
from infowar_kit.corpus.packages import method
from infowar_kit.corpus.schema import compose
from infowar_kit.errors import CorpusError

DESCRIPTOR = "datapackage.json"
REAL = datasets_folder() / "kherson-lyman-2022" / "event.json"
# What fills a cell that must be filled and that `ROWS` does not name: the first one that fits.
FILLERS = ("constructed", "unknown", "en", "https://example.org/constructed", "0" * 64)
BY_TYPE = {"boolean": "false", "integer": "1", "number": "1", "date": "2022-10-31"}

ROWS: dict[str, list[dict[str, str]]] = {
    "sources": [
        {"source_id": "alpha-news", "name": "Alpha News (constructed)"},
        {"source_id": "beta-post", "name": "Beta Post (constructed)"},
    ],
    "items": [
        {"item_id": "I001", "source": "alpha-news", "published": "2022-10-01", "precision": "day"},
        {"item_id": "I002", "source": "alpha-news", "published": "", "precision": "unknown"},
        {"item_id": "I003", "source": "alpha-news", "published": "2022-10", "precision": "month"},
        {"item_id": "I004", "source": "alpha-news", "published": "2022-10-01T00:30+03:00",
         "precision": "minute", "time_basis": "text-states", "hedges": "it is said | reportedly"},
        {"item_id": "I005", "source": "beta-post", "published": "2022-10-01", "precision": "range",
         "published_until": "2022-10-03"},
        {"item_id": "I006", "source": "beta-post", "published": "2022-10-02", "precision": "on-or-after"},
    ],
    "status_rules": [
        {"basis": "one-side", "status": "unresolved"},
        {"basis": "both-sides", "status": "confirmed"},
    ],
    "claims": [
        {"claim_id": "C01", "claim": "One claim (constructed)", "first_seen": "2022-10-01",
         "first_seen_precision": "day", "first_item": "I001"},
        {"claim_id": "C02", "claim": "Another (constructed)", "first_seen": "2022-10",
         "first_seen_precision": "month"},
    ],
    "claim_statuses": [
        {"claim": "C01", "as_of": "2022-10-03", "basis": "both-sides", "status": "confirmed"},
        {"claim": "C01", "as_of": "2022-10-01", "basis": "one-side", "status": "unresolved"},
        {"claim": "C02", "as_of": "2022-10-31", "basis": "one-side", "status": "unresolved"},
    ],
    "evidence": [
        {"evidence_id": "V001", "item": "I006", "claim": "C01"},
        {"evidence_id": "V002", "item": "I004", "claim": "C01"},
        {"evidence_id": "V003", "item": "I001", "claim": "C01"},
        {"evidence_id": "V004", "item": "I001", "claim": "C02"},
    ],
    "relays": [
        {"relay_id": "R001", "item": "I003", "step": "2", "taker_item": "I001",
         "giver_unknown": "constructed witness"},
        {"relay_id": "R002", "item": "I003", "step": "1", "taker_item": "I003", "giver_item": "I001",
         "claim": "C01"},
    ],
    "places": [
        {"place_id": "lyman", "front": "lyman", "name": "Lyman", "name_native": "Лиман", "latitude": "48.99",
         "longitude": "37.81",
         "uncertainty_km": "1.5", "retaken": "2022-10-01", "retaken_precision": "day"},
        {"place_id": "dudchany", "name": "Dudchany", "name_native": "Дудчани"},
    ],
    "shapes": [{"shape_id": "river-1", "kind": "river", "main": "true", "points": "33.0,46.5 34.0,47.0"}],
    "toponyms": [
        {"toponym_id": "N001", "place": "lyman", "form": "Lyman"},
        {"toponym_id": "N002", "place": "lyman", "form": "Лиман", "language": "uk"},
    ],
    "mentions": [{"item": "I001", "toponym": "N001"}],
    "terms": [{"term_id": "T01", "term": "constructed term"}],
    "renderings": [{"rendering_id": "T01-01", "term": "T01", "text": "a rendering", "item": "I001"}],
    "events": [{"event_id": "E01", "date": "2022-10-01", "precision": "day", "item": "I001"}],
    "readings": [{"row": "items:I001", "reader": "second", "read_on": "2022-10-31"}],
    "seed_findings": [{"finding_id": "F01", "item": "I001", "claim": "C01"}],
    "cards": [{"source": "alpha-news", "position": "1", "title": "Constructed card", "kind": "computed"}],
    "control": [{"place": "lyman", "as_of": "2022-10-01", "said_by": "alpha-news"}],
    "shifts": [{"shift_id": "S001", "rendering": "T01-01"}],
    "hedge_cues": [{"cue_id": "H001", "language": "en", "pattern": "constructedly", "kind": "hedge"}],
    "grades": [{"scale": "reliability", "grade": "A", "position": "1", "judged": "true"}],
    "passages": [
        {"passage_id": "P001", "kind": "constructed", "role": "control-neutral", "strength_1": "0",
         "strength_2": "1", "text": "[Constructed for teaching] A neutral sentence."},
    ],
    "annotations": [
        {"passage": "P001", "annotator": "one", "start": "27", "end": "28", "words": "A",
         "technique": "loaded-language"},
    ],
    "lessons": [{"lesson_id": "01", "notebook": "01_constructed.ipynb"}],
    "tasks": [
        {"task_id": "later-task", "lesson": "01", "position": "2", "kind": "choice"},
        {"task_id": "first-look", "lesson": "01", "position": "1", "kind": "choice"},
    ],
    "keys": [
        {"task": "first-look", "part": "b", "position": "2", "accept": "no"},
        {"task": "first-look", "part": "a", "position": "1", "accept": "yes", "claim": "C01",
         "rows": "items:I001|claims:C01"},
        {"task": "later-task", "part": "a", "position": "1", "accept": "yes"},
        {"task": "later-task", "part": "b", "position": "2", "accept": "no"},
    ],
    "pieces": [{"task": "later-task", "part": "a", "position": "1", "item": "I001"}],
    "texts": [
        {"key": "first-look/prompt", "language": "en", "text": "Constructed prompt"},
        {"key": "first-look/prompt", "language": "uk", "text": "Складений текст"},
        {"key": "first-look/hint", "language": "en", "text": "Constructed hint"},
        *({"key": key, "language": "en", "text": f"Constructed words of {key}"} for key in (
            "first-look/title", "first-look/right", "first-look/a", "first-look/a/reason", "first-look/b",
            "first-look/b/reason", "later-task/title", "later-task/prompt", "later-task/hint",
            "later-task/right", "later-task/a", "later-task/a/reason", "later-task/b",
            "later-task/b/reason")),
    ],
}  # fmt: skip


def descriptor() -> dict[str, Any]:
    """Return the real descriptor, asking for no more rows than `ROWS` has, with every table in one folder."""
    event = json.loads(REAL.read_text(encoding="utf-8"))
    # A copy: what is made of the schema shares its parts.
    raw: dict[str, Any] = json.loads(json.dumps(compose(event)))
    shared = [part for part in method().descriptor.raw["resources"] if part["name"] != "texts"]
    raw["resources"] += json.loads(json.dumps(shared))
    raw |= {"name": "mini", "version": "0.0.1", "title": "Constructed for tests"}
    del raw["seed"]  # an item of the real event
    raw["period"] = {"start": "2022-09-30", "end": "2022-10-05", "utc_offset": "+03:00"}
    for resource in raw["resources"]:
        resource["path"] = f"{resource['name']}.csv"
        resource["minimumRows"] = min(resource.get("minimumRows", 0), len(ROWS.get(resource["name"], ())), 1)
    return raw


def write(folder: Path) -> Path:
    """Write the corpus into a folder and return the folder."""
    raw = descriptor()
    write_descriptor(folder, raw)
    for resource in raw["resources"]:
        fields = resource["schema"]["fields"]
        rows = [[_cell(field, row) for field in fields] for row in ROWS.get(resource["name"], ())]
        write_rows(folder, resource["name"], [[field["name"] for field in fields], *rows])
    return folder


def _cell(field: dict[str, Any], row: dict[str, str]) -> str:
    constraints = field.get("constraints", {})
    if field["name"] in row or not constraints.get("required"):
        return row.get(field["name"], "")
    if "enum" in constraints:
        # What another column asks for, such as a quotation, is left out of the small corpus.
        return "paraphrase" if "paraphrase" in constraints["enum"] else str(constraints["enum"][0])
    if field["type"] in BY_TYPE:
        return BY_TYPE[field["type"]]
    return next(text for text in FILLERS if re.fullmatch(constraints.get("pattern", ".*"), text))


def write_descriptor(folder: Path, raw: object) -> None:
    """Write a descriptor, whatever it is."""
    (folder / DESCRIPTOR).write_text(json.dumps(raw), encoding="utf-8")


def edit_descriptor(folder: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    """Change the descriptor by a function that works on it in place."""
    raw = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    edit(raw)
    write_descriptor(folder, raw)


def resource(raw: dict[str, Any], table: str) -> dict[str, Any]:
    """Return the part of a descriptor that describes a table."""
    return next(found for found in raw["resources"] if found["name"] == table)


def field(raw: dict[str, Any], table: str, column: str) -> dict[str, Any]:
    """Return the part of a descriptor that describes a column."""
    return next(found for found in resource(raw, table)["schema"]["fields"] if found["name"] == column)


def read_rows(folder: Path, table: str) -> list[list[str]]:
    """Return header and rows of a table; row number n stands at index n."""
    text = (folder / f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.reader(io.StringIO(text, newline="")))


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Return header and rows as the bytes of a file."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def write_rows(folder: Path, table: str, rows: Sequence[Sequence[str]]) -> None:
    """Write header and rows of a table."""
    (folder / f"{table}.csv").write_bytes(as_csv(rows))


def set_cell(folder: Path, table: str, row: int, column: str, value: str) -> None:
    """Change one cell; rows are counted from 1, so that row n stands in line n + 1."""
    rows = read_rows(folder, table)
    rows[row][rows[0].index(column)] = value
    write_rows(folder, table, rows)


def set_header(folder: Path, table: str, edit: Callable[[list[str]], object]) -> None:
    """Change the header by a function that works on the list in place."""
    rows = read_rows(folder, table)
    edit(rows[0])
    write_rows(folder, table, rows)


def edit_bytes(folder: Path, name: str, edit: Callable[[bytes], bytes]) -> None:
    """Change a file's bytes by a function."""
    path = folder / name
    path.write_bytes(edit(path.read_bytes()))


def faults(folder: Path) -> tuple[Fault, ...]:
    """Return the faults for which a corpus is refused."""
    try:
        load(folder)
    except CorpusError as error:
        return error.faults
    raise AssertionError("The corpus was loaded, as if it had no fault.")


def only(folder: Path) -> str:
    """Return the one fault for which a corpus is refused, as text."""
    found = [str(fault) for fault in faults(folder)]
    assert len(found) == 1, found
    return found[0]
