"""Record classes of the tables of which lessons are made.

Made from the schema by `python -m tools.records`; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass

from infowar_kit.corpus.row_refs import NamesRows


@dataclass(frozen=True, slots=True)
class Card(NamesRows):
    """One look around a source, for lateral reading."""

    source: str
    position: int
    title: str
    kind: str
    text: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text for tone work."""

    passage_id: str
    kind: str
    role: str
    pair: str
    side: str
    voice: str
    outlet: str
    language: str
    text: str
    claim: str
    item: str
    strength_1: int
    strength_2: int
    note: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """A span of a passage, a technique, an annotator."""

    passage: str
    annotator: str
    start: int
    end: int
    technique: str
    words: str
    confidence: str
    why: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson: one notebook."""

    lesson_id: str
    notebook: str
    title: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One thing that a learner does, with its check."""

    task_id: str
    lesson: str
    position: int
    kind: str
    version: int
    minutes: float
    practice: bool | None


@dataclass(frozen=True, slots=True)
class Key(NamesRows):
    """What a task expects, part by part."""

    task: str
    part: str
    position: int
    item: str
    source: str
    place: str
    term: str
    claim: str
    moment: str
    accept: tuple[str, ...]
    letters: tuple[str, ...]
    speaker: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """What is chosen of the coverage for a judgement: the few pieces that a learner reads."""

    task: str
    part: str
    position: int
    item: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Text:
    """Every sentence of the lessons that is not in a notebook."""

    key: str
    language: str
    text: str
