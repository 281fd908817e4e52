"""The kit's own controls: what stock ipywidgets cannot do for keyboard and screen reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

_STATIC = Path(__file__).parent / "static"


class Guard(anywidget.AnyWidget):  # type: ignore[misc]
    """Keep plain keys inside a task, hold a press behind the answer, speak messages, bring the style sheet.

    Attributes
    ----------
    message : str
        Read aloud by a screen reader when it changes.
    asked, answered : int
        The page counts `asked` up before it lets a press through, and waits until `answered` is the same.
    """

    _esm = _STATIC / "guard.js"
    _css = _STATIC / "kit.css"
    message = traitlets.Unicode("").tag(sync=True)
    asked = traitlets.Int(0).tag(sync=True)
    answered = traitlets.Int(0).tag(sync=True)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.observe(self._answer, "asked")

    def _answer(self, change: Any) -> None:
        self.answered = change["new"]


class TimeControl(anywidget.AnyWidget):  # type: ignore[misc]
    """A labelled native range over the steps of a period.

    Attributes
    ----------
    value : int
        Step, from 0 to `last`.
    text : str
        The step in words; shown beside the range and read with it.
    day : int
        Steps that Page Up and Page Down move by.
    days : list of str
        Labels under the range, one a day.
    """

    _esm = _STATIC / "time_control.js"
    value = traitlets.Int(0).tag(sync=True)
    last = traitlets.Int(1).tag(sync=True)
    day = traitlets.Int(24).tag(sync=True)
    days = traitlets.List(traitlets.Unicode()).tag(sync=True)
    label = traitlets.Unicode("Time").tag(sync=True)
    text = traitlets.Unicode("").tag(sync=True)
