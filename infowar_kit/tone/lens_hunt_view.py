"""Draw `LensHunt`: its form, and switches that move precision and recall."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from infowar_kit.corpus import Corpus
from infowar_kit.say import plural, say
from infowar_kit.text import attribute, escape
from infowar_kit.tone.methods.hunting import Score, fired_on_neutral, hunts, per_cent, score, switches
from infowar_kit.widgets.controls import described
from infowar_kit.widgets.form_view import FormView


class Switches(widgets.VBox):  # type: ignore[misc]
    """Check boxes for cues by technique and strength, and a small table that follows them.

    Parameters
    ----------
    corpus : Corpus
        Whose constructed passages are counted over.
    speak : callable
        Speaks the new numbers to a screen reader.
    """

    def __init__(self, corpus: Corpus, speak: Any) -> None:
        self._hunts = hunts(corpus)
        self._speak = speak
        self._all = score(self._hunts)
        self.boxes = {
            name: widgets.Checkbox(**described(words), value=True, indent=False)
            for name, words in switches().items()
        }
        for box in self.boxes.values():
            box.observe(self._switched, "value")
        self.table = widgets.HTML(self._table(self._all))
        self._rows = widgets.VBox(list(self.boxes.values()))
        self._rows.add_class("iwk-switches")
        counted = plural(
            "The table counts over all {number} constructed passages.",
            "The table counts over all {number} constructed passages.",
            len(self._hunts),
        )
        title = say("Switch cues off and on.")
        head = f'<p class="iwk-term"><strong>{escape(title)}</strong> {escape(counted)}</p>'
        super().__init__([widgets.HTML(head), self._rows, self.table])

    @property
    def score(self) -> Score:
        """Numbers with what is switched off now."""
        return score(self._hunts, self.off)

    @property
    def off(self) -> list[str]:
        """What is switched off now."""
        return [name for name, box in self.boxes.items() if not box.value]

    def _neutral(self, off: list[str]) -> str:
        fired, total = fired_on_neutral(self._hunts, off)
        return say("it fires on {fired} of {total}", fired=fired, total=total)

    def _switched(self, _: object) -> None:
        now = self.score
        self.table.value = self._table(now)
        self._speak(
            say("Precision {precision}, recall {recall}.",
                precision=per_cent(now.precision), recall=per_cent(now.recall))
        )  # fmt: skip

    def _table(self, now: Score) -> str:
        heads = [say("cues"), say("precision"), say("recall"), say("neutral agency texts")]
        rows = "".join(
            f'<tr><th scope="row">{escape(name)}</th>'
            + "".join(
                f'<td data-label="{attribute(label)}">{escape(cell)}</td>'
                for label, cell in zip(heads[1:], (*_cells(one), self._neutral(off)), strict=True)
            )
            + "</tr>"
            for name, one, off in (
                (say("all cues"), self._all, []),
                (say("cues switched on now"), now, self.off),
            )
        )
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
        return f'<table class="iwk-lens"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _cells(one: Score) -> tuple[str, str]:
    """Return precision and recall with what they count."""
    return (
        say("{share} ({right} of {findings} findings are right)",
            share=per_cent(one.precision), right=one.right, findings=one.findings),
        say("{share} ({found} of {marks} marks are found)",
            share=per_cent(one.recall), found=one.found, marks=one.marks),
    )  # fmt: skip


class LensHuntView(FormView):
    """View of a `LensHunt`."""

    def tail(self) -> list[widgets.Widget]:
        """Return the switches."""
        self.switches = Switches(self.work.task.corpus, self.speak)
        return [self.switches]
