"""Room for names on a map: none lies on another, on a sign, or outside the frame."""

from __future__ import annotations

import math
from collections.abc import Sequence

Box = tuple[float, float, float, float]  # left, top, right, bottom

# Where a label may stand from its point: steps to the right and down, tried in this order, then farther out.
_PLACES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
_STEPS = (1.0, 1.8, 2.8, 4.0, 5.5, 7.0)
_NARROW, _WIDE = frozenset("iljtfrI.,-'’ ()1"), frozenset("mwMWЖШЩМФЮжшщмфю")


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is in the faces that pages use; rather too wide than too narrow."""
    return size * sum(
        0.38 if letter in _NARROW else 0.92 if letter in _WIDE else 0.72 if letter.isupper() else 0.6
        for letter in text
    )


def place_labels(
    points: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float]],
    *,
    frame: Box = (-math.inf, -math.inf, math.inf, math.inf),
    gap: float = 12.0,
    taken: Sequence[Box] = (),
) -> list[Box]:
    """Find room for labels beside their points, so that none lies on another or on a point.

    Parameters
    ----------
    points : sequence of (float, float)
        In pixels.
    sizes : sequence of (float, float)
        Width and height of each label in pixels.
    frame : (float, float, float, float)
        Left, top, right and bottom edge that labels must not cross.
    gap : float
        Pixels between point and label.
    taken : sequence of (float, float, float, float)
        Where something else stands.

    Returns
    -------
    list of (float, float, float, float)
        Left, top, right and bottom of each label, in the order given.
    """
    half = gap * 0.75
    signs = [(x - half, y - half, x + half, y + half) for x, y in points]
    boxes: dict[int, Box] = {}
    # The crowded ones choose first.
    crowd = [sum(math.dist(a, b) < 90 for b in points) for a in points]
    for index in sorted(range(len(points)), key=lambda i: -crowd[i]):
        x, y = points[index]
        width, height = sizes[index]
        others = [*(sign for at, sign in enumerate(signs) if at != index), *taken, *boxes.values()]
        best, least = None, math.inf
        for step in _STEPS:
            for right, down in _PLACES:
                left = x + right * gap * step - (0 if right > 0 else width if right < 0 else width / 2)
                top = y + down * gap * step - (0 if down > 0 else height if down < 0 else height / 2)
                box = (left, top, left + width, top + height)
                cost = sum(overlap(box, other) for other in others)
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


def overlap(a: Box, b: Box) -> float:
    """Return the area that two boxes share."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    return width * height if width > 0 and height > 0 else 0.0
