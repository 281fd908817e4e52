"""One file of a record: read from where it was left, written only at its end, never replaced."""

from __future__ import annotations

import contextlib
import errno
import os
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

from infowar_kit.errors import RecordError
from infowar_kit.files import sync_folder
from infowar_kit.say import plural, say
from infowar_kit.tasks import record_lines
from infowar_kit.tasks.record_entries import Kept, NewerRecordError, checked, newer, parse
from infowar_kit.tasks.record_place import VARIABLE, force, last_byte, opened, seal_of, this_machine

LARGEST = 200 * 1024 * 1024  # bytes of lines; 600,000 answers
LARGEST_WHOLE = 20 * 1024 * 1024  # what version 0.1.0 could write
_LONGEST_LINE = 8 * 1024 * 1024
_BLOCK = 1024 * 1024


class RecordFile:
    """A file with lines, or a whole record of version 0.1.0.

    Parameters
    ----------
    path : pathlib.Path
        Where it lies, or will; links are followed.
    name : str
        What it is called to the learner; by default its file's name.

    Attributes
    ----------
    owner : str or None
        Which computer appends to it; None where nobody does: there is no file yet, or an empty one.
    """

    def __init__(self, path: Path, name: str = "") -> None:
        self.path = path
        self.name = name or path.name
        self._forget()

    def _forget(self) -> None:
        self.owner: str | None = None
        self._seal: tuple[int, ...] = ()
        self._offset = 0
        self._line = 0
        self._last = (0, b"")
        self._written: dict[str, int] = {}
        self._last_written = ""
        self._missing = 0
        self._damaged: list[int] = []
        self._foreign = ""
        self.begin_writer()

    def begin_writer(self) -> None:
        """Count what is written here anew, under another name: after a fork, or on another file."""
        self._writer = uuid.uuid4().hex[:12]

    @property
    def notice(self) -> str:
        """What the learner should be told about it."""
        if self._foreign:
            return say(
                "The saved answers in {file} could not be read ({trouble}). The file stays as it is; new "
                "answers are saved beside it. If it is no record of yours, move it away.",
                file=self.name, trouble=self._foreign,
            )  # fmt: skip
        said = []
        if self._damaged:
            lines = ", ".join(map(str, self._damaged[:5])) + (" …" if len(self._damaged) > 5 else "")
            said.append(plural("line {lines} cannot be read", "lines {lines} cannot be read",
                               len(self._damaged), lines=lines))  # fmt: skip
        if (lost := self._missing - len(self._damaged)) > 0:
            said.append(plural("{number} line is missing", "{number} lines are missing", lost))
        if not said:
            return ""
        return say(
            "The record {file} was damaged: {damage}. Everything else in it counts, and the file stays as it "
            "is. If you have downloaded your record before, restore it from there.",
            file=self.name, damage=f"{say(', and')} ".join(said),
        )  # fmt: skip

    @property
    def seen(self) -> bool:
        """Whether it was there at the last look."""
        return bool(self._seal)

    def news(self, restart: Callable[[], None]) -> Iterator[Kept]:
        """Yield the entries that were not there at the last look.

        Parameters
        ----------
        restart : callable
            Called before everything is read again, because the file is gone or another one.

        Raises
        ------
        OSError
            If it cannot be read.
        RecordError
            If it is no regular file, or comes from a newer version of the kit.
        """
        try:
            handle = opened(self.path, os.O_RDONLY)
        except (FileNotFoundError, NotADirectoryError) as error:
            if self.seen:
                self._forget()
                restart()
            elif isinstance(error, NotADirectoryError):
                raise
            return
        with os.fdopen(handle, "rb", buffering=0) as file:
            status = os.fstat(file.fileno())
            seal = seal_of(status)
            if seal == self._seal:
                return
            if self._seal and not self._continues(file, seal):
                self._forget()
                restart()
            if not self._offset and not self._is_lines(file):
                yield from self._whole(file, status.st_size)
            elif status.st_size > LARGEST:
                self._foreign = say("it is larger than {size} MB", size=LARGEST // 1024**2)
            else:
                yield from self.read(file)
            self._seal = seal

    def _continues(self, file: IO[bytes], seal: tuple[int, ...]) -> bool:
        """Whether the file only grew since the last look."""
        where, line = self._last
        if not line or seal[:2] != self._seal[:2] or seal[2] <= self._seal[2]:
            return False
        file.seek(where)
        return file.read(len(line)) == line

    def _is_lines(self, file: IO[bytes]) -> bool:
        file.seek(0)
        head = file.read(_BLOCK)
        return not head.strip() or record_lines.PREFIX in head or record_lines.cut_off(head)

    def _whole(self, file: IO[bytes], size: int) -> Iterator[Kept]:
        self.owner = ""
        if size > LARGEST_WHOLE:
            self._foreign = say("it is larger than {size} MB", size=LARGEST_WHOLE // 1024**2)
            return
        file.seek(0)
        try:
            found = parse(file.read().decode("utf-8-sig"), str(self.path))
        except NewerRecordError:
            raise
        except (RecordError, UnicodeDecodeError) as error:
            self._foreign = str(error)
            return
        for number, kept in enumerate(found, 1):
            if isinstance(kept, RecordError):
                self._foreign = self._foreign or say(
                    "entry {number} {trouble}; the others count", number=number, trouble=kept
                )
            else:
                kept.k = number
                yield kept

    def read(self, file: IO[bytes]) -> Iterator[Kept]:
        """Yield the entries of what is open, from where it was left."""
        file.seek(self._offset)
        rest = b""
        while block := file.read(_BLOCK):
            *chunks, rest = (rest + block).split(b"\n")
            for chunk in chunks:
                yield from self._chunk(chunk)
                self._last = (self._offset, chunk[:200])
                self._offset += len(chunk) + 1
                self._line += 1
            if len(rest) > _LONGEST_LINE:
                break
        # Somebody may be writing it just now: it is looked at again, and counts when it is whole.
        for part in record_lines.parts(rest):
            if isinstance(part, dict):
                yield from self._said(part, self._line + 1)

    def _chunk(self, chunk: bytes) -> Iterator[Kept]:
        line = self._line + 1
        chunk = chunk.strip(b"\0 \r\t").removeprefix(b"\xef\xbb\xbf")
        for part in record_lines.parts(chunk) if chunk else ():
            if isinstance(part, dict):
                yield from self._said(part, line)
            elif not record_lines.cut_off(part):
                self._damaged.append(line)
                self.owner = self.owner or ""

    def _said(self, said: dict[str, object], line: int) -> Iterator[Kept]:
        version = said.get("record")
        if type(version) is int and version > record_lines.VERSION:
            raise NewerRecordError(newer(str(self.path), version, record_lines.VERSION))
        if "machine" in said:
            # What comes first decides; where that is damaged, nobody goes on with the file.
            self.owner = str(said["machine"]) if self.owner is None else self.owner
            return
        if self.owner is None:  # the line that stood first is gone
            self.owner, self._missing = "", self._missing + 1
        try:
            writer, number, n, k = record_lines.counted(said)
            kept = checked(said.get("entry"))
        except (RecordError, ValueError):
            self._damaged.append(line)
            return
        other, _, before = str(said.get("after", "")).rpartition(":")
        self._count(other, int(before or 0), 0)
        self._count(writer, number, 1)
        self._last_written = f"{writer}:{number}"
        kept.n, kept.k = n, k
        yield kept

    def _count(self, writer: str, number: int, own: int) -> None:
        """Note how far a writer came; what lies between was written and is gone."""
        before = self._written.get(writer, 0)
        if number > before:
            self._missing += number - before - own
            self._written[writer] = number

    def append(self, entries: Sequence[Kept], *, alone: bool) -> None:
        """Add lines in one step and force them to disk.

        Parameters
        ----------
        entries : sequence of Kept
            In order.
        alone : bool
            Whether a file that is not there yet must not be there when it is made.

        Raises
        ------
        OSError
            If they cannot be written; what was there before is still there.
        """
        there = self.path.exists()
        if not there:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        make = 0 if there else os.O_CREAT | (os.O_EXCL if alone else 0)
        handle = opened(self.path, os.O_RDWR | os.O_APPEND | make)
        try:
            self._write(handle, entries, made=bool(make & os.O_EXCL))
        finally:
            os.close(handle)
        if not there:
            sync_folder(self.path.parent)

    def _write(self, handle: int, entries: Sequence[Kept], *, made: bool) -> None:
        size = os.fstat(handle).st_size
        number = self._written.get(self._writer, 0)
        lines = [
            record_lines.entry_line(kept, self._writer, count, self._after() if count == number + 1 else "")
            for count, kept in enumerate(entries, number + 1)
        ]
        head = record_lines.header(this_machine()) if self.owner is None else b""
        # Nothing is glued to a line that was cut off.
        gap = b"" if not size or last_byte(handle) == b"\n" else b"\n"
        data = gap + head + b"".join(lines)
        if size + len(data) > LARGEST:
            raise RecordError(
                say(
                    "The record would be larger than {size} MB and could not be read again. Download it, and "
                    "set {variable} to a new file.", size=LARGEST // 1024**2, variable=VARIABLE,
                )
            )  # fmt: skip
        written = 0
        try:
            written = os.write(handle, data)
            if written < len(data):
                os.write(handle, b"\n")  # says why, if it fails too
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            force(handle)
        finally:
            # Before the first line stands whole, nobody else takes the file for one to write to.
            if made and written < len(head):
                with contextlib.suppress(OSError):
                    self.path.unlink()
        self._written[self._writer] = number + len(lines)
        self._note(handle, size, data, lines[-1])

    def _after(self) -> str:
        return "" if self._last_written.startswith(f"{self._writer}:") else self._last_written

    def _note(self, handle: int, size: int, data: bytes, last: bytes) -> None:
        """Take as read what was just written, unless others wrote at the same time."""
        end = os.lseek(handle, 0, os.SEEK_CUR)
        if end != size + len(data) or self._offset != size:
            return
        self.owner = this_machine() if self.owner is None else self.owner
        self._offset = end
        self._line += data.count(b"\n")
        self._last = (end - len(last), last[:-1][:200])
        self._last_written = f"{self._writer}:{self._written[self._writer]}"
        status = os.fstat(handle)
        self._seal = seal_of(status) if status.st_size == end else (status.st_dev, status.st_ino, end, 0)
