"""Draw `LensHunt`: its form, and switches that move precision and recall."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from infowar_kit.corpus import Corpus
from infowar_kit.tone.methods.hunting import Score, hunts, per_cent, score, switches
from infowar_kit.widgets.form_view import FormView


class Switches(widgets.VBox):  # type: ignore[misc]
    """Check boxes for cues by technique and strength, and a small table that follows them.

    Parameters
    ----------
    corpus : Corpus
        Whose constructed passages are counted over.
    say : callable
        Speaks the new numbers to a screen reader.
    """

    def __init__(self, corpus: Corpus, say: Any) -> None:
        self._hunts = hunts(corpus)
        self._say = say
        self._all = score(self._hunts)
        self.boxes = {
            name: widgets.Checkbox(description=words, value=True, indent=False)
            for name, words in switches().items()
        }
        for box in self.boxes.values():
            box.observe(self._switched, "value")
        self.table = widgets.HTML(self._table(self._all))
        self._rows = widgets.VBox(list(self.boxes.values()))
        self._rows.add_class("iwk-switches")
        count = len(self._hunts)
        head = (
            '<p class="iwk-term"><strong>Switch cues off and on.</strong> The table counts over all '
            f"{count} constructed passages.</p>"
        )
        super().__init__([widgets.HTML(head), self._rows, self.table])

    @property
    def score(self) -> Score:
        """Numbers with what is switched off now."""
        return score(self._hunts, [name for name, box in self.boxes.items() if not box.value])

    def _switched(self, _: object) -> None:
        now = self.score
        self.table.value = self._table(now)
        self._say(f"Precision {per_cent(now.precision)}, recall {per_cent(now.recall)}.")

    def _table(self, now: Score) -> str:
        rows = "".join(
            f'<tr><th scope="row">{name}</th><td data-label="precision">{per_cent(one.precision)} '
            f"({one.right} of {one.findings} findings are right)</td>"
            f'<td data-label="recall">{per_cent(one.recall)} '
            f"({one.found} of {one.marks} marks are found)</td></tr>"
            for name, one in (("all cues", self._all), ("cues switched on now", now))
        )
        return (
            '<table class="iwk-lens"><thead><tr><th scope="col">cues</th><th scope="col">precision</th>'
            f'<th scope="col">recall</th></tr></thead><tbody>{rows}</tbody></table>'
        )


class LensHuntView(FormView):
    """View of a `LensHunt`."""

    def tail(self) -> list[widgets.Widget]:
        """Return the switches."""
        self.switches = Switches(self.work.task.corpus, self.speak)
        return [self.switches]
