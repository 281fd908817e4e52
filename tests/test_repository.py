"""The repository as a whole: no addresses of one machine, lessons that were run, names that agree."""

from __future__ import annotations

import json
import re
import stat
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from infowar_kit import __version__

ROOT = Path(__file__).parent.parent
LONGEST_CELL = 6
LOCK_FILES = {"uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "pylock.toml", "package-lock.json"}
# Put together here, so that this file does not find itself.
REGISTRIES = ("pypi.org" + "/simple", "files." + "pythonhosted")
# A path, not a part of an address: nothing that belongs to a word stands before it.
MACHINE_PATH = re.compile(r"(?<![\w.~%-])/(?:" + "work|root|home/(?!jovyan)[a-z]+|Users/[A-Za-z]+" + r")/")
PICTURES = {".png", ".jpg", ".gif", ".ico", ".woff2"}


def tracked() -> list[Path]:
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        return []
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


FILES = tracked()
NOTEBOOKS = [
    *sorted((ROOT / "notebooks").glob("*.ipynb")),
    *sorted(ROOT.glob("datasets/*/notebooks/*.ipynb")),
]
needs_git = pytest.mark.skipif(not FILES, reason="no git checkout: which files belong to it is not known")


def cells(path: Path) -> list[dict[str, Any]]:
    """The code cells that are not empty; JupyterLab leaves an empty one at the end."""
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in found if cell["cell_type"] == "code" and "".join(cell["source"]).strip()]


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@needs_git
def test_no_lock_file_with_addresses() -> None:
    assert [path.name for path in FILES if path.name in LOCK_FILES] == []


@needs_git
def test_no_registry_and_no_path_of_a_machine() -> None:
    found = []
    for path in FILES:
        if path.suffix in PICTURES:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            said = [word for word in REGISTRIES if word in line] or MACHINE_PATH.findall(line)
            found += [f"{path.relative_to(ROOT)}:{number}: {said[0]}"] if said else []
    assert found == []


@needs_git
def test_nothing_of_a_learner_is_in_the_repository() -> None:
    assert [str(path) for path in FILES if "infowar-kit-record" in path.name] == []


def test_there_are_lessons() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_lesson_was_run_and_its_cells_are_short(path: Path) -> None:
    code = cells(path)
    assert code
    faults = []
    for number, cell in enumerate(code, 1):
        lines = "".join(cell["source"]).splitlines()
        if cell["execution_count"] != number:
            faults.append(f"code cell {number} has execution_count {cell['execution_count']}: make notebooks")
        if len(lines) > LONGEST_CELL:
            faults.append(f"code cell {number} has {len(lines)} lines, at most {LONGEST_CELL} are wanted")
        faults += [
            f"code cell {number} shows {output['ename']}"
            for output in cell["outputs"]
            if output["output_type"] == "error"
        ]
    assert faults == []
    assert any(cell["outputs"] for cell in code), "no cell has an output: make notebooks"


@pytest.mark.parametrize("command", ["lessons", "test"])
def test_the_two_commands_of_the_readme(command: str) -> None:
    assert command in targets()
    assert f"make {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_version_is_the_same_everywhere() -> None:
    assert pyproject()["version"] == __version__
    assert f"version: {__version__}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8").splitlines()
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_binder_pins_every_dependency_but_jupyterlab() -> None:
    lines = (ROOT / "binder" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert [line for line in pins if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    pinned = {line.partition("==")[0] for line in pins}
    needed = {re.split(r"[<>=]", wanted)[0] for wanted in pyproject()["dependencies"]}
    assert needed - pinned == {"jupyterlab"}


@pytest.mark.parametrize("name", ["binder/postBuild", ".ci/run"])
def test_what_is_run_can_be_run(name: str) -> None:
    assert (ROOT / name).stat().st_mode & stat.S_IXUSR
