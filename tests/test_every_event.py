"""What the kit does with one event it does with every event: views, pages, the record and the report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from infowar_kit.cli import main
from infowar_kit.corpus import Corpus
from infowar_kit.page.feedback import feedback_html
from infowar_kit.page.form import form_html
from infowar_kit.tasks import Task
from infowar_kit.tasks.lesson import LessonHead, instructor_notes
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.text import plain
from infowar_kit.widgets import view
from tests.classroom.simulated import learners
from tests.events import TASKS, each_event


@pytest.fixture(params=TASKS.values(), ids=TASKS)
def task(request: pytest.FixtureRequest) -> Task:
    return request.param  # type: ignore[no-any-return]


def test_there_is_more_than_one_event_and_no_task_of_one_hides_one_of_another() -> None:
    corpora = {id(task.corpus): task.corpus for task in TASKS.values()}.values()
    assert len(corpora) > 1
    assert sum(len(corpus.tasks) for corpus in corpora) == len(TASKS)


def test_a_task_is_drawn_answered_and_opened_again(task: Task, tmp_path: Path) -> None:
    session = Session(task.corpus, Record(tmp_path / "record.json"))
    work = session.work(task.id)
    first = view(work)
    assert task.title in repr(first) or plain(task.title) in repr(first)
    assert "iwk" in bundle(first)["text/html"]
    feedback = work.answer(work.task.right_answer())
    assert feedback.verdict in ("right", "noted")
    again = Session(task.corpus, Record(tmp_path / "record.json")).work(task.id)
    assert again.complete and again.answers == work.answers
    assert view(again).work.attempts == 1


def bundle(shown: Any) -> dict[str, str]:
    made = shown._repr_mimebundle_()
    return made[0] if isinstance(made, tuple) else made


def test_every_reason_of_a_task_stands_on_its_page(task: Task) -> None:
    assert form_html(task).count("<section") == len(task.sections())
    page = feedback_html(task.corpus, task.solution())
    for reason in task.solution().reasons:
        if reason.tabled:  # it stands in the table of the task's summary
            continue
        assert all(ref.partition(":")[2] in page for ref in reason.rows), reason
    assert "Traceback" not in page


@each_event()
def test_lessons_have_heads_and_notes(corpus: Corpus) -> None:
    assert corpus.lessons
    for lesson in corpus.lessons:
        head = LessonHead(corpus, lesson.lesson_id)
        assert head.minutes > 0 and head.objectives
        notes = instructor_notes(corpus, lesson.lesson_id)
        for row in corpus.tasks_of_lesson(lesson.lesson_id):
            assert plain(TASKS[row.task_id].title) in notes


@each_event()
def test_a_class_of_any_event_is_reported(corpus: Corpus, tmp_path: Path) -> None:
    folder = tmp_path / "handed-in"
    folder.mkdir()
    slugs = tuple(row.task_id for row in corpus.tasks if not row.practice)[:12]
    for number, own in enumerate(learners(corpus, tmp_path / "homes", 2, slugs)):
        (folder / f"{number}.json").write_text(own.record.export(), encoding="utf-8")
    page = tmp_path / "report.html"
    assert main(["class", "report", str(folder), "-o", str(page), "--corpus", corpus.name]) == 0
    said = page.read_text(encoding="utf-8")
    assert "2 learners" in said
    assert all(plain(TASKS[slug].title).split("“")[0] in plain(said) for slug in slugs)
