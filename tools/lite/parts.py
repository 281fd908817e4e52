"""Get what a JupyterLite site is made of: wheels by pip, Pyodide by npm, each held against its pin.

What was fetched once is kept in a folder and not fetched again. Nothing here knows an address: pip and npm
ask whom they are set up to ask.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PINS = Path(__file__).with_name("pins.toml")
PYTHON = "3.14"  # of Pyodide: which wheels are taken
PATIENCE = 600  # seconds that one download may take


class NotFetched(Exception):
    """Something is missing that cannot be got from here; the message is for the person at the keyboard."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A version, and the SHA-256 of its only file."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Pins:
    """What `pins.toml` says.

    Parameters
    ----------
    pyodide : Pin
        The npm package.
    wheels, builder : tuple of Pin
        What runs in the browser, and what makes the site.
    lane : dict of str to str
        Versions of what Pyodide itself has of heavy packages.
    """

    pyodide: Pin
    wheels: tuple[Pin, ...]
    builder: tuple[Pin, ...]
    lane: dict[str, str]

    @classmethod
    def read(cls, path: Path = PINS) -> Pins:
        """Read a file of pins."""
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        wheels, builder = (
            tuple(Pin(name, one["version"], one["sha256"]) for name, one in found[part].items())
            for part in ("wheels", "builder")
        )
        return cls(Pin("pyodide", **found["pyodide"]), wheels, builder, dict(found["lane"]))


def wheels(pins: Iterable[Pin], folder: Path) -> list[Path]:
    """Return the wheels of some pins, fetched into a folder where they do not lie there.

    Raises
    ------
    NotFetched
        If pip is missing or brings none, or what it brings is not what is pinned.
    """
    wanted = list(pins)
    folder.mkdir(parents=True, exist_ok=True)
    missing = [pin for pin in wanted if _wheel(pin, folder) is None]
    if missing:
        listed = folder / "wanted.txt"
        lines = (f"{pin.name}=={pin.version} --hash=sha256:{pin.sha256}\n" for pin in missing)
        listed.write_text("".join(lines), encoding="utf-8")
        # Wheels for any machine: what is here says nothing of what the browser can run.
        machine = [
            "--platform",
            "none",
            "--python-version",
            PYTHON,
            "--implementation",
            "py",
            "--abi",
            "none",
        ]
        pip(
            ["download", "--no-deps", "--require-hashes", "--only-binary=:all:", *machine,
             "--dest", str(folder), "--requirement", str(listed)],
            f"{len(missing)} wheels, {missing[0].name} {missing[0].version} among them",
        )  # fmt: skip
    found = [_wheel(pin, folder) for pin in wanted]
    lost = [f"{pin.name} {pin.version}" for pin, path in zip(wanted, found, strict=True) if path is None]
    if lost:
        raise NotFetched(
            f"pip said that all is well, and {', '.join(lost)} is not in {folder}. Remove it, try again."
        )
    return [path for path in found if path is not None]


def _wheel(pin: Pin, folder: Path) -> Path | None:
    """Return the file of a pin that lies in a folder whole."""
    name = pin.name.replace("-", "_")
    for path in folder.glob(f"*-{pin.version}-*.whl"):
        if path.name.casefold().startswith(f"{name}-") and sha256(path) == pin.sha256:
            return path
    return None


def pip(arguments: list[str], what: str) -> None:
    """Run pip, which environments of uv lack at first.

    Raises
    ------
    NotFetched
        If there is none, or it fails; with its last words.
    """
    command = [sys.executable, "-m", "pip"]
    if _said([*command, "--version"]) is not None and _said([sys.executable, "-m", "ensurepip"]) is not None:
        raise NotFetched(
            f"`make lite` needs pip, and {sys.executable} has none and no ensurepip either. "
            "On Debian and Ubuntu: apt-get install python3-venv"
        )
    trouble = _said([*command, "--quiet", "--no-input", "--disable-pip-version-check", *arguments])
    if trouble is not None:
        raise NotFetched(f"pip could not bring {what}: {trouble}")


def pyodide(pin: Pin, folder: Path) -> Path:
    """Return the archive of Pyodide, fetched into a folder where it does not lie there.

    Raises
    ------
    NotFetched
        If npm is missing or brings none, or what it brings is not what is pinned.
    """
    return archive(
        pin,
        folder,
        "`make lite` needs npm, which brings Pyodide, the Python of a browser, and there is none here.",
    )


def archive(pin: Pin, folder: Path, needs: str) -> Path:
    """Return the archive of an npm package, fetched into a folder where it does not lie there.

    Parameters
    ----------
    pin : Pin
        Which package.
    folder : pathlib.Path
        Where it is kept.
    needs : str
        What is said where npm is missing: who needs it, and for what.

    Raises
    ------
    NotFetched
        If npm is missing or brings none, or what it brings is not what is pinned.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{pin.name}-{pin.version}.tgz"
    if path.is_file() and sha256(path) == pin.sha256:
        return path
    npm = shutil.which("npm")
    by_hand = f"or put the package {pin.name} {pin.version} into {folder} as {path.name}"
    if npm is None:
        raise NotFetched(f"{needs} Install it (on Debian and Ubuntu: apt-get install npm), {by_hand}.")
    trouble = _said([npm, "pack", "--silent", f"{pin.name}@{pin.version}", "--pack-destination", str(folder)])
    if trouble is not None:
        raise NotFetched(
            f"npm could not bring {pin.name} {pin.version}: {trouble} Try again with a network, {by_hand}."
        )
    if not path.is_file() or sha256(path) != pin.sha256:
        raise NotFetched(f"npm brought another {pin.name} {pin.version} than is pinned: {path} is not used.")
    return path


def _said(command: list[str]) -> str | None:
    """Run a program; return None if it did what it should, else its last words."""
    try:
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", errors="replace", timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return f"no answer in {PATIENCE} s."
    except OSError as error:
        return f"{error.strerror}."
    if not done.returncode:
        return None
    lines = [line.strip() for line in (done.stderr + "\n" + done.stdout).splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.casefold()] or lines
    last = errors[-1] if errors else f"it ended with {done.returncode}"
    return last if last.endswith(".") else f"{last}."


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
