"""All files of a record, read together; and the one of them that this computer writes to."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from infowar_kit.errors import RecordError
from infowar_kit.tasks.record_entries import Kept
from infowar_kit.tasks.record_file import RecordFile
from infowar_kit.tasks.record_place import beside, clear_left_over, found_beside, this_machine


class RecordFiles:
    """The files of one record.

    Parameters
    ----------
    path : pathlib.Path
        Where it lies. A symbolic link is followed: the record of a synchronised folder stays there.
    """

    def __init__(self, path: Path) -> None:
        # A lesson that changes its folder does not change its record.
        self._link = path.absolute()
        self._files: dict[Path, RecordFile] = {}
        self._cleared = False

    def _main(self) -> Path:
        return Path(os.path.realpath(self._link))

    def _file(self, path: Path) -> RecordFile:
        return self._files.setdefault(path, RecordFile(path))

    def notices(self) -> list[str]:
        """Return what the learner should be told about the files."""
        return [file.notice for file in self._files.values()]

    def paths(self) -> tuple[Path, ...]:
        """Return the files that are there."""
        return tuple(path for path in self._files if path.exists())

    def begin_writer(self) -> None:
        """Count what is written from here anew: this process was forked from another one."""
        for file in self._files.values():
            file.begin_writer()

    def news(self, restart: Callable[[RecordFile], None]) -> Iterator[Kept]:
        """Yield what is new in any of them.

        Parameters
        ----------
        restart : callable
            Called with a file before all of it is read again.

        Raises
        ------
        OSError, RecordError
            If one cannot be read; the others were.
        """
        main = self._main()
        places = [main, *found_beside(main)]
        if main.parent != self._link.parent:  # from before it became a link
            places += found_beside(self._link)
        trouble: list[OSError | RecordError] = []
        places += [path for path, file in self._files.items() if file.seen]
        for path in dict.fromkeys(places):
            file = self._file(path)
            try:
                for kept in file.news(partial(restart, file)):
                    kept.file = file
                    yield kept
            except (OSError, RecordError) as error:
                trouble.append(error)
        if trouble:
            raise trouble[0]

    def append(self, entries: Sequence[Kept]) -> None:
        """Save entries: in the record's own file where this computer began it, else in one beside it.

        Raises
        ------
        OSError
            If they cannot be written.
        """
        main = self._main()
        if not self._cleared:
            self._cleared = True
            clear_left_over(main)
        file = self._file(main)
        if file.owner in {None, this_machine()}:
            try:
                self._append(file, entries, alone=True)
                return
            except (PermissionError, FileExistsError):
                pass  # it may only be read; or another lesson made it just now
        self._append(self._file(beside(main, this_machine())), entries, alone=False)

    def _append(self, file: RecordFile, entries: Sequence[Kept], *, alone: bool) -> None:
        file.append(entries, alone=alone)
        for kept in entries:
            kept.file = file
