"""A box for a text of one's own, and below it what the lens finds. Nothing of it is kept."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from infowar_kit.say import say
from infowar_kit.text import escape, language_name
from infowar_kit.tone.lens import LANGUAGES
from infowar_kit.tone.lens_tables import Reading
from infowar_kit.widgets.controls import described
from infowar_kit.widgets.elements import Guard
from infowar_kit.widgets.task_view import button, row, with_faces

MOST = 5_000  # characters that are read


class LensBox(widgets.VBox):  # type: ignore[misc]
    """A field, a language, a button, and what the lens finds.

    Parameters
    ----------
    text : str
        What stands there at first.
    """

    def __init__(self, text: str = "") -> None:
        self.guard = Guard()
        self.words = widgets.Textarea(value=text, **described(say("A text of your own")), rows=4)
        self.words.add_class("iwk-own-text")
        names = [(say("guess it"), ""), *((language_name(code), code) for code in LANGUAGES)]
        self.language = widgets.Dropdown(description=say("Language"), options=names, value="")
        self.read_button = button(say("Read it with the lens"), self._read, main=True)
        self.found = widgets.HTML()
        note = say("It is read here and kept nowhere: neither in your record nor with your answers.")
        small = widgets.HTML(f'<p class="iwk-small">{escape(note)}</p>')
        controls = row([self.language, self.read_button])
        super().__init__([self.guard, self.words, controls, small, self.found])
        self.add_class("iwk-task")
        if text:
            self.found.value = self.reading()._repr_html_()

    def reading(self) -> Reading:
        """Return what the lens finds in what stands in the field."""
        return Reading.of(self.words.value[:MOST], self.language.value or None)

    def _read(self) -> None:
        found = self.reading()
        cut = len(self.words.value) > MOST
        note = (
            f"<p>{escape(say('Only the first {most} characters were read.', most=MOST))}</p>" if cut else ""
        )
        self.found.value = note + found._repr_html_()
        self.guard.say(repr(found))

    def __repr__(self) -> str:
        head = say("A box for a text of your own, to be read with the lens.")
        return f"{head}\n{self.words.value}\n{self.reading()!r}" if self.words.value else head

    def _repr_mimebundle_(self, **options: Any) -> Any:
        data = super()._repr_mimebundle_(**options)
        own = f"<p>{escape(self.words.value)}</p>{self.reading()._repr_html_()}" if self.words.value else ""
        run = escape(say("Run this cell to try a text of your own."))
        return with_faces(data, repr(self), f'{own}<p class="iwk-run"><em>{run}</em></p>')
