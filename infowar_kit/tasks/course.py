"""How far a learner has come through the course: from the rows and the record alone, without a kernel."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field, replace

from infowar_kit.corpus import Corpus
from infowar_kit.errors import KitError
from infowar_kit.tasks.edition import Edition
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.tasks.sureness import Counts, added


@dataclass(frozen=True, slots=True)
class TaskStep:
    """A task on the way.

    Parameters
    ----------
    task, title : str
        Slug and title.
    practice : bool
        Whether it is further practice, which the lesson does not need.
    state : str
        ``"done"``, ``"begun"`` or ``"open"``.
    right, tried : int
        How many of its parts were right at their first try, of how many that were tried.
    sure : dict
        How sure the learner was at these tries, and how often right; see `infowar_kit.tasks.sureness`.
    """

    task: str
    title: str
    practice: bool = False
    state: str = "open"
    right: int = 0
    tried: int = 0
    sure: Counts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LessonStep:
    """A lesson on the way, with its tasks in order."""

    lesson: str
    title: str
    notebook: str
    tasks: tuple[TaskStep, ...]

    @property
    def needed(self) -> tuple[TaskStep, ...]:
        """The tasks that belong to the lesson's time."""
        return tuple(task for task in self.tasks if not task.practice)

    @property
    def practice(self) -> tuple[TaskStep, ...]:
        """The others."""
        return tuple(task for task in self.tasks if task.practice)

    @property
    def done(self) -> int:
        """How many of the needed tasks are done."""
        return sum(task.state == "done" for task in self.needed)

    @property
    def right(self) -> tuple[int, int]:
        """Parts right at the first try, and parts tried, practice included."""
        return sum(task.right for task in self.tasks), sum(task.tried for task in self.tasks)


@dataclass(frozen=True, slots=True)
class Course:
    """All lessons, and where the learner was last.

    Parameters
    ----------
    lessons : tuple of LessonStep
        In order.
    last : tuple of str, optional
        Lesson and task of the newest answer; None before the first.
    """

    lessons: tuple[LessonStep, ...]
    last: tuple[str, str] | None = None

    @property
    def next(self) -> tuple[LessonStep, TaskStep] | None:
        """Where to go on: the task that was begun last, else the first needed one that is not done.

        What was left out on the way is come back to only after what lies ahead.
        """
        ways = [(lesson, task) for lesson in self.lessons for task in lesson.tasks]
        at = next((n for n, (lesson, task) in enumerate(ways) if (lesson.lesson, task.task) == self.last), 0)
        if ways and self.last and ways[at][1].state == "begun":
            return ways[at]
        ahead = [way for way in ways[at:] + ways[:at] if not way[1].practice and way[1].state != "done"]
        return ahead[0] if ahead else None

    @property
    def sure(self) -> Counts:
        """How sure the learner was at first tries, and how often right, in all lessons together."""
        return added(task.sure for lesson in self.lessons for task in lesson.tasks)

    def after(self, lesson: str) -> LessonStep | None:
        """Return the lesson after one, or None after the last."""
        names = [one.lesson for one in self.lessons]
        place = names.index(lesson) + 1 if lesson in names else 0
        return self.lessons[place] if place < len(names) else None


def course_of(corpus: Corpus, record: Record, language: str = "en", edition: Edition | None = None) -> Course:
    """Return the course as a record has it.

    Parameters
    ----------
    corpus : Corpus
        What is taught on.
    record : Record
        The learner's answers.
    language : str
        Language of the titles.
    edition : Edition, optional
        Which lessons and tasks there are; by default all of the event. Those of another event say nothing.
    """
    only = edition if edition is not None and edition.corpus == corpus.name else None
    session = Session(corpus, record, language)
    lessons: list[LessonStep] = []
    newest: tuple[str, tuple[str, str] | None] = ("", None)
    for row in sorted(corpus.lessons, key=lambda one: one.lesson_id):
        if only is not None and row.lesson_id not in only.lessons:
            continue
        steps = []
        for one in sorted(corpus.tasks_of_lesson(row.lesson_id), key=lambda task: task.position):
            if only is not None and not only.has(row.lesson_id, one.task_id):
                continue
            answers = [e.at for e in record.entries(corpus.name, one.task_id) if e.kind == "answer"]
            step = TaskStep(one.task_id, corpus.text(f"{one.task_id}/title", language), bool(one.practice))
            if answers:
                step = _stepped(step, session)
                newest = max(newest, (max(answers), (row.lesson_id, one.task_id)), key=lambda pair: pair[0])
            steps.append(step)
        lessons.append(LessonStep(row.lesson_id, row.title, row.notebook, tuple(steps)))
    return Course(tuple(lessons), newest[1])


def _stepped(step: TaskStep, session: Session) -> TaskStep:
    # Rows that cannot be taught are said where the task stands; the map goes on without it.
    with contextlib.suppress(KitError):
        work = session.work(step.task)
        judged = [verdict for verdict in work.first_tries.values() if verdict != "noted"]
        state = "done" if work.complete else "begun" if work.attempts else "open"
        return replace(step, state=state, right=judged.count("right"), tried=len(judged), sure=work.sureness)
    return step
