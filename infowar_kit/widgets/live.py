"""Something a cell shows that depends on answers: it follows them, without the cell being run again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import ipywidgets as widgets

from infowar_kit.tasks.session import Session
from infowar_kit.widgets.elements import Guard
from infowar_kit.widgets.task_view import with_faces


class Shown(Protocol):
    """What draws itself as HTML and says the same as text."""

    def _repr_html_(self) -> str: ...


class Live(widgets.VBox):  # type: ignore[misc]
    """View of an exhibit over a learner's answers.

    Parameters
    ----------
    session : Session
        Whose answers it follows.
    exhibit : callable
        Makes the exhibit from the answers as they are now.
    face : callable, optional
        Returns its HTML for where no kernel runs; by default all of it.
    """

    def __init__(
        self, session: Session, exhibit: Callable[[], Shown], face: Callable[[Any], str] | None = None
    ) -> None:
        self._exhibit = exhibit
        self._face = face or (lambda shown: shown._repr_html_())
        self._page = widgets.HTML()
        # The guard brings the style, and keeps JupyterLab's keys off what can be opened here.
        guard = Guard()
        super().__init__([guard, self._page])
        guard.task = self.model_id
        self.add_class("iwk-sheet")
        self.refresh()
        session.watch(self.refresh)

    def refresh(self) -> None:
        """Draw it from the answers as they are now."""
        self._page.value = self._exhibit()._repr_html_()

    def __repr__(self) -> str:
        return repr(self._exhibit())

    def _repr_mimebundle_(self, **options: Any) -> Any:
        data = super()._repr_mimebundle_(**options)
        return with_faces(data, repr(self), self._face(self._exhibit()))
