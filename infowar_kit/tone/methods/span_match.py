"""Hold a learner's spans against others': found, too wide, too short, not there.

Borders are a matter of taste by a word or two, so half is enough: a span of the key counts as found when
spans of the same technique cover at least half of its characters, and a learner's span fits when at least
half of its characters lie in spans of the key. Whoever marks a whole passage has chosen nothing: that never
fits, unless the key itself has nearly all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from infowar_kit.tone.methods.agreement import Span

Fit = Literal["fits", "too wide", "too short", "other technique", "not there"]
HALF = 0.5
WHOLE = 0.9  # share of a passage from which on a mark counts as the whole of it
_WORD = re.compile(r"\S*\w\S*")


@dataclass(frozen=True, slots=True)
class Match:
    """One span of a learner, held against the key.

    Parameters
    ----------
    span : Span
        The learner's.
    fit : str
        How it fits.
    touched : tuple of Span
        Spans of the key with the same technique that it touches.
    whole : bool
        Whether it lies on the whole passage, or nearly, where no span of the key does.
    elsewhere : float
        Share of its characters on which the key has another technique, from 0 to 1.
    """

    span: Span
    fit: Fit
    touched: tuple[Span, ...] = ()
    whole: bool = False
    elsewhere: float = 0.0


def covered(span: Span, by: Iterable[Span]) -> float:
    """Return the share of a span's characters that lie in spans of the same technique, from 0 to 1."""
    places = set(range(span.start, span.end))
    others = (range(other.start, other.end) for other in by if other.technique == span.technique)
    return len(places.intersection(chain.from_iterable(others))) / len(places)


def found(key: Iterable[Span], spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans of the key that others' spans cover by half or more."""
    return tuple(span for span in key if covered(span, spans) >= HALF)


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one.start < other.end and other.start < one.end


def match(span: Span, spans: Sequence[Span], key: Sequence[Span], *, length: int = 0) -> Match:
    """Say how one of the learner's spans fits the key.

    Parameters
    ----------
    span : Span
        The one asked about.
    spans : sequence of Span
        All of the learner's, this one among them.
    key : sequence of Span
        What the key has.
    length : int
        How many characters of the passage can be marked; 0 where that is not known.
    """
    touched = tuple(k for k in key if k.technique == span.technique and overlaps(k, span))
    whole = _whole(span, length) and not any(_whole(k, length) for k in touched)
    if not touched:
        others = [replace(k, technique=span.technique) for k in key]
        elsewhere = covered(span, others)
        return Match(span, "other technique" if elsewhere else "not there", (), whole, elsewhere)
    if whole or covered(span, touched) < HALF:
        return Match(span, "too wide", touched, whole)
    if any(covered(k, spans) < HALF for k in touched):
        return Match(span, "too short", touched)
    return Match(span, "fits", touched)


def _whole(span: Span, length: int) -> bool:
    return bool(length) and span.end - span.start >= WHOLE * length


def narrow(matches: Iterable[Match]) -> list[Span]:
    """Return the marks that are not too wide: only these can find a span of the key."""
    return [one.span for one in matches if one.fit != "too wide"]


def marks_it(spans: Sequence[Span], span: Span) -> bool:
    """Whether an annotator marked about the same: one of the two lies in the other by half."""
    own = [s for s in spans if s.technique == span.technique and overlaps(s, span)]
    return bool(own) and (covered(span, own) >= HALF or any(covered(s, [span]) >= HALF for s in own))


def shared_words(text: str, one: Iterable[Span], other: Iterable[Span]) -> tuple[int, int, int]:
    """Return how many words both mark, only the first, only the second."""
    words = [found.span() for found in _WORD.finditer(text)]

    def marked(spans: Iterable[Span]) -> set[tuple[int, int]]:
        spans = list(spans)
        return {(a, b) for a, b in words if any(s.start < b and a < s.end for s in spans)}

    first, second = marked(one), marked(other)
    return len(first & second), len(first - second), len(second - first)
