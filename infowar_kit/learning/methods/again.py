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
    """

    task: str
    part: str
    right: bool
    sure: float | None = None
    at: dt.datetime | None = None

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
    due = [one for one in newest.values() if one.weight and (one.at is None or now - one.at >= AFTER)]
    return sorted(due, key=lambda one: (-one.weight, one.task, one.part))[:most]
