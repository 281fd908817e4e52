"""One view a task. A view draws a task and holds no knowledge of its own."""

from __future__ import annotations

from infowar_kit.session import Work
from infowar_kit.widgets.choice_view import ChoiceView
from infowar_kit.widgets.feed_view import FeedReplayView
from infowar_kit.widgets.record_panel import RecordPanel
from infowar_kit.widgets.task_view import TaskView

VIEWS: dict[str, type[TaskView]] = {"choice": ChoiceView, "feed-replay": FeedReplayView}

__all__ = ["VIEWS", "ChoiceView", "FeedReplayView", "RecordPanel", "TaskView", "view"]


def view(work: Work) -> TaskView:
    """Return the view of a task."""
    return VIEWS[work.task.kind](work)
