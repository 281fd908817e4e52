"""Can every task of a corpus be taught? Build each, answer it by its own key, and say what stands in the way.

The kit's checks of a corpus see tables; what a kind needs of its rows only the kind knows. So each task is
made, solved and drawn here before a learner meets it, and whatever fails is told with the line of its row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from infowar_kit.corpus import Corpus, Fault
from infowar_kit.corpus.teaching_records import TaskRow
from infowar_kit.corpus.unfinished import is_unfinished
from infowar_kit.errors import AnswerError, KitError
from infowar_kit.tasks.kinds import build
from infowar_kit.tasks.task import Task
from infowar_kit.text import plain

Draw = Callable[[Task], str]
_PART = re.compile(r"'([a-z0-9-]+(?:/[a-z0-9-]+)*)'")
_WORDS = {
    KeyError: "names a value that the kind does not know",
    ValueError: "holds a value that the kind cannot read",
    IndexError: "lacks a value that the kind needs",
}


def check_teaching(corpus: Corpus, draw: Draw) -> list[Fault]:
    """Return what of a corpus cannot be taught.

    Parameters
    ----------
    corpus : Corpus
        A corpus whose tables are valid.
    draw : callable
        Draws a task as a page, such as `infowar_kit.page.form.form_html`.

    Returns
    -------
    list of Fault
        At most one a task, at the line of the row that is to be mended, as near as that is known. Of a task
        whose key is a draft nothing is said here.
    """
    finished = (row for row in corpus.tasks if not _is_draft(corpus, row))
    return [fault for row in finished for fault in _faults(corpus, row, draw)]


def _is_draft(corpus: Corpus, row: TaskRow) -> bool:
    cells = (cell for _, row_ in _rows(corpus, "keys", "task", row.task_id) for cell in row_.values())
    return any(map(is_unfinished, cells))


def _faults(corpus: Corpus, row: TaskRow, draw: Draw) -> list[Fault]:
    try:
        problem = _problem(build(corpus, row.task_id), draw)
    except KitError as error:
        problem = str(error).rstrip(".")
    except Exception as error:  # a kind's own code, over rows that nobody has seen before
        words = next((words for kind, words in _WORDS.items() if isinstance(error, kind)), "")
        problem = f"{words or 'cannot be worked with'} ({_said(error)})"
    if not problem:
        return []
    file, line, column, value = _place(corpus, row, problem)
    valid = "Mend its rows in keys.csv and its words in texts.csv; see a task of the same kind that works."
    return [Fault(file, f"the task '{row.task_id}' cannot be taught: {problem}", line, column, value, valid)]


def _problem(task: Task, draw: Draw) -> str:
    """Return what is wrong with a task that was built; empty where it can be taught."""
    for name in ("title", "prompt", "hint"):
        if not getattr(task, name).strip():
            return f"its {name} is empty"
    if trouble := task.trouble() or _options(task):
        return trouble.rstrip(".")
    answer = task.right_answer()
    try:
        feedback = task.check(answer)
    except AnswerError as error:
        # In a learner's words; who keeps the tables hears first what it means.
        return f"the answer that its key bears out cannot be given: {str(error).rstrip('.')}"
    if feedback.verdict not in ("right", "noted"):
        return f"the answer that its key bears out is judged '{feedback.verdict}'"
    if not task.is_complete(task.merge({}, answer)):
        return "the answer that its key bears out does not answer all of it"
    solution = task.solution()
    str(solution), str(feedback), str(task)
    if not draw(task):
        return "nothing of it can be drawn"
    task.summary(task.merge({}, answer))
    task.summary(task.merge({}, answer), shown=True)
    return ""


def _options(task: Task) -> str:
    """Return which options a learner could not tell apart, or not read; empty where there are none."""
    for section in task.sections():
        for question in section.questions:
            before: dict[str, str] = {}
            options: Mapping[Any, str] = getattr(question, "options", {})
            for option, words in options.items():
                read = " ".join(plain(words).casefold().split())
                if not any(map(str.isalnum, read)):
                    return f"the option '{task.id}/{option}' says nothing"
                if read in before:
                    return (
                        f"the options '{task.id}/{option}' and '{before[read]}' read the same: “{read[:60]}”"
                    )
                before[read] = str(option)
    return ""


def _said(error: Exception) -> str:
    text = str(error) if not isinstance(error, KeyError) else f"{error.args[0]!r}" if error.args else ""
    return " ".join(text.split())[:120] or type(error).__name__


def _place(corpus: Corpus, row: TaskRow, problem: str) -> tuple[str, int | None, str, str | None]:
    """Return file, line, column and value at which a task is to be mended."""
    keys = _rows(corpus, "keys", "task", row.task_id)
    for line, cells in keys:
        # A value that the message names, such as a grade, stands in the row of its part.
        for column in ("accept", "letters", "rows", "item", "source", "place", "term", "claim", "moment"):
            if (cell := cells.get(column, "")) and _names(problem, cell):
                return _path(corpus, "keys"), line, column, cell
    for name in _PART.findall(problem):
        task, _, part = name.partition("/")
        for line, cells in keys:
            if task == row.task_id and part.partition("/")[0] == cells["part"]:
                return _path(corpus, "keys"), line, "part", cells["part"]
    if keys and not _PART.search(problem):
        line, cells = keys[0]
        return _path(corpus, "keys"), line, "accept", cells["accept"]
    for line, _ in _rows(corpus, "tasks", "task_id", row.task_id):
        return _path(corpus, "tasks"), line, "task_id", row.task_id
    return _path(corpus, "tasks"), None, "task_id", row.task_id


def _names(problem: str, cell: str) -> bool:
    return any(f"'{part.strip()}'" in problem or f"“{part.strip()}”" in problem for part in cell.split("|"))


def _path(corpus: Corpus, table: str) -> str:
    described = corpus.described(table)
    return described.path if described else f"{table}.csv"


def _rows(corpus: Corpus, table: str, column: str, value: str) -> list[tuple[int, dict[str, str]]]:
    described = corpus.described(table)
    if described is None:
        return []
    place = described.columns.index(column)
    return [
        (row.line, dict(zip(described.columns, row.cells, strict=True)))
        for row in corpus.rows(table)
        if row.cells[place] == value
    ]
