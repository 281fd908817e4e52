"""What stands at the head of a lesson, and what its instructor is told: both from the same rows."""

from __future__ import annotations

import os
from dataclasses import dataclass

from infowar_kit.corpus import Corpus
from infowar_kit.say import Sayings, later, say
from infowar_kit.tasks import build
from infowar_kit.tasks.choice import OPTION
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
    """Title, objectives, time and content note of a lesson."""

    corpus: Corpus
    lesson: str
    language: str = "en"

    @property
    def title(self) -> str:
        """Title with the lesson's number."""
        return f"{self.lesson} {self.corpus.get('lessons', self.lesson).title}"

    @property
    def objectives(self) -> dict[str, str]:
        """What the learner will be able to do, by the task that shows it."""
        return self.corpus.texts_under(f"lesson-{self.lesson}/objective/", self.language)

    @property
    def minutes(self) -> float:
        """Minutes stated for the tasks; reading comes on top, at 150 words a minute."""
        return sum(row.minutes for row in self.corpus.tasks_of_lesson(self.lesson) if not row.practice)

    @property
    def practice(self) -> float:
        """Minutes stated for further practice, which the lesson's time leaves out."""
        return sum(row.minutes for row in self.corpus.tasks_of_lesson(self.lesson) if row.practice)

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
        return f"{self.title}\n{say('You will:')}\n{goals}\n{time}\n{plain(self._note())}"

    def _repr_html_(self) -> str:
        goals = "".join(f"<li>{inline(goal)}</li>" for goal in self.objectives.values())
        time = say(
            "about {minutes} minutes for the tasks, and the reading. You can stop after any task and go on "
            "later.", minutes=f"{self.minutes:g}",
        )  # fmt: skip
        return (
            f"{self._player()}<p><strong>{escape(say('You will'))}</strong></p><ul>{goals}</ul>"
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
        return f"<dl>{''.join(pairs)}</dl>"


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
        solution = task.solution()
        minutes = say("({minutes} minutes)", minutes=f"{row.minutes:g}")
        lines += [f"### {task.title} {minutes}", "", plain(task.prompt), ""]
        lines += [say("Hint: {hint}", hint=plain(task.hint)), ""]
        for reason in solution.reasons:
            rows = f" ({', '.join(reason.rows)})" if reason.rows else ""
            # An option says itself that it holds, or does not.
            where = "" if reason.finding in OPTION else f"*{reason.part}, {say('justified')}*: "
            # In one line: an empty line would end the list.
            words = " ".join(without_languages(f"{reason.said} – {reason.text}").split())
            lines += [f"- {where}{words}{rows}"]
        lines += [""]
    return "\n".join(lines)
