"""Where the stops of a chain stand in a drawing: time from left to right, one line a stop.

Each stop has a line of its own, so that no two names can ever meet, however many there are. Who took it
from somebody stands below and, where time allows, to the right of that one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from infowar_kit.corpus.moments import FAR_PAST, Moment
from infowar_kit.say import say, short_month
from infowar_kit.verification.methods.relay import RelayGraph, chain_lengths

WIDTH, LINE, TOP, MARGIN = 460, 30, 52, 24
HEADING = 20  # height of a line of headings, of which there are two
UNDATED = "–"  # heads the column of what has no day
LABEL_ROOM, STEP = 216, 60
CHARACTER = 7.2  # at 13 pixels; wide enough for a name in capitals and small letters
BOLD = 7.8  # the same of a name with a tail, which is drawn bold
SOURCES, LATE = dt.date(1, 1, 1), dt.date(9999, 1, 1)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two rectangles share any area."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Placed:
    """A stop in the drawing: the middle of its mark, its label as it fits, and the label's box."""

    x: float
    y: float
    label: str
    box: Box


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a stretch of time above the drawing."""

    x: float
    words: str
    box: Box


@dataclass(frozen=True, slots=True)
class Layout:
    """A drawing's measures.

    Attributes
    ----------
    width, height : int
        Pixels.
    stops : dict of str to Placed
        By node.
    headings : tuple of Heading
        From left to right.
    """

    width: int
    height: int
    stops: dict[str, Placed]
    headings: tuple[Heading, ...]


def layout(
    graph: RelayGraph,
    labels: Mapping[str, str],
    when: Mapping[str, Moment | None],
    *,
    tails: Mapping[str, str] = MappingProxyType({}),
    zone: dt.tzinfo = dt.UTC,
) -> Layout:
    """Place the stops of a chain.

    Parameters
    ----------
    graph : RelayGraph
        Who took it from whom; nodes without a label are not drawn.
    labels : mapping of str to str
        What stands beside each stop, in the order in which unlinked stops are listed.
    when : mapping of str to Moment or None
        When a stop appeared. Without a time it stands in the first stretch, or in that of what it took.
    tails : mapping of str to str
        What a label ends in, however long it is.
    zone : datetime.tzinfo
        Zone in which days are counted.

    Returns
    -------
    Layout
        No two labels or headings overlap.
    """
    days = _days(graph, labels, when, zone)
    columns = _columns(graph, labels, days)
    ranks = {column: rank for rank, column in enumerate(sorted(set(columns.values())))}
    step = min(STEP, (WIDTH - LABEL_ROOM - MARGIN) / max(1, len(ranks) - 1))
    stops = {}
    for row, node in enumerate(_rows(graph, labels, columns)):
        x, y = MARGIN + step * ranks[columns[node]], TOP + LINE * row + LINE / 2
        tail = tails.get(node, "")
        character = BOLD if tail else CHARACTER
        label = clipped(labels[node], tail, int((WIDTH - x - 13) / character))
        box = Box(x + 13, y - 9, x + 13 + character * len(label), y + 9)
        stops[node] = Placed(x, y, label, box)
    headings = _headings({column: MARGIN + step * rank for column, rank in ranks.items()})
    return Layout(WIDTH, TOP + LINE * len(stops) + 8, stops, headings)


def clipped(label: str, tail: str, room: int) -> str:
    """Return a label as it fits into so many characters; the tail is never cut."""
    most = room - len(tail)
    return (label if len(label) <= most else f"{label[: most - 1].rstrip()}…") + tail


def _days(
    graph: RelayGraph, labels: Mapping[str, str], when: Mapping[str, Moment | None], zone: dt.tzinfo
) -> dict[str, dt.date]:
    """Return the day of each stop; who has no time stands with the latest of those it took it from."""
    found: dict[str, dt.date] = {}
    for group in graph.groups:
        for node in sorted(group & set(labels)):
            time = when.get(node)
            if time is None:
                found[node] = max((found.get(g, SOURCES) for g in graph.givers[node]), default=SOURCES)
            elif time.earliest <= FAR_PAST:
                found[node] = LATE
            else:
                found[node] = time.earliest.astimezone(zone).date()
    return found


def _columns(
    graph: RelayGraph, labels: Mapping[str, str], days: Mapping[str, dt.date]
) -> dict[str, tuple[dt.date, int]]:
    """Return day and depth within the day: who took it from one of the same day stands right of that one."""
    inside = [link for link in graph.links if link.taker in days and link.giver in days]
    same_day = RelayGraph(
        [link for link in inside if days[link.taker] == days[link.giver]], nodes=set(labels)
    )
    depth = chain_lengths(same_day)
    return {node: (days[node], depth[node]) for node in labels}


def _rows(
    graph: RelayGraph, labels: Mapping[str, str], columns: Mapping[str, tuple[dt.date, int]]
) -> Sequence[str]:
    """Return the stops from top to bottom: each origin, then who took it from there, and so on."""
    order = {node: number for number, node in enumerate(labels)}

    def place(node: str) -> tuple[tuple[dt.date, int], int]:
        return columns[node], order[node]

    rows: list[str] = []
    linked = [node for node in labels if graph.givers.get(node) or graph.takers.get(node)]
    roots = sorted((node for node in linked if not graph.givers[node]), key=place)
    for root in [*roots, *sorted(linked, key=place), *sorted(labels, key=place)]:
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if node not in rows:
                rows.append(node)
                takers = (taker for taker in graph.takers.get(node, ()) if taker in order)
                waiting.extend(sorted(takers, key=place, reverse=True))
    return rows


def _headings(columns: Mapping[tuple[dt.date, int], float]) -> tuple[Heading, ...]:
    headings: list[Heading] = []
    seen = set()
    for (day, _), x in sorted(columns.items()):
        if day in seen:
            continue
        seen.add(day)
        named = {SOURCES: UNDATED, LATE: say("day open")}.get(day, "")
        named = named or say("{day} {month}", day=day.day, month=short_month(day.month))
        # Days that lie close together take turns on two lines; what fits on neither stands in the table.
        for top in (2, 2 + HEADING):
            box = Box(x - 6, top, x + CHARACTER * len(named), top + HEADING)
            if not any(box.meets(heading.box) for heading in headings):
                headings.append(Heading(x, named, box))
                break
    return tuple(headings)
