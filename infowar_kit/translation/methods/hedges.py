"""How sure a speaker sounds: markers of doubt and of attribution, from a table of cues with reasons.

A cue is words in small letters. ``*`` stands for letters before or after (``подтвержд*``, ``*erait``), or
for one word; ``|`` for alternatives in one place (``may|might have``), an ellipsis for words in between
within a sentence. A cue with a capital in it is looked for as it is written: ``May`` is a month or a name.
The finder sees words and not meanings: it is measured in ``docs/hedge-measurements.md``, with its errors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from infowar_kit.corpus.records import HedgeCue
from infowar_kit.errors import LookupFailed
from infowar_kit.marking import ELLIPSIS
from infowar_kit.plain_text import plain_text, without_line_breaks
from infowar_kit.say import Sayings, later, say

# How sure a speaker sounds, in words; a text without any marker is stated.
CERTAINTY_WORDS = Sayings(
    {
        0: later("doubts it, or says that nobody has confirmed it"),
        1: later("passes it on, or holds it possible"),
        2: later("holds it likely, or gives it as somebody’s word"),
        3: later("states it"),
    }
)
STATED = 3
_GAP = r"[^.!?\n]{1,90}?"


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker found in a text.

    Attributes
    ----------
    start, end : int
        Where it stands, as code point offsets of the text as given.
    words : str
        The words there.
    cue : HedgeCue
        Why it counts.
    """

    start: int
    end: int
    words: str
    cue: HedgeCue

    @property
    def hedges(self) -> bool:
        """Whether it hedges; if not, it only says whose word it is."""
        return self.cue.kind == "hedge"


@dataclass(frozen=True, slots=True)
class Step:
    """One text of a relay chain beside the one before it.

    Attributes
    ----------
    certainty : int
        How sure the speaker sounds, 0 to 3.
    change : int
        Against the text before: above 0 certainty was gained, below 0 lost.
    markers : tuple of Marker
        What it rests on.
    lost : tuple of str
        Kinds of marker (hedge, attribution) that the text before had and this one has not.
    """

    certainty: int
    change: int
    markers: tuple[Marker, ...]
    lost: tuple[str, ...]


def certainty_of(markers: Iterable[Marker]) -> int:
    """Return how sure the speaker of these markers sounds, 0 to 3: the least sure one decides."""
    return min((marker.cue.certainty for marker in markers), default=STATED)


class HedgeFinder:
    """Finds markers by a table of cues.

    Parameters
    ----------
    cues : iterable of HedgeCue
        Rows of `hedge_cues`.
    """

    def __init__(self, cues: Iterable[HedgeCue]) -> None:
        self._cues: dict[str, list[HedgeCue]] = {}
        for cue in cues:
            self._cues.setdefault(cue.language, []).append(cue)

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that there are cues for."""
        return tuple(sorted(self._cues))

    def markers(self, text: str, language: str) -> tuple[Marker, ...]:
        """Return the markers in a text, in order; where two overlap, the longer one.

        Raises
        ------
        LookupFailed
            If there are no cues for the language.
        """
        if language not in self._cues:
            raise LookupFailed(
                say("There are no hedge cues for the language '{language}'. There are some for: {known}.",
                    language=language, known=", ".join(self.languages))
            )  # fmt: skip
        plain = plain_text(text)
        written = without_line_breaks(plain.text).replace("’", "'")
        folded = "".join(map(_small, written))
        found = [
            (match.start(), match.end(), cue)
            for cue in self._cues[language]
            for match in _pattern(cue.pattern).finditer(folded if cue.pattern.islower() else written)
        ]
        masks = [(start, end) for start, end, cue in found if cue.kind == "neither"]
        taken: list[tuple[int, int]] = []
        made: list[Marker] = []
        for start, end, cue in sorted(found, key=lambda hit: (hit[0] - hit[1], hit[0], hit[2].cue_id)):
            if cue.kind == "neither" or any(start < b and a < end for a, b in taken):
                continue
            # What only looks like a hedge may still stand beside an attribution.
            if cue.kind == "hedge" and any(a <= start and end <= b for a, b in masks):
                continue
            taken.append((start, end))
            first, last = plain.span(start, end)
            made.append(Marker(first, last, text[first:last], cue))
        return tuple(sorted(made, key=lambda marker: marker.start))

    def certainty(self, text: str, language: str) -> int:
        """Return how sure the speaker sounds, 0 to 3: the least sure marker decides."""
        return certainty_of(self.markers(text, language))

    def chain(self, texts: Sequence[tuple[str, str]]) -> tuple[Step, ...]:
        """Return certainty gained or lost along a relay chain.

        Parameters
        ----------
        texts : sequence of (str, str)
            Text and language of each step, the original first.
        """
        steps: list[Step] = []
        for text, language in texts:
            markers = self.markers(text, language)
            level = certainty_of(markers)
            kinds = {marker.cue.kind for marker in markers}
            before = steps[-1] if steps else None
            had = {marker.cue.kind for marker in before.markers} if before else set()
            change = level - before.certainty if before else 0
            steps.append(Step(level, change, markers, tuple(sorted(had - kinds))))
        return tuple(steps)


@cache  # a language at a time, when it is first asked for: hundreds of patterns take a moment
def _pattern(words: str) -> re.Pattern[str]:
    """Return a cue as a regular expression over folded text."""
    parts = [r"\s+".join(map(_token, part.split())) for part in words.split(ELLIPSIS)]
    return re.compile(_GAP.join(rf"(?<!\w){part}(?!\w)" for part in parts))


def _token(words: str) -> str:
    """Return one place of a cue as a regular expression."""
    if words == "*":
        return r"\w+"
    choices = [re.escape(word.replace("ё", "е")).replace(r"\*", r"\w*") for word in words.split("|")]
    # Both ways to write French: "paraît" and, since 1990, "parait".
    choices = [word.replace("î", "[îi]").replace("œ", "(?:œ|oe)") for word in choices]
    return choices[0] if len(choices) == 1 else rf"(?:{'|'.join(choices)})"


@cache
def _small(letter: str) -> str:
    """Return a small letter as it is compared; İ and few others, which become two, stay."""
    small = letter.lower().replace("ё", "е")
    return small if len(small) == 1 else letter
