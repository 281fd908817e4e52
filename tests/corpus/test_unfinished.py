"""Cells that a draft left open: said once a row, and in the way of nothing that can be done without them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from infowar_kit.cli import main
from infowar_kit.corpus import examine, load
from infowar_kit.corpus.unfinished import is_unfinished, todo
from infowar_kit.errors import CorpusError
from tests import mini


@pytest.mark.parametrize("cell", ["TODO", "TODO: its title", " TODO : x", "TODO:", todo("it")])
def test_a_cell_left_open(cell: str) -> None:
    assert is_unfinished(cell)


@pytest.mark.parametrize("cell", ["", "TODO EL MUNDO", "todo: x", "what is TODO: x", "TODOS: x", "TODO-12"])
def test_a_cell_that_is_none(cell: str) -> None:
    assert not is_unfinished(cell)


def said(folder: Path, *, finished: bool) -> list[str]:
    return [str(fault) for fault in examine(folder, finished=finished)[1]]


def test_words_left_open_hinder_no_lesson_but_are_said(folder: Path) -> None:
    mini.set_cell(folder, "texts", 2, "text", todo("a hint that gives nothing away"))
    assert load(folder).texts
    [fault] = said(folder, finished=True)
    assert fault.startswith("texts.csv, line 4: 'first-look/hint' is not finished: text. ") or (
        fault.startswith("texts.csv, line 3: 'first-look/prompt' is not finished: text. ")
    )
    assert fault.endswith("Write what belongs there: a hint that gives nothing away.")


def test_what_must_be_one_of_some_values_hinders(folder: Path) -> None:
    mini.set_cell(folder, "items", 1, "kind", "TODO")
    mini.set_cell(folder, "items", 1, "source", todo("an id of sources.csv"))
    with pytest.raises(CorpusError) as caught:
        load(folder)
    [fault] = map(str, caught.value.faults)
    assert "is not finished: source, kind. Write what belongs there. " in fault
    assert "'source' is one of the ids in sources.csv. 'kind' is one of news, wire, official," in fault


def test_one_reason_is_enough_for_a_cell_left_open(folder: Path) -> None:
    """Not also: no such date, no such item, no such code, points at no row."""
    for table, line, column in (
        ("items", 1, "published"), ("items", 1, "language"), ("keys", 1, "rows"), ("keys", 1, "claim"),
    ):  # fmt: skip
        mini.set_cell(folder, table, line, column, "TODO")
    faults = said(folder, finished=True)
    assert len(faults) == 2 and all("is not finished" in fault for fault in faults), faults


def test_other_faults_of_such_a_row_are_said_too(folder: Path) -> None:
    mini.set_cell(folder, "items", 1, "reports", "TODO")
    mini.set_cell(folder, "items", 1, "platform", "pigeon")
    faults = said(folder, finished=True)
    assert any("'pigeon' is not one of the values allowed" in fault for fault in faults)
    assert any("is not finished: reports" in fault for fault in faults)


def test_values_are_listed_once_a_table(folder: Path) -> None:
    for line in (1, 2):
        mini.set_cell(folder, "items", line, "platform", "TODO")
    one, two = said(folder, finished=False)
    assert "'platform' is one of web, print," in one and "one of" not in two


def test_the_command_counts_drafts_apart_and_tries_what_is_finished(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mini.set_cell(folder, "texts", 2, "text", "TODO: words")
    assert main(["corpus", "check", str(folder)]) == 1
    assert capsys.readouterr().out.endswith("has 1 fault, of them 1 draft to be finished.\n")
    # A task whose key is finished is built and solved, though another text is a draft.
    raw = json.loads((folder / mini.DESCRIPTOR).read_text(encoding="utf-8"))
    assert raw["name"] == "mini"
    mini.set_cell(folder, "keys", 2, "accept", "maybe")
    assert main(["corpus", "check", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "the task 'first-look' cannot be taught" in out and "of them 1 draft to be finished" in out
    # One whose key is a draft is not said to be impossible.
    mini.set_cell(folder, "keys", 2, "accept", "TODO: such as no, yes")
    assert main(["corpus", "check", str(folder)]) == 1
    assert "cannot be taught" not in capsys.readouterr().out
