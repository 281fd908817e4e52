"""Walk through docs/your-own-event.md: run its commands in order, and hold what they print against it.

`python -m tests.drafting.walked` writes what they print into the document.

A block of the kind `console` holds commands after `$` and what they print. A line with … alone stands for any
number of lines. `(ends with 1)` says the exit status, where it is not 0.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from infowar_kit.cli import main

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "your-own-event.md"
EXAMPLE = ROOT / "docs" / "your-own-event"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
Kit = Callable[..., tuple[int, str]]
_SECONDS = re.compile(r"\(\d+\.\d s\)")


@dataclass(frozen=True)
class Step:
    """A command, what the document says that it prints, and what it printed."""

    command: str
    said: tuple[str, ...]
    printed: tuple[str, ...]

    def holds(self) -> bool:
        return fits(self.said, self.printed)


def fits(said: tuple[str, ...], printed: tuple[str, ...]) -> bool:
    """Whether lines are those of the document; its … stands for any number of them."""
    if "…" not in said:
        return said == printed
    cut = said.index("…")
    before, after = said[:cut], said[cut + 1 :]
    enough = len(before) + len(after) <= len(printed)
    return enough and printed[:cut] == before and printed[len(printed) - len(after) :] == after


def walk(text: str, folder: Path, kit: Kit | None = None) -> Iterator[Step]:
    """Run the commands of a document in a folder that holds its example, and yield each as it is done."""
    shutil.copytree(EXAMPLE, folder / "example")
    for block in _BLOCK.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, lines = commands_and_lines(part)
            with contextlib.chdir(folder):
                yield Step(command, lines, run(command, kit or here))


def commands_and_lines(part: str) -> tuple[str, tuple[str, ...]]:
    lines = part.rstrip("\n").split("\n")
    command = [lines.pop(0)]
    while command[-1].endswith("\\"):
        command.append(lines.pop(0))
    return "\n".join(command), tuple(lines)


def here(*words: str) -> tuple[int, str]:
    """Run the kit in this process; return its status and all that it prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        return main(words), out.getvalue()


def run(command: str, kit: Kit = here) -> tuple[str, ...]:
    """Run one command as a person would type it: `infowar-kit` by what is given, and `cp` apart."""
    words = shlex.split(command.replace("\\\n", " "))
    if words[0] == "cp":
        subprocess.run(words, check=True)
        return ()
    assert words[0] == "infowar-kit", command
    status, said = kit(*words[1:])
    printed = _SECONDS.sub("(4.0 s)", said).rstrip("\n")
    lines = printed.split("\n") if printed else []
    return (*lines, f"(ends with {status})") if status else tuple(lines)


def made_again(text: str, folder: Path) -> str:
    """Return the document with what its commands print; where it leaves lines out it goes on to."""
    done = 0
    for step in walk(text, folder):
        lines = step.printed
        if "…" in step.said:
            cut = step.said.index("…")
            after = len(step.said) - cut - 1
            lines = (*lines[:cut], "…", *lines[len(lines) - after :])
        old = "\n".join([f"$ {step.command}", *step.said])
        at = text.index(f"{old}\n", done)
        new = "\n".join([f"$ {step.command}", *lines]) + "\n"
        text = text[:at] + new + text[at + len(old) + 1 :]
        done = at + len(new)
    return text


if __name__ == "__main__":
    os.environ.pop("INFOWAR_KIT_CORPUS", None)
    with tempfile.TemporaryDirectory() as place:
        found = made_again(DOCUMENT.read_text(encoding="utf-8"), Path(place))
    DOCUMENT.write_text(found, encoding="utf-8")
    sys.stdout.write(f"{DOCUMENT.name}: walked\n")
