"""One judgement on a learner's path."""

from __future__ import annotations

from dataclasses import dataclass

from infowar_kit.tasks.feedback import Verdict


@dataclass(frozen=True, slots=True)
class Point:
    """One judgement on the path: what the learner said and what the evidence bore out."""

    part: str
    claim: str
    moment: str
    said: int | None
    sure: str
    accepted: tuple[int, ...]
    reason: str
    rows: tuple[str, ...]
    shown: bool = False

    @property
    def told(self) -> bool:
        """Whether what was justified may be shown: it was met, or asked for."""
        return self.shown or self.verdict == "right"

    @property
    def verdict(self) -> Verdict:
        """Finding on this judgement."""
        if self.said is None:
            return "noted"
        return "right" if self.said in self.accepted else "wrong"
