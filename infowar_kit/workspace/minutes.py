"""How long a lesson takes, counted and not guessed.

Counted is what a reader meets from the first line to the last, at 150 words a minute:

- the prose of the notebook, and what its other cells print as text or as a table;
- of each task that is no further practice: prompt, what it gives to read, questions and options; of a replay
  of the coverage for which no pieces are chosen, also all on its claim that stand there at each moment;
- what comes back to one wrong try: the one of middle length among those of players who do not read.

Where chance draws what a learner is asked, the longest that can be drawn counts: each learner meets one.

The minutes that a task states come on top: they are for thinking. Within a task the same words are read once,
however often they stand there (a scale below each of nine parts is not read nine times). What is folded away
is not read, but for its head. Pictures are not counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.teaching_records import TaskRow
from infowar_kit.errors import AnswerError, WorkspaceError
from infowar_kit.page.feedback import feedback_html
from infowar_kit.page.form import form_html
from infowar_kit.page.rows import item_card
from infowar_kit.tasks import Task, build
from infowar_kit.tasks.players import players
from infowar_kit.text import plain
from infowar_kit.verification.feed_replay import FeedReplay
from infowar_kit.verification.methods.feed import Filter
from infowar_kit.workspace.lessons import lessons_folder

PACE = 150  # words a minute, for a reader whose first language is another
DRAWS = 24  # seeds that are tried where a task draws: enough for every claim and form of ours
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


def count(corpus: Corpus, lesson: str, folder: Path | None = None) -> Minutes:
    """Return what a lesson takes, its further practice left out.

    Parameters
    ----------
    corpus : Corpus
        Whose lesson it is.
    lesson : str
        Id, such as ``"01"``.
    folder : pathlib.Path, optional
        Where the notebooks are; by default those of the kit.
    """
    place = folder if folder is not None else lessons_folder()
    path = place / next(row.notebook for row in corpus.lessons if row.lesson_id == lesson)
    rows = [row for row in corpus.tasks_of_lesson(lesson) if not row.practice]
    return total(lesson, read_cells(path), [of_task(corpus, row) for row in rows])


@dataclass(frozen=True)
class TaskMinutes:
    """What a task takes: words that it shows, words that come back to a wrong try, and minutes it states."""

    task: str
    shown: int
    feedback: int
    stated: float

    @property
    def total(self) -> float:
        """Minutes in all."""
        return (self.shown + self.feedback) / PACE + self.stated


def of_task(corpus: Corpus, row: TaskRow) -> TaskMinutes:
    """Return what a task takes; where chance draws what is asked, by the longest that can be drawn."""
    counted = []
    for seed in range(DRAWS):
        task = build(corpus, row.task_id)
        if task.draws:
            task.draw(seed)
        counted.append(TaskMinutes(row.task_id, words(shown(task)), words(wrong_try(task)), row.minutes))
        if not task.draws:
            break
    return max(counted, key=lambda one: one.total)


def total(lesson: str, cells: Iterable[Mapping[str, Any]], tasks: Sequence[TaskMinutes]) -> Minutes:
    """Return what cells of a notebook take together with some tasks."""
    return Minutes(
        lesson,
        prose=sum(words(texts) for texts in _cells(cells)),
        shown=sum(one.shown for one in tasks),
        feedback=sum(one.feedback for one in tasks),
        tasks=sum(one.stated for one in tasks),
    )


def read_cells(notebook: Path) -> list[dict[str, Any]]:
    """Return the cells of a notebook.

    Raises
    ------
    WorkspaceError
        If it cannot be read.
    """
    try:
        cells = json.loads(notebook.read_bytes())["cells"]
        return [cell for cell in cells if isinstance(cell, dict)]
    except (OSError, ValueError, RecursionError, TypeError, KeyError) as error:
        raise WorkspaceError(f"{notebook} cannot be read as a notebook ({error}).") from error


def _cells(cells: Iterable[Mapping[str, Any]]) -> Iterator[list[str]]:
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            yield [plain(source)]
        elif "kit.task(" not in source and "kit.practice(" not in source:
            for output in cell.get("outputs", []):
                data = output.get("data", {})
                html = "".join(data.get("text/html", ""))
                text = "".join(data.get("text/plain", output.get("text", "")))
                yield texts_of(html) if html else [text]


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
