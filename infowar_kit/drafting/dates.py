"""Dates as exports write them: as much of each as is known, its precision, and whose clock it is."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from typing import NamedTuple

from infowar_kit.corpus.dates import meant

_TIMED = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?", re.ASCII
)
_PART = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)
_SECONDS = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}", re.ASCII)
_ON_X = "%a %b %d %H:%M:%S %z %Y"
NO_ZONE = "the hour on the page carries no zone, so that only its day was kept"


class Dated(NamedTuple):
    """A date as the tables have it.

    Parameters
    ----------
    published, precision, until, basis : str
        The cells ``published``, ``precision``, ``published_until`` and ``time_basis``.
    doubt : str
        What of it is inferred or was left out; empty where nothing was.
    """

    published: str = ""
    precision: str = "unknown"
    until: str = ""
    basis: str = ""
    doubt: str = ""


def dated(text: str, zone: dt.tzinfo, *, naive: bool, until: str = "") -> Dated:
    """Read a date.

    Parameters
    ----------
    text : str
        As an export writes it.
    zone : datetime.tzinfo
        The event's own, in which an instant is written.
    naive : bool
        Whether hours without a zone are hours of `zone`; otherwise only their day is kept.
    until : str
        Last day, where it is a stretch of days.
    """
    text = text.strip()
    if not text:
        return Dated()
    if instant := _instant(text):
        return _minute(instant.astimezone(zone), "page-stamp-with-zone")
    if (found := _TIMED.fullmatch(text)) and _exists(found[1]):
        if not naive:
            return Dated(found[1], "day", doubt=NO_ZONE)
        local = dt.datetime.fromisoformat(f"{found[1]}T{found[2]}").replace(tzinfo=zone)
        return _minute(local, "page-stamp-publisher-zone", "zone of the hour")
    if _PART.fullmatch(text) and _exists((text + "-01-01")[:10]):
        if until and len(text) == len(until) == 10 and text < until and _exists(until):
            return Dated(text, "range", until)
        return Dated(text, {4: "year", 7: "month", 10: "day"}[len(text)])
    days = [day for day in meant(text) if _exists(day)]
    if len(days) == 1:
        return Dated(days[0], "day")
    return Dated(doubt=f"the date '{text[:40]}' was not read" + (f": {' or '.join(days)}" if days else ""))


def _instant(text: str) -> dt.datetime | None:
    """Return the instant of a date with a zone; None where it has none."""
    try:
        if _SECONDS.fullmatch(text):
            seconds = float(text)
            return dt.datetime.fromtimestamp(seconds if seconds < 1e11 else seconds / 1000, dt.UTC)
        if found := _TIMED.fullmatch(text):
            zone = (found[3] or "").replace("UTC", "Z").replace("GMT", "Z")
            made = dt.datetime.fromisoformat(f"{found[1]}T{found[2]}{zone}") if zone else None
        elif re.match(r"[A-Z][a-z]{2} [A-Z][a-z]{2} \d", text):
            made = dt.datetime.strptime(text, _ON_X)
        else:
            made = email.utils.parsedate_to_datetime(text)
    except (ValueError, OverflowError, OSError, TypeError, IndexError):
        return None
    return made if made is not None and made.tzinfo is not None else None


def _minute(instant: dt.datetime, basis: str, doubt: str = "") -> Dated:
    if not 1000 <= instant.year <= 2999:
        return Dated(doubt=f"the year {instant.year} was not read")
    stamp = instant.replace(second=0, microsecond=0).isoformat(timespec="minutes")
    return Dated(stamp.replace("+00:00", "Z"), "minute", "", basis, doubt)


def _exists(day: str) -> bool:
    try:
        return 1000 <= dt.date.fromisoformat(day).year <= 2999
    except ValueError:
        return False
