"""A box for a sentence of one's own, and below it how sure its speaker sounds. Nothing of it is kept."""

from __future__ import annotations

from infowar_kit.corpus import Corpus
from infowar_kit.say import say
from infowar_kit.text import language_name
from infowar_kit.translation.hedge_reading import HedgeReading
from infowar_kit.widgets.own_text import OwnText


class HedgeBox(OwnText):
    """A sentence that the finder of hedges reads, in a language for which it has cues.

    Parameters
    ----------
    corpus : Corpus
        Whose cues are used.
    text, language : str
        What stands there at first.
    """

    def __init__(self, corpus: Corpus, text: str = "", language: str = "en") -> None:
        self._corpus = corpus
        names = {code: language_name(code) for code in sorted({cue.language for cue in corpus.hedge_cues})}
        super().__init__(
            text, label=say("A sentence of your own"), press=say("How sure does it sound?"),
            languages=names, language=language, rows=2,
        )  # fmt: skip

    def read(self, text: str, language: str) -> HedgeReading:
        """Return which words show how sure the speaker sounds."""
        return HedgeReading.of(text, language, self._corpus)

    def head(self) -> str:
        """Return what the box is for."""
        return say("A box for a sentence of your own, to see how sure it sounds.")
