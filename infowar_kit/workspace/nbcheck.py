"""The strict check of the lessons: run each in a fresh kernel and compare what it prints with the file.

Each lesson is copied into a folder of its own and gets an empty record, so neither the lessons nor a
learner's answers can be touched, and no lesson can help another to pass.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from infowar_kit.errors import WorkspaceError
from infowar_kit.workspace.lessons import delivered_files, event_of
from infowar_kit.workspace.nbcheck_place import bare_environment, temporary_folder, warm_up
from infowar_kit.workspace.prose import changed_prose
from infowar_kit.workspace.task_cells import misplaced

CELL_TIMEOUT = 60.0
SLOW = 10.0  # seconds from which a cell is said to be slow
AT_ONCE = 2
LARGEST = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check found in one lesson.

    Parameters
    ----------
    lesson : pathlib.Path
        The notebook.
    cells : int
        Code cells that were looked at.
    seconds : float
        How long it took.
    problem : str
        What is wrong, empty where nothing is.
    cell : int or None
        The first failing code cell, counted from 1.
    source : str
        First line of that cell.
    more : int
        How many other cells fail.
    slow : tuple of (int, float)
        Cells that took long, counted from 1, with their seconds.
    notes : tuple of str
        What is no fault: prose that differs from the lesson that this is a copy of.
    """

    lesson: Path
    cells: int
    seconds: float
    problem: str = ""
    cell: int | None = None
    source: str = ""
    more: int = 0
    slow: tuple[tuple[int, float], ...] = ()
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return not self.problem

    def __str__(self) -> str:
        if self:
            count = f"{self.cells} cell{'' if self.cells == 1 else 's'}"
            slow = "".join(
                f"\n      slow: code cell {cell} took {seconds:.0f} s; a class waits for it at once"
                for cell, seconds in self.slow
            )
            notes = "".join(f"\n      prose: {note}" for note in self.notes)
            return f"ok    {self.lesson.stem}: {count} as saved ({self.seconds:.1f} s){slow}{notes}"
        if self.cell is None:
            return f"FAIL  {self.lesson.stem}: {self.problem}"
        more = f"\n      {self.more} more of its {self.cells} cells fail" if self.more else ""
        return f"FAIL  {self.lesson.stem}: code cell {self.cell} `{self.source}`\n      {self.problem}{more}"


def check(lessons: Sequence[Path], *, cell_timeout: float = CELL_TIMEOUT) -> Iterator[Verdict]:
    """Run lessons and compare, two at a time; yield each verdict as soon as it is known.

    Parameters
    ----------
    lessons : sequence of pathlib.Path
        Notebooks.
    cell_timeout : float
        Seconds that a cell may take.

    Raises
    ------
    WorkspaceError
        If nbval is not installed, or a lesson cannot be copied.
    """
    if find_spec("nbval") is None or find_spec("pytest") is None:
        raise WorkspaceError(
            f"Checking needs nbval, which is not installed. Run: {sys.executable} -m pip install nbval pytest"
        )
    waiting, running = list(lessons), list[_Run]()
    with temporary_folder() as fonts:
        warm_up(fonts)
        yield from _verdicts(waiting, running, cell_timeout, fonts)


def _verdicts(
    waiting: list[Path], running: list[_Run], cell_timeout: float, fonts: Path
) -> Iterator[Verdict]:
    try:
        while waiting or running:
            while waiting and len(running) < AT_ONCE:
                running.append(_Run(waiting.pop(0), cell_timeout, fonts))
            ended = [run for run in running if run.ended()]
            for run in ended:
                running.remove(run)
                yield run.verdict()
            if not ended:
                time.sleep(0.05)
    finally:
        for run in running:
            run.stop()


class _Run:
    """One lesson in a process of its own: if it hangs or crashes, only its own verdict suffers."""

    def __init__(self, lesson: Path, cell_timeout: float, fonts: Path) -> None:
        self.lesson = lesson
        self.began = time.monotonic()
        self.late = False
        self.process: subprocess.Popen[bytes] | None = None
        self.unreadable = _unreadable(lesson)
        if self.unreadable:
            return
        self._folder = contextlib.ExitStack()
        self.place = self._folder.enter_context(temporary_folder())
        try:
            self._start(cell_timeout, fonts)
        except BaseException:
            self._folder.close()
            raise

    def _start(self, cell_timeout: float, fonts: Path) -> None:
        count = len(json.loads(self.lesson.read_bytes())["cells"])
        self.deadline = self.began + 120 + (count + 1) * (cell_timeout + 10)
        notebook = _copy(self.lesson, self.place / "lesson")
        (self.place / "pytest.ini").write_text("[pytest]\n")  # else one of a folder above could be found
        with as_file(files("infowar_kit.workspace") / "nbval_sanitize.cfg") as shipped:
            shutil.copyfile(shipped, self.place / "sanitize.cfg")
        command = [
            sys.executable, "-m", "pytest", "-q", "--color=no", "-c", str(self.place / "pytest.ini"),
            "-p", "no:cacheprovider", "-p", "nbval.plugin", "-p", "infowar_kit.workspace.nbval_report",
            "--nbval", "--nbval-current-env", f"--nbval-cell-timeout={cell_timeout}",
            f"--nbval-sanitize-with={self.place / 'sanitize.cfg'}", str(notebook),
        ]  # fmt: skip
        with (self.place / "output.txt").open("wb") as output:
            self.process = subprocess.Popen(
                command,
                cwd=self.place,
                env=bare_environment(self.place, fonts, event_of(self.lesson.parent)),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def ended(self) -> bool:
        if self.process is None or self.process.poll() is not None:
            return True
        self.late = time.monotonic() > self.deadline
        if self.late:
            self.process.kill()
            self.process.wait()
        return self.late

    def stop(self) -> None:
        if self.process is not None:
            # The kernel watches for the end of its parent and follows.
            self.process.terminate()
            self.process.wait()
            self._folder.close()

    def verdict(self) -> Verdict:
        seconds = time.monotonic() - self.began
        if self.process is None:
            return Verdict(self.lesson, 0, seconds, self.unreadable)
        cells = _cells(self.place / "cells.jsonl")
        output = (self.place / "output.txt").read_text(encoding="utf-8", errors="replace")
        self._folder.close()
        failed = [cell for cell in cells if cell["problem"]]
        if failed:
            first = failed[0]
            found = first["problem"], first["cell"], first["source"], len(failed) - 1
            return Verdict(self.lesson, len(cells), seconds, *found)
        slow = tuple((cell["cell"], cell["seconds"]) for cell in cells if cell["seconds"] >= SLOW)
        trouble = self._trouble(cells, output) or misplaced(self.lesson)
        notes = changed_prose(self.lesson)
        return Verdict(self.lesson, len(cells), seconds, trouble, slow=slow, notes=notes)

    def _trouble(self, cells: Sequence[dict[str, Any]], output: str) -> str:
        """Say what went wrong besides the cells; a lesson passes only if everything says so."""
        assert self.process is not None
        if self.late:
            return "took too long as a whole and was stopped"
        if not cells and self.process.returncode in {0, 5}:
            return "has no code cell, so nothing could be checked"
        if self.process.returncode == 0:
            return ""
        said = [line.strip() for line in output.splitlines() if line.strip()]
        errors = [line for line in said if "Error" in line] or said[-1:]
        return f"could not be run (pytest ended with {self.process.returncode}): {' '.join(errors[:1])}"


def _unreadable(lesson: Path) -> str:
    if lesson.exists() and not (lesson.is_file() or lesson.is_dir()):
        return "is a pipe or a device, no file"
    try:
        content = json.loads(lesson.read_bytes())
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    except (ValueError, RecursionError):
        return "is no notebook: it is not JSON"
    if not isinstance(content, dict) or not isinstance(content.get("cells"), list):
        return "is no notebook of version 4: it has no cells"
    return ""


def _copy(lesson: Path, to: Path) -> Path:
    """Copy a lesson and what lies with it, other notebooks and records apart."""
    beside = [path for path in delivered_files(lesson.parent) if path.suffix != ".ipynb"]
    if sum(path.stat().st_size for path in beside) > LARGEST:
        raise WorkspaceError(
            f"The folder {lesson.parent} is over {LARGEST // 1024**2} MB, too large to copy for a check. "
            f"Put the lesson into a folder with only what it needs."
        )
    to.mkdir()
    for path in beside:
        copy = to / path.relative_to(lesson.parent)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    # Under a plain name: pytest reads "::" and "[" in the name of a file as its own signs.
    return Path(shutil.copyfile(lesson, to / "lesson.ipynb"))


def _cells(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    # A process that was killed may leave half a line.
    whole = (line for line in path.read_text(encoding="utf-8").split("\n")[:-1])
    return [json.loads(line) for line in whole]
