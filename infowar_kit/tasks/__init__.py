"""One model a task: prompt, answer, check, feedback, hint. No widgets."""

from __future__ import annotations

from infowar_kit.tasks.feedback import VERDICT_WORDS, Feedback, Marked, Reason
from infowar_kit.tasks.kinds import build, kinds
from infowar_kit.tasks.task import Task

__all__ = ["VERDICT_WORDS", "Feedback", "Marked", "Reason", "Task", "build", "kinds"]
