"""Which tasks of which lessons an edition gets: named, or chosen by the minutes that are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from infowar_kit.corpus import Corpus
from infowar_kit.errors import LookupFailed, WorkspaceError
from infowar_kit.tasks.closing import closing_cells, keeps_record
from infowar_kit.workspace.cutting import Cell, cut, is_way, needs, pieces, source_of
from infowar_kit.workspace.minutes import Minutes, TaskMinutes, of_task, read_cells, total

MOST = 12  # tasks of a lesson of which every selection is tried


@dataclass(frozen=True)
class Part:
    """A lesson as an edition has it.

    Parameters
    ----------
    lesson : str
        Id.
    notebook : pathlib.Path
        Where the whole of it lies.
    tasks : tuple of str
        Those that stay, in order.
    whole : bool
        Whether nothing is left out.
    cells : tuple of dict
        Of the notebook, cut to these tasks.
    minutes : Minutes
        What it takes.
    left_out : tuple of str
        Tasks of the lesson's time that do not stay.
    """

    lesson: str
    notebook: Path
    tasks: tuple[str, ...]
    whole: bool
    cells: tuple[Cell, ...]
    minutes: Minutes
    left_out: tuple[str, ...]

    @property
    def broken(self) -> list[tuple[str, str]]:
        """Tasks that stay without one that they build on: each with that one."""
        return [
            (task, one)
            for task, ones in needed(read_cells(self.notebook), self.tasks).items()
            for one in ones if one not in self.tasks
        ]  # fmt: skip


def with_record(parts: Sequence[Part]) -> list[Part]:
    """Return the lessons of an edition so that answers can be kept and handed in.

    Where no lesson has the panel of the record, because the one that has it is left out, each ends with it:
    a class may stop after any of them.
    """
    if any(keeps_record(part.cells) for part in parts):
        return list(parts)
    return [_closed(part) for part in parts]


def _closed(part: Part) -> Part:
    cells, ends = list(part.cells), closing_cells(part.lesson)
    # What leads to the next lesson stays last.
    place = len(cells) - 1 if cells and is_way(cells[-1]) else len(cells)
    cells[place:place] = ends
    more = total(part.lesson, ends, []).prose
    minutes = replace(part.minutes, prose=part.minutes.prose + more)
    return replace(part, cells=tuple(cells), minutes=minutes)


def needed(cells: Iterable[Mapping[str, object]], tasks: Sequence[str]) -> dict[str, set[str]]:
    """Return for each task those that its section says it rests on."""
    found: dict[str, set[str]] = {}
    rests: tuple[str, ...] = ()
    for cell in pieces(cells):
        if cell["cell_type"] == "markdown" and source_of(cell).startswith("## "):
            rests = needs(cell)
        for task in tasks:
            if rests and f'kit.task("{task}")' in source_of(cell):
                found.setdefault(task, set()).update(rests)
    return found


def select(
    corpus: Corpus,
    notebooks: Sequence[Path],
    tasks: Sequence[str] = (),
    minutes: float | None = None,
    *,
    told: Callable[[str], None] | None = None,
) -> list[Part]:
    """Return the lessons of an edition.

    Parameters
    ----------
    corpus : Corpus
        The event that they teach.
    notebooks : sequence of pathlib.Path
        The lessons to choose from.
    tasks : sequence of str
        Slugs; lessons without any of them are left out. None: all tasks.
    minutes : float, optional
        How long a lesson may take, as it is counted; of the tasks those stay that fill the time best.
    told : callable, optional
        Called with what is said of a lesson that does not fit, which is left out then; else that is an error.

    Raises
    ------
    LookupFailed
        If there is no such task, or it belongs to none of these lessons.
    WorkspaceError
        If a notebook is no lesson of the event, or no task of a lesson fits.
    """
    lesson_of = {row.notebook: row.lesson_id for row in corpus.lessons}
    places: dict[str, Path] = {}
    for path in notebooks:
        if path.name not in lesson_of:
            known = ", ".join(sorted(lesson_of))
            raise WorkspaceError(f"{path.name} is no lesson of {corpus.name}. Its lessons are: {known}.")
        places[lesson_of[path.name]] = path
    for slug in tasks:
        try:
            row = corpus.get("tasks", slug)
        except LookupFailed as missing:
            raise LookupFailed(f"{missing} infowar-kit lessons list names every task.") from None
        if row.lesson not in places:
            raise LookupFailed(
                f"The task '{slug}' belongs to lesson {row.lesson}, which is not exported. "
                "Name that lesson too."
            )
    made: list[Part] = []
    trouble: list[WorkspaceError] = []
    for lesson, path in sorted(places.items()):
        try:
            if (part := _part(corpus, lesson, path, tasks, minutes)) is not None:
                made.append(part)
        except WorkspaceError as cause:
            trouble.append(cause)
    if trouble and (told is None or not made):
        raise trouble[0]
    for error in trouble:
        assert told is not None
        told(str(error))
    return made


def _part(
    corpus: Corpus, lesson: str, path: Path, wanted: Sequence[str], minutes: float | None
) -> Part | None:
    rows = corpus.tasks_of_lesson(lesson)
    every, practice = [row.task_id for row in rows], [row.task_id for row in rows if row.practice]
    core = [slug for slug in every if slug not in practice]
    of = [slug for slug in every if slug in wanted] if wanted else core
    if wanted and not of:
        return None
    cells = read_cells(path)
    costs = {row.task_id: of_task(corpus, row) for row in rows if row.task_id in of}
    if minutes is not None:
        of = _fit(lesson, cells, (every, practice), [costs[slug] for slug in of], minutes)
    whole = of == core
    kept = (
        [{**cell, "source": source_of(cell)} for cell in cells] if whole else cut(cells, every, practice, of)
    )
    taken = total(lesson, kept, [costs[slug] for slug in of])
    left = tuple(slug for slug in core if slug not in of)
    return Part(lesson, path, tuple(every if whole else of), whole, tuple(kept), taken, left)


def _fit(
    lesson: str,
    cells: Sequence[Mapping[str, object]],
    tasks: tuple[Sequence[str], Sequence[str]],
    costs: Sequence[TaskMinutes],
    minutes: float,
) -> list[str]:
    """Return the tasks that fill the time best: as much work on tasks as fits, then as many of them."""
    rests = needed(cells, [one.task for one in costs])
    best: tuple[tuple[float, int], list[str]] | None = None
    shortest: tuple[float, str] | None = None
    for chosen in _selections(costs):
        names = [one.task for one in chosen]
        if any(not rests.get(name, set()) <= set(names) for name in names):
            continue
        # Handed out without lesson 00, it also ends with the panel of the record.
        ends = [] if keeps_record(cells) else closing_cells(lesson)
        taken = total(lesson, [*cut(cells, *tasks, names), *ends], chosen).total
        if shortest is None or taken < shortest[0]:
            shortest = taken, ", ".join(names)
        worth = round(sum(one.total for one in chosen), 6), len(chosen)
        if taken <= minutes and (best is None or worth > best[0]):
            best = worth, names
    if best is None:
        least = f"{shortest[0]:.1f} minutes with {shortest[1]} alone" if shortest else "no task at all"
        given = f"{minutes:g} minute{'' if minutes == 1 else 's'}"
        raise WorkspaceError(
            f"Lesson {lesson} does not fit into {given}: it takes {least}. "
            "Give it more minutes, or name other lessons."
        )
    return best[1]


def _selections(costs: Sequence[TaskMinutes]) -> Iterable[Sequence[TaskMinutes]]:
    """Yield selections, each in order: every one, or of very many tasks those that lie side by side."""
    if len(costs) <= MOST:
        for number in range(1, len(costs) + 1):
            yield from combinations(costs, number)
    else:
        for first in range(len(costs)):
            for last in range(first + 1, len(costs) + 1):
                yield costs[first:last]
