"""Choice tasks as questions for other programs: one reading of the rows, written by `moodle` and by `qti`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from infowar_kit.corpus import Corpus
from infowar_kit.say import say
from infowar_kit.tasks import build
from infowar_kit.tasks.choice import CHOSEN, Choice
from infowar_kit.text import attribute, escape, inline, prose


@dataclass(frozen=True)
class Option:
    """An option: its HTML, whether it holds, and what is said of it when it was chosen."""

    id: str
    words: str
    holds: bool
    why: str


@dataclass(frozen=True)
class ChoiceQuestion:
    """A choice task.

    Parameters
    ----------
    id, title : str
        The task's slug, and its title as plain text.
    lesson : str
        Number and title of its lesson.
    prompt, hint, right : str
        HTML of what is asked and where it comes from, of the hint, and of what is said to the right answer.
    options : tuple of Option
        In order.
    single : bool
        Whether one option is to be picked.
    """

    id: str
    title: str
    lesson: str
    prompt: str
    hint: str
    right: str
    options: tuple[Option, ...]
    single: bool


def choices(corpus: Corpus, language: str = "en", *, runs_at: str = "") -> Iterator[ChoiceQuestion]:
    """Yield the choice tasks of an event, lesson by lesson.

    Parameters
    ----------
    corpus : Corpus
        The event.
    language : str
        Language of the texts.
    runs_at : str
        Where lessons run with the kit, with ``{notebook}`` in it; empty for no link to them.
    """
    for lesson in sorted(corpus.lessons, key=lambda row: row.lesson_id):
        for row in sorted(corpus.tasks_of_lesson(lesson.lesson_id), key=lambda row: row.position):
            if row.kind != Choice.kind:
                continue
            task = build(corpus, row.task_id, language)
            assert isinstance(task, Choice)
            name = f"{lesson.lesson_id} {lesson.title}"
            address = runs_at.replace("{notebook}", lesson.notebook)
            yield _question(task, name, _from_lesson(name, address))


def _from_lesson(name: str, address: str) -> str:
    """Return where a question comes from: many point to a chart or a text, which does not come along."""
    shown = f'<a href="{attribute(address)}">{escape(name)}</a>' if address else escape(name)
    words = escape(
        say("A chart, table or text that this question points to stands in the lesson it is from:")
    )
    return f"<p><small>{words} {shown}</small></p>"


def _question(task: Choice, lesson: str, origin: str) -> ChoiceQuestion:
    holds = task.right_answer()[CHOSEN]
    options = tuple(
        Option(part, inline(words), part in holds, prose(_why(task, part, holds=part in holds)))
        for part, words in task.options.items()
    )
    return ChoiceQuestion(
        task.id, task.title, lesson, prose(task.prompt) + origin, prose(task.hint),
        prose(task.text("right")), options, task.single,
    )  # fmt: skip


def _why(task: Choice, part: str, *, holds: bool) -> str:
    """Return what the kit says of an option that was chosen alone."""
    if holds:
        return task.reasons[part]
    found = task.check({CHOSEN: [part]})
    return next(reason.text for reason in found.reasons if reason.part == part)
