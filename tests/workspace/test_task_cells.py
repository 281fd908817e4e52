"""A lesson whose task cells are gone, doubled or out of order does not pass; a slow cell is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from infowar_kit.workspace import Verdict, lessons
from infowar_kit.workspace.prose import changed_prose
from infowar_kit.workspace.task_cells import misplaced, named_tasks, task_cells


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


def changed(copy: Path, old: str, new: str) -> tuple[str, ...]:
    content = json.loads(copy.read_text(encoding="utf-8"))
    cells = [cell for cell in content["cells"] if old in "".join(cell["source"])]
    assert cells
    cells[0]["source"] = "".join(cells[0]["source"]).replace(old, new)
    copy.write_text(json.dumps(content))
    return changed_prose(copy)


def test_a_date_that_was_changed_in_prose_is_named(copy: Path) -> None:
    assert changed_prose(copy) == ()
    [said] = changed(copy, "On 30 September Russia", "On 29 September Russia")
    assert said == "cell 4 says '29' where the lesson says '30'"
    assert str(Verdict(copy, 3, 1.0, notes=(said,))).endswith(f"\n      prose: {said}")
    assert Verdict(copy, 3, 1.0, notes=(said,))


def test_prose_that_was_added_or_taken_out_is_named(copy: Path) -> None:
    content = json.loads(copy.read_text(encoding="utf-8"))
    places = [n for n, cell in enumerate(content["cells"]) if cell["cell_type"] == "markdown"]
    content["cells"].append({"cell_type": "markdown", "source": "My own last words."})
    gone = content["cells"].pop(places[3])
    copy.write_text(json.dumps(content))
    said = changed_prose(copy)
    assert f"a cell is gone: {' '.join(''.join(gone['source']).split()[:8]) + ' …'!r}" in said
    assert f"cell {len(content['cells'])} is added: 'My own last words.'" in said


def test_only_the_first_places_are_named(copy: Path) -> None:
    content = json.loads(copy.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = f"Now {''.join(cell['source'])}"
    copy.write_text(json.dumps(content))
    said = changed_prose(copy)
    assert len(said) == 4
    assert said[-1].startswith("and ") and said[-1].endswith(" more such places")


def test_the_kits_own_lessons_differ_from_nothing() -> None:
    assert not any(changed_prose(path) for path in lessons())


def test_the_head_may_name_fewer_tasks(copy: Path) -> None:
    """Shortening by hand reached neither the head nor the check."""
    content, places = cells(copy)
    slugs = [slug for _, slug in task_cells(copy)]
    del content["cells"][places[-1]]
    for cell in content["cells"]:
        if "kit.lesson(" in "".join(cell["source"]):
            cell["source"] = "".join(cell["source"]).replace(
                'kit.lesson("01")', f'kit.lesson("01", "{slugs[0]}", "{slugs[1]}")'
            )
    copy.write_text(json.dumps(content))
    assert named_tasks(copy) == tuple(slugs[:2])
    assert misplaced(copy) == ""
    del content["cells"][places[0]]
    copy.write_text(json.dumps(content))
    assert f'in the head: kit.lesson("01", "{slugs[1]}")' in misplaced(copy)
