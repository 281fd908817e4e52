"""A learner at work: tasks and the record together. The only place that knows both."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from infowar_kit.corpus import Corpus
from infowar_kit.errors import RecordError
from infowar_kit.say import later, say
from infowar_kit.tasks import Feedback, Task, build
from infowar_kit.tasks.feedback import Verdict
from infowar_kit.tasks.record import Entry, Record
from infowar_kit.tasks.standing import edition, stands
from infowar_kit.tasks.sureness import sureness
from infowar_kit.tasks.tries import UNJUDGED, first_tries

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
        self._watching: list[Callable[[], None]] = []
        self._renewing: list[Callable[[], None]] = []
        self.own_seed = secrets.randbelow(2**31)

    def watch(self, call: Callable[[], None]) -> None:
        """Have `call` called after each thing that is noted here."""
        self._watching.append(call)

    def noted(self) -> None:
        """Tell whoever watches that something was noted."""
        for call in self._watching:
            call()

    def watch_restored(self, call: Callable[[], None]) -> None:
        """Have `call` called after answers were restored: what is on a page is older than they are."""
        self._renewing.append(call)

    def restored(self) -> None:
        """Tell whoever shows answers that others came in."""
        for call in self._renewing:
            call()
        self.noted()

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

    def first_tries(self) -> dict[str, dict[str, Verdict]]:
        """Return the verdict on the first try at each part, task by task, of the tasks that were begun."""
        begun = [
            row.task_id for row in self.corpus.tasks if self.record.entries(self.corpus.name, row.task_id)
        ]
        found = {slug: self.work(slug).first_tries for slug in begun}
        return {slug: tries for slug, tries in found.items() if tries}


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
        Answers in the record that belong to another version of the task or of the rows it rests on, or that
        the task cannot read, as in a file edited by hand: kept, not counted.
    drafts : dict
        What was chosen or written and not checked yet, as the controls had it, by part.
    tries : list of dict
        What was answered, try by try, in this version of the task.
    notice : str
        What the learner must be told about saving; empty when all is well.
    """

    def __init__(self, task: Task, session: Session) -> None:
        self.task = task
        self._session = session
        self.answers: dict[str, Any] = {}
        self.drafts: dict[str, Any] = {}
        self._history: list[tuple[str, dict[str, Any]]] = []
        self._firsts: tuple[int, dict[str, Verdict]] = (0, {})
        self.older = 0
        self.tries: list[dict[str, Any]] = []
        self.notice = session.record.notice
        for entry in session.record.entries(session.corpus.name, task.id):
            same = stands(task, entry)
            if same and (entry.kind != "answer" or _usable(task, entry.content)):
                self._take(entry.kind, dict(entry.content))
            elif entry.kind == "answer":
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
        feedback = self.task.check_on(answer, self.answers)
        self._take("answer", dict(answer))
        self._note("answer", dict(answer))
        return feedback

    def draft(self, answer: Mapping[str, Any]) -> None:
        """Keep what is chosen or written and not checked, by part; the newest stands alone."""
        new = dict(answer)
        if new != self.drafts:
            self._take("draft", new)
            self._note("draft", new)

    def tried(self, *parts: str) -> int:
        """Return how often parts were answered; without parts, how often the task was."""
        if not parts or not self.task.apart:
            return len(self.tries)
        return min(sum(part in one for one in self.tries) for part in parts)

    @property
    def first_tries(self) -> dict[str, Verdict]:
        """What was found on the first try at each part; ``"noted"`` where it was shown before."""
        if self._firsts[0] != len(self._history):
            self._firsts = len(self._history), first_tries(self.task, self._history)
        return dict(self._firsts[1])

    @property
    def first_answers(self) -> dict[str, Any]:
        """What was answered at the first try of each part that was not shown before."""
        first: dict[str, Any] = {}
        for one in self.tries:
            for part, value in one.items():
                first.setdefault(part, value)
        return {part: value for part, value in first.items() if self.first_tries.get(part) != UNJUDGED}

    @property
    def sureness(self) -> dict[str, tuple[int, int]]:
        """How often who was so sure was right at the first try, by word: right, and of how many."""
        return sureness(self.task, self._history)

    def hint(self) -> str:
        """Return the hint, and note that it was taken."""
        self._note("hint", {})
        return self.task.hint

    def show(self, *parts: str) -> Feedback:
        """Return the solution laid over what stands answered, and note that it was shown.

        Parameters
        ----------
        *parts : str
            Of which parts; without any, of all.
        """
        content: dict[str, Any] = {"parts": list(parts)} if parts else {}
        self._take("shown", content)
        self._note("shown", content)
        return self.task.laid_over(self.answers, *parts)

    def feedback(self) -> Feedback | None:
        """Return the feedback to what stands answered, for a lesson opened again."""
        return self.task.check(self.answers) if self.answers else None

    def _take(self, kind: str, content: dict[str, Any]) -> None:
        """Take in one thing that was done."""
        self._history.append((kind, content))
        if kind == "draft":
            self.drafts = content
        elif kind == "answer":
            self.tries.append(content)
            self.answers = self.task.merge(self.answers, content)
            checked = content if self.task.apart else self.drafts
            self.drafts = {part: value for part, value in self.drafts.items() if part not in checked}

    def _note(self, kind: str, content: dict[str, Any]) -> None:
        corpus, task = self._session.corpus, self.task
        try:
            if task.draws:
                self._session.keep_seed()
            self._session.record.add(Entry(corpus.name, edition(task), task.id, task.version, kind, content))
            self.notice = self._session.record.notice
        except RecordError as error:
            # An answer is worth its feedback even when the disk is full; the view shows the notice.
            self.notice = str(error)
        self._session.noted()


def _usable(task: Task, content: Mapping[str, Any]) -> bool:
    """Whether a task can take an answer of the record as it stands."""
    try:
        task.check(content)
    except Exception:
        # Not only AnswerError: a file made by hand holds any shape, and a lesson has to open all the same.
        return False
    return True
