"""What a class's first and last test say: who took both, the figures with intervals, and every judgement."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from infowar_kit.classroom.asked import Asked
from infowar_kit.classroom.reading import HandedIn
from infowar_kit.corpus import Corpus
from infowar_kit.errors import KitError
from infowar_kit.learning.judgement import CHANCES, Judgement
from infowar_kit.learning.methods.sitting import ClassFigures, Sitting, Taken, class_figures
from infowar_kit.learning.sittings import forms_of
from infowar_kit.tasks.standing import stands

FIELDS = ("learner", "test", "form", "report", "faithful", "said", "step", "right", "opened")
_STEPS = {chance: step for step, chance in CHANCES.items()}


@dataclass(frozen=True)
class Sittings:
    """The sittings of a class.

    Parameters
    ----------
    before, after : dict of str to Sitting
        Complete first and last tests, by learner.
    """

    before: dict[str, Sitting]
    after: dict[str, Sitting]

    @property
    def taken(self) -> list[Taken]:
        """Both sittings of everybody who took both."""
        return [Taken(self.before[one], self.after[one]) for one in self.before if one in self.after]

    def figures(self) -> ClassFigures | None:
        """Return what they say, with intervals; None where nobody took a test."""
        return class_figures(self.taken) if self.before or self.after else None


def sittings_of(corpus: Corpus, handed: Sequence[HandedIn]) -> Sittings:
    """Return the complete tests of a class; an event without two tests has none."""
    tests, asked = Sittings({}, {}), Asked(corpus)
    forms = forms_of(corpus)
    if len(forms) != 2:
        return tests
    for slug, found in zip(forms, (tests.before, tests.after), strict=True):
        for one in handed:
            if (sitting := _sitting(asked, slug, one)) is not None:
                found[one.learner] = sitting
    return tests


def _sitting(asked: Asked, slug: str, one: HandedIn) -> Sitting | None:
    entries = [kept.entry() for kept in one.entries if kept.task == slug]
    if not entries:
        return None
    try:
        task = asked.task(slug, one.seed)
    except KitError:
        return None
    answers: dict[str, object] = {}
    for entry in entries:
        if entry.kind != "answer" or not stands(task, entry):
            continue
        try:
            task.check(entry.content)
        except KitError:
            continue
        answers = task.merge(answers, entry.content)
    return cast(Judgement, task).sitting(answers) if task.is_complete(answers) else None


def sittings_csv(tests: Sittings) -> str:
    """Return one row a learner, test and report, in the long form that R's ``glmer`` takes.

    `faithful`, `said` (leant to faithful), `right` and `opened` are 1 or 0, `step` is 1 to 6, `test` is
    ``before`` or ``after``.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(FIELDS)
    for name, sittings in (("before", tests.before), ("after", tests.after)):
        for learner, sitting in sittings.items():
            for one in sitting.judged:
                said = one.chance > 0.5
                cells = (one.faithful, said, _STEPS[one.chance], one.right, one.opened)
                writer.writerow([learner, name, sitting.form, one.part, *map(int, cells)])
    return text.getvalue()
