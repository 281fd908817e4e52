"""Write the notes for instructors, made from the corpus's rows: part of `make data`."""

from __future__ import annotations

import sys
from pathlib import Path

from infowar_kit.corpus import load
from infowar_kit.tasks.lesson import instructor_notes

FOLDER = Path(__file__).parent.parent / "docs" / "instructors"


def notes() -> dict[Path, str]:
    """Return what each file of notes should hold."""
    corpus = load()
    return {
        FOLDER / f"{lesson.lesson_id}.md": instructor_notes(corpus, lesson.lesson_id) + "\n"
        for lesson in corpus.lessons
    }


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, text in notes().items():
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path.name}\n")
