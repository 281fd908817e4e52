"""Dates of which only a part is known.

A date in the tables is cut off where knowledge ends. For ordering and for "what had been published by
then" it stands for the stretch of time in which it may lie; nothing is ever narrowed by a guess.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

# Room on both sides for any zone and any sum of days.
FAR_PAST = dt.datetime(1000, 1, 1, tzinfo=dt.UTC)
FAR_FUTURE = dt.datetime(3000, 1, 1, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A stretch of time in which something happened.

    Parameters
    ----------
    earliest, latest : datetime.datetime
        Both with time zone; `latest` is exclusive. Equal but for one minute where the minute is known.
    """

    earliest: dt.datetime
    latest: dt.datetime

    @property
    def timed(self) -> bool:
        """Whether the minute is known."""
        return self.latest - self.earliest <= MINUTE

    def surely_by(self, instant: dt.datetime) -> bool:
        """Whether it surely happened by `instant`."""
        return self.latest - MINUTE <= instant if self.timed else self.latest <= instant

    def possibly_by(self, instant: dt.datetime) -> bool:
        """Whether it may have happened by `instant`."""
        return self.earliest <= instant


def is_in_reach(date: str) -> bool:
    """Whether the year with which a date begins is one that moments can hold: 1000 to 2999."""
    return "1000" <= date[:4] <= "2999"


def is_offset(text: str) -> bool:
    """Whether a distance to UTC, such as ``+03:00``, is one that clocks on the earth have."""
    hours, minutes = int(text[1:3]), int(text[4:6])
    return minutes < 60 and hours * 60 + minutes <= (12 if text[0] == "-" else 14) * 60


def moment(published: str, precision: str, until: str = "", *, zone: dt.tzinfo = dt.UTC) -> Moment:
    """Return the stretch of time that a date of the tables stands for.

    Parameters
    ----------
    published, precision, until : str
        As in the tables.
    zone : datetime.tzinfo
        Zone in which days are counted where the date carries none.
    """
    if precision in ("", "unknown") or not published:
        return Moment(FAR_PAST, FAR_FUTURE)
    if len(published) >= 17:
        instant = dt.datetime.fromisoformat(published.replace("Z", "+00:00"))
        return Moment(instant, FAR_FUTURE if precision == "on-or-after" else instant + MINUTE)
    first = _day((published + "-01-01")[:10], zone)
    if precision == "on-or-after":
        return Moment(first, FAR_FUTURE)
    if precision == "range" and until:
        return Moment(first, _day(until, zone) + dt.timedelta(days=1))
    if len(published) == 10:
        return Moment(first, first + dt.timedelta(days=1))
    if len(published) == 7:
        return Moment(first, (first.replace(day=1) + dt.timedelta(days=32)).replace(day=1))
    return Moment(first, first.replace(year=first.year + 1))


def _day(text: str, zone: dt.tzinfo) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(text), dt.time(), zone)
