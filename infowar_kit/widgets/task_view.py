"""What every task's view has in common: heading, hint, feedback, second chance, "show me"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from infowar_kit.errors import AnswerError
from infowar_kit.page.feedback import feedback_html, hint_html, note_html
from infowar_kit.say import say
from infowar_kit.tasks import Feedback, build
from infowar_kit.tasks.feedback import spoken
from infowar_kit.tasks.session import Work
from infowar_kit.tasks.sureness import sureness_words
from infowar_kit.tasks.tries import TRIES
from infowar_kit.text import attribute, escape, plain, prose
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
        self._summary = widgets.HTML()
        self._shown = False
        self.check_button = button(say("Check"), self._check, main=True)
        self.hint_button = button(say("Hint"), self._show_hint)
        self.show_button = button(say("Show me"), self._show_solution)
        task = work.task
        title = f'<h3 class="iwk-title" id="task-{attribute(task.id)}">{escape(task.title)}</h3>'
        head = widgets.HTML(title + prose(task.prompt))
        # What was asked for last stands first below the buttons: where the eye is.
        self._below = widgets.VBox([self._feedback, self._hint])
        self._sure = widgets.HTML()
        middle = [*self.body(), self.buttons(), self._below, self._sure, self._summary]
        super().__init__([self.guard, head, self._notice, *middle, *self.tail()])
        self.guard.task = self.model_id
        self.add_class("iwk-task")
        self.refresh()

    def renew(self, work: Work) -> None:
        """Show the work as it is now, with answers that came in from elsewhere."""
        self._now = type(self)(work)
        self.set_trait("children", self._now.children)

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
        """Return what stands below all else."""
        return []

    def restored(self) -> Feedback | None:
        """Return the feedback to show when the task is opened again."""
        return self.work.feedback()

    def solution(self) -> Feedback:
        """Return what "show me" shows, and note that it was shown."""
        return self.work.show(*self.at_hand())

    def at_hand(self) -> tuple[str, ...]:
        """Return the parts that are shown, where it is not all of them."""
        return ()

    def draft(self) -> None:
        """Keep what is chosen and not checked."""
        self.work.draft(self.drafted())
        self._notice.value = note_html(self.work.notice)

    def drafted(self) -> dict[str, Any]:
        """Return what is chosen or written and not checked, by part."""
        return {}

    def refresh(self) -> None:
        """Bring the view in line with the work."""
        self._notice.value = note_html(self.work.notice)
        # "Show me" comes after a first try: looking for it is what teaches. After the second it is offered.
        tried = self.work.tried(*self.at_hand())
        self.show_button.layout.display = None if tried else "none"
        early = tried < TRIES and not self._shown and not self._holds(self.at_hand())
        self.show_button.description = say("Show me already") if early else say("Show me")
        words = sureness_words(self.work.sureness)
        self._sure.value = f'<p class="iwk-sure">{escape(words)}</p>' if words else ""
        if not self._feedback.value and (feedback := self.restored()):
            self.draw_feedback(feedback)
        self._summary.value = self.work.task.summary(self.work.answers, shown=self._shown)

    def _holds(self, parts: tuple[str, ...]) -> bool:
        """Whether what stands answered holds: then nothing is given away by showing it."""
        task, answers = self.work.task, self.work.answers
        own = {part: value for part, value in answers.items() if not parts or part in parts}
        try:
            return bool(own) and task.is_complete({**answers}) and task.check(own).verdict == "right"
        except AnswerError:
            return False

    def draw_feedback(self, feedback: Feedback) -> None:
        """Show feedback on the page."""
        self._feedback.value = feedback_html(self.work.task.corpus, feedback)

    def speak(self, words: str) -> None:
        """Have a screen reader say something."""
        self.guard.say(words)

    # What the buttons do

    def tell(self, feedback: Feedback) -> None:
        """Show feedback where the eye is, take the focus there, and say it."""
        self._below.children = [self._feedback, self._hint]
        self.draw_feedback(feedback)
        self.say_feedback(feedback)
        self.guard.look()

    def say_feedback(self, feedback: Feedback) -> None:
        """Have a screen reader say feedback."""
        self.speak(plain(spoken(feedback)))

    def complain(self, words: str) -> None:
        """Say why something cannot be done; nothing else changes."""
        self._below.children = [self._feedback, self._hint]
        self._feedback.value = note_html(words)
        self.speak(words)
        self.guard.look()

    def _check(self) -> None:
        try:
            feedback = self.work.answer(self.answer())
        except AnswerError as error:
            self.complain(str(error))
            return
        self._shown = False
        self.tell(feedback)
        self.refresh()

    def _show_hint(self) -> None:
        hint = self.work.hint()
        self._below.children = [self._hint, self._feedback]
        self._hint.value = hint_html(hint)
        self.speak(f"{say('Hint')}. {plain(hint)}")
        self.refresh()
        self.guard.look()

    def _show_solution(self) -> None:
        self._shown = True
        self.tell(self.solution())
        self.refresh()

    # Where no kernel runs, and for nbval

    def __repr__(self) -> str:
        return repr(self.work)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        task = self.work.task
        if task.draws:
            # What is saved is the same for everybody, or a lesson would print something else each time.
            task = build(task.corpus, task.id, task.language)
        text = f"{self!r}\n{plain(task.prompt)}\n" + "\n".join(task.lines())
        return with_faces(super()._repr_mimebundle_(**options), text, static_face(self.work))


def static_face(work: Work) -> str:
    """Return a task as plain HTML: what a reader sees where no kernel runs."""
    task = work.task
    said = [*task.intro_lines(), *(line for section in task.sections() for line in section.face_lines())]
    lines = "".join(f"<li>{escape(line)}</li>" for line in said)
    title = escape(say("Task: {title}", title=task.title))
    run = escape(say("Run this cell to work on the task here."))
    asked = f"<p><strong>{title}</strong></p>{prose(task.prompt)}<ul>{lines}</ul>"
    return f'{asked}<p class="iwk-run"><em>{run}</em></p>'
