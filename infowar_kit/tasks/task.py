"""What every kind of task has in common. Tasks know no widgets and keep no state."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.teaching_records import Key, TaskRow
from infowar_kit.errors import AnswerError, LookupFailed
from infowar_kit.tasks.feedback import Feedback
from infowar_kit.text import plain


class Task(ABC):
    """One thing a learner does, with its check; its content comes from the corpus's rows.

    Parameters
    ----------
    corpus : Corpus
        Where the rows are.
    row : TaskRow
        The task's own row.
    language : str
        Language of its texts.

    Raises
    ------
    LookupFailed
        If it has no key, or a text that it needs is missing.
    """

    kind: ClassVar[str]

    def __init__(self, corpus: Corpus, row: TaskRow, language: str = "en") -> None:
        self.corpus = corpus
        self.row = row
        self.language = language
        self.keys: tuple[Key, ...] = corpus.keys_of_task(row.task_id)
        if not self.keys:
            raise LookupFailed(f"The task '{self.id}' has no part. Add a row for each to keys.csv.")
        self.title = self.text("title")
        self.prompt = self.text("prompt")
        self.hint = self.text("hint")
        self.reasons = {key.part: self.text(f"{key.part}/reason") for key in self.keys}

    @property
    def id(self) -> str:
        """The task's slug."""
        return self.row.task_id

    @property
    def version(self) -> int:
        """Version; answers to another one are kept but not counted."""
        return self.row.version

    def text(self, name: str) -> str:
        """Return one of the task's texts."""
        return self.corpus.text(f"{self.id}/{name}", self.language)

    def key(self, part: object) -> Key:
        """Return what is expected of a part.

        Raises
        ------
        AnswerError
            If the task has no such part; the message lists them.
        """
        for key in self.keys:
            if key.part == part:
                return key
        parts = ", ".join(key.part for key in self.keys)
        raise AnswerError(f"'{part}' is no part of the task '{self.id}'. Its parts are: {parts}.")

    @abstractmethod
    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Compare an answer with the key.

        Raises
        ------
        AnswerError
            If the answer cannot be used: the message says why and what is valid.
        """

    @abstractmethod
    def solution(self) -> Feedback:
        """Return what the evidence bears out, with all reasons: "show me"."""

    @abstractmethod
    def is_complete(self, answer: Mapping[str, Any]) -> bool:
        """Whether every part of the task has been answered."""

    def merge(self, before: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        """Return the state of the answers after one more; by default the newest stands alone."""
        return dict(answer)

    @abstractmethod
    def lines(self) -> list[str]:
        """Return the task as lines of plain text, for where no kernel runs."""

    def __str__(self) -> str:
        return "\n".join([f"Task: {plain(self.title)}", plain(self.prompt), *self.lines()])


class PartByPart(Task):
    """A task whose parts are answered in any number of steps: an answer is ``{part: value}``."""

    @property
    def parts(self) -> tuple[str, ...]:
        """What is asked about, in order."""
        return tuple(key.part for key in self.keys)

    def merge(self, before: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
        """Answers add up; a new one replaces the old one of the same part."""
        return {**before, **answer}

    def is_complete(self, answer: Mapping[str, Any]) -> bool:
        """Whether every part was answered."""
        return all(part in answer for part in self.parts)
