"""The README's two commands on a machine that has nothing: `make bare-machine`.

A minimal Debian is made in a folder, with the packages that the README asks for, empty homes and no caches.
First an ordinary user tries `make test`: only root may install a browser and fonts, so it has to say that in
one sentence and install nothing. Then root runs both commands, then the user. What is committed is tried.
"""

from __future__ import annotations

import json
import re
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from functools import partial
from typing import Any

from tools.debian import (
    ADMINISTRATOR,
    LEARNER,
    ROOT,
    Debian,
    Running,
    User,
    arguments,
    git,
    own_suite,
    packages_of_readme,
    temporary_debian,
)
from tools.steps import Failed, Step, go_through

PATIENCE = 1800  # seconds for `make lessons` until its server answers
ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)/\S*\?token=(\w+)")
CLOSING = re.compile(r"(?:=+ )?\d+ passed.*")


class BareMachine:
    """The steps, each of which returns what it found."""

    def __init__(self, debian: Debian, *, suite: str, mirror: str, tests: str) -> None:
        self.debian = debian
        self.suite = suite
        self.mirror = mirror
        self.tests = tests

    def steps(self) -> Iterator[Step]:
        """Yield the title of each step and what does it."""
        yield "a minimal Debian", self.make
        yield "the packages of the README", self.packages
        yield "user: clone", partial(self.clone, LEARNER)
        yield "user: make test, before root was here", self.told
        yield "root: clone", partial(self.clone, ADMINISTRATOR)
        for user in (ADMINISTRATOR, LEARNER):
            who = "root" if user is ADMINISTRATOR else "user"
            yield f"{who}: make lessons", partial(self.lessons, user)
            yield f"{who}: make test", partial(self.test, user)

    def make(self) -> str:
        """Make the root."""
        self.debian.make(self.suite, self.mirror)
        count = len(self.debian.run("dpkg-query --show", quiet=True))
        return f"{self.suite}, {count} packages"

    def packages(self) -> str:
        """Install what the README asks for."""
        wanted = packages_of_readme((ROOT / "README.md").read_text(encoding="utf-8"))
        self.debian.install(*wanted)
        [version] = self.debian.run("python3 -V", quiet=True)
        for command in ("chromium", "fc-list", "uv"):
            if self.debian.start(f"command -v {command}", quiet=True).wait() == 0:
                raise Failed(f"{command} is there already: this is no bare machine")
        return f"{' '.join(wanted)}; {version}; no browser, no list of fonts, no uv"

    def clone(self, user: User) -> str:
        """Clone what is committed."""
        return f"{self.debian.clone(user)} in an empty home"

    def told(self) -> str:
        """See what an ordinary user is told who lacks what only root can install."""
        running = self.debian.start(f"cd infowar-kit && {self._make_test()}", LEARNER)
        if running.wait() == 0:
            return f"passed as it is: {closing_line(running.lines)}"
        said = [line for line in running.lines if not line.startswith("make: ***")]
        if len(said) != 1 or "cannot be got from here" not in said[0]:
            raise Failed("one clear sentence was expected, and nothing else")
        left = self.debian.run("git -C infowar-kit status --short --ignored", LEARNER, quiet=True)
        # Whatever Python compiles while it looks is no installation.
        left = [line for line in left if "__pycache__" not in line]
        if left:
            raise Failed(f"it was said too late: {' '.join(left)} is there")
        return "one sentence, and nothing was installed"

    def lessons(self, user: User) -> str:
        """Run `make lessons` until its server answers."""
        running = self.debian.start(f"cd infowar-kit && make lessons PORT={free_port()}", user)
        try:
            address, token = wait_for_address(running)
            found = ask(f"{address}/api/contents?token={token}")
            names = [entry["name"] for entry in found["content"] if entry["name"].endswith(".ipynb")]
            wanted = [path.name for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
            if sorted(names) != wanted:
                raise Failed(f"the server shows {', '.join(sorted(names))} and not {', '.join(wanted)}")
            if not refuses(f"{address}/api/contents"):
                raise Failed("the server answers without its token")
        finally:
            running.stop()
        return f"the server answers and shows {len(names)} lessons"

    def test(self, user: User) -> str:
        """Run `make test`."""
        return closing_line(self.debian.run(f"cd infowar-kit && {self._make_test()}", user))

    def _make_test(self) -> str:
        return f"make test TESTS='{self.tests}'" if self.tests else "make test"


def closing_line(lines: list[str]) -> str:
    """Return pytest's last word."""
    found = [line for line in lines if CLOSING.fullmatch(line)]
    if not found:
        raise Failed("pytest gave no closing line")
    return found[-1]


def free_port() -> int:
    """Return a port that nobody listens on; the root shares the network with this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for_address(running: Running) -> tuple[str, str]:
    """Return the address and the token that `make lessons` prints, once its server answers."""
    late = time.monotonic() + PATIENCE
    while time.monotonic() < late and running.code is None:
        for found in filter(None, map(ADDRESS.search, running.lines)):
            try:
                ask(f"{found[1]}/api/status?token={found[2]}")
            except OSError:
                break
            return found[1], found[2]
        time.sleep(0.5)
    raise Failed(f"no server answered (it ended with {running.code})")


def ask(url: str) -> Any:
    """Return what the server answers."""
    with urllib.request.urlopen(url, timeout=20) as answer:
        return json.load(answer)


def refuses(url: str) -> bool:
    """Return whether the server lets nobody in."""
    try:
        urllib.request.urlopen(url, timeout=20).close()
    except urllib.error.HTTPError as error:
        return error.code in {401, 403}
    return False


def main() -> int:
    """Make a bare machine, go through the steps, and remove it."""
    wanted = arguments("Try the README's two commands on a fresh minimal Debian.", own_suite())
    changed = git("status", "--short")
    title = f"A bare machine for commit {git('log', '-1', '--format=%h %s')}"
    title += " (what is not committed is not tried)" if changed else ""
    with temporary_debian(wanted.folder) as debian:
        machine = BareMachine(debian, suite=wanted.suite, mirror=wanted.mirror, tests=wanted.tests)
        return go_through(title, machine.steps())


if __name__ == "__main__":
    sys.exit(main())
