"""Can the kit be translated without touching Python? A language of brackets shows what cannot.

Every sentence of the catalogue stands in ⟦ ⟧ there. What is on a page must stand in them, or come from a
row, which a translator translates as a row: English that is left over is written into the code.
"""

from __future__ import annotations

import dataclasses
import html
import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import ipywidgets
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from infowar_kit import say
from infowar_kit.corpus import datasets_folder, load
from infowar_kit.corpus.packages import load_package
from infowar_kit.face import Kit, exhibits
from infowar_kit.page.form import form_html
from infowar_kit.tasks import kinds
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.text import plain
from infowar_kit.tone.lens_hunt import ends
from infowar_kit.tone.methods.hunting import sentences
from infowar_kit.verification.results import result_of
from infowar_kit.widgets import RecordPanel, view
from infowar_kit.widgets.controls import Control
from tools.catalogue import TEMPLATE, as_text, collected

CODE = "xx"
CORPUS = load()
# Names that are the same in every language, and words of the examples that explain a form.
SAME = {"km", "http", "https", "www", "nbsp", "com"}
# Glosses stand word by word on a page, each meaning alone.
GLOSSED = {
    word
    for row in CORPUS.texts
    if row.key.endswith("/gloss")
    for word in re.findall(r"[A-Za-z]{3,}", row.text)
}


@pytest.fixture(scope="module", autouse=True)
def brackets(tmp_path_factory):
    """Make the language, and speak it."""
    folder = tmp_path_factory.mktemp("locale")
    catalogue = Catalog(charset="utf-8", fuzzy=False)
    for message in collected():
        if not message.id:
            continue
        one = message.id if isinstance(message.id, str) else message.id[0]
        forms = (one, *message.id[1:]) if isinstance(message.id, list | tuple) else one
        said = tuple(f"⟦{form}⟧" for form in forms) if isinstance(forms, tuple) else f"⟦{one}⟧"
        catalogue.add(message.id, said, context=message.context)
    path = folder / CODE / "LC_MESSAGES"
    path.mkdir(parents=True)
    with (path / f"{say.DOMAIN}.mo").open("wb") as file:
        write_mo(file, catalogue)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(say.FOLDER_VARIABLE, str(folder))
        say.forget()
        with say.using(CODE):
            yield
    say.forget()


@pytest.fixture(scope="module")
def content() -> list[str]:
    """Every cell of the corpus that holds a phrase or a name, the longest first.

    Single words that are no names would hide words of the code.
    """
    cells: set[str] = set(
        words_of(
            json.loads(
                (datasets_folder() / CORPUS.name.rpartition("/")[2] / "event.json").read_text(
                    encoding="utf-8"
                )
            )
        )
    )
    packages = [CORPUS, *(load_package(datasets_folder() / name) for name in ("lens", "techniques"))]
    for package in packages:
        for table in package.names:
            for row in package.table(table):
                cells |= set(words_of([getattr(row, one.name) for one in dataclasses.fields(row)]))
    # Names, and words of texts, that may be a word or two in small letters.
    names = {source.name for source in CORPUS.sources} | {row.form for row in CORPUS.toponyms}
    names |= {plain(row.text) for row in CORPUS.renderings}
    names |= {plain(row.term) for row in CORPUS.terms}
    names |= {row.subject for row in packages[1].table("measurements")}
    # What grades are called stands in rows of the method, in any language.
    grades = load_package(datasets_folder() / "method").table("texts")
    names |= {row.text for row in grades if row.key.startswith("grade/")}
    # A page of results shows hosts, and the beginning of what a row says.
    results = [
        result_of(CORPUS, card, [card.text]) for card in CORPUS.cards if card.kind == "row"
    ]  # fmt: skip
    names |= {words for result in results for words in (result.address, result.snippet)} - {""}
    # What was missed in a passage is asked sentence by sentence.
    asked = {row.text[a:b] for row in CORPUS.passages for a, b in sentences(row.text)}
    asked |= {
        row.text[a:b] for row in CORPUS.passages for a, b in sentences(row.text, row.text.find("]") + 1)
    }
    names |= asked | {ends(words, 50) for words in asked} | {ends(words).rstrip(".") for words in asked}
    # Answers to pick may be two words.
    names |= {plain(row.text) for row in CORPUS.texts if " " in row.text}
    # Links show the host of their page; tables what a rendering means word for word.
    pages = {row.url for row in (*CORPUS.items, *CORPUS.renderings) if row.url}
    names |= {urlsplit(page).netloc.removeprefix("www.") for page in pages}
    names |= {shift.back_gloss for shift in CORPUS.shifts if shift.back_gloss}
    names |= {term.gloss for term in CORPUS.terms if term.gloss}
    phrases = {cell for cell in cells if cell.count(" ") > 1 or cell[:1].isupper()} | names
    return sorted(phrases, key=len, reverse=True)


def words_of(value: object) -> Iterator[str]:
    """Yield the texts within a value."""
    if isinstance(value, str) and len(value) > 3:
        for block in re.split(r"\n\s*\n|\n- |^- ", value):
            words = " ".join(plain(block).split())
            spaced = words.replace("-", " ")
            yield from {words, words.lower(), words[:1].upper() + words[1:], spaced}
            # The words that are asked about stand between two signs, which the page has as a mark.
            yield re.sub("[‹›]", "", words)
    elif isinstance(value, dict):
        for one in value.values():
            yield from words_of(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from words_of(one)


def texts_of(widget: ipywidgets.Widget) -> Iterator[str]:
    """Yield all that a widget and those in it show or say."""
    # The value of a list and of a question is its key in the answer; what it shows are its options.
    values = () if hasattr(widget, "options") or isinstance(widget, Control) else ("value",)
    for name in ("description", *values, "text", "label", "message", "placeholder"):
        found = getattr(widget, name, None)
        if isinstance(found, str):
            yield found
    for option in getattr(widget, "options", ()) or ():
        yield str(option[0] if isinstance(option, tuple) else option)
    for child in getattr(widget, "children", ()):
        yield from texts_of(child)


def left_over(page: str, content: list[str]) -> list[str]:
    """Return the English words of a page that stand neither in brackets nor in a row."""
    page = re.sub(r"</?(?:em|span|strong|mark|a|b|i|bdi)\b[^>]*>", "", page)
    page = re.sub(r"<sup>[^<]*</sup>|<code>[^<]*</code>", "", page)
    page = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())
    while (shorter := re.sub(r"⟦[^⟦⟧]*⟧", " ", page)) != page:
        page = shorter
    # Marks of stress in a prompt, and of words that are compared, are no part of the row.
    page = re.sub(r"[*‹›]", "", page)
    for cell in content:
        if cell in page:
            page = page.replace(cell, " ")
    rows = "\n".join(content)
    # What is quoted from a row, as the words of a mark, and the beginning of a text that is cut short.
    page = re.sub("“([^“”]+)”", lambda found: " " if found[1] in rows else found[0], page)
    page = re.sub("[^⟦⟧\n]{1,80}…", lambda found: without_the_beginning(found[0], rows), page)
    return [word for word in re.findall(r"[A-Za-z]{3,}", page) if word not in SAME | GLOSSED]


def without_the_beginning(cut: str, rows: str) -> str:
    """Return what is left of a stretch that ends in "…" without the longest beginning of a row before it."""
    for start in range(len(cut) - 4):
        if cut[start:-1] in rows:
            return cut[:start]
    return cut


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_no_bare_english_in_a_task(kind, content, tmp_path):
    slug = next(row.task_id for row in CORPUS.tasks if row.kind == kind)
    session = Session(CORPUS, Record(tmp_path / "record.json"))
    pages = []
    for answered in (False, True):
        work = session.work(slug)
        if answered:
            work.answer(work.task.right_answer())
        shown = view(work)
        for press in (shown.check_button, shown.hint_button, shown.show_button):
            press.click()
            pages += [*texts_of(shown), shown.guard.message]
        pages += [str(work.task), form_html(work.task), shown._repr_mimebundle_()["text/html"]]
    words = left_over("\n".join(pages), content)
    assert not words, f"{kind}: {sorted(set(words))}"


def test_no_bare_english_in_the_panel(content, tmp_path):
    panel = RecordPanel(Record(tmp_path / "record.json"))
    assert not left_over("\n".join(texts_of(panel)), content)


CALLS = {
    "coverage": ("language",),
    "map": (str(max(row.as_of for row in CORPUS.control)),),
    "distance": tuple(row.place_id for row in CORPUS.places if row.latitude is not None)[:2],
    "where": ("Lyman",),
    "hedges": ("It reportedly fell.", "en"),
    # The hedge meter whose texts have a name for a figure.
    "article": (next(t.key[8:].upper() for t in CORPUS.texts if t.key.startswith("article/")),),
    "certainty": (next(t.key.partition("/")[0] for t in CORPUS.texts if t.key.endswith("/original/step")),),
    "disagreements": ("07",),
    "lens": ("A shameful lie.",),
    "lens_drift": (CORPUS.terms[0].term_id,),
}


@pytest.mark.parametrize("name", [name for names in exhibits().values() for name in names])
def test_no_bare_english_in_an_exhibit(name, content, tmp_path, monkeypatch):
    monkeypatch.setenv("INFOWAR_KIT_RECORD", str(tmp_path / "record.json"))
    kit = Kit(language="en")
    say.use(CODE)
    arguments = CALLS.get(name, ())
    shown = getattr(kit, name)(*arguments)
    drawn = shown._repr_html_() if hasattr(shown, "_repr_html_") else ""
    drawn = re.sub(r'src="data:[^"]*"', "", drawn)
    said = set(re.findall(r"\w+", " ".join(arguments)))  # what was asked about is the learner's own
    words = [word for word in left_over(f"{drawn}\n{shown!r}", content) if word not in said]
    assert not words, f"{name}: {sorted(set(words))}"


def test_a_map_of_nothing_says_so():
    """The first day of a front of which nothing was said yet: towns and rivers, and no word of what comes."""
    first = min(row.as_of for row in CORPUS.control)
    kit = Kit(language="en")
    say.use(CODE)
    shown = kit.map(f"{first} 00:00")
    assert shown.rows == ()
    assert shown.alt.count("⟦none⟧") == len(CORPUS.event.holders) + 1


def test_what_is_missing_is_said_in_english_and_counted():
    with say.using("qq"):
        say.forget()
        assert say.say("Check") == "Check"
        assert say.plural("{number} row", "{number} rows", 2) == "2 rows"
        assert say.missing["qq", "Check"] == 1
        assert say.missing["qq", "{number} row"] == 1
    say.forget()


def test_a_slip_in_a_placeholder_does_not_stop_a_lesson(tmp_path, monkeypatch):
    path = tmp_path / "zz" / "LC_MESSAGES"
    path.mkdir(parents=True)
    catalogue = Catalog(charset="utf-8", fuzzy=False)
    catalogue.add("Page {number} of the feed.", "Seite {nummer}.")
    with (path / f"{say.DOMAIN}.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setenv(say.FOLDER_VARIABLE, str(tmp_path))
    say.forget()
    with say.using("zz"):
        assert say.say("Page {number} of the feed.", number=2) == "Page 2 of the feed."
    say.forget()


def test_the_template_is_up_to_date():
    committed = TEMPLATE.read_text(encoding="utf-8")
    assert committed == as_text(collected()), "Run `make catalogue` and commit what it changes."
