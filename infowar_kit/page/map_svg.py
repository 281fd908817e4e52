"""A map as SVG: a pure function from marks, lines and a frame to a string.

Nothing is fetched and no widget is needed. Colours are the page's: the classes stand in ``kit.css``, and
without it lines are drawn in the colour of the text. What a sign means, `Mark` does not know; who calls says
it in words beside the picture.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from infowar_kit.page.map_ground import CLOSED, NARROW, WIDE, Frame, Line, Look, Point, View, ground, text_svg
from infowar_kit.page.map_labels import Box, overlap, place_labels, text_width
from infowar_kit.say import say
from infowar_kit.text import attribute, escape

SIGNS = {
    "o": "M-1,0A1,1 0 1 1 1,0A1,1 0 1 1 -1,0Z",
    "s": "M-.9,-.9H.9V.9H-.9Z",
    "D": "M0,-1.25L1.25,0L0,1.25L-1.25,0Z",
    "^": "M0,-1.15L1.1,.85H-1.1Z",
    "v": "M0,1.15L1.1,-.85H-1.1Z",
    "P": "M-.4,-1.1H.4V-.4H1.1V.4H.4V1.1H-.4V.4H-1.1V-.4H-.4Z",
    "X": "M-1.1,-.6L-.6,-1.1L0,-.5L.6,-1.1L1.1,-.6L.5,0L1.1,.6L.6,1.1L0,.5L-.6,1.1L-1.1,.6L-.5,0Z",
    "h": "M-1.1,0L-.55,-.95H.55L1.1,0L.55,.95H-.55Z",
    "*": "M0,-1.3L.35,-.4L1.25,-.4L.55,.2L.8,1.1L0,.55L-.8,1.1L-.55,.2L-1.25,-.4L-.35,-.4Z",
    ".": "M-.45,0A.45,.45 0 1 1 .45,0A.45,.45 0 1 1 -.45,0Z",
}

# Where a name may stand from a point of its line, in its own widths and heights: a river carries it, a shore
# has it beside the water.
_ALONG = ((0.0, 0.0), (0.6, 0.0), (-0.6, 0.0), (0.0, 1.0), (0.0, -1.0))
_ASIDE = ((0.55, 0.0), (0.0, 1.0), (0.0, -1.0), (-0.55, 0.0))


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on a map.

    Parameters
    ----------
    name : str
        What is written beside it.
    longitude, latitude : float
        In degrees.
    sign : str
        One of `SIGNS`; empty for a place whose room is kept, though it is not drawn.
    colour : str
        Such as ``#0072b2``; it repeats what the sign says.
    filled : bool
        Whether the sign is filled.
    """

    name: str
    longitude: float
    latitude: float
    sign: str = "."
    colour: str = "currentColor"
    filled: bool = True


def map_html(
    marks: Sequence[Mark], lines: Sequence[Line], frame: Frame, *, label: str, folded: bool = False
) -> str:
    """Return a map as HTML: a drawing with names, and one with numbers for where there is no room for names.

    Names that belong to numbers are text below the drawing: there they are as large as the page's own.

    Parameters
    ----------
    marks : sequence of Mark
        The places, in the order of their numbers. Names keep their room whatever the signs are, so that they
        stay where they are while signs change; those out of the frame are left out.
    lines : sequence of Line
        What lies below them; those that are `main` are drawn in the small map of where the frame lies too.
    frame : (float, float, float, float)
        West, south, east and north in degrees.
    label : str
        What the picture says, in words.
    folded : bool
        Whether the one with numbers has to be opened first, where something else is to be read before it.
    """
    west, south, east, north = frame
    inside = [m for m in marks if west <= m.longitude <= east and south <= m.latitude <= north]
    wide, narrow = (_drawing(inside, tuple(lines), frame, look, label) for look in (WIDE, NARROW))
    opened = "" if folded else " open"
    return (
        f'<div class="iwk-wide">{wide}</div><details class="iwk-narrow" data-stays="map" hidden{opened}>'
        f"<summary>{escape(say('The map, with numbers'))}</summary>{narrow}{_names_below(inside)}</details>"
    )


def _drawing(marks: Sequence[Mark], lines: tuple[Line, ...], frame: Frame, look: Look, label: str) -> str:
    view = View(frame, look.width)
    where = tuple(view.at(mark.longitude, mark.latitude) for mark in marks)
    words = tuple(str(n) if look.numbered else mark.name for n, mark in enumerate(marks, 1))
    below_all, corner = ground(lines, frame, look, where)
    boxes, names = _room(lines, frame, look, where, words, taken=corner)
    drawn = [number for number, mark in enumerate(marks) if mark.sign]
    parts = [below_all, *(_name(text, box, look, "iwk-water-name") for text, box in names)]
    parts += [_leader(where[n], boxes[n], look) for n in drawn]
    parts += [_sign(marks[n], where[n], look.sign) for n in drawn]
    parts += [_name(words[n], boxes[n], look, "iwk-place-name") for n in drawn]
    return (
        f'<svg role="img" aria-label="{attribute(label)}" viewBox="0 0 {look.width} {view.height:.0f}" '
        f'xmlns="http://www.w3.org/2000/svg">'
        # A picture within cuts off what leaves the frame, without a name that another map might have too.
        f'<svg overflow="hidden" width="{look.width}" height="{view.height:.0f}">{"".join(parts)}</svg>'
        f'<rect class="iwk-frame" x=".5" y=".5" width="{look.width - 1}" height="{view.height - 1:.0f}" '
        f'fill="none" stroke="currentColor"/></svg>'
    )


@lru_cache(maxsize=16)
def _room(
    lines: tuple[Line, ...],
    frame: Frame,
    look: Look,
    where: tuple[Point, ...],
    words: tuple[str, ...],
    *,
    taken: tuple[Box, ...],
) -> tuple[list[Box], list[tuple[str, Box]]]:
    """Return where names of places stand, and those of rivers and water between them."""
    view = View(frame, look.width)
    sizes = [(text_width(text, look.size) + 2, look.size * 1.15) for text in words]
    edge = (3.0, 3.0, view.width - 3, view.height - 3)
    gap = look.sign + (2 if look.numbered else 4)
    boxes = place_labels(where, sizes, frame=edge, gap=gap, taken=taken)
    signs = [(x - gap, y - gap, x + gap, y + gap) for x, y in where]
    held = [*boxes, *signs, *taken]
    names: list[tuple[str, Box]] = []
    for line in lines:
        if line.name and line.name not in [name for name, _ in names]:
            box = _along(line, view, look, edge, held)
            if box is not None:
                names.append((line.name, box))
                held.append(box)
    return boxes, names


def _along(line: Line, view: View, look: Look, edge: Box, held: Sequence[Box]) -> Box | None:
    """Return where a name has room on a line, as near to its middle as can be."""
    width, height = text_width(line.name, look.size) + 2, look.size * 1.15
    points = [view.at(*point) for point in line.points]
    seen = [p for p in points if edge[0] <= p[0] <= edge[2] and edge[1] <= p[1] <= edge[3]]
    middle = len(seen) // 2
    for _, (x, y) in sorted(enumerate(seen), key=lambda pair: abs(pair[0] - middle)):
        for right, down in _ASIDE if line.kind == CLOSED else _ALONG:
            left, top = x - width / 2 + right * width, y - height / 2 + down * height
            box = (left, top, left + width, top + height)
            inside = edge[0] <= box[0] and edge[1] <= box[1] and box[2] <= edge[2] and box[3] <= edge[3]
            if inside and not any(overlap(box, other) for other in held):
                return box
    return None


def _sign(mark: Mark, where: Point, size: float) -> str:
    filled = "iwk-filled" if mark.filled else "iwk-hollow"
    return (
        f'<path class="iwk-sign {filled}" transform="translate({where[0]:.1f} {where[1]:.1f}) '
        f'scale({size})" d="{SIGNS[mark.sign]}" vector-effect="non-scaling-stroke" '
        f'fill="{attribute(mark.colour) if mark.filled else "none"}" stroke="{attribute(mark.colour)}" '
        f'stroke-width="2.5"/>'
    )


def sign_html(mark: Mark) -> str:
    """Return a sign alone, to stand before the words that explain it."""
    inner = _sign(mark, (9, 9), WIDE.sign)
    return f'<svg class="iwk-key-sign" aria-hidden="true" width="18" height="18">{inner}</svg>'


def _leader(where: Point, box: Box, look: Look) -> str:
    """Return a thin line from a place to its name, where that is not beside it."""
    near = (min(max(where[0], box[0]), box[2]), min(max(where[1], box[1]), box[3]))
    if math.dist(near, where) <= look.sign + 8:
        return ""
    course = f"M{where[0]:.1f},{where[1]:.1f}L{near[0]:.1f},{near[1]:.1f}"
    return f'<path class="iwk-leader" fill="none" stroke="currentColor" d="{course}"/>'


def _name(text: str, box: Box, look: Look, kind: str) -> str:
    return text_svg(text, box[0] + 1, box[3] - look.size * 0.28, look.size, kind)


def _names_below(marks: Sequence[Mark]) -> str:
    """Return the names that belong to the numbers, each with its sign."""
    listed = "".join(
        f"<li><b>{n}</b>{sign_html(mark)}{escape(mark.name)}</li>"
        for n, mark in enumerate(marks, 1)
        if mark.sign
    )
    return f'<ul class="iwk-placemap-names">{listed}</ul>'
