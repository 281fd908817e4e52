"""A scan of one file or many, here or on many machines: one account, findings in the order of the texts."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from infowar_kit.errors import ToneError
from infowar_kit.tone.files.findings import SINKS
from infowar_kit.tone.files.parts import ROWS, Part, Read, parts
from infowar_kit.tone.files.progress import progress
from infowar_kit.tone.files.row import shown
from infowar_kit.tone.files.scanning import KEPT, Asked, Scan

# Parts in, what reading them came to out, in the same order.
Reading = Callable[[Iterator[Part]], Iterator[tuple[Part, Read]]]


def files_of(named: Sequence[str]) -> list[Path]:
    """Return the files that names stand for, each once.

    Parameters
    ----------
    named : sequence of str
        Files, patterns (``posts-*.csv``, ``**/*.parquet``), or folders of Parquet files as Dask and Spark
        write them. A file that has the name of a pattern is that file.

    Raises
    ------
    ToneError
        If nothing fits a pattern, or a folder holds no Parquet.
    """
    found: dict[str, Path] = {}
    for name in named:
        try:
            for path in _files(name):
                found.setdefault(os.path.realpath(path), path)
        except OSError as error:  # a name that is too long, a folder that may not be entered
            raise ToneError(f"'{shown(name)}' cannot be read ({error.strerror or error}).") from error
    return list(found.values())


def is_several(named: Sequence[str]) -> bool:
    """Whether names stand for several files, however many there are at the moment."""
    return (
        len(named) > 1 or Path(named[0]).is_dir() or (_is_pattern(named[0]) and not Path(named[0]).exists())
    )


def _is_pattern(name: str) -> bool:
    return glob.has_magic(name)


def _files(name: str) -> list[Path]:
    path = Path(name)
    if path.is_dir():
        inside = sorted(path.glob("*.parquet"), key=_in_order)
        if not inside:
            raise ToneError(
                f"The folder '{name}' holds no .parquet files. Name files, or a pattern in quotes."
            )
        return inside
    if path.exists() or not _is_pattern(name):
        return [path]
    # Path.glob refuses a pattern that begins at the root.
    every = glob.glob(name, recursive=True)  # noqa: PTH207
    fitting = [found for one in every if (found := Path(one)).is_file()]
    if not fitting:
        raise ToneError(f"No file fits '{name}'.")
    return sorted(fitting, key=_in_order)


def _in_order(path: Path) -> list[tuple[int, str]]:
    """Return a key that puts part.10 behind part.9."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", str(path))]


class Scans:
    """A scan of files that were all looked into and can begin.

    Parameters
    ----------
    paths : sequence of pathlib.Path
        The files; findings come in their order.
    asked : Asked
        How to read them.
    rows : int
        Texts of a part, where parts are read apart.

    Raises
    ------
    ToneError
        If one of them cannot be read at all, or has no such column: nothing was read then.
    """

    def __init__(self, paths: Sequence[Path], asked: Asked, *, rows: int = ROWS) -> None:
        self._paths, self._asked, self._rows = paths, asked, rows
        self._scans: list[Scan] = []
        # Each is opened again when its turn comes: a thousand open files are too many for most systems.
        for path in paths:
            Scan(path, asked)

    def write(self, out: TextIO, reading: Reading | None = None) -> Scans:
        """Read all texts and write what is found.

        Parameters
        ----------
        out : file
            Where findings go, as they are found.
        reading : callable, optional
            What reads parts; by default one file is read after the other, here.
        """
        found = SINKS[self._asked.form](out, file=self._asked.file)
        if reading is None:
            for path in self._paths:
                self._scans.append(Scan(path, self._asked))
                self._scans[-1].write(found)
        else:
            for part, read in progress(reading(self._parts()), "parts"):
                scan = self._scans[part.file]
                scan.done.add(read.done)
                scan.reader.add(read.reader)
                found.put(read.findings)
            for scan in self._scans:
                scan.closed()
        found.close()
        return self

    def _parts(self) -> Iterator[Part]:
        for number, path in enumerate(self._paths):
            self._scans.append(Scan(path, self._asked))
            yield from parts(self._scans[-1], number, self._rows)

    @property
    def texts(self) -> int:
        """How many texts were read."""
        return sum(scan.done.texts for scan in self._scans)

    @property
    def has_gaps(self) -> bool:
        """Whether a row was left out, or a text not read."""
        return any(scan.done.left_out or scan.done.unread for scan in self._scans)

    def __str__(self) -> str:
        if not self._asked.file:
            return str(self._scans[0].done)
        findings = sum(scan.done.findings for scan in self._scans)
        count = "1 file" if len(self._scans) == 1 else f"{len(self._scans)} files"
        lines = [f"{self.texts} texts in {count} read, {findings} findings."]
        lines += [f"{scan.path}: {remark}" for scan in self._scans for remark in scan.done.remarks]
        if left_out := sum(scan.done.left_out for scan in self._scans):
            lines.append(f"{left_out} {'row was' if left_out == 1 else 'rows were'} left out:")
            listed = list(_first(self._left_out(), KEPT))
            lines += listed
            if left_out > len(listed):
                lines.append(f"  … and {left_out - len(listed)} more")
        return "\n".join(lines)

    def _left_out(self) -> Iterator[str]:
        for scan in self._scans:
            for line, fault in scan.done.skipped:
                yield f"  {scan.path}, {scan.done.unit} {line}: {fault}"


def _first(lines: Iterable[str], most: int) -> Iterator[str]:
    return (line for line, _ in zip(lines, range(most), strict=False))
