"""Cut a lesson down to some of its tasks: sections, objectives and links follow; no cell is written by hand.

A section begins at a heading of the second level, a block within it at a cell of prose. What shows or speaks
of a task names it in quotation marks, as in ``kit.task("grade-1")``, and goes with it. A section that rests
on what was answered elsewhere says so on its first cell with the tag ``needs:grade-1``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Cell = dict[str, Any]
NEEDS = "needs:"
_SECTION = re.compile(r"^(?=## )", re.MULTILINE)
_QUOTED = re.compile(r"""["']([^"'\n]+)["']""")
_PRACTICE = re.compile(r"\bkit\.practice\(")
_HEAD = re.compile(r"""\bkit\.lesson\(\s*["']([^"'\n]+)["'][^)]*\)""")
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s#]+\.ipynb)(#[^)\s]*)?\)")
_WAY = re.compile(rf"^(?:← {_LINK.pattern})?(?: · )?(?:{_LINK.pattern} →)?$")
_ON = re.compile(rf"^[^\[\n]*\*\*[^*\n]+\*\* {_LINK.pattern}$")
_ENTRY = re.compile(r"^- \[[^\]\n]+\]\(#([^\n]+)\)$")


@dataclass(frozen=True)
class Course:
    """The lessons of an edition in order: of each its file and its title."""

    lessons: tuple[tuple[str, str], ...]

    def beside(self, notebook: str, step: int) -> tuple[str, str] | None:
        """Return the lesson so many steps away; None where there is none."""
        files = [file for file, _ in self.lessons]
        place = files.index(notebook) + step if notebook in files else -1
        return self.lessons[place] if 0 <= place < len(self.lessons) else None


def source_of(cell: Mapping[str, Any]) -> str:
    """Return what stands in a cell."""
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def needs(cell: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the tasks that a cell says it rests on."""
    tags = cell.get("metadata", {}).get("tags", [])
    return tuple(tag.removeprefix(NEEDS) for tag in tags if isinstance(tag, str) and tag.startswith(NEEDS))


def pieces(cells: Iterable[Mapping[str, Any]]) -> list[Cell]:
    """Return cells with no more than one section in each."""
    made: list[Cell] = []
    for cell in cells:
        parts = _SECTION.split(source_of(cell)) if cell.get("cell_type") == "markdown" else []
        parts = [part.strip("\n") for part in parts if part.strip()]
        if len(parts) < 2:
            made.append({**cell, "source": source_of(cell)})
            continue
        for number, part in enumerate(parts, 1):
            own = {"id": f"{cell['id']}-{number}"} if number > 1 and "id" in cell else {}
            made.append({**cell, **own, "source": part})
    return made


def sections(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Return cells section by section; what stands before the first heading comes first."""
    found: list[list[Cell]] = [[]]
    for cell in cells:
        if cell["cell_type"] == "markdown" and cell["source"].startswith("## "):
            found.append([])
        found[-1].append(cell)
    return found


def _named(cell: Cell, tasks: Sequence[str], practice: Sequence[str]) -> set[str]:
    """Return the tasks that a cell of code shows or speaks of; a list speaks of what it lists."""
    if cell["cell_type"] != "code" or _HEAD.search(cell["source"]):
        return set()
    found = set(_QUOTED.findall(cell["source"])) & set(tasks)
    if _PRACTICE.search(cell["source"]):
        return found & set(practice) or set(practice)
    return found


def cut(
    cells: Iterable[Mapping[str, Any]], tasks: Sequence[str], practice: Sequence[str], chosen: Sequence[str]
) -> list[Cell]:
    """Return the cells of a lesson that belong to some of its tasks.

    Parameters
    ----------
    cells : iterable of mapping
        The notebook's.
    tasks, practice : sequence of str
        All tasks of the lesson, and those of them that are further practice.
    chosen : sequence of str
        Those that stay.
    """
    kept: list[Cell] = []
    shown = {slug for cell in pieces(cells) for slug in _named(cell, tasks, ())}
    listed = [slug for slug in practice if slug not in shown]  # reached through the list alone
    for section in sections(pieces(cells)):
        of = [_named(cell, tasks, listed) for cell in section]
        here = set().union(*of)
        if (here and not here & set(chosen)) or not set(needs(section[0]) if section else ()) <= set(chosen):
            continue
        kept += _blocks(section, of, chosen)
    made = [one for cell in kept for one in _practice(cell, listed, chosen)]
    return [_headed(cell, chosen) for cell in made]


def _blocks(section: Sequence[Cell], of: Sequence[set[str]], chosen: Sequence[str]) -> list[Cell]:
    """Return a section without the blocks, and the cells of code, whose tasks are left out."""
    kept: list[Cell] = []
    block: list[Cell] = []
    named: set[str] = set()
    first = True

    def close() -> None:
        if first or not named or named & set(chosen):
            kept.extend(block)

    for cell, names in zip(section, of, strict=True):
        if cell["cell_type"] == "markdown" and block:
            close()
            block, named, first = [], set(), False
        named = named | names
        if not names or names & set(chosen):
            block.append(cell)
    close()
    return kept


def _practice(cell: Cell, listed: Sequence[str], chosen: Sequence[str]) -> list[Cell]:
    """Put the practice that was chosen in place of the list of all practice."""
    if cell["cell_type"] != "code" or not _PRACTICE.search(cell["source"]):
        return [cell]
    found = [slug for slug in listed if slug in chosen]
    source = 'from infowar_kit import kit\n\nkit.task("{}")'
    return [
        {**cell, "id": f"task-{slug}"[:64], "source": source.format(slug), "outputs": []} for slug in found
    ]


def _headed(cell: Cell, chosen: Sequence[str]) -> Cell:
    if cell["cell_type"] != "code":
        return cell
    names = ["", *(f'"{slug}"' for slug in chosen)]
    lines: list[str] = []
    for name in names[1:]:
        if lines and len(lines[-1]) + len(name) < 88:
            lines[-1] += f", {name}"
        else:
            lines.append(name)
    words = ",\n           ".join(lines)
    return {**cell, "source": _HEAD.sub(lambda found: f'kit.lesson("{found[1]}", {words})', cell["source"])}


def promised(source: str) -> tuple[str, ...]:
    """Return the tasks that the head of a lesson names; none where it is the head of all of it."""
    found = _HEAD.search(source)
    return tuple(_QUOTED.findall(found[0])[1:]) if found else ()


def relinked(cells: Iterable[Cell], notebook: str, course: Course) -> list[Cell]:
    """Return cells whose links lead only to what the edition has.

    Parameters
    ----------
    cells : iterable of dict
        Of one notebook.
    notebook : str
        Its file.
    course : Course
        The lessons of the edition.
    """
    cells = list(cells)
    anchors = {
        line.lstrip("# ").replace(" ", "-")
        for cell in cells if cell["cell_type"] == "markdown"
        for line in cell["source"].splitlines() if line.startswith("#")
    }  # fmt: skip
    made = []
    for cell in cells:
        if cell["cell_type"] != "markdown":
            made.append(cell)
            continue
        lines = [_line(line, notebook, course, anchors) for line in cell["source"].split("\n")]
        text = "\n".join(line for line in lines if line is not None).strip("\n")
        if text and not _only_a_head(text):
            made.append({**cell, "source": text})
    return made


def is_way(cell: Mapping[str, Any]) -> bool:
    """Whether a cell holds nothing but the way to other lessons."""
    lines = [line for line in source_of(cell).splitlines() if line.strip()]
    way = all(_WAY.match(line) or _ON.match(line) for line in lines)
    return cell.get("cell_type") == "markdown" and bool(lines) and way


def _only_a_head(text: str) -> bool:
    """Whether nothing is left of a list but the bold words above it."""
    return bool(re.fullmatch(r"\*\*[^*\n]+\*\*", text))


def _line(line: str, notebook: str, course: Course, anchors: set[str]) -> str | None:
    if line and _WAY.match(line):
        before, after = course.beside(notebook, -1), course.beside(notebook, 1)
        ways = [f"← [{before[1]}]({before[0]})"] if before else []
        ways += [f"[{after[1]}]({after[0]}) →"] if after else []
        return " · ".join(ways) if ways else None
    if found := _ON.match(line):
        # Of the last lesson the way on leads back to the first; so it stays one to another lesson.
        back = found[2] == course.lessons[0][0] and not course.beside(notebook, 1)
        onward = course.lessons[0] if back else course.beside(notebook, 1)
        if onward is None or onward[0] == notebook:
            return None
        return _LINK.sub(f"[{onward[1]}]({onward[0]})", line)
    if (entry := _ENTRY.match(line)) and entry[1] not in anchors:
        return None
    files = {file for file, _ in course.lessons}
    return _LINK.sub(lambda link: link[0] if link[2] in files or "/" in link[2] else link[1], line)
