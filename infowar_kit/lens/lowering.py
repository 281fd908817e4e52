"""What speaks against a finding: quotation, "so-called", negation, reported speech."""

from __future__ import annotations

import re
from bisect import bisect_right

QUOTED = "it stands in quotation marks: somebody else's word, or a sneer; the lens cannot tell which"
SO_CALLED = "“so-called” or the like stands before it: the writer keeps a distance from the word"
NEGATED = "a negation stands just before it"
REPORTED = "the sentence reports what somebody said"

# Bounded, and no mark inside: a mark that is never closed costs no more than its bound.
_QUOTES = re.compile(
    "«[^«»\n]{1,200}»|“[^“”„\n]{1,200}”|„[^“”„\n]{1,200}[“”]|(?<!\\w)\"[^\"\n]{1,200}\"(?!\\w)"
)
_MARKS = re.compile("[«“„\"]")
_LOOK_BACK = 140
_LOOK_AHEAD = 60
_SENTENCE_END = re.compile(r"[.!?…\n](?=\s|$)|\n")
_SO_CALLED = re.compile(
    r"(?:so[- ]called|self[- ]styled|soi-disant\w*|prétendu\w*|так называем\w*|т\. ?н\.|так зван\w*)\W{1,3}(?:\w+\W{1,3})?$"
)
_NEGATED = re.compile(
    r"\b(?:not|no|never|nothing|neither|nor|without|hardly|\w+n't|ne|n'\w+|pas|sans|aucune?|jamais|ni|non"
    r"|не|ни|нет|без|никак\w*|ні|немає|нема|жодн\w*|аж ніяк)\W{1,2}(?:(?:a|an|the|any|very|more|de|un|une|le|la|такой|такая"
    r"|такий|така)\W)?$"
)
_REPORTED = re.compile(
    r"\b(?:said|says|say|told|wrote|writes|stated|states|claimed|claims|called|calls|calling|according to"
    r"|reported|reports|described|accused|a déclaré|a dit|dit|affirme\w*|selon|d'après|a écrit|qualifi\w+"
    r"|заявил\w*|заявля\w+|сказал\w*|сообщил\w*|сообща\w+|написал\w*|пишет|назвал\w*|называ\w+|по словам|по данным"
    r"|заявив|заявила|заявили|сказав|сказала|повідомив|повідомила|повідомили|повідомля\w+|написав|написала|пише"
    r"|назвав|назвала|називає|за словами|за даними)\b"
)


class Context:
    """A text's quotations, found once, and what stands round a match."""

    def __init__(self, folded: str) -> None:
        self._text = folded
        self._starts: list[int] = []
        self._ends: list[int] = []
        if _MARKS.search(folded):
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
        cut = 0
        for match in _SENTENCE_END.finditer(before):
            cut = match.end()
        before = before[cut:]
        if _SO_CALLED.search(before[-40:]):
            found.append(SO_CALLED)
        if _NEGATED.search(before[-24:]):
            found.append(NEGATED)
        if _REPORTED.search(before):
            found.append(REPORTED)
        return tuple(found)
