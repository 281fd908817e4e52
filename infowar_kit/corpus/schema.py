"""The tables that every event has, described once: ``schema/*.json``, one file a table.

An event's own file, ``event.json``, says what is the event's: title, period, sides, fronts, which values its
columns take. From both `compose` makes the descriptor of the event's data package; ``infowar-kit corpus
seal`` writes it out with the hash of each file as ``datapackage.json``, for other tools and for the check
whether anything was changed since. To add a table, add its schema here and its CSV file to the event.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from infowar_kit.corpus.descriptor import EVENT, PROFILE, read_json
from infowar_kit.corpus.faults import Fault
from infowar_kit.corpus.sealing import DESCRIPTOR_SEAL, seal_of_descriptor

FOLDER = Path(__file__).parent / "schema"
# What the kit's schema says and no other tool needs: how the record class is called, where the table stands.
_OF_THE_KIT = ("part", "position", "record", "schema")
_CSV = {"scheme": "file", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
_TRUTH = {"trueValues": ["true", "TRUE"], "falseValues": ["false", "FALSE"]}


@cache
def schemas() -> tuple[dict[str, Any], ...]:
    """Return the schema of every table of an event, in order."""
    read = [json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.json")]
    return tuple(sorted(read, key=lambda schema: (schema["position"], schema["name"])))


def compose(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return the descriptor of an event: what its own file says, and every table that the kit knows.

    Parameters
    ----------
    event : mapping
        What ``event.json`` holds.
    """
    resources = [_resource(schema, event) for schema in schemas()]
    return {"$schema": PROFILE, **event, "resources": resources}


def read_event(folder: Path) -> tuple[dict[str, Any] | None, list[Fault]]:
    """Return the composed descriptor of the event in a folder, or why there is none."""
    event, faults = read_json(folder, EVENT)
    if event is None:
        return None, faults
    return compose({key: value for key, value in event.items() if key != "resources"}), []


def _resource(schema: Mapping[str, Any], event: Mapping[str, Any]) -> dict[str, Any]:
    name = schema["name"]
    fields = [_field(name, field, event) for field in schema["schema"]["fields"]]
    return {
        "name": name,
        "type": "table",
        "title": schema["title"],
        "description": schema["description"],
        "path": f"{schema['part']}/{name}.csv",
        **_CSV,
        **{key: schema[key] for key in schema if key not in (*_OF_THE_KIT, "name", "title", "description")},
        "schema": {**schema["schema"], "fields": fields},
    }


def _field(table: str, field: Mapping[str, Any], event: Mapping[str, Any]) -> dict[str, Any]:
    """Return a column's description with what the event says of its values.

    A column whose values the event lists is filled in every row.
    """
    made = {**field, **(_TRUTH if field["type"] == "boolean" else {})}
    values, bounds = (_said(event, part).get(f"{table}.{field['name']}") for part in ("values", "bounds"))
    own: dict[str, Any] = {}
    if values is not None:
        own |= {"required": True, "enum": values}
    if isinstance(bounds, list) and len(bounds) == 2:
        own["minimum"], own["maximum"] = bounds
    if own:
        made["constraints"] = {**field.get("constraints", {}), **own}
    return made


def _said(event: Mapping[str, Any], part: str) -> Mapping[str, Any]:
    said = event.get(part, {})
    return said if isinstance(said, dict) else {}


def sealed(raw: Mapping[str, Any], data: Mapping[str, bytes]) -> dict[str, Any]:
    """Return a descriptor as it is written out: the tables that are there, each with its hash.

    Parameters
    ----------
    raw : mapping
        A composed descriptor.
    data : mapping of str to bytes
        The files of the tables that are there, by table.
    """
    resources = []
    for resource in raw["resources"]:
        content = data.get(resource["name"])
        if content is None:
            continue
        # A Data Package cannot say that a column refers to a table of another package.
        keys = [k for k in resource["schema"].get("foreignKeys", ()) if k["reference"]["resource"] in data]
        schema = {key: value for key, value in resource["schema"].items() if key != "foreignKeys"}
        schema |= {"foreignKeys": keys} if keys else {}
        digest = hashlib.sha256(content).hexdigest()
        resources.append({**resource, "hash": f"sha256:{digest}", "bytes": len(content), "schema": schema})
    return {**raw, "resources": resources}


def with_seal(raw: Mapping[str, Any], data: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the descriptor of a package of the kit as it is written out: sealed, and with a seal of its own.

    An event's descriptor is composed again at each start and compared; a package's is only read, and its own
    seal shows whether it is still what its tables were checked against.
    """
    made = sealed({key: value for key, value in raw.items() if key != DESCRIPTOR_SEAL}, data)
    return {**made, DESCRIPTOR_SEAL: seal_of_descriptor(made)}


def descriptor_text(raw: Mapping[str, Any]) -> str:
    """Return a descriptor as the text of ``datapackage.json``."""
    return json.dumps(raw, ensure_ascii=False, indent=2) + "\n"
