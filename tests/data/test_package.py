"""The corpus as a data package: its descriptor, its files, and what is made from its tables.

Everything here holds rules, not counts: the tables grow and are corrected.
"""

import csv
import datetime as dt
import io
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from frictionless import Package

from infowar_kit.corpus import datasets_folder, examine
from infowar_kit.corpus.loading import available
from infowar_kit.corpus.upkeep import BEGIN, DATASHEET, DICTIONARY, END, counts, made_files

FOLDERS = [datasets_folder() / name for name in available()]
MEND = "Run `make data` (infowar-kit corpus seal datasets/NAME) and commit what it changes."
MADE = (DICTIONARY, "evidence/items.csv", "datapackage.json", DATASHEET)
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
# Data Package v1 names that v2 replaced: both at once would be two descriptions of one thing.
V1_ONLY = {"profile", "role", "author", "datapackage_version", "license"}
OUR_OWN = {
    "rules",
    "separator",
    "maxWords",
    "precisionOf",
    "onlyWhen",
    "rowRefs",
    "exactlyOne",
    "minimumRows",
}
FIELD_KEYS = {"name", "type", "title", "description", "format", "constraints", "trueValues", "falseValues"}
CONSTRAINTS = {"required", "unique", "enum", "pattern", "minimum", "maximum", "minLength", "maxLength"}
ROLES = {"author", "publisher", "maintainer", "wrangler", "contributor"}
# Tables whose order carries a meaning; all others are sorted by their key, so that a diff shows a change.
ORDERED = {
    "status_rules": "the order in which the rule is tried",
    "cards": "lesson order",
    "lessons": "lesson order",
    "tasks": "lesson order",
    "keys": "lesson order",
    "texts": "lesson order",
}
SHIPPED = sorted(path for path in datasets_folder().rglob("*") if path.is_file())


def rows_of(folder: Path, table: dict[str, Any]) -> list[dict[str, str]]:
    """Return the rows of a table as text, by column."""
    text = (folder / table["path"]).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def raw(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return loaded


# A second opinion


@pytest.fixture(scope="module")
def package(folder: Path) -> Package:
    # frictionless reads `$schema` itself and knows the v2 profile without the network (measured with 5.21,
    # sockets closed: the result is the same with `$schema`, without it and with an unknown one). It keeps
    # properties that it does not know, so ours need no treatment. It does not know `uniqueKeys` of v2;
    # our own loader checks them, and so does `test_unique_keys`.
    return Package(str(folder / "datapackage.json"))


def test_frictionless_finds_the_whole_package_valid(package: Package) -> None:
    report = package.validate()
    faults = [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors]
    assert report.valid, "\n".join([str(error) for error in report.errors] + faults)
    assert {task.name for task in report.tasks} == set(package.resource_names)


def test_frictionless_sees_a_dead_reference(folder: Path, tmp_path: Path, raw: dict[str, Any]) -> None:
    """A second opinion that accepts everything is none."""
    kept = ("sources", "items", "claims", "claim_statuses")
    (tmp_path / "evidence").mkdir()
    for name in kept:
        path = f"evidence/{name}.csv"
        (tmp_path / path).write_bytes((folder / path).read_bytes())
    statuses = tmp_path / "evidence" / "claim_statuses.csv"
    statuses.write_text(statuses.read_text(encoding="utf-8").replace("C01,", "C999,", 1), encoding="utf-8")
    raw["resources"] = [table for table in raw["resources"] if table["name"] in kept]
    (tmp_path / "datapackage.json").write_text(json.dumps(raw), encoding="utf-8")
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert "foreign-key" in {error.type for task in report.tasks for error in task.errors}


def test_unique_keys(folder: Path, raw: dict[str, Any]) -> None:
    for table in raw["resources"]:
        rows = rows_of(folder, table)
        for key in [table["schema"].get("primaryKey", []), *table["schema"].get("uniqueKeys", [])]:
            values = [tuple(row[column] for column in key) for row in rows] if key else []
            values = [value for value in values if all(value)]  # what is not known is not the same
            assert len(values) == len(set(values)), f"{table['name']}: two rows share {key}"


# Shape of the descriptor


def test_package_properties(folder: Path, raw: dict[str, Any]) -> None:
    assert raw["$schema"] == PROFILE
    assert re.fullmatch(r"[a-z0-9]+([-._][a-z0-9]+)*", raw["name"]) and raw["name"] == folder.name
    assert re.fullmatch(r"\d+\.\d+\.\d+", raw["version"])
    assert dt.datetime.fromisoformat(raw["created"].replace("Z", "+00:00")).tzinfo is not None
    assert all(raw[name].strip() for name in ("id", "title", "description"))
    assert len(raw["keywords"]) == len(set(raw["keywords"])) > 0
    assert not V1_ONLY & raw.keys()


def test_licences_sources_and_contributors(raw: dict[str, Any]) -> None:
    for licence in raw["licenses"]:
        assert licence.keys() == {"name", "title", "path"}
        assert re.fullmatch(r"[A-Za-z0-9.+-]+", licence["name"]), "an SPDX or Open Definition identifier"
        assert urlsplit(licence["path"]).scheme == "https"
    for source in raw["sources"]:
        assert source["title"].strip()
        assert urlsplit(source.get("path", "https://")).scheme == "https"
    for contributor in raw["contributors"]:
        assert contributor["title"].strip() and not V1_ONLY & contributor.keys()
        assert contributor["roles"] and set(contributor["roles"]) <= ROLES
    for named in ("licenses", "contributors"):
        assert raw[named]


def test_tables_are_described_in_the_form_of_v2(raw: dict[str, Any]) -> None:
    names = [table["name"] for table in raw["resources"]]
    assert len(names) == len(set(names))
    for table in raw["resources"]:
        described = {key: table[key] for key in ("type", "scheme", "format", "mediatype", "encoding")}
        assert described == {
            "type": "table",
            "scheme": "file",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
        }, table["name"]
        assert table["path"] in (f"{part}/{table['name']}.csv" for part in ("evidence", "teaching"))
        assert re.fullmatch(r"sha256:[0-9a-f]{64}", table["hash"]) and not V1_ONLY & table.keys()
        assert table["title"].strip() and table["description"].strip()
        schema = table["schema"]
        known = {"fields", "primaryKey", "uniqueKeys", "foreignKeys", "missingValues", *OUR_OWN}
        assert schema.keys() <= known, f"{table['name']}: {schema.keys() - known}"
        assert isinstance(schema.get("primaryKey", []), list)
        for key in schema.get("foreignKeys", []):  # v2 leaves `resource` out only for the table itself
            assert key["reference"]["resource"] in names


def test_columns_are_described_in_the_form_of_v2(raw: dict[str, Any]) -> None:
    for table in raw["resources"]:
        for field in table["schema"]["fields"]:
            where = f"{table['name']}.{field['name']}"
            assert re.fullmatch(r"[a-z][a-z0-9_]*", field["name"]), where
            assert field["description"].strip(), f"{where} has no description"
            assert field.keys() <= FIELD_KEYS | OUR_OWN, where
            assert field.get("constraints", {}).keys() <= CONSTRAINTS, where
            if field["name"] == "inferred":
                assert field["type"] == "boolean" and field["constraints"]["required"] is True, where


# Files


def test_every_table_has_a_file_and_every_file_a_description(folder: Path, raw: dict[str, Any]) -> None:
    assert {table["path"] for table in raw["resources"]} == {
        path.relative_to(folder).as_posix() for path in folder.rglob("*.csv")
    }


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(datasets_folder())))
def test_shipped_file_is_plain_utf8(path: Path) -> None:
    data = path.read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf"), "begins with a byte order mark"
    assert b"\r" not in data, "has a carriage return: save it with LF line ends"
    assert data.endswith(b"\n"), "does not end with a line end"
    text = data.decode("utf-8")
    assert "\ufffd" not in text, "has a replacement character: something was decoded wrongly"
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text), "has a control character"


def test_cells_have_no_spaces_around_them(folder: Path, raw: dict[str, Any]) -> None:
    stray = []
    for table in raw["resources"]:
        for row in rows_of(folder, table):
            key = next(iter(row.values()))
            stray += [f"{table['path']} {key}: {name}" for name, cell in row.items() if cell != cell.strip()]
    assert not stray, "\n".join(stray)


def natural(key: tuple[str, ...]) -> list[list[Any]]:
    """Return a key that sorts T67 before T101."""
    return [[(0, int(p), "") if p.isdigit() else (1, 0, p) for p in re.split(r"(\d+)", k) if p] for k in key]


def test_rows_are_sorted_by_key(folder: Path, raw: dict[str, Any]) -> None:
    faults = []
    for table in raw["resources"]:
        key = table["schema"].get("primaryKey", [])
        if not key or table["name"] in ORDERED:
            continue
        ids = [tuple(row[column] for column in key) for row in rows_of(folder, table)]
        # Sorting by plain text (Python's sorted, any spreadsheet) is fine as well.
        if ids not in (sorted(ids), sorted(ids, key=natural)):
            first = next(b for a, b in pairwise(ids) if natural(a) > natural(b))
            faults.append(f"{table['path']}: {' + '.join(first)} stands after a later key")
    assert not faults, "\n".join(faults)


# What is made from the tables


@pytest.fixture(scope="module")
def made(folder: Path) -> dict[str, str]:
    return made_files(folder)


@pytest.mark.parametrize("name", MADE)
def test_made_file_is_up_to_date(folder: Path, made: dict[str, str], name: str) -> None:
    assert (folder / name).read_bytes() == made[name].encode(), f"{name} is not up to date. {MEND}"


def test_nothing_else_is_made(made: dict[str, str]) -> None:
    assert made.keys() == set(MADE)


def test_datasheet_has_its_counts(folder: Path) -> None:
    """Without the two marks the sheet would count as up to date for ever."""
    corpus, _ = examine(folder)
    assert corpus is not None
    sheet = (folder / DATASHEET).read_text(encoding="utf-8")
    assert sheet.count(BEGIN) == sheet.count(END) == 1
    assert counts(corpus) in sheet, MEND


def test_datasheet_has_the_rule_in_its_order(folder: Path) -> None:
    """The order in which bases are tried is part of the rule."""
    corpus, _ = examine(folder)
    assert corpus is not None
    sheet = (folder / DATASHEET).read_text(encoding="utf-8")
    rule = [f"| {n} | {row.basis} | {row.status} |" for n, row in enumerate(corpus.status_rules, 1)]
    assert "\n".join(rule) in sheet
