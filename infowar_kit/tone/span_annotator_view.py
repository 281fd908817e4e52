"""Draw `SpanAnnotator`: a passage at a time, marks to add and take back, and at the end the names."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from infowar_kit.errors import AnswerError
from infowar_kit.page.feedback import SIGNS
from infowar_kit.say import plural, say
from infowar_kit.tasks import Feedback
from infowar_kit.text import direction, escape
from infowar_kit.tone.methods.agreement import Span
from infowar_kit.tone.span_annotator import STEPS, SpanAnnotator
from infowar_kit.tone.span_answers import BECAUSE
from infowar_kit.tone.span_elements import Aside, PassageText
from infowar_kit.tone.span_layers_view import YOURS, Layers, Objection, layer_names
from infowar_kit.tone.span_names import names_html
from infowar_kit.widgets.task_view import TaskView, button, row


class SpanAnnotatorView(TaskView):
    """View of a `SpanAnnotator`."""

    def body(self) -> list[widgets.Widget]:
        """Return the passage at hand, the technique to choose, and the marks made."""
        task = self._task
        self._drafts: dict[str, tuple[Span, ...]] = {}
        self._nothing: dict[str, bool] = {}
        self._before: dict[str, list[tuple[Span, ...]]] = {part: [] for part in task.parts}
        for part in task.parts:
            self._take(part, self.work.answers.get(part, {}))
            # What was marked and not checked; a draft is any JSON, and must not keep the task from opening.
            with contextlib.suppress(AnswerError, AttributeError, TypeError):
                self._take(part, self.work.drafts.get(part, self.work.answers.get(part, {})))
        self._part = next((part for part in task.parts if part not in self.work.answers), task.parts[0])
        self._question = widgets.HTML()
        self._question.add_class("iwk-part")
        self._with_key = False
        self.layers = Layers(self._draw)
        self.objection = Objection(self._keep)
        self.passage = PassageText()
        names = [(technique.name, slug) for slug, technique in task.techniques.items()]
        self.technique = widgets.Dropdown(
            description=say("Technique"), options=[(say("choose …"), ""), *names], value=""
        )
        self.technique.add_class("iwk-technique")
        self.technique.observe(self._explain, "value")
        self._about = widgets.HTML()
        self.add_button = button(say("Add mark"), self._add)
        self.undo_button = button(say("Undo"), self._undo)
        self.marks = widgets.Dropdown(description=say("Your marks"), options=[(say("none yet"), -1)])
        self.marks.add_class("iwk-marks")
        self.remove_button = button(say("Remove this mark"), self._remove)
        self.nothing = widgets.Checkbox(
            description=say("I find nothing to mark in this passage"), indent=False
        )
        self.nothing.observe(self._found_nothing, "value")
        self.before_button = button(say(STEPS.previous), lambda: self._go(-1))
        self.next_button = button(say(STEPS.next), lambda: self._go(1))
        self.guard.turns(self.before_button, self.next_button, self.remove_button)
        self.names_button = button(say("Show names and sides"), self._show_names)
        self._aside: Aside = Aside()
        self.hide_button = button(say("Hide them"), lambda: self._aside.tell(""))
        self._ask()
        return [
            self._question,
            self.passage,
            self.layers,
            row([self.technique, self.add_button, self.undo_button]),
            self._about,
            row([self.marks, self.remove_button]),
            self.nothing,
        ]

    def _take(self, part: str, given: Mapping[str, Any]) -> None:
        spans = tuple(self._task.span(part, raw) for raw in given.get("spans", []))
        self._drafts[part], self._nothing[part] = spans, given.get("nothing") is True

    def drafted(self) -> dict[str, Any]:
        """Return the marks of the passages in which they are not those that were checked."""
        made = {part: self._made(part) for part in self._task.parts}
        empty: dict[str, Any] = {"spans": []}
        return {part: one for part, one in made.items() if one != self._checked(part, empty)}

    def _checked(self, part: str, otherwise: Mapping[str, Any]) -> dict[str, Any]:
        """Return the marks of a passage as they were checked, without an objection."""
        given = self.work.answers.get(part, otherwise)
        return {name: value for name, value in given.items() if name != BECAUSE}

    @property
    def _task(self) -> SpanAnnotator:
        task = self.work.task
        assert isinstance(task, SpanAnnotator)
        return task

    def buttons(self) -> widgets.Widget:
        """Return the row of buttons, with the way from passage to passage."""
        steps = [self.before_button, self.next_button]
        return row([self.check_button, self.hint_button, self.show_button, *steps])

    def tail(self) -> list[widgets.Widget]:
        """Return where names and sides are shown, once every passage has been marked."""
        self._names = widgets.VBox([row([self.names_button, self.hide_button]), self._aside])
        return [self.objection, self._names]

    # Marking

    def _style(self, technique: str) -> int:
        return list(self._task.techniques).index(technique)

    def _name(self, technique: str) -> str:
        return self._task.techniques[technique].name

    def _draw(self) -> None:
        """Bring marks, list and buttons in line with the draft."""
        task, spans = self._task, self._drafts[self._part]
        text = task.passage(self._part).text
        mine = [self._mark(span) for span in spans]
        listed = [
            (f"{mark['label']} {mark['name']}: {_short(text[mark['start'] : mark['end']])}", n)
            for n, mark in enumerate(mine)
        ]
        self.layers.layout.display = None if self._with_key else "none"
        if self._with_key:
            mine = [mark for name in self.layers.on for mark in self._layer(name)]
        self.passage.marks = mine
        self.marks.options = listed or [(say("none yet"), -1)]
        self.remove_button.disabled = not spans
        self.undo_button.disabled = not self._before[self._part]
        self.nothing.disabled = bool(spans)

    def _mark(self, span: Span, layer: str = "") -> dict[str, Any]:
        label, name = self._task.techniques[span.technique].label, self._name(span.technique)
        return {
            "start": span.start,
            "end": span.end,
            "label": f"{layer}: {label}" if layer else label,
            "name": f"{layer}: {name}" if layer else name,
            "style": self._style(span.technique),
        }

    def _layer(self, name: str) -> list[dict[str, Any]]:
        """Return the marks of a layer, each with its name: the learner's own with their verdicts."""
        words, task = layer_names()[name], self._task
        if name != YOURS:
            return [self._mark(span, words) for span in task.spans(self._part, name)]
        spans = self._drafts[self._part]
        fits = [task.verdict(self._part, spans, span) for span in spans]
        return [self._mark(span, f"{SIGNS[fit]} {words}") for span, fit in zip(spans, fits, strict=True)]

    def _change(self, spans: tuple[Span, ...], said: str) -> None:
        self._before[self._part].append(self._drafts[self._part])
        self._drafts[self._part] = spans
        if spans:
            self.nothing.value = False
        self._with_key = False
        self._draw()
        self.draft()
        self.speak(said)

    def _add(self) -> None:
        try:
            if not self.passage.selection:
                raise AnswerError(
                    say("Nothing is selected. Select words in the passage, then choose a technique.")
                )
            if not self.technique.value:
                raise AnswerError(say("Choose a technique for the words that you selected."))
            raw = [*self.passage.selection, self.technique.value]
            spans = self._task.with_span(self._part, self._drafts[self._part], raw)
        except AnswerError as error:
            self.complain(str(error))
            return
        words = self._task.passage(self._part).text[raw[0] : raw[1]]
        self._change(spans, say("Marked as {name}: {words}", name=self._name(raw[2]), words=words))
        self._feedback.value = ""

    def _undo(self) -> None:
        if self._before[self._part]:
            self._drafts[self._part] = self._before[self._part].pop()
            self._draw()
            self.draft()
            marks = plural("{number} mark in this passage.", "{number} marks in this passage.",
                          len(self._drafts[self._part]))  # fmt: skip
            self.speak(f"{say('Undone.')} {marks}")

    def _remove(self) -> None:
        spans, chosen = self._drafts[self._part], self.marks.value
        if not isinstance(chosen, int) or not 0 <= chosen < len(spans):
            return
        gone = spans[chosen]
        left = (*spans[:chosen], *spans[chosen + 1 :])
        said = plural("Removed the mark {name}. {number} left.", "Removed the mark {name}. {number} left.",
                     len(left), name=self._name(gone.technique))  # fmt: skip
        self._change(left, said)

    def _found_nothing(self, change: Mapping[str, Any]) -> None:
        if self._nothing[self._part] != bool(change["new"]):
            self._nothing[self._part] = bool(change["new"])
            self.draft()

    def _explain(self, change: Mapping[str, Any]) -> None:
        """Show what the chosen technique is, and what only looks like it."""
        technique = self._task.techniques.get(change["new"])
        if technique is None:
            self._about.value = ""
            return
        near = f"{technique.near_miss} {technique.near_miss_reason}"
        self._about.value = (
            f'<div class="iwk-clue"><p><strong>{escape(technique.label)} {escape(technique.name)}.</strong> '
            f"{escape(technique.definition)}</p>"
            f"<p><em>{escape(say('Example'))}</em>: {escape(technique.example)}</p>"
            f"<p><em>{escape(say('Not this'))}</em>: {escape(near)}</p></div>"
        )

    # Answering

    def answer(self) -> Mapping[str, Any]:
        """Return the marks in the passage at hand."""
        said = self.work.answers.get(self._part, {}).get(BECAUSE)
        return {self._part: self._made(self._part) | ({BECAUSE: said} if said else {})}

    def _keep(self, words: str) -> None:
        """Keep an objection with the marks that were checked."""
        try:
            if not words.strip():
                raise AnswerError(say("Write why you dispute it, then keep it."))
            self.tell(self.work.answer({self._part: self._checked(self._part, {}) | {BECAUSE: words}}))
        except AnswerError as error:
            self.complain(str(error))
        self.refresh()

    def _made(self, part: str) -> dict[str, Any]:
        spans = [[span.start, span.end, span.technique] for span in self._drafts[part]]
        return {"spans": spans} | ({"nothing": True} if self._nothing[part] else {})

    def at_hand(self) -> tuple[str, ...]:
        """Return the passage that is shown."""
        return (self._part,)

    def restored(self) -> Feedback | None:
        """Return the feedback to the passage at hand, if it was checked before."""
        given = self.work.answers.get(self._part)
        return self._task.check({self._part: given}) if given else None

    def solution(self) -> Feedback:
        """Return the solution for the passage at hand."""
        self._with_key = True
        self._draw()
        return self.work.show(self._part)

    def _ask(self) -> None:
        task = self._task
        number, passage = task.parts.index(self._part), task.passage(self._part)
        self._question.value = f"<p><strong>{escape(self._place())}</strong></p>"
        self.passage.selection = []
        self.passage.first = task.first(self._part)
        self.passage.language = passage.language
        self.passage.direction = direction(passage.language)
        self.passage.text = passage.text
        self.nothing.value = self._nothing[self._part]
        self.objection.words.value = self.work.answers.get(self._part, {}).get(BECAUSE, "")
        self.before_button.disabled = number == 0
        self.next_button.disabled = number == len(task.parts) - 1
        self._draw()

    def _go(self, by: int) -> None:
        parts = self._task.parts
        self._part = parts[max(0, min(len(parts) - 1, parts.index(self._part) + by))]
        self._with_key = False
        self._ask()
        self._feedback.value = self._hint.value = ""
        self.refresh()
        self.speak(self._place())
        self.guard.look("part")

    def _place(self) -> str:
        parts = self._task.parts
        return say(STEPS.place, number=parts.index(self._part) + 1, total=len(parts))

    # Names and sides: told, never kept

    def refresh(self) -> None:
        """Bring the view in line with the work; names can be shown once all passages are marked."""
        super().refresh()
        self.objection.layout.display = None if self._part in self.work.answers else "none"
        paired = any(self._task.passage(part).pair for part in self._task.parts)
        self._names.layout.display = None if self.work.complete and paired else "none"

    def _show_names(self) -> None:
        self._aside.tell(names_html(self._task, self.work.first_answers))


def _short(words: str, limit: int = 48) -> str:
    return words if len(words) <= limit else f"{words[: limit - 1].rstrip()}…"
