"""A fresh, minimal Debian in a folder, made by debootstrap; commands run in it as on a machine of its own."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools import registries
from tools.steps import Failed, show

ROOT = Path(__file__).parent.parent
# Nothing of the outside is seen: processes end with the command, and so do the mounts.
ENTER = """
mount -t proc proc "$1/proc"
mount -t tmpfs -o mode=1777 shm "$1/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$1/dev/pts"
root=$1 ids=$2; shift 2
exec chroot --userspec="$ids" --groups= "$root" env -i "$@"
"""
NAMESPACES = ["unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child"]
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody in the root."""

    name: str
    ids: str
    home: str


ADMINISTRATOR = User("root", "0:0", "/root")
LEARNER = User("learner", "1000:1000", "/home/learner")


class Running:
    """A command that runs in the root; what it prints is passed on line by line and kept."""

    def __init__(self, command: list[str], *, quiet: bool = False) -> None:
        self.lines: list[str] = []
        self._quiet = quiet
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self.lines.append(line.rstrip("\n"))
            if not self._quiet:
                show(self.lines[-1])

    @property
    def code(self) -> int | None:
        """How it ended; None while it runs."""
        return self._process.poll()

    def wait(self) -> int:
        """Wait for its end and return how it ended."""
        code = self._process.wait()
        self._reader.join(20)
        return code

    def stop(self) -> None:
        """End it and all that it has started."""
        self._process.kill()
        self.wait()


class Debian:
    """A root file system of Debian.

    Parameters
    ----------
    folder : pathlib.Path
        Where it is made.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self, suite: str, mirror: str = "") -> None:
        """Make it: the smallest set of packages, this machine's registries, an ordinary user, empty homes.

        Raises
        ------
        Failed
            If this machine's sources name no mirror or debootstrap fails.
        """
        sources = registries.sources_for(suite, registries.apt_sources(), mirror)
        if not sources:
            raise Failed(
                "apt is not set up here, so there is no mirror of Debian to take: name one with MIRROR="
            )
        # In namespaces too: where it breaks off, none of its mounts is left.
        debootstrap = [*NAMESPACES, "debootstrap", "--variant=minbase"]
        command = [*debootstrap, suite, str(self.folder), sources[0].address]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
        if done.returncode:
            raise Failed(
                f"debootstrap {suite} ended with {done.returncode}:\n{_last(done.stdout + done.stderr)}"
            )
        registries.hand_over(self.folder, sources)
        for user in (ADMINISTRATOR, LEARNER):
            home = self.folder / user.home.lstrip("/")
            shutil.rmtree(home, ignore_errors=True)
            home.mkdir(parents=True)
        add = (
            f"useradd --no-create-home --home-dir {LEARNER.home} --uid 1000 --shell /bin/bash {LEARNER.name}"
        )
        self.run(f"{add} && chown {LEARNER.ids} {LEARNER.home}", quiet=True)

    def install(self, *packages: str) -> None:
        """Install packages as its administrator."""
        self.run("apt-get update -qq", quiet=True)
        self.run(f"DEBIAN_FRONTEND=noninteractive apt-get install -y -qq {' '.join(packages)}", quiet=True)

    def start(self, command: str, user: User = ADMINISTRATOR, *, quiet: bool = False) -> Running:
        """Start a command in it."""
        environment = registries.variables() | {"PATH": PATH, "HOME": user.home, "TERM": "dumb"}
        settings = [f"{name}={value}" for name, value in environment.items()]
        enter = [*NAMESPACES, "sh", "-ec", ENTER, "sh", str(self.folder), user.ids]
        return Running([*enter, *settings, "sh", "-c", f"cd {user.home} && {command}"], quiet=quiet)

    def run(self, command: str, user: User = ADMINISTRATOR, *, quiet: bool = False) -> list[str]:
        """Run a command in it and return the lines that it printed.

        Raises
        ------
        Failed
            If the command fails.
        """
        running = self.start(command, user, quiet=quiet)
        code = running.wait()
        if code:
            raise Failed(
                f"`{command}` as {user.name} ended with {code}:\n{_last(chr(10).join(running.lines))}"
            )
        return running.lines

    def clone(self, user: User) -> str:
        """Clone what is committed here into somebody's empty home, and return the commit.

        Raises
        ------
        Failed
            If the home is not empty.
        """
        there = self.run("ls -A", user, quiet=True)
        if there:
            raise Failed(f"the home of {user.name} is not empty: {' '.join(there)}")
        # A bundle: git does not clone a folder that belongs to somebody else.
        bundle = self.folder / "srv/infowar-kit.bundle"
        git("bundle", "create", "--quiet", str(bundle), "HEAD")
        self.run("git -c advice.detachedHead=false clone --quiet /srv/infowar-kit.bundle infowar-kit", user)
        return self.run("git -C infowar-kit log -1 --format=%h", user, quiet=True)[0]


def git(*arguments: str) -> str:
    """Run git on this repository, whoever owns it, and return what it prints."""
    command = ["git", "-C", str(ROOT), "-c", f"safe.directory={ROOT}", *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        raise Failed(f"`git {' '.join(arguments)}` ended with {done.returncode}:\n{_last(done.stderr)}")
    return done.stdout.strip()


def packages_of_readme(text: str) -> list[str]:
    """Return the Debian packages that the README asks for, so that what it says is what is tried."""
    found = re.search(r"`apt-get install ([a-z0-9.+ -]+)`", text)
    if not found:
        raise Failed("README.md does not say which packages Debian needs: `apt-get install ...`")
    return found[1].split()


def arguments(about: str, suite: str) -> argparse.Namespace:
    """Return what somebody asked for on the command line, or end with what stands in the way."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--suite", default=suite, help="which Debian (default: %(default)s)")
    parser.add_argument("--mirror", default="", help="from where (default: what apt is set up with here)")
    parser.add_argument("--folder", default="/var/tmp", help="where to make it (default: %(default)s)")
    parser.add_argument("--tests", default="", help="what `make test` runs (default: all)")
    wanted = parser.parse_args()
    hindrance = why_not()
    if hindrance:
        parser.exit(1, f"This cannot be tried here: {hindrance}.\n")
    return wanted


def own_suite() -> str:
    """Return the name of the Debian that runs here, or stable."""
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return "stable"
    said = dict(line.partition("=")[::2] for line in lines)
    return said.get("VERSION_CODENAME", "stable") if said.get("ID") == "debian" else "stable"


def why_not() -> str:
    """Say why no Debian can be made here; nothing where it can."""
    if os.geteuid() != 0:
        return "only root can make a Debian in a folder and run commands in it: try it with sudo"
    missing = [name for name in ("debootstrap", "unshare", "chroot", "git") if shutil.which(name) is None]
    if missing:
        return f"{', '.join(missing)} is missing; on Debian and Ubuntu: apt-get install -y debootstrap git"
    tried = subprocess.run([*NAMESPACES, "true"], capture_output=True, encoding="utf-8", check=False)
    if tried.returncode:
        return (
            f"this machine does not let root make namespaces of its own ({tried.stderr.strip()}): "
            "a container needs more rights for that"
        )
    return ""


@contextmanager
def temporary_debian(place: str) -> Iterator[Debian]:
    """Yield a Debian that is still to be made, in a folder that is removed afterwards."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a polite end cleans up as well
    folder = Path(tempfile.mkdtemp(prefix="infowar-kit-debian-", dir=place))
    folder.chmod(0o755)  # it is the ordinary user's / in there
    try:
        yield Debian(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _last(text: str) -> str:
    return "\n".join(text.strip().splitlines()[-20:])
