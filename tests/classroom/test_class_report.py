"""The report on a class: what it counts, what it names, what it never shows."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from infowar_kit.cli import main
from infowar_kit.corpus import Corpus, load
from infowar_kit.tasks import build
from infowar_kit.tasks.handing_in import for_teacher
from infowar_kit.tasks.record import Entry, Record
from infowar_kit.tasks.session import Session
from infowar_kit.text import plain
from tests.classroom.simulated import learners

Capture = pytest.CaptureFixture[str]
TASKS = ("first-look", "grade-1", "replay-three-claims", "found-on-the-web")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load()


def session(corpus: Corpus, place: Path) -> Session:
    return Session(corpus, Record(place))


def hand_in(corpus: Corpus, folder: Path, name: str, *answers: tuple[str, dict[str, Any]]) -> Session:
    """Answer tasks as one learner does, and put the download where the class's are."""
    folder.mkdir(exist_ok=True)
    own = session(corpus, folder.parent / "homes" / f"{name}.json")
    for slug, answer in answers:
        own.work(slug).answer(answer)
    (folder / f"{name}.json").write_text(own.record.export(), encoding="utf-8")
    return own


@pytest.fixture
def handed(corpus: Corpus, tmp_path: Path) -> Path:
    """Six learners at one choice: two right, three with one mistake, one after the solution was shown."""
    folder = tmp_path / "handed-in"
    for name in ("a", "b"):
        hand_in(corpus, folder, name, ("first-look", {"chosen": ["passed-on"]}))
    for name in ("c", "d", "e"):
        hand_in(corpus, folder, name, ("first-look", {"chosen": ["analyst"]}),
                ("first-look", {"chosen": ["passed-on"]}))  # fmt: skip
    own = session(corpus, tmp_path / "homes" / "f.json")
    own.work("first-look").show()
    own.work("first-look").answer({"chosen": ["passed-on"]})
    (folder / "f.json").write_text(own.record.export(), encoding="utf-8")
    return folder


def report(folder: Path, *more: str) -> tuple[int, str]:
    page = folder.parent / "report.html"
    status = main(["class", "report", str(folder), "-o", str(page), *more])
    return status, page.read_text(encoding="utf-8") if page.exists() else ""


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)).split())


def test_first_tries_are_counted_with_the_reason_that_answers_the_mistake(
    corpus: Corpus, handed: Path, capsys: Capture
) -> None:
    status, page = report(handed)
    assert status == 0, capsys.readouterr().err
    assert "6 of 6 files count, 6 learners." in capsys.readouterr().out
    said = words(page)
    assert "Right at the first try: 2 of 5" in said
    assert "Shown before the first try: 1" in said
    wrong = build(corpus, "first-look").check({"chosen": ["analyst"]}).reasons[0]
    assert f"{wrong.said} (3 of 5" in said
    assert plain(wrong.text) in said
    assert "shown to 1" in said


def test_the_wall_names_nobody_and_asks_nobody(handed: Path) -> None:
    _, page = report(handed)
    marks = {json.loads(path.read_text())["entries"][0]["id"] for path in handed.iterdir()}
    assert not [mark for mark in marks if mark in page or mark[:8] in page]
    assert not re.search(r"<(script|link|img|iframe)\b|https?://", page)


def test_the_table_has_a_row_a_learner_task_and_part(handed: Path, tmp_path: Path) -> None:
    report(handed, "--csv", str(tmp_path / "class.csv"))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "class.csv").read_text(encoding="utf-8"))))
    assert len(rows) == len({(row["learner"], row["task"], row["part"]) for row in rows}) == 6
    assert sorted(row["right"] for row in rows) == ["", "0", "0", "0", "1", "1"]
    assert sorted(row["tries"] for row in rows) == ["1", "1", "1", "2", "2", "2"]


def test_what_counts_is_what_the_sessions_say(corpus: Corpus, tmp_path: Path) -> None:
    """The same numbers as `Session.first_tries`, learner by learner."""
    folder = tmp_path / "handed-in"
    folder.mkdir()
    wanted = []
    tasks = ("first-look", "grade-1", "replay-three-claims")
    for number, own in enumerate(learners(corpus, tmp_path / "homes", 4, tasks)):
        (folder / f"{number}.json").write_text(own.record.export(), encoding="utf-8")
        wanted += [
            (own.record.learner, slug, part, verdict)
            for slug, found in own.first_tries().items()
            for part, verdict in found.items()
        ]
    report(folder, "--csv", str(tmp_path / "class.csv"))
    rows = csv.DictReader(io.StringIO((tmp_path / "class.csv").read_text(encoding="utf-8")))
    assert sorted((r["learner"], r["task"], r["part"], r["verdict"]) for r in rows) == sorted(wanted)


def test_files_that_cannot_count_are_named_and_the_rest_is_done(
    corpus: Corpus, handed: Path, tmp_path: Path, capsys: Capture
) -> None:
    whole = (handed / "c.json").read_text(encoding="utf-8")
    entries = json.loads(whole)["entries"]
    (handed / "again.json").write_text(whole, encoding="utf-8")
    (handed / "older.json").write_text(json.dumps({"schema": 1, "entries": entries[:1]}))
    (handed / "cut.json").write_text(whole[: len(whole) // 2], encoding="utf-8")
    (handed / "bytes.json").write_bytes(b"\xff\xfe\x00")
    (handed / "newer.json").write_text('{"schema": 99, "entries": []}')
    (handed / "empty.json").write_text('{"schema": 1, "entries": []}')
    other = [dict(entries[0], corpus="another-event", id="x" * 32)]
    (handed / "foreign.json").write_text(json.dumps({"schema": 1, "entries": other}))
    status, page = report(handed)
    said = capsys.readouterr()
    assert status == 1
    assert "6 of 13 files count, 6 learners." in said.out
    # Of two equal files one counts, whichever came first.
    assert re.search(r"(again|c)\.json: holds the same answers as .*\.json: it was handed in twice", said.err)
    for name, reason in {
        "older": "is an older state of ",
        "cut": "is not a record: it is no JSON",
        "bytes": "it is no text",
        "newer": "newer version of infowar-kit",
        "empty": "holds no answer",
        "foreign": r"belongs to another event \(another-event\)",
    }.items():
        assert re.search(rf"{name}\.json: .*{reason}", said.err), name
    assert "Right at the first try: 2 of 5" in words(page)


def test_a_record_as_it_lies_on_disk_counts_with_what_can_be_read_of_it(
    corpus: Corpus, handed: Path, capsys: Capture
) -> None:
    own = session(corpus, handed / "disk.json")
    own.work("first-look").answer({"chosen": ["analyst"]})
    own.work("first-look").answer({"chosen": ["passed-on"]})
    path = own.record.files[0]
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([*lines[:2], lines[2].replace(b"passed-on", b"passed-up"), b""]))
    status, page = report(handed)
    assert status == 0
    assert "line 3 cannot be read" in capsys.readouterr().err
    assert "Right at the first try: 2 of 6" in words(page)


def test_two_files_of_one_learner_are_put_together(corpus: Corpus, handed: Path, capsys: Capture) -> None:
    own = session(corpus, handed.parent / "homes" / "g.json")
    own.work("first-look").answer({"chosen": ["analyst"]})
    text = own.record.export()
    for name, slug in (("laptop", "grade-1"), ("library", "replay-three-claims")):
        one = session(corpus, handed.parent / "homes" / f"{name}.json")
        one.record.restore(text)
        one.work(slug).answer(one.work(slug).task.right_answer())
        (handed / f"{name}.json").write_text(one.record.export(), encoding="utf-8")
    status, _ = report(handed)
    said = capsys.readouterr()
    assert status == 0
    assert "8 of 8 files count, 7 learners." in said.out
    assert "both count as one learner's" in said.err


def test_too_few_is_said(corpus: Corpus, tmp_path: Path) -> None:
    folder = tmp_path / "handed-in"
    hand_in(corpus, folder, "a", ("first-look", {"chosen": ["analyst"]}))
    _, page = report(folder)
    assert "0 of 1 (too few to say)" in words(page)
    assert "There is nothing to say yet" in words(page)


def test_free_answers_stand_on_a_page_of_their_own_and_never_run(
    corpus: Corpus, tmp_path: Path, capsys: Capture
) -> None:
    task = next(row.task_id for row in corpus.tasks if row.kind == "own-words")
    folder = tmp_path / "handed-in"
    written = "=HYPERLINK() <script>alert(1)</script> I left the page and read what others say about it."
    part = next(iter(build(corpus, task).right_answer()))
    hand_in(corpus, folder, "a", (task, {part: written}))
    _, page = report(folder, "--csv", str(tmp_path / "class.csv"))
    beside = (tmp_path / "report-words.html").read_text(encoding="utf-8")
    assert "HYPERLINK" not in page
    assert "report-words.html" in page
    assert "<script>" not in beside
    assert "=HYPERLINK() &lt;script&gt;" in beside
    assert "report-words.html" in capsys.readouterr().out


def test_no_cell_is_a_formula(corpus: Corpus, handed: Path, tmp_path: Path) -> None:
    content = {"terms": ["=a", "@x", "-b"]}
    task = next(row.task_id for row in corpus.tasks if row.kind == "name-search")
    hand_in(corpus, handed, "g", (task, content))
    report(handed, "--csv", str(tmp_path / "class.csv"))
    rows = list(csv.reader(io.StringIO((tmp_path / "class.csv").read_text(encoding="utf-8"))))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_answers_to_an_earlier_edition_are_said_and_not_counted(
    corpus: Corpus, handed: Path, tmp_path: Path
) -> None:
    own = session(corpus, tmp_path / "homes" / "old.json")
    own.record.add(Entry(corpus.name, "0.1", "first-look", 99, "answer", {"chosen": ["analyst"]}))
    own.work("first-look").answer({"chosen": ["passed-on"]})
    (handed / "old.json").write_text(own.record.export(), encoding="utf-8")
    _, page = report(handed)
    assert "1 answer to an earlier edition is not counted" in words(page)
    assert "Right at the first try: 3 of 6" in words(page)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["nowhere"], "There is no file or folder nowhere"),
        (["empty"], "There is no record (no file *.json) in empty"),
        (["handed-in/c.json", "-o", "handed-in/c.json"], "written over a record"),
        (["handed-in", "-o", "handed-in/c.json/x.html"], "cannot be written"),
        (["other"], "None of 1 files holds an answer"),
    ],
)
def test_what_cannot_be_done(
    handed: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, more: list[str], said: str
) -> None:
    tmp_path = handed.parent
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "x.json").write_text("{}")
    before = (handed / "c.json").read_bytes()
    output = [] if "-o" in more else ["-o", "report.html"]
    assert main(["class", "report", *more, *output]) == 2
    assert said in capsys.readouterr().err
    assert (handed / "c.json").read_bytes() == before


# What a learner hands in


@pytest.fixture
def marker(corpus: Corpus, tmp_path: Path) -> Session:
    """A learner who marked every passage, and chose some more without checking it."""
    own = session(corpus, tmp_path / "homes" / "marker.json")
    for row in corpus.tasks:
        if row.kind == "span-annotator":
            work = own.work(row.task_id)
            work.answer(work.task.right_answer())
            work.draft(work.task.right_answer() | {work.task.parts[0]: {"spans": []}})
    own.work("first-look").answer({"chosen": ["passed-on"]})
    return own


def test_sides_cannot_be_computed_from_what_is_handed_in(
    corpus: Corpus, marker: Session, tmp_path: Path
) -> None:
    slugs = [row.task_id for row in corpus.tasks if row.kind == "span-annotator"]
    assert any(marker.work(slug).task.sides(marker.work(slug).answers).passages for slug in slugs)
    other = session(corpus, tmp_path / "teacher.json")
    text = for_teacher(marker)
    assert other.record.restore(text) > 0
    for slug in slugs:
        work = other.work(slug)
        task = work.task
        for known in (work.answers, work.drafts, *work.tries):
            assert not task.sides(known).passages
            # Nor by anybody's own sum: no passage of a pair is in it at all.
            assert not [part for part in known if task.passage(part).pair]
    assert other.work("first-look").answers == {"chosen": ["passed-on"]}


def test_a_whole_record_shows_no_more(corpus: Corpus, marker: Session, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "whole.json").write_text(marker.record.export(), encoding="utf-8")
    report(tmp_path / "in", "--csv", str(tmp_path / "class.csv"))
    rows = csv.DictReader(io.StringIO((tmp_path / "class.csv").read_text(encoding="utf-8")))
    for row in rows:
        task = build(corpus, row["task"])
        assert not task.private(row["part"]), row


def test_what_was_handed_in_never_replaces_the_whole(corpus: Corpus, marker: Session, tmp_path: Path) -> None:
    again = session(corpus, tmp_path / "again.json")
    again.record.restore(for_teacher(marker))
    again.record.restore(marker.record.export())
    for row in corpus.tasks:
        assert again.work(row.task_id).answers == marker.work(row.task_id).answers


@pytest.mark.slow
def test_a_hundred_records_take_seconds(corpus: Corpus, tmp_path: Path) -> None:
    folder = tmp_path / "handed-in"
    folder.mkdir()
    slugs = tuple(row.task_id for row in corpus.tasks if not row.practice)
    texts = [own.record.export() for own in learners(corpus, tmp_path / "homes", 8, slugs)]
    for number in range(100):
        text = re.sub(r'"id":"[0-9a-f]{4}', f'"id":"{number:04x}', texts[number % len(texts)])
        (folder / f"{number}.json").write_text(text, encoding="utf-8")
    # The computer's own time: another program that keeps it busy does not count.
    began = time.process_time()
    status, page = report(folder)
    assert status == 0
    assert time.process_time() - began < 10
    assert "100 learners" in page
