"""The shape of lessons, and that those that are shipped have it."""

from __future__ import annotations

import copy

import nbformat
import pytest

from infowar_kit.corpus import load
from tools.shape import LESSONS, alone, shape

CORPUS = load()


@pytest.mark.parametrize("row", CORPUS.lessons, ids=lambda row: row.notebook)
def test_each_lesson_has_its_shape_and_a_second_time_changes_nothing(row) -> None:
    cells = nbformat.read(LESSONS / row.notebook, as_version=4).cells
    again = shape(copy.deepcopy(cells), CORPUS, row.lesson_id)
    assert [(cell.id, cell.source, cell.metadata) for cell in again] == [
        (cell.id, cell.source, cell.metadata) for cell in cells
    ], f"run: python -m tools.shape {row.notebook}"


def test_a_cell_brings_what_it_needs() -> None:
    assert alone('kit.task("a")') == 'from infowar_kit import kit\n\nkit.task("a")'
    assert alone(alone('kit.task("a")')) == alone('kit.task("a")')
    assert alone("from x import y\n\ny(kit.corpus)").startswith(
        "from infowar_kit import kit\nfrom x import y"
    )
    assert alone("1 + 1") == "1 + 1"
