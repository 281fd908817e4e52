"""The two sittings of the test, read from a learner's record; and those of a class, from many."""

from __future__ import annotations

from collections.abc import Iterable

from infowar_kit.corpus import Corpus
from infowar_kit.learning.judgement import Judgement
from infowar_kit.learning.methods.sitting import Sitting, Taken
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session


def sittings(session: Session) -> tuple[Sitting | None, Sitting | None]:
    """Return the first and the last test of a learner; None for one that is not complete."""
    found: list[Sitting | None] = []
    for slug in forms_of(session.corpus):
        work = session.work(slug)
        assert isinstance(work.task, Judgement)
        found.append(work.task.sitting(work.answers) if work.complete else None)
    before, after = found if len(found) == 2 else (None, None)
    return before, after


def forms_of(corpus: Corpus) -> tuple[str, ...]:
    """Return the tests of a corpus, in the order of their lessons."""
    rows = [row for row in corpus.tasks if row.kind == Judgement.kind]
    return tuple(row.task_id for row in sorted(rows, key=lambda row: (row.lesson, row.position)))


def taken_by(corpus: Corpus, records: Iterable[Record]) -> list[Taken]:
    """Return both sittings of everybody who took both; whoever took one alone is left out."""
    found = []
    for record in records:
        before, after = sittings(Session(corpus, record))
        if before is not None and after is not None:
            found.append(Taken(before, after))
    return found
