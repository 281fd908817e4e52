"""The marks that rows are written with, ``*word*`` and ``[uk: слово]``, are never shown as they stand."""

from __future__ import annotations

import re

import pytest

from infowar_kit.page.feedback import feedback_html
from infowar_kit.tasks import Task
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.widgets.task_view import static_face
from tests.events import CORPORA, TASKS

MARKS = re.compile(r"\*\w[^*<>]*\*|\[[a-z]{2}(?:-[A-Za-z]+)?: ")


def found(html: str) -> list[str]:
    return MARKS.findall(re.sub(r"<[^>]*>", "", html))


def test_a_mark_is_found():
    assert found("<li>in *four hours*</li>") and found("<p>short for [uk: Красний Лиман].</p>")
    assert found('<p>in <em>four hours</em> [Constructed] 3 * 4 <i lang="uk">ні</i></p>') == []


@pytest.mark.parametrize("task", TASKS.values(), ids=TASKS)
def test_no_mark_in_what_is_shown_me(task: Task):
    assert found(feedback_html(task.corpus, task.solution())) == []


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda corpus: corpus.name)
def test_no_mark_in_a_saved_lesson(corpus, tmp_path):
    session = Session(corpus, Record(tmp_path / "record.jsonl"))
    wrong = {row.task_id: found(static_face(session.work(row.task_id))) for row in corpus.tasks}
    assert {slug: marks for slug, marks in wrong.items() if marks} == {}
