"""How much coverage there is a day, drawn."""

from __future__ import annotations

from typing import Any

from infowar_kit.errors import LookupFailed
from infowar_kit.page.figure import HATCHES, PALETTE, PHONE, Figure, draw, is_narrow, name_rows
from infowar_kit.page.labels import day_label, enumerated
from infowar_kit.say import Sayings, later, plural, say
from infowar_kit.text import language_name
from infowar_kit.verification.methods.coverage import OTHER, Coverage

MANY = 7  # days whose names stand beside each other
# What items are parted by.
GROUP_WORDS = Sayings({"language": later("language"), "kind": later("kind"), "front": later("front")})


def plot_coverage(axes: Any, coverage: Coverage, *, names: Any = str) -> Any:
    """Draw items a day as stacked bars by group, with the number of timed items above.

    Days stand beside each other where there is room for them, else below each other.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    coverage : Coverage
        Counts by day and group.
    names : callable
        Turns a group into what the legend says.

    Returns
    -------
    matplotlib.axes.Axes
        The same.
    """
    days = [day_label(day) for day in coverage.days]
    notes = [say("({number} timed)", number=timed) for timed in coverage.timed]
    narrow = is_narrow(axes)
    flat = narrow or len(days) > MANY
    if flat:
        names_of_rows = [
            f"{day}: {total} {note}" for day, total, note in zip(days, coverage.totals, notes, strict=True)
        ]
        tops = name_rows(axes, names_of_rows, body=1.2, below=11 if narrow else 3)
    start = [0] * len(days)
    for number, (group, counts) in enumerate(coverage.counts.items()):
        style = number % len(PALETTE)
        look = {
            "label": names(group), "color": PALETTE[style], "hatch": HATCHES[style], "edgecolor": "white",
            "linewidth": 0.5,
        }  # fmt: skip
        if flat:
            axes.barh([top + 0.6 for top in tops], counts, left=start, height=1.2, **look)
        else:
            axes.bar(days, counts, bottom=start, width=0.75, **look)
        start = [low + count for low, count in zip(start, counts, strict=True)]
    if flat:
        axes.set_xlabel(say("items in this corpus"))
    else:
        for day, total, note in zip(days, coverage.totals, notes, strict=True):
            axes.annotate(f"{total}\n{note}", (day, total), ha="center", va="bottom")
        axes.set_ylabel(say("items in this corpus"))
        axes.set_ylim(0, max(start, default=1) * 1.22 + 1)
        axes.spines[["top", "right"]].set_visible(False)
    where = "outside lower center" if narrow else "outside right upper"
    axes.figure.legend(frameon=False, loc=where)
    return axes


def coverage_figure(coverage: Coverage, *, group: str = "language") -> Figure:
    """Return the coverage of the event as a figure with its text twin.

    Parameters
    ----------
    coverage : Coverage
        Counts by day and group.
    group : str
        What the items were parted by.

    Raises
    ------
    LookupFailed
        If no item has a day of the event.
    """
    if not coverage.counts:
        raise LookupFailed(say("No item has a day of the event, so there is nothing to draw."))

    def named(value: str) -> str:
        if value == OTHER:
            return say("other")
        if group == "kind":
            return enumerated("items.kind", value)
        # A front bears the name that the event gives it.
        return language_name(value) if group == "language" else value.replace("-", " ")

    days = [day_label(day) for day in coverage.days]
    totals = coverage.totals
    peak = max(range(len(days)), key=lambda index: totals[index])
    first = next(iter(coverage.counts))
    alt = say(
        "Stacked bars, one a day. The day with most items is {day} ({most}); the largest group is {group} "
        "with {number} of {total}. {timed} {left_out}",
        day=days[peak], most=totals[peak], group=named(first), number=sum(coverage.counts[first]),
        total=sum(totals),
        timed=plural(
            "{number} items have a known minute.", "{number} items have a known minute.", sum(coverage.timed)
        ),
        left_out=plural(
            "{number} further items have no known day in the period and are not drawn.",
            "{number} further items have no known day in the period and are not drawn.",
            coverage.left_out,
        ),
    )  # fmt: skip
    rows = [[named(value), *map(str, counts), str(sum(counts))] for value, counts in coverage.counts.items()]
    rows.append([say("all"), *map(str, totals), str(sum(totals))])
    rows.append([say("of these timed"), *map(str, coverage.timed), str(sum(coverage.timed))])
    return Figure(
        png=draw(lambda axes: plot_coverage(axes, coverage, names=named)),
        narrow=draw(lambda axes: plot_coverage(axes, coverage, names=named), width=PHONE),
        alt=alt,
        caption=say("Coverage in this corpus by day and {group}.", group=GROUP_WORDS[group]),
        head=[GROUP_WORDS[group], *days, say("sum")],
        rows=rows,
    )
