"""The lessons and the tests without a browser on the newest Python that Debian has: `make lane-newest`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from tools.debian import LEARNER, ROOT, Debian, arguments, git, packages_of_readme, temporary_debian
from tools.steps import Failed, Step, go_through

# Where Debian's newest packages are.
SUITE = "sid"


class NewestPython:
    """The steps, each of which returns what it found."""

    def __init__(self, debian: Debian, *, suite: str, mirror: str) -> None:
        self.debian = debian
        self.suite = suite
        self.mirror = mirror
        self.python = ""

    def steps(self) -> Iterator[Step]:
        """Yield the title of each step and what does it."""
        yield f"Debian {self.suite}", self.make
        yield "its newest Python", self.newest
        yield "environment", self.environment
        yield "make check", lambda: self.run("check")
        yield "make test-quick", lambda: self.run("test-quick")

    def make(self) -> str:
        """Make the root."""
        self.debian.make(self.suite, self.mirror)
        self.debian.install(*packages_of_readme((ROOT / "README.md").read_text(encoding="utf-8")))
        return "with the packages of the README"

    def newest(self) -> str:
        """Install the newest Python for which there is a venv."""
        self.python = newest(self.debian.run("apt-cache pkgnames python3.", quiet=True))
        self.debian.install(self.python, f"{self.python}-venv")
        return self.debian.run(f"{self.python} -V", quiet=True)[-1]

    def environment(self) -> str:
        """Clone what is committed and install everything, each in its newest version."""
        self.debian.clone(LEARNER)
        self.run("environment")
        list_them = "infowar-kit/.venv/bin/python -m pip list --format=freeze"
        listed = self.debian.run(list_them, LEARNER, quiet=True)
        shown = re.compile(r"(jupyterlab|ipywidgets|anywidget|pandas|matplotlib|numpy)==.*")
        return ", ".join(line for line in listed if shown.fullmatch(line))

    def run(self, target: str) -> str:
        """Run a target of make, and return its last line."""
        lines = self.debian.run(f"cd infowar-kit && make PYTHON={self.python} {target}", LEARNER)
        return lines[-1]


def newest(names: list[str]) -> str:
    """Return the newest Python among names of packages, as far as it has a venv.

    Raises
    ------
    Failed
        If there is none.
    """
    found = [
        int(match[1]) for match in (re.fullmatch(r"python3\.(\d+)-venv", name) for name in names) if match
    ]
    if not found:
        raise Failed("no package python3.N-venv")
    return f"python3.{max(found)}"


def main() -> int:
    """Make a Debian, go through the steps, and remove it."""
    wanted = arguments("Try the lessons and the tests without a browser on the newest Python.", SUITE)
    title = f"The newest Python for commit {git('log', '-1', '--format=%h %s')}"
    with temporary_debian(wanted.folder) as debian:
        return go_through(title, NewestPython(debian, suite=wanted.suite, mirror=wanted.mirror).steps())


if __name__ == "__main__":
    sys.exit(main())
