"""Which tasks can be played without a kernel: those whose answers are few enough to be judged beforehand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from importlib.util import find_spec
from itertools import chain, combinations, product
from math import comb, prod
from typing import Any

from infowar_kit.say import Sayings, later
from infowar_kit.tasks import Task
from infowar_kit.tasks.kinds import module_of
from infowar_kit.tasks.questions import Pick, PickSeveral, Question
from infowar_kit.tasks.sections import Section, put
from infowar_kit.tasks.special_questions import Reveal
from infowar_kit.tasks.task import PartByPart

# Answers to one part, or to a task that is judged as a whole. The largest that the kit has is 256.
MOST = 1024
NOTHING = object()  # a question that is left out


class Hindrance(Enum):
    """Why a task cannot be played on a page."""

    SPECIAL = "special"
    FREE = "free"
    DRAWN = "drawn"
    MANY = "many"


HINDRANCES = Sayings(
    {
        Hindrance.SPECIAL: later("This task needs more than questions: it works with the kit."),
        Hindrance.FREE: later("What is written here is read by the kit: the task works there."),
        Hindrance.DRAWN: later("What is asked is drawn by chance: the task works with the kit."),
        Hindrance.MANY: later("There are too many answers to know all beforehand: it works with the kit."),
    }
)  # fmt: skip


def hindrance(task: Task) -> Hindrance | None:
    """Return why a task cannot be played on a page; None where it can."""
    sections = task.sections()
    asked = [question for section in sections for question in section.questions]
    if task.draws:
        return Hindrance.DRAWN
    if not task.form_enough and _has_view(task):
        return Hindrance.SPECIAL
    if not all(section.questions for section in sections):
        return Hindrance.SPECIAL
    if not all(isinstance(question, Pick | PickSeveral | Reveal) for question in asked):
        return Hindrance.FREE
    if not _by_part(task) and len(sections) > 1:
        return Hindrance.MANY
    return Hindrance.MANY if any(space(section) > MOST for section in sections) else None


def _by_part(task: Task) -> bool:
    return isinstance(task, PartByPart) and task.alone


def _has_view(task: Task) -> bool:
    module = module_of(task.kind)
    return module is not None and find_spec(f"{module}_view") is not None


def space(section: Section) -> int:
    """Return how many answers a part can have."""
    return prod(_count(question) for question in section.questions)


def _count(question: Question) -> int:
    match question:
        case Pick(options=options):
            return len(options) + question.optional
        case PickSeveral(options=options, least=least):
            return sum(comb(len(options), size) for size in range(least, _most(question) + 1))
        case Reveal(cards=cards, least=least):
            return len(cards) - least + 1
    return MOST + 1


def _most(question: PickSeveral) -> int:
    return min(question.most or len(question.options), len(question.options))


def answers(section: Section) -> Iterator[tuple[str, Any]]:
    """Yield every answer to a part with its key, which the page's script makes in the same way.

    Yields
    ------
    key : str
        Question by question what is picked, by number from 0: ``"3|0.2|"`` is the fourth option, the first
        and the third of several, and a question left out.
    value : object
        What an entry of the record holds for the part.
    """
    for picked in product(*(_values(question) for question in section.questions)):
        key = "|".join(code for code, _ in picked)
        yield key, value_of(section, [value for _, value in picked])


def value_of(section: Section, values: Sequence[Any]) -> Any:
    """Return what an entry of the record holds for a part, from the value of each question."""
    if len(section.questions) == 1 and not section.questions[0].field:
        return values[0]
    made: dict[str, Any] = {}
    for question, value in zip(section.questions, values, strict=True):
        if value is not NOTHING:
            put(made, question.field, value)
    return made


def _values(question: Question) -> list[tuple[str, Any]]:
    match question:
        case Pick(options=options):
            found: list[tuple[str, Any]] = [(str(n), value) for n, value in enumerate(options)]
            return [*found, ("", NOTHING)] if question.optional else found
        case PickSeveral(options=options, least=least):
            places = range(len(options))
            known = list(options)
            sizes = range(least, _most(question) + 1)
            chosen = chain.from_iterable(combinations(places, size) for size in sizes)
            return [(".".join(map(str, some)), [known[n] for n in some]) for some in chosen]
        case Reveal(cards=cards, least=least):
            return [(str(n), n) for n in range(least, len(cards) + 1)]
    raise TypeError(f"{type(question).__name__} has no end of answers")
