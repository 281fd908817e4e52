"""What two readers without the keys answered, held against the keys as they are."""

from __future__ import annotations

import json
import re
from pathlib import Path

from infowar_kit.corpus import datasets_folder, load
from tools.readers import asked, score, tasks

CORPUS = load()
READERS = sorted((Path(__file__).parent / "readers").glob("*.json"))


def test_what_the_datasheet_says_of_two_readers_is_what_their_answers_add_up_to() -> None:
    answers = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in READERS}
    assert len(answers) == 2
    *by_task, whole = score(CORPUS, answers)
    held, of, same, pairs = map(int, re.findall(r"\d+", whole))
    sheet = " ".join((datasets_folder() / CORPUS.name / "DATASHEET.md").read_text(encoding="utf-8").split())
    assert f"it is {held} of {of}." in sheet
    assert f"in {same} of {pairs} parts they answered the same" in sheet
    assert not [line for line in by_task if "cannot be used" in line]


def test_readers_are_shown_no_key() -> None:
    for task in tasks(CORPUS):
        shown = "\n".join(asked(task))
        for reason in task.reasons.values():
            assert len(reason) < 40 or reason not in shown, task.id
