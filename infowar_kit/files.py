"""Writing a file whole or not at all: the one place where the kit replaces what was there before."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO


def write(path: Path, content: bytes | str) -> None:
    """Replace a file by one with this content, whole or not at all.

    Parameters
    ----------
    path : pathlib.Path
        The file; a symbolic link is followed, so that the file behind it is replaced and not the link.
    content : bytes or str
        Text is written as UTF-8, its line ends as they are.

    Raises
    ------
    OSError
        If it cannot be written, for want of room for instance: what was there before is still there.
    """
    with replacing(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a file beside `path` that takes its place when all of it is written.

    Parameters
    ----------
    path : pathlib.Path
        The file to be replaced; links are followed, folders on the way are made.

    Yields
    ------
    binary file
        What is written to it becomes `path` when the block ends without an error; after an error `path` is
        as it was, and nothing is left beside it.

    Raises
    ------
    OSError
        If it cannot be written, or `path` is no regular file (a device, a pipe).
    """
    path = Path(os.path.realpath(path))
    mode = _mode(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def _mode(path: Path) -> int:
    """Return the rights that the new file gets: those of the old one, or those of any new file."""
    try:
        found = path.stat().st_mode
    except FileNotFoundError:
        # mkstemp lets only the owner in; a lesson may be read by whoever may read the folder.
        return 0o644
    if not stat.S_ISREG(found):
        raise OSError(f"{path} is no regular file, so it is not replaced")
    return stat.S_IMODE(found)


def sync_folder(folder: Path) -> None:
    """Force to disk which files a folder holds: without this a rename could be lost when the power fails."""
    # Windows cannot open folders.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
