"""What was answered, as rows: for whoever wants to go from pressing to counting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING, Any

from infowar_kit.errors import AnswerError
from infowar_kit.libraries import fetch_pandas
from infowar_kit.tasks.feedback import overall
from infowar_kit.tasks.session import Session
from infowar_kit.tasks.task import PartByPart, Task
from infowar_kit.tasks.tries import UNJUDGED, verdicts
from infowar_kit.text import attribute, escape

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Answered:
    """One value of one try.

    Attributes
    ----------
    attempt : int
        Which try it belongs to, from 1.
    part, field : str
        What it answers; `field` is empty where the part has one value.
    value : str
        What was answered.
    verdict : str
        What was found on the part: ``right``, ``partly``, ``wrong`` or ``noted``.
    first : bool
        Whether it is the first try at the part, made before it was shown: the one that counts.
    """

    attempt: int
    part: str
    field: str
    value: str
    verdict: str
    first: bool = False


@dataclass(frozen=True)
class Answers:
    """All tries at a task, oldest first.

    Parameters
    ----------
    task : str
        Slug of the task.
    rows : tuple of Answered
        One row a value.
    """

    task: str
    rows: tuple[Answered, ...]

    @classmethod
    def of(cls, session: Session, slug: str) -> Answers:
        """Return what the record of a session holds on a task.

        Raises
        ------
        LookupFailed
            If there is no such task.
        """
        work = session.work(slug)
        open_parts = {part for part, verdict in work.first_tries.items() if verdict != UNJUDGED}
        rows: list[Answered] = []
        for number, answer in enumerate(work.tries, 1):
            judged = verdicts(work.task, answer).keys()
            first = open_parts & judged
            rows += _rows(work.task, number, answer, first)
            open_parts -= judged
        return cls(slug, tuple(rows))

    def __iter__(self) -> Iterator[Answered]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        head = "\t".join(_HEAD)
        return "\n".join([head, *("\t".join(map(str, astuple(row))) for row in self.rows)])

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in _HEAD)
        body = "".join(
            "<tr>"
            + "".join(
                f'<td data-label="{attribute(name)}">{escape(cell)}</td>'
                for name, cell in zip(_HEAD, astuple(row), strict=True)
            )
            + "</tr>"
            for row in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def frame(self) -> pd.DataFrame:
        """Return the rows as a table of pandas.

        Raises
        ------
        LibraryMissing
            If this kernel has no pandas.
        """
        return fetch_pandas().DataFrame([astuple(row) for row in self.rows], columns=list(_HEAD))


_HEAD = tuple(one.name for one in fields(Answered))


def _rows(task: Task, attempt: int, answer: Mapping[str, Any], first: Set[str]) -> Iterator[Answered]:
    for part, value in answer.items():
        counts = part in first or (not task.apart and bool(first))
        found = _verdict(task, answer, part)
        for field, one in _flat(value):
            yield Answered(attempt, part, field, one, found, counts)


def _verdict(task: Task, answer: Mapping[str, Any], part: str) -> str:
    """Return what is found on one part of an answer; on the whole, where parts are not judged apart."""
    try:
        feedback = task.check(answer)
    except AnswerError:
        return "noted"
    own = [reason for reason in feedback.reasons if reason.part == part]
    return overall(own) if own and isinstance(task, PartByPart) else feedback.verdict


def _flat(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from _flat(one, f"{field}/{name}".lstrip("/"))
    elif isinstance(value, list | tuple):
        for one in value:
            if isinstance(one, list | tuple):
                yield field, " ".join(map(str, one))
            else:
                yield field, str(one)
    else:
        yield field, str(value)
