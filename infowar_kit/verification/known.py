"""What can be known of a source before its letter is asked: lines from its row, or a text of the task."""

from __future__ import annotations

from infowar_kit.corpus.records import Source
from infowar_kit.errors import LookupFailed
from infowar_kit.say import later, say
from infowar_kit.tasks.task import Task

# Column of `sources` and what stands before it.
HEADS = {
    "kind_basis": later("What it is: {words}."),
    "affiliation_basis": later("Where it stands: {words}."),
    "state_control_basis": later("State or owner behind it: {words}."),
}


def known_of(task: Task, part: str, source: Source) -> list[str]:
    """Return what is known of a source, a line each.

    The text ``PART/known`` says it where the row would give the answer away, one line a line; else the row of
    the source does. What two columns say alike is said once.
    """
    try:
        return task.text(f"{part}/known").removeprefix("- ").split("\n- ")
    except LookupFailed:
        pass
    lines: dict[str, str] = {}
    for column, head in HEADS.items():
        words = str(getattr(source, column)).strip().rstrip(".")
        if words and not any(words in before or before in words for before in lines):
            lines[words] = say(head, words=words)
    return list(lines.values())
