from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from infowar_kit.corpus import load
from tests import mini
from tests.mini import faults, only

GONE = "A corpus folder holds a datapackage.json that describes its tables."


def test_descriptor_missing(folder: Path) -> None:
    (folder / mini.DESCRIPTOR).unlink()
    begin = f"To begin an event there, run: infowar-kit corpus new {folder}"
    assert only(folder) == f"event.json: is missing in {folder}, and so is datapackage.json. {begin}"


def test_descriptor_is_a_folder(folder: Path) -> None:
    (folder / mini.DESCRIPTOR).unlink()
    (folder / mini.DESCRIPTOR).mkdir()
    assert only(folder) == f"datapackage.json: is a folder, not a file. {GONE}"


TEXTS = [
    (b"", "datapackage.json, line 1: is not JSON: Expecting value. Mend the JSON there."),
    (b'{\n"name": }', "datapackage.json, line 2: is not JSON: Expecting value. Mend the JSON there."),
    (b'{"name": "\xff"}', "datapackage.json: is not UTF-8 text (byte 10). Save it as UTF-8."),
    (b"[]", f"datapackage.json: is a JSON list, not an object. {GONE}"),
    (b"null", f"datapackage.json: is a JSON null, not an object. {GONE}"),
    (b"3", f"datapackage.json: is a JSON number, not an object. {GONE}"),
    (b'"x"', f"datapackage.json: is a JSON text, not an object. {GONE}"),
    (b"[" * 100_000, "datapackage.json: is not JSON: a number is too long or it is nested too deeply."),
    (b"9" * 5000, "datapackage.json: is not JSON: a number is too long or it is nested too deeply."),
]


@pytest.mark.parametrize(("data", "expected"), TEXTS, ids=lambda value: str(value)[:20])
def test_descriptor_that_is_no_object(folder: Path, data: bytes, expected: str) -> None:
    """A number of more than 4,300 digits ended in Python's own ValueError."""
    (folder / mini.DESCRIPTOR).write_bytes(data)
    assert only(folder).startswith(expected)


def test_descriptor_with_a_byte_order_mark_is_fine(folder: Path) -> None:
    mini.edit_bytes(folder, mini.DESCRIPTOR, lambda data: b"\xef\xbb\xbf" + data)
    assert load(folder).name == "mini"


def put(*path: str | int, value: Any) -> Callable[[dict[str, Any]], None]:
    """Return an edit that sets what stands under keys and numbers."""

    def edit(raw: Any) -> None:
        *parents, last = path
        for key in parents:
            raw = raw[key]
        raw[last] = value

    return edit


def column(table: str, name: str, **parts: Any) -> Callable[[dict[str, Any]], None]:
    """Return an edit that changes how a column is described."""
    return lambda raw: mini.field(raw, table, name).update(parts)


def schema(table: str, **parts: Any) -> Callable[[dict[str, Any]], None]:
    return lambda raw: mini.resource(raw, table)["schema"].update(parts)


def pathed(path: object) -> Callable[[dict[str, Any]], None]:
    return lambda raw: mini.resource(raw, "terms").update(path=path)


def target(table: str, fields: str) -> list[dict[str, Any]]:
    return [{"fields": "term", "reference": {"resource": table, "fields": fields}}]


PATH = "A path names a CSV file in the corpus folder itself, such as items.csv."
PERIOD = 'Such as "period": {"start": "2022-09-30"'
WRONG = "table 'terms' has a field 'gloss' with a constraint of the wrong type"
NO_REGEX = "table 'terms' has a field 'gloss' with a pattern that is no regular expression ("
DESCRIPTORS = {
    "no name": (put("name", value=None), 'lacks a text for \'name\'. Add "name": "…".'),
    "empty version": (put("version", value=""), "lacks a text for 'version'."),
    "no resources": (
        lambda raw: raw.pop("resources"),
        'lists no tables. "resources" is a list of at least one',
    ),
    "empty resources": (put("resources", value=[]), "lists no tables."),
    "table is null": (put("resources", 0, value=None), "table number 1 is a JSON null, not an object."),
    "table without name": (
        lambda raw: mini.resource(raw, "terms").pop("name"),
        "has no usable name. A table's name is lower-case letters, digits and _.",
    ),
    "table without path": (
        lambda raw: mini.resource(raw, "terms").pop("path"),
        f"table 'terms' has no path. {PATH}",
    ),
    "path is a list": (pathed(["terms.csv"]), f"table 'terms' has no path. {PATH}"),
    "table without schema": (
        lambda raw: mini.resource(raw, "terms").pop("schema"),
        'table \'terms\' has no fields. "schema": {"fields": […]} describes the columns.',
    ),
    "table without fields": (schema("terms", fields=[]), "table 'terms' has no fields."),
    "field without name": (schema("terms", fields=[{}]), "table 'terms' has a field without a name."),
    "remote path": (
        pathed("https://example.org/terms.csv"),
        f"table 'terms' has a remote path 'https://example.org/terms.csv'. {PATH}",
    ),
    "share": (pathed("\\\\host\\terms.csv"), "table 'terms' has a remote path"),
    "drive": (pathed("C:\\terms.csv"), "table 'terms' has a remote path 'C:\\terms.csv'."),
    "absolute path": (
        pathed("/etc/passwd"),
        f"table 'terms' has a path that leaves the folder, '/etc/passwd'. {PATH}",
    ),
    "path with ..": (
        pathed("../terms.csv"),
        "table 'terms' has a path that leaves the folder, '../terms.csv'.",
    ),
    "path with .. inside": (pathed("a/../../terms.csv"), "table 'terms' has a path that leaves the folder"),
    "path climbing by backslash": (
        pathed("..\\terms.csv"),
        "table 'terms' has a path that leaves the folder",
    ),
    "path with NUL": (pathed("terms\0.csv"), "table 'terms' has a path with a character that cannot be"),
    "path with half a character": (
        pathed("\ud800.csv"),
        "table 'terms' has a path with a character that cannot be in a file's name.",
    ),
    "unknown type": (
        column("terms", "gloss", type="text"),
        "table 'terms' has a field 'gloss' of unknown type 'text'. Valid: string, integer,",
    ),
    "constraints are a list": (
        column("terms", "gloss", constraints=[]),
        "table 'terms' has a field 'gloss' whose constraints are not an object.",
    ),
    "bad regex": (column("terms", "gloss", constraints={"pattern": "("}), NO_REGEX),
    "regex that is a number": (column("terms", "gloss", constraints={"pattern": 1}), NO_REGEX),
    "regex too large": (column("terms", "gloss", constraints={"pattern": "a{9999999999}"}), NO_REGEX),
    "enum is a text": (column("terms", "gloss", constraints={"enum": "a"}), WRONG),
    "minimum of a text": (column("terms", "gloss", constraints={"minimum": 1}), WRONG),
    "minimum of a day": (
        column("claim_statuses", "as_of", constraints={"required": True, "minimum": 1}),
        "table 'claim_statuses' has a field 'as_of' with a constraint of the wrong type.",
    ),
    "minimum that is endless": (
        column("tasks", "position", constraints={"required": True, "minimum": 10**400}),
        "table 'tasks' has a field 'position' with a constraint of the wrong type.",
    ),
    "onlyWhen of three": (column("terms", "gloss", onlyWhen=["a", "b", "c"]), WRONG),
    "onlyWhen of an unknown column": (
        column("terms", "gloss", onlyWhen=["nowhere", "b"]),
        "table 'terms' has a key on column 'nowhere', which it does not describe. Valid: term_id, term,",
    ),
    "column twice": (
        lambda raw: mini.resource(raw, "terms")["schema"]["fields"].append({"name": "gloss"}),
        "table 'terms' describes column 'gloss' twice.",
    ),
    "key on an unknown column": (
        schema("terms", primaryKey="nowhere"),
        "table 'terms' has a key on column 'nowhere', which it does not describe. Valid: term_id, term,",
    ),
    "key that is a number": (
        schema("terms", uniqueKeys=[1]),
        "table 'terms' has a key that is not a column name",
    ),
    "keys that are no list": (
        schema("terms", uniqueKeys="term"),
        "table 'terms' has keys that are not a list.",
    ),
    "foreign key to an unknown table": (
        schema("terms", foreignKeys=target("nowhere", "x")),
        "table 'terms' refers to table 'nowhere', which is not described. Valid: sources, items,",
    ),
    "foreign key to an unknown column": (
        schema("terms", foreignKeys=target("items", "x")),
        "table 'terms' refers to column 'x' of 'items', which it lacks. Valid: item_id, source,",
    ),
    "foreign key without reference": (
        schema("terms", foreignKeys=[{"fields": "term"}]),
        "table 'terms' has a foreign key that is not an object with a reference.",
    ),
    "foreign key with two lengths": (
        schema("terms", foreignKeys=[{"fields": ["term", "note"], "reference": {"fields": "term"}}]),
        "table 'terms' has a foreign key whose two sides differ in length.",
    ),
    "rows that are not counted": (
        lambda raw: mini.resource(raw, "terms").update(minimumRows="1"),
        "table 'terms' has a minimumRows that is not a whole number.",
    ),
    "table twice": (
        lambda raw: raw["resources"].append(mini.resource(raw, "terms")),
        "describes table 'terms' twice. Keep one of them.",
    ),
    "unknown table": (
        lambda raw: raw["resources"].append(mini.resource(raw, "lessons") | {"name": "chapters"}),
        "describes a table 'chapters' that the kit does not know. Valid: sources, items,",
    ),
    "no items": (
        lambda raw: raw.update(resources=raw["resources"][:1]),
        "lacks the table 'items'. Every corpus",
    ),
    "other columns": (
        lambda raw: mini.resource(raw, "lessons")["schema"]["fields"].append({"name": "remark"}),
        "table 'lessons' has other columns than the kit works with. "
        "They are: lesson_id (string), notebook (string), title (string).",
    ),
    "other type": (
        column("tasks", "minutes", type="integer"),
        "table 'tasks' has other columns than the kit works",
    ),
    "other key": (
        schema("items", primaryKey=[]),
        "table 'items' has another primary key than the kit works with. It is: item_id.",
    ),
    "list without separator": (
        column("items", "hedges", separator=""),
        "table 'items' describes column 'hedges' without a separator. The kit works with a list:",
    ),
    "text with separator": (
        column("items", "note", separator="|"),
        "table 'items' describes column 'note' with a separator. The kit works with one text.",
    ),
    "number that may be empty": (
        column("tasks", "minutes", constraints={}),
        "table 'tasks' describes column 'minutes' as one that may be empty. The kit needs a value",
    ),
    "period is a list": (put("period", value=[]), f"has a period that is not an object. {PERIOD}"),
    "impossible start": (
        put("period", "start", value="2022-02-30"),
        f"has a period whose start is not valid. {PERIOD}",
    ),
    "end is a number": (put("period", "end", value=5), "has a period whose end is not valid."),
    "offset without minutes": (
        put("period", "utc_offset", value="+3"),
        "has a period whose utc_offset is not valid.",
    ),
    "offset of other digits": (
        put("period", "utc_offset", value="+0٣:00"),
        "has a period whose utc_offset is",
    ),
    "period backwards": (
        put("period", "end", value="2022-09-01"),
        "has a period that ends before it starts.",
    ),
}


@pytest.mark.parametrize(("edit", "expected"), DESCRIPTORS.values(), ids=DESCRIPTORS)
def test_descriptor(folder: Path, edit: Callable[[dict[str, Any]], object], expected: str) -> None:
    mini.edit_descriptor(folder, edit)
    found = [str(fault) for fault in faults(folder)]
    assert any(text.startswith("datapackage.json: ") and expected in text for text in found), found


def test_faults_of_a_descriptor_are_in_one_error(folder: Path) -> None:
    def edit(raw: dict[str, Any]) -> None:
        raw["name"] = 1
        raw["period"] = None
        pathed("/etc/passwd")(raw)
        column("items", "note", type="x")(raw)

    mini.edit_descriptor(folder, edit)
    message = "\n".join(map(str, faults(folder)))
    for part in (
        "'name'",
        "period",
        "table 'terms' has a path",
        "table 'items' has a field 'note' of unknown",
    ):
        assert part in message


def test_columns_described_in_another_order_reach_their_names(folder: Path) -> None:
    """Records were filled by position: a term's gloss stood in its language."""
    mini.edit_descriptor(folder, lambda raw: mini.resource(raw, "terms")["schema"]["fields"].reverse())
    mini.write_rows(folder, "terms", [row[::-1] for row in mini.read_rows(folder, "terms")])
    assert load(folder).term("T01").language == "en"


MEANINGS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "period of year one": (put("period", "start", value="0001-01-01"), "a period whose start is not valid."),
    "offset that no clock has": (put("period", "utc_offset", value="+19:00"), "whose utc_offset is not"),
    "zone is a list": (put("period", "zone", value=["x"]), "has a period whose zone is not valid."),
    "part of a period mistyped": (
        put("period", "utcoffset", value="+03:00"),
        "has a period with 'utcoffset'. Valid: start, end, utc_offset, zone, clock.",
    ),
    "seed is no item": (put("seed", value="I999"), "names as seed 'I999', which is no item."),
    "seed is a list": (put("seed", value=["I001"]), "which is no item. Write the id of an item"),
    "front that rows cannot name": (
        put("fronts", 0, "id", value="odesa"),
        "has among its fronts 'odesa', which is no value of items.front. Valid: kherson, lyman, both.",
    ),
    "two fronts with one label": (put("fronts", 1, "label", value="Kherson front"), "fronts with the label"),
    "label that is not seen": (put("fronts", 0, "label", value="\u200b"), "that holds blanks only"),
    "label that turns": (put("fronts", 0, "label", value="\u202ea"), "holds the character U+202E"),
    "half a character": (put("description", value="\udfff"), "that holds half a character"),
    "name that leads out of a folder": (put("name", value="../../x"), "with which no file could be named."),
    "licences in a word": (put("licenses", value="CC"), "has licenses that are no list of objects."),
    "keywords in a word": (put("keywords", value="war"), "has keywords that are no list of texts."),
    "description is a number": (put("description", value=7), "has a description that is no text."),
    "one side": (lambda raw: raw["sides"].pop(), "has one side only. An event has none, two or more."),
    "affiliation of two sides": (
        lambda raw: raw["sides"][1]["affiliations"].append("ukrainian-state"),
        "has 'ukrainian-state' among the affiliations of 'ukrainian' and of 'russian'.",
    ),
    "affiliation that nobody has": (
        lambda raw: raw["sides"][1]["affiliations"].append("martian"),
        "has a side 'russian' whose affiliations name 'martian'. Valid: ukrainian-state,",
    ),
    "two sides with the same passages": (
        put("sides", 1, "passages", value="pro-ukrainian"),
        "has 'pro-ukrainian' among the passages of 'ukrainian' and of 'russian'.",
    ),
    "holder that rows cannot name": (
        put("holders", 0, "id", value="nobody"),
        "has among its holders 'nobody', which is no value of control.held_by.",
    ),
    "holders drawn alike": (
        lambda raw: raw["holders"][1].update(marker="o", colour="#0072b2"),
        "has two holders that are drawn alike.",
    ),
    "values of no column": (put("values", "moon.rock", value=["a"]), "which is no column of a table"),
    "value that stands twice": (
        lambda raw: raw["values"]["items.front"].append("kherson"),
        "has values of 'items.front' with 'kherson' twice.",
    ),
    "no values": (put("values", "items.front", value=[]), "of which one is empty, or none."),
    "bounds of no column": (put("bounds", "place.x", value=[4, 5]), "which is no column of a table"),
    "bounds backwards": (put("bounds", "places.latitude", value=[53, 44]), "that are no two numbers in"),
    "one bound": (put("bounds", "places.latitude", value=[53]), "that are no two numbers in order."),
    "frame with its numbers swapped": (
        put("fronts", 1, "frame", value=[48.74, 37.35, 49.5, 38.65]),
        "has a frame of 'lyman' in which none of its places lies.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "expected"), MEANINGS.values(), ids=MEANINGS)
def test_what_an_event_cannot_mean(
    folder: Path, edit: Callable[[dict[str, Any]], object], expected: str
) -> None:
    mini.edit_descriptor(folder, edit)
    said = mini.only(folder)
    assert said.startswith("datapackage.json: ")
    assert expected in said


def test_a_key_that_stands_twice_in_the_descriptor(folder: Path) -> None:
    """The last one counted, without a word: whoever corrected the first changed nothing."""
    mini.edit_bytes(
        folder, "datapackage.json", lambda data: data.replace(b'"title":', b'"title": "A", "title":', 1)
    )
    assert mini.only(folder).startswith(
        "datapackage.json: says 'title' twice in one object. Keep one of the two;"
    )
