import dataclasses
import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from infowar_kit.corpus import Corpus, load
from infowar_kit.corpus.records import RECORDS
from infowar_kit.corpus.sealing import SEAL, seal_of
from infowar_kit.corpus.tables import columns_of
from infowar_kit.corpus.upkeep import BEGIN, DATASHEET, DICTIONARY, END, made_files, seal
from infowar_kit.errors import CorpusError, LookupFailed
from infowar_kit.tasks.lesson import Glossary
from tests import mini


@pytest.fixture
def corpus(folder: Path) -> Corpus:
    return load(folder)


def ids(records: Any) -> list[str]:
    """Return the first column of records."""
    return [getattr(record, dataclasses.fields(record)[0].name) for record in records]


# What it is


def test_what_it_is(corpus: Corpus) -> None:
    assert (corpus.name, corpus.version, corpus.title) == ("mini", "0.0.1", "Constructed for tests")
    assert corpus.period == (dt.date(2022, 9, 30), dt.date(2022, 10, 5))
    assert corpus.zone == dt.timezone(dt.timedelta(hours=3))


def test_repr_is_the_same_each_time(folder: Path) -> None:
    shown = {repr(load(folder)) for _ in range(2)}
    assert shown == {"Corpus mini 0.0.1: 6 items, 2 sources"}


@pytest.mark.parametrize("period", [{}, {"start": None, "end": None, "utc_offset": None}])
def test_period_that_is_not_described_is_that_of_the_items(folder: Path, period: dict[str, None]) -> None:
    mini.edit_descriptor(folder, lambda raw: raw.update(period=period))
    corpus = load(folder)
    assert corpus.period == (dt.date(2022, 10, 1), dt.date(2022, 10, 2))
    assert corpus.zone == dt.UTC


def keep_items(folder: Path, *numbers: int) -> None:
    """Leave only some of the items, and of the other tables only the sources."""
    rows = mini.read_rows(folder, "items")
    mini.write_rows(folder, "items", [rows[number] for number in (0, *numbers)])
    mini.edit_descriptor(folder, lambda raw: raw.update(resources=raw["resources"][:2]))


def test_period_is_known_without_any_dated_item(folder: Path) -> None:
    """The days of the items were needed even where the descriptor had the period."""
    keep_items(folder, 2, 3)
    assert load(folder).period == (dt.date(2022, 9, 30), dt.date(2022, 10, 5))


def test_period_that_nobody_knows(folder: Path) -> None:
    keep_items(folder, 2, 3)
    mini.edit_descriptor(folder, lambda raw: raw.pop("period"))
    with pytest.raises(LookupFailed, match=r'No item has a day\. Give the event\'s "period"'):
        _ = load(folder).period


def test_tables_may_be_left_out(folder: Path) -> None:
    """Their frame ended in Python's own StopIteration."""
    keep_items(folder, 1)
    corpus = load(folder)
    assert (corpus.claims, corpus.table("claims"), corpus.cells("claims")) == ((), (), ())
    assert list(corpus.frame("claims").columns) == list(columns_of(RECORDS["claims"]))


def test_records_cannot_be_changed(corpus: Corpus) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        corpus.items[0].url = "x"  # type: ignore[misc]


def test_values_have_their_types(corpus: Corpus) -> None:
    assert corpus.item("I004").hedges == ("it is said", "reportedly")
    assert corpus.item("I001").hedges == ()
    assert corpus.item("I001").read_on == dt.date(2022, 10, 31)
    assert corpus.item("I001").inferred is False
    assert corpus.place("lyman").latitude == 48.99
    assert corpus.place("dudchany").latitude is None
    assert corpus.place("dudchany").retaken == ""
    assert corpus.relays[0].step == 2


def test_rows_are_in_the_order_of_the_file(corpus: Corpus) -> None:
    assert ids(corpus.items) == ["I001", "I002", "I003", "I004", "I005", "I006"]


# By id


@pytest.mark.parametrize(
    ("lookup", "key"),
    [
        (Corpus.source, "beta-post"),
        (Corpus.item, "I003"),
        (Corpus.claim, "C02"),
        (Corpus.term, "T01"),
        (Corpus.place, "lyman"),
    ],
)
def test_by_id(corpus: Corpus, lookup: Callable[[Corpus, str], Any], key: str) -> None:
    assert ids([lookup(corpus, key)]) == [key]


def test_get_any_table(corpus: Corpus) -> None:
    assert corpus.get("toponyms", "N002").form == "Лиман"


def test_reference(corpus: Corpus) -> None:
    assert corpus.reference("claims:C01") is corpus.claim("C01")


@pytest.mark.parametrize("table", RECORDS)
def test_table_is_the_attribute(corpus: Corpus, table: str) -> None:
    assert corpus.table(table) is getattr(corpus, table)


FAILURES: dict[str, tuple[Callable[[Corpus], Any], str]] = {
    "close": (lambda c: c.source("alpha"), "There is no 'alpha' in sources. Close to it: alpha-news."),
    "not close": (lambda c: c.item("zz"), "There is no 'zz' in items. Ids look like I001."),
    "no id of its own": (
        lambda c: c.get("mentions", "I001"),
        "Rows of 'mentions' have no id of their own; go through corpus.mentions.",
    ),
    "table": (lambda c: c.table("itmes"), "There is no table 'itmes'. The tables are: sources, items, "),
    "get": (lambda c: c.get("itmes", "I001"), "There is no table 'itmes'."),
    "cells": (lambda c: c.cells("itmes"), "There is no table 'itmes'."),
    "frame": (lambda c: c.frame("itmes"), "There is no table 'itmes'."),
    "reference": (lambda c: c.reference("items:I999"), "There is no 'I999' in items. Ids look like I001."),
    "no reference": (lambda c: c.reference("I001"), "There is no table 'I001'."),
    "relation": (lambda c: c.items_of_source("x"), "There is no 'x' in sources."),
    "status": (lambda c: c.status_of_claim("C9", dt.date(2022, 10, 1)), "There is no 'C9' in claims."),
    "text": (lambda c: c.text("a/b"), "There is no text 'a/b' in texts.csv. Add a row with this key."),
}


@pytest.mark.parametrize(("lookup", "expected"), FAILURES.values(), ids=FAILURES)
def test_failed_lookup(corpus: Corpus, lookup: Callable[[Corpus], Any], expected: str) -> None:
    with pytest.raises(LookupFailed) as caught:
        lookup(corpus)
    assert str(caught.value).startswith(expected)


# By relation

RELATIONS: dict[str, tuple[Callable[[Corpus], Any], list[str]]] = {
    "items of source": (lambda c: c.items_of_source("alpha-news"), ["I002", "I001", "I003", "I004"]),
    "evidence of claim": (lambda c: c.evidence_of_claim("C01"), ["V003", "V002", "V001"]),
    "items of claim": (lambda c: c.items_of_claim("C01"), ["I001", "I004", "I006"]),
    "claims of item": (lambda c: c.claims_of_item("I001"), ["C01", "C02"]),
    "no claims of item": (lambda c: c.claims_of_item("I002"), []),
    "relays into item": (lambda c: c.relays_into_item("I003"), ["R002"]),
    "relays out of item": (lambda c: c.relays_out_of_item("I001"), ["R002"]),
    "chain of item": (lambda c: c.chain_of_item("I003"), ["R002", "R001"]),
    "renderings of term": (lambda c: c.renderings_of_term("T01"), ["T01-01"]),
    "toponyms of place": (lambda c: c.toponyms_of_place("lyman"), ["N001", "N002"]),
    "no toponyms of place": (lambda c: c.toponyms_of_place("dudchany"), []),
    "mentions in item": (lambda c: c.mentions_in_item("I001"), ["I001"]),
    "tasks of lesson": (lambda c: c.tasks_of_lesson("01"), ["first-look", "later-task"]),
}


@pytest.mark.parametrize(("lookup", "expected"), RELATIONS.values(), ids=RELATIONS)
def test_by_relation(corpus: Corpus, lookup: Callable[[Corpus], Any], expected: list[str]) -> None:
    assert ids(lookup(corpus)) == expected


def test_keys_of_task_are_in_order(corpus: Corpus) -> None:
    keys = corpus.keys_of_task("first-look")
    assert [key.part for key in keys] == ["a", "b"]
    assert (keys[0].accept, keys[0].rows) == (("yes",), ("items:I001", "claims:C01"))


def test_items_by_date_with_partial_dates(corpus: Corpus) -> None:
    """Unknown first; then what begins with 1 October: the day, the range, the month; then half past."""
    assert ids(corpus.by_date(corpus.items)) == ["I002", "I001", "I005", "I003", "I004", "I006"]


def test_items_of_one_day_are_in_order_of_their_ids(folder: Path) -> None:
    mini.set_cell(folder, "items", 2, "published", "2022-10-01")
    mini.set_cell(folder, "items", 2, "precision", "day")
    mini.set_cell(folder, "items", 2, "reports", "another report (constructed)")
    corpus = load(folder)
    assert ids(corpus.by_date(reversed(corpus.items[:2]))) == ["I001", "I002"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2022, 9, 30), None),
        (dt.date(2022, 10, 1), "unresolved"),
        (dt.date(2022, 10, 2), "unresolved"),
        (dt.date(2022, 10, 3), "confirmed"),
        (dt.date(2030, 1, 1), "confirmed"),
    ],
)
def test_status_of_a_claim_on_a_day(corpus: Corpus, day: dt.date, expected: str | None) -> None:
    status = corpus.status_of_claim("C01", day)
    assert (status and status.status) == expected


def test_a_claim_before_its_first_status(corpus: Corpus) -> None:
    assert len(corpus.statuses_of_claim("C02")) == 1
    assert corpus.status_of_claim("C02", dt.date(2022, 10, 5)) is None


def test_a_text_in_one_language_only_is_shown_in_all(folder: Path) -> None:
    """A word that was explained in one language crashed the glossary of the others."""
    with next(folder.rglob("texts.csv")).open("a", encoding="utf-8") as file:
        file.write("glossary/slovo,uk,пояснення\n")
    corpus = load(folder)
    assert corpus.text("glossary/slovo") == corpus.text("glossary/slovo", "fr") == "пояснення"
    assert Glossary(corpus).entries["slovo"] == "пояснення"


def test_texts(corpus: Corpus) -> None:
    assert corpus.text("first-look/prompt") == "Constructed prompt"
    assert corpus.text("first-look/prompt", "uk") == "Складений текст"
    assert corpus.text("first-look/hint", "uk") == "Constructed hint"  # not translated: English
    found = corpus.texts_under("first-look/", "uk")
    assert found["prompt"] == "Складений текст"
    assert found["hint"] == "Constructed hint"
    assert corpus.texts_under("nothing/") == {}


# Frames


def test_frame_has_the_id_as_index_and_the_columns_of_the_table(corpus: Corpus) -> None:
    frame = corpus.frame("items")
    assert frame.index.name == "item_id"
    assert list(frame.index) == ids(corpus.items)
    assert [frame.index.name, *frame.columns] == list(columns_of(RECORDS["items"]))


def test_frame_of_a_table_with_two_keys(corpus: Corpus) -> None:
    assert corpus.frame("mentions").index.names == ["item", "toponym"]


def test_frame_leaves_unknown_numbers_empty(corpus: Corpus) -> None:
    assert list(corpus.frame("places")["latitude"].isna()) == [False, True]


def test_nothing_heavy_is_imported_before_a_frame(folder: Path) -> None:
    code = """if True:
        import sys
        from pathlib import Path
        from infowar_kit.corpus import load
        from infowar_kit.corpus.upkeep import made_files
        corpus = load(sys.argv[1])
        corpus.by_date(corpus.items), corpus.verify(), made_files(Path(sys.argv[1]))
        heavy = {"pandas", "numpy", "matplotlib", "IPython", "ipywidgets"}
        assert not heavy & set(sys.modules), heavy & set(sys.modules)
        corpus.frame("items")
        assert "pandas" in sys.modules
    """
    done = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


# Seals and made files


def test_unsealed_items_differ_from_the_release(corpus: Corpus) -> None:
    found = corpus.verify()
    assert not found
    assert repr(found).startswith("6 of 6 items differ from the release: I001, I002, ")


def test_sealed_items_are_as_released(folder: Path) -> None:
    seal(folder)
    found = load(folder).verify()
    assert found
    assert repr(found) == "All 6 items are as they were released."


def test_a_changed_cell_is_reported(folder: Path) -> None:
    seal(folder)
    mini.set_cell(folder, "items", 3, "note", "changed")
    found = load(folder).verify()
    assert found.changed == ("I003",)
    assert repr(found) == "1 of 6 items differ from the release: I003."


def test_a_changed_cell_outdates_the_made_file(folder: Path) -> None:
    seal(folder)
    mini.set_cell(folder, "items", 3, "note", "changed")
    made = made_files(folder)
    assert {name for name, text in made.items() if (folder / name).read_bytes() != text.encode()} == {
        "items.csv"
    }


def test_line_ends_are_not_content(folder: Path) -> None:
    mini.set_cell(folder, "items", 1, "note", "two\nlines")
    seal(folder)
    mini.edit_bytes(folder, "items.csv", lambda data: data.replace(b"\n", b"\r\n"))
    assert load(folder).verify()


def test_the_seal_is_the_documented_one() -> None:
    """SHA-256 of the other cells as JSON with sorted keys: checked with `sha256sum`."""
    cells = {"b": "Лиман", "a": 'x"', SEAL: "anything"}
    assert seal_of(cells) == seal_of({"a": 'x"', "b": "Лиман"})
    assert seal_of({"a": "b"}) == "db4a7ecb114bc66c623a06c4ff6fe8daa2f49cc270ebbf7a1f81e22ab061c837"


def test_sealing_changes_what_is_made_and_nothing_else(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(seal(folder)) == {DICTIONARY, "items.csv"}
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {name for name in after if before.get(name) != after[name]} == {DICTIONARY, "items.csv"}


def test_sealing_twice_changes_nothing(folder: Path) -> None:
    (folder / DATASHEET).write_text(f"{BEGIN}{END}", encoding="utf-8")
    seal(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert seal(folder) == ()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_sealing_changes_only_the_seals(folder: Path) -> None:
    mini.set_cell(folder, "items", 1, "note", 'a, "b"\nc')
    before = load(folder).items
    seal(folder)
    after = load(folder).items
    assert [dataclasses.replace(item, sha256="") for item in after] == [
        dataclasses.replace(item, sha256="") for item in before
    ]


def test_sealing_keeps_a_line_end_of_one_character(folder: Path) -> None:
    """The cell was written without quotation marks, and its row fell apart."""
    mini.set_cell(folder, "items", 1, "note", "quoted, so that csv keeps it")
    mini.edit_bytes(folder, "items.csv", lambda data: data.replace(b"so that", b"\r"))
    seal(folder)
    assert load(folder).item("I001").note == "quoted, \r csv keeps it"


def test_sealing_writes_the_file_that_is_described(folder: Path) -> None:
    """It wrote items.csv, whatever the path of the table."""
    (folder / "items.csv").rename(folder / "coverage.csv")
    mini.edit_descriptor(folder, lambda raw: mini.resource(raw, "items").update(path="coverage.csv"))
    seal(folder)
    assert not (folder / "items.csv").exists()
    assert load(folder).verify()


def test_sealing_a_broken_corpus_writes_nothing(folder: Path) -> None:
    mini.set_cell(folder, "items", 1, "source", "nobody")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(CorpusError, match=r"'nobody' does not stand in sources\.csv"):
        seal(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def sheet(folder: Path, text: str) -> str:
    """Seal a corpus that has this datasheet and return the new one."""
    (folder / DATASHEET).write_text(text, encoding="utf-8")
    seal(folder)
    return (folder / DATASHEET).read_text(encoding="utf-8")


def test_counts_are_replaced_between_the_marks(folder: Path) -> None:
    made = sheet(folder, f"# Before\n{BEGIN}\nold counts\n{END}\nAfter {END}\n")
    assert made.startswith(f"# Before\n{BEGIN}\n| table | rows |")
    assert made.endswith(f"\n{END}\nAfter {END}\n")
    assert "old counts" not in made
    assert "| `items` | 6 | 0 |" in made


@pytest.mark.parametrize("text", ["No marks.\n", f"{BEGIN} and no end\n", f"{END} before {BEGIN}\n"])
def test_a_datasheet_without_both_marks_stays(folder: Path, text: str) -> None:
    assert sheet(folder, text) == text


def test_counts_of_dates(folder: Path) -> None:
    """An item known only by its month was counted as dated within the days of the event."""
    made = sheet(folder, f"{BEGIN}\n{END}\n")
    assert "- Items dated within 2022-09-30 to 2022-10-05: 2; outside or not known to the day: 4." in made


def test_an_hour_is_counted_on_the_day_of_the_events_zone(folder: Path) -> None:
    """23:30 on 29 September in London is 30 September in Kyiv."""
    mini.set_cell(folder, "items", 4, "published", "2022-09-29T22:30Z")
    assert "to 2022-10-05: 2; outside" in sheet(folder, f"{BEGIN}\n{END}\n")


def test_a_datasheet_that_is_not_utf8(folder: Path) -> None:
    (folder / DATASHEET).write_bytes(b"\xff")
    with pytest.raises(CorpusError, match=r"DATASHEET\.md: is not UTF-8 text\. Save it as UTF-8\."):
        seal(folder)


def test_the_dictionary_has_each_column(folder: Path) -> None:
    seal(folder)
    text = (folder / DICTIONARY).read_text(encoding="utf-8")
    for table, record in RECORDS.items():
        assert f"\n## {table}\n" in text
        assert all(f"\n| {column} | {kind} |" in text for column, kind in columns_of(record).items())


# Records and descriptor


def test_each_table_has_a_record() -> None:
    assert [resource["name"] for resource in mini.descriptor()["resources"]] == list(RECORDS)


@pytest.mark.parametrize("table", RECORDS)
def test_record_has_the_columns_of_its_table_in_order(table: str) -> None:
    fields = mini.resource(mini.descriptor(), table)["schema"]["fields"]
    assert list(columns_of(RECORDS[table]).items()) == [(field["name"], field["type"]) for field in fields]


@pytest.mark.parametrize("table", RECORDS)
def test_record_has_lists_and_empty_values_where_its_table_has(table: str) -> None:
    for field in mini.resource(mini.descriptor(), table)["schema"]["fields"]:
        kind = RECORDS[table].__annotations__[field["name"]]
        optional = field["type"] != "string" and not field.get("constraints", {}).get("required")
        assert kind.startswith("tuple") == ("separator" in field), field["name"]
        assert kind.endswith(" | None") == optional, field["name"]


def test_the_small_corpus_has_each_table(corpus: Corpus) -> None:
    assert [name for name in RECORDS if not corpus.table(name)] == []
