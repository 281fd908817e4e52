"""How far a learner has come: from rows and record alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from infowar_kit.corpus import load
from infowar_kit.page.course_map import CourseMap, course_html
from infowar_kit.tasks.course import course_of
from infowar_kit.tasks.record import FILE_NAME, VARIABLE, Record
from infowar_kit.tasks.session import Session
from infowar_kit.workspace.player import VIEW, course_page, without_views

CORPUS = load()


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(CORPUS, Record(tmp_path / FILE_NAME))


def course(session: Session):
    return course_of(session.corpus, session.record)


def step(session: Session, slug: str):
    return next(task for lesson in course(session).lessons for task in lesson.tasks if task.task == slug)


def wrong(work):
    return {"chosen": [next(key.part for key in work.task.keys if "no" in key.accept)]}


def test_before_the_first_answer_the_map_begins_at_the_first_lesson(session: Session) -> None:
    found = course(session)
    assert [one.lesson for one in found.lessons] == sorted(one.lesson for one in found.lessons)
    assert found.last is None
    assert found.next is not None and found.next[1].task == "first-look"
    assert repr(CourseMap(found)) == "Begin with 00 Start here: A first look"


def test_first_tries_count_and_later_ones_do_not(session: Session) -> None:
    work = session.work("first-look")
    work.answer(wrong(work))
    work.answer(work.task.right_answer())
    found = step(session, "first-look")
    assert (found.state, found.right, found.tried) == ("done", 0, 1)
    other = session.work("who-sees-it")
    other.answer(other.task.right_answer())
    assert course(session).lessons[0].right == (1, 2)
    shown = repr(CourseMap(course(session)))
    assert "00 Start here: 2 of 4 tasks done, right at first try 1 of 2" in shown
    assert "Continue where you were: 00 Start here, At your own pace" in shown


def test_a_task_that_was_begun_is_where_to_go_on_and_each_part_has_its_first_try(session: Session) -> None:
    grading = session.work("grade-1")
    right = grading.task.right_answer()
    one, other, *_ = right
    grading.answer({one: right[one]})
    grading.answer({one: right[one]})
    grading.answer({other: right[other]})
    found = step(session, "grade-1")
    assert (found.state, found.right, found.tried) == ("begun", 2, 2)
    on = course(session).next
    assert on is not None and on[1].task == "grade-1"


def test_sureness_of_all_lessons_stands_in_the_map_as_it_grows(session: Session) -> None:
    """How sure one was came back in the task alone, and there one claim at a time."""
    assert "How sure" not in course_html(course(session))
    for slug in ("replay-three-claims", "dudchany-as-it-came"):
        work = session.work(slug)
        part = work.task.sections()[0].part
        right = work.task.right_answer()[part]
        off = next(grade for grade in range(1, 7) if str(grade) not in work.task.key(part).accept)
        answer = right if slug == "replay-three-claims" else {"grade": off}
        work.answer({part: answer | {"sure": "very"}})
        work.answer({part: right | {"sure": "guess"}})
    assert step(session, "replay-three-claims").sure == {"very": (1, 1)}
    assert course(session).sure == {"very": (1, 2)}
    words = "Your first tries – very sure: right 1 of 2."
    assert words in course_html(course(session))
    assert words in repr(CourseMap(course(session)))


def test_practice_is_no_way_on_and_does_not_count_as_needed(session: Session) -> None:
    lesson = next(one for one in course(session).lessons if one.practice)
    assert not {task.task for task in lesson.needed} & {task.task for task in lesson.practice}
    for one in course(session).lessons:
        for task in one.needed:
            work = session.work(task.task)
            work.answer(work.task.right_answer())
    done = course(session)
    assert done.next is None
    assert all(one.done == len(one.needed) for one in done.lessons)
    assert "All tasks of the course are done." in course_html(done)


def test_player_answers_with_the_map_of_the_lesson_and_never_leaves_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    (tmp_path / "lessons").mkdir()
    inside = Session(CORPUS, Record(tmp_path / "lessons" / FILE_NAME))
    work = inside.work("first-look")
    work.answer(work.task.right_answer())
    here = course_page(tmp_path / "lessons", "01_the_feed.new.ipynb")
    assert '<a href="01_the_feed.ipynb" aria-current="page">' in here
    assert "done, right at first try<" in here
    outside = course_page(tmp_path / "elsewhere", "../lessons/00_start_here.ipynb")
    assert "right at first try" not in outside


def test_saved_notebook_keeps_the_face_and_leaves_the_view_out() -> None:
    alone = {VIEW: {"model_id": "b"}, "text/plain": "B"}
    outputs = [
        {"data": {VIEW: {"model_id": "a"}, "text/html": "<p>face</p>", "text/plain": "A"}},
        {"data": dict(alone)},
        {"name": "stdout", "text": "c"},
    ]
    cells = [{"cell_type": "code", "outputs": outputs}, {"cell_type": "markdown"}]
    model = {"type": "notebook", "content": {"cells": cells, "metadata": {"widgets": {}, "kernelspec": {}}}}
    without_views(model, path="x.ipynb")
    assert outputs[0]["data"] == {"text/html": "<p>face</p>", "text/plain": "A"}
    assert outputs[1]["data"] == alone  # nothing else would be seen
    assert model["content"]["metadata"] == {"kernelspec": {}}
    file = {"type": "file", "content": "text"}
    without_views(file)
    assert file["content"] == "text"
