"""Plots take an Axes and return it. `Figure` shows one with alternative text and a text twin.

matplotlib is imported by the functions that draw. What is drawn uses only scripts that its own font has;
names in other scripts stand in the text twin, which is HTML.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from infowar_kit.analysis.coverage import Coverage
from infowar_kit.errors import LookupFailed
from infowar_kit.text import escape, language_name

# Okabe and Ito's colours that also differ in lightness, each with a hatch: colour is never the only sign.
PALETTE = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#999999")
HATCHES = ("", "///", "...", "xx", "\\\\\\", "++", "")


@dataclass(frozen=True)
class Figure:
    """A picture with what it says in words and in numbers.

    Parameters
    ----------
    png : bytes
        The picture.
    alt : str
        What a person who does not see it needs to know, in one or two sentences.
    caption : str
        What it is.
    head : sequence of str
        Column names of the text twin.
    rows : sequence of sequence of str
        The numbers of the picture.
    """

    png: bytes = field(repr=False)
    alt: str
    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def __repr__(self) -> str:
        lines = [self.caption, self.alt, "\t".join(self.head)]
        return "\n".join(lines + ["\t".join(row) for row in self.rows])

    def _repr_html_(self) -> str:
        image = base64.b64encode(self.png).decode()
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in self.head)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in self.rows
        )
        return (
            f'<img src="data:image/png;base64,{image}" alt="{escape(self.alt)}" style="max-width:100%">'
            f"<p><em>{escape(self.caption)}</em> {escape(self.alt)}</p>"
            f"<details><summary>The same as a table</summary><table><thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table></details>"
        )


def draw(plot: Any, *, width: float = 8.0, height: float = 4.2) -> bytes:
    """Return what `plot` draws on a fresh Axes as PNG.

    Parameters
    ----------
    plot : callable
        Takes an Axes.
    width, height : float
        Inches; 100 dots an inch.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Canvas

    canvas = Canvas(figsize=(width, height), dpi=100, layout="constrained", facecolor="white")
    plot(canvas.add_subplot())
    out = io.BytesIO()
    FigureCanvasAgg(canvas).print_png(out, metadata={"Software": None})
    return out.getvalue()


def plot_coverage(axes: Any, coverage: Coverage, *, names: Any = str) -> Any:
    """Draw items a day as stacked bars by group, with the number of timed items above.

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
    days = [f"{day.day} {day:%b}" for day in coverage.days]
    bottom = [0] * len(days)
    for number, (group, counts) in enumerate(coverage.counts.items()):
        style = number % len(PALETTE)
        axes.bar(
            days, counts, bottom=bottom, label=names(group), color=PALETTE[style], hatch=HATCHES[style],
            edgecolor="white", linewidth=0.5, width=0.75,
        )  # fmt: skip
        bottom = [low + count for low, count in zip(bottom, counts, strict=True)]
    for day, total, timed in zip(days, bottom, coverage.timed, strict=True):
        axes.annotate(f"{total}\n({timed} timed)", (day, total), ha="center", va="bottom", fontsize=9)
    axes.set_ylabel("items in this corpus")
    axes.set_ylim(0, max(bottom, default=1) * 1.22 + 1)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1.0, 1.0))
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
        raise LookupFailed("No item has a day of the event, so there is nothing to draw.")

    def named(value: str) -> str:
        return language_name(value) if group == "language" and value != "other" else value.replace("-", " ")

    days = [f"{day.day} {day:%b}" for day in coverage.days]
    totals = coverage.totals
    peak = max(range(len(days)), key=lambda index: totals[index])
    first = next(iter(coverage.counts))
    alt = (
        f"Stacked bars, one a day. Most items are of {days[peak]} ({totals[peak]}); the largest group is "
        f"{named(first)} with {sum(coverage.counts[first])} of {sum(totals)}. "
        f"{sum(coverage.timed)} items have a known minute. {coverage.left_out} further items have no known "
        f"day in the period and are not drawn."
    )
    rows = [[named(value), *map(str, counts), str(sum(counts))] for value, counts in coverage.counts.items()]
    rows.append(["all", *map(str, totals), str(sum(totals))])
    rows.append(["of these timed", *map(str, coverage.timed), str(sum(coverage.timed))])
    return Figure(
        png=draw(lambda axes: plot_coverage(axes, coverage, names=named)),
        alt=alt,
        caption=f"Coverage in this corpus by day and {group}.",
        head=[group, *days, "sum"],
        rows=rows,
    )
