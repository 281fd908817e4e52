"""Moments, dates and sources in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from infowar_kit.corpus.records import Item, Source
from infowar_kit.say import DAYS, MONTHS, say, short_month, term
from infowar_kit.text import LANGUAGES

Period = tuple[dt.date, dt.date]


def moment_label(moment: dt.datetime, clock: str) -> str:
    """Return a moment in words: ``Saturday 1 October, 14:00 (UTC)``, with the name of the event's clock."""
    return say(
        "{weekday} {day} {month}, {hour} ({clock})",
        weekday=say(DAYS[moment.weekday()]), day=moment.day, month=say(MONTHS[moment.month - 1]),
        hour=f"{moment:%H:%M}", clock=clock,
    )  # fmt: skip


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
        when = f"{day_label(local, period)} {local:%H:%M}"
        if item.time_basis == "page-stamp-publisher-zone":
            return say("{when}, zone inferred", when=when)
        return when
    if item.precision == "unknown":
        return say("date not known")
    if item.precision == "day":
        return say("{day}, hour not known", day=day_label(dt.date.fromisoformat(date), period))
    if item.precision == "range":
        first, last = dt.date.fromisoformat(date), dt.date.fromisoformat(item.published_until)
        return say("between {first} and {last}", first=day_label(first, period), last=day_label(last, period))
    if item.precision == "on-or-after":
        return say("{date} or later", date=_known(date, period))
    return say("{date}, day not known", date=_known(date, period))


def _known(date: str, period: Period | None) -> str:
    """Return what is known of a day in words: the day, its month or its year."""
    if date.count("-") == 2:
        return day_label(dt.date.fromisoformat(date), period)
    year, _, month = date.partition("-")
    return say("{month} {year}", month=say(MONTHS[int(month) - 1]), year=year) if month else year


def day_label(day: dt.date, period: Period | None = None) -> str:
    """Return a day in words: ``2 Oct``; with its year where it is none of the event's."""
    short = say("{day} {month}", day=day.day, month=short_month(day.month))
    # A day of another year must not pass for one of the event.
    if period is None or period[0].year <= day.year <= period[1].year:
        return short
    return say("{day} {year}", day=short, year=day.year)


def who(source: Source) -> str:
    """Return in words what a source is and whose, with the basis."""
    kind = enumerated("sources.kind", source.kind)
    side = enumerated("sources.affiliation", source.affiliation)
    if source.affiliation == "unknown":
        side = say("affiliation not known")
    if source.affiliation == "none-known":
        side = say("no affiliation known")
    # An occupation administration is one by its kind and by its affiliation: said once.
    what = kind if kind == side else f"{kind}; {side}"
    return say("{what}: {basis}", what=what, basis=source.affiliation_basis)


def area_label(area: str, name: str, called: Mapping[str, str]) -> str:
    """Return a region or a district in words, as the event calls them.

    Parameters
    ----------
    area : str
        ``"region"`` or ``"district"``.
    name : str
        Its name proper.
    called : mapping of str to str
        What the event calls them; see `infowar_kit.corpus.event.EventSettings.areas`.
    """
    if area in called:
        return called[area].replace("{name}", name)
    if area == "region":
        return say("{name} region", name=name)
    return say("{name} district", name=name)


def enumerated(column: str, value: str) -> str:
    """Return one of the values that a column may take, as words: ``items.kind``, ``fact-check``."""
    words = value.replace("-", " ")
    said = term(column, words)
    return said if said != words else _as_written(words)


def _as_written(words: str) -> str:
    """Return words that a table writes in small letters as English does: ``pro-Ukrainian``."""
    names = {name.lower(): name for name in LANGUAGES.values()}
    return " ".join(names.get(word, word) for word in words.split()).replace("pro ", "pro-")
