"""Choose among a lesson's practice sets, and work on the one that was chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets

from infowar_kit.say import plural, say
from infowar_kit.tasks.course import TaskStep
from infowar_kit.text import attribute, escape, plain
from infowar_kit.widgets.controls import CHOOSE, described
from infowar_kit.widgets.elements import Guard
from infowar_kit.widgets.task_view import TaskView, with_faces


class PracticeView(widgets.VBox):  # type: ignore[misc]
    """A list of practice sets, and below it the one that is chosen.

    Parameters
    ----------
    steps : sequence of TaskStep
        What there is to choose from, with how far each has come.
    task : callable
        Returns the view of a task by its slug.

    Attributes
    ----------
    chooser : ipywidgets.Dropdown
        The list.
    """

    def __init__(self, steps: Sequence[TaskStep], task: Callable[[str], TaskView]) -> None:
        self._steps = steps
        self._task = task
        self._made: dict[str, TaskView] = {}
        options = [(say("choose …"), CHOOSE), *((_words(step), step.task) for step in steps)]
        self.chooser = widgets.Dropdown(**described(say("Practice")), options=options, value=CHOOSE)
        self.chooser.observe(lambda _: self._show(), "value")
        self._stage = widgets.VBox()
        guard = Guard()
        box = widgets.VBox([guard, widgets.HTML(_head(len(steps))), self.chooser])
        guard.task = box.model_id
        box.add_class("iwk-task")
        super().__init__([box, self._stage])

    def _show(self) -> None:
        slug = self.chooser.value
        if slug == CHOOSE:
            self._stage.children = []
            return
        if slug not in self._made:  # made once, so that what is not checked yet stays
            self._made[slug] = self._task(slug)
        self._stage.children = [self._made[slug]]

    def __repr__(self) -> str:
        return "\n".join([say("Further practice"), *(f"- {plain(step.title)}" for step in self._steps)])

    def _repr_mimebundle_(self, **options: Any) -> Any:
        data = super()._repr_mimebundle_(**options)
        return with_faces(data, repr(self), practice_face(self._steps))


def practice_face(steps: Sequence[TaskStep]) -> str:
    """Return the list as plain HTML: what a reader sees where no kernel runs."""
    listed = "".join(f"<li>{escape(plain(step.title))}</li>" for step in steps)
    return f"{_head(len(steps))}<ul>{listed}</ul>"


def _head(number: int) -> str:
    sets = plural("{number} set to choose from.", "{number} sets to choose from.", number)
    title = attribute(say("Further practice"))
    return f'<h3 class="iwk-title">{title}</h3><p>{escape(sets)}</p>'


def _words(step: TaskStep) -> str:
    done = {"done": say("done"), "begun": say("begun")}.get(step.state)
    return plain(step.title) + (f" ({done})" if done else "")
