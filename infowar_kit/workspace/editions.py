"""Editions of the lessons from one source: for students without any answer, for instructors with all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from infowar_kit.corpus import Corpus
from infowar_kit.errors import WorkspaceError
from infowar_kit.files import write
from infowar_kit.tasks.edition import FILE, NAMES, STUDENT, Edition, edition_in
from infowar_kit.workspace.cutting import Cell, Course, relinked
from infowar_kit.workspace.instructing import with_notes
from infowar_kit.workspace.lessons import delivered_files
from infowar_kit.workspace.nbcheck_place import temporary_folder, warm_up
from infowar_kit.workspace.running import METADATA, run
from infowar_kit.workspace.selecting import Part, with_record
from infowar_kit.workspace.slides import lesson_slides


@dataclass(frozen=True)
class Written:
    """What was written into a folder: which files, which were as they are, and which went."""

    folder: Path
    written: tuple[str, ...]
    same: tuple[str, ...]
    gone: tuple[str, ...]


def export(
    corpus: Corpus,
    parts: Sequence[Part],
    folders: Mapping[str, Path],
    *,
    event: Path | None = None,
    told: Callable[[str], None] = lambda _: None,
) -> list[Written]:
    """Write editions of lessons; the folders are looked at before anything is run.

    Parameters
    ----------
    corpus : Corpus
        The event.
    parts : sequence of Part
        The lessons with their tasks.
    folders : mapping of str to pathlib.Path
        Where each kind of edition goes, by ``"student"`` and ``"instructor"``.
    event : pathlib.Path, optional
        Folder of the event where it is not the kit's own.
    told : callable
        Called with the name of each lesson before it is run.

    Raises
    ------
    WorkspaceError
        If a folder cannot be used, holds something else under a name that is needed, or a cell fails.
    """
    parts = with_record(parts)
    places = {kind: _usable(folder, kind, parts) for kind, folder in folders.items()}
    if len(set(places.values())) < len(places):
        raise WorkspaceError("Both editions cannot go into one folder: the class would see the answers.")
    course = Course(tuple((part.notebook.name, title_of(corpus, part)) for part in parts))
    lessons = {part.lesson: part.tasks for part in parts}
    taken = {part.lesson: round(part.minutes.total) for part in parts}
    own = str(event) if event else ""
    notes = {kind: Edition(corpus.name, kind, lessons, event=own, minutes=taken) for kind in places}
    made: dict[str, dict[str, bytes]] = {kind: {} for kind in places}
    with temporary_folder() as fonts:
        warm_up(fonts)
        for part in parts:
            told(part.notebook.name)
            cells = relinked(part.cells, part.notebook.name, course)
            note = next(iter(notes.values())).as_text()
            done = run(cells, part.notebook, note, event, fonts)
            for kind in made:
                made[kind] |= _files(corpus, part, kind, done)
    beside = {name: path.read_bytes() for path, name in _beside(parts)}
    made = {kind: beside | content for kind, content in made.items()}
    return [_write(places[kind], notes[kind], content) for kind, content in made.items()]


def title_of(corpus: Corpus, part: Part) -> str:
    """Return what a lesson is called in links to it."""
    return f"{part.lesson} {corpus.get('lessons', part.lesson).title}"


def _files(corpus: Corpus, part: Part, kind: str, cells: Sequence[Cell]) -> dict[str, bytes]:
    """Return the files of a lesson in an edition, by name."""
    name = part.notebook.name
    if kind == STUDENT:
        return {name: _notebook(cells)}
    full = with_notes(corpus, part, cells)
    page = lesson_slides(corpus, title_of(corpus, part), full)
    return {name: _notebook(full), f"{part.notebook.stem}_slides.html": page.encode()}


def _notebook(cells: Iterable[Cell]) -> bytes:
    content = {"cells": list(cells), "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _beside(parts: Sequence[Part]) -> Iterable[tuple[Path, str]]:
    """Yield what the lessons show that lies with them, such as pictures, with its name."""
    for source in dict.fromkeys(part.notebook.parent for part in parts):
        for path in delivered_files(source):
            name = path.relative_to(source).as_posix()
            if path.suffix != ".ipynb" and name != FILE:
                yield path, name


def _usable(folder: Path, kind: str, parts: Sequence[Part]) -> Path:
    try:
        place = folder.expanduser().resolve()
    except (ValueError, RuntimeError, OSError):
        raise WorkspaceError(f"{str(folder)!r} is no name for a folder. Choose another one.") from None
    if place.exists() and not place.is_dir():
        raise WorkspaceError(f"{place} is a file, not a folder. Choose another one.")
    own = [Path(str(files("infowar_kit"))), *(part.notebook.parent for part in parts)]
    if any(place.is_relative_to(one.resolve()) for one in own):
        raise WorkspaceError(
            f"{place} belongs to the lessons that the edition is made from. Choose another folder."
        )
    before = edition_in(place)
    if (place / FILE).exists() and before is None:
        raise WorkspaceError(
            f"{place / FILE} is no note of an edition. Nothing was written. "
            "Move it away, or choose another folder."
        )
    if before is not None and before.kind != kind:
        raise WorkspaceError(
            f"{place} holds {NAMES.get(before.kind, 'another edition')}; {NAMES[kind]} needs a folder "
            "of its own. Nothing was written."
        )
    return place


def _write(folder: Path, note: Edition, content: Mapping[str, bytes]) -> Written:
    """Write files, where nothing that somebody changed is lost; what is not in the edition any more goes."""
    before = edition_in(folder)
    old = before.files if before is not None else {}
    there = {name: _bytes(folder / name) for name in {*content, *old}}
    changed = [
        name for name, mine in sorted(there.items())
        if mine is not None and name in content and mine != content[name] and _seal(mine) != old.get(name)
    ]  # fmt: skip
    if changed:
        raise WorkspaceError(
            f"{folder} holds other files of these names, or changed ones: {', '.join(changed)}. "
            "Nothing was written. Choose another folder, or move them away."
        )
    gone = [
        name for name, mine in sorted(there.items())
        if mine is not None and name not in content and _seal(mine) == old[name]
    ]  # fmt: skip
    new = [name for name in sorted(content) if there[name] != content[name]]
    seals = {name: _seal(text) for name, text in content.items()}
    try:
        for name in new:
            write(folder / name, content[name])
        for name in gone:
            (folder / name).unlink()
        write(folder / FILE, replace(note, files=seals).as_text())
    except OSError as error:
        raise WorkspaceError(
            f"The edition cannot be written to {folder} ({error.strerror or error}). Choose another folder."
        ) from error
    return Written(
        folder, tuple(new), tuple(name for name in sorted(content) if name not in new), tuple(gone)
    )


def _bytes(path: Path) -> bytes | None:
    if path.exists() and not path.is_file():
        raise WorkspaceError(
            f"{path} is no file. Nothing was written. Move it away, or choose another folder."
        )
    return path.read_bytes() if path.exists() else None


def _seal(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
