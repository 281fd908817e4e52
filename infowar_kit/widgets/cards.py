"""Cards with a list to choose from on each, and the finding on the card itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from infowar_kit.page.rows import feedback_html, reason_html
from infowar_kit.tasks import VERDICT_WORDS, Feedback
from infowar_kit.text import plain
from infowar_kit.widgets.task_view import TaskView


class CardsView(TaskView):
    """View of a task that asks the same question of several texts."""

    def parts(self) -> tuple[str, ...]:
        """Return the parts in the order in which they are shown."""
        raise NotImplementedError

    def intro(self) -> str:
        """Return HTML that stands above the cards."""
        return ""

    def card(self, part: str, number: int) -> str:
        """Return a card's own HTML."""
        raise NotImplementedError

    def question(self, number: int) -> str:
        """Return the label of a card's list."""
        raise NotImplementedError

    def options(self) -> list[tuple[str, Any]]:
        """Return what can be chosen, words and value."""
        raise NotImplementedError

    def body(self) -> list[widgets.Widget]:
        """Return one card a text."""
        self.choices: dict[str, widgets.Dropdown] = {}
        self._found: dict[str, widgets.HTML] = {}
        made: list[widgets.Widget] = [widgets.HTML(self.intro())]
        for number, part in enumerate(self.parts(), 1):
            choice = widgets.Dropdown(
                description=self.question(number), options=[("choose …", None), *self.options()],
                value=self.work.answers.get(part),
            )  # fmt: skip
            self.choices[part] = choice
            self._found[part] = widgets.HTML()
            box = widgets.VBox([widgets.HTML(self.card(part, number)), choice, self._found[part]])
            box.add_class("iwk-card")
            made.append(box)
        return made

    def answer(self) -> Mapping[str, Any]:
        """Return what is chosen now."""
        return {part: choice.value for part, choice in self.choices.items() if choice.value is not None}

    def tell(self, feedback: Feedback) -> None:
        """Show each finding on its card, the headline below, and say all of it."""
        self._draw(feedback)
        said = [f"{VERDICT_WORDS[feedback.verdict]}. {feedback.headline}"]
        said += [f"{VERDICT_WORDS[r.verdict]}. {r.said}: {plain(r.text)}" for r in feedback.reasons]
        self.guard.message = " ".join(said)

    def refresh(self) -> None:
        """Bring the view in line with the work, the cards too when a lesson is opened again."""
        fresh = not self._feedback.value
        super().refresh()
        if fresh and (feedback := self.restored()):
            self._draw(feedback)

    def _draw(self, feedback: Feedback) -> None:
        corpus = self.work.task.corpus
        self._feedback.value = feedback_html(corpus, Feedback(feedback.verdict, feedback.headline))
        for reason in feedback.reasons:
            lines = f"<ul>{reason_html(corpus, reason)}</ul>"
            self._found[reason.part].value = f'<div class="iwk-feedback iwk-{reason.verdict}">{lines}</div>'
