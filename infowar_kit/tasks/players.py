"""Players who do not read: they answer by a rule, and should not get half of it right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from infowar_kit.tasks import Task
from infowar_kit.tasks.choice import Choice
from infowar_kit.tasks.questions import Pick, PickSeveral, Question
from infowar_kit.tasks.sections import put, value_at
from infowar_kit.tasks.special_questions import Reveal, Spans

MOST = 12  # options of the longest question that a player goes through, one player an option


def everything(task: Task) -> dict[str, Any] | None:
    """Return the answer of who ticks and marks all there is; None where nothing can be ticked."""
    if isinstance(task, Choice) and task.single:
        return None
    asked = [question for section in task.sections() for question in section.questions]
    return _filled(task, _all) if any(isinstance(one, PickSeveral | Spans) for one in asked) else None


def same(task: Task, place: int) -> dict[str, Any] | None:
    """Return the answer of who takes the option at the same place throughout; None where there is none."""
    return _filled(task, lambda question: _at(question, place))


def commonest(task: Task) -> dict[str, Any] | None:
    """Return the answer of who has heard which answer the key has most, and gives it throughout."""
    right = task.right_answer()
    counts: dict[tuple[str, ...], Counter[Any]] = {}
    for section in task.sections():
        for question in section.questions:
            if isinstance(question, Pick):
                field = question.field[:1]
                found = value_at(right.get(section.part), question.field)
                counts.setdefault(field, Counter())[found] += 1
    if not counts or len(task.sections()) < 2:
        return None

    def pick(question: Question) -> Any:
        if not isinstance(question, Pick):
            return _at(question, 0)
        ranked = [value for value, _ in counts[question.field[:1]].most_common()]
        return next((value for value in ranked if value in question.options), None)

    return _filled(task, pick)


def players(task: Task) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the players that can play a task, by name, with what they answer."""
    rules = {"everything": everything(task), "the commonest of the key": commonest(task)}
    rules |= {f"option {place + 1} throughout": same(task, place) for place in range(MOST)}
    for name, answer in rules.items():
        if answer is not None:
            yield name, answer


def _filled(task: Task, rule: Any) -> dict[str, Any] | None:
    answer: dict[str, Any] = {}
    for section in task.sections():
        made: Any = {}
        for question in section.questions:
            value = rule(question)
            if value is None and not question.optional:
                break
            if not question.field:
                made = value
            elif value is not None:
                put(made, question.field, value)
        else:
            if section.questions:
                answer[section.part] = made
    return answer or None


def _at(question: Question, place: int) -> Any:
    match question:
        case Reveal(cards=cards):
            return len(cards)
        case Pick(options=options):
            return list(options)[place] if place < len(options) else None
        case PickSeveral(options=options, least=least):
            found = [list(options)[place]] if place < len(options) else []
            return found if len(found) >= least else None
        case Spans(text=text, labels=labels):
            first = text.find("]") + 2 if text.startswith("[") else 0
            return [[first, len(text), list(labels)[place]]] if place < len(labels) else None
    return None


def _all(question: Question) -> Any:
    match question:
        case PickSeveral(options=options):
            return list(options)
        case Spans(text=text, labels=labels):
            first = text.find("]") + 2 if text.startswith("[") else 0
            return [[first, len(text), label] for label in labels]
        case Reveal(cards=cards):
            return len(cards)
    return _at(question, 0)
