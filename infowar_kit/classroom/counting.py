"""What a class did, counted: first tries by part, what was answered, hints, shown, time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from infowar_kit.classroom.asked import Asked
from infowar_kit.classroom.reading import HandedIn
from infowar_kit.corpus import Corpus
from infowar_kit.errors import KitError
from infowar_kit.tasks import Task
from infowar_kit.tasks.feedback import Reason
from infowar_kit.tasks.handing_in import shown_to_teachers
from infowar_kit.tasks.questions import Text
from infowar_kit.tasks.record_entries import Entry, Kept, moment
from infowar_kit.tasks.standing import stands
from infowar_kit.tasks.tries import UNJUDGED, first_tries, verdicts
from infowar_kit.text import plain

FEW = 5  # learners below which no share is given
PAUSE = 10 * 60  # seconds without an entry after which somebody is taken to have left


@dataclass(frozen=True)
class Said:
    """What was answered at a part, in words, with its verdict and the reason that answers it."""

    words: str
    verdict: str
    reason: str = ""


@dataclass(frozen=True)
class First:
    """A learner's work on a part: one row of the table.

    Parameters
    ----------
    learner, task, part : str
        Whose, and of what.
    said : Said
        The first try; without words where the part was shown before it was tried.
    tries, hints, shown : int
        How often the part was tried, the task's hint taken, its solution shown.
    seconds : float
        At the task as a whole.
    """

    learner: str
    task: str
    part: str
    said: Said
    tries: int
    hints: int
    shown: int
    seconds: float


@dataclass
class TaskCount:
    """What a class did at one task."""

    task: Task
    learners: int = 0
    hints: int = 0
    shown: int = 0
    older: int = 0
    seconds: list[float] = field(default_factory=list)
    parts: dict[str, Counter[Said]] = field(default_factory=lambda: defaultdict(Counter))
    words: list[tuple[str, str, str]] = field(default_factory=list)  # learner, part, text

    @property
    def minutes(self) -> float | None:
        """Median of the time at the task, in minutes; None for too few."""
        return median(self.seconds) / 60 if len(self.seconds) >= FEW else None


@dataclass
class ClassCount:
    """What a class did, task by task, and the rows of the table."""

    learners: int
    tasks: dict[str, TaskCount]
    rows: list[First]


def count(corpus: Corpus, handed: Sequence[HandedIn], language: str = "en") -> ClassCount:
    """Count what a class handed in.

    Parameters
    ----------
    corpus : Corpus
        The event.
    handed : sequence of HandedIn
        By learner.
    language : str
        Language of the words.
    """
    tasks: dict[str, TaskCount] = {}
    asked = Asked(corpus, language)
    for row in sorted(corpus.tasks, key=lambda row: (row.lesson, row.position)):
        try:
            tasks[row.task_id] = TaskCount(asked.task(row.task_id))
        except KitError:  # a task that cannot be built has no answers that could be judged
            continue
    rows: list[First] = []
    for one in handed:
        times = _times(one.entries)
        own: dict[str, list[Entry]] = defaultdict(list)
        for kept in one.entries:
            if kept.task in tasks:
                own[kept.task].append(kept.entry())
        for slug, entries in own.items():
            task = asked.task(slug, one.seed)  # each learner met questions of their own
            rows += _count_one(tasks[slug], task, one.learner, entries, times[slug])
    return ClassCount(len(handed), {slug: one for slug, one in tasks.items() if one.learners}, rows)


def _times(entries: Iterable[Kept]) -> dict[str, float]:
    """Return the seconds at each task: from the entry before to each of its own, pauses left out."""
    spent: dict[str, float] = defaultdict(float)
    before: float | None = None
    for kept in entries:
        now = moment(kept.at) or 0.0
        if before is not None and 0 <= now - before <= PAUSE:
            spent[kept.task] += now - before
        before = now
    return spent


def _count_one(
    counted: TaskCount, task: Task, learner: str, entries: Sequence[Entry], seconds: float
) -> list[First]:
    history: list[tuple[str, dict[str, Any]]] = []
    for entry in entries:
        if not stands(task, entry):
            counted.older += entry.kind == "answer"
            continue
        content = entry.content
        if entry.kind == "answer":
            content = shown_to_teachers(task, content) if task.apart else content
            if not content or not _usable(task, content):
                continue
        history.append((entry.kind, content))
    kinds = Counter(kind for kind, _ in history)
    if not kinds.keys() & {"answer", "shown", "hint"}:
        return []
    counted.learners += 1
    counted.hints += bool(kinds["hint"])
    counted.shown += bool(kinds["shown"])
    if seconds:
        counted.seconds.append(seconds)
    rows = []
    judged = [(one, verdicts(task, one)) for kind, one in history if kind == "answer"]
    for part, verdict in first_tries(task, history).items():
        said = Said("", UNJUDGED) if verdict == UNJUDGED else _first_said(task, judged, part)
        counted.parts[part][said] += 1
        tries = sum(kind == "answer" and (part in one or not task.apart) for kind, one in history)
        rows.append(First(learner, task.id, part, said, tries, kinds["hint"], kinds["shown"], seconds))
    counted.words += [(learner, part, text) for part, text in _free(task, history)]
    return rows


def _usable(task: Task, content: Mapping[str, Any]) -> bool:
    try:
        task.check(content)
    except KitError:
        return False
    return True


def _first_said(task: Task, judged: Sequence[tuple[Mapping[str, Any], Mapping[str, str]]], part: str) -> Said:
    for content, found in judged:
        if part in found:
            reasons = [
                one
                for one in task.check(content).reasons
                if one.verdict != UNJUDGED and (one.part == part or not task.apart)
            ]
            return Said(_words(reasons), found[part], _why(reasons))
    return Said("", UNJUDGED)


def _words(reasons: Sequence[Reason]) -> str:
    return "; ".join(dict.fromkeys(plain(one.said) for one in reasons if one.said))


def _why(reasons: Sequence[Reason]) -> str:
    """Return what answers a mistake: the reasons of what does not hold, else of all."""
    wrong = [one for one in reasons if one.verdict != "right"]
    return " ".join(dict.fromkeys(plain(one.text) for one in wrong or reasons if one.text))


def _free(task: Task, history: Sequence[tuple[str, dict[str, Any]]]) -> list[tuple[str, str]]:
    """Return what was last written in the learner's own words, by part."""
    fields = {
        section.part: [question.field for question in section.questions if isinstance(question, Text)]
        for section in task.sections()
    }
    found: dict[str, str] = {}
    for kind, content in history:
        if kind != "answer":
            continue
        for part, value in content.items():
            for names in fields.get(part, ()):
                one: Any = value
                for name in names:
                    one = one.get(name) if isinstance(one, Mapping) else None
                if isinstance(one, str) and one.strip():
                    found[part] = one.strip()
    return list(found.items())
