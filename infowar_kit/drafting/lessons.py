"""A lesson of an event: its rows, and a notebook to which each new task adds its cell."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from infowar_kit.corpus.unfinished import todo
from infowar_kit.drafting.folder import Folder, save, slug
from infowar_kit.errors import DraftError, LookupFailed
from infowar_kit.tasks.closing import closing_cells, is_panel

NOTEBOOKS = "notebooks"
IMPORT = "from infowar_kit import kit"
_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_NOTES = {
    "aims": "what learners can do afterwards",
    "timing": "how long it takes, task by task",
    "questions": "two or three questions for discussion",
    "mistakes": "which mistakes are common, and what helps",
}


def new_lesson(folder: Folder, title: str) -> tuple[str, Path]:
    """Add a lesson: its row, the texts of its head and of the instructor's notes, and its notebook.

    Returns
    -------
    lesson : str
        Its id.
    notebook : pathlib.Path
        Where its notebook lies.

    Raises
    ------
    DraftError
        If there are too many lessons, its notebook stands there already, or something cannot be written.
    CorpusError
        If a table cannot be read.
    """
    taken = {row["lesson_id"] for row in folder.rows("lessons")}
    number = next((f"{n:02d}" for n in range(1, 100) if f"{n:02d}" not in taken), "")
    if not number:
        raise DraftError("An event has at most 99 lessons.")
    name = re.sub("[^a-z]+", "_", slug(title)).strip("_") or "lesson"
    notebook = folder.path / NOTEBOOKS / f"{number}_{name}.ipynb"
    if notebook.exists():
        raise DraftError(f"{notebook} stands there already; nothing was changed. Choose another title.")
    texts = {f"lesson-{number}/content-note": todo("what of this lesson may be hard to read, or: nothing")}
    texts |= {f"lesson-{number}/instructor/{part}": todo(what) for part, what in _NOTES.items()}
    folder.add(
        {
            "lessons": [{"lesson_id": number, "notebook": notebook.name, "title": title}],
            "texts": [{"key": key, "language": "en", "text": text} for key, text in texts.items()],
        }
    )
    cells = [
        markdown(f"{number}-00", f"# {number} {title}"),
        code(f"{number}-01", f'kit.lesson("{number}")'),
        *closing_cells(number),
    ]
    save(notebook, written({"cells": cells, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}))
    return number, notebook


def add_cell(folder: Folder, lesson: str, task: str, title: str) -> tuple[Path, bool]:
    """Put the cell of a task behind those of its lesson's notebook; return where, and whether it was put.

    Where the notebook ends with the panel of the record, the task stands before it.

    Raises
    ------
    LookupFailed
        If there is no such lesson.
    DraftError
        If its notebook cannot be read or written.
    """
    path = notebook_of(folder, lesson)
    try:
        notebook = json.loads(path.read_bytes())
        cells = notebook["cells"]
        sources = ["".join(cell["source"]) for cell in cells]
    except FileNotFoundError:
        return path, False
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise DraftError(f"{path} is no notebook that can be read; it was left as it is.") from None
    if any(f'kit.task("{task}")' in source for source in sources):
        return path, False
    known = {cell.get("id") for cell in cells}
    number = next(n for n in range(2, 10_000) if not {f"{lesson}-{n:02d}", f"{lesson}-{n:02d}-task"} & known)
    place = len(cells)
    if place > 1 and is_panel(cells[-1]) and cells[-2].get("cell_type") == "markdown":
        place -= 2
    cells[place:place] = [
        markdown(f"{lesson}-{number:02d}", f"## {title}"),
        code(f"{lesson}-{number:02d}-task", f'kit.task("{task}")'),
    ]
    save(path, written(notebook))
    return path, True


def notebook_of(folder: Folder, lesson: str) -> Path:
    """Return the notebook of a lesson.

    Raises
    ------
    LookupFailed
        If there is no such lesson; the message lists them.
    """
    known = {row["lesson_id"]: row["notebook"] for row in folder.rows("lessons")}
    if lesson not in known:
        there = ", ".join(known) or "none yet; begin one with: infowar-kit corpus new-lesson TITLE"
        raise LookupFailed(f"There is no lesson '{lesson}' in lessons.csv. Lessons: {there}.")
    # A name from a table must not reach into other folders.
    return folder.path / NOTEBOOKS / Path(known[lesson]).name


def markdown(name: str, source: str) -> dict[str, Any]:
    """Return a cell of text."""
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": source}


def code(name: str, source: str) -> dict[str, Any]:
    """Return a cell that runs alone, folded as those of the kit's lessons are."""
    return {
        "cell_type": "code", "execution_count": None, "id": name,
        "metadata": {"jupyter": {"source_hidden": True}}, "outputs": [], "source": f"{IMPORT}\n\n{source}",
    }  # fmt: skip


def written(notebook: dict[str, Any]) -> str:
    """Return a notebook as the text of its file."""
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
