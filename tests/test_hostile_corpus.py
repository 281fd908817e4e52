"""Nothing that a corpus says runs as script or as mathematics, wherever the kit shows it."""

import re
from pathlib import Path

import pytest

from infowar_kit.corpus import Corpus, load
from infowar_kit.face import Kit
from infowar_kit.page.feedback import feedback_html
from infowar_kit.page.form import form_html
from infowar_kit.page.table import of_frame
from infowar_kit.tasks import build
from tests import hostile

LIVE = re.compile(r"<img src=x|<script|</script|<[^>]*\sonerror=", re.IGNORECASE)
TEX = re.compile(r">[^<]*\$[^<]*\$[^<]*<")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile.write(tmp_path_factory.mktemp("hostile") / "event")


@pytest.fixture(scope="module")
def corpus(folder: Path) -> Corpus:
    return load(folder)


def harmless(page: str) -> None:
    found = LIVE.search(page)
    assert not found, page[max(0, found.start() - 200) : found.end() + 100]
    # Notebooks leave what stands in a field alone.
    assert not TEX.search(re.sub(r"<textarea.*?</textarea>", "", page, flags=re.DOTALL))


def test_every_task(corpus: Corpus) -> None:
    seen = 0
    for row in corpus.tasks:
        task = build(corpus, row.task_id)
        answer = task.right_answer()
        pages = [
            form_html(task),
            feedback_html(corpus, task.check(answer)),
            feedback_html(corpus, task.solution()),
            task.summary(task.merge({}, answer), shown=True),
        ]
        for page in pages:
            harmless(page)
            seen += hostile.MARK in page
    assert seen > len(corpus.tasks)  # the payload was there


def test_lessons_and_glossary(folder: Path) -> None:
    kit = Kit(str(folder))
    for lesson in kit.corpus.lessons:
        harmless(kit.lesson(lesson.lesson_id).head._repr_html_())
    harmless(kit.glossary()._repr_html_())


@pytest.mark.parametrize("table", ["items", "sources", "claims", "passages"])
def test_tables_of_lessons(corpus: Corpus, table: str) -> None:
    page = of_frame(corpus.frame(table).reset_index().head(5))._repr_html_()
    assert hostile.MARK in page or table == "passages"
    harmless(page)
