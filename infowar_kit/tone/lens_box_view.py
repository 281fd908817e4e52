"""A box for a text of one's own, and below it what the lens finds. Nothing of it is kept."""

from __future__ import annotations

from infowar_kit.say import say
from infowar_kit.text import language_name
from infowar_kit.tone.lens import LANGUAGES
from infowar_kit.tone.lens_tables import Reading
from infowar_kit.widgets.own_text import OwnText


class LensBox(OwnText):
    """A text that the lens reads, in a language that is chosen or guessed.

    Parameters
    ----------
    text : str
        What stands there at first.
    """

    def __init__(self, text: str = "") -> None:
        names = {"": say("guess it"), **{code: language_name(code) for code in LANGUAGES}}
        super().__init__(
            text, label=say("A text of your own"), press=say("Read it with the lens"), languages=names
        )

    def read(self, text: str, language: str) -> Reading:
        """Return what the lens finds in a text."""
        return Reading.of(text, language or None)

    def head(self) -> str:
        """Return what the box is for."""
        return say("A box for a text of your own, to be read with the lens.")
