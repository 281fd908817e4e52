"""`infowar-kit save`: a lesson of one's own is run and saved with what it prints, or stays as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from infowar_kit.cli import main
from infowar_kit.workspace.saving import save_lesson

VIEW = "application/vnd.jupyter.widget-view+json"


def notebook(*sources: str) -> str:
    cells = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"c{n}",
            "metadata": {},
            "outputs": [],
            "source": one,
        }
        for n, one in enumerate(sources)
    ]
    kernel = {"display_name": "Mine", "language": "python", "name": "python3"}
    return json.dumps(
        {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    )


def test_a_lesson_is_saved_with_what_it_prints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "01_mine.ipynb"
    sources = (
        "import os\n'record' in os.environ['INFOWAR_KIT_RECORD']",
        "import ipywidgets\nipywidgets.Text()",
    )
    path.write_text(notebook(*sources, "2 + 3"), encoding="utf-8")
    assert main(["save", "--lessons", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "saved 01_mine\n"
    saved = json.loads(path.read_text(encoding="utf-8"))
    outputs = [cell["outputs"][0]["data"] for cell in saved["cells"]]
    assert outputs[2]["text/plain"] == ["5"] or outputs[2]["text/plain"] == "5"
    assert VIEW not in outputs[1] and "text/plain" in outputs[1]
    assert all(cell["execution_count"] and not cell["metadata"] for cell in saved["cells"])
    assert "version" not in saved["metadata"]["language_info"]
    # On an empty record of its own: nobody's answers are in it.
    assert not list(tmp_path.glob("*record*"))


def test_a_lesson_that_fails_stays_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, other = tmp_path / "01_mine.ipynb", tmp_path / "02_none.ipynb"
    path.write_text(notebook("1", "1 / 0"), encoding="utf-8")
    other.write_text("mine", encoding="utf-8")
    before = path.read_bytes(), other.read_bytes()
    assert main(["save", str(path), str(other)]) == 1
    assert capsys.readouterr().out == (
        "FAIL  01_mine: code cell 2 raised ZeroDivisionError: division by zero\n"
        "FAIL  02_none: is no notebook that can be read (NotJSONError)\n"
    )
    assert (path.read_bytes(), other.read_bytes()) == before


def test_a_cell_that_takes_too_long(tmp_path: Path) -> None:
    path = tmp_path / "01_mine.ipynb"
    path.write_text(notebook("import time\ntime.sleep(60)"), encoding="utf-8")
    before = path.read_bytes()
    assert save_lesson(path, cell_timeout=1) == "a cell took longer than 1 s"
    assert path.read_bytes() == before


def test_a_folder_without_lessons(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["save", "--lessons", str(tmp_path)]) == 2
    assert "holds no lesson (no file *.ipynb). Give the folder of the lessons with --lessons DIR." in (
        capsys.readouterr().err
    )
