"""Where annotators differed: what the key does waits for those who are still to mark the passage."""

from __future__ import annotations

from infowar_kit.tasks.session import Session
from infowar_kit.text import plain
from infowar_kit.tone.agreement_tables import Disagreements
from infowar_kit.tone.span_annotator import SpanAnnotator
from infowar_kit.widgets.live import Live


def disagreements_view(session: Session, lesson: str) -> Live:
    """Return the passages of a lesson on which the annotators differed; it follows what is marked."""

    def shown() -> Disagreements:
        return Disagreements(session.corpus, lesson, session.language, _asked(session, lesson))

    return Live(session, shown)


def _asked(session: Session, lesson: str) -> dict[str, str]:
    asked: dict[str, str] = {}
    for row in session.corpus.tasks_of_lesson(lesson):
        if row.kind != SpanAnnotator.kind:
            continue
        work = session.work(row.task_id)
        assert isinstance(work.task, SpanAnnotator)
        for part in work.task.parts:
            if part not in work.answers:
                asked[work.task.passage(part).passage_id] = plain(work.task.title)
    return asked
