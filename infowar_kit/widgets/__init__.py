"""One view a task. A view draws a task and holds no knowledge of its own."""

from __future__ import annotations

from importlib import import_module

from infowar_kit.tasks.kinds import class_name
from infowar_kit.tasks.session import Work
from infowar_kit.widgets.record_panel import RecordPanel
from infowar_kit.widgets.task_view import TaskView

__all__ = ["RecordPanel", "TaskView", "view"]


def view(work: Work) -> TaskView:
    """Return the view of a task: the module beside its model whose name ends in ``_view``."""
    model = type(work.task)
    made: type[TaskView] = getattr(import_module(f"{model.__module__}_view"), f"{class_name(model.kind)}View")
    return made(work)
