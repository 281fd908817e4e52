"""A kernel without pandas or matplotlib, as in a browser: each exhibit is shown, what cannot be is said."""

from __future__ import annotations

import json
import re
import sys

import pytest
from IPython.core.interactiveshell import InteractiveShell

from infowar_kit.errors import LibraryMissing
from infowar_kit.libraries import fetch_pandas
from infowar_kit.page.figure import Figure, draw
from infowar_kit.workspace.lessons import lessons

SENTENCE = "This cell needs pandas, which this kernel does not have."
UNDRAWN = "The picture is not drawn, because this kernel has no matplotlib."


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A kernel to which neither library can be loaded, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INFOWAR_KIT_RECORD", str(tmp_path / "record.json"))
    for name in [name for name in sys.modules if name.split(".")[0] in {"pandas", "matplotlib"}]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pandas", None)
    monkeypatch.setitem(sys.modules, "matplotlib", None)


def test_a_picture_that_cannot_be_drawn_is_its_table_open_and_a_sentence(bare):
    figure = Figure(draw(lambda axes: axes.plot([1])), "A line.", "One <line>.", ["x"], [["1"]])
    html = figure._repr_html_()
    assert "<img" not in html and "<details" not in html
    assert UNDRAWN in html and ">1</td>" in html and "One &lt;line&gt;." in html
    assert repr(figure).splitlines()[2].startswith(UNDRAWN)


def test_where_it_can_be_drawn_nothing_is_said():
    figure = Figure(draw(lambda axes: axes.plot([1])), "A line.", "One line.", ["x"], [["1"]])
    assert "data:image/png" in figure._repr_html_() and UNDRAWN not in figure._repr_html_() + repr(figure)


def test_a_library_that_is_there_and_broken_is_no_missing_one(monkeypatch, tmp_path):
    for name in ("pandas", "matplotlib"):
        for loaded in [one for one in sys.modules if one.split(".")[0] == name]:
            monkeypatch.delitem(sys.modules, loaded)
        (tmp_path / f"{name}.py").write_text("import a_part_that_is_gone")
    monkeypatch.syspath_prepend(str(tmp_path))
    for call in (fetch_pandas, lambda: draw(lambda axes: None)):
        with pytest.raises(ModuleNotFoundError, match="a_part_that_is_gone"):
            call()


@pytest.fixture
def shell():
    made = InteractiveShell()
    InteractiveShell._instance = made
    yield made
    InteractiveShell.clear_instance()


def test_a_cell_prints_the_sentence_and_no_traceback(bare, shell, capsys):
    result = shell.run_cell("from infowar_kit import kit\nkit.corpus.frame('items')")
    assert isinstance(result.error_in_exec, LibraryMissing)
    said = capsys.readouterr()
    assert said.out.startswith(SENTENCE) and len(said.out.strip().splitlines()) == 1
    assert "Traceback" not in said.out + said.err


@pytest.mark.parametrize("path", lessons(), ids=lambda path: path.stem)
def test_every_cell_of_a_lesson_runs_and_no_task_needs_a_library(path, bare, shell, capsys):
    """As in a browser: only cells that make a data frame themselves are left out, and each says why."""
    shell.run_cell("from infowar_kit.face import Kit; own = Kit()")
    for cell in json.loads(path.read_bytes())["cells"]:
        code = "".join(cell["source"])
        if cell["cell_type"] != "code" or not code.strip():
            continue
        capsys.readouterr()
        result = shell.run_cell(code.replace("from infowar_kit import kit", "kit = own"))
        if ".frame(" in code:
            assert isinstance(result.error_in_exec, LibraryMissing)
            assert not re.search(r"kit\.task\(", code)
            assert capsys.readouterr().out.startswith(SENTENCE)
        else:
            assert result.error_in_exec is None and result.error_before_exec is None, code
            html = getattr(result.result, "_repr_html_", str)()
            assert isinstance(html, str)
