"""Read a text with the lens: findings with their reasons, and nothing more than they bear."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from infowar_kit.corpus.packages import Cue
from infowar_kit.errors import LookupFailed
from infowar_kit.plain_text import plain_text
from infowar_kit.tone.lens.cues import STRENGTHS, checked, load_cues, reasons
from infowar_kit.tone.lens.guessing import guess
from infowar_kit.tone.lens.lowering import NAMED, NEGATED, Context
from infowar_kit.tone.lens.names import NAME
from infowar_kit.tone.lens.matching import MARKS, SAYING, SO_CALLED, Matcher, fold


class Finding(NamedTuple):
    """One place of a text at which a cue fires.

    Parameters
    ----------
    start, end : int
        Where, in code points; the end is exclusive.
    words : str
        What stands there: ``text[start:end]``.
    technique : str
        What it may be a sign of.
    cue : Cue
        What fired.
    reason : str
        Why it fires.
    strength : str
        ``"highlight"`` (evidence), ``"hint"`` or ``"question"`` (a card to think with), as lowered.
    lowered : tuple of str
        What spoke against it; empty where nothing did.
    """

    start: int
    end: int
    words: str
    technique: str
    cue: Cue
    reason: str
    strength: str
    lowered: tuple[str, ...] = ()

    @property
    def full(self) -> bool:
        """Whether it stands at the strength of its cue."""
        return not self.lowered

    def __str__(self) -> str:
        lowered = f" Lowered: {'; '.join(self.lowered)}." if self.lowered else ""
        place = f"{self.start}-{self.end}"
        return f"{place} “{self.words}” {self.technique} ({self.strength}): {self.reason}{lowered}"


class Lens:
    """Some cues, ready to read with.

    Parameters
    ----------
    cues : iterable of Cue
        Which; of any languages. All of them are looked for in every text.
    """

    def __init__(self, cues: Iterable[Cue]) -> None:
        self.cues = tuple(cues)
        self._matcher = Matcher(self.cues)
        rows = reasons()
        self._reasons = {key: row.text for key, row in rows.items()}
        self._helpers = frozenset(key for key, row in rows.items() if not row.alone)

    def read(self, text: str) -> tuple[Finding, ...]:
        """Return what the cues find in a text, from its beginning to its end."""
        plain = plain_text(text)
        folded = fold(plain.text)
        places = self._matcher.find(folded)
        if not places:
            return ()
        context = Context(plain.text, folded, *(
            [place[:2] for place in places if place[2][-1] is mark] for mark in (SAYING, SO_CALLED)
        ))  # fmt: skip
        moved = bool(plain.steps)
        why, helpers = self._reasons, self._helpers
        found: list[Finding] = []
        helped = helpless = False
        for start, end, cues in places:
            if cues[-1] in MARKS:
                cues = cues[:-1]
                if not cues:
                    continue
            against, name = context.reasons(start, end), context.name(start, end)
            first, last = plain.span(start, end) if moved else (start, end)
            words = text[first:last]
            for cue in cues:
                lowered = against
                if name and cue.technique in _TAKEN_FOR_NAMES:
                    if name == NAME:
                        continue
                    lowered = (NAMED, *against)
                strength = _LOWER[cue.strength] if lowered else cue.strength
                if cue.strength == STRENGTHS[-1] and (NEGATED in lowered or NAMED in lowered):
                    continue  # lowered below a question: nothing is said
                if cue.reason in helpers:
                    helpless = True
                elif not lowered and strength != STRENGTHS[-1]:
                    helped = True
                found.append(
                    Finding(first, last, words, cue.technique, cue, why[cue.reason], strength, lowered)
                )
        if helpless and not helped:
            return tuple(one for one in found if one.cue.reason not in helpers)
        return tuple(found)


# Words that judge or praise are borne as names; cues of other techniques are sometimes names themselves.
_TAKEN_FOR_NAMES = ("loaded-language", "glittering-generalities", "euphoria")
_LOWER = dict(zip(STRENGTHS, (*STRENGTHS[1:], STRENGTHS[-1]), strict=True))


@cache
def lens_of(language: str) -> Lens:
    """Return the lens of a language, with all its cues; made on first use."""
    return Lens(load_cues(language))


def read(text: str, lang: str | None = None) -> tuple[Finding, ...]:
    """Return what the lens finds in a text.

    It marks cues; it does not judge whether a text is true, or whose side it is on.

    Parameters
    ----------
    text : str
        Any text; it is read, never run or shown.
    lang : str, optional
        ``"en"``, ``"fr"``, ``"ru"`` or ``"uk"``. By default guessed by script and function words; in a
        mixed text each language with a fair share is read with its own cues.

    Returns
    -------
    tuple of Finding
        From the beginning of the text to its end; empty for an empty text and for languages without cues.

    Raises
    ------
    LookupFailed
        If `lang` is given and the lens has no cues for it.
    """
    if not isinstance(text, str):
        raise LookupFailed(f"The lens reads text, not {type(text).__name__}.")
    languages = guess(text) if lang is None else (checked(lang),)
    if len(languages) == 1:
        return lens_of(languages[0]).read(text)
    found: list[Finding] = []
    for language in languages:
        taken = {place for one in found for place in (one.start, one.end - 1)} if found else set()
        fresh = lens_of(language).read(text)
        found += [one for one in fresh if one.start not in taken and one.end - 1 not in taken]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))
