"""Draw a choice: radio buttons for one option, check boxes for several."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from infowar_kit.tasks.choice import Choice
from infowar_kit.text import plain
from infowar_kit.widgets.task_view import TaskView


class ChoiceView(TaskView):
    """View of a `Choice`."""

    def body(self) -> list[widgets.Widget]:
        """Return one control an option."""
        task = self.work.task
        assert isinstance(task, Choice)
        chosen = self.work.answers.get("chosen", [])
        options = [(plain(text), part) for part, text in task.options.items()]
        self._radio: widgets.RadioButtons | None = None
        self._boxes: dict[str, widgets.Checkbox] = {}
        if task.single:
            value = chosen[0] if chosen else None
            self._radio = widgets.RadioButtons(description="Choose one:", options=options, value=value)
            return [self._radio]
        self._boxes = {
            part: widgets.Checkbox(description=text, value=part in chosen, indent=False)
            for text, part in options
        }
        return [widgets.HTML("<strong>Choose all that hold:</strong>"), *self._boxes.values()]

    def answer(self) -> Mapping[str, Any]:
        """Return the options chosen now."""
        if self._radio is not None:
            return {"chosen": [self._radio.value] if self._radio.value else []}
        return {"chosen": [part for part, box in self._boxes.items() if box.value]}
