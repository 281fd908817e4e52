"""What speaks against a finding: quotation, "so-called", negation, reported speech."""

from __future__ import annotations

import re
from bisect import bisect_right

from infowar_kit.lens.matching import words_pattern

QUOTED = "it stands in quotation marks: somebody else's word, or a sneer; the lens cannot tell which"
SO_CALLED = "“so-called” or the like stands before it: the writer keeps a distance from the word"
NEGATED = "a negation stands just before it"
REPORTED = "the sentence reports what somebody said"

# Bounded, and no mark inside: a mark that is never closed costs no more than its bound.
_QUOTES = re.compile(
    "«[^«»\n]{1,200}»|“[^“”„\n]{1,200}”|„[^“”„\n]{1,200}[“”]|\"(?<!\\w\")[^\"\n]{1,200}\"(?!\\w)"
)
_MARKS = "«“„\""
_LOOK_BACK = 140
_ENDS = (". ", "! ", "? ", "… ", "\n")
_SO_CALLED = (
    "so-called", "self-styled", "soi-disant", "prétendu", "так называем", "т. н.", "так зван", "so called",
)  # fmt: skip
_NEGATIONS = frozenset(
    "not no never nothing neither nor without hardly cannot ne pas sans aucun aucune jamais ni non не ни нет без "
    "никак ні немає нема жоден жодна жодне жодного жодної аж".split()
)
# May stand between a negation and what it denies.
_BETWEEN = frozenset("a an the any very more de un une le la les такой такая такие такий така такі просто".split())
_EDGES = " \t,;:–—-«»“”„\"()"


_SAYING = (
    "said says say told wrote writes stated states claimed claims called calls calling reported reports described "
    "accused dit affirme* selon qualifi* заявил* заявля* сказал* сообщил* сообща* написал* пишет назвал* называ* "
    "заявив заявила заявили сказав сказала повідомив повідомила повідомили повідомля* написав написала пише назвав "
    "назвала називає"
).split()
_SAYING += [
    "according to", "a déclaré", "d'après", "a écrit", "по словам", "по данным", "за словами", "за даними",
]  # fmt: skip
_REPORTED = re.compile(rf"\W{words_pattern(_SAYING)}")


class Context:
    """A text's quotations, found once, and what stands round a match."""

    def __init__(self, folded: str) -> None:
        self._text = folded
        self._starts: list[int] = []
        self._ends: list[int] = []
        if any(mark in folded for mark in _MARKS):
            for match in _QUOTES.finditer(folded):
                self._starts.append(match.start())
                self._ends.append(match.end())

    def reasons(self, start: int, end: int) -> tuple[str, ...]:
        """Return what speaks against a finding at this place, in words."""
        found = []
        number = bisect_right(self._starts, start) - 1
        if number >= 0 and end <= self._ends[number]:
            found.append(QUOTED)
        before = self._text[max(0, start - _LOOK_BACK) : start]
        cut = max(before.rfind(mark) for mark in _ENDS)
        if cut >= 0:
            before = before[cut + 1 :]
        near = before[-40:]
        if any(mark in near for mark in _SO_CALLED):
            found.append(SO_CALLED)
        if _negated(near):
            found.append(NEGATED)
        if _REPORTED.search(" " + before):
            found.append(REPORTED)
        return tuple(found)


def _negated(before: str) -> bool:
    """Whether the last word is a negation, or the last but one with an article or the like after it."""
    words = before.split()[-2:]
    if not words or before[-1] in ",;:":
        return False
    last = words[-1].strip(_EDGES)
    if last in _BETWEEN and len(words) > 1:
        last = words[-2].strip(_EDGES)
    return last in _NEGATIONS or last.endswith("n't") or last.startswith("n'")
