"""From what somebody types to the lessons that are meant."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from infowar_kit.corpus import datasets_folder
from infowar_kit.corpus.loading import available
from infowar_kit.errors import LookupFailed, WorkspaceError
from infowar_kit.workspace.lessons import lessons, lessons_folder


def choose(wanted: Sequence[str] = (), folder: Path | None = None) -> tuple[Path, ...]:
    """Return the lessons that somebody asked for.

    Parameters
    ----------
    wanted : sequence of str
        Each a number (``"01"`` or ``"1"``), a slug (``"the_feed"``), a file name or a path. None: all.
    folder : pathlib.Path, optional
        Where the lessons lie; by default those that come with the kit.

    Raises
    ------
    WorkspaceError
        If the folder holds no lesson.
    LookupFailed
        If a lesson does not exist, or fits several; the message lists what there is.
    """
    place = folder if folder is not None else lessons_folder()
    paths = [text for text in wanted if _is_path(text)]
    known = lessons(place)
    if not known and len(paths) < max(len(wanted), 1):
        what = "is no folder" if not place.is_dir() else "holds no lesson (no file *.ipynb)"
        raise WorkspaceError(f"{place} {what}. Give the folder of the lessons with --lessons DIR.")
    chosen = [Path(text) if text in paths else _named(text, known) for text in wanted]
    return tuple(dict.fromkeys(chosen)) or known


def place_of(text: str) -> Path:
    """Return the folder of lessons that somebody names: a path, or an event with lessons of its own.

    Parameters
    ----------
    text : str
        Such as ``my-event/notebooks``, or the name of an event of the kit.
    """
    path = Path(text)
    own = datasets_folder() / text / "notebooks" if text in available() else None
    return own if own is not None and own.is_dir() and not path.is_dir() else path


def _is_path(text: str) -> bool:
    try:
        return Path(text).suffix == ".ipynb" and Path(text).is_file()
    except (OSError, ValueError):  # a NUL or an endless name is no path
        return False


def _named(text: str, known: Sequence[Path]) -> Path:
    if "/" in text or os.sep in text:
        raise LookupFailed(f"There is no notebook '{text}'.")
    slug = text.removesuffix(".ipynb").lower().replace("-", "_")
    slug = slug.zfill(2) if slug.isdecimal() else slug
    fits = []
    for path in known:
        stem = path.stem.lower().replace("-", "_")
        number, _, name = stem.partition("_")
        if slug in {stem, number, name}:
            fits.append(path)
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise LookupFailed(f"'{text}' fits several lessons: {', '.join(path.name for path in fits)}.")
    names = ", ".join(path.stem for path in known)
    raise LookupFailed(f"There is no lesson '{text}'. Lessons in {known[0].parent}: {names}.")
