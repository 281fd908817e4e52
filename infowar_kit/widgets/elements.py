"""The kit's own controls: what stock ipywidgets cannot do for keyboard and screen reader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

STATIC = Path(__file__).parent / "static"


class Guard(anywidget.AnyWidget):  # type: ignore[misc]
    """Keep keys and focus inside a task, hold a press behind the answer, speak messages, bring the style.

    It also says when all of a task is drawn, and takes no press while the next part is on its way.

    Attributes
    ----------
    message : str
        Read aloud by a screen reader when it changes.
    eye : list of str
        Where the reader is to look now, and a count, so that the same place can be named twice.
    task : str
        Model of the task's view: a press waits until the kernel has taken every change in it, and the task is
        drawn once all of it is.
    """

    _esm = STATIC / "guard.js"
    _css = STATIC / "kit.css"
    message = traitlets.Unicode("").tag(sync=True)
    eye = traitlets.List(traitlets.Unicode()).tag(sync=True)
    task = traitlets.Unicode("").tag(sync=True)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.add_class("iwk-guard")

    @staticmethod
    def turns(*buttons: widgets.Button, then: Callable[[], widgets.DOMWidget | None] | None = None) -> None:
        """Name buttons that bring other questions: until those are drawn nothing in the task can be pressed.

        Parameters
        ----------
        *buttons : ipywidgets.Button
            Their own callbacks are set already: this one has to be called after them.
        then : callable, optional
            Returns what takes the focus then, or None. Before that it cannot be taken.
        """

        def turned(pressed: widgets.Button) -> None:
            to = then() if then else None
            pressed.send({"turned": True} | ({"focus": to.model_id} if to else {}))

        for one in buttons:
            one.add_class("iwk-turns")
            # Through the button: on a slow machine a widget of our own may still be loading its script. It is
            # called also where a callback before it failed: ipywidgets logs that and goes on.
            one.on_click(turned)

    def say(self, words: str) -> None:
        """Have a screen reader say something, also when it said the same before."""
        # The same message twice is no change, and no change is not sent: a second wrong answer stayed unsaid.
        self.message = ""
        self.message = words

    def look(self, at: str = "said") -> None:
        """Take the focus to the first line of what was said, or with ``"part"`` to the top of a new part."""
        self._looks = getattr(self, "_looks", 0) + 1
        self.eye = [at, str(self._looks)]


class TimeControl(anywidget.AnyWidget):  # type: ignore[misc]
    """A labelled native range over the steps of a period.

    Attributes
    ----------
    value : int
        Step, from 0 to `last`; what lies beyond is set to it.
    last : int
        The last step that can be reached; it may change.
    text : str
        The step in words; shown beside the range and read with it.
    day : int
        Steps that Page Up and Page Down move by.
    days : list of str
        Labels under the range, one a day.
    """

    _esm = STATIC / "time_control.js"
    value = traitlets.Int(0).tag(sync=True)
    last = traitlets.Int(1).tag(sync=True)
    day = traitlets.Int(24).tag(sync=True)
    days = traitlets.List(traitlets.Unicode()).tag(sync=True)
    label = traitlets.Unicode("Time").tag(sync=True)
    text = traitlets.Unicode("").tag(sync=True)

    @traitlets.validate("value")  # type: ignore[untyped-decorator]
    def _within(self, proposal: Any) -> int:
        last: int = self.last
        return max(0, min(int(proposal["value"]), last))

    def turn(self, last: int, value: int) -> None:
        """Set the last step and the step, in an order in which neither is refused."""
        self.last = max(last, self.last)
        self.value = value
        self.last = last
