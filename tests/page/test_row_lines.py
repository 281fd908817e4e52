"""How a row reads in one line: the template of its table's schema, and what a page makes of it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest

from infowar_kit.corpus import Corpus, load
from infowar_kit.corpus.labels import LabelError, Part, Slot, parse
from infowar_kit.corpus.schema import schemas
from infowar_kit.page.labels import publication_label
from infowar_kit.page.row_line import row_line
from tests import mini
from tests.events import each_event
from tests.mini import faults


@pytest.fixture(scope="module")
def real() -> Corpus:
    return load()


def plain(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html).replace("Page", "")


def test_every_table_has_a_label() -> None:
    assert [schema["name"] for schema in schemas() if not schema.get("label")] == []


@each_event("real")
def test_every_row_that_a_task_rests_on_reads_as_words(real: Corpus) -> None:
    """Relays and toponyms were shown as an empty "R4005:"."""
    empty = []
    for owner in (*real.keys, *real.cards):
        for ref in owner.rows:
            key = ref.partition(":")[2]
            words = plain(row_line(real, ref)).replace(key, "", 1)
            if not re.search(r"\w{2,}.*\w{2,}", words, re.DOTALL):
                empty.append((ref, words))
    assert empty == []


@each_event("real")
def test_every_row_of_every_table_that_can_be_pointed_at_reads_as_words(real: Corpus) -> None:
    for table in real.descriptor.tables:
        if len(table.primary_key) != 1:
            continue
        for row in real.table(table.name):
            line = row_line(real, f"{table.name}:{getattr(row, table.primary_key[0])}")
            assert len(plain(line).split()) > 1, (table.name, row)
            assert "{" not in line and "[]" not in line and "  " not in line.strip(), line


def test_a_relay_says_who_took_it_from_whom(real: Corpus) -> None:
    row = next(r for r in real.relays if r.taker_item and r.giver_source and not r.inferred)
    line = plain(row_line(real, f"relays:{row.relay_id}"))
    taker = real.source(real.item(row.taker_item).source).name
    assert line.startswith(f"{row.relay_id}: {taker} ({row.taker_item}) took it from ")
    assert real.source(row.giver_source).name in line
    inferred = next(r for r in real.relays if r.inferred)
    assert "(inferred)" in row_line(real, f"relays:{inferred.relay_id}")
    assert "(inferred)" not in line


def test_a_form_of_a_name_is_marked_with_its_language(real: Corpus) -> None:
    row = next(r for r in real.toponyms if r.language == "uk")
    line = row_line(real, f"toponyms:{row.toponym_id}")
    assert 'lang="uk"' in line and real.place(row.place).name in line


def test_a_passage_hides_outlet_and_side(real: Corpus) -> None:
    for row in real.passages:
        line = row_line(real, f"passages:{row.passage_id}")
        assert row.outlet not in line.replace(row.text, "") and row.side not in line


def test_what_points_at_nothing_is_given_as_it_is(real: Corpus) -> None:
    assert row_line(real, "items:I9999") == "items:I9999"
    assert row_line(real, "nowhere:<b>") == "nowhere:&lt;b&gt;"


def test_a_row_of_what_is_true_of_every_event(real: Corpus) -> None:
    assert "confirmed" in row_line(real, "status_rules:both-sides") or real.get(
        "status_rules", real.status_rules[0].basis
    ).rule in row_line(real, f"status_rules:{real.status_rules[0].basis}")


def test_cells_are_escaped(folder: Path) -> None:
    mini.set_cell(folder, "sources", 1, "name", 'A <b> & "C"')
    line = row_line(load(folder), "sources:alpha-news")
    assert "A &lt;b&gt; &amp; &quot;C&quot;" in line and "<b>" not in line


def test_a_link_is_one_of_the_web(folder: Path) -> None:
    assert "Page" not in row_line(load(folder), "items:I001")  # it stands on none
    mini.set_cell(folder, "items", 1, "url", "https://example.org/constructed")
    assert 'href="https://example.org/constructed"' in row_line(load(folder), "items:I001")


def test_a_template_is_read_in_parts() -> None:
    name, note = Slot(("place", "name")), Slot(("note",), (), "spaced")
    assert parse("{place.name}[ ({note!spaced})]") == (
        Part((name,)),
        Part((" (", note, ")"), optional=True),
    )
    assert parse("{text:language}")[0].pieces == (Slot(("text",), ("language",)),)


@pytest.mark.parametrize("template", ["{", "a}", "[a", "a]", "[[a]]", "{Name}", "{a!shout}", "{}", "{a:}"])
def test_a_template_that_cannot_be_read(template: str) -> None:
    with pytest.raises(LabelError):
        parse(template)


BROKEN = {
    5: "table 'terms' has a label that is no text",
    "{nowhere}": "has a key on column 'nowhere', which it does not describe",
    "{term": "table 'terms' has a label with braces that do not match",
    "[{term}": "table 'terms' has a label with brackets that do not match",
    "{term!shout}": "table 'terms' has a label with '!shout' that is none of plain, spaced",
}


@pytest.mark.parametrize(("label", "expected"), BROKEN.items())
def test_a_label_that_cannot_be_used_is_a_fault(folder: Path, label: object, expected: str) -> None:
    mini.edit_descriptor(folder, lambda raw: mini.resource(raw, "terms").update(label=label))
    assert any(expected in str(fault) for fault in faults(folder))


@pytest.mark.parametrize(
    ("precision", "published", "words"),
    [
        ("on-or-after", "2022-10-03", "3 Oct or later"),
        ("on-or-after", "2022-10", "October 2022 or later"),
        ("month", "2022-10", "October 2022, day not known"),
        ("year", "2022", "2022, day not known"),
        ("on-or-after", "2020-10-03", "3 Oct 2020 or later"),
    ],
)
def test_date_that_is_known_in_part_is_said_in_words(
    real: Corpus, precision: str, published: str, words: str
) -> None:
    item = replace(real.item("I001"), precision=precision, published=published)
    assert publication_label(item, dt.UTC, (dt.date(2022, 9, 30), dt.date(2022, 10, 5))) == words
