import os
from collections.abc import Callable
from pathlib import Path

import pytest

from infowar_kit.corpus import Corpus, available, examine, load
from infowar_kit.errors import CorpusError, LookupFailed
from tests import mini
from tests.mini import faults, only


def test_the_small_corpus_is_valid(folder: Path) -> None:
    assert isinstance(load(folder), Corpus)


# The file as a whole


def test_missing_file(folder: Path) -> None:
    (folder / "claims.csv").unlink()
    expected = f"claims.csv: is missing. Put it into {folder}, or take it out of the descriptor."
    assert only(folder) == expected


def test_folder_in_place_of_a_file(folder: Path) -> None:
    (folder / "claims.csv").unlink()
    (folder / "claims.csv").mkdir()
    assert only(folder) == "claims.csv: is a folder, not a CSV file."


UTF8 = "Save it as CSV in UTF-8 (in a spreadsheet: Save as, CSV UTF-8)."
BYTES = {
    "not UTF-8": (
        lambda data: data.replace("Лиман".encode(), "Лиман".encode("cp1251")),
        f"toponyms.csv, line 3: is Windows-1251 (Cyrillic) text, not UTF-8. {UTF8}",
    ),
    "UTF-16": (
        lambda data: data.decode().encode("utf-16"),
        f"toponyms.csv, line 1: is UTF-16 text, not UTF-8. {UTF8}",
    ),
    "NUL": (
        lambda data: data.replace(b"lyman", b"ly\0an", 1),
        f"toponyms.csv, line 2: holds a NUL character: it is no plain text. {UTF8}",
    ),
    "empty": (
        lambda data: b"",
        "toponyms.csv: is empty. Its first line must be: toponym_id,place,form",
    ),
    "only a byte order mark": (
        lambda data: b"\xef\xbb\xbf",
        "toponyms.csv: is empty. Its first line must be: toponym_id,place,form",
    ),
    "unclosed quotation mark": (
        lambda data: data.replace(b"N002,lyman,", b'N002,"lyman,'),
        "toponyms.csv, line 3: a quotation mark opened in this row is never closed. "
        'Inside a cell in quotation marks write "" for one',
    ),
    "text after a closing quotation mark": (
        lambda data: data.replace(b"N002,lyman,", b'N002,"ly"man,'),
        "toponyms.csv, line 3: text stands after a closing quotation mark. Inside a cell",
    ),
    "text after a closing quotation mark, with breaks before it": (
        lambda data: data.replace(b"N002,lyman,", b'N002,"\n\nly"man,'),
        "toponyms.csv, line 3: a quotation mark opened in this row is never closed within it.",
    ),
}


@pytest.mark.parametrize(("edit", "expected"), BYTES.values(), ids=BYTES)
def test_unusable_bytes(folder: Path, edit: Callable[[bytes], bytes], expected: str) -> None:
    mini.edit_bytes(folder, "toponyms.csv", edit)
    assert only(folder).startswith(expected)


def test_file_that_is_too_large(folder: Path) -> None:
    os.truncate(folder / "texts.csv", 100 * 1024**2)  # sparse: it takes no room on the disk
    assert only(folder) == "texts.csv: is 100 MB large. At most 64 MB can be read."


def test_cell_that_is_too_large(folder: Path) -> None:
    mini.set_cell(folder, "texts", 2, "text", "x" * 300_000)
    expected = (
        "texts.csv, line 3: a cell is longer than 100000 characters, or its quotation mark is not closed"
    )
    assert only(folder).startswith(expected)


def test_header_only_where_rows_are_needed(folder: Path) -> None:
    """Rows of other tables that refer to it are reported too: the table is read, and empty."""
    mini.write_rows(folder, "items", mini.read_rows(folder, "items")[:1])
    expected = "items.csv: has 0 rows, at least 1 needed. The header alone is not a table."
    assert expected in map(str, faults(folder))


def test_header_only_where_none_are_needed(folder: Path) -> None:
    mini.write_rows(folder, "texts", mini.read_rows(folder, "texts")[:1])
    assert load(folder).texts == ()


FINE = {
    "byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "CR": lambda data: data.replace(b"\n", b"\r"),
    "trailing blank line": lambda data: data + b"\n",
    "trailing blank lines, CRLF": lambda data: data + b"\r\n\r\n",
    "trailing commas of a spreadsheet": lambda data: data + b",,\n",
    "no line end after the last row": lambda data: data.rstrip(b"\n"),
    "everything in quotation marks": lambda data: data.replace(
        b"N001,lyman,Lyman", b'"N001","lyman","Lyman"'
    ),
}


@pytest.mark.parametrize("edit", FINE.values(), ids=FINE)
def test_forms_that_are_fine(folder: Path, edit: Callable[[bytes], bytes]) -> None:
    before = load(folder).toponyms
    mini.edit_bytes(folder, "toponyms.csv", edit)
    assert load(folder).toponyms == before


def test_line_break_in_quotation_marks_is_content(folder: Path) -> None:
    mini.set_cell(folder, "toponyms", 1, "note", 'two\nlines and a ", too')
    assert load(folder).toponyms[0].note == 'two\nlines and a ", too'


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_numbers_after_quoted_line_breaks(folder: Path, end: str) -> None:
    mini.set_cell(folder, "toponyms", 1, "note", f"one{end}two{end}three")
    mini.set_cell(folder, "toponyms", 2, "attested", "maybe")
    mini.edit_bytes(
        folder, "toponyms.csv", lambda data: data.replace(b"\n", end.encode()).replace(b"\r\r", b"\r")
    )
    assert only(folder).startswith("toponyms.csv, line 5, column 'attested': 'maybe'")


# Header and rows

HEADERS: dict[str, tuple[Callable[[list[str]], object], str]] = {
    "missing": (
        lambda header: header.remove("gloss"),
        "terms.csv, line 1, column 'gloss': is missing. Its first line must be: term_id,term,language,gloss,",
    ),
    "renamed": (
        lambda header: header.__setitem__(header.index("gloss"), "glos"),
        "terms.csv, line 1, column 'gloss': is called 'glos' here. Rename the column to 'gloss'.",
    ),
    "extra": (
        lambda header: header.append("remark"),
        "terms.csv, line 1, column 'remark': is not described. "
        "Remove the column, or describe it in datapackage.json.",
    ),
    "duplicate": (
        lambda header: header.append("gloss"),
        "terms.csv, line 1, column 'gloss': stands twice. Its first line must be: term_id,",
    ),
    "reordered": (
        lambda header: header.reverse(),
        "terms.csv, line 1: columns are in another order. Its first line must be: term_id,",
    ),
}


@pytest.mark.parametrize(("edit", "expected"), HEADERS.values(), ids=HEADERS)
def test_header(folder: Path, edit: Callable[[list[str]], object], expected: str) -> None:
    mini.set_header(folder, "terms", edit)
    assert only(folder).startswith(expected)


def test_header_of_a_hundred_thousand_columns_is_refused_quickly(folder: Path) -> None:
    """Counting each column among all of them took minutes."""
    mini.edit_bytes(folder, "terms.csv", lambda data: data.replace(b"\n", b"," * 100_000 + b"\n", 1))
    assert any(fault.problem == "stands twice" for fault in faults(folder))


def test_short_row(folder: Path) -> None:
    mini.edit_bytes(folder, "lessons.csv", lambda data: data + b"02,02_constructed.ipynb\n")
    expected = "lessons.csv, line 3: '02' row has 2 cells, 1 too few. "
    assert only(folder) == expected + "The last one is 'notebook'; 'title' is missing after it."


def test_long_row(folder: Path) -> None:
    mini.edit_bytes(folder, "lessons.csv", lambda data: data + b"02,02_constructed.ipynb,Who, what,where\n")
    expected = "lessons.csv, line 3: '02' row has 5 cells, 2 too many. "
    assert only(folder) == expected + (
        "A cell with a comma in it stands in quotation marks. The table has 3 columns."
    )


# Cells: table, row, column, value, what is said of it

WHOLE = "is not a whole number. Write digits only, such as 3."
NUMBER = "is not a number. Write it with a point, such as 47.186."
TRUTH = "is neither true nor false. Write true or false."
DAY = "is not a day of the calendar. Write it as 2022-10-02."
CELLS = [
    *[("relays", 1, "step", value, WHOLE) for value in ("two", "1.0", " 1", "1_0", "٣", "0x1", "1" * 5000)],
    *[
        ("places", 1, "latitude", value, NUMBER)
        for value in ("48,99", "nan", "inf", "1e999", "4_8", "٤٨", " 48")
    ],
    *[("terms", 1, "inferred", value, TRUTH) for value in ("yes", "True", "0", " true")],
    *[
        ("claim_statuses", 1, "as_of", value, DAY)
        for value in ("3 October", "2022-02-30", "2022-10", "20221003", "2022-W40-1", "2022-10-03T10:00")
    ],
    ("relays", 1, "step", "0", "is too small. At least 1."),
    ("places", 1, "latitude", "60", "is too large. At most 53."),
    ("places", 1, "uncertainty_km", "-0.1", "is too small. At least 0."),
    (
        "evidence",
        1,
        "bearing",
        "proves",
        "is not one of the values allowed. Valid: supports, contradicts, repeats.",
    ),
    ("claims", 1, "front", "Lyman", "is not one of the values allowed. Valid: kherson, lyman, both."),
    (
        "sources",
        1,
        "url",
        "example.org",
        "does not have the form that is needed. ",
    ),
    (
        "terms",
        1,
        "language",
        "UK",
        "does not have the form that is needed. ",
    ),
    ("terms", 1, "gloss", "", "is empty but must be filled. "),
    ("renderings", 1, "text", "a b c d e f g h i", "has a phrase of more than 8 words. Shorten it."),
    ("items", 1, "loaded", "a b|a b c d e f g h i|c", "has a phrase of more than 8 words. Shorten it."),
]


@pytest.mark.parametrize("case", CELLS, ids=lambda case: f"{case[2]}-{case[3][:20]}")
def test_cell(folder: Path, case: tuple[str, int, str, str, str]) -> None:
    table, row, column, value, expected = case
    mini.set_cell(folder, table, row, column, value)
    (found,) = [f for f in faults(folder) if f.column == column]
    shown = f" '{value[:60]}{'…' if len(value) > 60 else ''}'" if value else ""
    assert str(found).startswith(f"{table}.csv, line {row + 1}, column '{column}':{shown} {expected}")
    assert (found.file, found.line, found.value) == (f"{table}.csv", row + 1, value or None)


def test_eight_words_are_allowed(folder: Path) -> None:
    mini.set_cell(folder, "items", 1, "loaded", "a b c d e f g h|h g f e d c b a")
    assert load(folder).item("I001").loaded == ("a b c d e f g h", "h g f e d c b a")


def test_control_characters_of_a_value_do_not_reach_the_terminal(folder: Path) -> None:
    mini.set_cell(folder, "evidence", 1, "bearing", "\x1b[2J\u202ex")
    assert "'\\x1b[2J\\x202ex' is not one of the values allowed" in only(folder)


def test_control_characters_of_a_header_do_not_reach_the_terminal(folder: Path) -> None:
    """Only values were made printable."""
    mini.set_header(folder, "evidence", lambda header: header.append("\x1b[2J"))
    assert "column '\\x1b[2J': is not described" in only(folder)


# Several cells of a row

DATES = [
    ("2022-10", "day"),
    ("2022-10-01", "month"),
    ("2022-10-01", "minute"),
    ("2022-10-01T12:00Z", "day"),
    ("2022-10-01", "unknown"),
    ("", "day"),
    ("2022", "month"),
]


@pytest.mark.parametrize(("date", "precision"), DATES)
def test_precision_that_does_not_fit_the_date(folder: Path, date: str, precision: str) -> None:
    mini.set_cell(folder, "claims", 1, "first_seen_precision", precision)
    mini.set_cell(folder, "claims", 1, "first_seen", date)
    shown = f" '{date}'" if date else ""
    expected = (
        f"claims.csv, line 2, column 'first_seen':{shown} does not fit the precision '{precision}'. minute: "
    )
    assert any(str(fault).startswith(expected) for fault in faults(folder))


IMPOSSIBLE = [
    ("2022-02-30", "day"),
    ("2022-13", "month"),
    ("0000", "year"),
    ("2022-10-01T24:30Z", "minute"),
    ("2022-10-01T12:30+25:00", "minute"),
    ("9999-12-31", "day"),
    ("9999", "year"),
    ("0999-01-01", "on-or-after"),
    ("２０２２-10-01", "day"),
]


@pytest.mark.parametrize(("date", "precision"), IMPOSSIBLE)
def test_impossible_date(folder: Path, date: str, precision: str) -> None:
    """Dates in the year 9999 loaded and made the first ordering by date fail."""
    mini.set_cell(folder, "claims", 1, "first_seen", date)
    mini.set_cell(folder, "claims", 1, "first_seen_precision", precision)
    expected = (
        f"claims.csv, line 2, column 'first_seen': '{date}' is no date that exists. Write a day of the "
    )
    assert only(folder).startswith(expected)


def test_impossible_end_of_a_range(folder: Path) -> None:
    """It loaded and made the first ordering by date fail."""
    mini.set_cell(folder, "items", 5, "published_until", "2022-02-30")
    expected = "items.csv, line 6, column 'published_until': '2022-02-30' is no date that exists."
    assert only(folder).startswith(expected)


def test_range_that_ends_before_it_begins(folder: Path) -> None:
    mini.set_cell(folder, "items", 5, "published_until", "2022-09-30")
    assert only(folder) == (
        "items.csv, line 6, column 'published_until': '2022-09-30' ends the range before it begins. "
        "The range begins on 2022-10-01; write a day that is not earlier."
    )


def test_cell_filled_where_it_must_be_empty(folder: Path) -> None:
    mini.set_cell(folder, "items", 1, "published_until", "2022-10-03")
    assert only(folder) == (
        "items.csv, line 2, column 'published_until': '2022-10-03' is filled. "
        "It is filled exactly when 'precision' is 'range'."
    )


def test_cell_empty_where_it_must_be_filled(folder: Path) -> None:
    mini.set_cell(folder, "items", 5, "published_until", "")
    assert only(folder) == (
        "items.csv, line 6, column 'published_until': is empty. "
        "It is filled exactly when 'precision' is 'range'."
    )


def one_of_these(table: str, number: int) -> str:
    return " / ".join(mini.resource(mini.descriptor(), table)["schema"]["exactlyOne"][number])


def test_none_filled_of_which_one_is_needed(folder: Path) -> None:
    mini.set_cell(folder, "relays", 1, "giver_unknown", "")
    assert only(folder) == (
        f"relays.csv, line 2, column '{one_of_these('relays', 1)}': none of them is filled. "
        "Fill exactly one of these columns."
    )


def test_two_filled_of_which_one_is_needed(folder: Path) -> None:
    mini.set_cell(folder, "relays", 1, "taker_source", "beta-post")
    assert only(folder) == (
        f"relays.csv, line 2, column '{one_of_these('relays', 0)}': more than one of them is filled. "
        "Fill exactly one of these columns."
    )


# Keys


def test_broken_foreign_key_names_close_ids(folder: Path) -> None:
    mini.set_cell(folder, "items", 1, "source", "alfa-news")
    assert only(folder) == (
        "items.csv, line 2, column 'source': 'alfa-news' does not stand in sources.csv (column 'source_id'). "
        "Correct it, or add the row to sources.csv. Close to it: alpha-news."
    )


def test_broken_foreign_key_with_nothing_close(folder: Path) -> None:
    mini.set_cell(folder, "items", 1, "source", "zz")
    assert only(folder).endswith("Correct it, or add the row to sources.csv.")


def test_broken_foreign_key_of_two_columns(folder: Path) -> None:
    mini.set_cell(folder, "claim_statuses", 1, "status", "refuted")
    assert only(folder) == (
        "claim_statuses.csv, line 2, column 'basis + status': 'both-sides + refuted' does not stand in "
        "status_rules.csv (column 'basis + status'). Correct it, or add the row to status_rules.csv."
    )


def test_what_refers_to_an_unreadable_table_is_not_reported(folder: Path) -> None:
    (folder / "items.csv").write_bytes(b"")
    assert only(folder).startswith("items.csv: is empty.")


@pytest.mark.parametrize("reference", ["items:I999", "nothing:I001", "I001", "items:", "keys:first-look"])
def test_dead_reference_to_a_row(folder: Path, reference: str) -> None:
    mini.set_cell(folder, "keys", 1, "rows", f"claims:C01|{reference}")
    assert only(folder) == (
        f"keys.csv, line 2, column 'rows': '{reference}' points at a row that does not exist. "
        "Write table:id, such as items:I001."
    )


TWICE = [
    ("places", 2, "place_id", "lyman", "place_id", "lyman"),
    ("sources", 2, "name", "Alpha News (constructed)", "name", "Alpha News (constructed)"),
    ("claim_statuses", 2, "as_of", "2022-10-03", "claim + as_of", "C01 + 2022-10-03"),
]


@pytest.mark.parametrize("case", TWICE, ids=lambda case: case[0])
def test_key_that_stands_twice(folder: Path, case: tuple[str, int, str, str, str, str]) -> None:
    table, row, column, value, key, shown = case
    mini.set_cell(folder, table, row, column, value)
    assert only(folder) == (
        f"{table}.csv, line {row + 1}, column '{key}': '{shown}' stands already in line {row}. "
        "Each row needs its own; remove one of the two or change it."
    )


def test_unique_key_of_two_columns(folder: Path) -> None:
    mini.set_cell(folder, "evidence", 4, "claim", "C01")
    expected = "evidence.csv, line 5, column 'item + claim': 'I001 + C01' stands already in line 4."
    assert only(folder).startswith(expected)


# All at once


def test_faults_of_several_files_are_in_one_error(folder: Path) -> None:
    (folder / "texts.csv").unlink()
    mini.set_header(folder, "terms", lambda header: header.append("remark"))
    mini.set_cell(folder, "places", 1, "latitude", "north")
    mini.set_cell(folder, "places", 2, "front", "east")
    mini.set_cell(folder, "evidence", 1, "item", "I999")
    with pytest.raises(CorpusError) as caught:
        load(folder)
    message = str(caught.value)
    assert message.startswith(
        f"The corpus in {folder} has 5 faults:\n  places.csv, line 2, column 'latitude'"
    )
    for part in ("texts.csv: is missing", "'remark'", "'north'", "'east'", "'I999'"):
        assert part in message


def test_the_message_stops_at_fifty_and_the_list_does_not(folder: Path) -> None:
    rows = mini.read_rows(folder, "texts")
    mini.write_rows(folder, "texts", [rows[0], *[["No Key", "en", "x"]] * 60])
    with pytest.raises(CorpusError, match=r"\.\.\. and \d+ more$") as caught:
        load(folder)
    assert len(caught.value.faults) == 60 + 59  # 60 forms and 59 that stand already


def test_nothing_is_half_loaded(folder: Path) -> None:
    mini.set_cell(folder, "texts", 3, "key", "No Key")
    corpus, found = examine(folder)
    assert corpus is None
    assert [fault.file for fault in found] == ["texts.csv"]


# Finding it


@pytest.mark.parametrize("name", ["kherson", "", "a\0b", "x" * 5000, "\ud800"])
def test_unknown_name_lists_what_exists(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    wanted = name or "no such folder"
    with pytest.raises(LookupFailed, match="There is no corpus and no folder") as caught:
        load(wanted)
    assert f"Corpora that come with the kit: {', '.join(available())}. Or give the path" in str(caught.value)


def test_the_descriptor_stands_for_its_folder(folder: Path) -> None:
    assert load(folder / mini.DESCRIPTOR).name == "mini"
