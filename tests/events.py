"""Every event that comes with the kit: what walks through the tasks of one walks through those of all."""

from __future__ import annotations

from pathlib import Path

import pytest

from infowar_kit.corpus import Corpus, datasets_folder, load
from infowar_kit.corpus.loading import available, default
from infowar_kit.tasks import Task, build

CORPORA: tuple[Corpus, ...] = tuple(load(name) for name in available())
TASKS: dict[str, Task] = {
    row.task_id: build(corpus, row.task_id) for corpus in CORPORA for row in corpus.tasks
}


def each_event(name: str = "corpus") -> pytest.MarkDecorator:
    """Give a test every event in turn, in the stead of the fixture of that name."""
    return pytest.mark.parametrize(name, CORPORA, ids=lambda corpus: corpus.name, scope="module")


def lessons_of(corpus: Corpus) -> Path:
    """Return the folder of the lessons that teach an event."""
    root = datasets_folder().parent
    return root / "notebooks" if corpus.name == default() else datasets_folder() / corpus.name / "notebooks"
