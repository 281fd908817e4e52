"""What every task's view has in common: heading, hint, feedback, second chance, "show me"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from infowar_kit.errors import AnswerError
from infowar_kit.page.rows import feedback_html, note_html
from infowar_kit.tasks import VERDICT_WORDS, Feedback
from infowar_kit.tasks.session import Work
from infowar_kit.text import escape, plain, prose
from infowar_kit.widgets.elements import Guard


def button(description: str, action: Any, *, main: bool = False) -> widgets.Button:
    """Return a button that calls `action` without arguments."""
    made = widgets.Button(description=description)
    if main:
        made.add_class("iwk-main")
    made.on_click(lambda _: action())
    return made


def row(children: Sequence[widgets.Widget]) -> widgets.HBox:
    """Return controls side by side that wrap on a narrow page."""
    box = widgets.HBox(list(children))
    box.add_class("iwk-row")
    return box


def with_faces(data: Any, text: str, html: str) -> Any:
    """Return what a widget shows of itself, with what to show instead where no widget can be drawn."""
    bundle = data[0] if isinstance(data, tuple) else data
    if bundle is not None:
        bundle |= {"text/plain": text, "text/html": html}
    return data


class TaskView(widgets.VBox):  # type: ignore[misc]
    """A view over a learner's work on a task. Subclasses fill `body` and read the answer.

    Parameters
    ----------
    work : Work
        Task and answers; the view keeps nothing that matters.
    """

    def __init__(self, work: Work) -> None:
        self.work = work
        self.guard = Guard()
        self._notice = widgets.HTML()
        self._feedback = widgets.HTML()
        self._hint = widgets.HTML()
        self.check_button = button("Check", self._check, main=True)
        self.hint_button = button("Hint", self._show_hint)
        self.show_button = button("Show me", self._show_solution)
        task = work.task
        head = widgets.HTML(f'<div class="iwk-title">{escape(task.title)}</div>{prose(task.prompt)}')
        middle = [*self.body(), self.buttons(), self._hint, self._feedback]
        super().__init__([self.guard, head, self._notice, *middle, *self.tail()])
        self.guard.task = self.model_id
        self.add_class("iwk-task")
        self.refresh()

    # For subclasses

    def body(self) -> list[widgets.Widget]:
        """Return the controls of this kind of task."""
        raise NotImplementedError

    def answer(self) -> Mapping[str, Any]:
        """Return what the controls say now."""
        raise NotImplementedError

    def buttons(self) -> widgets.Widget:
        """Return the row of buttons."""
        return row([self.check_button, self.hint_button, self.show_button])

    def tail(self) -> list[widgets.Widget]:
        """Return what stands below the feedback."""
        return []

    def restored(self) -> Feedback | None:
        """Return the feedback to show when the task is opened again."""
        return self.work.feedback()

    def refresh(self) -> None:
        """Bring the view in line with the work."""
        self._notice.value = note_html(self.work.notice)
        # "Show me" comes after a first try: looking for it is what teaches.
        self.show_button.layout.display = None if self.work.attempts else "none"
        if not self._feedback.value and (feedback := self.restored()):
            self.draw_feedback(feedback)

    def draw_feedback(self, feedback: Feedback) -> None:
        """Show feedback on the page."""
        self._feedback.value = feedback_html(self.work.task.corpus, feedback)

    # What the buttons do

    def tell(self, feedback: Feedback) -> None:
        """Show feedback, and say it."""
        self.draw_feedback(feedback)
        said = [f"{VERDICT_WORDS[feedback.verdict]}. {plain(feedback.headline)}"]
        for reason in feedback.reasons:
            what = f"{plain(reason.said)}: " if reason.said else ""
            said.append(f"{VERDICT_WORDS[reason.verdict]}. {what}{plain(reason.text)}")
        self.guard.message = " ".join(said)

    def _check(self) -> None:
        try:
            feedback = self.work.answer(self.answer())
        except AnswerError as error:
            self._feedback.value = note_html(str(error))
            self.guard.message = str(error)
            return
        self.tell(feedback)
        self.refresh()

    def _show_hint(self) -> None:
        hint = self.work.hint()
        self._hint.value = f'<div class="iwk-feedback"><p class="iwk-verdict">Hint</p>{prose(hint)}</div>'
        self.guard.message = f"Hint. {plain(hint)}"
        self.refresh()

    def _show_solution(self) -> None:
        self.tell(self.work.show())
        self.refresh()

    # Where no kernel runs, and for nbval

    def __repr__(self) -> str:
        return repr(self.work)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        task = self.work.task
        text = f"{self!r}\n{plain(task.prompt)}\n" + "\n".join(task.lines())
        return with_faces(super()._repr_mimebundle_(**options), text, static_face(self.work))


def static_face(work: Work) -> str:
    """Return a task as plain HTML: what a reader sees where no kernel runs."""
    task = work.task
    lines = "".join(
        f"<li>{escape(line.removeprefix('( ) ').removeprefix('- '))}</li>" for line in task.lines()
    )
    return (
        f"<p><strong>Task: {escape(task.title)}</strong></p>{prose(task.prompt)}<ul>{lines}</ul>"
        f"<p><em>Run this cell to work on the task here.</em></p>"
    )
