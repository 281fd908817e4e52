"""One learner's answers: saved after each, restored on the next start, never lost.

On disk a record is a file to which lines are added, one an entry: saving costs the same at the first answer
and at the thirty thousandth. It holds answers and no name. Nothing is ever rewritten, renamed or removed, so
whoever is killed at whatever moment leaves what was there, and at worst the beginning of one more line.

**Without locks.** File systems of hubs refuse locks or only pretend to give them, and a program that stands
still would hold one for ever. So there is none. All lessons on one computer append to one file, each line in
one step; the kernel keeps such steps apart. What it cannot keep apart are two computers on one NFS or SMB
folder. So the file belongs to the computer that began it, and any other one writes into a file of its own
beside it (``infowar-kit-record.<computer>.json``). All of them are read together. They are as many as
computers, so nothing needs to be put together, which could only be done at a risk. A record of version 0.1.0,
and a file that is none, stay untouched, and what is new goes beside them too.

**Order.** A clock may be set back, and two computers never agree. So each entry has a number, one more than
the highest that its writer had seen, wherever it was written (Lamport 1978): what was answered after another
answer was known stands after it. The clock decides only where neither knew of the other, and where entries
are restored: these take a place among the numbers that are there, so a wrong date does not win for ever.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import threading
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice
from pathlib import Path

from infowar_kit.errors import RecordError
from infowar_kit.say import later, say
from infowar_kit.tasks import record_entries
from infowar_kit.tasks.record_entries import PARTS, SCHEMA, Entry, Kept, NewerRecordError
from infowar_kit.tasks.record_files import RecordFiles
from infowar_kit.tasks.record_keeping import not_saved
from infowar_kit.tasks.record_place import FILE_NAME, VARIABLE, default_path
from infowar_kit.tasks.record_reading import learner_of, read_text

__all__ = ["FILE_NAME", "LARGEST", "SCHEMA", "VARIABLE", "Entry", "Record", "default_path"]

LARGEST = 200 * 1024 * 1024  # characters of a file to be restored
_A_DAY = 24 * 60 * 60
_ELSEWHERE = later("Or set {variable} to another file and restart the kernel.")


class Record:
    """A learner's record, on disk. Several threads may use it.

    Parameters
    ----------
    path : pathlib.Path, optional
        The file, by default that of `default_path`; it is made at the first answer.

    Raises
    ------
    RecordError
        If it cannot be read, is no regular file, or comes from a newer version of the kit; it is left as it
        is.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path if path is not None else default_path()
        self._kept: dict[str, Kept] = {}
        self._of_task: dict[tuple[str, str], list[Kept]] = {}
        self._waiting: dict[str, Kept] = {}
        self._latest = 0
        self._counts: Counter[str] = Counter()
        self._said = ""
        self._process = os.getpid()
        self._lock = threading.RLock()
        try:
            self._files = RecordFiles(self.path)
        except FileNotFoundError:
            gone = say("The folder of this lesson is gone. Make it again.")
            raise RecordError(f"{gone} {say(_ELSEWHERE, variable=VARIABLE)}") from None
        self.refresh()

    def __len__(self) -> int:
        return len(self._kept)

    def __repr__(self) -> str:
        return record_entries.counted_words(self._counts["answer"], self._open())

    def _open(self) -> int:
        """Return in how many tasks something stands that was chosen and not checked."""
        last = (
            next((one for one in reversed(kept) if one.kind in ("answer", "draft")), None)
            for kept in self._of_task.values()
        )
        return sum(one is not None and one.kind == "draft" and one.content != "{}" for one in last)

    @property
    def notice(self) -> str:
        """What the learner should be told about the files, such as that one is damaged."""
        return " ".join(filter(None, [*self._files.notices(), self._said]))

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that hold it."""
        return self._files.paths()

    def entries(self, corpus: str, task: str) -> tuple[Entry, ...]:
        """Return what the learner did at a task, in order, whatever the version."""
        with self._alone():
            own = sorted(self._of_task.get((corpus, task), ()), key=lambda kept: kept.place)
        return tuple(kept.entry() for kept in own)

    def add(self, entry: Entry) -> None:
        """Save one more entry.

        Raises
        ------
        RecordError
            If it cannot be written. The entry is kept in memory and goes along with the next one saved,
            unless it is no entry that could be read again.
        """
        made = self._checked(entry)
        with self._alone():
            if made.id in self._kept:
                return
            trouble = self._looked()
            made.n = self._latest + 1
            self._keep(made)
            self._waiting[made.id] = made
            self._save(trouble)

    def export(self) -> str:
        """Return the whole record as JSON text, for the learner to keep."""
        with self._alone():
            return record_entries.export(sorted(self._kept.values(), key=lambda kept: kept.place))

    def after(self, number: int) -> list[Kept]:
        """Return what came in after the first `number` entries, for whoever keeps a copy elsewhere."""
        with self._alone():
            return list(islice(self._kept.values(), number, None))

    def lacks(self, ids: Iterable[str]) -> list[str]:
        """Return which of these entries are not here."""
        with self._alone():
            return [one for one in ids if one not in self._kept]

    @property
    def learner(self) -> str:
        """A random mark of whose record this is; empty before the first entry."""
        with self._alone():
            return learner_of(self._kept.values())

    def belongs(self, text: str) -> bool:
        """Return whether a text that `restore` would take shares an answer with this record, or one is empty.

        Raises
        ------
        RecordError
            If the text is no record.
        """
        found, _ = read_text(text)
        with self._alone():
            return not found or not self._kept or any(kept.id in self._kept for kept in found)

    def restore(self, text: str) -> int:
        """Add the entries of an exported record, or of a file as it lies on disk.

        Returns
        -------
        int
            How many of them were new here.

        Raises
        ------
        RecordError
            If the text is no record or damaged, and nothing is changed; or if it cannot be saved, and the
            entries are kept in memory.
        """
        if len(text) > LARGEST:
            raise RecordError(
                say("The file is larger than {size} MB: it is no record.", size=LARGEST // 1024**2)
            )
        found, damage = read_text(text)
        with self._alone():
            trouble = self._looked()
            self._place(found)
            new = {kept.id: kept for kept in found if kept.id not in self._kept}
            for kept in new.values():
                self._keep(kept)
            self._waiting |= new
            if new:
                self._save(trouble)
            self._said = damage or self._said
        return len(new)

    def refresh(self) -> None:
        """Take in what others, such as another lesson, have saved since; only what is new is read.

        Raises
        ------
        RecordError
            If a file cannot be read; what is in memory stays.
        """
        with self._alone():
            if trouble := self._looked():
                raise trouble

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        if self._process != os.getpid():  # forked: the lock may be held by a thread that is not here
            self._process, self._lock = os.getpid(), threading.RLock()
            self._files.begin_writer()
        with self._lock:
            yield

    @staticmethod
    def _checked(entry: Entry) -> Kept:
        try:
            return record_entries.checked({name: getattr(entry, name) for name in PARTS})
        except RecordError as error:
            raise RecordError(say("An answer cannot be saved: it {trouble}.", trouble=error)) from None

    def _keep(self, new: Kept) -> None:
        before = self._kept.get(new.id)
        if before is not None:
            # Restored on two computers, or saved twice: the place where it was answered counts.
            if (new.k > 0, new.n, new.k) < (before.k > 0, before.n, before.k):
                before.n, before.k = new.n, new.k
            before.file = before.file or new.file
        else:
            self._kept[new.id] = new
            self._of_task.setdefault((new.corpus, new.task), []).append(new)
            self._counts[new.kind] += 1
        self._latest = max(self._latest, new.n)

    def _place(self, found: list[Kept]) -> None:
        """Give restored entries their place: in their own order, among what is here by date where it is one.

        A date that lies ahead says nothing; such an entry follows the one before it in the file.
        """
        dated = sorted((record_entries.moment(kept.at) or 0.0, kept.n) for kept in self._kept.values())
        moments, highest = [at for at, _ in dated], list(accumulate((n for _, n in dated), max))
        latest = dt.datetime.now(dt.UTC).timestamp() + _A_DAY
        n = 0
        for number, kept in enumerate(found, 1):
            here = self._kept.get(kept.id)
            at = record_entries.moment(kept.at) or 0.0
            if here is not None:
                n = max(n, here.n)
            elif at < latest and (earlier := bisect_right(moments, at)):
                n = max(n, highest[earlier - 1])
            kept.n, kept.k = n, number

    # On disk

    def _looked(self) -> RecordError | None:
        """Take in what is new on disk; return what is wrong with it, if anything is."""
        again = False

        def restart(file: object) -> None:
            nonlocal again
            again = True
            for kept in self._kept.values():
                kept.file = None if kept.file is file else kept.file

        try:
            for kept in self._files.news(restart):
                self._keep(kept)
        except RecordError as error:
            return error
        except OSError as error:
            unread = say("The record {path} cannot be read ({error}). Make it readable.",
                         path=error.filename or self.path, error=error.strerror)  # fmt: skip
            return RecordError(f"{unread} {say(_ELSEWHERE, variable=VARIABLE)}")
        finally:
            if again:  # what was there and is there no more is saved again
                self._waiting |= {kept.id: kept for kept in self._kept.values() if kept.file is None}
        return None

    def _save(self, trouble: RecordError | None) -> None:
        if isinstance(trouble, NewerRecordError):
            raise trouble
        waiting = sorted(self._waiting.values(), key=lambda kept: kept.place)
        try:
            self._files.append(waiting)
        except OSError as error:
            raise RecordError(not_saved(self.path, error)) from error
        self._waiting.clear()
        self._said = str(trouble) if trouble else ""
