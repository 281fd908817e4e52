"""Draw `LensHunt`: findings to judge in passages, and switches that move precision and recall."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.packages import techniques
from infowar_kit.text import direction, escape
from infowar_kit.tone.lens import Finding
from infowar_kit.tone.lens_hunt import JUDGEMENTS, LensHunt
from infowar_kit.tone.methods.hunting import Score, hunts, per_cent, score, switches
from infowar_kit.widgets.task_view import TaskView


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


class LensHuntView(TaskView):
    """View of a `LensHunt`."""

    def body(self) -> list[widgets.Widget]:
        """Return passage by passage the text, a choice a finding, and the key's marks."""
        self.judged: dict[str, dict[str, widgets.RadioButtons]] = {}
        self.missed: dict[str, dict[str, widgets.Checkbox]] = {}
        return [self._passage(part) for part in self._task.parts]

    @property
    def _task(self) -> LensHunt:
        task = self.work.task
        assert isinstance(task, LensHunt)
        return task

    def _passage(self, part: str) -> widgets.Widget:
        task = self._task
        number = task.parts.index(part) + 1
        given = self.work.answers.get(part, {})
        passage = task.hunts[part].passage
        text = marked(passage.text, passage.language, task.findings(part))
        children: list[widgets.Widget] = [
            widgets.HTML(
                f'<p class="iwk-term"><strong>Passage {number}</strong></p><p class="iwk-found">{text}</p>'
            )
        ]
        self.judged[part] = {}
        for name, found in task.findings(part).items():
            about = f'<p class="iwk-rendering"><strong>{name}.</strong> {finding_html(found)}</p>'
            radio = widgets.RadioButtons(
                description=f"Finding {name}",
                options=list(JUDGEMENTS),
                value=given.get("findings", {}).get(name),
            )
            self.judged[part][name] = radio
            children += [widgets.HTML(about), radio]
        said = given.get("missed", [])
        self.missed[part] = {
            name: widgets.Checkbox(description=words, value=name in said, indent=False)
            for name, words in task.marks(part).items()
        }
        if self.missed[part]:
            ask = "<p><strong>The key marks this. Tick what the lens missed:</strong></p>"
        else:
            ask = "<p>The key marks nothing in this passage.</p>"
        card = widgets.VBox([*children, widgets.HTML(ask), *self.missed[part].values()])
        card.add_class("iwk-card")
        card.add_class("iwk-hunt")
        return card

    def answer(self) -> Mapping[str, Any]:
        """Return the passages of which anything is judged; a half-judged one is told so by the task."""
        given = {}
        for part, radios in self.judged.items():
            judged = {name: radio.value for name, radio in radios.items() if radio.value}
            if judged or not radios:
                missed = [name for name, box in self.missed[part].items() if box.value]
                given[part] = {"findings": judged, "missed": missed}
        return given

    def tail(self) -> list[widgets.Widget]:
        """Return the switches."""
        self.switches = Switches(self._task.corpus, self._spoken)
        return [self.switches]

    def _spoken(self, words: str) -> None:
        self.guard.message = words


def finding_html(found: Finding) -> str:
    """Return a finding: its words, what it is taken for, how surely, and why."""
    name = escape(techniques()[found.technique].name)
    lowered = f" Lowered: {escape('; '.join(found.lowered))}." if found.lowered else ""
    return f"“{escape(found.words)}” – {name}, {escape(found.strength)}. {escape(found.reason)}{lowered}"


def marked(text: str, language: str, findings: Mapping[str, Finding]) -> str:
    """Return a text as HTML with its findings marked and numbered."""
    out, place = [], 0
    for name, found in findings.items():
        if found.start < place:  # two techniques on the same words: one mark, both numbers in the list
            continue
        same = [key for key, other in findings.items() if other.start == found.start]
        label = escape(", ".join(same) or name)
        out.append(escape(text[place : found.start]))
        out.append(f"<mark><sup>{label}</sup>{escape(text[found.start : found.end])}</mark>")
        place = found.end
    out.append(escape(text[place:]))
    return f'<span lang="{escape(language)}" dir="{direction(language)}">{"".join(out)}</span>'
