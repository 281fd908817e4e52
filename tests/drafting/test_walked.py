"""docs/your-own-event.md, from an empty folder to a lesson that passes the check: run as it stands."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from infowar_kit.corpus import load
from infowar_kit.corpus.unfinished import is_unfinished
from tests.drafting import walked

FINISHED = walked.EXAMPLE / "finished"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_command_of_the_page_prints_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("INFOWAR_KIT_CORPUS", raising=False)
    text = walked.DOCUMENT.read_text(encoding="utf-8")
    steps = []
    for step in walked.walk(text, tmp_path):
        assert step.holds(), f"$ {step.command}\n" + "\n".join(step.printed)
        steps.append(step.command.split()[1:3])
    commands = {" ".join(words) for words in steps}
    assert {"corpus new", "corpus import", "corpus new-task", "corpus new-table"} <= commands
    # The end of the page is what was promised: an event that loads, and a lesson that was saved with outputs.
    corpus = load(tmp_path / "harbour")
    assert corpus.verify() and len(corpus.items) == 10
    assert '"output_type": "execute_result"' in next((tmp_path / "harbour/notebooks").glob("*")).read_text()


def test_a_page_that_says_something_else_is_found() -> None:
    assert walked.fits(("a", "…", "z"), ("a", "b", "c", "z"))
    assert not walked.fits(("a", "…", "z"), ("a", "b", "c"))
    assert not walked.fits(("a", "…", "z"), ("a",))
    assert not walked.fits(("a",), ("a", "b"))


def test_the_finished_rows_are_the_drafts_with_their_open_cells_filled(tmp_path: Path) -> None:
    """Whoever compares the two sees what a person has to do, and nothing else."""
    text = walked.DOCUMENT.read_text(encoding="utf-8")
    for step in walked.walk(text.partition("$ cp ")[0] + "```\n", tmp_path):
        assert step.holds(), step.command
    # What a person may set besides: the day of reading, what was found out of a source, words that hedge.
    may = {"read_on", "hedges", "affiliation", "state_control", "kind", "name"}
    for table, key in (("evidence/sources", "source_id"), ("evidence/items", "item_id")):
        drafts, finished = (rows(at / f"{table}.csv") for at in (tmp_path / "harbour", FINISHED))
        assert [row[key] for row in drafts] == [row[key] for row in finished]
        for draft, done in zip(drafts, finished, strict=True):
            assert any(map(is_unfinished, draft.values()))
            assert not any(map(is_unfinished, done.values()))
            changed = {name for name, cell in draft.items() if cell != done[name] and not is_unfinished(cell)}
            assert changed <= may, (draft[key], changed)
