"""A box for the name of a place, and below it which places it may mean. Nothing of it is kept."""

from __future__ import annotations

from infowar_kit.corpus import Corpus
from infowar_kit.say import say
from infowar_kit.verification.lookup import Lookup
from infowar_kit.widgets.own_text import OwnText


class NameBox(OwnText):
    """A name as a report writes it, in any script.

    Parameters
    ----------
    corpus : Corpus
        Whose places are looked through.
    text : str
        What stands there at first.
    """

    def __init__(self, corpus: Corpus, text: str = "") -> None:
        self._corpus = corpus
        super().__init__(text, label=say("Name of a place"), press=say("Which place is it?"), rows=1)

    def read(self, text: str, language: str) -> Lookup:
        """Return which places the name may mean; the language is not asked for."""
        return Lookup.of(text, self._corpus)

    def head(self) -> str:
        """Return what the box is for."""
        return say("A box for the name of a place, to see which places it may mean.")
