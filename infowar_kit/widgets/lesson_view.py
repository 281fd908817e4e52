"""The head of a lesson; below it, before the first task, whether what is answered here will be kept."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from infowar_kit.tasks.lesson import LessonHead
from infowar_kit.widgets.browser_copy import BrowserCopy
from infowar_kit.widgets.task_view import with_faces


class LessonView(widgets.VBox):  # type: ignore[misc]
    """View of a `LessonHead`.

    Parameters
    ----------
    head : LessonHead
        What the lesson says of itself.
    copy : BrowserCopy
        What it says of the record; one for all views of a session.
    """

    def __init__(self, head: LessonHead, copy: BrowserCopy) -> None:
        self.head = head
        page = widgets.HTML(head._repr_html_())
        super().__init__([page, copy])
        self.add_class("iwk-sheet")
        self.add_class("iwk-head")

    def __repr__(self) -> str:
        return repr(self.head)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        data = super()._repr_mimebundle_(**options)
        return with_faces(data, repr(self), self.head._repr_html_())
