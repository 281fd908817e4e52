"""A new version of the corpus voids nothing; a changed row voids the tasks that rest on it, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from infowar_kit.corpus import Corpus, load
from infowar_kit.tasks import build
from infowar_kit.tasks.record import Entry, Record
from infowar_kit.tasks.session import Session
from tests.events import each_event


def edited(corpus: Corpus, version: str, table: str = "", old: bytes = b"", new: bytes = b"") -> Corpus:
    """Return the corpus as a later release could hold it."""
    data = dict(corpus.data)
    if table:
        assert old in data[table]
        data[table] = data[table].replace(old, new)
    return Corpus(corpus.raw | {"version": version}, data, corpus._method)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load()


@pytest.fixture
def answered(corpus: Corpus, tmp_path: Path) -> Record:
    """The record of somebody who answered every task right."""
    record = Record(tmp_path / "record.json")
    session = Session(corpus, record)
    for row in corpus.tasks:
        work = session.work(row.task_id)
        work.answer(work.task.right_answer())
    return record


def older(corpus: Corpus, record: Record) -> set[str]:
    session = Session(corpus, record)
    return {row.task_id for row in corpus.tasks if session.work(row.task_id).older}


@each_event()
def test_a_new_version_of_the_corpus_alone_voids_nothing(corpus: Corpus, answered: Record) -> None:
    later = edited(corpus, "9.9.9")
    assert later.version == "9.9.9"
    assert older(later, answered) == set()
    assert len(Session(later, answered).first_tries()) == len(Session(corpus, answered).first_tries()) > 10


@each_event()
def test_a_changed_row_voids_the_tasks_that_rest_on_it(corpus: Corpus, answered: Record) -> None:
    row = next(key.item for key in corpus.keys if key.item)
    item = corpus.item(row)
    [line] = [one for one in corpus.data["items"].split(b"\n") if one.startswith(f"{row},".encode())]
    other = line.replace(f",{item.language},".encode(), b",pl,", 1)
    assert other != line
    resting = {key.task for key in corpus.keys if key.item == row or f"items:{row}" in key.rows}
    assert older(edited(corpus, corpus.version, "items", line, other), answered) == resting


def test_answers_of_kits_that_named_no_rows_count_by_the_version_of_the_task(
    corpus: Corpus, tmp_path: Path
) -> None:
    record = Record(tmp_path / "record.json")
    version = build(corpus, "first-look").version
    for number in (version, version + 1):
        content = {"chosen": ["passed-on"]}
        record.add(Entry(corpus.name, "0.0.1", "first-look", number, "answer", content))
    work = Session(corpus, record).work("first-look")
    assert (work.attempts, work.older) == (1, 1)


def test_an_entry_says_what_its_task_rested_on(corpus: Corpus, answered: Record) -> None:
    [entry] = answered.entries(corpus.name, "first-look")
    version, _, mark = entry.corpus_version.partition("+")
    assert version == corpus.version
    assert len(mark) == 8
