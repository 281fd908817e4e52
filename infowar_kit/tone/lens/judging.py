"""What the lens would say of a whole text, by one written rule; nothing in it is fitted.

A technique counts as *named* where its findings reach the weight of one finding of the technique's own
strength: one highlight, or two hints (or a hint and a question card) for techniques that the lens may
highlight; one hint, or two cards, where it may only hint; one card where it may only ask.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from infowar_kit.corpus.packages import techniques
from infowar_kit.tone.lens.reading import Finding

POINTS = {"highlight": 3, "hint": 2, "question": 1}


def named(findings: Sequence[Finding]) -> frozenset[str]:
    """Return the techniques that a text's findings name."""
    points: dict[str, int] = {}
    for found in findings:
        points[found.technique] = points.get(found.technique, 0) + POINTS[found.strength]
    known = techniques()
    return frozenset(name for name, sum_ in points.items() if sum_ >= POINTS[known[name].strength])


def weight(text: str, findings: Sequence[Finding]) -> float:
    """Return how much fires in a text for its length: points over the square root of its words.

    It orders texts; it is no probability, and says nothing about truth.
    """
    words = max(1, len(text.split()))
    return sum(POINTS[found.strength] for found in findings) / math.sqrt(words)
