"""What moved between the first test and the last: of one learner in counts, of a class with intervals."""

from __future__ import annotations

from dataclasses import dataclass

from infowar_kit.learning.methods.resampling import Interval
from infowar_kit.learning.methods.sitting import ENOUGH, FEW, MEASURES, ClassFigures, Sitting
from infowar_kit.learning.sitting_page import curve_lines, moved_html, sitting_html, tally
from infowar_kit.page.table import table
from infowar_kit.say import Sayings, later, plural, say
from infowar_kit.text import escape

NAMES = Sayings(
    {
        "d_prime": later("telling apart (d′)"),
        "c": later("leaning (c; above 0: towards “distorted”)"),
        "auc": later("telling apart, all six steps (AUC)"),
        "brier": later("error of the chances (Brier; less is better)"),
    }
)
VERDICTS = Sayings(
    {
        "up": later("higher"),
        "down": later("lower"),
        "unclear": later("the interval holds no change, too"),
        "open": later("no verdict"),
    }
)
CONTESTED = later(
    "Whether courses and games of this kind improve the telling apart is contested: a reanalysis of 2023 and "
    "an unpublished meta-analysis say no, a meta-analysis of 2026, with makers of such games among its "
    "authors, says yes."
)


@dataclass(frozen=True)
class Changed:
    """A learner's first and last test; either may not be taken yet."""

    before: Sitting | None
    after: Sitting | None

    def __repr__(self) -> str:
        lines = []
        for name, sitting in ((say("First test"), self.before), (say("Last test"), self.after)):
            if sitting is None:
                lines.append(say("{test}: not taken yet.", test=name))
                continue
            right, total = tally(sitting.judged)
            lines.append(
                say("{test}: {right} of {total} judged rightly.", test=name, right=right, total=total)
            )
            lines += [f"- {line}" for line in curve_lines(sitting)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        if self.before is not None and self.after is not None:
            return f"{moved_html(self.before, self.after)}<p>{escape(say(CONTESTED))}</p>"
        taken = self.before or self.after
        if taken is None:
            return f"<p>{escape(say('Neither test is taken yet.'))}</p>"
        one = say("Only one of the two tests is taken yet. This is what it shows.")
        return f"<p>{escape(one)}</p>{sitting_html(taken)}"


@dataclass(frozen=True)
class ClassChanged:
    """What a class's two tests say: a table with intervals, or why there is none."""

    figures: ClassFigures

    def _sentences(self) -> list[str]:
        figures = self.figures
        said = [
            plural(
                "{number} learner took both tests.", "{number} learners took both tests.", figures.learners
            )
        ]
        if figures.learners < FEW:
            return [*said, say("Too few to say: it takes {few}.", few=FEW)]
        if figures.learners < ENOUGH:
            said.append(say("Below {enough} learners the interval stands without a verdict.", enough=ENOUGH))
        if not figures.counterbalanced:
            said.append(
                say("Nearly all had the same form first: a gain cannot be told from a harder or easier form.")
            )
        return [*said, say(CONTESTED)]

    def _rows(self) -> list[tuple[str, ...]]:
        return [
            (NAMES[name], _said(moved.before), _said(moved.after), _said(moved.gain, signed=True),
             VERDICTS[self.figures.verdict(name)])
            for name in MEASURES if (moved := self.figures.moved.get(name)) is not None
        ]  # fmt: skip

    @staticmethod
    def _heads() -> tuple[str, ...]:
        return (say("Measure"), say("First test"), say("Last test"), say("Difference"), say("Verdict"))

    def __repr__(self) -> str:
        rows = ["\t".join(row) for row in self._rows()]
        return "\n".join([*self._sentences(), *(["\t".join(self._heads()), *rows] if rows else [])])

    def _repr_html_(self) -> str:
        said = "".join(f"<p>{escape(one)}</p>" for one in self._sentences())
        rows = [tuple(map(escape, row)) for row in self._rows()]
        return said + (table(self._heads(), rows) if rows else "")


def _said(found: Interval, *, signed: bool = False) -> str:
    sign = "+" if signed else ""
    # Nothing is neither above nor below: no "-0.00".
    value, low, high = (round(one, 2) + 0.0 for one in (found.value, found.low, found.high))
    return f"{value:{sign}.2f} ({low:{sign}.2f} … {high:{sign}.2f})"
