"""Find words inside a text of any script, and cut the text there without damaging a character.

What a reader sees as one character may be several code points: a letter with its accents, an emoji made of
parts, a Hangul syllable spelled out. Signs without width may stand between letters. So texts are compared
cluster by cluster, and cut only between clusters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from infowar_kit.plain_text import invisible, plain_cluster

ELLIPSIS = "…"
_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, marked or not."""

    text: str
    marked: bool


@lru_cache(maxsize=4096)
def _extends(character: str) -> bool:
    """Whether a character belongs to the one before it."""
    return (
        unicodedata.category(character) in ("Mn", "Me", "Mc")
        or invisible(character)
        or "\u1160" <= character <= "\u11ff"  # vowels and finals of a Hangul syllable spelled out
        or "\U0001f3fb" <= character <= "\U0001f3ff"  # skin tones
    )


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of what a reader takes for one character, over the whole text.

    The rule is a short form of Unicode's (UAX 29): accents, format characters, Hangul vowels and skin
    tones stay with what they follow, joined emoji and the two letters of a flag stay together.
    """
    start = 0
    while start < len(text):
        end = start + 1
        flag = _is_flag_letter(text[start])
        while end < len(text):
            joined = text[end - 1] == _JOINER and unicodedata.category(text[end]) == "So"
            second = flag and end == start + 1 and _is_flag_letter(text[end])
            if not (_extends(text[end]) or joined or second):
                break
            end += 1
        yield start, end
        start = end


def skeleton(text: str) -> str:
    """Return a text as it is compared: each letter as it is seen, see `plain_text.plain_cluster`."""
    return "".join(plain_cluster(text[a:b]) for a, b in clusters(text))


def spans(text: str, words: str) -> tuple[tuple[int, int], ...]:
    """Return where words stand in a text, as code point offsets on cluster borders.

    Parameters
    ----------
    text : str
        Any text.
    words : str
        What to find; an ellipsis (…) parts words that do not stand together, in their order.

    Returns
    -------
    tuple of (int, int)
        One span for each part; empty where there is nothing to find or a part is not there.
    """
    whole = _find(text, words.strip(), 0)
    if whole:
        return (whole,)
    found: list[tuple[int, int]] = []
    for part in words.split(ELLIPSIS):
        if not part.strip():
            continue
        span = _find(text, part.strip(), found[-1][1] if found else 0)
        if span is None:
            return ()
        found.append(span)
    return tuple(found)


def _find(text: str, words: str, after: int) -> tuple[int, int] | None:
    """Return the first span of `words` at or after an offset."""
    wanted = skeleton(words)
    if not wanted:
        return None
    shape, starts, ends = "", {}, {}
    for start, end in clusters(text):
        if start < after:
            continue
        folded = skeleton(text[start:end])
        if not folded:
            continue
        starts[len(shape)] = start
        shape += folded
        ends[len(shape)] = end
    at = shape.find(wanted)
    while at >= 0:
        if at in starts and at + len(wanted) in ends:
            return starts[at], ends[at + len(wanted)]
        at = shape.find(wanted, at + 1)
    return None


def pieces(text: str, words: str) -> tuple[Piece, ...]:
    """Return a text cut into marked and unmarked pieces; put together they are the text again."""
    cut: list[Piece] = []
    place = 0
    for start, end in spans(text, words):
        cut += [Piece(text[place:start], False), Piece(text[start:end], True)]
        place = end
    cut.append(Piece(text[place:], False))
    return tuple(piece for piece in cut if piece.text)
