"""Draw `PlaceFinder`: each form with its context, and two lists to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from infowar_kit.text import foreign, inline, language_name
from infowar_kit.verification.place_finder import PlaceFinder
from infowar_kit.widgets.task_view import TaskView, row

OPEN = ""  # nothing chosen yet


class PlaceFinderView(TaskView):
    """View of a `PlaceFinder`."""

    @property
    def _task(self) -> PlaceFinder:
        task = self.work.task
        assert isinstance(task, PlaceFinder)
        return task

    def body(self) -> list[widgets.Widget]:
        """Return a heading and two lists for each form."""
        self.places: dict[str, widgets.Dropdown] = {}
        self.whys: dict[str, widgets.Dropdown] = {}
        boxes: list[widgets.Widget] = []
        for number, part in enumerate(self._task.parts, 1):
            boxes += self._form(part, number)
        return boxes

    def _form(self, part: str, number: int) -> list[widgets.Widget]:
        task = self._task
        form = task.toponym(part)
        given = self.work.answers.get(part, {})
        head = widgets.HTML(
            f"<p>Form {number}: <strong>{foreign(form.form, form.language)}</strong> "
            f'<span class="iwk-small">in {language_name(form.language)}</span><br>'
            f"{inline(task.context(part))}</p>"
        )
        places = [("choose …", OPEN), *((label, place) for place, label in task.choices(part).items())]
        whys = [("choose …", OPEN), *((words, why) for why, words in self._task.whys.items())]
        # Labels carry a number and not the form: they cannot be marked with its language.
        self.places[part] = widgets.Dropdown(
            description=f"Place of form {number}", options=places, value=given.get("place", OPEN)
        )
        self.whys[part] = widgets.Dropdown(
            description=f"Reason for form {number}", options=whys, value=given.get("why", OPEN)
        )
        choices = row([self.places[part], self.whys[part]])
        choices.add_class("iwk-finder")
        return [head, choices]

    def answer(self) -> Mapping[str, Any]:
        """Return the forms for which something is chosen."""
        return {
            part: {"place": self.places[part].value, "why": self.whys[part].value}
            for part in self._task.parts
            if self.places[part].value != OPEN or self.whys[part].value != OPEN
        }
