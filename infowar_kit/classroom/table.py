"""The class as a table: one row a learner, task and part, in the long form that R's ``glmer`` takes."""

from __future__ import annotations

import csv
import io

from infowar_kit.classroom.counting import ClassCount
from infowar_kit.tasks.tries import UNJUDGED

FIELDS = (
    "learner", "lesson", "task", "part", "verdict", "right", "tries", "hints", "shown", "seconds", "answer",
)  # fmt: skip
# A cell that begins so is a formula to a spreadsheet; what stands there was written by a learner.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def class_csv(counted: ClassCount) -> str:
    """Return the table; `right` is 1 or 0, and empty where no try was left before the part was shown."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(FIELDS)
    for row in counted.rows:
        verdict = row.said.verdict
        right = "" if verdict == UNJUDGED else int(verdict == "right")
        lesson = counted.tasks[row.task].task.row.lesson
        cells = (row.learner, lesson, row.task, row.part, verdict, right, row.tries, row.hints, row.shown,
                 round(row.seconds), row.said.words)  # fmt: skip
        writer.writerow([_safe(cell) for cell in cells])
    return text.getvalue()


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
