"""The wheel, the sdist and a source archive as somebody installs them who has no checkout."""

from __future__ import annotations

import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from infowar_kit import __version__
from tests.installed import LEFT_BEHIND, ROOT, built, checkout, install, outside, repository

pytestmark = pytest.mark.slow
CORPUS = "kherson-lyman-2022"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return checkout(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="module")
def wheel(place: Path) -> Path:
    return built(place, "wheel", ".whl")


@pytest.fixture(scope="module")
def sources(place: Path) -> dict[str, Path]:
    """The sdist, and an archive of the last commit as a forge makes it of a version."""
    archive = place.parent / "archive" / f"infowar-kit-{__version__}.tar.gz"
    archive.parent.mkdir()
    command = [
        "git",
        "archive",
        "--format=tar.gz",
        f"--prefix=infowar-kit-{__version__}/",
        "-o",
        archive,
        "HEAD",
    ]
    subprocess.run(command, cwd=ROOT, check=True)
    return {"sdist": built(place, "sdist", ".tar.gz"), "archive": archive}


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(wheel, tmp_path_factory.mktemp("installed"))


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


@pytest.mark.parametrize("kind", ["sdist", "archive"])
def test_a_source_installs_on_its_own(
    kind: str, sources: dict[str, Path], python: Path, tmp_path: Path
) -> None:
    """What it installs is what it holds of the package, to the last file."""
    install = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    outside(python, *install, "--target", tmp_path / "own", sources[kind], folder=tmp_path)
    files = (path.relative_to(tmp_path / "own").as_posix() for path in (tmp_path / "own").rglob("*"))
    with tarfile.open(sources[kind]) as archive:
        held = [member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()]
    wanted = {name for name in held if name.startswith("infowar_kit/")}
    wanted |= {f"infowar_kit/{name}" for name in held if name.startswith(("datasets/", "notebooks/"))}
    there = {name for name in files if (tmp_path / "own" / name).is_file() and "__pycache__" not in name}
    assert {name for name in there if name.startswith("infowar_kit/")} == wanted
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'own')!r}); import infowar_kit.cli as cli; "
        f"print(cli.__file__, flush=True); sys.exit(cli.main(['corpus', 'list']))"
    )
    place, *said = outside(python, "-c", code, folder=tmp_path).splitlines()
    assert Path(place).is_relative_to(tmp_path / "own")
    assert any(line.startswith(f"{CORPUS} ") for line in said)


def test_the_sdist_holds_what_its_tests_and_documents_need(sources: dict[str, Path]) -> None:
    with tarfile.open(sources["sdist"]) as file:
        held = {name.partition("/")[2] for name in file.getnames()}
    # Only what concerns the forge and the editor stays behind.
    apart = (".git", ".pre-commit", ".editorconfig")
    assert [name for name in repository() if name not in held and not name.startswith(apart)] == []
    assert [name for name in held if name in LEFT_BEHIND] == []
