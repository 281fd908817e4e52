"""One learner's answers: saved after each, restored on the next start, never lost.

The record is one JSON file. It holds answers and no name::

    {"schema": 1, "entries": [{"id": "…", "at": "2001-10-03T09:15:00.000000+00:00",
      "corpus": "…", "corpus_version": "…", "task": "…", "task_version": 1,
      "kind": "answer", "content": {…}}, …]}

Entries are only ever added. Saving takes a lock, reads the file again, adds what others wrote meanwhile,
writes a temporary file, forces it to disk and renames it: whoever is killed at whatever moment leaves the
old record or the new one, whole; and two tabs keep each other's answers.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import re
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from infowar_kit.errors import RecordError

SCHEMA = 1
VARIABLE = "INFOWAR_KIT_RECORD"
FILE_NAME = "infowar-kit-record.json"
LARGEST = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a learner did.

    Parameters
    ----------
    corpus, corpus_version, task, task_version : str, str, str, int
        What it belongs to.
    kind : str
        ``"answer"``, ``"hint"`` or ``"shown"``.
    content : dict
        What was answered, as JSON.
    id, at : str
        Made on creation: a random id, and the moment in UTC.
    """

    corpus: str
    corpus_version: str
    task: str
    task_version: int
    kind: str
    content: dict[str, Any] = field(default_factory=dict)
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    at: str = field(default_factory=lambda: dt.datetime.now(dt.UTC).isoformat(timespec="microseconds"))


def default_path() -> Path:
    """Return where the record lies: `INFOWAR_KIT_RECORD` if set, else in the current folder."""
    return Path(os.environ.get(VARIABLE) or FILE_NAME)


class Record:
    """A learner's record, on disk.

    Parameters
    ----------
    path : pathlib.Path, optional
        The file, by default that of `default_path`; it is made at the first answer.

    Attributes
    ----------
    notice : str
        What the learner should be told about the file, such as that a damaged one was kept aside.

    Raises
    ------
    RecordError
        If the file cannot be read, or comes from a newer version of the kit; it is left as it is.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path if path is not None else default_path()
        self.notice = ""
        self._entries: dict[str, Entry] = {}
        self._load()

    def __len__(self) -> int:
        return len(self._entries)

    def __repr__(self) -> str:
        count = sum(entry.kind == "answer" for entry in self._entries.values())
        return f"Record: {count} answer{'' if count == 1 else 's'} saved"

    def entries(self, corpus: str, task: str) -> tuple[Entry, ...]:
        """Return what the learner did at a task, oldest first, whatever the version."""
        own = [e for e in self._entries.values() if e.corpus == corpus and e.task == task]
        return tuple(sorted(own, key=lambda entry: (entry.at, entry.id)))

    def add(self, entry: Entry) -> None:
        """Save one more entry.

        Raises
        ------
        RecordError
            If it cannot be written. The entry is kept in memory and goes along with the next one saved,
            unless it is no JSON: that would stand in the way of all later ones.
        """
        _dump({entry.id: entry})
        self._entries[entry.id] = entry
        self._save()

    def export(self) -> str:
        """Return the whole record as JSON text, for the learner to keep."""
        return _dump(self._entries)

    def restore(self, text: str) -> int:
        """Add the entries of an exported record.

        Returns
        -------
        int
            How many of them were new here.

        Raises
        ------
        RecordError
            If the text is no record, and nothing is changed; or if it cannot be saved, and the entries are
            kept in memory.
        """
        found = _parse(text, "The file")
        _size_checked(_dump(found | self._entries))
        new = {key: entry for key, entry in found.items() if key not in self._entries}
        self._entries |= new
        if new:
            self._save()
        return len(new)

    def refresh(self) -> None:
        """Take in what others, such as another lesson, have saved since.

        Raises
        ------
        RecordError
            If the file cannot be read; what is in memory stays.
        """
        self._load()

    # On disk

    def _load(self) -> None:
        """Take in what is on disk; put a damaged file aside."""
        try:
            damage = self._reload()
            if damage:
                # Looked at again under the lock: another tab may have put it aside and begun a new one.
                with _locked(self.path):
                    self._put_aside(self._reload())
        except OSError as error:
            raise RecordError(
                f"The record {self.path} cannot be read ({error.strerror}). Make it readable, or set "
                f"{VARIABLE} to another file."
            ) from error

    def _reload(self) -> str:
        """Take in what is on disk; return what is wrong with it, if anything is."""
        try:
            if self.path.stat().st_size > LARGEST:
                return f"it is larger than {LARGEST // 1024**2} MB"
            found = _parse(self.path.read_bytes().decode("utf-8"), str(self.path))
        except FileNotFoundError:
            return ""
        except NewerRecordError:
            raise
        except (RecordError, UnicodeDecodeError) as error:
            return str(error)
        self._entries = found | self._entries
        return ""

    def _put_aside(self, damage: str) -> None:
        """Rename a damaged file and say so; the lock is held."""
        if not damage:
            return
        aside = _free_name(self.path)
        self.path.rename(aside)
        self.notice = (
            f"The saved answers in {self.path.name} could not be read ({damage}). The file was kept as "
            f"{aside.name}; nothing in it was changed. A new record begins here."
        )

    def _save(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with _locked(self.path):
                self._put_aside(self._reload())
                _write(self.path, _size_checked(_dump(self._entries)))
        except OSError as error:
            raise RecordError(
                f"The answer could not be saved to {self.path} ({error.strerror}). It is kept while this "
                f"notebook runs: download the record now, or make room or the folder writable."
            ) from error


class NewerRecordError(RecordError):
    """The record was written by a newer version of the kit; it must not be put aside or overwritten."""


def _dump(entries: Mapping[str, Entry]) -> str:
    ordered = sorted(entries.values(), key=lambda entry: (entry.at, entry.id))
    try:
        content = {"schema": SCHEMA, "entries": [asdict(entry) for entry in ordered]}
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    except (TypeError, ValueError, RecursionError) as error:
        raise RecordError(f"An answer cannot be saved, because it is no JSON: {error}.") from None
    # Half a character, which a browser can send, is no UTF-8; as an escape it stays what it is.
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text)


def _size_checked(text: str) -> str:
    if len(text.encode()) > LARGEST:
        raise RecordError(
            f"The record would be larger than {LARGEST // 1024**2} MB and could not be read again. Download "
            f"it, and set {VARIABLE} to a new file."
        )
    return text


def _parse(text: str, what: str) -> dict[str, Entry]:
    try:
        content = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise RecordError(f"{what} is not a record: it is no JSON") from None
    schema = content.get("schema") if isinstance(content, dict) else None
    if isinstance(schema, int) and schema > SCHEMA:
        raise NewerRecordError(
            f"{what} comes from a newer version of infowar-kit (schema {schema}; this one reads {SCHEMA}). "
            f"Update the kit, or move the file away to begin a new record."
        )
    if schema != SCHEMA or not isinstance(content.get("entries"), list):
        raise RecordError(f"{what} is not a record of infowar-kit: it has no schema {SCHEMA} and entries")
    entries = {}
    for number, raw in enumerate(content["entries"], 1):
        # All of the parts: an id made up here would be another one at the next reading.
        if not isinstance(raw, dict) or raw.keys() != _KINDS.keys():
            raise RecordError(f"{what} is damaged: entry {number} lacks a part or has one too many")
        entry = Entry(**raw)
        if not all(isinstance(getattr(entry, name), kind) for name, kind in _KINDS.items()):
            raise RecordError(f"{what} is damaged: entry {number} has a part of the wrong kind")
        entries[entry.id] = entry
    _dump(entries)  # what is nested too deeply to be written again is no record either
    return entries


_KINDS = {
    "corpus": str, "corpus_version": str, "task": str, "task_version": int,
    "kind": str, "content": dict, "id": str, "at": str,
}  # fmt: skip


def _free_name(path: Path) -> Path:
    """Return a name beside `path` that is not taken, for a damaged file."""
    for number in range(1, 1000):
        aside = path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")
        if not aside.exists():
            return aside
    raise RecordError(f"There are too many damaged copies beside {path}. Move some away.")


def _write(path: Path, text: str) -> None:
    """Replace a file by one with this text, whole or not at all."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    # Without this the rename itself could be lost when the power fails; Windows cannot open folders.
    with contextlib.suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock beside the record; the operating system frees it when its holder dies."""
    with path.with_name(f".{path.name}.lock").open("a+b") as lock:
        unlock = _lock(lock.fileno())
        try:
            yield
        finally:
            unlock()


def _lock(descriptor: int) -> Any:
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return lambda: fcntl.flock(descriptor, fcntl.LOCK_UN)
    except ImportError:
        pass
    try:
        import msvcrt
    except ImportError:  # in a browser there is one process and nobody to lock out
        return lambda: None
    os.lseek(descriptor, 0, os.SEEK_SET)
    msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined]

    def unlock() -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined]

    return unlock
