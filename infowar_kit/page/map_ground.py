"""What lies below the places of a map: shapes, a bar of scale, and a small map of where the frame lies."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from infowar_kit.page.map_labels import Box, text_width
from infowar_kit.say import say
from infowar_kit.text import escape

Point = tuple[float, float]
Frame = tuple[float, float, float, float]  # west, south, east, north
KM_PER_DEGREE = 111.2
BARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
CLOSED = "water"  # the kind of line that encloses an area


@dataclass(frozen=True, slots=True)
class Line:
    """A course of something: a river, a coast, a border."""

    kind: str
    points: tuple[Point, ...]
    name: str = ""
    main: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """How large things are: a wide picture has names, a narrow one numbers with the names below.

    A picture is drawn as wide as the page allows, and its letters with it: a narrow one is no wider than what
    the player leaves of 320 px, and is not made much smaller than that, so that they can be read.
    """

    width: int
    size: int  # of the letters
    sign: float
    numbered: bool


WIDE, NARROW = Look(680, 14, 6, numbered=False), Look(236, 13, 4, numbered=True)


class View:
    """From degrees to pixels; a degree east is as wide as it is in the middle of the frame."""

    def __init__(self, frame: Frame, width: float) -> None:
        self.west, self.south, self.east, self.north = frame
        self.narrowing = math.cos(math.radians((self.south + self.north) / 2))
        self.scale = width / ((self.east - self.west) * self.narrowing)
        self.width = width
        self.height = (self.north - self.south) * self.scale

    def at(self, longitude: float, latitude: float) -> Point:
        """Return where a point of the earth stands."""
        return (longitude - self.west) * self.narrowing * self.scale, (self.north - latitude) * self.scale

    @property
    def px_per_km(self) -> float:
        """How long a kilometre is."""
        return self.scale / KM_PER_DEGREE


def frame_of(points: Sequence[Point]) -> Frame:
    """Return a frame with room around points, for a map that has none of its own."""
    longitudes, latitudes = [x for x, _ in points] or [0.0], [y for _, y in points] or [0.0]
    middle = (max(longitudes) + min(longitudes)) / 2, (max(latitudes) + min(latitudes)) / 2
    wide = max(max(longitudes) - min(longitudes), 0.2) * 0.65
    high = max(max(latitudes) - min(latitudes), 0.5 * wide) * 0.65
    low, top = max(middle[1] - high, -89.0), min(middle[1] + high, 89.0)
    return max(middle[0] - wide, -180.0), low, min(middle[0] + wide, 180.0), top


def ground(
    lines: tuple[Line, ...], frame: Frame, look: Look, where: tuple[Point, ...]
) -> tuple[str, tuple[Box, ...]]:
    """Return what stays while signs change: shapes, scale, small map; and where the last two stand."""
    shapes, small_box = _shapes(lines, frame, look, where)
    scale, scale_box = _scale(View(frame, look.width), look)
    return shapes + scale, (scale_box, *((small_box,) if small_box else ()))


@lru_cache(maxsize=16)
def _shapes(
    lines: tuple[Line, ...], frame: Frame, look: Look, where: tuple[Point, ...]
) -> tuple[str, Box | None]:
    view = View(frame, look.width)
    # Water covers the line on which a river is drawn through it.
    ordered = sorted(lines, key=lambda line: line.kind == CLOSED)
    paths = "".join(_path(line, view.at) for line in ordered if _crosses(line, frame))
    small, box = _small_map(lines, frame, look, view, where)
    return paths + small, box


def _crosses(line: Line, frame: Frame) -> bool:
    xs, ys = [x for x, _ in line.points], [y for _, y in line.points]
    west, south, east, north = frame
    return max(xs) >= west and min(xs) <= east and max(ys) >= south and min(ys) <= north


def _path(line: Line, at: Callable[[float, float], Point]) -> str:
    points = [at(*point) for point in line.points]
    kept = points[:1]
    for point in points[1:-1]:
        if math.dist(point, kept[-1]) >= 1:  # less is not seen
            kept.append(point)
    kept.append(points[-1])
    course = "L".join(f"{x:.1f},{y:.1f}" for x, y in kept)
    end = "Z" if line.kind == CLOSED else ""
    return f'<path class="iwk-{line.kind}" fill="none" stroke="currentColor" d="M{course}{end}"/>'


def _scale(view: View, look: Look) -> tuple[str, Box]:
    """Return a bar of a round length in the lower left corner."""
    share = 0.2 if look.numbered else 0.3
    km = max((bar for bar in BARS if bar * view.px_per_km <= look.width * share), default=BARS[0])
    length, x, y = km * view.px_per_km, 10.0, view.height - 12
    text = say("{number} km", number=km)
    wide = length + 8 + text_width(text, look.size)
    return (
        f'<path class="iwk-scale" fill="none" stroke="currentColor" stroke-width="2" '
        f'd="M{x},{y - 5:.1f}V{y:.1f}H{x + length:.1f}V{y - 5:.1f}"/>'
        + text_svg(text, x + length + 8, y + 1, look.size, "iwk-place-name"),
        (0, y - look.size - 2, x + wide + 4, view.height),
    )


def _small_map(
    lines: tuple[Line, ...], frame: Frame, look: Look, view: View, where: tuple[Point, ...]
) -> tuple[str, Box | None]:
    """Return where the frame lies on all that there is, in the corner with the fewest places."""
    main = [line for line in lines if line.main]
    if not main:
        return "", None
    xs = [x for line in main for x, _ in line.points]
    ys = [y for line in main for _, y in line.points]
    width = look.width * (0.3 if look.numbered else 0.24)
    whole = View((min(xs), min(ys), max(xs), max(ys)), width)
    corners = [
        (x, y, x + whole.width, y + whole.height)
        for y in (view.height - whole.height, 0.0)
        for x in (view.width - whole.width, 0.0)
    ]
    # Not on the scale, which has the lower left corner.
    free = [box for box in corners if box[:2] != (0.0, view.height - whole.height)]

    def crowd(box: Box) -> int:
        return sum(box[0] - 30 <= x <= box[2] + 30 and box[1] - 12 <= y <= box[3] + 12 for x, y in where)

    box = min(free, key=crowd)
    left, top = whole.at(frame[0], frame[3])
    right, bottom = whole.at(frame[2], frame[1])
    inner = "".join(_path(line, whole.at) for line in sorted(main, key=lambda line: line.kind == CLOSED))
    return (
        f'<svg class="iwk-small-map" x="{box[0]:.1f}" y="{box[1]:.1f}" width="{whole.width:.1f}" '
        f'height="{whole.height:.1f}"><rect class="iwk-frame iwk-paper" x=".5" y=".5" '
        f'width="{whole.width - 1:.1f}" height="{whole.height - 1:.1f}" fill="none" stroke="currentColor"/>'
        f'{inner}<rect class="iwk-here" x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" '
        f'height="{bottom - top:.1f}" fill="none" stroke="currentColor" stroke-width="2"/></svg>',
        box,
    )


def text_svg(text: str, x: float, y: float, size: float, kind: str) -> str:
    """Return a text that begins at a point of its base line."""
    return (
        f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="currentColor">'
        f"{escape(text)}</text>"
    )
