"""Rehearse what Binder does, without Docker: `make binder-rehearsal`.

It is a rehearsal and no proof. repo2docker reads the configuration. A fresh environment gets the versions
that repo2docker's image brings (from the lock file of that image, but from PyPI and not from conda), then
binder/requirements.txt and binder/postBuild. A server runs as it does on Binder, and a browser does a task.
"""

from __future__ import annotations

import json
import platform
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from infowar_kit.workspace import lessons
from tests.browser.lab import TOKEN, open_lesson
from tests.rehearsing import (
    ROOT,
    RehearsalFailed,
    clean_environment,
    copy_checkout,
    fetch,
    first_task,
    free_port,
    install,
    limit,
    make_environment,
    refused,
    rehearse,
    run,
    wait_for,
)
from tools.browser import CHROMIUM, find_browser

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
        self.environment = clean_environment(self.home, self.prefix / "bin")

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
        return f"{copy_checkout(self.home)} files"

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
        port = free_port()
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
    first = first_task(number)
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
        first.answer(page, right=False)
        first.answer(page)
        if page.locator(".Toastify__toast").count():
            raise RehearsalFailed("JupyterLab shows a message of its own over the lesson")
        chromium.close()
    where = "the player" if player else "JupyterLab"
    return f"lesson {number} in {where} drawn in {drawn:.1f} s, '{first.title}' done"


def main() -> int:
    """Rehearse in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="infowar-kit-binder-", ignore_cleanup_errors=True) as folder:
        return rehearse("A rehearsal of Binder, without Docker", Rehearsal(Path(folder)).steps())


if __name__ == "__main__":
    sys.exit(main())
