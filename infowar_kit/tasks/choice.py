"""Choose from a few options, one or several, and be told why for each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from infowar_kit.say import later, listed, plural, say
from infowar_kit.tasks.acceptable import not_acceptable
from infowar_kit.tasks.feedback import Feedback, Reason, Verdict, quoted
from infowar_kit.tasks.questions import PickSeveral
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.task import Task
from infowar_kit.tasks.tries import row_of, wrong
from infowar_kit.text import plain

CHOSEN = "chosen"
OPTION = ("holds", "does not hold")  # findings on an option, in a solution
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

    def trouble(self) -> str:
        """Return which key is neither ``yes`` nor ``no``, or that nothing is to be left out."""
        if trouble := not_acceptable(self.id, self.keys, ("yes", "no"), most=1):
            return trouble
        every = len(self._right) == len(self.keys)
        return "Every option is right; at least one has to be left out." if every else ""

    def sections(self) -> tuple[Section, ...]:
        """Return the one question: which of the options?"""
        label = say("Choose one:") if self.single else say("Choose all that apply:")
        question = PickSeveral(label=label, options=self.options, most=int(self.single), missing=say(NOTHING))
        return (Section(CHOSEN, (question,)),)

    def nothing(self) -> str:
        """Return what is said when nothing is chosen."""
        return f"{say(NOTHING)}."

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Say what is wrong with what was chosen and left; every reason, once it holds; see `Task.check`."""
        chosen = self.read(answer)[CHOSEN]
        if set(chosen) == self._right:
            return Feedback("right", self.text("right"), tuple(self._holds(part) for part in chosen))
        extra = [self._extra(part) for part in chosen if part not in self._right]
        # What is still to find is said once nothing false is chosen: else ticking all would be the quick way.
        left = () if extra else tuple(part for part in self.options if part in self._right - set(chosen))
        reasons = (*extra, *(reason for part in left if (reason := self._left(part))))
        if self.single:
            return Feedback("wrong", say("Read why not, look again, and choose once more."), reasons)
        right = len(self._right & set(chosen))
        parts = [plural("{number} of yours is right", "{number} of yours are right", right)] * bool(right)
        if extra and right:
            parts += [plural("{number} is not", "{number} are not", len(extra))]
        elif extra:
            parts += [plural("{number} of yours is not right", "{number} of yours are not right", len(extra))]
        parts += [say("something that is right is not chosen yet")] * bool(left)
        found = listed(parts, last=say("and"))
        return Feedback("partly" if right else "wrong", say("{found}. Try again.", found=found), reasons)

    def _holds(self, part: str) -> Reason:
        words = quoted(plain(self.text(part)))
        return Reason(part, "right", words, self.reasons[part], self.key(part).rows)

    def _extra(self, part: str) -> Reason:
        reason = wrong(self, CHOSEN, quoted(plain(self.text(part))), [part], say("That does not hold."))
        return replace(reason, part=part)

    def _left(self, part: str) -> Reason | None:
        text = row_of(self, CHOSEN, f"unless/{part}")
        return Reason(part, "partly", "", text, finding="left") if text else None

    def mistakes(self) -> list[tuple[str, ...]]:
        """Return every option that does not hold, and where several hold, each that may be left."""
        extra: list[tuple[str, ...]] = [
            (f"{CHOSEN}/if/{part}",) for part in self.options if part not in self._right
        ]
        left: list[tuple[str, ...]] = [
            (f"{CHOSEN}/unless/{part}",) for part in self.options if part in self._right
        ]
        return extra if self.single else extra + left

    def laid_over(self, answers: Mapping[str, Any], *parts: str) -> Feedback:
        """Return every option with its reason, and whether it was chosen."""
        solution = self.solution()
        if not answers:
            return solution
        chosen = self.read(answers)[CHOSEN]
        reasons = tuple(
            replace(
                reason,
                verdict=self._own_verdict(reason.part, chosen),
                said="",
                yours=self._yours(reason.part, chosen),
            )
            for reason in solution.reasons
        )
        return Feedback(self.check(answers).verdict, solution.headline, reasons, laid=True)

    def _own_verdict(self, part: str, chosen: Collection[str]) -> Verdict:
        if self.single and part not in chosen:
            return "noted"  # who may choose one has left nothing out
        return "right" if (part in chosen) == (part in self._right) else "wrong"

    def _yours(self, part: str, chosen: Collection[str]) -> str:
        # An option may be a statement or an example: that it holds could be heard as that it is true.
        words, holds = plain(self.text(part)).rstrip("."), part in self._right
        if part in chosen:
            return (
                say("You rightly chose “{words}”.", words=words)
                if holds
                else say("You chose “{words}”, and it is one to leave out.", words=words)
            )
        if self.single:
            return self._said(part)
        return (
            say("You left out “{words}”, and it is one to choose.", words=words)
            if holds
            else say("You rightly left out “{words}”.", words=words)
        )

    def solution(self) -> Feedback:
        """Return every option with its reason: those that hold first."""
        ordered = sorted(self.keys, key=lambda key: key.part not in self._right)
        reasons = tuple(
            Reason(
                key.part,
                "noted",
                self._said(key.part),
                self.reasons[key.part],
                key.rows,
                OPTION[key.part not in self._right],
            )
            for key in ordered
        )
        return Feedback("noted", self.text("right"), reasons)

    def _said(self, part: str) -> str:
        words = plain(self.text(part)).rstrip(".")
        return (
            say("“{words}” is one to choose.", words=words)
            if part in self._right
            else say("“{words}” is one to leave out.", words=words)
        )

    def right_answer(self) -> dict[str, Any]:
        """Return the options that hold."""
        return {CHOSEN: [part for part in self.options if part in self._right]}

    def is_complete(self, answer: Mapping[str, Any]) -> bool:
        """Whether something was chosen."""
        return bool(answer.get(CHOSEN))
