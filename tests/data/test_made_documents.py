"""Documents made from the tables are as the tables are now."""

from __future__ import annotations

from infowar_kit.tasks.lesson import SECTIONS
from tests.instructor_notes import FOLDER, notes


def test_notes_for_instructors_are_up_to_date():
    made = notes()
    old = [path.name for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
    assert not old, f"out of date: {old}; run `make data`"
    assert {path.name for path in FOLDER.glob("*.md")} == {path.name for path in made}


def test_notes_give_aims_answers_and_mistakes():
    parts = [f"## {title}" for title in (*SECTIONS.values(), "Answers")]
    for path, text in notes().items():
        for part in parts:
            assert part in text, f"{path.name} lacks {part}"
