"""One view a task. A view draws a task and holds no knowledge of its own."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from infowar_kit.tasks.kinds import class_name
from infowar_kit.tasks.session import Work
from infowar_kit.widgets.form_view import FormView
from infowar_kit.widgets.nothing_sent import mend
from infowar_kit.widgets.record_panel import RecordPanel
from infowar_kit.widgets.task_view import TaskView

__all__ = ["FormView", "RecordPanel", "TaskView", "view"]

mend()  # before the first widget is made


def view(work: Work) -> TaskView:
    """Return the view of a task: a form, or the special view that stands beside its model."""
    model = type(work.task)
    beside = f"{model.__module__}_view"
    if find_spec(beside) is None:
        return FormView(work)
    made: type[TaskView] = getattr(import_module(beside), f"{class_name(model.kind)}View")
    return made(work)
