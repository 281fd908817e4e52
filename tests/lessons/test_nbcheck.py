import os
import sys
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from infowar_kit.errors import WorkspaceError
from infowar_kit.record import FILE_NAME, VARIABLE
from infowar_kit.workspace import Verdict, check


def ran(source: str, printed: str = "", **more: object) -> nbformat.NotebookNode:
    """A cell that was run, and what it printed then."""
    outputs = [new_output("stream", name="stdout", text=printed)] if printed else []
    return new_code_cell(source, execution_count=1, outputs=outputs, **more)


def write(folder: Path, *cells: nbformat.NotebookNode, name: str = "01_constructed") -> Path:
    path = folder / f"{name}.ipynb"
    nbformat.write(new_notebook(cells=list(cells)), path)
    return path


def verdict(lesson: Path, **options: float) -> Verdict:
    [found] = check([lesson], **options)
    return found


def found_in(lesson: Path) -> tuple[int | None, str, str]:
    found = verdict(lesson)
    assert not found
    return found.cell, found.source, found.problem


# Lessons that pass


def test_a_lesson_that_passes(tmp_path: Path) -> None:
    address = new_output("execute_result", {"text/plain": "<object at 0x7f0000000000>"}, execution_count=3)
    lesson = write(
        tmp_path,
        new_markdown_cell("# A lesson"),
        ran("answer = 42"),
        ran("print(answer)", "42\n"),
        new_code_cell("object()", execution_count=3, outputs=[address]),
        new_code_cell("  \n"),  # JupyterLab leaves one at the end
    )
    found = verdict(lesson)
    assert found
    assert (found.cells, found.cell, found.more) == (4, None, 0)
    assert str(found).startswith("ok    01_constructed: 4 cells as saved (")


def test_neither_the_lesson_nor_its_folder_nor_the_record_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / FILE_NAME).write_text("my answers")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "words.txt").write_text("constructed")
    monkeypatch.setenv(VARIABLE, str(tmp_path / FILE_NAME))
    source = f"""\
import os, pathlib
record = pathlib.Path(os.environ["{VARIABLE}"])
print(record.exists(), pathlib.Path("{FILE_NAME}").exists(), pathlib.Path("data/words.txt").read_text())
record.parent.mkdir(parents=True, exist_ok=True)
record.write_text("answers of the check")
pathlib.Path("data/words.txt").write_text("changed")
pathlib.Path("made.txt").touch()"""
    lesson = write(tmp_path, ran(f"{source};", "False False constructed\n"))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert verdict(lesson), str(verdict(lesson))
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_what_the_user_has_set_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n")
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option-either")
    monkeypatch.setenv("MPLBACKEND", "agg")
    lesson = write(tmp_path, ran("import os; print(os.environ.get('MPLBACKEND') != 'agg')", "True\n"))
    assert verdict(lesson)


def test_any_file_name(tmp_path: Path) -> None:
    assert verdict(write(tmp_path, ran("pass"), name="my [läßon]::a b"))


# Lessons that fail


def test_a_differing_output(tmp_path: Path) -> None:
    lesson = write(
        tmp_path,
        ran("print('as saved')", "as saved\n"),
        ran("# first line\nprint('one')\nprint('two')", "one\nthree\n"),
        ran("print('later')", "something else\n"),
    )
    found = verdict(lesson)
    assert (found.cell, found.source, found.more) == (2, "# first line", 1)
    assert found.problem == "stdout, line 2: saved 'three', now 'two'"
    assert str(found) == (
        "FAIL  01_constructed: code cell 2 `# first line`\n"
        "      stdout, line 2: saved 'three', now 'two'\n"
        "      1 more of its 3 cells fail"
    )


@pytest.mark.parametrize(
    ("source", "saved", "problem"),
    [
        ("print('a')\nprint('b')", "a\n", "stdout, line 2: now also 'b'"),
        ("print('a')", "a\nb\n", "stdout, line 2: 'b' is missing now"),
        ("import sys; print('careful', file=sys.stderr)", "", "stderr, line 1: now also 'careful'"),
        ("pass", "a\n", "stdout, line 1: 'a' is missing now"),
        (
            "print('x' * 300 + 'new' + 'y' * 300)",
            f"{'x' * 300}old{'y' * 300}\n",
            f"stdout, line 1: saved '…{'x' * 20}old{'y' * 37}…', now '…{'x' * 20}new{'y' * 37}…'",
        ),
    ],
)
def test_how_an_output_differs(source: str, saved: str, problem: str, tmp_path: Path) -> None:
    assert found_in(write(tmp_path, ran(source, saved)))[2] == problem


def test_a_value_that_differs(tmp_path: Path) -> None:
    saved = [new_output("execute_result", {"text/plain": "41"}, execution_count=1)]
    lesson = write(tmp_path, new_code_cell("42", execution_count=1, outputs=saved))
    assert found_in(lesson) == (1, "42", "text/plain, line 1: saved '41', now '42'")


def test_a_cell_that_was_not_run(tmp_path: Path) -> None:
    lesson = write(tmp_path, ran("pass"), new_code_cell("print('never seen')"))
    problem = "was not run before the notebook was saved"
    assert found_in(lesson) == (2, "print('never seen')", problem)


def test_a_cell_that_was_not_run_cannot_be_skipped(tmp_path: Path) -> None:
    lesson = write(tmp_path, ran("pass"), new_code_cell("# NBVAL_SKIP\nprint()"))
    assert found_in(lesson)[0] == 2


def test_a_cell_that_raises(tmp_path: Path) -> None:
    lesson = write(tmp_path, ran("x = {}"), ran("x['no such key']\n"), ran("print(1)", "1\n"))
    assert found_in(lesson) == (2, "x['no such key']", "raised KeyError: 'no such key'")


def test_a_cell_that_takes_too_long(tmp_path: Path) -> None:
    lesson = write(tmp_path, ran("import time\ntime.sleep(60)"), ran("pass"))
    found = verdict(lesson, cell_timeout=1)
    assert (found.cell, found.problem) == (1, "did not end within 1 seconds")
    assert found.seconds < 50


def test_a_kernel_that_dies(tmp_path: Path) -> None:
    assert found_in(write(tmp_path, ran("import os\nos._exit(3)")))[0] == 1


def test_a_lesson_without_code(tmp_path: Path) -> None:
    lesson = write(tmp_path, new_markdown_cell("Only prose"))
    assert found_in(lesson) == (None, "", "has no code cell, so nothing could be checked")


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
    found = verdict(lesson)
    assert not found
    assert found.problem.startswith(problem)
    assert str(found).startswith("FAIL  01_constructed: ")


def test_a_lesson_that_is_not_there(tmp_path: Path) -> None:
    assert verdict(tmp_path / "99.ipynb").problem == "cannot be read (No such file or directory)"


# Several


def test_a_verdict_comes_when_its_lesson_ends(tmp_path: Path) -> None:
    slow = write(tmp_path, ran("import time\ntime.sleep(8)"), name="01_slow")
    quick = write(tmp_path, ran("pass"), name="02_quick")
    broken = tmp_path / "03_broken.ipynb"
    broken.write_text("")
    found = [found.lesson.stem for found in check([slow, quick, broken])]
    assert sorted(found) == ["01_slow", "02_quick", "03_broken"]
    assert found[-1] == "01_slow"


def test_giving_up_ends_what_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    slow = write(tmp_path, ran("import time\ntime.sleep(600)"), name="01_slow")
    broken = tmp_path / "02_broken.ipynb"
    broken.write_text("")
    began = time.monotonic()
    verdicts = check([slow, broken])
    assert next(verdicts).lesson == broken
    assert len(os.listdir(tmp_path / "temporary")) == 1  # noqa: PTH208 - one name is all that matters
    verdicts.close()
    assert list((tmp_path / "temporary").iterdir()) == []
    assert time.monotonic() - began < 20


def test_a_folder_too_large_to_copy(tmp_path: Path) -> None:
    lesson = write(tmp_path, ran("pass"))
    with (tmp_path / "film.mkv").open("wb") as film:
        film.truncate(300 * 1024 * 1024)  # a hole: it takes no room
    with pytest.raises(WorkspaceError, match="is over 200 MB, too large to copy for a check"):
        verdict(lesson)


@pytest.mark.parametrize("missing", ["nbval", "pytest"])
def test_without_nbval(missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lesson = write(tmp_path, ran("pass"))
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(WorkspaceError, match=r'Run: pip install "infowar-kit\[check\]"'):
        verdict(lesson)
