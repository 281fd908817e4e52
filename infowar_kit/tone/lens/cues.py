"""The lens's cues: rows of ``datasets/lens``, checked as they are read."""

from __future__ import annotations

from functools import cache

from infowar_kit.corpus.packages import Cue, CueReason, datasets_folder, load_package
from infowar_kit.errors import LookupFailed
from infowar_kit.say import Sayings, later, listed, say

LANGUAGES = ("en", "fr", "ru", "uk")
# From the surest to the faintest: evidence, a hint, a card to think with.
STRENGTHS = ("highlight", "hint", "question")
STRENGTH_WORDS = Sayings(
    {"highlight": later("highlight"), "hint": later("hint"), "question": later("question")}
)


@cache
def _by_language() -> dict[str, tuple[Cue, ...]]:
    rows: tuple[Cue, ...] = load_package(datasets_folder() / "lens").table("cues")
    return {language: tuple(row for row in rows if row.language == language) for language in LANGUAGES}


@cache
def reasons() -> dict[str, CueReason]:
    """Return the reasons by their key."""
    rows: tuple[CueReason, ...] = load_package(datasets_folder() / "lens").table("reasons")
    return {row.reason_id: row for row in rows}


def load_cues(language: str) -> tuple[Cue, ...]:
    """Return the cues of a language.

    Raises
    ------
    LookupFailed
        If there are no cues in that language; the message lists those that exist.
    CorpusError
        If a row is wrong: the message lists every fault with file, line, column and value.
    """
    return _by_language()[checked(language)]


def checked(language: str) -> str:
    """Return a language of the lens.

    Raises
    ------
    LookupFailed
        If it is none.
    """
    if language not in LANGUAGES:
        raise LookupFailed(
            say("The lens has no cues for '{language}'. It has: {known}.",
                language=language, known=listed(LANGUAGES))
        )  # fmt: skip
    return language


def masked(words: str) -> str:
    """Return a slur as its first letter and dots."""
    return words[:1] + "....."
