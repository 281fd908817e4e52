"""Whether the prose of a copy still says what its lesson says: a remark, no fault."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from infowar_kit.errors import WorkspaceError
from infowar_kit.tasks.edition import edition_in
from infowar_kit.workspace.cutting import source_of
from infowar_kit.workspace.lessons import came_from, event_of, lessons_folder
from infowar_kit.workspace.minutes import read_cells

LISTED, WORDS = 3, 8  # places that are named, and words of each


def changed_prose(notebook: Path) -> tuple[str, ...]:
    """Say which cells of prose differ from the lesson that a copy was made from.

    Parameters
    ----------
    notebook : pathlib.Path
        A copy; the lessons of the kit themselves, and editions, differ from nothing.

    Returns
    -------
    tuple of str
        One remark for each of the first places, and one for all others.
    """
    folder = notebook.parent
    source = came_from(folder) or (None if event_of(folder) else lessons_folder())
    original = source / notebook.name if source is not None else None
    if original is None or not original.is_file() or edition_in(folder) is not None:
        return ()
    if original.resolve() == notebook.resolve():
        return ()
    try:
        old, new = (_prose(path) for path in (original, notebook))
    except WorkspaceError:
        return ()  # what cannot be read is said when it is run
    found = list(_differences(old, new))
    rest = [f"and {len(found) - LISTED} more such places"] if len(found) > LISTED else []
    return (*found[:LISTED], *rest)


def _prose(notebook: Path) -> list[tuple[int, str]]:
    """Return cells of prose, each with its number among all cells, from 1."""
    cells = enumerate(read_cells(notebook), 1)
    return [(number, source_of(cell)) for number, cell in cells if cell.get("cell_type") == "markdown"]


def _differences(old: Sequence[tuple[int, str]], new: Sequence[tuple[int, str]]) -> Iterator[str]:
    before, after = [text for _, text in old], [text for _, text in new]
    for tag, first, last, begin, end in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            continue
        for was, (number, now) in zip(before[first:last], new[begin:end], strict=False):
            yield f"cell {number} says {_changed(was, now)}"
        for number, now in new[begin + last - first : end]:
            yield f"cell {number} is added: {_short(now.split())!r}"
        for was in before[first + end - begin : last]:
            yield f"a cell is gone: {_short(was.split())!r}"


def _changed(was: str, now: str) -> str:
    """Return the first words that differ: what stands there now, and what stood there."""
    old, new = was.split(), now.split()
    for tag, first, last, begin, end in SequenceMatcher(None, old, new).get_opcodes():
        if tag != "equal":
            return f"{_short(new[begin:end])!r} where the lesson says {_short(old[first:last])!r}"
    return "the same with other blanks"


def _short(words: Sequence[str]) -> str:
    return " ".join(words[:WORDS]) + (" …" if len(words) > WORDS else "")
