"""Give every lesson its shape: `python -m tools.shape [FILE …]`. Run it again after cells were changed.

What it sees to, and touches nothing else:

- each cell runs alone: its first line brings the kit;
- inputs are folded, but for those that a reader is asked to change;
- below the title stand the way to the lessons before and after, and the contents;
- the last cell leads on;
- practice sets of which the lesson shows only some are chosen from one list.

Outputs of cells that are new come from `tests/refresh_lessons.py`, which is to be run after it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nbformat

from infowar_kit.corpus import Corpus, load

LESSONS = Path(__file__).parent.parent / "notebooks"
IMPORT = "from infowar_kit import kit"
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
TASK = re.compile(r'^kit\.task\("([^"]+)"\)$')
# What a reader is asked to change stays in sight.
TO_CHANGE = re.compile(r"kit\.(?:where|lens|hedges)\(|kit\.corpus\.frame\(")


def shape(cells: Sequence[Any], corpus: Corpus, lesson: str) -> list[Any]:
    """Return the cells of a lesson in its shape; a second time changes nothing.

    Parameters
    ----------
    cells : sequence
        Of a notebook.
    corpus : Corpus
        Whose lessons they are.
    lesson : str
        Id, such as ``"02"``.
    """
    own = [cell for cell in cells if cell.id not in (f"{lesson}-way", f"{lesson}-next")]
    own = practice_in_one(own, corpus, lesson)
    for cell in own:
        if cell.cell_type == "code":
            cell.source = alone(cell.source)
            folded = not TO_CHANGE.search(cell.source)
            cell.metadata.pop("jupyter", None)
            if folded:
                cell.metadata["jupyter"] = {"source_hidden": True}
    title, *rest = own
    return [title, way(own, corpus, lesson), *rest, onward(corpus, lesson)]


def alone(source: str) -> str:
    """Return a cell's source with the line that brings the kit, if it uses it."""
    body = source.removeprefix(IMPORT).lstrip("\n")
    if not re.search(r"\bkit\.", body):
        return source
    # Names of the package stand together, above what is done with them.
    return f"{IMPORT}\n{body}" if body.startswith(("from ", "import ")) else f"{IMPORT}\n\n{body}"


def practice_in_one(cells: list[Any], corpus: Corpus, lesson: str) -> list[Any]:
    """Return the cells with one list of practice sets, where the lesson shows only some of them."""
    practice = {row.task_id for row in corpus.tasks_of_lesson(lesson) if row.practice}
    shown = [cell for cell in cells if practice & {slug_of(cell)}]
    listed = any("kit.practice(" in cell.source for cell in cells)  # what stands beside a list stands there
    if listed or not shown or len(shown) == len(practice):
        return cells
    first, *others = shown
    first.source = f'kit.practice("{lesson}")'
    first.outputs = []
    return [cell for cell in cells if cell not in others]


def slug_of(cell: Any) -> str:
    """Return the task that a cell shows, or an empty string."""
    found = TASK.search(cell.source.removeprefix(IMPORT).strip()) if cell.cell_type == "code" else None
    return found[1] if found else ""


def way(cells: Sequence[Any], corpus: Corpus, lesson: str) -> Any:
    """Return the cell with the ways out of the lesson and its contents."""
    rows = sorted(corpus.lessons, key=lambda row: row.lesson_id)
    at = [row.lesson_id for row in rows].index(lesson)
    before = f"← {link(rows[at - 1])}" if at else ""
    after = f"{link(rows[at + 1])} →" if at + 1 < len(rows) else ""
    headings = [one for cell in cells if cell.cell_type == "markdown" for one in HEADING.findall(cell.source)]
    listed = "\n".join(f"- [{title}](#{anchor(title)})" for title in headings)
    ways = " · ".join(filter(None, (before, after)))
    return markdown(f"{lesson}-way", f"{ways}\n\n**In this lesson**\n\n{listed}")


def onward(corpus: Corpus, lesson: str) -> Any:
    """Return the last cell: it leads on."""
    rows = sorted(corpus.lessons, key=lambda row: row.lesson_id)
    at = [row.lesson_id for row in rows].index(lesson)
    if at + 1 < len(rows):
        return markdown(f"{lesson}-next", f"**Next lesson:** {link(rows[at + 1])}")
    return markdown(f"{lesson}-next", f"This was the last lesson. **Back to the start:** {link(rows[0])}")


def link(row: Any) -> str:
    """Return a link to a lesson."""
    return f"[{row.lesson_id} {row.title}]({row.notebook})"


def anchor(title: str) -> str:
    """Return the anchor that JupyterLab and the player give to a heading."""
    words = re.sub(r"<[^>]+>|[*`]", "", title)
    return quote(words.replace(" ", "-"), safe="-?!,;:'’“”…–")


def markdown(cell_id: str, source: str) -> Any:
    """Return a cell of text."""
    return nbformat.v4.new_markdown_cell(source, id=cell_id)


def main(names: Sequence[str]) -> int:
    """Shape the lessons named, or all of them."""
    corpus = load()
    by_file = {row.notebook: row.lesson_id for row in corpus.lessons}
    for name in names or sorted(by_file):
        path = LESSONS / Path(name).name
        if not path.exists():
            sys.stderr.write(f"{path.name}: no such lesson. There are: {', '.join(sorted(by_file))}\n")
            return 2
        notebook = nbformat.read(path, as_version=4)
        notebook.cells = shape(notebook.cells, corpus, by_file[path.name])
        nbformat.write(notebook, path)
        sys.stdout.write(f"{path.name}: shaped\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
