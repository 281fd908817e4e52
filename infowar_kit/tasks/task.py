"""What every kind of task has in common. Tasks know no widgets and keep no state."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.teaching_records import Key, TaskRow
from infowar_kit.errors import AnswerError, LookupFailed
from infowar_kit.say import plural, say
from infowar_kit.tasks.feedback import Feedback, Reason, overall
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.standing import mark
from infowar_kit.tasks.tries import laid_over
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
    # Whether each part of an answer is judged by itself.
    apart: ClassVar[bool] = False
    # Whether something of it is drawn by chance, once a learner.
    draws: ClassVar[bool] = False
    # Whether its questions are all that it needs, though it has a view that shows more.
    form_enough: ClassVar[bool] = False

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

    @cached_property
    def rests_on(self) -> str:
        """A mark of the rows that it rests on; see `infowar_kit.tasks.standing`."""
        return mark(self)

    def text(self, name: str) -> str:
        """Return one of the task's texts."""
        return self.corpus.text(f"{self.id}/{name}", self.language)

    def optional(self, name: str) -> str:
        """Return one of the task's texts, or nothing where there is none."""
        try:
            return self.text(name)
        except LookupFailed:
            return ""

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
        raise AnswerError(
            say("'{part}' is no part of the task '{task}'. Its parts are: {parts}.",
                part=part, task=self.id, parts=parts)
        )  # fmt: skip

    def draw(self, seed: int) -> None:  # noqa: B027 - most kinds draw nothing
        """Settle what is drawn by chance; called once, before anything is asked. By default nothing is."""

    def trouble(self) -> str:
        """Return what its keys cannot mean; empty where they can. Asked when a corpus is checked."""
        return ""

    # What is asked

    @abstractmethod
    def sections(self) -> tuple[Section, ...]:
        """Return what is asked, part by part, in the order in which it is shown."""

    def intro(self) -> str:
        """Return HTML that stands above all sections."""
        return ""

    def intro_lines(self) -> list[str]:
        """Return the same as lines of plain text."""
        return []

    def nothing(self) -> str:
        """Return what is said when nothing at all is answered."""
        return say("Nothing is answered yet. Answer at least one question, then check.")

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {section.part: section for section in self.sections()}

    def section(self, part: object) -> Section:
        """Return what is asked about a part.

        Raises
        ------
        AnswerError
            If nothing is asked about it; the message lists the parts.
        """
        if isinstance(part, str) and part in self._sections:
            return self._sections[part]
        parts = ", ".join(self._sections)
        raise AnswerError(
            say("'{part}' is no part of the task '{task}'. Its parts are: {parts}.",
                part=part, task=self.id, parts=parts)
        )  # fmt: skip

    def read(self, answer: Mapping[str, Any]) -> dict[str, Any]:
        """Return an answer with every value read by the question that asks for it, in the order of parts.

        Raises
        ------
        AnswerError
            If it is empty, names a part that is none, or holds a value that cannot be used.
        """
        if not answer:
            raise AnswerError(self.nothing())
        found = {self.section(part).part: given for part, given in answer.items()}
        return {part: section.read(found[part]) for part, section in self._sections.items() if part in found}

    # What comes back

    @abstractmethod
    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Compare an answer with the key.

        Raises
        ------
        AnswerError
            If the answer cannot be used: the message says why and what is valid.
        """

    def check_on(self, answer: Mapping[str, Any], before: Mapping[str, Any]) -> Feedback:
        """Compare an answer of somebody who had answered `before`; for most kinds that is all the same."""
        return self.check(answer)

    @abstractmethod
    def solution(self) -> Feedback:
        """Return what the evidence bears out, with all reasons: "show me"."""

    def laid_over(self, answers: Mapping[str, Any], *parts: str) -> Feedback:
        """Return the solution laid over what stands answered; of some parts, or of all."""
        solution = self.solution().of(*parts) if parts else self.solution()
        own = {part: value for part, value in answers.items() if not parts or part in parts}
        return laid_over(solution, self.check(own) if own else None)

    def mistakes(self) -> list[tuple[str, ...]]:
        """Return what can be answered wrongly: for each, names of texts of which one should say why."""
        return []

    @abstractmethod
    def right_answer(self) -> dict[str, Any]:
        """Return an answer that the key bears out in full."""

    def private(self, part: str) -> bool:
        """Return whether the answer to a part stays with the learner, and is in no export for a teacher."""
        return False

    def summary(self, answers: Mapping[str, Any], *, shown: bool = False) -> str:
        """Return HTML of what the answers add up to; `shown` says that the solution is on the page."""
        return ""

    @abstractmethod
    def is_complete(self, answer: Mapping[str, Any]) -> bool:
        """Whether every part of the task has been answered."""

    def merge(self, before: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
        """Return the state of the answers after one more; by default the newest stands alone."""
        return dict(answer)

    def lines(self) -> list[str]:
        """Return the task as lines of plain text, for where no kernel runs."""
        head = [f"- {line}" for line in self.intro_lines()]
        return head + [line for section in self._sections.values() for line in section.plain_lines()]

    def __str__(self) -> str:
        return "\n".join([say("Task: {title}", title=plain(self.title)), plain(self.prompt), *self.lines()])


@dataclass(frozen=True)
class Steps:
    """Words for going from part to part of a task that shows one at a time.

    Parameters
    ----------
    previous, next : str
        What the buttons say.
    place : str
        Where one is, with ``{number}`` and ``{total}``.
    """

    previous: str
    next: str
    place: str


class PartByPart(Task):
    """A task whose parts are answered in any number of steps: an answer is ``{part: value}``."""

    apart = True
    # Whether a part can be checked while others are open; and set where one part is shown at a time.
    alone: ClassVar[bool] = True
    steps: ClassVar[Steps | None] = None

    @property
    def parts(self) -> tuple[str, ...]:
        """What is asked about, in order."""
        return tuple(key.part for key in self.keys)

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Judge each part that is answered; see `Task.check`."""
        given = self.read(answer)
        reasons = tuple(reason for part, value in given.items() for reason in self.judge(part, value))
        judged = any(reason.verdict != "noted" for reason in reasons)
        verdict = overall(reasons) if judged else "noted"
        return Feedback(verdict, self.headline(reasons, len(self.parts) - len(given)), reasons)

    def check_on(self, answer: Mapping[str, Any], before: Mapping[str, Any]) -> Feedback:
        """Judge an answer, and count as still to do only what was not answered before either."""
        found = self.check(answer)
        # A kind that says something of its own on the whole keeps it.
        if found.headline != self.headline(found.reasons, len(self.parts) - len(answer)):
            return found
        left = sum(part not in answer and part not in before for part in self.parts)
        return replace(found, headline=self.headline(found.reasons, left))

    def judge(self, part: str, value: Any) -> Sequence[Reason]:
        """Return what is to be said of the value of a part, as `Section.read` gives it."""
        raise NotImplementedError

    def headline(self, reasons: Sequence[Reason], left: int) -> str:
        """Return one sentence on the whole; `left` parts are not answered."""
        judged = [reason for reason in reasons if reason.verdict != "noted"]
        right = sum(reason.verdict == "right" for reason in judged)
        rest = plural(" {number} more to go.", " {number} more to go.", left) if left else ""
        if not judged:
            return say("Kept.") + rest
        if right == len(judged):
            whole = say("Both hold.") if right == 2 else plural("That holds.", "All {number} hold.", right)
            return whole + rest
        if not right and len(judged) == 1:  # one of one: a number says nothing more
            return say("Read why, and look again.") + rest
        words = plural("{number} of {total} holds. Read why, and look again.",
                       "{number} of {total} hold. Read why, and look again.",
                       right, total=len(judged))  # fmt: skip
        return words + rest

    def merge(self, before: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
        """Answers add up; a new one replaces the old one of the same part."""
        return {**before, **answer}

    def is_complete(self, answer: Mapping[str, Any]) -> bool:
        """Whether every part was answered."""
        return all(part in answer for part in self.parts)
