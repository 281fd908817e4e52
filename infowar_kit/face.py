"""The few names that lessons use, each loaded on first use."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from infowar_kit.corpus import Corpus, load
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session


class Kit:
    """What a lesson's cells speak to: ``kit.task("…")``, ``kit.corpus``, ``kit.record()``.

    Parameters
    ----------
    corpus : str, optional
        Name or folder of the corpus to teach on; by default the one that `infowar_kit.corpus.load` takes.
    language : str
        Language of the texts.
    """

    def __init__(self, corpus: str | None = None, language: str = "en") -> None:
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
        """Return the head of a lesson: objectives, time, content note.

        Raises
        ------
        LookupFailed
            If there is no such lesson; the message names close ones.
        """
        from infowar_kit.tasks.lesson import LessonHead

        self.corpus.get("lessons", lesson)
        return LessonHead(self.corpus, lesson, self.language)

    def glossary(self) -> Any:
        """Return the glossary."""
        from infowar_kit.tasks.lesson import Glossary

        return Glossary(self.corpus, self.language)

    def task(self, slug: str) -> Any:
        """Return a task, ready to be worked on.

        Raises
        ------
        LookupFailed
            If there is no such task, and the message names close ones; or its rows lack what it needs.
        """
        work = self.session.work(slug)
        from infowar_kit.widgets import view

        return view(work)

    def record(self) -> Any:
        """Return the panel with which a learner keeps, downloads and restores the record."""
        from infowar_kit.widgets import RecordPanel

        return RecordPanel(self.session.record)

    def coverage(self, group: str = "language") -> Any:
        """Return how much coverage there is a day, as a figure with a text twin.

        Parameters
        ----------
        group : str
            What to part the items by: ``"language"``, ``"kind"`` or ``"front"``.

        Raises
        ------
        LookupFailed
            If items cannot be parted so, or none of them has a day of the event.
        """
        from infowar_kit.verification.coverage import coverage_figure
        from infowar_kit.verification.methods.coverage import coverage_by_day

        return coverage_figure(coverage_by_day(self.corpus, group=group), group=group)

    def halo(self) -> Any:
        """Return the learner's halo matrix over all reports graded so far, in every task of that kind."""
        from infowar_kit.verification.halo_table import HaloTable
        from infowar_kit.verification.methods.halo import halo
        from infowar_kit.verification.source_grader import SourceGrader

        works = [self.session.work(row.task_id) for row in self.corpus.tasks if row.kind == SourceGrader.kind]
        pairs = [(work.task, work.answers) for work in works]
        graders = [(task, answers) for task, answers in pairs if isinstance(task, SourceGrader)]
        return HaloTable(halo(one for task, answers in graders for one in task.gradings(answers)))

    def map(self, day: str, front: str | None = None) -> Any:
        """Return who was said to hold what by the end of a day, as a schematic map with a text twin.

        Parameters
        ----------
        day : str
            Such as ``"2001-10-04"``.
        front : str, optional
            Id of one of the event's fronts; by default its first.
        """
        from infowar_kit.verification.control_map import control_map
        from infowar_kit.verification.methods.control import day_of

        front = front or next(iter(self.corpus.event.fronts), "")
        return control_map(self.corpus, day_of(self.corpus, day), front)

    def distance(self, one: str, other: str) -> Any:
        """Return how far apart two places are, with the uncertainty: ``kit.distance("one", "other")``.

        Raises
        ------
        LookupFailed
            If there is no such place, and the message names close ones; or one has no point on the map.
        """
        from infowar_kit.verification.methods.distance import between

        return between(self.corpus.place(one), self.corpus.place(other))

    def where(self, form: str) -> Any:
        """Return which places a form of a name may mean, each with its reason."""
        from infowar_kit.verification.lookup import Lookup

        return Lookup.of(form, self.corpus)

    def hedges(self, text: str, language: str) -> Any:
        """Return which words show how sure a speaker sounds: ``kit.hedges("It reportedly fell.", "en")``."""
        from infowar_kit.translation.hedge_reading import HedgeReading

        return HedgeReading.of(text, language, self.corpus)

    def certainty(self, slug: str) -> Any:
        """Return how sure the texts of a hedge meter sound, as a figure with a text twin."""
        from infowar_kit.errors import LookupFailed
        from infowar_kit.translation.certainty import certainty_figure
        from infowar_kit.translation.hedge_meter import HedgeMeter

        task = self.session.work(slug).task
        if not isinstance(task, HedgeMeter):
            raise LookupFailed(f"'{slug}' is a {task.kind} and no {HedgeMeter.kind}.")
        return certainty_figure(task)

    def agreement(self) -> Any:
        """Return how far the annotators of the passages agree, as a table."""
        from infowar_kit.tone.agreement_tables import agreement_table

        return agreement_table(self.corpus)

    def disagreements(self, lesson: str) -> Any:
        """Return the passages of a lesson on which the annotators differed, to be argued about."""
        from infowar_kit.tone.agreement_tables import Disagreements

        return Disagreements(self.corpus, lesson, self.language)

    def lens(self, text: str, lang: str | None = None) -> Any:
        """Return what the tone lens finds in a text of your own, with its reasons.

        Parameters
        ----------
        text : str
            Any text.
        lang : str, optional
            ``"en"``, ``"fr"``, ``"ru"`` or ``"uk"``; by default guessed.
        """
        from infowar_kit.tone.lens_tables import Reading

        return Reading.of(text, lang)

    def lens_measured(self) -> Any:
        """Return the lens's measured error beside floors, other systems and annotators."""
        from infowar_kit.tone.lens_tables import measured

        return measured(self.corpus)

    def lens_drift(self, term: str) -> Any:
        """Return what the lens finds in a term and in its attested renderings: ``kit.lens_drift("T22")``.

        Raises
        ------
        LookupFailed
            If there is no such term; the message names close ones.
        """
        from infowar_kit.tone.lens_tables import drift

        return drift(self.corpus, term)
