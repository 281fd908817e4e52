"""The one shape in which a task answers a learner."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from infowar_kit.say import Sayings, in_quotes, later, listed, say

Verdict = Literal["right", "partly", "wrong", "noted"]
# Verdicts in words: colour is never the only sign.
VERDICT_WORDS = Sayings(
    {"right": later("Yes"), "partly": later("Partly"), "wrong": later("Not yet"), "noted": later("Noted")}
)
# What was answered, as a sentence; with what it is about, and without.
ANSWERED = (later("{about}: {answer}."), later("You answered {answer}."))
HOLDS = (later("{about}, what holds is {answer}."), later("What holds is {answer}."))
# The same of an answer over which the solution is laid.
YOURS = {
    "right": (
        later("{about}, you answered {answer}, and that holds."),
        later("You answered {answer}, and that holds."),
    ),
    "partly": (
        later("{about}, you answered {answer}, and that holds in part."),
        later("You answered {answer}, and that holds in part."),
    ),
    "wrong": (
        later("{about}, you answered {answer}, and that does not hold."),
        later("You answered {answer}, and that does not hold."),
    ),
    "noted": ANSWERED,
}
# Where the answer is a sentence itself.
OVER = {
    "right": later("{answer} That holds."),
    "partly": later("{answer} That holds in part."),
    "wrong": later("{answer} That does not hold."),
    "noted": later("{answer}"),
}
# What stands at the end of a sentence, or before one that it leads to.
ENDS = (".", "?", "!", ":", "…")


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
        What the learner answered there, in words; where nothing is judged, what holds. A phrase, such as
        ``“likely” and “named”``, of which a sentence is made, or a sentence of its own.
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
        `verdict` is on the learner's answer. A phrase, or a sentence that says how it stands.
    about : str
        What the phrase is about, as a sentence begins: ``At 3``.
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
    about: str = ""


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
    """Whether all that is told has the verdict of the whole: then it need not say it again."""
    told = [reason for reason in feedback.reasons if not reason.tabled]
    return bool(told) and all(reason.verdict == feedback.verdict for reason in told)


def quoted(*answers: str, last: str = "") -> str:
    """Return answers in quotation marks, with "and" or `last` before the last one."""
    return listed([in_quotes(answer.rstrip(".")) for answer in answers], last=last or say("and"))


def at(number: object) -> str:
    """Return how a sentence on the question with a number begins."""
    return say("At {number}", number=number)


def yours_words(reason: Reason) -> str:
    """Return what the learner answered and how it stands, where a solution is laid over it."""
    return _sentence(YOURS[reason.verdict], reason.about, reason.yours)


def over_words(reason: Reason) -> str:
    """Return what was answered, to be laid under a solution: a phrase, or a sentence with its verdict."""
    if reason.said.endswith(ENDS):
        return say(OVER[reason.verdict], answer=reason.said)
    return reason.said


def said_words(reason: Reason) -> str:
    """Return what was answered, or what holds, as a sentence; what the answer over it says is left out."""
    if reason.yours:
        return "" if reason.said == reason.yours else _sentence(HOLDS, "", reason.said)
    if reason.said and reason.said in reason.text:  # the reason names the answer itself
        return say("{about}:", about=reason.about) if reason.about else ""
    return _sentence(HOLDS if reason.verdict == "noted" else ANSWERED, reason.about, reason.said)


def reason_words(reason: Reason, *, bare: bool = False) -> str:
    """Return a reason as sentences: verdict, what was answered, why. It may hold marks of `text.inline`.

    With `bare`, the verdict is left out: it was said before.
    """
    if reason.yours:
        head = yours_words(reason)
    else:
        head = "" if bare or reason.verdict == "noted" else VERDICT_WORDS[reason.verdict]
    return _sentences(head, " ".join(filter(None, (said_words(reason), reason.text))))


def spoken(feedback: Feedback) -> str:
    """Return what a screen reader says of feedback; what a summary shows is left to it. It may hold marks."""
    bare = said_once(feedback)
    told = [reason_words(reason, bare=bare) for reason in feedback.reasons if not reason.tabled]
    return " ".join([_sentences(head_words(feedback), feedback.headline), *told])


def _sentence(forms: tuple[str, str], about: str, answer: str) -> str:
    if not answer or answer.endswith(ENDS):
        return answer
    return say(forms[0], about=about, answer=answer) if about else say(forms[1], answer=answer)


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
