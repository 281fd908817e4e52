"""Meeting again what was met wrongly or unsurely: other wording, and the reason at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.teaching_records import TaskRow
from infowar_kit.errors import AnswerError, KitError, RecordError
from infowar_kit.learning.judgement import DISTORTED, FAITHFUL, Judgement
from infowar_kit.learning.methods.again import AFTER, MOST, Met, worth_again
from infowar_kit.learning.sitting_page import ASPECTS
from infowar_kit.learning.sittings import forms_of
from infowar_kit.page.course_map import Due
from infowar_kit.say import plural, say
from infowar_kit.tasks.feedback import Feedback, Reason
from infowar_kit.tasks.record_entries import Entry, moment
from infowar_kit.tasks.session import Session, Work
from infowar_kit.text import escape, inline, one_line

ANCHOR = "again"
AGAIN = "again"  # stands in the record where a task would: what was met again, and whether it held


def met(session: Session) -> list[Met]:
    """Return every part that was answered, as its first answer was, and then as it was met again."""
    return [*(one for row in session.corpus.tasks for one in _met(session, row)), *_met_again(session)]


def _met_again(session: Session) -> Iterator[Met]:
    for entry in session.record.entries(session.corpus.name, AGAIN):
        task, part, right = (entry.content.get(name) for name in ("task", "part", "right"))
        if isinstance(task, str) and isinstance(part, str) and isinstance(right, bool):
            yield Met(task, part, right, None, _moment(entry.at), str(entry.content.get("kind", "")))


def _moment(at: str) -> dt.datetime | None:
    found = moment(at)
    return None if found is None else dt.datetime.fromtimestamp(found, dt.UTC)


def due(session: Session, now: dt.datetime | None = None) -> Due:
    """Return how much is due and where it is met: for the map of the course, which asks often."""
    now = now or dt.datetime.now(dt.UTC)
    kept = session.record.after(0)
    # Nothing is older than some days: then no task need be built to know.
    if not any((at := _moment(one.at)) is None or now - at >= AFTER for one in kept):
        return Due()
    where = notebook_of(session.corpus)
    return Due(len(worth_again(met(session), now, most=MOST)), f"{where}#{ANCHOR}" if where else "")


def notebook_of(corpus: Corpus) -> str:
    """Return the notebook that ends with what is worth meeting again: that of the last test; else nothing."""
    forms = forms_of(corpus)
    if not forms:
        return ""
    lesson = next(row.lesson for row in corpus.tasks if row.task_id == forms[-1])
    return str(corpus.get("lessons", lesson).notebook)


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
            kind = FAITHFUL if one.faithful else DISTORTED
            yield Met(row.task_id, one.part, one.right, max(one.chance, 1 - one.chance), last, kind)
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
    """One thing to meet again.

    Parameters
    ----------
    met : Met
        What it was.
    question : str
        What is asked now.
    reasons : tuple of Reason
        What holds, and why.
    options : dict of str to str
        What can be answered; empty where the learner says whether it was known.
    right : str
        Which of them holds.
    """

    met: Met
    question: str
    reasons: tuple[Reason, ...]
    options: dict[str, str]
    right: str = ""

    def feedback(self, answer: str | bool) -> Feedback:
        """Return at once whether an answer holds, and why."""
        right = answer if isinstance(answer, bool) else answer == self.right
        words = say("It holds.") if right else say("It comes back in some days.")
        return Feedback("right" if right else "wrong", words, self.reasons)


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
            found = work.task.laid_over({}, one.part).reasons
            # A test says its reasons in a table of all reports; here each stands alone.
            reasons = tuple(replace(reason, tabled=False) for reason in found)
            if reasons:
                made.append(Card(one, _question(work, one, reasons), reasons, *_options(work, one)))
        return made

    def note(self, card: Card, *, right: bool) -> str:
        """Keep how it went, so that it comes back only where it did not hold; return what went wrong."""
        corpus, one = self.session.corpus, card.met
        content = {"task": one.task, "part": one.part, "right": right, "kind": one.kind}
        try:
            self.session.record.add(Entry(corpus.name, corpus.version, AGAIN, 1, "met", content))
        except RecordError as error:
            return str(error)
        self.session.noted()
        return ""

    def nothing(self) -> str:
        """Return what is said where nothing is due."""
        days = plural("{number} day", "{number} days", AFTER.days)
        return say(
            "Nothing is due. What you got wrong, or were unsure of, comes back here after {days}.", days=days
        )

    def __repr__(self) -> str:
        cards = self.cards()
        return "\n".join(f"- {one_line(card.question)}" for card in cards) or self.nothing()

    def _repr_html_(self) -> str:
        cards = "".join(f"<li>{inline(card.question)}</li>" for card in self.cards())
        return f"<ol>{cards}</ol>" if cards else f"<p>{escape(self.nothing())}</p>"


def _options(work: Work, one: Met) -> tuple[dict[str, str], str]:
    """Return what can be answered and what holds: not the scale of the first time, but what changed."""
    task = work.task
    if not isinstance(task, Judgement):
        return {}, ""
    options = {FAITHFUL: say("nothing that matters"), **{name: ASPECTS[name] for name in ASPECTS}}
    return options, FAITHFUL if task.is_faithful(one.part) else task.aspect(one.part)


def _question(work: Work, one: Met, reasons: tuple[Reason, ...]) -> str:
    """Return the question in other words than the first time."""
    task = work.task
    if isinstance(task, Judgement):
        # The first time the report stood alone; now its origin stands first, and what changed is asked.
        return say(
            "*What was there*: {origin}\n\n*A page makes of it*: “{report}”\n\nWhat changed on the way?",
            origin=task.text(f"{one.part}/evidence"), report=task.text(f"{one.part}/seen"),
        )  # fmt: skip
    said = next((reason.said for reason in reasons if reason.said), "") or one.part
    return say("{task}: “{words}” What holds here, and from what can you see it?",
               task=task.title, words=one_line(said))  # fmt: skip
