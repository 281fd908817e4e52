"""Make the record classes from the schema of the tables: `python -m tools.records`, part of `make data`.

A class a table, so that an editor completes ``item.published`` and a type checker reads it. What a column
means stands in the schema and in the data dictionary, once. The classes of an event's tables go where the
table's part says; those of the kit's own packages and the attributes of a corpus have a module each.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from infowar_kit.corpus.descriptor import DESCRIPTOR, EVENT
from infowar_kit.corpus.packages import datasets_folder
from infowar_kit.corpus.schema import schemas
from infowar_kit.corpus.tables import TYPES
from infowar_kit.files import write

HOME = Path(__file__).parents[1] / "infowar_kit" / "corpus"
SHARED = "method"
NOTE = "Made from the schema by `python -m tools.records`; do not edit."
LONGEST = 90  # letters of a docstring
Schema = Mapping[str, Any]


def package_tables(name: str) -> list[Schema]:
    """Return the schemas of the tables of one of the kit's packages that are no event."""
    raw = json.loads((datasets_folder() / name / DESCRIPTOR).read_text(encoding="utf-8"))
    return list(raw["resources"])


def modules() -> dict[str, str]:
    """Return what the made modules should hold now, by file name."""
    event, shared = list(schemas()), package_tables(SHARED)
    own = {schema["name"] for schema in event}
    # A table that is in both, such as the texts, has one class.
    shared = [schema for schema in shared if schema["name"] not in own]
    teaching: list[Schema] = [schema for schema in event if schema["part"] == "teaching"]
    rest = [schema for schema in event if schema["part"] != "teaching"] + shared
    folders = sorted(path.parent.name for path in datasets_folder().glob(f"*/{DESCRIPTOR}"))
    kit = [name for name in folders if not (datasets_folder() / name / EVENT).exists()]
    return {
        "records.py": records(rest, [*event, *shared]),
        "teaching_records.py": teaching_records(teaching),
        "package_records.py": package_records({name: package_tables(name) for name in kit}, own),
        "attributes.py": attributes(rest, teaching),
    }


def records(rest: list[Schema], every: list[Schema]) -> str:
    """Return the module of the tables of evidence and of what is true of every event."""
    head = f'"""Record classes of an event\'s tables, one a table.\n\n{NOTE}\n"""'
    listed = "".join(f'    "{s["name"]}": {s["record"]},\n' for s in every)
    found = f"# In the order of the schema.\nRECORDS: dict[str, type[Any]] = {{\n{listed}}}\n"
    imports = [
        import_line("infowar_kit.corpus.teaching_records", (s["record"] for s in every if s not in rest)),
    ]
    return module(head, rest, imports, found)


def teaching_records(teaching: list[Schema]) -> str:
    """Return the module of the tables of which lessons are made."""
    head = f'"""Record classes of the tables of which lessons are made.\n\n{NOTE}\n"""'
    return module(head, teaching, [], "")


def package_records(packages: Mapping[str, list[Schema]], own: set[str]) -> str:
    """Return the module of the kit's packages that are no event."""
    head = f'"""Record classes of the kit\'s own packages.\n\n{NOTE}\n"""'
    event = {s["record"] for s in packages.get(SHARED, ())}
    other = [s for name, tables in packages.items() if name != SHARED for s in tables]
    lines = []
    for name, tables in packages.items():
        listed = "".join(f'        "{s["name"]}": {s["record"]},\n' for s in tables)
        lines.append(f'    "{name}": {{\n{listed}    }},\n')
    found = "# Name of a package to the record classes of its tables.\n"
    found += f"PACKAGES: dict[str, dict[str, type[Any]]] = {{\n{''.join(lines)}}}\n"
    taught = {s["record"] for s in packages.get(SHARED, ()) if s["name"] in own}
    imports = [
        import_line("infowar_kit.corpus.records", event - taught),
        import_line("infowar_kit.corpus.teaching_records", taught),
    ]
    return module(head, other, imports, found)


def attributes(rest: list[Schema], teaching: list[Schema]) -> str:
    """Return the module by which a type checker knows ``corpus.items``."""
    lines = [
        f'"""The tables of an event as attributes of its corpus.\n\n{NOTE}\n"""',
        "",
        "from __future__ import annotations",
        "",
        "from typing import TYPE_CHECKING, Any",
        "",
        "if TYPE_CHECKING:",
        indented(import_line("infowar_kit.corpus.records", (s["record"] for s in rest))),
        indented(import_line("infowar_kit.corpus.teaching_records", (s["record"] for s in teaching))),
        "",
        "",
        "class Tables:",
        '    """Each table as an attribute: a tuple of records in the order of the file."""',
        "",
        "    def table(self, name: str) -> tuple[Any, ...]:",
        '        """Return all records of a table."""',
        "        raise NotImplementedError",
    ]
    for schema in (*rest, *teaching):
        lines += [
            "",
            "    @property",
            f"    def {schema['name']}(self) -> tuple[{schema['record']}, ...]:",
            f'        """{sentence(schema["description"])}"""',
            f'        return self.table("{schema["name"]}")',
        ]
    return "\n".join(lines) + "\n"


def module(head: str, tables: list[Schema], imports: list[str], found: str) -> str:
    """Return a module of record classes.

    Parameters
    ----------
    head : str
        Its docstring.
    tables : list
        Schemas of its tables.
    imports : list of str
        What it imports from the kit.
    found : str
        What stands after the classes.
    """
    classes = "\n\n".join(record(schema) for schema in tables)
    standard = ["import datetime as dt"] if "dt.date" in classes else []
    standard += ["from dataclasses import dataclass"]
    points = any(points_at_rows(schema) for schema in tables)
    own = [*imports, *(["from infowar_kit.corpus.row_refs import NamesRows"] if points else [])]
    standard += ["from typing import Any"] if "type[Any]" in found else []
    parted = [*standard, *([""] if own else []), *sorted(own)]
    top = [head, "", "from __future__ import annotations", "", *parted, "", "", classes]
    return "\n".join(top) + (f"\n\n{found}" if found else "")


def record(schema: Schema) -> str:
    """Return the record class of a table."""
    base = "(NamesRows)" if points_at_rows(schema) else ""
    lines = [
        "@dataclass(frozen=True, slots=True)",
        f"class {schema['record']}{base}:",
        f'    """{sentence(schema["description"])}"""',
        "",
        *(f"    {field['name']}: {kind_of(field)}" for field in schema["schema"]["fields"]),
    ]
    return "\n".join(lines) + "\n"


def points_at_rows(schema: Schema) -> bool:
    """Whether a table has a column ``rows`` that points at rows of any table."""
    return any(field["name"] == "rows" and field.get("rowRefs") for field in schema["schema"]["fields"])


def kind_of(field: Schema) -> str:
    """Return the Python type of a column."""
    if field.get("separator"):
        return "tuple[str, ...]"
    kind = TYPES[field["type"]]
    needed = kind == "str" or field.get("constraints", {}).get("required") is True
    return kind if needed else f"{kind} | None"


def sentence(text: str) -> str:
    """Return the first sentence of a description."""
    short = text.partition(". ")[0].rstrip(".")
    for mark in (": ", " (", "; "):
        short = short if len(short) <= LONGEST else short.partition(mark)[0]
    return f"{short}."


def import_line(name: str, names: Iterable[str]) -> str:
    """Return an import as ruff writes it."""
    ordered = sorted(set(names))
    line = f"from {name} import {', '.join(ordered)}"
    if len(line) <= 106:
        return line
    return f"from {name} import (\n" + "".join(f"    {one},\n" for one in ordered) + ")"


def indented(text: str) -> str:
    """Return text four spaces further in."""
    return "\n".join(f"    {line}" for line in text.split("\n"))


def main() -> None:
    """Write what has changed."""
    for name, text in modules().items():
        path = HOME / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            write(path, text)
            sys.stdout.write(f"Made again: {name}\n")


if __name__ == "__main__":
    main()
