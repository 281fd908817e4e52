"""The lessons, and a learner's copy of them that is brought up to date without losing any work.

Beside the copies lies a small manifest: for each file the SHA-256 of the edition that was delivered last, and
of a notebook also that of its sources. A file that still has one of them is untouched, or was only run, and
can be replaced. Any other file belongs to the learner.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TypeGuard

from infowar_kit.corpus.descriptor import EVENT
from infowar_kit.errors import WorkspaceError
from infowar_kit.files import write
from infowar_kit.tasks.edition import NAMES, edition_in
from infowar_kit.tasks.record import FILE_NAME

MANIFEST = ".infowar-kit.json"
SCHEMA = 1
START = "00_start_here.ipynb"
_BESIDE = re.compile(r"\.new(-\d+)?$")


@dataclass(frozen=True, slots=True)
class Report:
    """What `prepare` did with a folder.

    Parameters
    ----------
    folder : pathlib.Path
        The workspace.
    added, updated : tuple of str
        Files that were new, and untouched files that got their new edition.
    kept : tuple of str
        Files that the learner changed; they are as they were.
    beside : tuple of tuple of str
        For a kept file whose lesson changed since: its name, and the name of the new edition beside it.
    notice : str
        What else the learner should know, such as a damaged manifest.
    """

    folder: Path
    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
    notice: str = ""

    def __str__(self) -> str:
        lines = [self.notice] if self.notice else []
        if self.added:
            lines.append(f"Added: {', '.join(self.added)}.")
        if self.updated:
            lines.append(f"Brought up to date: {', '.join(self.updated)}.")
        if self.kept:
            lines.append(f"Kept as you changed them: {', '.join(self.kept)}.")
        lines += [f"A new edition of {old} lies beside yours: {new}." for old, new in self.beside]
        if not (self.added or self.updated or self.beside):
            lines.append("The lessons are up to date.")
        return f"Your lessons are in {self.folder}\n" + "\n".join(f"  {line}" for line in lines)


def lessons_folder() -> Path:
    """Return the folder of the lessons that come with the kit."""
    installed = Path(str(files("infowar_kit"))) / "notebooks"
    # In a checkout the lessons lie beside the package; the wheel puts them inside.
    return installed if installed.is_dir() else installed.parent.parent / "notebooks"


def lessons(folder: Path | None = None) -> tuple[Path, ...]:
    """Return the notebooks of a folder in order, without new editions that lie beside a learner's own.

    Parameters
    ----------
    folder : pathlib.Path, optional
        By default the lessons that come with the kit.
    """
    found = (folder if folder is not None else lessons_folder()).glob("*.ipynb")
    own = (path for path in found if not path.name.startswith(".") and not _BESIDE.search(path.stem))
    return tuple(sorted(own))


def event_of(folder: Path) -> Path | None:
    """Return the folder of the event that lessons teach: theirs, or the one above; None for the kit's own.

    Parameters
    ----------
    folder : pathlib.Path
        Where the lessons lie, or a copy of them that `prepare` made.
    """
    source = came_from(folder) or folder
    edition = edition_in(source)
    places = (Path(edition.event),) if edition is not None and edition.event else (source, source.parent)
    return next((place.resolve() for place in places if (place / EVENT).is_file()), None)


def came_from(folder: Path) -> Path | None:
    """Return the folder of one's own from which a copy of lessons was made; None if it was the kit's."""
    try:
        source = json.loads((folder / MANIFEST).read_bytes()).get("source")
    except (OSError, ValueError, RecursionError, AttributeError):
        return None
    return Path(source) if isinstance(source, str) and source else None


def start_page(folder: Path) -> str:
    """Return the name of the notebook to open first, or an empty string where there is none."""
    names = [path.name for path in lessons(folder)]
    return START if START in names else next(iter(names), "")


def prepare(target: str | Path, *, source: Path | None = None) -> Report:
    """Make a learner's copy of the lessons, or bring it up to date.

    A file that the learner changed is never overwritten: if its lesson has changed since it was delivered,
    the new edition is put beside it as ``01_the_feed.new.ipynb``. The learner's record is never touched.

    Parameters
    ----------
    target : str or pathlib.Path
        The workspace; it is made if need be.
    source : pathlib.Path, optional
        The lessons to deliver; by default those that the copy came from, or that come with the kit.

    Raises
    ------
    WorkspaceError
        If the folder cannot be used, or there is no lesson to deliver.
    """
    if source is None and came_from(Path(target)) is None and (edition := edition_in(Path(target))):
        # What was exported is an edition of its own: the lessons that it leaves out stay out.
        count = f"{len(edition.lessons)} lesson{'' if len(edition.lessons) == 1 else 's'}"
        notice = f"It is {NAMES.get(edition.kind, 'an edition')} of {count}; nothing is added to it."
        return Report(Path(target).resolve(), notice=notice)
    own = source if source is not None else came_from(Path(target))
    source = own if own is not None else lessons_folder()
    if own is not None and not lessons(own):
        what = "holds no lesson (no file *.ipynb)" if own.is_dir() else "is no folder"
        raise WorkspaceError(f"{own} {what}. Give the folder of the lessons with --lessons DIR.")
    if not lessons(source):
        raise WorkspaceError(
            f"This installation of infowar-kit holds no lessons (looked in {source}). Install the kit again."
        )
    try:
        folder = _usable(Path(target), source)
        return _deliver(source, folder, own)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise WorkspaceError(
            f"The folder {target} cannot be used for the lessons: {error.strerror or error}{where}. "
            f"Make it writable, or choose another one: infowar-kit open DIR"
        ) from error


def _usable(target: Path, source: Path) -> Path:
    advice = "Choose another folder: infowar-kit open DIR"
    try:
        folder = target.expanduser().resolve()
    except (ValueError, RuntimeError):  # a NUL in the name; an unknown home
        raise WorkspaceError(f"{str(target)!r} is no name for a folder. {advice}") from None
    if folder.exists() and not folder.is_dir():
        raise WorkspaceError(f"{folder} is a file, not a folder. {advice}")
    package = Path(str(files("infowar_kit")))
    if any(folder.is_relative_to(own.resolve()) for own in (package, source)):
        raise WorkspaceError(
            f"{folder} belongs to infowar-kit itself; a copy made there could be lost. {advice}"
        )
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _deliver(source: Path, folder: Path, own: Path | None) -> Report:
    before, written, notice = _read_manifest(folder / MANIFEST)
    after, sources = dict(before), dict(written)
    added, updated, kept, beside = [], [], [], []
    for path in delivered_files(source):
        name = path.relative_to(source).as_posix()
        edition, mine = path.read_bytes(), _bytes_of(folder / name)
        seal = _seal(edition)
        if mine is None:
            write(folder / name, edition)
            added.append(name)
        elif mine != edition and (_seal(mine) == before.get(name) or _only_run(mine, written.get(name))):
            # What a run leaves behind is made again by the next one; answers lie in the record.
            if seal != before.get(name):
                write(folder / name, edition)
                updated.append(name)
        elif mine != edition and _sources(mine) != (_sources(edition) or seal):
            kept.append(name)
            # Already offered, in place or beside: offering it again would be a nuisance.
            if seal != before.get(name):
                new = _put_beside(folder / name, edition)
                beside.append((name, new.relative_to(folder).as_posix()))
        after[name] = seal
        if known := _sources(edition):
            sources[name] = known
    # The manifest comes last: whoever is interrupted finds the files right and the manifest made good.
    moved = own != came_from(folder)
    if (after, sources) != (before, written) or notice or moved or not (folder / MANIFEST).exists():
        content: dict[str, object] = {
            "schema": SCHEMA,
            "delivered": dict(sorted(after.items())),
            "sources": dict(sorted(sources.items())),
        }
        if own is not None:
            content["source"] = str(own.resolve())
        write(folder / MANIFEST, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())
    return Report(folder, tuple(added), tuple(updated), tuple(kept), tuple(beside), notice)


def delivered_files(source: Path) -> Iterator[Path]:
    """Yield the files of a folder of lessons that belong to them: no record, nothing hidden or left over.

    Where the lessons lie in the folder of their event, its tables, which hold the answers, are no lessons.
    """
    event = (source / EVENT).is_file()
    for place, folders, names in os.walk(source):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__pycache__")))
        tables = event and (Path(place) == source or any(name.endswith(".csv") for name in names))
        for path in (Path(place, name) for name in sorted(names)):
            if tables and path.suffix in {".csv", ".md", ".json"}:
                continue
            left_over = path.name.startswith((".", Path(FILE_NAME).stem)) or _BESIDE.search(path.stem)
            if path.is_file() and not left_over:
                yield path


def _only_run(mine: bytes, sources: str | None) -> bool:
    """Whether a notebook says what was delivered, and differs in outputs and counts alone."""
    return sources is not None and _sources(mine) == sources


def _sources(notebook: bytes) -> str | None:
    """Return the seal of what stands in the cells of a notebook; None for anything else."""
    try:
        cells = json.loads(notebook)["cells"]
        said = [[cell["cell_type"], "".join(cell["source"])] for cell in cells]
    except (ValueError, RecursionError, TypeError, KeyError):
        return None
    return _seal(json.dumps(said).encode())


def _read_manifest(path: Path) -> tuple[dict[str, str], dict[str, str], str]:
    """Return what was delivered, its sources, and what is to be said of a damaged note."""
    raw = _bytes_of(path)
    if raw is None:
        return {}, {}, ""
    try:
        content = json.loads(raw)
        delivered = content["delivered"] if content["schema"] == SCHEMA else None
        sources = content.get("sources", {})  # earlier versions wrote none
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError):
        delivered = None
    if _seals(delivered) and _seals(sources):
        return delivered, sources, ""
    notice = (
        f"The note of what was delivered ({path.name}) could not be read and was made anew. "
        f"Files that differ from the lessons were taken as changed by you."
    )
    return {}, {}, notice


def _seals(found: object) -> TypeGuard[dict[str, str]]:
    return isinstance(found, dict) and all(isinstance(seal, str) for seal in found.values())


def _put_beside(path: Path, edition: bytes) -> Path:
    for number in range(1, 1000):
        mark = ".new" if number == 1 else f".new-{number}"
        new = path.with_name(f"{path.stem}{mark}{path.suffix}")
        there = _bytes_of(new)
        if there == edition:
            return new
        if there is None:
            write(new, edition)
            return new
    raise WorkspaceError(f"There are too many new editions beside {path}. Move some away.")


def _bytes_of(path: Path) -> bytes | None:
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise WorkspaceError(f"{path} is a pipe or a device, no file. Move it away, and try again.")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _seal(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
