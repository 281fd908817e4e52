"""One picture of how good the lens is: beside what costs nothing, and beside people."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import fill
from typing import Any

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.packages import Measurement, datasets_folder, load_package
from infowar_kit.page.figure import PALETTE, PHONE, Figure, draw, is_narrow, name_rows
from infowar_kit.say import number, say
from infowar_kit.tone.methods.annotators import agreement

FLOOR, LENS = "floor", "the lens"  # how rows of `measurements` name them


@dataclass(frozen=True)
class Line:
    """One measure on one collection, with what was found for whom."""

    measure: str
    data: str
    rows: tuple[tuple[str, float, str, str], ...]  # of whom, number, its interval in words, note


def lines(corpus: Corpus) -> tuple[Line, ...]:
    """Return what was measured, measure by measure, with our annotators last."""
    rows: tuple[Measurement, ...] = load_package(datasets_folder() / "lens").table("measurements")
    groups: dict[tuple[str, str], list[tuple[str, float, str, str]]] = {}
    for row in rows:
        found = (row.subject, row.value, _interval(row), row.note)
        groups.setdefault((row.measure, row.data), []).append(found)
    alpha = agreement(corpus).total.alpha
    about = corpus.event.annotators_short
    note = say("1 = full agreement, 0 = as by chance") + (f"; {about}" if about else "")
    groups[say("agreement on spans (α)"), say("our passages")] = [
        (say("our two annotators"), alpha, "", note)
    ]
    return tuple(Line(measure, data, tuple(found)) for (measure, data), found in groups.items())


def _interval(row: Measurement) -> str:
    if row.low is None or row.high is None:
        return ""
    return f"[{number(row.low, 2)}, {number(row.high, 2)}]"


def plot_measured(axes: Any, found: tuple[Line, ...]) -> Any:
    """Draw a line for each measure: floors hollow, the lens full, others as squares.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    found : tuple of Line
        What was measured.

    Returns
    -------
    matplotlib.axes.Axes
        The same.
    """
    narrow = is_narrow(axes)
    other = say("learned from labels, or annotators")
    styles = {
        "floor": ("o", "none", "#5f5f5f", say("a floor")),
        "lens": ("o", PALETTE[0], PALETTE[0], say("the lens")),
        "other": ("s", PALETTE[1], PALETTE[1], fill(other, 24) if narrow else other),
    }
    named: set[str] = set()
    rows = name_rows(
        axes, [f"{line.measure}: {line.data}" for line in found], body=1.7, below=6 if narrow else 4
    )
    for top, line in zip(rows, found, strict=True):
        place = top + 1.3
        axes.axhline(place, color="#bbbbbb", linewidth=0.6, zorder=0)
        for subject, value, _, _ in line.rows:
            kind = "floor" if subject.startswith(FLOOR) else "lens" if subject == LENS else "other"
            marker, face, edge, label = styles[kind]
            axes.scatter(
                [value], [place], s=70, zorder=2, marker=marker, facecolors=face, edgecolors=edge,
                label=None if kind in named else label,
            )  # fmt: skip
            named.add(kind)
            # Of several floors the highest is the one to be above: only it has its number drawn.
            if kind != "floor" or value == max(v for who, v, _, _ in line.rows if who.startswith(FLOOR)):
                # Two numbers on a phone would run into each other: the floor's ends where the lens's begins.
                aside = (
                    {"xytext": (6, 6), "ha": "right"}
                    if kind == "floor"
                    else {"xytext": (0, 6), "ha": "center"}
                )
                axes.annotate(number(value, 2), (value, place), textcoords="offset points", **aside)
    axes.set_xlim(0, 1.03)
    axes.set_xlabel(say("from 0 to 1"))
    axes.figure.legend(frameon=False, loc="outside lower center", ncols=1 if narrow else 3)
    return axes


def measured(corpus: Corpus) -> Figure:
    """Return the lens's measured numbers beside floors, published systems and people, as one picture."""
    found = lines(corpus)
    # What follows from the numbers is asked below the picture, so that its words do not say it.
    alt = say(
        "Dots on lines from 0 to 1, a line for each measure: the lens, its floors, systems that learned from "
        "labels, and annotators. Every dot is a row of the table."
    )
    rows = [
        [line.measure, line.data, subject, f"{number(value, 2)} {interval}".strip(), note]
        for line in found
        for subject, value, interval, note in line.rows
    ]
    return Figure(
        png=draw(lambda axes: plot_measured(axes, found)),
        narrow=draw(lambda axes: plot_measured(axes, found), width=PHONE),
        alt=alt,
        caption=say("How good the lens is, beside floors. In brackets in the table: 95 % intervals."),
        head=[say("measure"), say("texts"), say("of whom"), say("number"), say("to know")],
        rows=rows,
    )
