"""Count the minutes of each lesson: `python -m tools.minutes [LESSON …]`.

Counted is what a reader meets from the first line to the last, at 150 words a minute:

- the prose of the notebook, and what its other cells print as text or as a table;
- of each task that is no further practice: prompt, what it gives to read, questions and options; of a replay
  of the coverage for which no pieces are chosen, also all on its claim that stand there at each moment;
- what comes back to one wrong try: the one of middle length among those of players who do not read.

The minutes that a task states come on top: they are for thinking. Within a task the same words are read once,
however often they stand there (a scale below each of nine parts is not read nine times). What is folded away
is not read, but for its head. Pictures are not counted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat

from infowar_kit.corpus import Corpus, load
from infowar_kit.errors import AnswerError
from infowar_kit.page.feedback import feedback_html
from infowar_kit.page.form import form_html
from infowar_kit.page.rows import item_card
from infowar_kit.tasks import Task, build
from infowar_kit.text import plain
from infowar_kit.verification.feed_replay import FeedReplay
from infowar_kit.verification.methods.feed import Filter
from tests.tasks.players import players

LESSONS = Path(__file__).parent.parent / "notebooks"
PACE = 150  # words a minute, for a reader whose first language is another
SILENT = frozenset({"script", "style", "svg"})


class _Reader(HTMLParser):
    """Gathers what can be read of HTML while everything folded stays folded."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT or tag in ("details", "summary"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                continue

    def handle_data(self, data: str) -> None:
        folded = "details" in self._open and self._open[-1] != "summary"
        if data.strip() and not folded and not SILENT.intersection(self._open):
            self.texts.append(" ".join(data.split()))


def texts_of(html: str) -> list[str]:
    """Return the texts that a reader of HTML meets, in order, without what is folded away."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.texts


def words(texts: Sequence[str]) -> int:
    """Return the number of words of texts, each text counted once."""
    return sum(len(text.split()) for text in dict.fromkeys(texts))


@dataclass(frozen=True)
class Minutes:
    """What a lesson takes.

    Parameters
    ----------
    lesson : str
        Id, such as ``"01"``.
    prose, shown, feedback : int
        Words of the notebook, of what its tasks show, and of what comes back to a wrong try at each.
    tasks : float
        Minutes that the tasks state.
    """

    lesson: str
    prose: int
    shown: int
    feedback: int
    tasks: float

    @property
    def total(self) -> float:
        """Minutes in all."""
        return (self.prose + self.shown + self.feedback) / PACE + self.tasks

    def __str__(self) -> str:
        return (
            f"{self.lesson}  {self.total:5.1f} minutes: {self.prose} words of prose, {self.shown} in tasks, "
            f"{self.feedback} of feedback; the tasks' own {self.tasks:g}"
        )


def count(corpus: Corpus, lesson: str, folder: Path = LESSONS) -> Minutes:
    """Return what a lesson takes, its further practice left out.

    Parameters
    ----------
    corpus : Corpus
        Whose lesson it is.
    lesson : str
        Id, such as ``"01"``.
    folder : pathlib.Path
        Where the notebooks are.
    """
    path = folder / next(row.notebook for row in corpus.lessons if row.lesson_id == lesson)
    rows = [row for row in corpus.tasks_of_lesson(lesson) if not row.practice]
    tasks = [build(corpus, row.task_id) for row in rows]
    return Minutes(
        lesson,
        prose=sum(words(texts) for texts in _cells(nbformat.read(path, as_version=4).cells)),
        shown=sum(words(shown(task)) for task in tasks),
        feedback=sum(words(wrong_try(task)) for task in tasks),
        tasks=sum(row.minutes for row in rows),
    )


def _cells(cells: Sequence[Any]) -> Iterator[list[str]]:
    for cell in cells:
        if cell.cell_type == "markdown":
            yield [plain(cell.source)]
        elif "kit.task(" not in cell.source and "kit.practice(" not in cell.source:
            for output in cell.get("outputs", []):
                data = output.get("data", {})
                html = data.get("text/html")
                yield texts_of(html) if html else [data.get("text/plain", output.get("text", ""))]


def shown(task: Task) -> list[str]:
    """Return the texts that a task gives to read before anything is answered."""
    texts = [plain(task.title), plain(task.prompt), *texts_of(form_html(task))]
    if isinstance(task, FeedReplay):
        for key in task.keys:
            texts += texts_of(task.map_html(key.part, task.moment(key.part)))
            if task.pieces(key.part):
                continue
            only = Filter(ids=task.items_on_claim(key.part))
            feed = task.feed.feed(task.moment(key.part), only)
            for item in (*feed.published, *feed.perhaps):
                texts += texts_of(item_card(task.corpus, item))
    return texts


def wrong_try(task: Task) -> list[str]:
    """Return the texts that come back to a wrong try: of all who answer without reading, the middle one."""
    found = []
    for _, answer in players(task):
        try:
            feedback = task.check(answer)
        except AnswerError:
            continue
        if feedback.verdict in ("wrong", "partly"):
            found.append(texts_of(feedback_html(task.corpus, feedback)))
    return sorted(found, key=words)[(len(found) - 1) // 2] if found else []


def main(names: Sequence[str]) -> int:
    """Print what the lessons named take, or all of them; return 2 for one that there is not."""
    corpus = load()
    known = sorted(row.lesson_id for row in corpus.lessons)
    for name in names or known:
        if name not in known:
            sys.stderr.write(f"{name}: no such lesson. There are: {', '.join(known)}\n")
            return 2
        sys.stdout.write(f"{count(corpus, name)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
