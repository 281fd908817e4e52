"""What speaks against a finding: quotation, "so-called", negation, reported speech, a name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from infowar_kit.quotations import may_quote, quotations
from infowar_kit.say import later
from infowar_kit.tone.lens.names import MONUMENTS, part_of_a_name
from infowar_kit.tone.lens.negation import LOOK_BACK, LOOK_ON, negated

QUOTED = later("it stands in quotation marks: somebody else’s word, or a sneer; the lens cannot tell which")
DISTANCED = later("“so-called” or the like stands before it: the writer keeps a distance from the word")
NEGATED = later("it is denied: a negation goes with it")
REPORTED = later("the sentence reports what somebody said")
NAMED = later("it is written like a name")

_LOOK_BACK = 140
_NEAR = 24
_WORDS_APART = 2
_SENTENCE_END = re.compile('[.!?…]["”»)]?\\s|\n')


class Context:
    """What stands round a match: a text's quotations, words of saying and "so-called", found once.

    Parameters
    ----------
    text, folded : str
        The text as a person sees it, and in small letters.
    said, so_called, denying : sequence of tuple of int
        Where words of saying, "so-called" and words that may deny stand, in order.
    """

    def __init__(
        self,
        text: str,
        folded: str,
        said: Sequence[tuple[int, int]] = (),
        so_called: Sequence[tuple[int, int]] = (),
        denying: Sequence[tuple[int, int]] = (),
    ) -> None:
        self._text, self._folded = text, folded
        self._said, self._said_ends = said, [end for _, end in said]
        self._denying = denying
        self._so_called_ends = [end for _, end in so_called]
        self._quotes = self._find_quotes()
        self._monuments = any(map(folded.__contains__, MONUMENTS))

    def _find_quotes(self) -> tuple[list[int], list[int]]:
        places = quotations(self._text) if may_quote(self._text) else ()
        return [start for start, _ in places], [end for _, end in places]

    def name(self, start: int, end: int) -> str:
        """Return `names.NAME` where the words are part of a name, `names.LIKE_A_NAME` where they may be."""
        if not self._monuments and not self._text[start].isupper():
            return ""
        return part_of_a_name(self._text, start, end)

    def reasons(self, start: int, end: int) -> tuple[str, ...]:
        """Return what speaks against a finding at this place, in words; a name apart."""
        found: tuple[str, ...] = ()
        starts, ends = self._quotes
        if starts:
            number = bisect_right(starts, start) - 1
            if number >= 0 and end <= ends[number]:
                found += (QUOTED,)
        if self._so_called_ends and self._distanced(start):
            found += (DISTANCED,)
        if self._denying and self._may_be_denied(start, end) and negated(self._folded, start, end):
            found += (NEGATED,)
        if self._said and self._reported(start, end):
            found += (REPORTED,)
        return found

    def _may_be_denied(self, start: int, end: int) -> bool:
        number = bisect_left(self._denying, (start - LOOK_BACK, 0))
        return number < len(self._denying) and self._denying[number][0] < end + LOOK_ON

    def _distanced(self, start: int) -> bool:
        number = bisect_right(self._so_called_ends, start) - 1
        if number < 0:
            return False
        end = self._so_called_ends[number]
        return start - end <= _NEAR and self._folded.count(" ", end, start) <= _WORDS_APART

    def _reported(self, start: int, end: int) -> bool:
        """Whether a word of saying stands before it in the sentence, or after it behind a comma."""
        number = bisect_right(self._said_ends, start) - 1
        if number >= 0:
            said = self._said_ends[number]
            if start - said < _LOOK_BACK and not _SENTENCE_END.search(self._folded, said, start):
                return True
        number = bisect_left(self._said, (end, 0))
        if number < len(self._said):
            said = self._said[number][0]
            return (
                said - end < _LOOK_BACK
                and self._folded[max(0, said - 4) : said].strip(' –—-»”"').endswith(",")
                and not _SENTENCE_END.search(self._folded, end, said)
            )
        return False
