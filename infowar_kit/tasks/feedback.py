"""The one shape in which a task answers a learner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["right", "partly", "wrong", "noted"]
# Verdicts in words: colour is never the only sign.
VERDICT_WORDS: dict[Verdict, str] = {
    "right": "Yes",
    "partly": "Partly",
    "wrong": "Not yet",
    "noted": "Noted",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one part of an answer holds or does not.

    Parameters
    ----------
    part : str
        Part of the task that it is about.
    verdict : str
        Finding on that part.
    said : str
        What the learner answered there, in words.
    text : str
        The reason.
    rows : tuple of str
        Rows of the corpus on which the reason rests, as ``table:id``.
    """

    part: str
    verdict: Verdict
    said: str
    text: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a task says to an answer.

    Parameters
    ----------
    verdict : str
        Finding on the whole.
    headline : str
        One sentence.
    reasons : tuple of Reason
        Part by part.
    """

    verdict: Verdict
    headline: str
    reasons: tuple[Reason, ...] = ()

    def __str__(self) -> str:
        lines = [f"{VERDICT_WORDS[self.verdict]}. {self.headline}"]
        for reason in self.reasons:
            rows = f" [{', '.join(reason.rows)}]" if reason.rows else ""
            said = f"{reason.said}: " if reason.said else ""
            lines.append(f"- {VERDICT_WORDS[reason.verdict]}. {said}{reason.text}{rows}")
        return "\n".join(lines)
