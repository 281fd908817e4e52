"""Whether a record will be there tomorrow: what its folder tells before the first answer, and afterwards."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys
from pathlib import Path

from infowar_kit.say import later, say
from infowar_kit.tasks.record_place import VARIABLE

# Set by BinderHub for what it starts; such a machine is gone after some idle minutes.
FORGETTING = ("BINDER_LAUNCH_HOST", "BINDER_SERVICE_HOST")
_MEMORY = {"tmpfs", "ramfs"}
_MOUNTS = Path("/proc/self/mountinfo")
WHY = {
    "read-only": later("Nothing can be saved here: the folder {folder} can only be read."),
    "full": later("Nothing can be saved here: there is no room left in the folder {folder}."),
    "memory": later(
        "The folder {folder} is in the memory of the computer: what is saved there is gone when it is "
        "switched off."
    ),
    "page": later(
        "This browser gives the lesson no folder to keep answers in: they are in the memory of this page, "
        "and gone when it is closed or loaded again."
    ),
    "browser": later("The lessons run in this browser alone: your answers are on no other computer."),
    "forgets": later("This machine forgets everything when it is left alone for about ten minutes."),
}


def forgotten(path: Path) -> str:
    """Return why a record at a path will not last, as far as can be known without writing; else nothing.

    Returns
    -------
    str
        ``"read-only"``, ``"full"``, ``"memory"``, ``"page"``, ``"browser"`` or ``"forgets"``, which `WHY`
        says in words; or ``""``. A browser keeps what is in its drive (``"browser"``), unless its window is a
        private one, which no kernel can know.
    """
    real = Path(os.path.realpath(path))
    folder = next(one for one in real.parents if one.exists())
    # A file that may be written to is enough; where there is none, one has to be made.
    if not os.access(folder, os.W_OK) and not (real.exists() and os.access(real, os.W_OK)):
        return "read-only"
    if _is_full(folder):
        return "full"
    kind = _in_browser(folder) if sys.platform == "emscripten" else file_system(folder)
    if kind in WHY:
        return kind
    if kind in _MEMORY:
        return "memory"
    return "forgets" if any(os.environ.get(name) for name in FORGETTING) else ""


def why_forgotten(path: Path) -> str:
    """Return the same as a sentence; empty where nothing is known that speaks against it."""
    found = forgotten(path)
    folder = Path(os.path.realpath(path)).parent
    return say(WHY[found], folder=folder) if found else ""


def file_system(folder: Path, mounts: Path = _MOUNTS) -> str:
    """Return the kind of file system a folder lies in, on Linux; elsewhere nothing."""
    found: tuple[int, str] = (-1, "")
    with contextlib.suppress(OSError):
        for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
            here, _, there = line.partition(" - ")
            point = Path(re.sub(r"\\([0-7]{3})", lambda sign: chr(int(sign[1], 8)), here.split()[4]))
            # What was mounted later covers what was there.
            if folder.is_relative_to(point) and len(point.parts) >= found[0]:
                found = len(point.parts), there.split()[0]
    return found[1]


def _in_browser(folder: Path) -> str:
    """Return where a folder lies for a kernel in a page: in the page's memory, or on the browser's drive."""
    from pyodide_js import FS

    kind = FS.lookupPath(str(folder)).node.mount.type
    return "page" if kind == FS.filesystems.MEMFS else "browser"


def _is_full(folder: Path) -> bool:
    if not hasattr(os, "statvfs"):
        return False
    try:
        room = os.statvfs(folder)
    except OSError:
        return False
    return room.f_blocks > 0 and room.f_bavail == 0


def not_saved(path: Path, error: OSError) -> str:
    """Say why an answer could not be saved, and what to do about it."""
    folder = path.absolute().parent
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        advice = say("make room on the disk")
    elif error.errno == errno.EROFS:
        advice = say(
            "the folder {folder} can only be read, so set {variable} to a file in a folder of your own",
            folder=folder, variable=VARIABLE,
        )  # fmt: skip
    elif error.errno in {errno.EACCES, errno.EPERM}:
        advice = say(
            "make the folder {folder} writable, or set {variable} to a file in a folder of your own",
            folder=folder, variable=VARIABLE,
        )  # fmt: skip
    elif error.errno == errno.EFBIG:
        advice = say("the file must not grow any further, so set {variable} to a new one", variable=VARIABLE)
    else:
        advice = say(
            "make {folder} a folder that can be written to, or set {variable} to a file elsewhere",
            folder=folder, variable=VARIABLE,
        )  # fmt: skip
    return say(
        "The answer could not be saved to {path} ({error}). It is kept while this notebook runs, and saved "
        "with the next one: download the record now, and {advice}.",
        path=path, error=error.strerror, advice=advice,
    )  # fmt: skip
