"""Whether a lesson still holds the task cells that its rows promise: each once, and in their order."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

from infowar_kit.corpus import Corpus, load
from infowar_kit.errors import KitError
from infowar_kit.workspace.cutting import promised
from infowar_kit.workspace.lessons import event_of

_TASK = re.compile(r"""^[^#\n]*\bkit\.task\(\s*["']([^"'\n]+)["']""", re.MULTILINE)


def task_cells(notebook: Path) -> list[tuple[int, str]]:
    """Return the tasks that a notebook shows, each with the number of its code cell, from 1."""
    cells = json.loads(notebook.read_bytes())["cells"]
    sources = ["".join(cell.get("source", "")) for cell in cells if cell.get("cell_type") == "code"]
    return [(number, slug) for number, text in enumerate(sources, 1) for slug in _TASK.findall(text)]


def named_tasks(notebook: Path) -> tuple[str, ...]:
    """Return the tasks that the head of a lesson names; none where it is the head of all of it."""
    cells = json.loads(notebook.read_bytes())["cells"]
    sources = ["".join(cell.get("source", "")) for cell in cells if cell.get("cell_type") == "code"]
    return next((found for text in sources if (found := promised(text))), ())


def misplaced(notebook: Path) -> str:
    """Say which task cell is gone, doubled or out of order; empty where all is well.

    A notebook that no lesson's row names promises nothing. Practice may be left out. A head that names tasks,
    such as ``kit.lesson("01", "hour-not-known")``, promises these alone.
    """
    event = event_of(notebook.parent)
    try:
        corpus = _corpus(str(event) if event else None)
        found = task_cells(notebook)
        named = named_tasks(notebook)
    except (KitError, OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""  # the lesson says that itself when it runs
    lesson = next((row.lesson_id for row in corpus.lessons if row.notebook == notebook.name), None)
    if lesson is None:
        return ""
    every = corpus.tasks_of_lesson(lesson)
    rows = [row for row in every if (row.task_id in named if named else not row.practice)]
    seen: dict[str, int] = {}
    for number, slug in found:
        if slug in seen:
            return f"shows the task '{slug}' twice, in code cells {seen[slug]} and {number}. Take one out."
        seen[slug] = number
    for row in rows:
        if row.task_id not in seen:
            left = ", ".join(f'"{one.task_id}"' for one in rows if one.task_id in seen)
            return (
                f"has no cell for the task '{row.task_id}', which its head promises. "
                f'Put kit.task("{row.task_id}") back into a cell of its own; or, to leave it out, name those '
                f'that stay in the head: kit.lesson("{lesson}", {left})'
            )
    order = [row.task_id for row in rows if row.task_id in seen]
    now = sorted(order, key=lambda slug: seen[slug])
    for wanted, slug in zip(order, now, strict=True):
        if wanted != slug:
            return (
                f"has the task '{slug}' (code cell {seen[slug]}) before '{wanted}' "
                f"(code cell {seen[wanted]}); the lesson has them the other way round. Move the cell back."
            )
    return ""


@lru_cache(maxsize=4)
def _corpus(name: str | None) -> Corpus:
    return load(name)
