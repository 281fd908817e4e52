"""A hub on this machine for some minutes: an environment, a proxy, the example's configuration, homes."""

from __future__ import annotations

import json
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.hub.memory import processes
from tests.rehearsing import (
    ROOT,
    RehearsalFailed,
    clean_environment,
    copy_checkout,
    free_port,
    install,
    make_environment,
    run,
    wait_for,
)

LEARNERS = ("learner-1", "learner-2", "learner-3")
# A number for each learner that no account has.
FIRST_NUMBER = 61_001
NODE = 20  # what the proxy's newest version needs
NO_NPM = (
    "JupyterHub's proxy comes from npm, and there is no {missing} here. "
    "On Debian and Ubuntu: apt-get install nodejs npm"
)
LESSON_RESTS, SERVER_RESTS = 120, 30  # seconds, instead of half an hour and an hour


class Place:
    """All that the hub needs, in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.chmod(0o755)  # learners come through here
        self.prefix, self.proxy = folder / "environment", folder / "proxy"
        self.shared, self.homes = folder / "shared" / "lessons", folder / "homes"
        self.log = folder / "hub.log"
        self.apart = hasattr(os, "geteuid") and os.geteuid() == 0
        self.numbers = dict(zip(LEARNERS, _numbers(), strict=False)) if self.apart else {}
        self.environment = clean_environment(
            folder / "hub", self.prefix / "bin", self.proxy / "node_modules" / ".bin"
        )
        self.environment["PYTHONUNBUFFERED"] = "1"
        self.address = ""

    def tools(self) -> str:
        """Look for what has to be there before anything is installed."""
        for name in ("npm", "node"):
            if shutil.which(name) is None:
                raise RehearsalFailed(NO_NPM.format(missing=name))
        found = run("node", "--version").strip()
        users = "a system user for each learner" if self.apart else "one user for all: this is not root"
        return f"node {found}; {users}"

    def make(self) -> str:
        """Install the kit, JupyterHub and its proxy into this folder."""
        source = self.folder / "source"
        copy_checkout(source)
        python = make_environment(self.prefix, self._python())
        needs = source / "deploy" / "jupyterhub" / "requirements.txt"
        install(python, source, "-r", needs)
        major = int(run("node", "--version").strip().lstrip("v").partition(".")[0])
        wanted = f"configurable-http-proxy@{5 if major >= NODE else 4}"
        try:
            run("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", self.proxy, wanted)
        except RehearsalFailed as error:
            raise RehearsalFailed(f"npm could not install {wanted}: is it reached here? {error}") from None
        names = ("jupyterhub", "jupyterlab", "voila")
        ask = f"from importlib.metadata import version; print(*map(version, {names}))"
        hub, lab, voila = run(python, "-c", ask, environment=self.environment).split()
        proxy = json.loads(
            (self.proxy / "node_modules" / "configurable-http-proxy" / "package.json").read_text()
        )["version"]
        return f"jupyterhub {hub}, configurable-http-proxy {proxy}, jupyterlab {lab}, voila {voila}"

    def _python(self) -> str:
        """Return a Python that learners may run, too: one below somebody's home may be closed to them."""
        names = (f"python3.{minor}" for minor in range(11, 16))
        for name in (sys.executable, *filter(None, map(shutil.which, names)), "/usr/bin/python3"):
            place = Path(name).resolve()
            if not self.apart or all(one.stat().st_mode & 0o001 for one in (place, *place.parents)):
                with_it = "import sys, venv; sys.exit(sys.version_info < (3, 11))"
                if subprocess.run([name, "-c", with_it], capture_output=True, check=False).returncode == 0:
                    return name
        raise RehearsalFailed(
            "Learners run as users of their own here, and no Python from 3.11 on is open to them. Install "
            "one for all (Debian, Ubuntu: apt-get install python3-venv), or rehearse without being root."
        )

    def hand_in(
        self,
        notebooks: Path,
        meanwhile: Callable[[], None] = lambda: None,
        lessons: Sequence[str] = ("00", "01", "02"),
    ) -> str:
        """Put lessons into the shared folder, as an instructor does; return what the kit said.

        Parameters
        ----------
        notebooks : pathlib.Path
            The instructor's own.
        meanwhile : callable
            What somebody does again and again until it is done.
        lessons : sequence of str
            Which of them.
        """
        command = [self.prefix / "bin" / "infowar-kit", "lessons", "export", "--student", self.shared]
        with subprocess.Popen(
            [*command, "--lessons", notebooks, *lessons],
            env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        ) as process:  # fmt: skip
            while process.poll() is None:
                meanwhile()
                time.sleep(0.5)
            said = process.stdout.read().strip() if process.stdout else ""
        if process.returncode:
            raise RehearsalFailed(f"the lessons could not be exported: {said}")
        return said.splitlines()[-1].strip()

    def configure(self) -> None:
        """Fill in the example as an administrator does, and make homes that nobody else may enter."""
        example = self.folder / "config"
        shutil.copytree(ROOT / "deploy" / "jupyterhub", example)
        for home in (self.homes / name for name in LEARNERS):
            home.mkdir(parents=True)
            home.chmod(0o700)
            if self.apart:
                os.chown(home, self.numbers[home.name], self.numbers[home.name])
        port, *ports = (free_port() for _ in range(3))
        self.address = f"http://127.0.0.1:{port}/"
        _choose(
            example / "jupyterhub_config.py",
            AUTHENTICATOR="dummy", ALLOWED=set(LEARNERS), SPAWNER="local", ADDRESS=self.address[:-1],
            SERVER_RESTS=SERVER_RESTS,
        )  # fmt: skip
        _choose(
            example / "infowar_kit_hub.py",
            LESSONS=str(self.shared), KIT=str(self.prefix / "bin" / "infowar-kit"), HOLD_MEMORY=True,
            LESSON_RESTS=LESSON_RESTS,
        )  # fmt: skip
        settings = {
            "config": str(example / "jupyterhub_config.py"), "homes": str(self.homes),
            "numbers": self.numbers, "ports": ports,
        }  # fmt: skip
        (self.folder / "rehearsal.json").write_text(json.dumps(settings))

    @contextmanager
    def hub(self) -> Iterator[subprocess.Popen[bytes]]:
        """Run the hub; when it ends, its proxy and every server end with it."""
        where = self.folder / "hub"
        where.mkdir(mode=0o700, exist_ok=True)
        config = Path(__file__).with_name("spawning.py")
        with self.log.open("ab") as output:
            process = subprocess.Popen(
                [self.prefix / "bin" / "jupyterhub", "-f", config],
                cwd=where,
                env=self.environment | {"REHEARSAL": str(self.folder / "rehearsal.json")},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            wait_for(process, f"{self.address}hub/health", self.log)
            yield process
        finally:
            process.terminate()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
            for left in (one for name in LEARNERS for one in processes(name)):
                with suppress(ProcessLookupError):
                    os.kill(left.number, signal.SIGKILL)

    def running(self) -> list[str]:
        """Return for whom something runs."""
        return [name for name in LEARNERS if processes(name)]

    def stopped(self) -> int:
        """Return how many servers the hub has stopped, as its log says."""
        return len(re.findall(r"server took [\d.]+ seconds to stop", self.log.read_text(errors="replace")))


def _numbers() -> Iterator[int]:
    number = FIRST_NUMBER
    while True:
        try:
            pwd.getpwuid(number)
        except KeyError:
            yield number
        number += 1


def _choose(file: Path, **chosen: object) -> None:
    """Write what an administrator chooses into an example; each name must be there to be chosen."""
    text = file.read_text(encoding="utf-8")
    for name, value in chosen.items():
        line = re.compile(rf"^({name}(?:: [^=]+)?) = .*$", re.MULTILINE)
        text, found = line.subn(lambda match, value=value: f"{match[1]} = {value!r}", text)
        if found != 1:
            raise RehearsalFailed(f"{file.name} has no one line to choose {name}")
    file.write_text(text, encoding="utf-8")
