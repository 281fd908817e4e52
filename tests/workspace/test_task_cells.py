"""A lesson whose task cells are gone, doubled or out of order does not pass; a slow cell is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from infowar_kit.workspace import Verdict, lessons
from infowar_kit.workspace.task_cells import misplaced, task_cells


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of a lesson with several tasks."""
    [source] = [path for path in lessons() if path.name.startswith("01")]
    return (
        Path(tmp_path / source.name) if (tmp_path / source.name).write_bytes(source.read_bytes()) else source
    )


def cells(path: Path) -> tuple[dict, list[int]]:
    content = json.loads(path.read_text(encoding="utf-8"))
    places = [n for n, cell in enumerate(content["cells"]) if "kit.task(" in "".join(cell["source"])]
    return content, places


@pytest.mark.parametrize("lesson", lessons(), ids=lambda path: path.stem)
def test_every_lesson_of_the_kit_holds_its_tasks(lesson: Path) -> None:
    assert misplaced(lesson) == ""
    assert task_cells(lesson)


def test_a_task_cell_that_was_removed(copy: Path) -> None:
    content, places = cells(copy)
    slug = task_cells(copy)[0][1]
    del content["cells"][places[0]]
    copy.write_text(json.dumps(content))
    assert f"has no cell for the task '{slug}'" in misplaced(copy)
    assert f'Put kit.task("{slug}") back' in misplaced(copy)


def test_a_task_cell_that_stands_twice(copy: Path) -> None:
    content, places = cells(copy)
    content["cells"].append(content["cells"][places[0]])
    copy.write_text(json.dumps(content))
    assert "twice, in code cells " in misplaced(copy)


def test_task_cells_that_changed_places(copy: Path) -> None:
    content, places = cells(copy)
    one, two = places[0], places[-1]
    content["cells"][one], content["cells"][two] = content["cells"][two], content["cells"][one]
    copy.write_text(json.dumps(content))
    assert "the other way round. Move the cell back." in misplaced(copy)


def test_a_notebook_of_ones_own_promises_nothing(copy: Path) -> None:
    content, places = cells(copy)
    del content["cells"][places[0]]
    own = copy.with_name("my_own.ipynb")
    own.write_text(json.dumps(content))
    assert misplaced(own) == ""


def test_a_comment_is_no_task_cell(copy: Path) -> None:
    content, places = cells(copy)
    content["cells"][places[0]]["source"] = ["# kit.task('x')\n1"]
    copy.write_text(json.dumps(content))
    assert "has no cell for the task" in misplaced(copy)


def test_a_slow_cell_is_said_and_no_fault(tmp_path: Path) -> None:
    verdict = Verdict(tmp_path / "a.ipynb", 3, 15.0, slow=((2, 12.4),))
    assert verdict
    assert str(verdict).endswith("\n      slow: code cell 2 took 12 s; a class waits for it at once")
