"""A learner comes back: what stands in the record is what the tasks show."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from infowar_kit.corpus import Corpus, load
from infowar_kit.tasks.record import Entry, Record
from infowar_kit.tasks.session import Session
from tests.events import each_event

FIRST = Path(__file__).parent / "record-0.1.0.json"  # made by version 0.1.0: each of its tasks was worked on


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load()


def answers(raw: list[dict[str, Any]], corpus: Corpus, task: str) -> list[dict[str, Any]]:
    return [e for e in raw if (e["corpus"], e["task"], e["kind"]) == (corpus.name, task, "answer")]


@pytest.mark.parametrize("way", ["found", "restored"])
def test_every_answer_of_the_first_version_is_there(corpus: Corpus, tmp_path: Path, way: str) -> None:
    raw = json.loads(FIRST.read_text(encoding="utf-8"))["entries"]
    path = tmp_path / "infowar-kit-record.json"
    if way == "found":
        shutil.copyfile(FIRST, path)
    record = Record(path)
    if way == "restored":
        assert record.restore(FIRST.read_text(encoding="utf-8")) == len(raw)
    session = Session(corpus, record)
    kinds, counted = set(), 0
    for row in corpus.tasks:
        if not (own := answers(raw, corpus, row.task_id)):
            continue
        work = session.work(row.task_id)
        # A task that has changed since says so; no answer disappears.
        assert work.attempts + work.older == len(own), row.task_id
        kinds.add(row.kind)
        counted += work.attempts
        if not work.older:
            merged: dict[str, Any] = {}
            for one in own:
                merged = work.task.merge(merged, one["content"])
            assert work.answers == merged, row.task_id
            assert work.feedback() is not None
    assert len(kinds) >= 14
    assert len(record) == len(raw)
    assert [e.content for e in record.entries("another-corpus", "first-look")] == [{"chosen": ["x"]}]
    if corpus.version == "1.0.0":
        # A task whose content changed has another version: its old answers are kept and do not count.
        assert counted == 137
    work = session.work("first-look")
    work.answer({"chosen": ["passed-on"]})
    assert Session(corpus, Record(path)).work("first-look").answers == {"chosen": ["passed-on"]}
    if way == "found":
        assert path.read_bytes() == FIRST.read_bytes()


SHAPES: list[Any] = [
    {}, {"chosen": 1}, {"chosen": [["x"]]}, {"chosen": {"a": 1}}, {"links": [[{}, []]]}, {"terms": [3]},
    {"links": 7, "origins": "x"}, {"": None}, {"chosen": None, "spans": [[0, 1, []]]},
]  # fmt: skip


@each_event()
def test_no_shape_of_an_answer_keeps_a_lesson_from_opening(corpus: Corpus, tmp_path: Path) -> None:
    """A list where a word belongs was a TypeError when the lesson was opened."""
    record = Record(tmp_path / "record.json")
    session = Session(corpus, record)
    tried = {row.kind: row for row in corpus.tasks}
    for row in tried.values():
        task = session.work(row.task_id).task
        parts = [key.part for key in task.keys]
        inside = [{parts[0]: value} for value in (
            [["x"]], {"missed": [["x"]]}, {"findings": {"1": []}, "missed": [{}]}, {"steps": [[[], {}]]},
            {"start": []}, {"place": [], "why": {}}, {"spans": [[[], {}, None]]}, {"grade": [], "sure": {}},
            {"letter": [], "number": {}}, {"language": [], "clues": "x"}, [], None, True, 1.5, 10**400, "x",
        )]  # fmt: skip
        text = {
            "schema": 1,
            "entries": [
                {
                    "corpus": corpus.name, "corpus_version": corpus.version, "task": row.task_id,
                    "task_version": row.version, "kind": "answer", "content": content,
                    "id": f"{row.task_id}-{number}", "at": "2022-10-03T09:15:00+00:00",
                }
                for number, content in enumerate([*SHAPES, *inside])
            ],
        }  # fmt: skip
        assert record.restore(json.dumps(text)) == len(SHAPES) + len(inside)
        work = session.work(row.task_id)
        assert work.attempts + work.older == len(SHAPES) + len(inside)
        if work.answers:
            assert work.feedback() is not None


def test_lessons_in_two_kernels_and_a_clock_set_back(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    one, two = (Session(corpus, Record(path)) for _ in range(2))
    first, last = list(one.work("first-look").task.keys)[:2]
    task = one.work("first-look").task
    parts = (corpus.name, corpus.version, task.id, task.version, "answer")
    one.record.add(Entry(*parts, {"chosen": [first.part]}, at="2030-01-01T00:00:00+00:00"))
    two.record.add(Entry(*parts, {"chosen": [last.part]}, at="2026-01-01T00:00:00+00:00"))
    for session in (one, two, Session(corpus, Record(path))):
        assert session.work("first-look").answers == {"chosen": [last.part]}


def test_an_answer_that_cannot_be_saved_gets_its_feedback(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    record = Record(tmp_path / "folder" / "record.json")
    (tmp_path / "folder").symlink_to(tmp_path / "file")
    work = Session(corpus, record).work("first-look")
    assert work.answer({"chosen": ["passed-on"]}).verdict
    assert work.notice.startswith(f"The answer could not be saved to {record.path} (")
    assert "download the record now" in work.notice
    (tmp_path / "folder").unlink()
    work.hint()
    assert work.notice == ""
    assert Session(corpus, Record(record.path)).work("first-look").answers == {"chosen": ["passed-on"]}
