"""Schematic maps: places as points, and who was said to hold them. See `infowar_kit.page.figure`."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.event import Holder
from infowar_kit.errors import LookupFailed
from infowar_kit.page.figure import Figure, draw
from infowar_kit.page.labels import day_label
from infowar_kit.say import MONTHS, listed, say
from infowar_kit.verification.methods.control import CONTESTED, Standing, holder_of, standing

SCALE_KM = 20
KM_PER_DEGREE = 111.2
# Where a label may stand from its point: steps to the right and up, tried in this order, then farther out.
_PLACES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))


def place_labels(
    points: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float]],
    *,
    frame: tuple[float, float, float, float] = (-math.inf, -math.inf, math.inf, math.inf),
    gap: float = 12.0,
) -> list[tuple[float, float, float, float]]:
    """Find room for labels beside their points, so that none lies on another or on a point.

    Parameters
    ----------
    points : sequence of (float, float)
        In pixels.
    sizes : sequence of (float, float)
        Width and height of each label in pixels.
    frame : (float, float, float, float)
        Left, bottom, right and top edge that labels must not cross.
    gap : float
        Pixels between point and label.

    Returns
    -------
    list of (float, float, float, float)
        Left, bottom, right and top of each label, in the order given.
    """
    half = gap * 0.75
    taken = [(x - half, y - half, x + half, y + half) for x, y in points]
    boxes: dict[int, tuple[float, float, float, float]] = {}
    # The crowded ones choose first.
    crowd = [sum(math.dist(a, b) < 90 for b in points) for a in points]
    for index in sorted(range(len(points)), key=lambda i: -crowd[i]):
        x, y = points[index]
        width, height = sizes[index]
        best, least = None, math.inf
        for step in (1.0, 1.8, 2.8, 4.0, 5.5, 7.0):
            for right, up in _PLACES:
                left = x + right * gap * step - (0 if right > 0 else width if right < 0 else width / 2)
                low = y + up * gap * step - (0 if up > 0 else height if up < 0 else height / 2)
                box = (left, low, left + width, low + height)
                others = [other for at, other in enumerate(taken) if at != index]
                cost = sum(_overlap(box, other) for other in (*others, *boxes.values()))
                cost += 1000 * (
                    box[0] < frame[0] or box[1] < frame[1] or box[2] > frame[2] or box[3] > frame[3]
                )
                if cost < least:
                    best, least = box, cost
            if not least:
                break
        assert best is not None
        boxes[index] = best
    return [boxes[index] for index in range(len(points))]


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> float:
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    return width * height if width > 0 and height > 0 else 0.0


def plot_control(axes: Any, standings: Sequence[Standing], holders: Sequence[Holder] = ()) -> Any:
    """Draw places with who was said to hold them.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    standings : sequence of Standing
        What was said.
    holders : sequence of Holder
        Who stands in the legend even where nobody is said to hold anything.

    Returns
    -------
    matplotlib.axes.Axes
        The same.
    """
    from matplotlib.lines import Line2D

    where = {s.place.place_id: (s.place.longitude or 0.0, s.place.latitude or 0.0) for s in standings}
    middle = sum(latitude for _, latitude in where.values()) / max(len(where), 1)
    axes.set_aspect(1 / math.cos(math.radians(middle)))
    # Shape carries who, colour repeats it, filling says how many sides said so.
    for found in standings:
        colour = found.holder.colour
        several = len(found.sides) > 1
        axes.plot(
            *where[found.place.place_id], marker=found.holder.marker, markersize=9, linestyle="",
            color=colour, markerfacecolor=colour if several else "white", markeredgewidth=2,
        )  # fmt: skip
    axes.margins(0.12, 0.1)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_anchor("N")
    _scale(axes, middle)
    held = [
        Line2D([], [], marker=one.marker, color=one.colour, markerfacecolor="white", markeredgewidth=2,
               markersize=9, linestyle="", label=_legend(one))
        for one in _holders(standings, holders)
    ]  # fmt: skip
    filled = say("filled: more than one side said so")
    held.append(Line2D([], [], marker="o", color="#1b1b1b", markersize=9, linestyle="", label=filled))
    axes.legend(
        handles=held, loc="upper center", bbox_to_anchor=(0.5, -0.02), ncol=2, frameon=False, fontsize=9
    )
    _labels(axes, standings, where)
    return axes


def _holders(standings: Sequence[Standing], holders: Sequence[Holder]) -> tuple[Holder, ...]:
    """Return who stands in the legend, what is contested last."""
    every = dict.fromkeys([*holders, *(found.holder for found in standings)])
    return (*(holder for holder in every if holder != CONTESTED), CONTESTED)


def _legend(holder: Holder) -> str:
    if holder == CONTESTED:
        return say("fought over, or said differently")
    return say("said to be held by {holder}", holder=holder.label)


def _held_by(corpus: Corpus, held_by: str) -> str:
    """Return who is said to hold a place: the event's own word, or ours where it is contested."""
    holder = holder_of(corpus, held_by)
    return say(holder.label) if holder == CONTESTED else holder.label


def _scale(axes: Any, latitude: float) -> None:
    """Draw a bar of `SCALE_KM` along the lower edge."""
    left, right = axes.get_xlim()
    low, high = axes.get_ylim()
    length = SCALE_KM / (KM_PER_DEGREE * math.cos(math.radians(latitude)))
    low -= (high - low) * 0.06
    axes.set_ylim(low, high)
    axes.set_xlim(left, max(right, left + length * 1.2))
    start, height = left + (right - left) * 0.03, low + (high - low) * 0.035
    axes.plot([start, start + length], [height, height], color="#1b1b1b", linewidth=3, solid_capstyle="butt")
    axes.annotate(
        say("{number} km", number=SCALE_KM),
        (start + length, height),
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
        fontsize=9,
    )


def _labels(axes: Any, standings: Sequence[Standing], where: dict[str, tuple[float, float]]) -> None:
    """Write the names where there is room, with a thin line where that is not beside the point."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure = axes.figure
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw_without_rendering()  # the layout must stand before room is measured in pixels
    texts = [axes.annotate(s.place.name, where[s.place.place_id], fontsize=9, gid="label") for s in standings]
    for text in texts:
        text.set_in_layout(False)
    extents = [text.get_window_extent(renderer) for text in texts]
    points = [tuple(axes.transData.transform(where[s.place.place_id])) for s in standings]
    edge = axes.get_window_extent(renderer)
    frame = (edge.x0 + 4, edge.y0 + 4, edge.x1 - 4, edge.y1 - 4)
    boxes = place_labels(points, [(box.width, box.height) for box in extents], frame=frame)
    back = axes.transData.inverted()
    for text, box, (x, y) in zip(texts, boxes, points, strict=True):
        text.set_position(back.transform((box[0], box[1])))
        nearest = (min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3]))
        if math.dist(nearest, (x, y)) > 14:
            line = [back.transform(nearest), back.transform((x, y))]
            axes.plot(*zip(*line, strict=True), color="#8a8a8a", linewidth=0.8, zorder=0)


def _height(standings: Sequence[Standing]) -> float:
    """Return the height in inches that fits the places at a width of 7.6 inches."""
    longitudes = [s.place.longitude or 0.0 for s in standings]
    latitudes = [s.place.latitude or 0.0 for s in standings]
    wide = (max(longitudes) - min(longitudes)) * math.cos(math.radians(max(latitudes))) or 1.0
    high = max(latitudes) - min(latitudes)
    return min(9.0, max(3.5, 7.4 * high / wide + 1.2))


def control_map(corpus: Corpus, day: dt.date, front: str) -> Figure:
    """Return the map of a day as a figure with its text twin: who said what, and when.

    Raises
    ------
    LookupFailed
        If there is no such front, or nothing was said of its places by then.
    """
    standings = standing(corpus, day, front)
    if not standings:
        raise LookupFailed(
            say(
                "Nothing is said of any place of this front by {day}, so there is nothing to draw. Choose a "
                "later day or another front.", day=day,
            )
        )  # fmt: skip
    holders = corpus.event.holders
    groups = {
        one: [s.place.name for s in standings if s.holder == one] for one in _holders(standings, holders)
    }
    alt = " ".join(
        f"{_legend(one)[:1].upper()}{_legend(one)[1:]}: {listed(names) or say('none')}."
        for one, names in groups.items()
    )
    named = corpus.event.front(front)
    note = corpus.event.map_note
    schematic = say("Schematic: {note}", note=note) if note else say("Schematic: points only.")
    rows = [
        [s.place.name, _held_by(corpus, said.held_by), corpus.source(said.said_by).name,
         day_label(said.as_of), said.item, said.note + (say(" (inferred)") if said.inferred else "")]
        for s in standings
        for said in s.said
    ]  # fmt: skip
    return Figure(
        png=draw(lambda axes: plot_control(axes, standings, holders), width=7.6, height=_height(standings)),
        alt=alt,
        caption=say(
            "Who was said to hold what by the end of {day} {month} {year}, {front}. {schematic}",
            day=day.day, month=say(MONTHS[day.month - 1]), year=day.year, front=named, schematic=schematic,
        ),
        head=[say("place"), say("held by"), say("said by"), say("of"), say("item"), say("note")],
        rows=rows,
    )  # fmt: skip
