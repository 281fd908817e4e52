"""The kit's corpus with a payload in every column of free text: what an attacker could write."""

import csv
import shutil
from pathlib import Path

from infowar_kit.corpus import datasets_folder
from infowar_kit.corpus.schema import schemas

MARK = "hostile"
PAYLOAD = f" <img src=x onerror={MARK}()></script> $x_$ $y_$"  # short: names have a length
# Rules tie these to texts elsewhere, letter by letter; what they quote carries the payload instead.
TIED = {
    ("annotations", "words"),
    ("passages", "text"),
    ("shifts", "words"),
    ("keys", "accept"),
    ("keys", "speaker"),
}
# The same words in two rows are the same step of a chain.
ALIKE = {"taker_unknown", "giver_unknown"}


def write(folder: Path) -> Path:
    """Write the hostile corpus into a folder that is not there yet, and return it."""
    shutil.copytree(datasets_folder() / "kherson-lyman-2022", folder)
    for schema in schemas():
        path = folder / schema["part"] / f"{schema['name']}.csv"
        columns = free(schema)
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for number, row in enumerate(rows):
            for column in columns:
                # Names must differ, and what is a chain of numbers keeps its beginning.
                end = "" if column in ALIKE else str(number)
                row[column] += PAYLOAD + end if row[column] else ""
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            out.writeheader()
            out.writerows(rows)
    return folder


def free(schema: dict) -> list[str]:
    """Return the columns of a table that hold free text."""
    said = schema["schema"]
    bound = {
        field for key in said.get("foreignKeys", ()) for field in [key["fields"]] if isinstance(field, str)
    }
    bound |= {
        one for key in said.get("foreignKeys", ()) if isinstance(key["fields"], list) for one in key["fields"]
    }
    primary = said.get("primaryKey", [])
    bound |= {primary} if isinstance(primary, str) else set(primary)
    bound |= {
        rule["column"] for rule in said.get("rules", ()) if rule["rule"] == "script" and "some" not in rule
    }
    of_event = {"affiliation", "front", "region", "held_by", "side", "annotator", "read_by"}
    return [
        field["name"] for field in said["fields"]
        if field["type"] == "string" and field["name"] not in bound | of_event
        and not {"enum", "pattern"} & set(field.get("constraints", ()))
        and not {"maxWords", "rowRefs", "separator", "onlyWhen"} & set(field)
        and (schema["name"], field["name"]) not in TIED
    ]  # fmt: skip
