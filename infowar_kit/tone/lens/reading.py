"""Read a text with the lens: findings with their reasons, and nothing more than they bear."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from infowar_kit.corpus.packages import Cue
from infowar_kit.errors import LookupFailed
from infowar_kit.plain_text import MIXED, PlainText, plain_text, without_line_breaks
from infowar_kit.say import listed, say
from infowar_kit.text import language_name
from infowar_kit.tone.lens.cues import LANGUAGES, STRENGTH_WORDS, STRENGTHS, checked, load_cues, reasons
from infowar_kit.tone.lens.guessing import recognise
from infowar_kit.tone.lens.lowering import NAMED, NEGATED, Context
from infowar_kit.tone.lens.matching import MARKS, Matcher, fold
from infowar_kit.tone.lens.names import NAME

Status = Literal["read", "not covered", "not recognised", "no words"]


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
        lowered = f" {self.lowered_words}" if self.lowered else ""
        place, strength = f"{self.start}-{self.end}", STRENGTH_WORDS[self.strength]
        return f"{place} “{self.words}” {self.technique} ({strength}): {self.reason}{lowered}"

    @property
    def lowered_words(self) -> str:
        """What spoke against it, in a sentence."""
        return say("Lowered: {reasons}.", reasons="; ".join(map(say, self.lowered)))


@dataclass(frozen=True, slots=True)
class ReadText:
    """What became of a text: whether the lens could read it, and what it found.

    Parameters
    ----------
    status : str
        ``"read"``; ``"not covered"`` (a language for which the lens has no cues); ``"not recognised"`` (too
        little in it speaks for one language); ``"no words"``.
    languages : tuple of str
        With the cues of which languages it was read; empty where it was not.
    other : str
        The language it seems to be in where that is not covered.
    findings : tuple of Finding
        From the beginning of the text to its end; empty where nothing fires or the text was not read.
    """

    status: Status
    languages: tuple[str, ...] = ()
    other: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def sentence(self) -> str:
        """How the text was read, or why it was not and what to do, in words."""
        covered = listed(map(language_name, LANGUAGES))
        if self.status == "read":
            return say("Read as {languages}.", languages=_and(map(language_name, self.languages)))
        if self.status == "not covered":
            return say(
                "Not read: it seems to be {language}, and the lens has cues only for {covered}.",
                language=language_name(self.other), covered=covered,
            )  # fmt: skip
        if self.status == "not recognised":
            return say(
                "Not read: its language was not recognised. If it is one of {covered}, say which.",
                covered=covered,
            )
        return say("Not read: it holds no words.")


def _and(words: Iterable[str]) -> str:
    return f" {say('and')} ".join(words)


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
        return self.read_plain(plain_text(text))

    def read_plain(self, plain: PlainText) -> tuple[Finding, ...]:
        """Return what the cues find in a text as a person sees it; offsets are those of the original."""
        folded = fold(without_line_breaks(plain.text))
        places = self._matcher.find(folded)
        if not places:
            return ()
        found: list[Finding] = []
        marks: dict[str, list[tuple[int, int]]] = {mark.cue_id: [] for mark in MARKS}
        with_cues = []
        for place in places:
            start, end, cues = place
            if cues[-1].language:
                with_cues.append(place)
                continue
            marks[cues[-1].cue_id].append((start, end))  # a mark has no language, and stands last
            if len(cues) > 1:
                with_cues.append((start, end, cues[:-1]))
        if not with_cues:
            return ()
        context = Context(plain.text, folded, *marks.values())
        for start, end, cues in with_cues:
            found += self._findings(plain, context, start, end, cues)
        helpers = self._helpers
        alone = any(
            one.cue.reason not in helpers and one.strength != STRENGTHS[-1] and not one.lowered
            for one in found
        )
        return tuple(found if alone else (one for one in found if one.cue.reason not in helpers))

    def _findings(
        self, plain: PlainText, context: Context, start: int, end: int, cues: tuple[Cue, ...]
    ) -> Iterable[Finding]:
        """Yield what the cues of a place come to there."""
        against, name = context.reasons(start, end), context.name(start, end)
        first, after = plain.span(start, end)
        words = plain.original[first:after]
        note = f" {say(MIXED)}" if plain.mixed and plain.is_mixed(first, after) else ""
        for cue in cues:
            lowered = against
            if name and cue.technique in _TAKEN_FOR_NAMES:
                if name == NAME:
                    continue
                lowered = (NAMED, *against)
            if not lowered:
                strength = cue.strength
            elif cue.strength == STRENGTHS[-1] and (NEGATED in lowered or NAMED in lowered):
                continue  # lowered below a question: nothing is said
            else:
                strength = _LOWER[cue.strength]
            reason = self._reasons[cue.reason] + note
            yield Finding(first, after, words, cue.technique, cue, reason, strength, lowered)


# Words that judge or praise are borne as names; cues of other techniques are sometimes names themselves.
_TAKEN_FOR_NAMES = ("loaded-language", "glittering-generalities", "euphoria")
_LOWER = dict(zip(STRENGTHS, (*STRENGTHS[1:], STRENGTHS[-1]), strict=True))


@cache
def lens_of(language: str) -> Lens:
    """Return the lens of a language, with all its cues; made on first use."""
    return Lens(load_cues(language))


def read(text: str, lang: str | None = None) -> tuple[Finding, ...]:
    """Return what the lens finds in a text.

    It marks cues; it does not judge whether a text is true, or whose side it is on. An empty answer does
    not say whether the text could be read: `read_text` does.

    Parameters
    ----------
    text : str
        Any text; it is read, never run or shown.
    lang : str, optional
        ``"en"``, ``"fr"``, ``"ru"`` or ``"uk"``. By default guessed; in a mixed text each language with a
        fair share is read with its own cues.

    Returns
    -------
    tuple of Finding
        From the beginning of the text to its end; empty for an empty text, and where the language is not
        recognised or has no cues.

    Raises
    ------
    LookupFailed
        If `lang` is given and the lens has no cues for it.
    """
    return read_text(text, lang).findings


def read_text(text: str, lang: str | None = None) -> ReadText:
    """Return what became of a text: whether it was read, as what, and what was found; see `read`."""
    if not isinstance(text, str):
        raise LookupFailed(f"The lens reads text, not {type(text).__name__}.")
    plain = plain_text(text)
    if lang is not None:
        return ReadText("read", (checked(lang),), "", lens_of(lang).read_plain(plain))
    guessed = recognise(plain.text)
    if guessed.languages:
        return ReadText("read", guessed.languages, "", _with_all(guessed.languages, plain))
    if guessed.other:
        return ReadText("not covered", (), guessed.other)
    words = any(map(str.isalpha, plain.text))
    return ReadText("not recognised" if words else "no words")


def _with_all(languages: tuple[str, ...], plain: PlainText) -> tuple[Finding, ...]:
    if len(languages) == 1:
        return lens_of(languages[0]).read_plain(plain)
    found: list[Finding] = []
    for language in languages:
        taken = {place for one in found for place in (one.start, one.end - 1)} if found else set()
        fresh = lens_of(language).read_plain(plain)
        found += [one for one in fresh if one.start not in taken and one.end - 1 not in taken]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))
