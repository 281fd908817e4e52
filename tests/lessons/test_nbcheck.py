import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from infowar_kit.errors import WorkspaceError
from infowar_kit.tasks.record import FILE_NAME, VARIABLE
from infowar_kit.workspace import Verdict, check
from infowar_kit.workspace.nbval_report import difference

Cell = nbformat.NotebookNode


def printed(text: str, name: str = "stdout") -> nbformat.NotebookNode:
    return new_output("stream", name=name, text=text)


def value(text: str) -> nbformat.NotebookNode:
    return new_output("execute_result", {"text/plain": text}, execution_count=1)


def ran(source: str, *outputs: nbformat.NotebookNode) -> Cell:
    """A cell that was run, and its outputs then."""
    return new_code_cell(source, execution_count=1, outputs=list(outputs))


def write(folder: Path, cells: Sequence[Cell], name: str = "01_constructed") -> Path:
    path = folder / f"{name}.ipynb"
    nbformat.write(new_notebook(cells=list(cells)), path)
    return path


# All lessons that end by themselves run in one go: starting a kernel takes seconds.
SUGGESTS = f"There is none. Valid: {', '.join(f'name-{number}' for number in range(20))}."
LESSONS: dict[str, list[Cell]] = {
    "passes": [
        new_markdown_cell("# A lesson"),
        ran(
            "import matplotlib.pyplot\nprint(*matplotlib.rcParams['figure.figsize'])",
            printed("6.4 4.8\n"),
        ),
        ran("answer = 42"),
        ran("print(answer)", printed("42\n")),
        ran("object()", value("<object at 0x7f0000000000>")),
        ran("import os; os.environ.get('MPLBACKEND') != 'agg'", value("True")),
        new_code_cell("  \n"),  # JupyterLab leaves one at the end
    ],
    # Nothing of what this computer's user has set runs at its start.
    "passes anywhere": [
        ran("import builtins\n'here' in globals(), hasattr(builtins, 'answer')", value("(False, False)"))
    ],
    "passes [under]::any näme": [ran("pass")],
    "differs": [
        ran("print('as saved')", printed("as saved\n")),
        ran("# first line\nprint('one')\nprint('two')", printed("one\nthree\n")),
        ran("print('later')", printed("something else\n")),
    ],
    # A cell cannot be kept from the check by a mark, either.
    "unrun": [ran("pass"), new_code_cell("print('never seen')"), new_code_cell("# NBVAL_SKIP\nprint()")],
    "raises": [ran("x = {}"), ran("x['no such key']\n"), ran("print(1)", printed("1\n"))],
    "suggests": [ran(f"raise ValueError({SUGGESTS!r})")],
    "only prose": [new_markdown_cell("Only prose")],
}


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    folder = tmp_path_factory.mktemp("lessons")
    # What this computer's user has set is not to change anything.
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n")
    profile = folder / "ipython" / "profile_default" / "startup"
    profile.mkdir(parents=True)
    (profile / "00.py").write_text("here = print('at the start of every notebook')")
    (folder / "start").mkdir()
    (folder / "start" / "sitecustomize.py").write_text("import builtins; builtins.answer = 1")
    (folder / "start" / "matplotlibrc").write_text("figure.figsize: 1, 1\nno.such.setting: 1\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTEST_ADDOPTS", "--no-such-option-either")
        patch.setenv("MPLBACKEND", "agg")
        patch.setenv("MATPLOTLIBRC", str(folder / "start" / "matplotlibrc"))
        patch.setenv("IPYTHONDIR", str(folder / "ipython"))
        patch.setenv("PYTHONPATH", str(folder / "start"))
        patch.setenv("PYTHONWARNINGS", "ignore")
        patch.setenv("HOME", "/proc/nonexistent")
        found = list(check([write(folder, cells, name) for name, cells in LESSONS.items()]))
    assert len(found) == len(LESSONS)
    return {verdict.lesson.stem: verdict for verdict in found}


def test_a_lesson_that_passes(verdicts: dict[str, Verdict]) -> None:
    found = verdicts["passes"]
    assert found, str(found)
    assert (found.cells, found.cell, found.more) == (6, None, 0)
    assert str(found).startswith("ok    passes: 6 cells as saved (")
    assert verdicts["passes anywhere"], str(verdicts["passes anywhere"])
    assert verdicts["passes [under]::any näme"]


def test_a_differing_output(verdicts: dict[str, Verdict]) -> None:
    found = verdicts["differs"]
    assert not found
    assert (found.cell, found.source, found.more) == (2, "# first line", 1)
    assert str(found) == (
        "FAIL  differs: code cell 2 `# first line`\n"
        "      printed, line 2: saved 'three', now 'two'\n"
        "      1 more of its 3 cells fail"
    )


def test_a_cell_that_was_not_run(verdicts: dict[str, Verdict]) -> None:
    found = verdicts["unrun"]
    assert (found.cell, found.source, found.more) == (2, "print('never seen')", 1)
    assert found.problem == "was not run before the notebook was saved. Run: infowar-kit save"


def test_what_a_mistake_is_told_is_told_to_its_end(verdicts: dict[str, Verdict]) -> None:
    assert verdicts["suggests"].problem == f"raised ValueError: {SUGGESTS}"


def test_a_cell_that_raises(verdicts: dict[str, Verdict]) -> None:
    found = verdicts["raises"]
    assert (found.cell, found.source, found.more) == (2, "x['no such key']", 0)
    assert found.problem == "raised KeyError: 'no such key'"


def test_a_lesson_without_code(verdicts: dict[str, Verdict]) -> None:
    found = verdicts["only prose"]
    assert str(found) == "FAIL  only prose: has no code cell, so nothing could be checked"


def test_neither_the_lesson_nor_its_folder_nor_the_record_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / FILE_NAME).write_text("my answers")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "words.txt").write_text("constructed")
    monkeypatch.setenv(VARIABLE, str(tmp_path / FILE_NAME))
    source = f"""\
import os, pathlib
record, words = pathlib.Path(os.environ["{VARIABLE}"]), pathlib.Path("data/words.txt")
print(record.exists(), pathlib.Path("{FILE_NAME}").exists(), words.read_text())
record.parent.mkdir(parents=True, exist_ok=True)
print(record.write_text("answers of the check"), words.write_text("changed"))
pathlib.Path("made.txt").touch()"""
    lesson = write(tmp_path, [ran(source, printed("False False constructed\n20 7\n"))])
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    [found] = check([lesson])
    assert found, str(found)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_cell_that_takes_too_long_and_a_kernel_that_dies(tmp_path: Path) -> None:
    endless = write(tmp_path, [ran("import time\ntime.sleep(600)"), ran("pass")], "01_endless")
    dies = write(tmp_path, [ran("import os\nos._exit(3)")], "02_dies")
    found = {verdict.lesson: verdict for verdict in check([endless, dies], cell_timeout=2)}
    assert (found[endless].cell, found[endless].problem) == (1, "did not end within 2 seconds")
    assert (found[dies].cell, bool(found[dies].problem)) == (1, True)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "is no notebook: it is not JSON"),
        ("[]", "is no notebook of version 4: it has no cells"),
        ('{"worksheets": []}', "is no notebook of version 4: it has no cells"),
        ('{"cells": ["text"]}', "could not be run (pytest ended with "),
    ],
)
def test_a_file_that_is_no_notebook(content: str, problem: str, tmp_path: Path) -> None:
    lesson = tmp_path / "01_constructed.ipynb"
    lesson.write_text(content)
    [found] = check([lesson])
    assert not found
    assert str(found).startswith(f"FAIL  01_constructed: {problem}")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
def test_a_pipe_in_the_place_of_a_lesson(tmp_path: Path) -> None:
    """It waited for ever."""
    os.mkfifo(tmp_path / "01.ipynb")
    [found] = check([tmp_path / "01.ipynb"])
    assert str(found) == "FAIL  01: is a pipe or a device, no file"


def test_no_room_for_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(
        WorkspaceError, match=r"no room for temporary files .* set TMPDIR to a folder that you"
    ):
        list(check([write(tmp_path, [ran("pass")])]))


def test_a_lesson_that_is_not_there(tmp_path: Path) -> None:
    [found] = check([tmp_path / "99.ipynb"])
    assert found.problem == "cannot be read (No such file or directory)"


def test_a_verdict_comes_at_once_and_giving_up_ends_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = tmp_path / "temporary"
    places.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(places))
    slow = write(tmp_path, [ran("import time\ntime.sleep(600)")])
    (tmp_path / "02_broken.ipynb").write_text("")
    began = time.monotonic()
    verdicts = check([slow, tmp_path / "02_broken.ipynb"])
    assert next(verdicts).lesson.name == "02_broken.ipynb"
    assert len(list(places.iterdir())) == 2  # its own, and one for the fonts
    verdicts.close()
    assert list(places.iterdir()) == []
    assert time.monotonic() - began < 20


def test_a_folder_too_large_to_copy(tmp_path: Path) -> None:
    lesson = write(tmp_path, [ran("pass")])
    with (tmp_path / "film.mkv").open("wb") as film:
        film.truncate(300 * 1024 * 1024)  # a hole: it takes no room
    with pytest.raises(WorkspaceError, match="is over 200 MB, too large to copy for a check"):
        list(check([lesson]))


@pytest.mark.parametrize("missing", ["nbval", "pytest"])
def test_without_nbval(missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(WorkspaceError, match=r"Run: \S+ -m pip install nbval pytest"):
        list(check([tmp_path / "01.ipynb"]))


# How a difference is said


@pytest.mark.parametrize(
    ("saved", "now", "expected"),
    [
        ([printed("a\n")], [printed("a\nb\n")], "printed, line 2: now also 'b'"),
        ([printed("a\nb\n")], [printed("a\n")], "printed, line 2: 'b' is missing now"),
        ([], [printed("careful\n", "stderr")], "printed as a warning, line 1: now also 'careful'"),
        ([printed("a\n")], [], "printed, line 1: 'a' is missing now"),
        ([value("41")], [value("42")], "as text, line 1: saved '41', now '42'"),
        ([value("1")], [printed("1\n")], "printed, line 1: now also '1'"),
        (
            [printed(f"{'x' * 300}old{'y' * 300}")],
            [printed(f"{'x' * 300}new{'y' * 300}")],
            f"printed, line 1: saved '…{'x' * 20}old{'y' * 37}…', now '…{'x' * 20}new{'y' * 37}…'",
        ),
        (
            [new_output("display_data", {"application/json": {"a": 1}, "image/png": "AAAA"})],
            [new_output("display_data", {"application/json": {"a": 2}, "image/png": "BBBB"})],
            "application/json, line 1: saved '{\"a\": 1}', now '{\"a\": 2}'",
        ),
        (
            [new_output("error", ename="KeyError", evalue="'a'", traceback=[])],
            [new_output("error", ename="KeyError", evalue="'b'", traceback=[])],
            "error, line 1: saved \"KeyError: 'a'\", now \"KeyError: 'b'\"",
        ),
        ([value("a"), value("a")], [value("a\na")], "prints the same in another number of outputs"),
    ],
)
def test_how_a_difference_is_said(saved: list[Cell], now: list[Cell], expected: str) -> None:
    assert difference(saved, now, lambda text: text) == expected


def test_what_is_sanitized_is_no_difference() -> None:
    saved, now = [printed("at 1\nsame\n")], [printed("at 2\nother\n")]
    found = difference(saved, now, lambda text: text.replace("at 1", "at").replace("at 2", "at"))
    assert found == "printed, line 2: saved 'same', now 'other'"
