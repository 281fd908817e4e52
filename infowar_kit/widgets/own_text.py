"""A box for a text of one's own, and below it what is found in it. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import ipywidgets as widgets

from infowar_kit.errors import KitError
from infowar_kit.page.feedback import note_html
from infowar_kit.say import say
from infowar_kit.text import escape
from infowar_kit.widgets.controls import described
from infowar_kit.widgets.elements import Guard
from infowar_kit.widgets.task_view import button, row, with_faces

MOST = 5_000  # characters that are read


class Shown(Protocol):
    """What is found, as a lesson shows it; its ``repr`` says the same in text."""

    def _repr_html_(self) -> str: ...


class OwnText(widgets.VBox):  # type: ignore[misc]
    """A field, languages to choose from where there are any, a button, and what is found.

    Subclasses say how a text is read.

    Parameters
    ----------
    text : str
        What stands there at first.
    label, press : str
        What the field and the button are called.
    languages : mapping of str to str
        Languages by what `read` is given for them; none where none is asked for.
    language : str
        The one that is chosen at first.
    rows : int
        How many lines the field has.
    """

    def __init__(
        self,
        text: str,
        *,
        label: str,
        press: str,
        languages: Mapping[str, str] | None = None,
        language: str = "",
        rows: int = 4,
    ) -> None:
        self.guard = Guard()
        self.words = widgets.Textarea(value=text, **described(label), rows=rows)
        self.words.add_class("iwk-own-text")
        names = [(words, code) for code, words in (languages or {"": ""}).items()]
        self.language = widgets.Dropdown(description=say("Language"), options=names, value=language)
        self.read_button = button(press, self._read, main=True)
        self.found = widgets.HTML()
        note = say("It is read here and kept nowhere: neither in your record nor with your answers.")
        small = widgets.HTML(f'<p class="iwk-small">{escape(note)}</p>')
        controls = row([*([self.language] if languages else []), self.read_button])
        super().__init__([self.guard, self.words, controls, small, self.found])
        self.guard.task = self.model_id
        self.add_class("iwk-task")
        if text:
            self.found.value = self.reading()._repr_html_()

    def read(self, text: str, language: str) -> Shown:
        """Return what is found in a text; `language` is what was chosen."""
        raise NotImplementedError

    def head(self) -> str:
        """Return what the box is for, in a sentence."""
        raise NotImplementedError

    def reading(self) -> Shown:
        """Return what is found in what stands in the field."""
        return self.read(self.words.value[:MOST].strip(), self.language.value)

    def _read(self) -> None:
        if not self.words.value.strip():
            said = say("Nothing is written yet.")
            self.found.value = note_html(said)
            self.guard.say(said)
            return
        try:
            found = self.reading()
        except KitError as error:
            self.found.value = note_html(str(error))
            self.guard.say(str(error))
            return
        cut = len(self.words.value) > MOST
        note = (
            f"<p>{escape(say('Only the first {most} characters were read.', most=MOST))}</p>" if cut else ""
        )
        self.found.value = note + found._repr_html_()
        self.guard.say(repr(found))

    def __repr__(self) -> str:
        return f"{self.head()}\n{self.words.value}\n{self.reading()!r}" if self.words.value else self.head()

    def _repr_mimebundle_(self, **options: Any) -> Any:
        data = super()._repr_mimebundle_(**options)
        own = f"<p>{escape(self.words.value)}</p>{self.reading()._repr_html_()}" if self.words.value else ""
        run = escape(say("Run this cell to try a text of your own."))
        return with_faces(data, repr(self), f'{own}<p class="iwk-run"><em>{run}</em></p>')
