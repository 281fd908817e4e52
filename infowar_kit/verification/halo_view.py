"""The halo matrix that follows the grades."""

from __future__ import annotations

from infowar_kit.tasks.session import Session
from infowar_kit.verification.halo_table import HaloTable
from infowar_kit.verification.methods.halo import halo
from infowar_kit.verification.source_grader import SourceGrader
from infowar_kit.widgets.live import Live


def halo_table(session: Session) -> HaloTable:
    """Return a learner's halo matrix over all reports graded so far, in every task of that kind."""
    works = [session.work(row.task_id) for row in session.corpus.tasks if row.kind == SourceGrader.kind]
    pairs = [(work.task, work.answers) for work in works]
    graders = [(task, answers) for task, answers in pairs if isinstance(task, SourceGrader)]
    return HaloTable(halo(one for task, answers in graders for one in task.gradings(answers)))


def halo_view(session: Session) -> Live:
    """Return the same as a view that is drawn anew at each answer."""
    return Live(session, lambda: halo_table(session))
