"""Tries that teach: the one policy of what a wrong answer is told, and what "show me" shows.

**First and second try**: what is wrong with *this* answer, without the key. The reason is a row of the
event's texts, ``TASK/PART/if/VALUE`` for a value that was chosen, ``TASK/PART/if/FINDING`` for a kind of
mistake, ``TASK/PART/unless/VALUE`` for what should have been ticked; where there is none, the kind's own
sentence on what was answered. **Then** *Show me* lays the whole reasoning, ``TASK/PART/reason``, over the
learner's own answer. What counts in the record is the first try.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from infowar_kit.errors import KitError
from infowar_kit.tasks.feedback import ENDS, Feedback, Marked, Reason, Verdict, over_words, overall

if TYPE_CHECKING:
    from infowar_kit.tasks.task import Task

# Tries that are the learner's own before "show me" is offered.
TRIES = 2
# A verdict that is as good as none: nothing was judged, or the answer was shown before it was given.
UNJUDGED: Verdict = "noted"


def row_of(task: Task, part: str, *names: object) -> str:
    """Return the first of the rows ``TASK/PART/NAME`` that there is; empty if there is none."""
    return next((text for name in names if (text := task.optional(f"{part}/{name}"))), "")


def wrong(
    task: Task,
    part: str,
    said: str,
    names: Sequence[object],
    otherwise: str,
    *,
    verdict: Verdict = "wrong",
    rows: tuple[str, ...] = (),
    finding: str = "",
    marked: Marked | None = None,
    about: str = "",
) -> Reason:
    """Return what is said of an answer that does not hold; the key is not told.

    Parameters
    ----------
    task : Task
        The task.
    part : str
        What was answered.
    said : str
        The answer in words.
    names : sequence of str
        Values and kinds of mistake that may have a row of their own, the most particular first.
    otherwise : str
        What is said where none has. It has to depend on what was answered.
    verdict, rows, finding, marked, about
        As in `Reason`. Rows are those that do not give the key away.
    """
    text = row_of(task, part, *(f"if/{name}" for name in names)) or otherwise
    return Reason(part, verdict, said, text, rows, finding or str(names[-1]), marked, about=about)


def missing(task: Task) -> list[tuple[str, ...]]:
    """Return the kinds of mistake of a task for which no row says why; each as the rows that would do."""
    prefix = f"{task.id}/"
    return [
        tuple(prefix + name for name in names)
        for names in task.mistakes()
        if not any(task.optional(name) for name in names)
    ]


def laid_over(solution: Feedback, checked: Feedback | None) -> Feedback:
    """Return a solution with what was answered, and how that was judged, at each of its reasons."""
    if checked is None:
        return solution
    reasons: list[Reason] = []
    for part in dict.fromkeys(reason.part for reason in solution.reasons):
        shown = [reason for reason in solution.reasons if reason.part == part]
        own = [reason for reason in checked.reasons if reason.part == part and reason.verdict != UNJUDGED]
        if len(own) > len(shown):
            shown[0], own = _over(shown[0], own), []
        for reason, mine in zip_longest(shown, own):
            reasons.append(_over(reason, [mine]) if mine else reason)
    return Feedback(checked.verdict, solution.headline, tuple(reasons), laid=True)


def _over(reason: Reason, own: Sequence[Reason]) -> Reason:
    # What the learner said in a sentence that the solution says too is not said twice.
    shown = "" if reason.said.endswith(ENDS) and any(one.said == reason.said for one in own) else reason.said
    yours = " ".join(dict.fromkeys(over_words(one) for one in own if one.said))
    about = next((one.about for one in own if one.about), reason.about)
    return replace(reason, verdict=overall(list(own)), said=shown, yours=yours, about=about)


def verdicts(task: Task, answer: Mapping[str, Any]) -> dict[str, Verdict]:
    """Return what is found on each part of one try; on the whole, where parts are not judged apart."""
    try:
        feedback = task.check(answer)
    except KitError:
        return {}
    if not task.apart:
        first = task.sections()[0].part
        return {first: feedback.verdict} if feedback.verdict != UNJUDGED else {}
    found = {}
    for part in answer:
        own = [one for one in feedback.reasons if one.part == part and one.verdict != UNJUDGED]
        if feedback.verdict != UNJUDGED and len(answer) == 1:
            # Of one part the whole is known too: what is right in it may not be all that there is to find.
            found[part] = feedback.verdict
        elif own:
            found[part] = overall(own)
    return found


def first_tries(task: Task, history: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, Verdict]:
    """Return the verdict on the first try at each part.

    Parameters
    ----------
    task : Task
        The task.
    history : iterable of (str, mapping)
        What was done, oldest first: ``("answer", {part: value})`` and ``("shown", {"parts": [part, …]})``.

    Returns
    -------
    dict
        By part. What was shown before it was tried is ``"noted"``: no try was left.
    """
    found: dict[str, Verdict] = {}
    for kind, content in history:
        if kind == "shown":
            parts = content.get("parts")
            known = [section.part for section in task.sections()]
            shown = [part for part in parts if part in known] if isinstance(parts, list) else known
            for part in shown if task.apart else known[:1]:
                found.setdefault(part, UNJUDGED)
        elif kind == "answer":
            for part, verdict in verdicts(task, content).items():
                found.setdefault(part, verdict)
    return found
