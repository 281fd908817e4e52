"""The few names that lessons use, each loaded on first use."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from infowar_kit import say
from infowar_kit.corpus import Corpus, load
from infowar_kit.errors import LookupFailed
from infowar_kit.page.course_map import CourseMap
from infowar_kit.page.table import Table, of_frame
from infowar_kit.tasks.answers import Answers
from infowar_kit.tasks.course import Course, course_of
from infowar_kit.tasks.edition import edition_in
from infowar_kit.tasks.lesson import Glossary, LessonHead
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session

if TYPE_CHECKING:
    import pandas as pd

    from infowar_kit.learning.exhibits import Learning
    from infowar_kit.tone.exhibits import Tone
    from infowar_kit.translation.exhibits import Translation
    from infowar_kit.verification.exhibits import Verification
    from infowar_kit.widgets import RecordPanel, TaskView
    from infowar_kit.widgets.browser_copy import BrowserCopy
    from infowar_kit.widgets.lesson_view import LessonView
    from infowar_kit.widgets.live import Live
    from infowar_kit.widgets.practice_view import PracticeView

# The rooms that show something; `kit.map(…)` is the exhibit `map` of whichever has it.
WINGS = ("verification", "translation", "tone", "learning")


class Exhibit(Protocol):
    """What a cell shows: it draws itself as HTML and says the same as text."""

    def _repr_html_(self) -> str: ...


class Kit:
    """What a lesson's cells speak to: ``kit.task("…")``, ``kit.corpus``, ``kit.map("…")``.

    Exhibits belong to their wings, such as `verification`; the kit finds each by its name, so that a cell
    stays short: ``kit.where("Oleksandrivka")`` is ``kit.verification.where("Oleksandrivka")``.

    Parameters
    ----------
    corpus : str, optional
        Name or folder of the corpus to teach on; by default the one that `infowar_kit.corpus.load` takes.
    language : str, optional
        Language of the texts and of the interface; by default `INFOWAR_KIT_LANG`, else English.
    """

    def __init__(self, corpus: str | None = None, language: str | None = None) -> None:
        self._corpus_name = corpus
        self.language = language or say.language()
        say.use(self.language)

    def __repr__(self) -> str:
        return say.say("infowar-kit on {corpus}", corpus=repr(self.corpus))

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *(name for names in exhibits().values() for name in names)})

    def __getattr__(self, name: str) -> Callable[..., Exhibit]:
        """Return an exhibit by its name, from whichever wing has it."""
        if name.startswith("_") or name in WINGS:
            raise AttributeError(name)
        for wing, names in exhibits().items():
            if name in names:
                found: Callable[..., Exhibit] = getattr(getattr(self, wing), name)
                return found
        known = ", ".join(name for names in exhibits().values() for name in names)
        raise AttributeError(
            say.say("The kit has no '{name}'. What it can show: {known}.", name=name, known=known)
        )

    @cached_property
    def corpus(self) -> Corpus:
        """The evidence."""
        return load(self._corpus_name)

    @cached_property
    def session(self) -> Session:
        """The learner at work."""
        return Session(self.corpus, Record(), self.language)

    @cached_property
    def verification(self) -> Verification:
        """Exhibits on who says so, who said it first, where and when."""
        from infowar_kit.verification.exhibits import Verification

        return Verification(self.session)

    @cached_property
    def translation(self) -> Translation:
        """Exhibits on what translation does."""
        from infowar_kit.translation.exhibits import Translation

        return Translation(self.session)

    @cached_property
    def tone(self) -> Tone:
        """Exhibits on how a text tries to move its reader."""
        from infowar_kit.tone.exhibits import Tone

        return Tone(self.session)

    @cached_property
    def learning(self) -> Learning:
        """Exhibits on what moved, and what is worth meeting again."""
        from infowar_kit.learning.exhibits import Learning

        return Learning(self.session)

    @cached_property
    def _copy(self) -> BrowserCopy:
        """The copy of the record in the learner's browser."""
        from infowar_kit.widgets.browser_copy import BrowserCopy

        return BrowserCopy(self.session)

    def lesson(self, lesson: str, *tasks: str) -> LessonView:
        """Return the head of a lesson: objectives, time, content note, and whether answers will be kept.

        Parameters
        ----------
        lesson : str
            Id, such as ``"01"``.
        *tasks : str
            Slugs of its tasks, where only a part of the lesson is taught; objectives and time follow them.

        Raises
        ------
        LookupFailed
            If there is no such lesson, or it has no such task; the message names what there is.
        """
        self.corpus.get("lessons", lesson)
        from infowar_kit.widgets.lesson_view import LessonView

        edition = edition_in(Path.cwd())
        taken = edition.taken(lesson, tasks) if edition is not None else 0
        return LessonView(LessonHead(self.corpus, lesson, self.language, tasks, taken), self._copy)

    def glossary(self) -> Glossary:
        """Return the glossary."""
        return Glossary(self.corpus, self.language)

    def table(self, frame: pd.DataFrame, caption: str = "") -> Table:
        """Return a data frame as a table for a cell: without its index, its texts escaped."""
        return of_frame(frame, caption)

    def task(self, slug: str) -> TaskView:
        """Return a task, ready to be worked on.

        Raises
        ------
        LookupFailed
            If there is no such task, and the message names close ones; or its rows lack what it needs.
        """
        work = self.session.work(slug)
        from infowar_kit.widgets import view

        self._copy.draw()  # who runs this cell alone has a copy too
        shown = view(work)
        self.session.watch_restored(lambda: shown.renew(self.session.work(slug)))
        return shown

    def answers(self, slug: str) -> Answers:
        """Return what was answered in a task, one row a part of each try: to be counted, not only pressed.

        Raises
        ------
        LookupFailed
            If there is no such task.
        """
        return Answers.of(self.session, slug)

    def practice(self, lesson: str, *tasks: str) -> PracticeView:
        """Return a list of a lesson's practice sets, with the one that is chosen below it.

        Parameters
        ----------
        lesson : str
            Id, such as ``"02"``.
        *tasks : str
            Slugs of those that are listed, where the lesson shows others in cells of their own.

        Raises
        ------
        LookupFailed
            If there is no such lesson, or it has no such practice set; the message names what there is.
        """
        self.corpus.get("lessons", lesson)
        known = [row.task_id for row in self.corpus.tasks_of_lesson(lesson) if row.practice]
        for slug in tasks:
            if slug not in known:
                raise LookupFailed(
                    f"Lesson {lesson} has no practice set '{slug}'. It has: {', '.join(known) or 'none'}."
                )
        from infowar_kit.widgets.practice_view import PracticeView

        # An edition may have left some out, or the lesson.
        steps = [step for one in self._course().lessons if one.lesson == lesson for step in one.practice]
        return PracticeView([step for step in steps if not tasks or step.task in tasks], self.task)

    def progress(self) -> Live:
        """Return the map of the course: what is done, how it went at the first try, and what comes next."""
        from infowar_kit.learning.coming_back import due
        from infowar_kit.widgets.live import Live

        def shown() -> CourseMap:
            return CourseMap(self._course(), due=due(self.session))

        return Live(self.session, shown, CourseMap.face)

    def _course(self) -> Course:
        # A lesson runs in the folder in which it lies.
        return course_of(self.corpus, self.session.record, self.language, edition_in(Path.cwd()))

    def record(self) -> RecordPanel:
        """Return the panel with which a learner keeps, downloads and restores the record."""
        from infowar_kit.widgets import RecordPanel

        return RecordPanel(self.session.record, self.session, self._copy)


@cache
def exhibits() -> dict[str, list[str]]:
    """Return the names of what each wing shows, by wing."""
    made = {}
    for wing in WINGS:
        shown = getattr(import_module(f"infowar_kit.{wing}.exhibits"), wing.capitalize())
        made[wing] = [name for name in vars(shown) if not name.startswith("_")]
    return made
