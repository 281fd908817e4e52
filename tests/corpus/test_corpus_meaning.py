"""What is damaged in meaning is refused where it stands, with what is valid."""
# ruff: noqa: E501, PLR0917 - a case a line is what can be read

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from infowar_kit.cli import main
from infowar_kit.corpus import load
from infowar_kit.corpus.codes import other_script
from infowar_kit.corpus.patterns import trouble
from tests import mini

# Table, row, column, value; and what the one fault says.
CELLS = [
    ("places", 1, "longitude", "", "line 2, column 'latitude / longitude / uncertainty_km'", "filled together"),
    ("annotations", 1, "end", "27", "line 2, column 'start / end'", "'start' (27) is less than 'end' (27)"),
    ("annotations", 1, "end", "900", "line 2", "reaches past the end of the text"),
    ("annotations", 1, "words", "B", "line 2, column 'start / end / words'", "does not fit the text"),
    ("annotations", 1, "technique", "mind-control", "line 2, column 'technique'", "does not stand in techniques.csv"),
    ("relays", 1, "step", "3", "line 2, column 'step / taker_item'", "There is no step 2 of 'item' I003; number the steps from 1."),
    ("relays", 2, "taker_item", "I004", "line 3, column 'step / taker_item'", "Step 1 begins with 'item' I003 itself."),
    ("relays", 1, "taker_item", "I004", "line 2, column 'step / taker_item'", "Step 1 of 'item' I003 leads to: I001."),
    ("annotations", 1, "end", "29", "line 2", "does not fit the text"),
    ("lessons", 1, "notebook", "02_constructed.ipynb", "line 2, column 'lesson_id'", "from 'notebook'"),
    ("shifts", 1, "severity", "slight", "line 2, column 'shift / severity'", "Where 'shift' is 'faithful', 'severity' is 'none'."),
    ("shifts", 1, "words", "a … banana", "line 2, column 'words'", "It is taken letter by letter from 'rendering.text'. Write … with a blank"),
    ("readings", 1, "seen", "not-found", "line 2, column 'seen / verdict'", "contradicts itself"),
    ("readings", 1, "row", "items:I001 | items:I002", "line 2, column 'row'", "points at a row that does not exist"),
    ("readings", 1, "read_on", "0001-01-01", "line 2, column 'read_on'", "is not a day of the calendar"),
    ("claims", 1, "since", "2022-02-30", "line 2, column 'since'", "is no date that exists"),
    ("items", 4, "published", "2022-10-01T00:30+15:00", "line 5, column 'published'", "is no date that exists"),
    ("items", 4, "published", "2022-10-01T00:30+03:75", "line 5, column 'published'", "is no date that exists"),
    ("items", 5, "published_until", "2029-10-03", "line 6, column 'published_until / read_on'", "is in the wrong order"),
    ("items", 4, "hedges", "it is said | it is said", "line 5, column 'hedges'", "is a list in which 'it is said' stands twice"),
    ("items", 4, "hedges", "it is said || maybe", "line 5, column 'hedges'", "is a list with an empty part. Write | only between two parts"),
    ("items", 4, "hedges", "|", "line 5, column 'hedges'", "is a list with an empty part"),
    ("items", 1, "pivot_language", "en", "line 2, column 'language / pivot_language'", "'pivot_language' is another than 'language', or empty."),
    ("items", 1, "url", "https://[::1/", "line 2, column 'url'", "is no address of a page: it cannot be read"),
    ("items", 1, "url", "https://example.org:99999/", "line 2, column 'url'", "is no address of a page: it cannot be read"),
    ("items", 1, "url", "https://good.example@evil.example/", "line 2, column 'url'", "only seems to be the place"),
    ("items", 1, "url", "https://exam\u200bple.org/", "line 2, column 'url'", "the character U+200B, which is not seen"),
    ("items", 1, "url", "https://exаmple.org/", "line 2, column 'url'", "letters of two alphabets are mixed"),
    ("items", 1, "url", "https://somewhere/", "line 2, column 'url'", "'somewhere' is no name of a site. Copy it from the browser's"),
    ("items", 1, "url", 'https://example.org/"><b>', "line 2, column 'url'", "it holds the character"),
    ("sources", 2, "name", "ALPHA  News (constructed) ", "line 3, column 'name'", "reads like 'Alpha News (constructed)' in line 2"),
    ("sources", 2, "name", "Alphа News (constructed)", "line 3, column 'name'", "reads like 'Alpha News (constructed)' in line 2"),
    ("claims", 2, "claim", "one claim\u00a0(constructed)", "line 3, column 'claim'", "reads like 'One claim (constructed)' in line 2"),
    ("places", 1, "uncertainty_km", "40000", "line 2, column 'uncertainty_km'", "is too large. At most 1000."),
    ("shapes", 1, "points", "33.0,46.5 33.0,99.5", "line 2, column 'points'", "a point that is not on the earth: 33.0,99.5"),
    ("shapes", 1, "points", "33.0,46.5 33.0,46.5", "line 2, column 'points'", "Write at least two points that differ."),
    ("terms", 1, "term", "ліман", "line 2, column 'term / language'", "another script than its language"),
    ("terms", 1, "gloss", "ліман", "line 2, column 'gloss'", "another script than its language"),
    ("renderings", 1, "text", "ліман", "line 2, column 'text / language'", "another script than its language"),
    ("claim_statuses", 2, "as_of", "2022-09-01", "line 3", "'claim.first_seen' (2022-10-01) is not after 'as_of'"),
    ("items", 1, "read_on", "2022-09-30", "line 2, column 'published / read_on'", "is in the wrong order"),
    ("items", 1, "published", "02.10.2022", "line 2, column 'published'", "Write it as 2022-10-02."),
    ("items", 1, "read_on", "31.10.2022", "line 2, column 'read_on'", "Write it as 2022-10-31."),
    ("items", 1, "published", "10/02/2022", "line 2", "Write it as 2022-10-02 or 2022-02-10."),
    ("items", 1, "published", "October", "line 2", "such as 2022-10-02T12:30+03:00, 2022-10-02"),
    ("items", 1, "language", "xx", "line 2, column 'language'", "is no code of a language"),
    ("items", 1, "pivot_language", "qq", "line 2, column 'pivot_language'", "ISO 639"),
    ("sources", 1, "country", "ZZ", "line 2, column 'country'", "is no code of a country"),
    ("toponyms", 2, "language", "fr", "line 3, column 'form / language'", "'fr' is written in Latin letters"),
    ("toponyms", 1, "form", "Lуman", "line 2, column 'form / language'", "another script than its language"),
    ("sources", 1, "name", " \u200b\u00a0", "line 2, column 'name'", "holds blanks only"),
    ("sources", 1, "name", "\u3164", "line 2, column 'name'", "holds blanks only"),
    ("items", 1, "note", "\u202eabc", "line 2, column 'note'", "U+202E, which turns the direction of writing"),
    ("items", 1, "note", "\x1b[31mred", "line 2, column 'note'", "U+001B, which is not shown as text"),
    ("items", 1, "note", "Лиман".encode().decode("cp1252"), "line 2, column 'note'", "'Лиман' was meant"),
    ("places", 1, "name_native", "?????", "line 2, column 'name_native'", "question marks in place of letters"),
    ("tasks", 1, "position", "1", "column 'lesson + position'", "stands already in line 2"),
    ("keys", 2, "letters", "Z", "line 3, column 'letters'", "Grades of reliability (A-F)"),
    ("keys", 2, "moment", "2022-13-01T10:00+03:00", "line 3, column 'moment'", "is no date that exists"),
    ("hedge_cues", 1, "pattern", "*", "line 2, column 'pattern'", "does not have the form"),
    ("hedge_cues", 1, "pattern", "|may", "line 2, column 'pattern'", "does not have the form"),
    ("hedge_cues", 1, "pattern", "may||might have", "line 2, column 'pattern'", "does not have the form"),
    ("hedge_cues", 1, "pattern", "(a+)+$", "line 2, column 'pattern'", "does not have the form"),
    ("keys", 3, "moment", "2022-09-30T12:00+03:00", "pieces.csv, line 2, column 'item / part'", "'item.published' (2022-10-01) is not after 'part.moment' (2022-09-30T12:00+03:00)"),
    ("pieces", 1, "part", "c", "line 2, column 'task + part'", "does not stand in keys.csv"),
    ("cards", 1, "text", "Words", "line 2, column 'text'", "filled exactly when 'kind' is 'row'"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "row", "column", "value", "where", "says"), CELLS)
def test_cell(folder: Path, table: str, row: int, column: str, value: str, where: str, says: str) -> None:
    mini.set_cell(folder, table, row, column, value)
    said = mini.only(folder)
    assert said.startswith(f"{table}.csv, ") or where.startswith("pieces.csv, ")
    assert where in said
    assert says in said


def test_a_step_does_not_go_to_itself(folder: Path) -> None:
    header, _, step = mini.read_rows(folder, "relays")
    mini.write_rows(folder, "relays", [header, step])
    mini.set_cell(folder, "relays", 1, "giver_item", "I003")
    assert "line 2, column 'taker_item / giver_item': 'I003 / I003' goes to itself." in mini.only(folder)


def test_nothing_is_evidence_that_is_older_than_what_the_claim_speaks_of(folder: Path) -> None:
    mini.set_cell(folder, "claims", 2, "since", "2022-10-02")
    said = mini.only(folder)
    assert said.startswith("evidence.csv, line 5, column 'claim / item'")
    assert "'claim.since' (2022-10-02) is not after 'item.published' (2022-10-01)" in said


def test_nobody_says_who_holds_a_place_on_a_day_to_come(folder: Path) -> None:
    mini.set_cell(folder, "control", 1, "item", "I001")
    mini.set_cell(folder, "control", 1, "as_of", "2022-10-09")
    assert "'as_of' (2022-10-09) is not after 'item.published' (2022-10-01)" in mini.only(folder)


SPANS = [
    (27, 35, "cut out of the text badly"),  # "A neutral" without its last letter
    (26, 28, "cut out of the text badly"),  # with the blank before it
    (27, 46, "overlaps line 2, which is alike. Join the two: of one passage, annotator, technique"),
]


@pytest.mark.parametrize(("start", "end", "says"), SPANS)
def test_spans_are_whole_words_apart(folder: Path, start: int, end: int, says: str) -> None:
    header, *rows = mini.read_rows(folder, "annotations")
    text = mini.ROWS["passages"][0]["text"]
    other = {**dict(zip(header, rows[0], strict=True)), "start": str(start), "end": str(end)}
    other |= {"words": text[start:end], "annotator": "one" if "overlaps" in says else "two"}
    mini.write_rows(folder, "annotations", [header, *rows, list(other.values())])
    said = mini.only(folder)
    assert says in said
    assert said.startswith("annotations.csv, line 3")


def test_a_constructed_passage_says_that_it_is(folder: Path) -> None:
    mini.write_rows(folder, "annotations", mini.read_rows(folder, "annotations")[:1])
    mini.set_cell(folder, "passages", 1, "text", "A neutral sentence.")
    said = mini.only(folder)
    assert said.startswith("passages.csv, line 2, column 'text'")
    assert "does not say what it is. Where 'kind' is 'constructed', it begins with [" in said


def test_a_pair_is_two_passages_of_two_sides(folder: Path) -> None:
    header, one = mini.read_rows(folder, "passages")
    pair = {**dict(zip(header, one, strict=True)), "role": "pair", "pair": "PAIR01"}
    mini.write_rows(folder, "passages", [header, list(pair.values())])
    assert "is a pair of one row. A pair is two rows." in mini.only(folder)
    other = {**pair, "passage_id": "P002", "text": "[Constructed for teaching] Another."}
    mini.write_rows(folder, "passages", [header, list(pair.values()), list(other.values())])
    assert "column 'pair + side'" in mini.only(folder)


def test_a_row_that_says_the_same_under_another_id(folder: Path) -> None:
    header, *rows = mini.read_rows(folder, "relays")
    mini.write_rows(folder, "relays", [header, *rows, ["R003", *rows[1][1:]]])
    assert mini.only(folder) == (
        "relays.csv, line 4, column 'relay_id': 'R003' says the same as 'R002' in line 3. "
        "Remove one of the two, or write what is different."
    )


def test_one_page_at_one_minute_is_one_item(folder: Path) -> None:
    for row in (1, 5):
        mini.set_cell(folder, "items", row, "url", "https://example.org/live")
        mini.set_cell(folder, "items", row, "source", "alpha-news")
        mini.set_cell(folder, "items", row, "published", "2022-10-01")
        mini.set_cell(folder, "items", row, "precision", "day")
        mini.set_cell(folder, "items", row, "published_until", "")
    load(folder)  # several posts of a day on one page
    for row in (1, 5):
        mini.set_cell(folder, "items", row, "published", "2022-10-01T10:00+03:00")
        mini.set_cell(folder, "items", row, "precision", "minute")
        mini.set_cell(folder, "items", row, "time_basis", "text-states")
    said = mini.only(folder)
    assert "column 'source / url / published'" in said
    assert "says the same as 'I001' in line 2. Remove one of the two" in said


def test_names_within_a_text_stay_in_their_own_letters(folder: Path) -> None:
    mini.set_cell(folder, "renderings", 1, "text", "HIMARS (Хаймарс)")
    mini.set_cell(folder, "renderings", 1, "language", "uk")
    assert main(["corpus", "check", str(folder)]) == 0


def test_a_claim_is_not_seen_after_its_first_item(folder: Path) -> None:
    mini.set_cell(folder, "items", 1, "published", "2022-09-29")
    assert "'first_seen' (2022-10-01) is not after 'first_item.published' (2022-09-29)" in mini.only(folder)


def test_a_phrase_that_is_shown_is_one_of_its_item(folder: Path) -> None:
    mini.set_cell(folder, "items", 1, "key_phrases", "words as read")
    mini.set_cell(folder, "pieces", 1, "phrase", "other words")
    said = mini.only(folder)
    assert said.startswith("pieces.csv, line 2, column 'phrase'")
    assert "It is taken letter by letter from 'item.key_phrases'." in said


def test_a_claim_needs_a_status(folder: Path) -> None:
    rows = mini.read_rows(folder, "claim_statuses")
    mini.write_rows(folder, "claim_statuses", rows[:3])
    assert mini.only(folder) == (
        "claims.csv, line 3, column 'claim_id': 'C02' has no row in claim_statuses.csv. "
        "Add a row to claim_statuses.csv whose 'claim' is 'C02'."
    )


def test_a_status_rests_on_evidence_of_its_time(folder: Path) -> None:
    rows = mini.read_rows(folder, "evidence")
    late = [row for row in rows if row[1] not in ("I001", "I004")]
    mini.write_rows(folder, "evidence", late)
    mini.set_cell(folder, "items", 6, "published", "2022-10-09")
    said = mini.only(folder)
    assert said.startswith(
        "claim_statuses.csv, line 2, column 'claim / as_of': 'C01 / 2022-10-03' has nothing"
    )


def test_relays_go_in_no_circle(folder: Path) -> None:
    header, *rows = mini.read_rows(folder, "relays")
    step = dict(zip(header, rows[1], strict=True))
    other = {**step, "relay_id": "R003", "item": "I001", "taker_item": "I001", "giver_item": "I003"}
    mini.write_rows(folder, "relays", [header, *rows, list(other.values())])
    said = mini.only(folder)
    assert "closes a circle" in said
    assert "I003 → I001 → I003" in said


@pytest.mark.parametrize("pattern", [
    "(a+)+$", r"(\w+\s?)+~", "(a|aa)+", "(a|a)*b", "(.*)*x", r"^(\d+|[a-z0-9])+$", "(a?){30}b", "((a{2,}){2,})*",
    ".*.*.*.*.*=", r"(a)\1", "*", "(?:a+?)+?b",
])  # fmt: skip
def test_a_pattern_that_may_never_end(folder: Path, pattern: str) -> None:
    def edit(raw: dict[str, Any]) -> None:
        mini.field(raw, "items", "note")["constraints"] = {"pattern": pattern}

    mini.edit_descriptor(folder, edit)
    said = mini.only(folder)
    assert said.startswith("datapackage.json: table 'items' has a field 'note' with a pattern that ")
    assert pattern in said


@pytest.mark.parametrize("pattern", ["[a-z]+(-[a-z]+)*", r"(\w+ )*\w+", "(ab?)*", r"^https?://[^\s]+$"])
def test_a_pattern_that_ends(pattern: str) -> None:
    assert trouble(pattern) == ""


RULES: list[tuple[object, str]] = [
    ("together", "rules that are not a list"),
    (["together"], "a rule of a kind that there is not"),
    ([{"rule": "sometimes"}], "a rule of a kind that there is not"),
    ([{"rule": "together"}], "lacks 'columns'"),
    ([{"rule": "together", "columns": ["nowhere"]}], "on column 'nowhere', which it does not describe"),
    ([{"rule": "together", "columns": "note"}], "whose 'columns' has the wrong form"),
    ([{"rule": "order", "columns": ["note"]}], "whose list does not have two parts"),
    ([{"rule": "order", "columns": ["note", "note.there"]}], "leads nowhere"),
    ([{"rule": "order", "columns": ["source.nothing", "note"]}], "leads nowhere"),
    ([{"rule": "referenced", "by": "moon.rock"}], "leads nowhere"),
    ([{"rule": "codes", "columns": ["note"], "list": "planets"}], "a list that there is not"),
    ([{"rule": "script", "column": "note"}], "needs either"),
    ([{"rule": "implies", "when": ["note", "a"], "then": ["nowhere", "b"]}], "on column 'nowhere'"),
    ([{"rule": "implies", "when": ["note", "a"], "then": ["note"]}], "whose list does not have two parts"),
    ([{"rule": "differ", "columns": ["note"]}], "whose list does not have two parts"),
    ([{"rule": "script", "column": "note", "as": "en", "language": "language"}], "needs either"),
    ([{"rule": "acyclic", "from": ["note"], "to": ["note", "source"]}], "differ in length"),
]


@pytest.mark.parametrize(("rules", "says"), RULES)
def test_a_rule_that_is_none(folder: Path, rules: object, says: str) -> None:
    mini.edit_descriptor(folder, lambda raw: mini.resource(raw, "items")["schema"].update(rules=rules))
    assert says in mini.only(folder)


@pytest.mark.parametrize(("text", "language", "letter"), [
    ("Лиман", "uk", ""), ("Lyman", "uk", "L"), ("Лиман", "fr", "Л"), ("Лиман", "zh-Latn", "Л"), ("リマン", "ja", ""),
    ("Лиман", "und", ""), ("Лиман", "mul", ""), ("No. 5", "en", ""), ("Liman", "sr-Latn", ""), ("ليمان", "ar", ""),
])  # fmt: skip
def test_script_of_a_language(text: str, language: str, letter: str) -> None:
    assert other_script(text, language) == letter


def rows_of_commas(data: bytes) -> bytes:
    return data + b"," * data.split(b"\n")[0].count(b",") + b"\r\n" + b", ,\n"


@pytest.mark.parametrize(("damage", "says"), [
    (lambda data: data.replace(b",", b";"), "line 1: is no table with commas: its cells are parted by semicolons."),
    (lambda data: data.replace(b",", b"\t"), "line 1: is no table with commas: its cells are parted by tabs."),
    (lambda data: b"sep=;\n" + data.replace(b",", b";"), "its first line names the separator"),
    (lambda data: data.decode().replace(",", "\t").encode("utf-16"), "line 1: is UTF-16 text, not UTF-8."),
    (lambda data: b"PK\x03\x04" + data, "is a zip archive, such as a spreadsheet"),
    (lambda data: b"\x1f\x8b" + data, "is packed with gzip"),
])  # fmt: skip
def test_a_file_of_another_form_is_one_fault(
    folder: Path, damage: Callable[[bytes], bytes], says: str
) -> None:
    mini.edit_bytes(folder, "places.csv", damage)
    assert says in mini.only(folder)


def test_rows_of_separators_below_a_table_are_no_rows(folder: Path) -> None:
    mini.edit_bytes(folder, "items.csv", rows_of_commas)
    assert main(["corpus", "check", str(folder)]) == 0


def test_every_open_quotation_mark_is_named(folder: Path) -> None:
    mini.edit_bytes(
        folder, "items.csv", lambda data: data.replace(b"I002,", b'I002,"').replace(b"I005,", b'I005,"')
    )
    said = [str(fault) for fault in mini.faults(folder)]
    assert [text.split(":")[0] for text in said] == ["items.csv, line 3", "items.csv, line 6"]


def test_a_quotation_mark_that_swallows_rows_and_is_closed_later(folder: Path) -> None:
    header, *rows = mini.read_rows(folder, "items")
    place = header.index("note")
    swallowed = ",".join(rows[2])
    rows[1][place] = f"a note\n{swallowed}"
    mini.write_rows(folder, "items", [header, *rows])
    said = mini.only(folder)
    assert "line 3, column 'note'" in said
    assert "its quotation mark is not closed" in said
