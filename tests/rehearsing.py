"""What rehearsals share: environments of their own, servers that are waited for, a verdict a step."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Error as BrowserError

from infowar_kit.corpus import load
from infowar_kit.tasks import build
from infowar_kit.text import plain
from tests.browser.lab import task

ROOT = Path(__file__).parent.parent
# Of the machine that rehearses nothing may help.
THEIRS = ("JUPYTER", "INFOWAR_KIT", "IPYTHON")
OUTSIDE = ("PYTHONPATH", "VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE", "PYTHONSTARTUP")


class RehearsalFailed(Exception):
    """A step did not do what is needed."""


def run(*command: str | Path, where: Path | None = None, environment: dict[str, str] | None = None) -> str:
    """Run a command and return what it printed; fail with it if the command fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=where,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        shown = " ".join(str(part) for part in command[:8])
        raise RehearsalFailed(f"`{shown}` ended with {done.returncode}:\n{done.stdout[-4000:]}")
    return done.stdout


def make_environment(folder: Path, python: str) -> Path:
    """Make an empty environment and return its Python."""
    uv = shutil.which("uv")
    if uv:
        run(uv, "venv", "--quiet", "--python", python, folder)
    else:
        run(python, "-m", "venv", folder)
    return folder / "bin" / "python"


def install(python: Path, *wanted: str | Path) -> None:
    """Install into an environment."""
    uv = shutil.which("uv")
    tool = [uv, "pip", "install", "--compile-bytecode", "--python", python] if uv else []
    run(*(tool or [python, "-m", "pip", "install"]), "--quiet", *wanted)


def copy_checkout(folder: Path) -> int:
    """Copy what a clone would hold; return how many files that is."""
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", where=ROOT)
    names = [name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    for name in names:
        copy = folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, copy)
    return len(names)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment(home: Path, *paths: Path) -> dict[str, str]:
    """Return the environment of somebody who just logged in: another home, these folders first on PATH."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(THEIRS)}
    for name in OUTSIDE:
        kept.pop(name, None)
    path = os.pathsep.join([*map(str, paths), kept["PATH"]])
    return kept | {"HOME": str(home), "PATH": path}


@contextmanager
def limit(seconds: int) -> Iterator[None]:
    """Fail after a time: a page that waits for what never comes would hang for ever."""

    def stop(*_: object) -> None:
        raise RehearsalFailed(f"not done after {seconds} s")

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def fetch(url: str) -> Any:
    """Return what the server answers."""
    return urllib.request.urlopen(url, timeout=10)


def refused(url: str) -> bool:
    """Return whether the server lets nobody in."""
    try:
        fetch(url).close()
    except urllib.error.HTTPError as error:
        return error.code in {401, 403}
    return False


def wait_for(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Wait until the server answers."""
    for _ in range(240):
        if process.poll() is not None:
            break
        try:
            fetch(url).close()
            return
        except OSError:
            time.sleep(0.25)
    raise RehearsalFailed(f"the server did not start:\n{log.read_text(errors='replace')[-3000:]}")


@dataclass(frozen=True)
class FirstTask:
    """The first task of a lesson, a single choice: what a learner reads on the page."""

    slug: str
    title: str
    wrong: str
    right: str
    praise: str

    def answer(self, page: Any, *, right: bool = True) -> None:
        """Choose, check, and wait for what is said."""
        view = task(page, self.title)
        view.get_by_label(self.right if right else self.wrong, exact=False).first.check()
        view.get_by_role("button", name="Check", exact=True).click()
        view.get_by_text(self.praise if right else "Not yet.").first.wait_for()


def first_task(number: str) -> FirstTask:
    """Return the first task of a lesson, from its rows."""
    corpus = load("kherson-lyman-2022")
    row = min(corpus.tasks_of_lesson(number), key=lambda one: one.position)
    model = build(corpus, row.task_id)
    if not (row.kind == "choice" and model.single):
        raise RehearsalFailed(f"the first task of lesson {number} is no single choice: adapt {__file__}")
    right = [key.part for key in model.keys if "yes" in key.accept]
    wrong = [key.part for key in model.keys if key.part not in right]
    said = (plain(model.text(part)) for part in (wrong[0], right[0], "right"))
    return FirstTask(row.task_id, model.title, *said)


def rehearse(title: str, steps: Iterable[tuple[str, Callable[[], str]]]) -> int:
    """Go through steps and print a verdict for each; the first that fails ends it. Return an exit status."""
    print(title, flush=True)
    start = time.monotonic()
    for name, step in steps:
        began = time.monotonic()
        try:
            found = step()
        except (RehearsalFailed, BrowserError, AssertionError) as error:
            print(f"FAIL {name} ({time.monotonic() - began:.0f} s): {error}", flush=True)
            return 1
        print(f"ok   {name} ({time.monotonic() - began:.0f} s): {found}", flush=True)
    print(f"The rehearsal passed in {time.monotonic() - start:.0f} s.")
    return 0
