"""Draw `PivotDetective`: one copy at a time, clue cards to open, a language to name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from infowar_kit.tasks import Feedback
from infowar_kit.text import escape, plain, prose
from infowar_kit.translation.pivot_detective import PivotDetective
from infowar_kit.widgets.task_view import TaskView, button, row


class PivotDetectiveView(TaskView):
    """View of a `PivotDetective`."""

    def body(self) -> list[widgets.Widget]:
        """Return the copy at hand with its clues and the languages."""
        self._opened = {part: self.work.answers.get(part, {}).get("clues", 0) for part in self._task.parts}
        self._part = next(
            (part for part in self._task.parts if part not in self.work.answers), self._task.parts[0]
        )
        self._question = widgets.HTML()
        self._cards = widgets.HTML()
        self.clue_button = button("Open a clue", self._open)
        options = [("choose …", ""), *((name, code) for code, name in self._task.languages.items())]
        self.language = widgets.Dropdown(description="Translated from", options=options)
        self.before_button = button("Previous copy", lambda: self._go(-1))
        self.next_button = button("Next copy", lambda: self._go(1))
        self._ask()
        return [self._question, self._cards, row([self.clue_button]), self.language]

    @property
    def _task(self) -> PivotDetective:
        task = self.work.task
        assert isinstance(task, PivotDetective)
        return task

    def buttons(self) -> widgets.Widget:
        """Return the row of buttons, with the way from copy to copy."""
        steps = [self.before_button, self.next_button]
        return row([self.check_button, self.hint_button, self.show_button, *steps])

    def answer(self) -> Mapping[str, Any]:
        """Return the guess at hand."""
        if not self.language.value:
            return {}
        return {self._part: {"language": self.language.value, "clues": self._opened[self._part]}}

    def restored(self) -> Feedback | None:
        """Return the feedback to the copy at hand, if a language was named before."""
        given = self.work.answers.get(self._part)
        return self._task.check({self._part: given}) if given else None

    def _ask(self) -> None:
        parts = self._task.parts
        number = parts.index(self._part)
        question = escape(self._task.question(self._part))
        self._question.value = f"<p><strong>Copy {number + 1} of {len(parts)}.</strong> {question}</p>"
        self.language.value = self.work.answers.get(self._part, {}).get("language", "")
        self.before_button.disabled = number == 0
        self.next_button.disabled = number == len(parts) - 1
        self._draw_clues()

    def _draw_clues(self) -> None:
        clues, opened = self._task.clues[self._part], self._opened[self._part]
        cards = [
            f'<div class="iwk-clue"><p class="iwk-small">Clue {number} of {len(clues)}</p>{prose(clue)}</div>'
            for number, clue in enumerate(clues[:opened], 1)
        ]
        self._cards.value = "".join(cards) or "<p>No clue is open yet.</p>"
        self.clue_button.description = (
            f"Open clue {opened + 1} of {len(clues)}" if opened < len(clues) else "All clues are open"
        )
        self.clue_button.disabled = opened >= len(clues)

    def _open(self) -> None:
        clues = self._task.clues[self._part]
        if self._opened[self._part] >= len(clues):
            return
        self._opened[self._part] += 1
        self._draw_clues()
        self.guard.message = f"Clue: {plain(clues[self._opened[self._part] - 1])}"

    def _go(self, by: int) -> None:
        parts = self._task.parts
        self._part = parts[max(0, min(len(parts) - 1, parts.index(self._part) + by))]
        self._ask()
        self._feedback.value = self._hint.value = ""
        self.refresh()
        self.guard.message = self._task.question(self._part)
