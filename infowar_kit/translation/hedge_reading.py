"""What the hedge finder sees in a text, to be shown in a lesson."""

from __future__ import annotations

from dataclasses import dataclass

from infowar_kit.corpus import Corpus
from infowar_kit.page.labels import enumerated
from infowar_kit.say import say
from infowar_kit.text import escape, foreign
from infowar_kit.translation.methods.hedges import CERTAINTY_WORDS, HedgeFinder, Marker, certainty_of


@dataclass(frozen=True)
class HedgeReading:
    """The markers of a text with their reasons.

    Parameters
    ----------
    text, language : str
        What was read.
    markers : tuple of Marker
        What was found, in order.
    """

    text: str
    language: str
    markers: tuple[Marker, ...]

    @classmethod
    def of(cls, text: str, language: str, corpus: Corpus) -> HedgeReading:
        """Read a text; see `HedgeFinder.markers`."""
        return cls(text, language, HedgeFinder(corpus.hedge_cues).markers(text, language))

    @property
    def level(self) -> int:
        """How sure the speaker sounds, 0 to 3."""
        return certainty_of(self.markers)

    @property
    def headline(self) -> str:
        """The finding in a sentence."""
        return say("Certainty {level} of 3: the speaker {does}.",
                   level=self.level, does=CERTAINTY_WORDS[self.level])  # fmt: skip

    def __repr__(self) -> str:
        lines = [f"- {m.words} ({_kind(m)}, {m.cue.certainty}): {m.cue.reason}" for m in self.markers]
        return "\n".join([self.headline, *(lines or [say("No marker found.")])])

    def _repr_html_(self) -> str:
        lines = "".join(
            f"<li>{foreign(m.words, self.language)} ({escape(_kind(m))}, {m.cue.certainty}): "
            f"{escape(m.cue.reason)}</li>"
            for m in self.markers
        )
        none = f"<li>{escape(say('No marker found.'))}</li>"
        return f"<p>{escape(self.headline)}</p><ul>{lines or none}</ul>"


def _kind(marker: Marker) -> str:
    """Return what kind of cue a marker is, in words."""
    return enumerated("hedge_cues.kind", marker.cue.kind)
