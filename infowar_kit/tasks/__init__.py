"""One model a task: prompt, answer, check, feedback, hint. No widgets."""

from __future__ import annotations

from infowar_kit.corpus import Corpus
from infowar_kit.tasks.choice import Choice
from infowar_kit.tasks.feed_replay import FeedReplay
from infowar_kit.tasks.feedback import VERDICT_WORDS, Feedback, Reason
from infowar_kit.tasks.task import Task

KINDS: dict[str, type[Task]] = {kind.kind: kind for kind in (Choice, FeedReplay)}

__all__ = ["KINDS", "VERDICT_WORDS", "Choice", "FeedReplay", "Feedback", "Reason", "Task", "build"]


def build(corpus: Corpus, slug: str, language: str = "en") -> Task:
    """Return the model of a task.

    Raises
    ------
    LookupFailed
        If the corpus has no such task, or lacks a text that it needs.
    """
    row = corpus.get("tasks", slug)
    return KINDS[row.kind](corpus, row, language)
