"""Draw `DistanceCheck`: one question after another, each with the control that it needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from infowar_kit.text import prose
from infowar_kit.verification.distance_check import JUDGEMENTS, UNITS, DistanceCheck
from infowar_kit.widgets.task_view import TaskView

EMPTY = (None, "")


class DistanceCheckView(TaskView):
    """View of a `DistanceCheck`."""

    @property
    def _task(self) -> DistanceCheck:
        task = self.work.task
        assert isinstance(task, DistanceCheck)
        return task

    def body(self) -> list[widgets.Widget]:
        """Return each question with its control."""
        self.controls: dict[str, widgets.Widget] = {}
        boxes: list[widgets.Widget] = []
        for number, part in enumerate(self._task.parts, 1):
            given = self.work.answers.get(part)
            question = self._task.question(part)
            boxes.append(widgets.HTML(prose(f"*{number}.* {question}")))
            self.controls[part] = self._control(part, number, given)
            boxes.append(self.controls[part])
        return boxes

    def _control(self, part: str, number: int, given: Any) -> widgets.Widget:
        asked = self._task.asks(part)
        if asked == "judge":
            options = [(words, word) for word, words in JUDGEMENTS.items()]
            return widgets.RadioButtons(description=f"Answer {number}:", options=options, value=given)
        value = "" if given is None else f"{given:g}" if isinstance(given, float) else str(given)
        # Sent when the field is left: letter by letter, the press of a button could overtake the last ones.
        text = widgets.Text(
            description=f"Answer {number} ({UNITS[asked]})", value=value, continuous_update=False
        )
        text.add_class("iwk-short")
        return text

    def answer(self) -> Mapping[str, Any]:
        """Return what is answered now."""
        return {part: control.value for part, control in self.controls.items() if control.value not in EMPTY}
