"""What speaks against a finding: quotation, "so-called", negation, reported speech."""

from __future__ import annotations

import re
from bisect import bisect_right

from infowar_kit.corpus.packages import Cue
from infowar_kit.tone.lens.matching import SAYING

QUOTED = "it stands in quotation marks: somebody else's word, or a sneer; the lens cannot tell which"
DISTANCED = "“so-called” or the like stands before it: the writer keeps a distance from the word"
NEGATED = "a negation stands just before it"
REPORTED = "the sentence reports what somebody said"

# Bounded, and no mark inside: a mark that is never closed costs no more than its bound.
_QUOTES = re.compile(
    '«[^«»\n]{1,200}»|“[^“”„\n]{1,200}”|„[^“”„\n]{1,200}[“”]|"(?<!\\w")[^"\n]{1,200}"(?!\\w)'
)
_MARKS = '«“„"'
_LOOK_BACK = 140
_NEAR = 24
_WORDS_APART = 2
_SENTENCE_END = re.compile('[.!?…]["”»)]?\\s|\n')
_NOT = """
not no never nothing neither nor without hardly cannot ne pas sans aucun aucune jamais ni non не
ни нет без никак ні
немає нема жоден жодна жодне жодного жодної аж
"""
_NEGATIONS = frozenset(_NOT.split())
_LITTLE = "a an the any very more de un une le la les такой такая такие такий така такі просто"
# May stand between a negation and what it denies.
_BETWEEN = frozenset(_LITTLE.split())
_EDGES = ' \t,;:–—-«»“”„"()'


class Context:
    """A text's quotations, found once, and what stands round a match."""

    def __init__(self, folded: str) -> None:
        self._text = folded
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._said = self._so_called = -_LOOK_BACK
        if any(map(folded.__contains__, _MARKS)):
            for match in _QUOTES.finditer(folded):
                self._starts.append(match.start())
                self._ends.append(match.end())

    def note(self, mark: Cue, end: int) -> None:
        """Note a word that lowers what follows it."""
        if mark is SAYING:
            self._said = end
        else:
            self._so_called = end

    def reasons(self, start: int, end: int) -> tuple[str, ...]:
        """Return what speaks against a finding at this place, in words; asked from left to right."""
        text = self._text
        found: tuple[str, ...] = ()
        if self._starts:
            number = bisect_right(self._starts, start) - 1
            if number >= 0 and end <= self._ends[number]:
                found += (QUOTED,)
        if start - self._so_called <= _NEAR and text.count(" ", self._so_called, start) <= _WORDS_APART:
            found += (DISTANCED,)
        if _negated(text[max(0, start - _NEAR) : start]):
            found += (NEGATED,)
        if start - self._said < _LOOK_BACK and not _SENTENCE_END.search(text, self._said, start):
            found += (REPORTED,)
        return found


def _negated(before: str) -> bool:
    """Whether the last word is a negation, or the last but one with an article or the like after it."""
    words = before.rsplit(None, 2)
    if not words or before[-1] in ",;:":
        return False
    last = words[-1].strip(_EDGES)
    if last in _BETWEEN and len(words) > 1:
        last = words[-2].strip(_EDGES)
    return last in _NEGATIONS or last.endswith("n't") or last.startswith("n'")
