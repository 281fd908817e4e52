"""The kit as somebody installs it who has no checkout: its wheel, in an environment of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEFT_BEHIND = (
    "notebooks/.ipynb_checkpoints/01_the_feed-checkpoint.ipynb",
    "notebooks/infowar-kit-record.json",
    "infowar_kit/__pycache__/cli.cpython-311.pyc",
)


def environment(home: Path) -> dict[str, str]:
    """Return the variables of somebody who has nothing of the checkout, and this home."""
    hidden = {"PYTHONPATH", "VIRTUAL_ENV", *(name for name in os.environ if name.startswith("INFOWAR_KIT_"))}
    return {k: v for k, v in os.environ.items() if k not in hidden} | {
        "HOME": str(home),
        "PYTHONIOENCODING": "utf-8",
    }


def said(*command: str | Path, folder: Path, home: Path | None = None) -> tuple[int, str]:
    """Run a command where nothing of the checkout can be found; return its status and all that it prints."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment(home or folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def outside(*command: str | Path, folder: Path) -> str:
    """Run a command that must end well where nothing of the checkout can be found; return what it prints."""
    status, printed = said(*command, folder=folder)
    assert status == 0, printed
    return printed


def repository() -> list[str]:
    """Return the files that belong to the repository, committed or about to be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split("\0") if (ROOT / name).is_file()]


def checkout(folder: Path) -> Path:
    """Make a checkout in which somebody has worked."""
    made = folder / "checkout"
    for name in (*repository(), *LEFT_BEHIND):
        copy = made / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(b"{}" if name in LEFT_BEHIND else (ROOT / name).read_bytes())
    return made


def built(place: Path, kind: str, ending: str) -> Path:
    """Build the wheel or the sdist of a checkout, beside it."""
    # hatchling is there already (the test extra), so an isolated build would only download it again.
    command = [sys.executable, "-m", "build", f"--{kind}", "--no-isolation", "--outdir", str(place.parent)]
    outside(*command, place, folder=place.parent)
    [made] = place.parent.glob(f"*{ending}")
    return made


def build_wheel(folder: Path) -> Path:
    """Build a wheel of a checkout in which somebody has worked."""
    return built(checkout(folder), "wheel", ".whl")


def install(wheel: Path, folder: Path) -> Path:
    """Make a fresh environment with the wheel, and return its Python.

    Its dependencies are borrowed from the environment of the tests, because downloading pandas and JupyterLab
    again would take minutes. They are borrowed through a line in a .pth file: a folder that is named there
    joins the path, but the .pth files inside it are not read. So the editable install of this checkout, which
    is such a file, is not borrowed, and what is imported can only be the wheel. What JupyterLab itself looks
    for beside Python, its pages and extensions, is borrowed by links.
    """
    place = folder / "venv"
    venv.create(place, with_pip=True)
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    outside(python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel, folder=folder)
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    own = Path(outside(python, "-c", ask, folder=folder).strip())
    (own / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    for name in ("share", "etc"):
        if (Path(sys.prefix) / name / "jupyter").is_dir():
            (place / name).mkdir(exist_ok=True)
            (place / name / "jupyter").symlink_to(Path(sys.prefix) / name / "jupyter")
    return python
