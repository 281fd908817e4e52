"""What stands at the head of a lesson, and what its instructor is told: both from the same rows."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.teaching_records import TaskRow
from infowar_kit.errors import LookupFailed
from infowar_kit.say import Sayings, later, plural, say
from infowar_kit.tasks import Task, build
from infowar_kit.tasks.choice import CHOSEN, OPTION
from infowar_kit.text import attribute, escape, inline, plain, without_languages

PLAYER = "INFOWAR_KIT_PLAYER"  # where the server has the player; set by it for its kernels
SECTIONS = Sayings(
    {
        "aims": later("Aims"),
        "timing": later("Timing"),
        "questions": later("Questions for discussion"),
        "mistakes": later("Common mistakes"),
    }
)


@dataclass(frozen=True)
class LessonHead:
    """Title, objectives, time and content note of a lesson, or of a part of it.

    Parameters
    ----------
    corpus : Corpus
        Whose lesson it is.
    lesson : str
        Id, such as ``"01"``.
    language : str
        Language of the words.
    tasks : tuple of str
        Slugs of the tasks that are taught; none for the whole lesson.
    taken : int
        Minutes that it takes, reading included, where an edition has counted them; else 0.

    Raises
    ------
    LookupFailed
        If the lesson has no such task; the message lists those that it has.
    """

    corpus: Corpus
    lesson: str
    language: str = "en"
    tasks: tuple[str, ...] = ()
    taken: int = 0

    def __post_init__(self) -> None:
        known = [row.task_id for row in self.corpus.tasks_of_lesson(self.lesson)]
        for task in self.tasks:
            if task not in known:
                raise LookupFailed(
                    f"Lesson {self.lesson} has no task '{task}'. Its tasks are: {', '.join(known)}."
                )

    @property
    def title(self) -> str:
        """Title with the lesson's number."""
        return f"{self.lesson} {self.corpus.get('lessons', self.lesson).title}"

    @property
    def rows(self) -> list[TaskRow]:
        """The tasks that are taught, in the lesson's order, without practice that nobody named."""
        rows = self.corpus.tasks_of_lesson(self.lesson)
        return [row for row in rows if (row.task_id in self.tasks if self.tasks else not row.practice)]

    @property
    def objectives(self) -> dict[str, str]:
        """What the learner will be able to do, by the task that shows it."""
        found = self.corpus.texts_under(f"lesson-{self.lesson}/objective/", self.language)
        return {task: goal for task, goal in found.items() if not self.tasks or task in self.tasks}

    @property
    def minutes(self) -> float:
        """Minutes stated for the tasks; reading comes on top, at 150 words a minute."""
        return sum(row.minutes for row in self.rows)

    @property
    def practice(self) -> float:
        """Minutes stated for further practice, which the lesson's time leaves out."""
        rows = self.corpus.tasks_of_lesson(self.lesson)
        return sum(row.minutes for row in rows if row.practice and not self.tasks)

    def part(self) -> str:
        """Say how much of the lesson this is; empty for all of it."""
        if not self.tasks:
            return ""
        total = sum(not row.practice or row in self.rows for row in self.corpus.tasks_of_lesson(self.lesson))
        if len(self.rows) == total:
            return ""
        return say("This is a part of the lesson: {number} of its {total} tasks.",
                   number=len(self.rows), total=total)  # fmt: skip

    def _practice(self) -> str:
        if not self.practice:
            return ""
        return say(" Further practice: {minutes} minutes, if you like.", minutes=f"{self.practice:g}")

    def _note(self) -> str:
        return self.corpus.text(f"lesson-{self.lesson}/content-note", self.language)

    def _player(self) -> str:
        """Return a link to the same lesson without its code, where a server says that it has the player."""
        base = os.environ.get(PLAYER)
        if not base:
            return ""
        to = f"{base.rstrip('/')}/{self.corpus.get('lessons', self.lesson).notebook}"
        # Said where code is shown; the player's own page leaves it out.
        return (
            f'<p class="iwk-run"><a href="{attribute(to)}">{escape(say("This lesson without code"))}</a></p>'
        )

    def __repr__(self) -> str:
        goals = "\n".join(f"- {plain(goal)}" for goal in self.objectives.values())
        time = say("Tasks: {minutes} minutes.", minutes=f"{self.minutes:g}") + self._practice()
        if self.taken:
            time = f"{plural('About {number} minute.', 'About {number} minutes.', self.taken)} {time}"
        title = "\n".join(filter(None, (self.title, self.part())))
        will = f"{say('You will:')}\n{goals}\n" if goals else ""
        return f"{title}\n{will}{time}\n{plain(self._note())}"

    def _time(self) -> str:
        if self.taken:
            about = plural("about {number} minute, the reading included.",
                           "about {number} minutes, the reading included.", self.taken)  # fmt: skip
            return f"{about} {say('You can stop after any task and go on later.')}"
        return say(
            "about {minutes} minutes for the tasks, and the reading. You can stop after any task and go on "
            "later.", minutes=math.ceil(self.minutes),
        )  # fmt: skip

    def _repr_html_(self) -> str:
        goals = "".join(f"<li>{inline(goal)}</li>" for goal in self.objectives.values())
        time = self._time()
        part = f"<p>{escape(self.part())}</p>" if self.part() else ""
        will = f"<p><strong>{escape(say('You will'))}</strong></p><ul>{goals}</ul>" if goals else ""
        return (
            f"{self._player()}{part}{will}"
            f"<p><strong>{escape(say('Time'))}</strong>: {escape(time)}{escape(self._practice())}</p>"
            f"<p><strong>{escape(say('Content'))}</strong>: {inline(self._note())}</p>"
        )


@dataclass(frozen=True)
class Glossary:
    """The words of the kit, explained."""

    corpus: Corpus
    language: str = "en"

    @property
    def entries(self) -> dict[str, str]:
        """Explanation by word."""
        found = self.corpus.texts_under("glossary/", self.language)
        return {word.replace("-", " "): found[word] for word in sorted(found)}

    def __repr__(self) -> str:
        return "\n".join(f"{word}: {plain(text)}" for word, text in self.entries.items())

    def _repr_html_(self) -> str:
        pairs = (
            f"<dt><strong>{escape(w)}</strong></dt><dd>{inline(t)}</dd>" for w, t in self.entries.items()
        )
        return f'<dl class="iwk-names">{"".join(pairs)}</dl>'


def instructor_notes(corpus: Corpus, lesson: str, language: str = "en") -> str:
    """Return the notes for instructors of a lesson as Markdown, with the answers of its tasks."""
    head = LessonHead(corpus, lesson, language)
    lines = [
        f"# {say('{lesson}: notes for instructors', lesson=head.title)}",
        "",
        say("Made from the tables of the corpus; do not edit here."),
        "",
    ]
    lines += [say("Learners will:"), "", *(f"- {goal}" for goal in head.objectives.values()), ""]
    written = corpus.texts_under(f"lesson-{lesson}/instructor/", language)
    for section, title in SECTIONS.items():
        if section in written:  # an event of one's own need not have all of them
            lines += [f"## {title}", "", written[section], ""]
    lines += [f"## {say('Answers')}", ""]
    for row in corpus.tasks_of_lesson(lesson):
        task = build(corpus, row.task_id, language)
        minutes = say("({minutes} minutes)", minutes=f"{row.minutes:g}")
        lines += [f"### {task.title} {minutes}", "", plain(task.prompt), ""]
        lines += [say("Hint: {hint}", hint=plain(task.hint)), ""]
        lines += [*answer_lines(task), ""]
    return "\n".join(lines)


def answer_lines(task: Task) -> list[str]:
    """Return what the evidence bears out in a task, as a list in Markdown."""
    lines = []
    for reason in task.solution().reasons:
        rows = f" ({', '.join(reason.rows)})" if reason.rows else ""
        # An option says itself that it holds, or does not.
        where = "" if reason.finding in OPTION else f"*{reason.part}, {say('justified')}*: "
        # In one line: an empty line would end the list.
        words = " ".join(without_languages(f"{reason.said} – {reason.text}").split())
        lines.append(f"- {where}{words}{rows}")
    return lines


def mistake_lines(task: Task) -> list[str]:
    """Return what is said to wrong answers that were foreseen, as a list in Markdown."""
    found: dict[tuple[str, str], list[str]] = {}
    for names in task.mistakes():
        name = next((name for name in names if task.optional(name)), "")
        if name:
            part, _, value = names[0].partition("/if/")
            words = " ".join(without_languages(task.text(name)).split())
            # An option has words of its own, where an answer is known by its letter or number.
            found.setdefault(("" if part == CHOSEN else part, words), []).append(
                task.optional(value) or value
            )
    return [
        f"- *{': '.join(filter(None, (part, ', '.join(map(plain, values)))))}* – {words}"
        for (part, words), values in found.items()
    ]
