"""Which tasks an edition of the lessons has: a note that lies beside its notebooks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

FILE = "edition.json"
SCHEMA = 1
STUDENT, INSTRUCTOR = "student", "instructor"
NAMES = {STUDENT: "a student edition", INSTRUCTOR: "an instructor's edition"}


@dataclass(frozen=True)
class Edition:
    """What an edition holds.

    Parameters
    ----------
    corpus : str
        Name of the event.
    kind : str
        ``"student"`` or ``"instructor"``.
    lessons : mapping of str to tuple of str
        The tasks of each lesson, by its id.
    files : mapping of str to str
        SHA-256 of each file as it was exported.
    event : str
        Folder of the event where it is not the kit's own.
    minutes : mapping of str to int
        What each lesson takes, reading included, as it was counted; by its id.
    """

    corpus: str
    kind: str
    lessons: Mapping[str, tuple[str, ...]]
    files: Mapping[str, str] = field(default_factory=dict)
    event: str = ""
    minutes: Mapping[str, int] = field(default_factory=dict)

    def taken(self, lesson: str, tasks: tuple[str, ...]) -> int:
        """Return the minutes that were counted for a lesson with these tasks, none: all; 0 if for others."""
        same = not tasks or set(tasks) == set(self.lessons.get(lesson, ()))
        return self.minutes.get(lesson, 0) if same else 0

    def has(self, lesson: str, task: str) -> bool:
        """Whether a task belongs to it."""
        return task in self.lessons.get(lesson, ())

    def as_text(self) -> str:
        """Return the note as it is written."""
        content = {
            "schema": SCHEMA, "corpus": self.corpus, "kind": self.kind,
            "lessons": {lesson: list(tasks) for lesson, tasks in self.lessons.items()},
            "files": dict(sorted(self.files.items())),
        }  # fmt: skip
        content |= {"minutes": dict(self.minutes)} if self.minutes else {}
        content |= {"event": self.event} if self.event else {}
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def edition_in(folder: Path) -> Edition | None:
    """Return the edition that lies in a folder; None where there is none, or its note is damaged."""
    try:
        content = json.loads((folder / FILE).read_bytes())
        lessons = {str(one): tuple(map(str, tasks)) for one, tasks in content["lessons"].items()}
        files = {str(name): str(seal) for name, seal in content.get("files", {}).items()}
        if content["schema"] != SCHEMA:
            return None
        minutes = {str(one): int(taken) for one, taken in content.get("minutes", {}).items()}
        event = str(content.get("event", ""))
        return Edition(str(content["corpus"]), str(content["kind"]), lessons, files, event, minutes)
    except (OSError, ValueError, RecursionError, TypeError, KeyError, AttributeError):
        return None
