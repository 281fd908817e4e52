"""The lens: a transparent reader of tone. It shows what it fires on, why, and how sure that makes one.

Its cues are rows under ``datasets/lens``; nothing in it is fitted to labels.
"""

from __future__ import annotations

from infowar_kit.corpus.packages import Cue
from infowar_kit.tone.lens.cues import LANGUAGES, STRENGTH_WORDS, STRENGTHS, load_cues, masked
from infowar_kit.tone.lens.guessing import guess
from infowar_kit.tone.lens.reading import Finding, Lens, ReadText, read, read_text

__all__ = [
    "LANGUAGES",
    "STRENGTHS",
    "STRENGTH_WORDS",
    "Cue",
    "Finding",
    "Lens",
    "ReadText",
    "guess",
    "load_cues",
    "masked",
    "read",
    "read_text",
]
