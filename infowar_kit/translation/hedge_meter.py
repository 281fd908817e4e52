"""Order texts by how sure the speaker sounds, the original among them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, ClassVar

from infowar_kit.corpus.teaching_records import Key
from infowar_kit.errors import AnswerError, LookupFailed
from infowar_kit.say import Sayings, later, listed, say
from infowar_kit.tasks.feedback import Feedback, Reason, Verdict, overall
from infowar_kit.tasks.questions import Pick
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.task import PartByPart
from infowar_kit.tasks.tries import wrong as said_wrong
from infowar_kit.text import escape, first_foreign, one_line, prose
from infowar_kit.translation.methods.hedges import CERTAINTY_WORDS

ORIGINAL = "original"
_QUOTED = re.compile(r"“([^”]+)”")


class HedgeMeter(PartByPart):
    """Give each text a rank, 1 for the least sure: an answer is ``{part: rank}``.

    Only the order counts, and two texts may share a rank. A key accepts one or more levels of certainty,
    0 to 3 (see `infowar_kit.translation.methods.hedges`); its words are the text ``<task>/<part>``. The
    part named ``original`` is what the others are held against.

    Raises
    ------
    LookupFailed
        If there is no part ``original``, fewer than two others, or a level that is none.
    """

    kind: ClassVar[str] = "hedge-meter"
    alone = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if ORIGINAL not in self.parts or len(self.parts) < 3:
            raise LookupFailed(f"The task '{self.id}' needs a part '{ORIGINAL}' and at least two others.")
        self.levels = {key.part: self._levels(key) for key in self.keys}
        self.words = {key.part: self.text(key.part) for key in self.keys}

    def _levels(self, key: Key) -> tuple[int, ...]:
        known = [str(level) for level in CERTAINTY_WORDS]
        if not key.accept or any(level not in known for level in key.accept):
            raise LookupFailed(
                f"The key '{self.id}/{key.part}' accepts {list(key.accept)}. Levels are: {', '.join(known)}."
            )
        return tuple(sorted(int(level) for level in key.accept))

    @property
    def ranks(self) -> dict[int, str]:
        """Ranks to choose from, with words for the ends."""
        last = len(self.parts)
        ends = {1: say("1, least sure"), last: say("{last}, most sure", last=last)}
        return {rank: ends.get(rank, str(rank)) for rank in range(1, last + 1)}

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
        """Return the texts, each with its rank."""
        made = []
        for number, part in enumerate(self.parts, 1):
            label = say("{number}. How sure?", number=number)
            head = say("{number}. Original", number=number) if part == ORIGINAL else f"{number}."
            face = f"<p><strong>{escape(head)}</strong></p>{prose(self.words[part])}"
            line = f"{number}. {one_line(self.words[part])}"
            question = Pick(label=label, options=self.ranks, compact=True, missing=say("Choose a rank"))
            made.append(Section(part, (question,), face, (line,)))
        return tuple(made)

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Say of each text whether it stands rightly among the others; see `Task.check`."""
        given = self.read(answer) if answer else {}
        left = [str(number) for number, part in enumerate(self.parts, 1) if part not in given]
        if left:
            raise AnswerError(
                say("Give every text a rank; two may share one. Still open: {numbers}.", numbers=listed(left))
            )
        reasons = tuple(self._reason(key, given) for key in self.keys)
        return Feedback(overall(reasons), self.headline(reasons, 0), reasons)

    def headline(self, reasons: Sequence[Reason], left: int) -> str:
        """Return how many texts stand rightly."""
        right = sum(reason.verdict == "right" for reason in reasons)
        if right == len(reasons):
            return say("That is the order in which they sound sure.")
        return say("{right} of {total} stand rightly among all the others. Move the rest.",
                   right=right, total=len(reasons))  # fmt: skip

    def agrees(self, one: str, other: str, answer: Mapping[str, Any]) -> bool:
        """Whether two texts stand in an order that their levels allow."""
        given = _sign(answer[one] - answer[other])
        return given in {_sign(a - b) for a in self.levels[one] for b in self.levels[other]}

    def _reason(self, key: Key, given: Mapping[str, Any]) -> Reason:
        number = self.parts.index(key.part) + 1
        said = say("{number}. Rank {rank}", number=number, rank=given[key.part])
        wrong = [
            str(self.parts.index(other) + 1)
            for other in self.parts
            if other != key.part and not self.agrees(key.part, other, given)
        ]
        if not wrong:
            return Reason(key.part, "right", said, self.reasons[key.part], key.rows)
        verdict: Verdict = "partly" if len(wrong) < len(self.parts) - 1 else "wrong"
        finding = self._off(key.part, given)
        text = (
            say("You rank it too high beside {numbers}. Which of its words hold back?", numbers=listed(wrong))
            if finding == "too-sure"
            else say("You rank it too low beside {numbers}. Which of its words make it sound sure?",
                     numbers=listed(wrong))
        )  # fmt: skip
        return said_wrong(self, key.part, said, [finding], text, verdict=verdict)

    def _off(self, part: str, given: Mapping[str, Any]) -> str:
        """Return whether a text that stands wrongly stands rather too high or too low."""
        above = sum(
            _sign(given[part] - given[other]) - _sign(self.levels[part][0] - self.levels[other][0])
            for other in self.parts
            if other != part and not self.agrees(part, other, given)
        )
        return "too-sure" if above > 0 else "too-unsure"

    def mistakes(self) -> list[tuple[str, ...]]:
        """Return for each text the two ways in which it can stand wrongly."""
        return [(f"{part}/if/{name}",) for part in self.parts for name in ("too-sure", "too-unsure")]

    def against_original(self, part: str) -> Against:
        """Return how a text stands to the original."""
        mine, first = self.levels[part], self.levels[ORIGINAL]
        signs = {_sign(a - b) for a in mine for b in first}
        return SIGNS[signs.pop()] if len(signs) == 1 else Against.OPEN

    def solution(self) -> Feedback:
        """Return the texts from the least to the most sure, with reasons."""
        order = sorted(self.keys, key=lambda key: sum(self.levels[key.part]) / len(self.levels[key.part]))
        reasons = tuple(
            Reason(key.part, "noted", self._said(key), self.reasons[key.part], key.rows) for key in order
        )
        return Feedback("noted", say("From the least to the most sure."), reasons)

    def _said(self, key: Key) -> str:
        number = self.parts.index(key.part) + 1
        words = listed([CERTAINTY_WORDS[level] for level in self.levels[key.part]], last=say("or"))
        against = "" if key.part == ORIGINAL else f"; {self.against_original(key.part).words}"
        return f"{number}. {words}{against}"

    def right_answer(self) -> dict[str, Any]:
        """Return ranks in the order of the least level that each key accepts."""
        order = sorted({levels[0] for levels in self.levels.values()})
        return {part: order.index(self.levels[part][0]) + 1 for part in self.parts}


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
