"""Meeting again what was met wrongly or unsurely: other wording, and the reason at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from infowar_kit.corpus.teaching_records import TaskRow
from infowar_kit.errors import AnswerError, KitError
from infowar_kit.learning.judgement import Judgement
from infowar_kit.learning.methods.again import AFTER, MOST, Met, worth_again
from infowar_kit.page.feedback import reason_html
from infowar_kit.say import plural, say
from infowar_kit.tasks.feedback import Reason
from infowar_kit.tasks.record_entries import moment
from infowar_kit.tasks.session import Session, Work
from infowar_kit.text import escape, inline, one_line


def met(session: Session) -> list[Met]:
    """Return every part of a task that was answered, as its first answer was; for the course map too."""
    return [one for row in session.corpus.tasks for one in _met(session, row)]


def _met(session: Session, row: TaskRow) -> Iterator[Met]:
    try:
        work = session.work(row.task_id)
    except KitError:  # of a corpus of one's own: what cannot be built cannot be met
        return
    entries = session.record.entries(session.corpus.name, row.task_id)
    times = [at for entry in entries if (at := moment(entry.at)) is not None]
    last = dt.datetime.fromtimestamp(max(times), dt.UTC) if times else None
    if isinstance(work.task, Judgement):
        for one in work.task.sitting(work.answers).judged if work.complete else ():
            yield Met(row.task_id, one.part, one.right, max(one.chance, 1 - one.chance), last)
        return
    seen: set[str] = set()
    for answer in work.tries:
        try:
            reasons = work.task.check(answer).reasons
        except AnswerError:
            continue
        verdicts: dict[str, bool] = {}
        for reason in reasons:
            if reason.verdict != "noted" and reason.part not in seen:
                right = reason.verdict == "right"
                verdicts[reason.part] = verdicts.get(reason.part, True) and right
        seen |= verdicts.keys()
        for part, right in verdicts.items():
            yield Met(row.task_id, part, right, None, last)


@dataclass(frozen=True)
class Card:
    """One thing to meet again: what is asked, and the reasons behind it."""

    question: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Again:
    """Up to ten things worth meeting again, from hard to easy.

    Parameters
    ----------
    session : Session
        Corpus and record.
    now : datetime.datetime
        The present.
    """

    session: Session
    now: dt.datetime

    @property
    def due(self) -> list[Met]:
        """What is due now."""
        return worth_again(met(self.session), self.now, most=MOST)

    def cards(self) -> list[Card]:
        """Return what is due, each with another question than the first time."""
        works: dict[str, Work] = {}
        made = []
        for one in self.due:
            work = works.setdefault(one.task, self.session.work(one.task))
            reasons = work.task.laid_over({}, one.part).reasons
            if reasons:
                made.append(Card(_question(work, one, reasons), reasons))
        return made

    def _nothing(self) -> str:
        days = plural("{number} day", "{number} days", AFTER.days)
        return say(
            "Nothing is due. What you met wrongly or unsurely comes back here after {days}.", days=days
        )

    def __repr__(self) -> str:
        cards = self.cards()
        return "\n".join(f"- {one_line(card.question)}" for card in cards) or self._nothing()

    def _repr_html_(self) -> str:
        corpus, head = self.session.corpus, escape(say("What holds, and why"))
        cards = "".join(
            f"<li><p>{inline(card.question)}</p><details><summary>{head}</summary>"
            f"<ul>{''.join(reason_html(corpus, reason) for reason in card.reasons)}</ul></details></li>"
            for card in self.cards()
        )
        if not cards:
            return f"<p>{escape(self._nothing())}</p>"
        how = say("Answer each aloud or on paper before you open it. The hardest come first.")
        return f"<p>{escape(how)}</p><ol>{cards}</ol>"


def _question(work: Work, one: Met, reasons: tuple[Reason, ...]) -> str:
    """Return the question in other words than the first time."""
    task = work.task
    if isinstance(task, Judgement):
        # The first time the report stood alone; now its origin stands first, and what changed is asked.
        return say(
            "{origin} – A page makes of it: “{report}” What changed on the way, if anything?",
            origin=task.text(f"{one.part}/evidence"), report=task.text(f"{one.part}/seen"),
        )  # fmt: skip
    said = next((reason.said for reason in reasons if reason.said), "") or one.part
    return say("{task}: “{words}” What holds here, and from what can you see it?",
               task=task.title, words=one_line(said))  # fmt: skip
