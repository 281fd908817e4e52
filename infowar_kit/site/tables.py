"""What is said to each answer, made beforehand from the models: the page looks up and judges nothing."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from typing import Any

from infowar_kit.errors import AnswerError
from infowar_kit.page.feedback import feedback_html, hint_html, reasons_html
from infowar_kit.site.playing import answers
from infowar_kit.tasks import Task
from infowar_kit.tasks.feedback import Feedback, Reason, Verdict, overall
from infowar_kit.tasks.questions import Pick, PickSeveral, Question
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.standing import edition
from infowar_kit.tasks.task import PartByPart

# Where a text is cut: the same reason, row or line stands in many answers, and is kept once.
_CUT = re.compile(r"(?=<li>|<details>|<ul>|<p |</ul>|</details>)")


class Pool:
    """Texts, each cut into pieces that are kept once."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}

    def keep(self, text: str) -> list[int]:
        """Return the numbers of the pieces that make up a text."""
        pieces = filter(None, _CUT.split(text))
        return [self._number.setdefault(piece, len(self._number)) for piece in pieces]

    @property
    def pieces(self) -> list[str]:
        """The pieces by number."""
        return list(self._number)


def encoded(data: object) -> str:
    """Return data so that no key of a task can be read from the page's source in passing.

    It is no secret: whoever wants to, decodes it. The tasks are there to learn by.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(text.encode("utf-8", "surrogatepass")).decode("ascii")


def decoded(text: str) -> Any:
    """Return what `encoded` was given."""
    return json.loads(base64.b64decode(text).decode("utf-8", "surrogatepass"))


def task_data(task: Task, pool: Pool) -> dict[str, Any]:
    """Return what the page's script needs to play a task.

    Parameters
    ----------
    task : Task
        One that `infowar_kit.site.playing.hindrance` lets pass.
    pool : Pool
        Where its texts are kept.
    """
    _remember(task)
    sections = task.sections()
    return {
        "edition": edition(task),
        "version": task.version,
        "apart": task.apart,
        "hint": pool.keep(hint_html(task.hint)),
        "nothing": task.nothing(),
        "whole": so_far(task, pool),
        "parts": {section.part: _part(task, section, pool) for section in sections},
    }


def _remember(task: Task) -> None:
    """Have a task make once what is the same whatever is answered: what it asks, and its solution."""
    sections, solution = task.sections(), task.solution()
    vars(task)["sections"] = lambda: sections
    vars(task)["solution"] = lambda: solution


def _part(task: Task, section: Section, pool: Pool) -> dict[str, Any]:
    return {
        "questions": [question_data(task, section, question) for question in section.questions],
        "said": {key: said_to(task, section.part, value, pool) for key, value in answers(section)},
    }


def question_data(task: Task, section: Section, question: Question) -> dict[str, Any]:
    """Return what the page's script needs to know of a question."""
    several = isinstance(question, PickSeveral)
    options = list(question.options) if isinstance(question, Pick | PickSeveral) else []
    return {
        "name": f"{task.id}/{section.part}/{'/'.join(question.field)}",
        "field": list(question.field),
        "kind": "several" if several else "pick" if isinstance(question, Pick) else "cards",
        "values": options,
        "missing": _missing(question, [] if several else 0 if not options else None),
        "asks": question.is_empty(None),
        "least": getattr(question, "least", 1),
        "optional": question.optional,
    }


def _missing(question: Question, nothing: Any) -> str:
    """Return what is said where a question is not answered."""
    try:
        question.read(nothing)
    except AnswerError as error:
        return str(error)
    return ""


def said_to(task: Task, part: str, value: Any, pool: Pool) -> list[Any]:
    """Return for one answer: verdict, what is said to it, and the solution laid over it."""
    answer = {part: value}
    try:
        found = task.check(answer)
    except AnswerError as error:
        return ["", str(error)]
    laid = task.laid_over(answer, part) if task.apart else task.laid_over(answer)
    return [found.verdict, pool.keep(said_html(task, part, found)), pool.keep(said_html(task, part, laid))]


def said_html(task: Task, part: str, feedback: Feedback) -> str:
    """Return feedback as the kernel's form draws it: beside its part, or under the only form there is."""
    beside = isinstance(task, PartByPart) and task.steps is None and len(task.sections()) > 1
    if not beside:
        return feedback_html(task.corpus, feedback)
    own = [reason for reason in feedback.reasons if reason.part == part and not reason.tabled]
    verdict = overall(own) if any(one.verdict != "noted" for one in own) else "noted"
    return f'<div class="iwk-feedback iwk-{verdict}">{reasons_html(task.corpus, own)}</div>' if own else ""


def so_far(task: Task, pool: Pool) -> Mapping[str, list[int]]:
    """Return what is said of all parts so far, by how many hold, hold in part and do not.

    It can be made beforehand where it counts parts and does nothing else: where a kind has no headline of its
    own, and says one thing on each part.
    """
    total = len(task.sections())
    if not isinstance(task, PartByPart) or type(task).headline is not PartByPart.headline or total == 1:
        return {}
    if any(len(task.judge(part, value)) != 1 for part, value in task.read(task.right_answer()).items()):
        return {}
    found = {}
    for right in range(total + 1):
        for partly in range(total + 1 - right):
            for wrong in range(total + 1 - right - partly):
                counts: dict[Verdict, int] = {"right": right, "partly": partly, "wrong": wrong}
                reasons = [Reason("", verdict, "", "") for verdict, n in counts.items() for _ in range(n)]
                if reasons:
                    whole = Feedback(overall(reasons), task.headline(reasons, total - len(reasons)))
                    found[f"{right}/{partly}/{wrong}"] = pool.keep(feedback_html(task.corpus, whole))
    return found
