"""The wheel as somebody installs it who has no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from infowar_kit import __version__

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
CORPUS = "kherson-lyman-2022"
LEFT_BEHIND = (
    "notebooks/.ipynb_checkpoints/01_the_feed-checkpoint.ipynb",
    "notebooks/infowar-kit-record.json",
    "infowar_kit/__pycache__/cli.cpython-311.pyc",
)


def outside(*command: str | Path, folder: Path) -> str:
    """Run a command where nothing of the checkout can be found, and return what it prints."""
    environment = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    environment |= {"HOME": str(folder), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def repository() -> list[str]:
    """The files that belong to the repository, committed or about to be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split("\0") if (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of a checkout in which somebody has worked."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in (*repository(), *LEFT_BEHIND):
        copy = folder / "checkout" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(b"{}" if name in LEFT_BEHIND else (ROOT / name).read_bytes())
    # hatchling is there already (the test extra), so an isolated build would only download it again.
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    outside(*build, folder / "checkout", folder=folder)
    [made] = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel.

    Its dependencies are borrowed from the environment of the tests, because downloading pandas and JupyterLab
    again would take minutes. They are borrowed through a line in a .pth file: a folder that is named there
    joins the path, but the .pth files inside it are not read. So the editable install of this checkout, which
    is such a file, is not borrowed, and what is imported can only be the wheel.
    """
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    outside(python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel, folder=folder.parent)
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    own = Path(outside(python, "-c", ask, folder=folder.parent).strip())
    (own / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def test_the_wheel_holds_everything_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    there = repository()
    code = {name for name in there if name.startswith("infowar_kit/")}
    content = {f"infowar_kit/{name}" for name in there if name.startswith(("datasets/", "notebooks/"))}
    own = {name for name in held if name.startswith("infowar_kit/")}
    assert own == code | content
    wanted = [
        "datasets/kherson-lyman-2022/datapackage.json",
        "datasets/kherson-lyman-2022/evidence/items.csv",
        "notebooks/00_start_here.ipynb",
        "datasets/beirut-2020/event.json",
        "datasets/beirut-2020/notebooks/01_what_exploded.ipynb",
        "widgets/static/guard.js",
        "widgets/static/kit.css",
        "workspace/nbval_sanitize.cfg",
        "workspace/config/labconfig/default_setting_overrides.json",
        "workspace/share/jupyter/labextensions/infowar-kit/package.json",
        "workspace/share/jupyter/labextensions/infowar-kit/static/stay.js",
        "py.typed",
    ]
    assert [name for name in wanted if f"infowar_kit/{name}" not in held] == []
    # Beside the package: what describes it, and no tests.
    assert {name.split("/")[0] for name in held - own} == {f"infowar_kit-{__version__}.dist-info"}
    assert any(name.endswith("licenses/LICENSE") for name in held)


def lessons_in(archive: zipfile.ZipFile) -> list[str]:
    """Return the names of the lessons of a wheel; those of the example lie beside its tables."""
    names = [name for name in archive.namelist() if name.endswith(".ipynb") and "/datasets/" not in name]
    return sorted(Path(name).name for name in names)


def test_the_corpus_loads_and_the_lessons_open(wheel: Path, python: Path, tmp_path: Path) -> None:
    code = f"""
import nbformat, infowar_kit
from infowar_kit.corpus import load
from infowar_kit.workspace import lessons
corpus = load("{CORPUS}")
print(infowar_kit.__file__)
print(len(corpus.table("items")))
for path in lessons():
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    print(path.name, len(notebook.cells))
"""
    place, items, *opened = outside(python, "-c", code, folder=tmp_path).splitlines()
    assert Path(place).is_relative_to(python.parents[1])
    assert int(items) > 100
    with zipfile.ZipFile(wheel) as archive:
        lessons = lessons_in(archive)
    assert [line.split()[0] for line in opened] == lessons


def test_the_command(python: Path, tmp_path: Path) -> None:
    command = python.with_name("infowar-kit")
    assert outside(command, "--version", folder=tmp_path) == f"infowar-kit {__version__}\n"
    assert f"{CORPUS} " in outside(command, "corpus", "check", CORPUS, folder=tmp_path)
    assert CORPUS in outside(command, "corpus", "list", folder=tmp_path)


def test_lessons_and_notes_without_a_checkout(wheel: Path, python: Path, tmp_path: Path) -> None:
    command = python.with_name("infowar-kit")
    with zipfile.ZipFile(wheel) as archive:
        lessons = lessons_in(archive)
    outside(command, "copy", "course", folder=tmp_path)
    # What a class gets are the lessons, and nothing in which an answer stands.
    assert sorted(path.name for path in (tmp_path / "course").iterdir()) == [".infowar-kit.json", *lessons]
    outside(command, "notes", "-o", "notes", folder=tmp_path)
    made = {path.name for path in (tmp_path / "notes").iterdir()}
    assert made == {"notes.html", *(f"{name[:2]}.md" for name in lessons)}
