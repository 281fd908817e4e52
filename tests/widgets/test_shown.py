"""What stands there after *Show me*, in every task of every event."""

from __future__ import annotations

import re

import pytest

from infowar_kit.tasks.choice import CHOSEN, Choice
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.widgets import view
from tests.events import CORPORA, TASKS, each_event


# A test shows nothing: it has no such button.
@pytest.mark.parametrize("slug", [slug for slug, task in TASKS.items() if task.kind != "judgement"])
@pytest.mark.parametrize("answered", [False, True], ids=["at once", "after an answer"])
def test_no_heading_stands_alone(slug, answered, tmp_path):
    """A heading over nothing, below the buttons: the reasons stand at their parts, and it has to say so."""
    work = Session(TASKS[slug].corpus, Record(tmp_path / "record.json")).work(slug)
    if answered:
        work.answer(work.task.right_answer())
    made = view(work)
    made.show_button.click()
    if "<li>" not in made._feedback.value:
        said = re.sub(r"<[^>]+>", "", made._feedback.value)
        assert not said or "above" in said, said


@each_event()
def test_an_example_is_not_said_to_hold(corpus):
    """“Eight settlements are under Ukrainian control” may be the wrong one to choose, and is true."""
    found = []
    for task in TASKS.values():
        if not isinstance(task, Choice) or task.corpus is not corpus:
            continue
        for option in task.options:
            found += [one.yours or one.said for one in task.laid_over({CHOSEN: [option]}).reasons]
    assert len(found) > 10
    assert [said for said in found if re.search(r"\bholds?\b", re.sub("“[^”]*”", "", said))] == []


def test_who_may_choose_one_has_left_nothing_out():
    for task in TASKS.values():
        if isinstance(task, Choice) and task.single:
            wrong = next(one for one in task.options if one not in task.right_answer()[CHOSEN])
            reasons = {one.part: one for one in task.laid_over({CHOSEN: [wrong]}).reasons}
            assert reasons.pop(wrong).verdict == "wrong"
            assert {one.verdict for one in reasons.values()} == {"noted"}
            assert not any("left out" in one.yours for one in reasons.values())


def test_there_are_tasks_of_both_events():
    assert len(CORPORA) > 1 and len(TASKS) > 60
