"""What stands in a verification file, read from the tasks of the lesson; others write it down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from infowar_kit.learning.article_review import FINDINGS, ArticleReview
from infowar_kit.learning.claim_note import CONSTRUCTED, LOOK, ClaimNote
from infowar_kit.learning.note_words import MACHINE, RUBRIC, SURE
from infowar_kit.say import listed, say
from infowar_kit.tasks.session import Session
from infowar_kit.text import one_line


@dataclass(frozen=True)
class Heading:
    """The beginning of a chapter."""

    text: str


@dataclass(frozen=True)
class Lines:
    """One finding: names with what stands there, the rows it rests on, and a mark that must be seen."""

    title: str
    pairs: tuple[tuple[str, str], ...]
    rows: tuple[str, ...] = ()
    mark: str = ""


Part = Heading | Lines


def chapters(session: Session) -> tuple[Part, ...]:
    """Return what a learner found, in the order of the tasks; what is not answered is left out."""
    parts: list[Part] = []
    rows = [row for row in session.corpus.tasks if row.kind in (ArticleReview.kind, ClaimNote.kind)]
    for row in sorted(rows, key=lambda row: (row.lesson, row.position)):
        work = session.work(row.task_id)
        task, answers = work.task, work.answers
        if not answers:
            continue
        parts.append(Heading(task.title))
        if isinstance(task, ArticleReview):
            parts += _article(task, answers)
        elif isinstance(task, ClaimNote):
            parts += _claim(task, answers)
    return tuple(parts)


def _article(task: ArticleReview, answers: Mapping[str, Any]) -> Iterator[Lines]:
    for part in task.parts:
        if part not in answers:
            continue
        given, found = answers[part], task.finding(part)
        pairs = [(say("Found"), FINDINGS[given["finding"]])]
        pairs += [(say("Note"), given["note"])] if given.get("note") else []
        # All that can be held: who found one of two was told that it holds, and the file may not say less.
        held = listed([FINDINGS[name] for name in task.key(part).accept], last=say("or"))
        pairs.append((say("What the evidence bears out"), f"{held}. {found.why}"))
        rows = tuple(dict.fromkeys((f"items:{found.item}", *task.key(part).rows,
                                    *([f"claims:{found.claim}"] if found.claim else []))))  # fmt: skip
        yield Lines(one_line(task.text(f"{part}/seen")), tuple(pairs), rows)


def _claim(task: ClaimNote, answers: Mapping[str, Any]) -> Iterator[Lines]:
    for key in task.keys:
        if key.part not in answers:
            continue
        given, what = answers[key.part], key.part.split("-")[1]
        if what == LOOK:
            claim = task.corpus.claim(key.claim).claim
            yield Lines(say("Sightings of the claim: {claim}", claim=claim), (), key.rows)
        elif what == "ai":
            seen = one_line(task.text(f"{key.part}/seen"))
            pairs = ((say("Held against the sightings"), MACHINE[given]),
                     (say("What the evidence bears out"),
                      listed([MACHINE[one] for one in key.accept], last=say("or"))))  # fmt: skip
            yield Lines(f"“{seen}”", pairs, (), say(CONSTRUCTED))
        elif what == "note":
            yield Lines(say("Your note"), _note(task, key.part, given), key.rows)
        else:
            yield Lines(say("Your own rating of the note"), ((say("Level"), RUBRIC[str(given)]),))


def _note(task: ClaimNote, part: str, given: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return (
        (say("The claim, in one sentence"), given["claim"]),
        (say("Its origin"), task.origins(part)[given["origin"]]),
        (say("Sources that know it independently"), f"{float(given['independent']):g}"),
        (say("What is known"), given["known"]),
        (say("What is not known"), given["unknown"]),
        (say("How sure"), SURE[str(given["sure"])]),
        (say("Grade"), f"{given['letter']}{given['number']}"),
    )
