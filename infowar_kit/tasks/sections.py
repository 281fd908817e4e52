"""A part of a task: what is shown, what is asked about it, and how its value is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from infowar_kit.errors import AnswerError
from infowar_kit.say import say
from infowar_kit.tasks.questions import Question


@dataclass(frozen=True)
class Section:
    """What is asked about one part, with what is shown above the questions.

    Parameters
    ----------
    part : str
        The part; its value in the answer holds the fields of all questions.
    questions : tuple of Question
        What is asked; empty where only a view of its own can ask it.
    face : str
        HTML that stands above them.
    lines : tuple of str
        The same as lines of plain text, without a sign before them.
    silent : bool
        Whether the task as plain text leaves this section out.
    """

    part: str
    questions: tuple[Question, ...] = field(default=())
    face: str = ""
    lines: tuple[str, ...] = ()
    silent: bool = False

    def read(self, given: Any) -> Any:
        """Return the value of this part with every field read.

        Raises
        ------
        AnswerError
            If a question is not answered, or its value cannot be used.
        """
        if len(self.questions) == 1 and not self.questions[0].field:
            return self.questions[0].read(given)
        self._known(given)
        value: dict[str, Any] = {}
        for question in self.questions:
            found = value_at(given, question.field)
            if question.optional and question.is_empty(found):
                continue
            put(value, question.field, question.read(found))
        return value

    def _known(self, given: Any) -> None:
        """Refuse a name within a field that nothing asks for; a field of its own is the kind's business."""
        asked: dict[str, list[str]] = {}
        for question in self.questions:
            if len(question.field) > 1:
                asked.setdefault(question.field[0], []).append(question.field[1])
        for name, known in asked.items():
            found = value_at(given, (name,))
            for strange in found if isinstance(found, Mapping) else ():
                if strange not in known:
                    raise AnswerError(
                        say("'{name}' is asked nowhere. What is asked: {known}.",
                            name=str(strange)[:60], known=", ".join(known))
                    )  # fmt: skip

    def plain_lines(self) -> list[str]:
        """Return the section as lines of plain text: what it says, else what there is to choose from."""
        return [f"- {line}" for line in self.lines] or [f"( ) {line}" for line in self.face_lines()]

    def face_lines(self) -> list[str]:
        """Return the same without the signs before the lines."""
        if self.silent:
            return []
        return list(self.lines) or [line for question in self.questions for line in question.lines()]


def value_at(given: Any, field: tuple[str, ...]) -> Any:
    """Return what stands at a field of a part's value, or None."""
    for name in field:
        if not isinstance(given, Mapping):
            return None
        given = given.get(name)
    return given


def put(value: dict[str, Any], field: tuple[str, ...], found: Any) -> None:
    """Set a field of a part's value."""
    for name in field[:-1]:
        value = value.setdefault(name, {})
    value[field[-1]] = found
