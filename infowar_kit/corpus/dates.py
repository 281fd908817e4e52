"""Dates as people and spreadsheets write them: told from those that the tables need, with an example."""

from __future__ import annotations

import datetime as dt
import re

EXAMPLES = ("2022-10-02T12:30+03:00", "2022-10-02", "2022-10", "2022")
# Day, month and year in any order that begins or ends with the year, and what may follow for the hour.
_PARTS = re.compile(r"\s*(\d{1,4})\s*[./ -]\s*(\d{1,2})\s*[./ -]\s*(\d{1,4})\.?(?:[ T,].*)?\s*", re.ASCII)


def forms(pattern: re.Pattern[str] | None) -> tuple[str, ...]:
    """Return the examples of dates that a column's pattern allows; none where it is not about dates."""
    if pattern is None or pattern.fullmatch("constructed"):
        return ()
    found = tuple(example for example in EXAMPLES if pattern.fullmatch(example))
    # What takes a year takes any four digits: only with a longer date it is one.
    return found if any(len(example) >= 10 for example in found) else ()


def meant(cell: str) -> tuple[str, ...]:
    """Return the days that a date in another order may mean, as 1907-10-02; none where it is no such date.

    Examples
    --------
    >>> meant("02.10.1907")
    ('1907-10-02',)
    >>> meant("10/02/1907")
    ('1907-10-02', '1907-02-10')
    """
    found = _PARTS.fullmatch(cell)
    if found is None:
        return ()
    first, second, third = found.groups()
    if len(first) == 4 and not re.match(r"\d{4}-\d\d-", cell):
        ways = [(first, second, third)]
    elif len(third) == 4:
        # Points are written where the day stands first; of other signs nobody knows.
        ways = [(third, second, first)] if "." in cell else [(third, first, second), (third, second, first)]
    else:
        return ()
    days = []
    for year, month, day in ways:
        try:
            days.append(dt.date(int(year), int(month), int(day)).isoformat())
        except ValueError:
            continue
    return tuple(dict.fromkeys(days))


def wrong_date(cell: str, valid: tuple[str, ...]) -> tuple[str, str]:
    """Return what is wrong with a cell that should hold a date, and what is valid."""
    if days := meant(cell):
        return "is a date in another order", f"Write it as {' or '.join(days)}."
    return "is no date that can be read", f"Write as much of it as is known, such as {', '.join(valid)}."
