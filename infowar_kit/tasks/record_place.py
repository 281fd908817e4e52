"""Where a record lies: which files belong to it, who may write to them, and what is opened at all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import platform
import re
import stat
import sys
import uuid
from functools import cache
from pathlib import Path

from infowar_kit.errors import RecordError
from infowar_kit.say import Sayings, later, say

VARIABLE = "INFOWAR_KIT_RECORD"
FILE_NAME = "infowar-kit-record.json"
# Not to wait for the other end of a pipe, should one be put there between looking and opening.
_CAREFULLY = sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))
_NO_FILE = Sayings(
    {stat.S_IFDIR: later("a folder"), stat.S_IFIFO: later("a pipe"), stat.S_IFSOCK: later("a socket")}
)
_NO_SYNC = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}


def default_path() -> Path:
    """Return where the record lies: `INFOWAR_KIT_RECORD` if set, else in the current folder.

    In a browser the folder may be one that answers nothing, as after a page was loaded past its cache. Then
    it lies in the page's memory, of which `record_keeping` warns: a lesson without a record would not open.
    """
    named = os.environ.get(VARIABLE)
    if named or sys.platform != "emscripten" or _answers(Path(FILE_NAME)):
        return Path(named or FILE_NAME)
    return Path.home() / FILE_NAME


def _answers(path: Path) -> bool:
    """Whether it can be told that a file is there, or that it is not."""
    try:
        path.stat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


@cache
def this_machine() -> str:
    """Return who appends to a file: all that run on one computer, or on Windows each process for itself.

    The kernel of one computer lets its processes append one after the other, also on NFS and SMB. Two
    computers would overwrite each other there, and Windows appends in two steps.
    """
    parts = [platform.node()]
    for name in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        with contextlib.suppress(OSError):
            parts.append(Path(name).read_text(encoding="ascii", errors="replace"))
    card = uuid.getnode()
    if not card >> 40 & 1:  # else it is made up, and another one each time
        parts.append(f"{card:x}")
    if os.name != "posix":
        parts.append(uuid.uuid4().hex)
    # Only a mark: neither the name of the computer nor its number can be read from it.
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def beside(main: Path, machine: str) -> Path:
    """Return the file in which a computer writes that does not write in `main`."""
    return main.with_name(f"{main.stem}.{machine}{main.suffix}")


def found_beside(main: Path) -> list[Path]:
    """Return the files that computers have begun beside `main`."""
    name = re.compile(rf"{re.escape(main.stem)}\.[0-9a-f]{{12}}{re.escape(main.suffix)}")
    # A folder that must not be listed still holds `main`.
    with contextlib.suppress(OSError), os.scandir(main.parent) as there:
        return sorted(Path(one.path) for one in there if name.fullmatch(one.name) and one.is_file())
    return []


def clear_left_over(main: Path) -> None:
    """Remove the temporary files that version 0.1.0 left when it was killed while saving."""
    name = re.compile(rf"\.{re.escape(main.name)}\.[a-z0-9_]{{8}}\.tmp")
    with contextlib.suppress(OSError):
        left = [path for path in main.parent.iterdir() if name.fullmatch(path.name) and not path.is_symlink()]
        if not left or _old_version_saves(main):
            return
        for path in left:
            if path.is_file():
                with contextlib.suppress(OSError):
                    path.unlink()


def _old_version_saves(main: Path) -> bool:
    """Whether version 0.1.0 is at work in another lesson: then one of the files is in use."""
    try:
        import fcntl

        handle = opened(main.with_name(f".{main.name}.lock"), os.O_RDWR)
    except FileNotFoundError:
        return False
    except (ImportError, OSError, RecordError):
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # never waited for
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def opened(path: Path, flags: int) -> int:
    """Open a regular file; nothing else is so much as touched.

    Raises
    ------
    RecordError
        If it is no regular file.
    OSError
        If it cannot be opened.
    """
    with contextlib.suppress(FileNotFoundError):
        _regular(path, path.stat().st_mode)
    # Answers are nobody else's business.
    handle = os.open(path, flags | _CAREFULLY, 0o600)
    try:
        _regular(path, os.fstat(handle).st_mode)
    except BaseException:
        os.close(handle)
        raise
    return handle


def _regular(path: Path, mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    raise RecordError(
        say(
            "The record cannot be read from {path} or kept there: it is {what}, no file, and stays as it is. "
            "Set {variable} to the name of a file, such as {name}, and restart the kernel.",
            path=path, what=_NO_FILE.get(stat.S_IFMT(mode)) or say("a device"), variable=VARIABLE,
            name=FILE_NAME,
        )
    )  # fmt: skip


def force(handle: int) -> None:
    """Force what was written to disk, where the file system knows how to."""
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def last_byte(handle: int) -> bytes:
    """Return how a file ends."""
    os.lseek(handle, -1, os.SEEK_END)
    return os.read(handle, 1)


def seal_of(status: os.stat_result) -> tuple[int, ...]:
    """Return what shows that a file is another one, or was changed."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
