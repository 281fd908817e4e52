"""What is worth meeting again, and when: wrong or unsure, and some days old (Cepeda et al. 2008)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

MOST = 10
AFTER = dt.timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Met:
    """A part of a task as it was first answered.

    Parameters
    ----------
    task, part : str
        What was asked.
    right : bool
        Whether the first answer held.
    sure : float, optional
        How sure the learner was, from 0.5 to 1; None where it was not asked.
    at : datetime.datetime, optional
        When it was last met; None where the clock cannot be read.
    kind : str
        One of two kinds of which as many are shown, such as faithful and distorted reports; else empty.
    """

    task: str
    part: str
    right: bool
    sure: float | None = None
    at: dt.datetime | None = None
    kind: str = ""

    @property
    def weight(self) -> float:
        """How much it is worth meeting again: surely wrong most, surely right not at all."""
        if not self.right:
            return 1 + (self.sure or 0.5)
        return 0.0 if self.sure is None or self.sure >= 0.7 else 1 - self.sure


def worth_again(met: Iterable[Met], now: dt.datetime, *, most: int = MOST) -> list[Met]:
    """Return what is worth meeting again now: from hard to easy, each part once, at most so many.

    Parameters
    ----------
    met : iterable of Met
        What was met.
    now : datetime.datetime
        The present; what was met less than `AFTER` ago is not due. A clock that was set back makes nothing
        due twice: a date ahead counts as today's.
    most : int
        How many.
    """
    newest: dict[tuple[str, str], Met] = {}
    for one in met:
        newest[one.task, one.part] = one
    old = [one for one in newest.values() if one.at is None or now - one.at >= AFTER]
    hardest = sorted(old, key=lambda one: (-one.weight, one.sure or 0, one.task, one.part))
    due = [one for one in hardest if one.weight]
    return _even(due[:most], [*due[most:], *(one for one in hardest if not one.weight)], most)


def _even(due: list[Met], others: list[Met], most: int) -> list[Met]:
    """Return a list with as many of one kind as of the other, as far as there are any.

    Who meets only what was distorted learns to call everything distorted.
    """
    kinds = sorted({one.kind for one in [*due, *others]} - {""})
    if not any(one.kind for one in due) or len(kinds) != 2:
        return due
    while True:
        count = {kind: sum(one.kind == kind for one in due) for kind in kinds}
        few, many = sorted(kinds, key=lambda kind: count[kind])
        fitting = next((one for one in others if one.kind == few), None)
        if count[few] == count[many] or fitting is None:
            break
        full = len(due) == most
        if full:  # the lightest gives way
            lightest = min((one for one in due if one.kind == many), key=lambda one: one.weight)
            due = [one for one in due if one is not lightest]
        if not full or count[many] - count[few] > 1:
            due = [*due, fitting]
            others.remove(fitting)
    return sorted(due, key=lambda one: (-one.weight, one.sure or 0, one.task, one.part))
