"""Moments, dates and sources in words."""

from __future__ import annotations

import datetime as dt

from infowar_kit.corpus.records import Item, Source

Period = tuple[dt.date, dt.date]


def moment_label(moment: dt.datetime, clock: str) -> str:
    """Return a moment in words: ``Saturday 1 October, 14:00 (UTC)``, with the name of the event's clock."""
    return f"{moment:%A} {moment.day} {moment:%B}, {moment:%H:%M} ({clock})"


def publication_label(item: Item, zone: dt.tzinfo, period: Period | None = None) -> str:
    """Return when an item was published, in words, no more exactly than is known.

    Parameters
    ----------
    item : Item
        What was published.
    zone : datetime.tzinfo
        Zone in which hours are given.
    period : tuple of datetime.date, optional
        First and last day of the event; the year of a day is said where it is none of the event's.
    """
    date = item.published
    if item.precision == "minute":
        local = dt.datetime.fromisoformat(date.replace("Z", "+00:00")).astimezone(zone)
        inferred = ", zone inferred" if item.time_basis == "page-stamp-publisher-zone" else ""
        return f"{_day(local, period)} {local:%H:%M}{inferred}"
    if item.precision == "unknown":
        return "date not known"
    if item.precision == "day":
        return f"{_day(dt.date.fromisoformat(date), period)}, hour not known"
    if item.precision == "range":
        first, last = dt.date.fromisoformat(date), dt.date.fromisoformat(item.published_until)
        return f"between {_day(first, period)} and {_day(last, period)}"
    if item.precision == "on-or-after":
        return f"{date} or later"
    return f"{date}, day not known"


def _day(day: dt.date, period: Period | None) -> str:
    # A day of another year must not pass for one of the event.
    year = "" if period is None or period[0].year <= day.year <= period[1].year else f" {day.year}"
    return f"{day.day} {day:%b}{year}"


def who(source: Source) -> str:
    """Return in words what a source is and whose, with the basis."""
    kind = source.kind.replace("-", " ")
    side = (
        "affiliation not known" if source.affiliation == "unknown" else source.affiliation.replace("-", " ")
    )
    if source.affiliation == "none-known":
        side = "no affiliation known"
    return f"{kind}; {side} ({source.affiliation_basis})"
