"""Rehearse what Binder does, without Docker: `make binder-rehearsal`.

It is a rehearsal and no proof. repo2docker reads the configuration. A fresh environment gets the versions
that repo2docker's image brings (from the lock file of that image, but from PyPI and not from conda), then
binder/requirements.txt and binder/postBuild. A server runs as it does on Binder, and a browser does a task.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import sync_playwright

from infowar_kit.corpus import load
from infowar_kit.tasks import build
from infowar_kit.text import plain
from infowar_kit.workspace import lessons
from tests.browser.lab import TOKEN, open_lesson, task
from tools.browser import CHROMIUM, find_browser

ROOT = Path(__file__).parent.parent
BASE_URL = "/user/x/"
LESSONS = ("00", "01")
SETTINGS = "lab/api/settings/@jupyterlab/apputils-extension:notification"
# Packages whose name on PyPI is another than on conda.
ON_PYPI = {
    "brotli-python": "brotli",
    "jupyterhub-base": "jupyterhub",
    "nbconvert-core": "nbconvert",
    "python-fastjsonschema": "fastjsonschema",
}
INTERPRETER = {"python", "python_abi"}


class RehearsalFailed(Exception):
    """A step did not do what Binder needs."""


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


def base_pins(lock: str) -> list[str]:
    """Return the Python packages of a conda lock file as pins for PyPI."""
    # https://…/noarch/ipywidgets-8.1.7-pyhd8ed1ab_0.conda#…: a build with "py" in its name is for Python.
    found = re.findall(r"/([\w.-]+)-([^-/]+)-[^-/]*py[^-/]*\.(?:conda|tar\.bz2)", lock)
    return [f"{ON_PYPI.get(name, name)}=={version}" for name, version in found if name not in INTERPRETER]


class Rehearsal:
    """The steps, each of which returns what it found."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # On Binder the repository is the home folder.
        self.home = folder / "home"
        self.prefix = folder / "environment"
        self.python = self.prefix / "bin" / "python"
        self.lock = ""
        theirs = ("JUPYTER", "INFOWAR_KIT", "IPYTHON")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(theirs)}
        for name in ("PYTHONPATH", "VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE"):
            kept.pop(name, None)
        path = f"{self.prefix / 'bin'}{os.pathsep}{kept['PATH']}"
        self.environment = kept | {"HOME": str(self.home), "PATH": path}

    def steps(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """Yield the title of each step and what does it."""
        yield "repository", self.copy
        yield "configuration", self.configuration
        yield "base image's versions", self.base
        yield "binder/requirements.txt", self.requirements
        yield "binder/postBuild", self.post_build
        yield "pip check", self.pip_check
        yield "server and browser", self.server_and_browser

    def copy(self) -> str:
        """Copy what a clone would hold."""
        listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", where=ROOT)
        names = [name for name in listed.split("\0") if name and (ROOT / name).is_file()]
        for name in names:
            copy = self.home / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy)
        return f"{len(names)} files"

    def configuration(self) -> str:
        """Have repo2docker read binder/; it gets an environment of its own, because it pins its own tools."""
        extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
        own = self.folder / "repo2docker"
        try:
            install(make_environment(own, sys.executable), *extras["binder"])
        except RehearsalFailed as error:
            raise RehearsalFailed(
                f"repo2docker could not be installed, so nothing is known. {error}"
            ) from None
        said = run(own / "bin" / "jupyter-repo2docker", "--no-build", "--debug", ".", where=self.home)
        wanted = {
            "Python 3.11": "Building conda environment for python=3.11",
            "requirements.txt": 'pip install --no-cache-dir -r "binder/requirements.txt"',
            "postBuild": "RUN ./binder/postBuild",
        }
        missing = [name for name, line in wanted.items() if line not in said]
        if missing:
            raise RehearsalFailed(f"repo2docker does not use {', '.join(missing)}:\n{said}")
        if not (self.home / "binder" / "postBuild").stat().st_mode & stat.S_IXUSR:
            raise RehearsalFailed("binder/postBuild is not executable: chmod +x binder/postBuild")
        machine = "aarch64" if platform.machine() in {"aarch64", "arm64"} else "64"
        [lock] = own.rglob(f"environment.py-3.11-linux-{machine}.lock")
        self.lock = lock.read_text()
        version = re.search(r'repo2docker\.version="([^"]+)"', said)
        return f"repo2docker {version[1] if version else ''} takes runtime.txt, {', '.join(list(wanted)[1:])}"

    def base(self) -> str:
        """Make an environment with what the image has before anything of ours."""
        python = python_3_11()
        make_environment(self.prefix, python)
        pins = self.folder / "base.txt"
        wanted = base_pins(self.lock)
        pins.write_text("\n".join(wanted) + "\n")
        install(self.python, "--no-deps", "-r", pins)
        shown = [pin for pin in wanted if pin.partition("==")[0] in {"jupyterlab", "notebook", "ipywidgets"}]
        version = run(self.python, "-V").strip()
        return f"{len(wanted)} packages on {version}, among them {', '.join(sorted(shown))}"

    def requirements(self) -> str:
        """Install our pins over it, as the Dockerfile does."""
        before = self._installed()
        install(self.python, "-r", self.home / "binder" / "requirements.txt")
        after = self._installed()
        changed = sorted(name for name in before if after.get(name) != before[name])
        if changed:
            replaced = ", ".join(f"{name} {before[name]} by {after.get(name, 'nothing')}" for name in changed)
            raise RehearsalFailed(f"binder/requirements.txt replaces what the base brings: {replaced}")
        return f"{len(after) - len(before)} packages added, none of the base replaced"

    def _installed(self) -> dict[str, str]:
        listed = json.loads(
            run(self.python, "-m", "pip", "list", "--format=json", environment=self.environment)
        )
        return {package["name"]: package["version"] for package in listed}

    def post_build(self) -> str:
        """Run postBuild where Binder runs it."""
        run("./binder/postBuild", where=self.home, environment=self.environment)
        settings = self.prefix / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
        if not settings.exists():
            raise RehearsalFailed(f"postBuild did not make {settings.relative_to(self.prefix)}")
        ask = "import infowar_kit; print(infowar_kit.__file__)"
        place = Path(
            run(self.python, "-c", ask, where=self.folder, environment=self.environment).strip()
        ).parent
        if not place.is_relative_to(self.prefix):
            raise RehearsalFailed(f"the kit that is imported lies in {place}, not in the environment")
        if not list(place.glob("__pycache__/*.pyc")):
            raise RehearsalFailed("the kit is not compiled: every learner's first cell would do it")
        return run(self.prefix / "bin" / "infowar-kit", "--version", environment=self.environment).strip()

    def pip_check(self) -> str:
        """Ask pip whether everything fits."""
        return run(self.python, "-m", "pip", "check", environment=self.environment).strip()

    def server_and_browser(self) -> str:
        """Do the first task of two lessons, at an address and with a token as on Binder."""
        with self._server() as address, limit(180):
            settings = json.load(fetch(f"{address}{SETTINGS}?token={TOKEN}"))
            if settings["schema"]["properties"]["fetchNews"]["default"] != "false":
                raise RehearsalFailed("JupyterLab does not read overrides.json: it would ask about news")
            if not refused(f"{address}api/contents") or not refused(f"{address}infowar-kit/course"):
                raise RehearsalFailed("the server answers without its token")
            done = [do_first_task(address, lesson) for lesson in LESSONS]
            done += [do_first_task(address, LESSONS[0], player=True)]
        return "; ".join(done)

    @contextmanager
    def _server(self) -> Iterator[str]:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        address = f"http://127.0.0.1:{port}{BASE_URL}"
        # The one thing that Binder does not set; the tests wait for the kernel through it.
        config = self.folder / "config"
        config.mkdir()
        exposed = json.dumps({"LabApp": {"expose_app_in_browser": True}})
        (config / "jupyter_server_config.json").write_text(exposed)
        command = [
            self.prefix / "bin" / "jupyter", "notebook", "--no-browser", "--allow-root", "--ip=127.0.0.1",
            f"--ServerApp.port={port}", f"--ServerApp.base_url={BASE_URL}",
            f"--IdentityProvider.token={TOKEN}",
        ]  # fmt: skip
        log = self.folder / "server.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [str(part) for part in command],
                cwd=self.home,
                env=self.environment | {"JUPYTER_CONFIG_PATH": str(config)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            wait_for(process, f"{address}api?token={TOKEN}", log)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def python_3_11() -> str:
    """Return a Python as binder/runtime.txt names it."""
    for name in (sys.executable, shutil.which("python3.11")):
        if name and run(name, "-c", "import sys; print(sys.version_info[:2])").strip() == "(3, 11)":
            return name
    sys.stdout.write(
        "     There is no Python 3.11 here, which Binder would use; the rest goes on without it.\n"
    )
    return sys.executable


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


class Address:
    """Where a lesson is on Binder, in the shape in which `open_lesson` asks for it."""

    def __init__(self, address: str) -> None:
        self.address = address

    def url(self, lesson: str) -> str:
        """Return the address of a lesson."""
        # A workspace of its own: otherwise JupyterLab brings back the lesson before as well.
        workspace = lesson.partition("_")[0]
        return f"{self.address}lab/workspaces/{workspace}/tree/notebooks/{lesson}?token={TOKEN}"


def do_first_task(address: str, number: str, *, player: bool = False) -> str:
    """Do the first task of a lesson, first wrong and then right, in JupyterLab or in the player."""
    corpus = load("kherson-lyman-2022")
    row = min(corpus.tasks_of_lesson(number), key=lambda one: one.position)
    model = build(corpus, row.task_id)
    if not (row.kind == "choice" and model.single):
        raise RehearsalFailed(
            f"the first task of lesson {number} is no single choice: adapt {Path(__file__).name}"
        )
    right = [key.part for key in model.keys if "yes" in key.accept]
    wrong = [key.part for key in model.keys if key.part not in right]
    [notebook] = [path.name for path in lessons(ROOT / "notebooks") if path.name.startswith(number)]
    browser = find_browser()
    assert browser, "make looks for it first"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=CHROMIUM)
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(60_000)
        began = time.monotonic()
        if player:
            page.goto(f"{address}voila/render/notebooks/{notebook}?token={TOKEN}")
            page.get_by_text("The tasks are ready.", exact=True).wait_for()
        else:
            open_lesson(page, Address(address), notebook)
        drawn = time.monotonic() - began
        view = task(page, model.title)
        for part, said in ((wrong[0], "Not yet."), (right[0], plain(model.text("right")))):
            view.get_by_label(plain(model.text(part)), exact=False).first.check()
            view.get_by_role("button", name="Check", exact=True).click()
            view.get_by_text(said).first.wait_for()
        if page.locator(".Toastify__toast").count():
            raise RehearsalFailed("JupyterLab shows a message of its own over the lesson")
        chromium.close()
    where = "the player" if player else "JupyterLab"
    return f"lesson {number} in {where} drawn in {drawn:.1f} s, '{model.title}' done"


def main() -> int:
    """Go through the steps and print a verdict for each; the first that fails ends it."""
    print("A rehearsal of Binder, without Docker", flush=True)
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="infowar-kit-binder-", ignore_cleanup_errors=True) as folder:
        for title, step in Rehearsal(Path(folder)).steps():
            began = time.monotonic()
            try:
                found = step()
            except (RehearsalFailed, BrowserError) as error:
                print(f"FAIL {title} ({time.monotonic() - began:.0f} s): {error}", flush=True)
                return 1
            print(f"ok   {title} ({time.monotonic() - began:.0f} s): {found}", flush=True)
    print(f"The rehearsal passed in {time.monotonic() - start:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
