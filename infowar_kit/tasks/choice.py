"""Choose from a few options, one or several, and be told why for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from infowar_kit.say import later, listed, plural, say
from infowar_kit.tasks.feedback import Feedback, Reason, Verdict
from infowar_kit.tasks.questions import PickSeveral
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.task import Task
from infowar_kit.text import plain

CHOSEN = "chosen"
NOTHING = later("Nothing is chosen yet. Choose an option, then check")


class Choice(Task):
    """A choice: an answer is ``{"chosen": [option, …]}``.

    An option's key accepts ``yes`` (it belongs to the answer) or ``no``. Where exactly one option is
    ``yes`` the learner picks one, otherwise any number.
    """

    kind: ClassVar[str] = "choice"

    @property
    def options(self) -> dict[str, str]:
        """Text of each option, in order."""
        return {key.part: self.text(key.part) for key in self.keys}

    @property
    def single(self) -> bool:
        """Whether one option is to be picked."""
        return len(self._right) == 1

    @property
    def _right(self) -> frozenset[str]:
        return frozenset(key.part for key in self.keys if "yes" in key.accept)

    def sections(self) -> tuple[Section, ...]:
        """Return the one question: which of the options?"""
        label = say("Choose one:") if self.single else say("Choose all that hold:")
        question = PickSeveral(label=label, options=self.options, most=int(self.single), missing=say(NOTHING))
        return (Section(CHOSEN, (question,)),)

    def nothing(self) -> str:
        """Return what is said when nothing is chosen."""
        return f"{say(NOTHING)}."

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Say of each chosen option why it holds or not; see `Task.check`."""
        chosen = self.read(answer)[CHOSEN]
        reasons = tuple(self._reason(part, chosen) for part in chosen)
        if set(chosen) == self._right:
            return Feedback("right", self.text("right"), reasons)
        if set(chosen) & self._right:
            missing = len(self._right - set(chosen))
            extra = len(set(chosen) - self._right)
            parts = [plural("{number} more to find", "{number} more to find", missing)] * bool(missing)
            parts += [
                plural("{number} chosen that does not hold", "{number} chosen that do not hold", extra)
            ] * bool(extra)
            found = listed(parts, last=say("and"))
            return Feedback("partly", say("{found}. Try again.", found=found), reasons)
        return Feedback("wrong", say("Read the reason, look again, and try once more."), reasons)

    def _reason(self, part: str, chosen: list[str]) -> Reason:
        key = self.key(part)
        holds: Verdict = "right" if (part in self._right) == (part in chosen) else "wrong"
        return Reason(part, holds, plain(self.text(part)), self.reasons[part], key.rows)

    def solution(self) -> Feedback:
        """Return every option with its reason: those that hold first."""
        ordered = sorted(self.keys, key=lambda key: key.part not in self._right)
        reasons = tuple(
            Reason(
                key.part, "right" if key.part in self._right else "wrong", plain(self.text(key.part)),
                self.reasons[key.part], key.rows,
            )
            for key in ordered
        )  # fmt: skip
        return Feedback("noted", self.text("right"), reasons)

    def right_answer(self) -> dict[str, Any]:
        """Return the options that hold."""
        return {CHOSEN: [part for part in self.options if part in self._right]}

    def is_complete(self, answer: Mapping[str, Any]) -> bool:
        """Whether something was chosen."""
        return bool(answer.get(CHOSEN))
