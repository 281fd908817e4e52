"""How sure one was, and how often right: a pure function of the record, for the task and for the map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from infowar_kit.say import Sayings, later, say
from infowar_kit.tasks.tries import verdicts

if TYPE_CHECKING:
    from infowar_kit.tasks.task import Task

# The field of a part in which a kind asks for it, and what may be answered; the surest last.
FIELD = "sure"
SURENESS = Sayings({"guess": later("a guess"), "fairly": later("fairly sure"), "very": later("very sure")})
Counts = dict[str, tuple[int, int]]


def sureness(task: Task, history: Iterable[tuple[str, Mapping[str, Any]]]) -> Counts:
    """Return for each word how often it was right at the first try, and how often it was said.

    Parameters
    ----------
    task : Task
        The task.
    history : iterable of (str, mapping)
        What was done, oldest first; see `infowar_kit.tasks.tries.first_tries`.

    Returns
    -------
    dict
        ``{"very": (2, 5)}``: very sure five times, right twice. Words that were not said are left out.
    """
    counts: Counts = {}
    seen: set[str] = set()
    for kind, content in history:
        if kind == "shown":
            parts = content.get("parts")
            seen |= set(map(str, parts)) if isinstance(parts, list) else {one.part for one in task.sections()}
        if kind != "answer":
            continue
        found = verdicts(task, content)
        for part in found.keys() - seen:
            given = content.get(part)
            word = given.get(FIELD) if isinstance(given, Mapping) else None
            if isinstance(word, str) and word in SURENESS:
                right, of = counts.get(word, (0, 0))
                counts[word] = right + (found[part] == "right"), of + 1
        seen |= found.keys()
    return {word: counts[word] for word in SURENESS if word in counts}


def added(many: Iterable[Counts]) -> Counts:
    """Return the counts of several tasks together."""
    total: Counts = {}
    for counts in many:
        for word, (right, of) in counts.items():
            before = total.get(word, (0, 0))
            total[word] = before[0] + right, before[1] + of
    return {word: total[word] for word in SURENESS if word in total}


def sureness_words(counts: Counts) -> str:
    """Return counts in a sentence.

    ``Your first tries – very sure: right 2 of 5; a guess: right 1 of 1.``
    """
    if not counts:
        return ""
    one = [
        say("{word}: right {right} of {of}", word=SURENESS[word], right=right, of=of)
        for word, (right, of) in reversed(counts.items())
    ]
    return say("Your first tries – {counts}.", counts="; ".join(one))
