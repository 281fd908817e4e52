"""The rows "to add … touch …" of docs/architecture.md, each tried: a table, and an event of one's own."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package as DataPackage

import infowar_kit
from infowar_kit.cli import main
from infowar_kit.corpus import load
from infowar_kit.corpus.loading import available, default
from infowar_kit.corpus.schema import schemas
from infowar_kit.errors import CorpusError, LookupFailed
from infowar_kit.page.row_line import row_line
from infowar_kit.tasks import build
from infowar_kit.verification.control_map import control_map
from infowar_kit.verification.coverage import coverage_figure
from infowar_kit.verification.methods.control import moment_of, sides, standing
from infowar_kit.verification.methods.coverage import coverage_by_day
from infowar_kit.verification.methods.feed import FeedModel

ROOT = Path(infowar_kit.__file__).parents[1]

# An event that never was: three sides, one of them without a place, one front, long ago, off the web.
EVENT: dict[str, Any] = {
    "name": "harbour-1907",
    "version": "0.1.0",
    "title": "Constructed: who closed the harbour",
    "period": {"start": "1907-03-01", "end": "1907-03-03", "utc_offset": "+01:00", "clock": "harbour time"},
    "fronts": [{"id": "quay", "label": "The quay"}],
    "sides": [
        {"id": "dockers", "label": "the dockers", "affiliations": ["union"]},
        {"id": "owners", "label": "the owners", "affiliations": ["company"]},
        {"id": "town", "label": "the town"},
    ],
    "holders": [{"id": "strikers", "label": "strikers"}, {"id": "company", "label": "the company"}],
    "values": {"sources.affiliation": ["union", "company", "none-known"]},
    "licenses": [{"name": "CC0-1.0", "title": "Public domain", "path": "https://example.org/cc0"}],
}
BASIS = {f"{column}_basis": "constructed" for column in ("kind", "country", "affiliation", "state_control")}
SOURCE = BASIS | {"kind": "newspaper", "country": "unknown", "language": "en", "state_control": "unknown"}
ITEM = {"language": "en", "precision": "day", "kind": "news", "platform": "web", "rights": "paraphrase",
        "read_on": "2026-01-01", "read_by": "me", "inferred": "false"}  # fmt: skip
ROWS: dict[str, list[dict[str, str]]] = {
    "sources": [
        SOURCE | {"source_id": "dawn", "name": "Dawn", "affiliation": "union", "inferred": "false"},
        SOURCE | {"source_id": "ledger", "name": "Ledger", "affiliation": "company", "inferred": "false"},
    ],
    "items": [
        ITEM | {"item_id": "I001", "source": "dawn", "published": "1907-03-01", "reports": "It is shut."},
        ITEM | {"item_id": "I002", "source": "ledger", "published": "1907-03-02", "reports": "It is open."},
    ],
    "places": [
        {"place_id": "quay", "name": "Old Quay", "kind": "town", "front": "quay", "latitude": "-33.9",
         "longitude": "18.4", "uncertainty_km": "1", "coordinate_basis": "constructed", "inferred": "false"},
    ],
    "control": [
        {"place": "quay", "as_of": "1907-03-01", "held_by": "strikers", "said_by": "dawn", "item": "I001",
         "inferred": "false"},
        {"place": "quay", "as_of": "1907-03-02", "held_by": "company", "said_by": "ledger", "item": "I002",
         "inferred": "false"},
    ],
    "terms": [
        {"term_id": "T01", "term": "Aussperrung", "language": "de", "gloss": "lockout", "inferred": "false",
         "pitfall": "euphemism", "explanation": "constructed", "original_seen": "true"},
    ],
    "renderings": [
        {"rendering_id": "T01-01", "term": "T01", "language": "en", "text": "a pause", "inferred": "false"},
        {"rendering_id": "T01-02", "term": "T01", "language": "en", "text": "a lockout", "inferred": "false"},
    ],
    "shifts": [
        {"shift_id": "S001", "rendering": "T01-01", "shift": "euphemism", "severity": "changes-the-claim",
         "words": "pause", "back_gloss": "a rest", "why": "constructed", "inferred": "false"},
        {"shift_id": "S002", "rendering": "T01-02", "shift": "faithful", "severity": "none",
         "back_gloss": "lockout", "why": "constructed", "inferred": "false"},
    ],
    "lessons": [{"lesson_id": "01", "notebook": "01_harbour.ipynb", "title": "The harbour"}],
    "tasks": [
        {"task_id": "who-says", "lesson": "01", "position": "1", "kind": "choice", "version": "1",
         "minutes": "2"},
        {"task_id": "compare", "lesson": "01", "position": "2", "kind": "rendering-compare", "version": "1",
         "minutes": "3"},
    ],
    "keys": [
        {"task": "who-says", "part": "dawn", "position": "1", "accept": "yes", "rows": "items:I001"},
        {"task": "who-says", "part": "ledger", "position": "2", "accept": "no", "rows": "items:I002"},
        {"task": "compare", "part": "a", "position": "1", "accept": "euphemism", "rows": "renderings:T01-01"},
        {"task": "compare", "part": "b", "position": "2", "accept": "faithful", "rows": "renderings:T01-02"},
    ],
    "texts": [
        {"key": f"{task}/{name}", "language": "en", "text": f"Constructed {name}."}
        for task, parts in (("who-says", ("dawn", "ledger")), ("compare", ("a", "b")))
        for name in ("title", "prompt", "hint", "right", *parts, *(f"{part}/reason" for part in parts))
    ],
}  # fmt: skip


def write_event(folder: Path, event: dict[str, Any], tables: dict[str, list[dict[str, str]]]) -> Path:
    """Write an event into an empty folder: its own file, and a CSV file for each table that has rows."""
    (folder / "event.json").write_text(json.dumps(event), encoding="utf-8")
    for schema in schemas():
        rows = tables.get(schema["name"])
        if rows is None:
            continue
        path = folder / schema["part"] / f"{schema['name']}.csv"
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            columns = [field["name"] for field in schema["schema"]["fields"]]
            writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    folder = tmp_path / "harbour"
    folder.mkdir()
    return write_event(folder, EVENT, ROWS)


# Another event: a folder, no Python


def test_an_event_from_an_empty_folder_loads_and_checks(harbour: Path, capsys: Any) -> None:
    corpus = load(harbour)
    assert (corpus.name, len(corpus.items), corpus.claims) == ("harbour-1907", 2, ())
    assert main(["corpus", "check", str(harbour)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("harbour-1907 0.1.0 is valid: 2 sources, 2 items, ")
    assert "Nothing is sealed yet. Before it is handed out, run: infowar-kit corpus seal" in said


def test_it_is_sealed_and_another_tool_agrees(harbour: Path) -> None:
    assert main(["corpus", "seal", str(harbour)]) == 0
    assert load(harbour).verify().total == 2 and load(harbour).verify()
    report = DataPackage(str(harbour / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])
    assert {task.name for task in report.tasks} == set(ROWS)


@pytest.mark.parametrize(
    ("slug", "answer"),
    [("who-says", {"chosen": ["dawn"]}), ("compare", {"a": "euphemism", "b": "faithful"})],
)
def test_a_task_of_it_is_built_and_solved(harbour: Path, slug: str, answer: dict[str, Any]) -> None:
    corpus = load(harbour)
    feedback = build(corpus, slug).check(answer)
    assert feedback.verdict == "right"
    for reason in feedback.reasons:
        assert all(len(row_line(corpus, ref).split()) > 3 for ref in reason.rows)


def test_its_own_clock_sides_and_holders_are_shown(harbour: Path) -> None:
    corpus = load(harbour)
    assert sides(corpus) == ("the dockers", "the owners", "the town", "others")
    assert corpus.event.clock == "harbour time"
    first, second = (moment_of(corpus, day) for day in ("1907-03-01", "1907-03-02"))
    [found] = standing(corpus, first, "quay")
    assert (found.held_by, found.holder.label, found.sides) == ("strikers", "strikers", ("the dockers",))
    [found] = standing(corpus, second, "quay")
    assert (found.held_by, found.sides) == ("contested", ("the dockers", "the owners"))
    shown = control_map(corpus, second, "quay")
    assert (
        shown.caption
        == "The quay: who was said to hold what. Published until the end of 2 Mar (harbour time)."
    )
    # Without shapes and frame there is a map of its places.
    assert (
        "Old Quay" in shown.picture(False) and "iwk-water" not in shown.picture(False) and shown.notes == ()
    )
    with pytest.raises(LookupFailed, match=r"There is no front 'moon'\. The fronts are: quay\."):
        standing(corpus, first, "moon")
    assert len(FeedModel(corpus).items) == 2
    assert coverage_figure(coverage_by_day(corpus)).rows


def test_what_is_true_of_every_event_is_there(harbour: Path) -> None:
    corpus = load(harbour)
    assert corpus.text("glossary/hedge")
    assert {row.status for row in corpus.status_rules} >= {"confirmed", "unresolved"}
    assert corpus.hedge_cues and corpus.get("status_rules", corpus.status_rules[0].basis)


def test_an_event_may_have_no_front_and_no_side(harbour: Path) -> None:
    bare = {key: EVENT[key] for key in ("name", "version", "title")}
    for table in ("places", "control"):
        (harbour / "evidence" / f"{table}.csv").unlink()
    (harbour / "event.json").write_text(json.dumps(bare), encoding="utf-8")
    corpus = load(harbour)
    assert (corpus.event.fronts, sides(corpus), corpus.event.clock) == ({}, ("others",), "UTC")
    assert [str(day) for day in corpus.period] == ["1907-03-01", "1907-03-02"]


def faults(folder: Path) -> str:
    with pytest.raises(CorpusError) as caught:
        load(folder)
    return "\n".join(map(str, caught.value.faults))


BROKEN: list[tuple[dict[str, Any], str]] = [
    ({"name": ""}, 'event.json: lacks a text for \'name\'. Add "name": "…".'),
    ({"period": {"start": "1907-02-30"}}, "event.json: has a period whose start is not valid."),
    ({"period": {"clock": 3}}, "event.json: has a period whose clock is not valid."),
    ({"example": "yes"}, "event.json: has an example that is neither true nor false."),
    ({"sides": {"a": 1}}, "event.json: has sides that are not a list of objects, each with an id of its own"),
    (
        {"sides": [{"id": "a", "label": "A", "affiliations": "b"}]},
        "has a side 'a' whose parts are not texts.",
    ),
    ({"fronts": [{"id": "a", "label": "A"}] * 2}, "event.json: has fronts that are not a list of objects"),
    ({"fronts": [{"id": "a"}]}, 'such as [{"id": "north", "label": "Northern …"}].'),
    ({"holders": [{"id": "a", "label": "A", "colour": "red"}]}, "has a holder 'a' that cannot be drawn."),
    ({"holders": [{"id": "a", "label": "A", "marker": "?"}]}, '"marker" is one of o s ^'),
    ({"names": {"reasons": {"a": 1}}}, "event.json: has names with a reason that is no text."),
    ({"names": {"countries": "A"}}, "event.json: has names whose countries are not a list of texts."),
    (
        {"names": {"region": "governorate"}},
        'calls a region or a district by no name. Such as "region": "{name} governorate".',
    ),
    ({"annotators": "two"}, "event.json: has annotators that are not an object of texts."),
    ({"map_note": 1}, "event.json: has a map_note that is no text."),
    ({"map_credit": 1}, "event.json: has a map_credit that is no text."),
    (
        {"fronts": [{"id": "a", "label": "A", "frame": [34, 46, 33, 47]}]},
        "has a front 'a' whose frame is no part of the earth. \"frame\" is [west, south, east, north]",
    ),
    (
        {"fronts": [{"id": "a", "label": "A", "frame": [1, 2, 3, True]}]},
        "whose frame is no part of the earth",
    ),
    ({"values": {"sources.affiliation": "union"}}, "event.json: has values that are not an object of lists."),
    ({"bounds": [1]}, 'event.json: has bounds that are not an object of lists. "bounds" names columns'),
]


@pytest.mark.parametrize(("edit", "expected"), BROKEN, ids=[expected[:60] for _, expected in BROKEN])
def test_faults_of_an_event_say_what_is_valid(harbour: Path, edit: dict[str, Any], expected: str) -> None:
    (harbour / "event.json").write_text(json.dumps(EVENT | edit), encoding="utf-8")
    assert expected in faults(harbour)


def test_faults_of_its_tables_name_file_line_and_column(harbour: Path) -> None:
    path = harbour / "evidence" / "items.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("I002,ledger", "I002,nobody"), encoding="utf-8")
    assert "evidence/items.csv, line 3, column 'source': 'nobody' does not stand in evidence/sources.csv" in (
        faults(harbour)
    )


def test_values_that_an_event_lists_are_the_only_ones(harbour: Path) -> None:
    path = harbour / "evidence" / "sources.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",union,", ",guild,", 1), encoding="utf-8")
    assert "'guild' is not one of the values allowed. Valid: union, company, none-known." in faults(harbour)


# As it was sealed, or checked


def test_a_corpus_that_was_changed_since_it_was_sealed_is_checked_in_full(harbour: Path) -> None:
    assert main(["corpus", "seal", str(harbour)]) == 0
    for name in ("evidence/items.csv", "event.json", "datapackage.json"):
        path = harbour / name
        before = path.read_bytes()
        path.write_bytes(before.replace(b"1907-03-02", b"1907-03-99"))
        if name == "datapackage.json":  # it says nothing of the days, and would be made again
            path.write_bytes(b"{}")
            assert load(harbour).name == "harbour-1907"
        elif name == "evidence/items.csv":
            assert "evidence/items.csv, line 3, column 'published'" in faults(harbour)
        path.write_bytes(before)
    (harbour / "event.json").write_text(
        json.dumps(EVENT | {"values": {"sources.affiliation": ["union"]}}), encoding="utf-8"
    )
    assert "has a side 'owners' whose affiliations name 'company'. Valid: union." in faults(harbour)


def test_a_sealed_table_that_went_missing_is_a_fault(harbour: Path) -> None:
    assert main(["corpus", "seal", str(harbour)]) == 0
    (harbour / "evidence" / "control.csv").unlink()
    assert "evidence/control.csv: is missing." in faults(harbour)


def test_many_threads_may_ask_for_a_table_at_once(harbour: Path) -> None:
    corpus = load(harbour)
    found: list[tuple[Any, ...]] = []
    together = threading.Barrier(8)

    def ask() -> None:
        together.wait()
        found.append(corpus.table("renderings"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and all(one is found[0] for one in found)


# Which corpus is meant


def test_the_setting_names_the_corpus(harbour: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = default()
    monkeypatch.setenv("INFOWAR_KIT_CORPUS", str(harbour))
    assert load().name == "harbour-1907"
    monkeypatch.setenv("INFOWAR_KIT_CORPUS", "nowhere")
    with pytest.raises(LookupFailed, match="There is no corpus and no folder 'nowhere'"):
        load()
    monkeypatch.delenv("INFOWAR_KIT_CORPUS")
    assert load().name == shipped


def test_a_lesson_beside_its_event_teaches_it(harbour: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (harbour / "lessons").mkdir()
    for place in (harbour, harbour / "lessons"):
        monkeypatch.chdir(place)
        assert load().name == "harbour-1907"
    monkeypatch.chdir(harbour.parent)
    assert load().name != "harbour-1907"


def test_several_corpora_and_no_setting_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infowar_kit.corpus.loading.available", lambda: ("one", "two"))
    with pytest.raises(LookupFailed, match=r"the kit comes with one, two\. .*INFOWAR_KIT_CORPUS"):
        default()


def test_an_example_has_to_be_named() -> None:
    assert len(available()) > 1 and default() in available()
    examples = [name for name in available() if load(name).descriptor.raw.get("example")]
    assert examples and default() not in examples
    assert load(examples[0]).name == examples[0]


# A table: its schema and its CSV

POSTERS = {
    "name": "posters",
    "title": "Posters",
    "description": "A poster seen on a wall.",
    "part": "evidence",
    "position": 500,
    "label": "{poster_id}: “{words:language}” at {place.name}[, seen {seen_on}]",
    "record": "Poster",
    "schema": {
        "fields": [
            {"name": "poster_id", "type": "string", "description": "Key", "constraints": {"required": True}},
            {"name": "words", "type": "string", "description": "What it says"},
            {"name": "language", "type": "string", "description": "Language (BCP 47)"},
            {"name": "place", "type": "string", "description": "Where it hung"},
            {"name": "seen_on", "type": "date", "description": "Day"},
            {"name": "tags", "type": "string", "description": "Tags", "separator": "|"},
        ],
        "primaryKey": ["poster_id"],
        "foreignKeys": [{"fields": "place", "reference": {"resource": "places", "fields": "place_id"}}],
    },
}
USE = """
from pathlib import Path
from infowar_kit.corpus import load
from infowar_kit.corpus.records import Poster
from infowar_kit.page.row_line import row_line
corpus = load(Path("harbour"))
[row] = corpus.posters
assert isinstance(row, Poster) and row.tags == ("red", "large"), row
assert corpus.get("posters", "W1").seen_on.isoformat() == "1907-03-01"
print(row_line(corpus, "posters:W1"))
"""


@pytest.fixture
def copy(harbour: Path, tmp_path: Path) -> Path:
    """A copy of the package, with the harbour in it, for something to be added."""
    folder = tmp_path / "copy"
    leave = shutil.ignore_patterns("__pycache__", "*.ipynb")
    for name in ("infowar_kit", "datasets", "tools"):
        shutil.copytree(ROOT / name, folder / name, ignore=leave)
    shutil.move(harbour, folder / "harbour")
    return folder


def run(copy: Path, *command: str, **environment: str) -> str:
    """Run Python in a copy of the package, and return what it prints."""
    done = subprocess.run(
        [sys.executable, *command], cwd=copy, env=os.environ | {"PYTHONPATH": str(copy)} | environment,
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_table_is_its_schema_and_its_csv(copy: Path) -> None:
    # What is added: two files.
    schema = copy / "infowar_kit" / "corpus" / "schema" / "posters.json"
    schema.write_text(json.dumps(POSTERS), encoding="utf-8")
    rows = "poster_id,words,language,place,seen_on,tags\nW1,Streik,de,quay,1907-03-01,red | large\n"
    (copy / "harbour" / "evidence" / "posters.csv").write_text(rows, encoding="utf-8")

    assert set(run(copy, "-m", "tools.records").split()) >= {"records.py", "attributes.py"}
    assert (
        run(copy, "-c", USE) == 'W1: “<span lang="de" dir="ltr">Streik</span>” at Old Quay, seen 1907-03-01\n'
    )
    assert "1 posters" in run(copy, "-m", "infowar_kit.cli", "corpus", "check", "harbour")
    run(copy, "-m", "infowar_kit.cli", "corpus", "seal", "harbour")
    assert "## posters" in (copy / "harbour" / "DICTIONARY.md").read_text(encoding="utf-8")
    assert DataPackage(str(copy / "harbour" / "datapackage.json")).validate().valid


def test_the_record_classes_are_those_of_the_schema() -> None:
    """They are made: `make data` after a change of the schema."""
    from tools.records import HOME, modules

    stale = [name for name, text in modules().items() if (HOME / name).read_text(encoding="utf-8") != text]
    assert stale == [], "run `make data`"


def test_a_schema_says_all_that_a_table_needs() -> None:
    needed = {"name", "title", "description", "part", "position", "record", "label", "schema"}
    for schema in schemas():
        assert needed <= schema.keys(), schema["name"]
        assert schema["part"] in ("evidence", "teaching"), schema["name"]
        assert "kherson" not in json.dumps(schema).casefold(), schema["name"]


# A kind of task that is made of questions: one file

WHICH_DAY = '''
"""Say on which day something was published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from infowar_kit.page.labels import day_label
from infowar_kit.say import say
from infowar_kit.tasks.feedback import Feedback, Reason
from infowar_kit.tasks.questions import Pick
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.task import PartByPart


class WhichDay(PartByPart):
    """Date pieces of coverage: an answer is ``{part: day}``; a key names its item and accepts days."""

    kind: ClassVar[str] = "which-day"

    def sections(self) -> tuple[Section, ...]:
        days = {str(day): day_label(day) for day in self.corpus.period}
        question = Pick(label=say("On which day?"), options=days)
        return tuple(
            Section(key.part, (question,), lines=(self.corpus.item(key.item).reports,)) for key in self.keys
        )

    def judge(self, part: str, value: Any) -> Sequence[Reason]:
        key = self.key(part)
        held = value in key.accept
        return [Reason(part, "right" if held else "wrong", value, self.reasons[part], key.rows)]

    def solution(self) -> Feedback:
        return Feedback("noted", say("The days."), tuple(
            Reason(key.part, "noted", " ".join(key.accept), self.reasons[key.part], key.rows)
            for key in self.keys
        ))

    def right_answer(self) -> dict[str, Any]:
        return {key.part: key.accept[0] for key in self.keys}
'''
SOLVE = """
from pathlib import Path
from infowar_kit.corpus import load
from infowar_kit.page.form import form_html
from infowar_kit.tasks import build, kinds
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.widgets import view
corpus = load(Path("harbour"))
assert "which-day" in kinds()
session = Session(corpus, Record(Path("record.json")))
shown = view(session.work("dates"))
shown.check_button.click()
assert "Nothing is answered yet." in shown._feedback.value, shown._feedback.value
shown.controls["dawn",].value = "1907-03-03"
shown.check_button.click()
assert "Not yet." in shown._found["dawn"].value
shown.controls["dawn",].value = "1907-03-01"
shown.check_button.click()
assert "That holds." in shown._feedback.value
assert view(session.work("dates")).controls["dawn",].value == "1907-03-01"
assert "1 Mar" in form_html(session.work("dates").task)
print(build(corpus, "dates").check({"dawn": "1907-03-01"}).verdict)
"""


def test_a_kind_of_task_made_of_questions_is_one_file(copy: Path) -> None:
    (copy / "infowar_kit" / "verification" / "which_day.py").write_text(WHICH_DAY, encoding="utf-8")
    task = {"task_id": "dates", "lesson": "01", "position": "3", "kind": "which-day", "version": "1",
            "minutes": "2"}  # fmt: skip
    key = {"task": "dates", "part": "dawn", "position": "1", "accept": "1907-03-01", "item": "I001",
           "rows": "items:I001"}  # fmt: skip
    names = ("title", "prompt", "hint", "dawn/reason")
    texts = [{"key": f"dates/{n}", "language": "en", "text": f"Constructed {n}."} for n in names]
    more = {"tasks": [task], "keys": [key], "texts": texts}
    write_event(copy / "harbour", EVENT, {name: ROWS[name] + more.get(name, []) for name in ROWS})
    assert run(copy, "-c", SOLVE) == "right\n"
    assert "valid" in run(copy, "-m", "infowar_kit.cli", "corpus", "check", "harbour")


# A language of the interface: its catalogue, and rows


def test_a_language_is_a_catalogue_and_rows(copy: Path) -> None:
    run(copy, "-m", "tools.catalogue", "uk")
    path = copy / "infowar_kit" / "locale" / "uk" / "LC_MESSAGES" / "infowar_kit.po"
    catalogue = path.read_text(encoding="utf-8")
    assert "nplurals=3" in catalogue.replace("\n", "")
    catalogue = catalogue.replace('msgid "Check"\nmsgstr ""', 'msgid "Check"\nmsgstr "Перевірити"')
    rows = 'msgid "Evidence: {number} row"\nmsgid_plural "Evidence: {number} rows"\n'
    forms = ("{number} рядок", "{number} рядки", "{number} рядків")
    empty = "".join(f'msgstr[{n}] ""\n' for n in range(3))
    assert rows + empty in catalogue
    catalogue = catalogue.replace(
        rows + empty, rows + "".join(f'msgstr[{n}] "Свідчення: {form}"\n' for n, form in enumerate(forms))
    )
    path.write_text(catalogue, encoding="utf-8")
    assert "uk: 2 of" in run(copy, "-m", "tools.catalogue", "uk")
    texts = copy / "harbour" / "teaching" / "texts.csv"
    texts.write_text(texts.read_text(encoding="utf-8") + "who-says/title,uk,Хто каже?\n", encoding="utf-8")
    said = run(
        copy,
        "-c",
        "from infowar_kit.face import Kit\n"
        "from infowar_kit.say import plural, missing\n"
        "kit = Kit('harbour')\n"
        "task = kit.task('who-says')\n"
        "print(task.check_button.description, task.hint_button.description, sep=',')\n"
        "one, many = 'Evidence: {number} row', 'Evidence: {number} rows'\n"
        "print(*(plural(one, many, n) for n in (1, 2, 5)), sep=',')\n"
        "print(task.work.task.title, missing['uk', 'Hint'] > 0)\n",
        INFOWAR_KIT_LANG="uk",
        INFOWAR_KIT_RECORD="record.json",
    ).splitlines()
    assert said[0] == "Перевірити,Hint"
    assert said[1] == "Свідчення: 1 рядок,Свідчення: 2 рядки,Свідчення: 5 рядків"
    assert said[2] == "Хто каже? True"
