"""The one shape in which a task answers a learner."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from infowar_kit.say import Sayings, later, say

Verdict = Literal["right", "partly", "wrong", "noted"]
# Verdicts in words: colour is never the only sign.
VERDICT_WORDS = Sayings(
    {"right": later("Yes"), "partly": later("Partly"), "wrong": later("Not yet"), "noted": later("Noted")}
)
# The same of an answer over which the solution is laid.
YOURS_WORDS = {
    "right": later("Your answer holds: {answer}."),
    "partly": later("Your answer holds in part: {answer}."),
    "wrong": later("Your answer does not hold: {answer}."),
    "noted": later("Your answer: {answer}."),
}


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in which words are marked.

    Parameters
    ----------
    text : str
        The whole.
    words : str
        What is marked in it; empty where nothing is.
    language : str
        Of both.
    """

    text: str
    words: str
    language: str


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
    finding : str
        The kind's own name for what was found, such as ``"reversed"``: for whoever draws or counts it.
    marked : Marked, optional
        The text that the reason is about, with the words on which it hangs.
    consequence : str
        What follows from it.
    remark : str
        What a reader should know of the reason itself.
    tabled : bool
        Whether the task's summary shows it, so that it is neither listed nor spoken.
    yours : str
        What the learner answered, in words, where a solution is laid over it: `said` is then what holds, and
        `verdict` is on the learner's answer.
    """

    part: str
    verdict: Verdict
    said: str
    text: str
    rows: tuple[str, ...] = ()
    finding: str = ""
    marked: Marked | None = None
    consequence: str = ""
    remark: str = ""
    tabled: bool = False
    yours: str = ""


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
    laid : bool
        Whether it is a solution that lies over an answer: then the verdict is said part by part.
    """

    verdict: Verdict
    headline: str
    reasons: tuple[Reason, ...] = ()
    laid: bool = False

    def __str__(self) -> str:
        lines = [_sentences(head_words(self), self.headline)]
        for reason in self.reasons:
            rows = f" [{', '.join(reason.rows)}]" if reason.rows else ""
            lines.append(f"- {reason_words(reason, bare=said_once(self))}{rows}")
        return "\n".join(lines)

    def of(self, *parts: str) -> Feedback:
        """Return the same with the reasons of some parts alone."""
        return replace(self, reasons=tuple(r for r in self.reasons if r.part in parts))


def head_words(feedback: Feedback) -> str:
    """Return the verdict on the whole in a word; empty where nothing is judged."""
    return "" if feedback.laid or feedback.verdict == "noted" else VERDICT_WORDS[feedback.verdict]


def said_once(feedback: Feedback) -> bool:
    """Whether there is one reason, with the verdict of the whole: then it need not say it again."""
    return len(feedback.reasons) == 1 and feedback.reasons[0].verdict == feedback.verdict


def yours_words(reason: Reason) -> str:
    """Return what the learner answered and how it stands, where a solution is laid over it."""
    return say(YOURS_WORDS[reason.verdict], answer=reason.yours.rstrip(".")) if reason.yours else ""


def reason_words(reason: Reason, *, bare: bool = False) -> str:
    """Return a reason as sentences: verdict, what was answered, why. It may hold marks of `text.inline`.

    With `bare`, the verdict is left out: it was said before.
    """
    if reason.yours:
        head = yours_words(reason)
    else:
        head = "" if bare or reason.verdict == "noted" else VERDICT_WORDS[reason.verdict]
    between = " " if reason.said.endswith((".", "?", "!")) else ": "
    return _sentences(head, f"{reason.said}{between}{reason.text}" if reason.said else reason.text)


def _sentences(head: str, rest: str) -> str:
    # A reason that begins with the verdict's own word does not say it twice.
    if not head or rest.startswith(f"{head}."):
        return rest
    return f"{head} {rest}" if head.endswith(".") else f"{head}. {rest}"


def overall(reasons: tuple[Reason, ...] | list[Reason]) -> Verdict:
    """Return the verdict on the whole: right if all hold, wrong if none does even in part."""
    judged = [reason.verdict for reason in reasons if reason.verdict != "noted"]
    if all(verdict == "right" for verdict in judged):
        return "right"
    return "wrong" if all(verdict == "wrong" for verdict in judged) else "partly"
