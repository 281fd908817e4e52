"""Another front end is one module that draws `Section` and `Feedback`: here a terminal, for every task."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from infowar_kit.corpus import load
from infowar_kit.errors import AnswerError
from infowar_kit.tasks import Task, build
from infowar_kit.tasks.questions import Clock, Lines, Number, Pick, PickSeveral, Question, Text
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.sections import Section, put, value_at
from infowar_kit.tasks.session import Session, Work
from infowar_kit.tasks.special_questions import Reveal
from infowar_kit.text import plain

CORPUS = load()
TASKS = [row.task_id for row in CORPUS.tasks]


class Terminal:
    """All of a front end: it prints sections, reads a line a question, and prints what comes back."""

    def __init__(self, work: Work, say: Callable[[str], None], hear: Callable[[str], str]) -> None:
        self.work, self.say, self.hear = work, say, hear

    def run(self) -> None:
        """Ask everything once, and check."""
        self.say(str(self.work.task))
        answer: dict[str, Any] = {}
        for section in self.work.task.sections():
            for line in section.plain_lines():
                self.say(line)
            self._ask(section, answer)
        try:
            self.say(str(self.work.answer(answer)))
        except AnswerError as error:
            self.say(str(error))

    def _ask(self, section: Section, answer: dict[str, Any]) -> None:
        for question in section.questions:
            if isinstance(question, Reveal):
                for card in question.cards:
                    self.say(plain(card))
            value = self._read(question, self.hear(plain(question.label)))
            if question.field:
                put(answer.setdefault(section.part, {}), question.field, value)
            else:
                answer[section.part] = value

    def _read(self, question: Question, line: str) -> Any:
        match question:
            case Pick(options=options):
                return list(options)[int(line) - 1]
            case PickSeveral(options=options):
                return [list(options)[int(number) - 1] for number in line.split()]
            case Reveal():
                return int(line or 0)
            case Lines():
                return line.split(" / ")
            case Text() | Number() | Clock():
                return line
        raise NotImplementedError(type(question).__name__)


def drawn(task: Task) -> bool:
    """Whether a form alone can ask it: the others have a view of their own."""
    simple = (Pick, PickSeveral, Number, Clock, Lines, Text, Reveal)
    return all(
        section.questions and all(isinstance(question, simple) for question in section.questions)
        for section in task.sections()
    )


def typed(task: Task) -> Iterator[str]:
    """What somebody types who answers as the key has it."""
    right = task.right_answer()
    for section in task.sections():
        for question in section.questions:
            value = value_at(right.get(section.part), question.field)
            match question:
                case Pick(options=options):
                    yield str(list(options).index(value) + 1)
                case PickSeveral(options=options):
                    yield " ".join(str(list(options).index(one) + 1) for one in value)
                case Lines():
                    yield " / ".join(value)
                case Number():
                    yield f"{value:g}" if isinstance(value, float) and math.isfinite(value) else str(value)
                case _:
                    yield str(value)


def test_most_tasks_need_no_view_of_their_own() -> None:
    kinds = {row.kind for row in CORPUS.tasks}
    asked = {row.kind for row in CORPUS.tasks if drawn(build(CORPUS, row.task_id))}
    assert len(asked) >= 0.6 * len(kinds), sorted(kinds - asked)


@pytest.mark.parametrize("slug", TASKS)
def test_a_terminal_asks_a_task_and_says_what_comes_back(slug: str, tmp_path: Path) -> None:
    work = Session(CORPUS, Record(tmp_path / "record.jsonl")).work(slug)
    if not drawn(work.task):
        pytest.skip("has a view of its own")
    said: list[str] = []
    lines = typed(work.task)
    Terminal(work, said.append, lambda asked: next(lines)).run()
    assert next(lines, None) is None, "a question was not asked"
    assert said[0].startswith(f"Task: {plain(work.task.title)}")
    found = work.feedback()
    assert found is not None and found.verdict in ("right", "noted") and str(found) == said[-1]
    again = Session(CORPUS, Record(tmp_path / "record.jsonl")).work(slug)
    assert again.answers == work.answers
