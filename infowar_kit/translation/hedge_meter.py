"""Say of texts whose word a statement is, and apart from it how sure the speaker sounds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import Any, ClassVar

from infowar_kit.corpus.teaching_records import Key
from infowar_kit.errors import LookupFailed
from infowar_kit.say import Sayings, later, say
from infowar_kit.tasks.feedback import Feedback, Reason, at, quoted
from infowar_kit.tasks.questions import Pick, Question
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.task import PartByPart
from infowar_kit.tasks.tries import wrong
from infowar_kit.text import escape, first_foreign, one_line, prose

ORIGINAL = "original"
_QUOTED = re.compile(r"“([^”]+)”")

# Whose word it is, as the words shown give it.
VOICE_WORDS = Sayings(
    {
        "own": later("the speaker’s own: nothing gives it to anybody else"),
        "unnamed": later("somebody else’s, who is not named"),
        "named": later("somebody else’s, who is named"),
    }
)
VOICES = tuple(f"voice-{name}" for name in VOICE_WORDS)
# How sure the speaker sounds that it is so. Four levels, in a word and in full.
LEVEL_SHORT = Sayings({0: later("doubts"), 1: later("leaves open"), 2: later("likely"), 3: later("states")})
LEVEL_WORDS = Sayings(
    {
        0: later("doubts it, or keeps a distance"),
        1: later("leaves it open, and only passes it on"),
        2: later("holds it likely"),
        3: later("states it, or takes it for true"),
    }
)


class HedgeMeter(PartByPart):
    """Say of each text how sure it sounds, and whose word it is: ``{part: {"voice": …, "sure": level}}``.

    A key accepts one or more levels of sureness, 0 to 3; where its column ``speaker`` says whose word the
    text is (``own``, ``unnamed`` or ``named``), that is asked too, as a question of its own. The words are
    the text ``<task>/<part>``. The part named ``original`` is what the others are held against.

    Raises
    ------
    LookupFailed
        If there is no part ``original``, fewer than two others, or a level or a voice that is none.
    """

    kind: ClassVar[str] = "hedge-meter"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if ORIGINAL not in self.parts or len(self.parts) < 3:
            raise LookupFailed(f"The task '{self.id}' needs a part '{ORIGINAL}' and at least two others.")
        self.levels = {key.part: self._levels(key) for key in self.keys}
        self.voices = {key.part: self._voice(key) for key in self.keys}
        self.words = {key.part: self.text(key.part) for key in self.keys}

    def _levels(self, key: Key) -> tuple[int, ...]:
        known = [str(level) for level in LEVEL_WORDS]
        if not key.accept or any(level not in known for level in key.accept):
            raise LookupFailed(
                f"The key '{self.id}/{key.part}' accepts {list(key.accept)}. Levels are: {', '.join(known)}."
            )
        return tuple(sorted(int(level) for level in key.accept))

    def _voice(self, key: Key) -> str:
        if key.speaker and key.speaker not in VOICE_WORDS:
            raise LookupFailed(
                f"The key '{self.id}/{key.part}' has the speaker '{key.speaker}'. Whose word a text is: "
                f"{', '.join(VOICE_WORDS)}; or empty, where it is not asked."
            )
        return key.speaker

    def quoted(self, part: str) -> tuple[str, str]:
        """Return the foreign or quoted words of a text with their language; both empty where there are none.

        They are the rendering that the key names, else what stands marked or in quotation marks in its text.
        """
        named = self.key(part).named("renderings")
        if named:
            rendering = self.corpus.get("renderings", named[0])
            return rendering.text, rendering.language
        marked = first_foreign(self.words[part])
        if marked:
            return marked
        found = _QUOTED.search(self.words[part])
        return (found[1], "en") if found else ("", "")

    def took_from(self, part: str, before: str) -> bool:
        """Whether a step of `relays` leads from one text's item to the other's: are they links of a chain?"""
        givers = self.key(before).named("items")
        return any(
            relay.giver_item in givers
            for item in self.key(part).named("items")
            for relay in self.corpus.relays_into_item(item)
        )

    # What is asked

    def sections(self) -> tuple[Section, ...]:
        """Return the texts, each with whose word it is, where that is asked, and how sure it sounds."""
        return tuple(self._section(part, number) for number, part in enumerate(self.parts, 1))

    def _section(self, part: str, number: int) -> Section:
        head = say("{number}. Original", number=number) if part == ORIGINAL else f"{number}."
        sure = Pick(
            label=say("{number}. How sure?", number=number), field=("sure",), options=_levels(),
            compact=True, missing=say("Choose how sure it sounds"),
        )  # fmt: skip
        questions: tuple[Question, ...] = (sure,)
        if self.voices[part]:
            voice = Pick(
                label=say("{number}. Whose word?", number=number), field=("voice",), options=VOICE_WORDS,
                compact=True, missing=say("Choose whose word it is"),
            )  # fmt: skip
            questions = (voice, sure)
        between = "</p><p>" if part == ORIGINAL else " "
        words = prose(self.words[part]).removeprefix("<p>")
        face = f"<p><strong>{escape(head)}</strong>{between}{words}"
        return Section(part, questions, face, (f"{number}. {one_line(self.words[part])}",))

    # What comes back

    def judge(self, part: str, value: Any) -> Sequence[Reason]:
        """Hold whose word, and how sure, each against what the words bear out: one reason on both."""
        off = [*self._voice_off(part, value), *self._sure_off(part, value)]
        said = self._answered(part, value)
        if not off:
            return [
                Reason(part, "right", said, self.reasons[part], self.key(part).rows, about=self._about(part))
            ]
        text = " ".join(one.text for one in off)
        half = len(off) < len(self.section(part).questions)
        if half:
            voice_off = off[0].finding in VOICES
            held = (
                say("How sure it sounds is right; whose word it is is not.")
                if voice_off
                else say("Whose word it is is right; how sure it sounds is not.")
            )
            text = f"{held} {text}"
        return [
            replace(
                off[0], verdict="partly" if half else "wrong", said=said, text=text, about=self._about(part)
            )
        ]

    def _voice_off(self, part: str, value: Mapping[str, Any]) -> list[Reason]:
        if not self.voices[part] or value["voice"] == self.voices[part]:
            return []
        look = say("Is there a name, a “they say”, or nothing of the kind? Look for the words that say so.")
        return [wrong(self, part, "", [f"voice-{value['voice']}"], look)]

    def _sure_off(self, part: str, value: Mapping[str, Any]) -> list[Reason]:
        level, levels = value["sure"], self.levels[part]
        if level in levels:
            return []
        words, too_sure = LEVEL_SHORT[level], level > max(levels)
        look = (
            say("“{level}” is too sure for it. Which of its words hold back?", level=words)
            if too_sure
            else say("It sounds surer than “{level}”. Which words make it so, or lack?", level=words)
        )
        finding = "too-sure" if too_sure else "too-unsure"
        return [wrong(self, part, "", [f"sure-{level}", finding], look)]

    def _answered(self, part: str, value: Mapping[str, Any]) -> str:
        voice = [VOICE_WORDS[value["voice"]]] if self.voices[part] else []
        return quoted(*voice, LEVEL_WORDS[value["sure"]])

    def _about(self, part: str) -> str:
        return at(self.parts.index(part) + 1)

    def mistakes(self) -> list[tuple[str, ...]]:
        """Return for each text the ways in which sureness can be misread, and the voices it has not."""
        found: list[tuple[str, ...]] = []
        for part, levels in self.levels.items():
            found += [(f"{part}/if/too-sure",)] * (max(levels) < max(LEVEL_WORDS))
            found += [(f"{part}/if/too-unsure",)] * (min(levels) > min(LEVEL_WORDS))
            voice = self.voices[part]
            found += [(f"{part}/if/voice-{other}",) for other in VOICE_WORDS if voice and other != voice]
        return found

    def against_original(self, part: str) -> Against:
        """Return how a text stands to the original."""
        mine, first = self.levels[part], self.levels[ORIGINAL]
        signs = {_sign(a - b) for a in mine for b in first}
        return SIGNS[signs.pop()] if len(signs) == 1 else Against.OPEN

    def solution(self) -> Feedback:
        """Return the texts from the least to the most sure, with reasons."""
        order = sorted(self.keys, key=lambda key: sum(self.levels[key.part]) / len(self.levels[key.part]))
        reasons = tuple(
            Reason(
                key.part, "noted", self._said(key), self._beside(key), key.rows, about=self._about(key.part)
            )
            for key in order
        )
        return Feedback("noted", say("How sure each text sounds."), reasons)

    def _said(self, key: Key) -> str:
        levels = quoted(*(LEVEL_WORDS[level] for level in self.levels[key.part]), last=say("or"))
        voice = [quoted(VOICE_WORDS[self.voices[key.part]])] if self.voices[key.part] else []
        return say("{voice}, and for how sure, {levels}", voice=voice[0], levels=levels) if voice else levels

    def _beside(self, key: Key) -> str:
        """Return the reason, with how sure the text sounds beside the original."""
        reason = self.reasons[key.part]
        if key.part == ORIGINAL:
            return reason
        return f"{say('It is {against}.', against=self.against_original(key.part).words)} {reason}"

    def right_answer(self) -> dict[str, Any]:
        """Return the voice and the least level that each key accepts."""
        return {part: self._right(part) for part in self.parts}

    def _right(self, part: str) -> dict[str, Any]:
        sure: dict[str, Any] = {"sure": self.levels[part][0]}
        return {"voice": self.voices[part], **sure} if self.voices[part] else sure


class Against(Enum):
    """How sure a text sounds beside the original."""

    SURER = "surer"
    AS_SURE = "as sure"
    LESS_SURE = "less sure"
    OPEN = "open"

    @property
    def words(self) -> str:
        """The same in words."""
        return AGAINST_WORDS[self]


SIGNS = {1: Against.SURER, 0: Against.AS_SURE, -1: Against.LESS_SURE}
AGAINST_WORDS = Sayings(
    {
        Against.SURER: later("surer than the original"),
        Against.LESS_SURE: later("less sure than the original"),
        Against.AS_SURE: later("as sure as the original"),
        Against.OPEN: later("close to the original; it can be argued"),
    }
)


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)


def _levels() -> dict[int, str]:
    """Return the levels as they are chosen: with the number, which a key types."""
    return {level: f"{level}: {words}" for level, words in LEVEL_WORDS.items()}
