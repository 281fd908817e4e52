"""The few names that lessons use, each loaded on first use."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from infowar_kit.corpus import Corpus, load
from infowar_kit.record import Record
from infowar_kit.session import Session


class Kit:
    """What a lesson's cells speak to: ``kit.task("…")``, ``kit.corpus``, ``kit.record()``.

    Parameters
    ----------
    corpus : str
        Name or folder of the corpus to teach on.
    language : str
        Language of the texts.
    """

    def __init__(self, corpus: str = "kherson-lyman-2022", language: str = "en") -> None:
        self._corpus_name = corpus
        self.language = language

    def __repr__(self) -> str:
        return f"infowar-kit on {self.corpus!r}"

    @cached_property
    def corpus(self) -> Corpus:
        """The evidence."""
        return load(self._corpus_name)

    @cached_property
    def session(self) -> Session:
        """The learner at work."""
        return Session(self.corpus, Record(), self.language)

    def lesson(self, lesson: str) -> Any:
        """Return the head of a lesson: objectives, time, content note."""
        from infowar_kit.lesson import LessonHead

        self.corpus.get("lessons", lesson)
        return LessonHead(self.corpus, lesson, self.language)

    def glossary(self) -> Any:
        """Return the glossary."""
        from infowar_kit.lesson import Glossary

        return Glossary(self.corpus, self.language)

    def task(self, slug: str) -> Any:
        """Return a task, ready to be worked on.

        Raises
        ------
        LookupFailed
            If there is no such task; the message names close ones.
        """
        work = self.session.work(slug)
        from infowar_kit.widgets import view

        return view(work)

    def record(self) -> Any:
        """Return the panel with which a learner keeps, downloads and restores the record."""
        from infowar_kit.widgets import RecordPanel

        return RecordPanel(self.session.record)

    def coverage(self, group: str = "language") -> Any:
        """Return how much coverage there is a day, as a figure with a text twin."""
        from infowar_kit.analysis.coverage import coverage_by_day
        from infowar_kit.plots import coverage_figure

        return coverage_figure(coverage_by_day(self.corpus, group=group), group=group)

    def halo(self) -> Any:
        """Return the learner's halo matrix over all reports graded so far, in every task of that kind."""
        from infowar_kit.analysis.halo import halo
        from infowar_kit.tasks.source_grader import SourceGrader
        from infowar_kit.widgets.halo_drawing import HaloTable

        works = [self.session.work(row.task_id) for row in self.corpus.tasks if row.kind == SourceGrader.kind]
        pairs = [(work.task, work.answers) for work in works]
        graders = [(task, answers) for task, answers in pairs if isinstance(task, SourceGrader)]
        return HaloTable(halo(one for task, answers in graders for one in task.gradings(answers)))

    def map(self, day: str, front: str = "kherson") -> Any:
        """Return who was said to hold what by the end of a day, as a schematic map with a text twin.

        Parameters
        ----------
        day : str
            Such as ``"2022-10-04"``.
        front : str
            ``"kherson"`` or ``"lyman"``.
        """
        from infowar_kit.analysis.control import day_of
        from infowar_kit.maps import control_map

        return control_map(self.corpus, day_of(self.corpus, day), front)

    def distance(self, one: str, other: str) -> Any:
        """Return how far apart two places are, with the uncertainty: ``kit.distance("lyman", "torske")``."""
        from infowar_kit.analysis.distance import between

        return between(self.corpus.place(one), self.corpus.place(other))

    def where(self, form: str) -> Any:
        """Return which places a form of a name may mean, each with its reason."""
        from infowar_kit.lookup import Lookup

        return Lookup.of(form, self.corpus)

    def agreement(self) -> Any:
        """Return how far the annotators of the passages agree, as a table."""
        from infowar_kit.widgets.tone_tables import agreement_table

        return agreement_table(self.corpus)

    def disagreements(self, lesson: str) -> Any:
        """Return the passages of a lesson on which the annotators differed, to be argued about."""
        from infowar_kit.widgets.tone_tables import Disagreements

        return Disagreements(self.corpus, lesson, self.language)
