"""A learner at work: tasks and the record together. The only place that knows both."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Mapping
from typing import Any

from infowar_kit.corpus import Corpus
from infowar_kit.errors import RecordError
from infowar_kit.say import later, say
from infowar_kit.tasks import Feedback, Task, build
from infowar_kit.tasks.record import Entry, Record

DRAWN = "drawn"  # stands in the record where a task would, with the learner's seed
OLDER = later(
    "You answered an earlier edition of this task. Your answers to it are kept in your record, but they "
    "are not counted here: please answer once more."
)


class Session:
    """A corpus and a learner's record.

    Parameters
    ----------
    corpus : Corpus
        What is taught on.
    record : Record
        Where answers go.
    language : str
        Language of the texts.

    Attributes
    ----------
    own_seed : int
        What decides whatever is drawn by chance, while the record holds no seed.
    """

    def __init__(self, corpus: Corpus, record: Record, language: str = "en") -> None:
        self.corpus = corpus
        self.record = record
        self.language = language
        self.own_seed = secrets.randbelow(2**31)

    def work(self, slug: str) -> Work:
        """Return the learner's work on a task, as far as it has come.

        Raises
        ------
        LookupFailed
            If there is no such task, or its rows lack what it needs.
        """
        # Each lesson has a kernel of its own: what another one saved or restored is on disk only. What
        # cannot be read is said when the next answer is saved; until then the lesson goes on.
        with contextlib.suppress(RecordError):
            self.record.refresh()
        task = build(self.corpus, slug, self.language)
        if task.draws:
            task.draw(self.seed)
        return Work(task, self)

    @property
    def seed(self) -> int:
        """What decides, for this learner, whatever is drawn by chance; kept in the record with an answer.

        The first that was kept counts, so that a record put together from two computers stays of one piece.
        """
        for entry in self.record.entries(self.corpus.name, DRAWN):
            if type(seed := entry.content.get("seed")) is int:
                return seed
        return self.own_seed

    def keep_seed(self) -> None:
        """Add the seed to the record, if none is there.

        Raises
        ------
        RecordError
            If it cannot be saved; it is kept in memory like any entry.
        """
        if not self.record.entries(self.corpus.name, DRAWN):
            self.record.add(
                Entry(self.corpus.name, self.corpus.version, DRAWN, 1, "seed", {"seed": self.own_seed})
            )


class Work:
    """A learner's work on one task.

    Parameters
    ----------
    task : Task
        The model.
    session : Session
        Corpus and record.

    Attributes
    ----------
    task : Task
        The model.
    answers : dict
        What stands answered now, restored from the record.
    older : int
        Answers in the record that belong to another version of the task or corpus, or that the task cannot
        read, as in a file edited by hand: kept, not counted.
    tries : list of dict
        What was answered, try by try, in this version of the task.
    notice : str
        What the learner must be told about saving; empty when all is well.
    """

    def __init__(self, task: Task, session: Session) -> None:
        self.task = task
        self._session = session
        self.answers: dict[str, Any] = {}
        self.older = 0
        self.tries: list[dict[str, Any]] = []
        self.notice = session.record.notice
        for entry in session.record.entries(session.corpus.name, task.id):
            if entry.kind != "answer":
                continue
            same = (session.corpus.version, task.version) == (entry.corpus_version, entry.task_version)
            if same and _usable(task, entry.content):
                self.tries.append(dict(entry.content))
                self.answers = task.merge(self.answers, entry.content)
            else:
                self.older += 1
        if self.older and not self.attempts:
            self.notice = f"{self.notice} {say(OLDER)}".strip()

    def __repr__(self) -> str:
        done = say("complete") if self.complete else say("begun") if self.answers else say("not begun")
        return say("Task '{task}': {title} ({done})", task=self.task.id, title=self.task.title, done=done)

    @property
    def attempts(self) -> int:
        """How often this version of the task was answered."""
        return len(self.tries)

    @property
    def complete(self) -> bool:
        """Whether every part has been answered."""
        return self.task.is_complete(self.answers)

    def answer(self, answer: Mapping[str, Any]) -> Feedback:
        """Check an answer and save it.

        Raises
        ------
        AnswerError
            If the answer cannot be used; nothing is saved or changed.
        """
        feedback = self.task.check(answer)
        self.answers = self.task.merge(self.answers, answer)
        self.tries.append(dict(answer))
        self._note("answer", dict(answer))
        return feedback

    def hint(self) -> str:
        """Return the hint, and note that it was taken."""
        self._note("hint", {})
        return self.task.hint

    def show(self) -> Feedback:
        """Return the solution with its reasons, and note that it was shown."""
        self._note("shown", {})
        return self.task.solution()

    def feedback(self) -> Feedback | None:
        """Return the feedback to what stands answered, for a lesson opened again."""
        return self.task.check(self.answers) if self.answers else None

    def _note(self, kind: str, content: dict[str, Any]) -> None:
        corpus, task = self._session.corpus, self.task
        try:
            if task.draws:
                self._session.keep_seed()
            self._session.record.add(Entry(corpus.name, corpus.version, task.id, task.version, kind, content))
            self.notice = self._session.record.notice
        except RecordError as error:
            # An answer is worth its feedback even when the disk is full; the view shows the notice.
            self.notice = str(error)


def _usable(task: Task, content: Mapping[str, Any]) -> bool:
    """Whether a task can take an answer of the record as it stands."""
    try:
        task.check(content)
    except Exception:
        # Not only AnswerError: a file made by hand holds any shape, and a lesson has to open all the same.
        return False
    return True
