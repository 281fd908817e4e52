"""Answer in words of one's own: noted and never judged, with what to look for beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from infowar_kit.say import say
from infowar_kit.tasks.feedback import Feedback, Reason
from infowar_kit.tasks.questions import Text
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.task import PartByPart
from infowar_kit.text import inline, plain

MOST = 2_000  # characters


class OwnWords(PartByPart):
    """Write an answer: ``{part: text}``. There is no key; what comes back is what to look for.

    It is for what no key can know, such as what a learner found on the web today. The text goes into the
    learner's record and nowhere else.
    """

    kind: ClassVar[str] = "own-words"

    def sections(self) -> tuple[Section, ...]:
        """Return a field of text for each part."""
        return tuple(
            Section(
                part,
                (Text(label=say("In your own words:"), most=MOST, missing=say("Write a few words")),),
                face=f"<p>{inline(self.text(part))}</p>",
                lines=(plain(self.text(part)),),
            )
            for part in self.parts
        )

    def nothing(self) -> str:
        """Return what is said when nothing is written."""
        return say("Nothing is written yet. Write a few words, or leave this task out.")

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Note what was written; see `Task.check`."""
        return replace(super().check(answer), verdict="noted")

    def judge(self, part: str, value: Any) -> Sequence[Reason]:
        """Note what was written, and say what to look for."""
        return [Reason(part, "noted", "", self.reasons[part], self.key(part).rows)]

    def headline(self, reasons: Sequence[Reason], left: int) -> str:
        """Return that the answer is kept."""
        return say("Your words are kept in your record. Nobody checks them; compare them with this:")

    def solution(self) -> Feedback:
        """Return what to look for, part by part."""
        reasons = tuple(
            Reason(part, "noted", "", self.reasons[part], self.key(part).rows) for part in self.parts
        )
        return Feedback("noted", say("What to look for."), reasons)

    def right_answer(self) -> dict[str, Any]:
        """Return an example for each part: there is no right answer, and this is one that would do."""
        return {part: self.text(f"{part}/example") for part in self.parts}
