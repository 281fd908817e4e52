"""Choose from a few options, one or several, and be told why for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from infowar_kit.errors import AnswerError
from infowar_kit.tasks.feedback import Feedback, Reason, Verdict
from infowar_kit.tasks.task import Task
from infowar_kit.text import plain


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

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Say of each chosen option why it holds or not; see `Task.check`."""
        chosen = self._chosen(answer)
        reasons = tuple(self._reason(part, chosen) for part in chosen)
        if set(chosen) == self._right:
            return Feedback("right", self.text("right"), reasons)
        if set(chosen) & self._right:
            missing = len(self._right - set(chosen))
            extra = len(set(chosen) - self._right)
            parts = [f"{missing} more to find"] * bool(missing)
            parts += [f"{extra} chosen that {'does' if extra == 1 else 'do'} not hold"] * bool(extra)
            return Feedback("partly", f"{' and '.join(parts).capitalize()}. Try again.", reasons)
        return Feedback("wrong", "Read the reason, look again, and try once more.", reasons)

    def _chosen(self, answer: Mapping[str, Any]) -> list[str]:
        chosen = answer.get("chosen")
        if not isinstance(chosen, list | tuple):
            raise AnswerError('An answer to a choice is {"chosen": [option, …]}.')
        if not chosen:
            raise AnswerError("Nothing is chosen yet. Choose an option, then check.")
        for part in chosen:
            self.key(part)
        if len(set(chosen)) < len(chosen):
            raise AnswerError("An option is chosen twice. Choose each at most once.")
        if self.single and len(chosen) > 1:
            raise AnswerError("Choose one option only.")
        return [key.part for key in self.keys if key.part in chosen]

    def _reason(self, part: str, chosen: list[str]) -> Reason:
        key = self.key(part)
        holds: Verdict = "right" if (part in self._right) == (part in chosen) else "wrong"
        return Reason(part, holds, plain(self.text(part)), self.reasons[part], key.rows)

    def solution(self) -> Feedback:
        """Return every option with its reason."""
        right = sorted(self._right)
        reasons = tuple(self._reason(key.part, right) for key in self.keys if key.part in self._right)
        others = tuple(
            Reason(key.part, "wrong", plain(self.text(key.part)), self.reasons[key.part], key.rows)
            for key in self.keys
            if key.part not in self._right
        )
        return Feedback("noted", self.text("right"), reasons + others)

    def is_complete(self, answer: Mapping[str, Any]) -> bool:
        """Whether something was chosen."""
        return bool(answer.get("chosen"))

    def lines(self) -> list[str]:
        """Return the options as a list."""
        return [f"( ) {plain(text)}" for text in self.options.values()]
