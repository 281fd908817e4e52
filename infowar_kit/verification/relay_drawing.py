"""Draw a chain of relays as SVG, and say the same as a table."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from infowar_kit.page.table import table
from infowar_kit.say import later, plural, say
from infowar_kit.text import attribute, escape
from infowar_kit.verification.methods.relay import Link, RelayGraph, origins, repeats
from infowar_kit.verification.methods.relay_layout import LINE, TOP, UNDATED, Layout, Placed, layout
from infowar_kit.verification.relay_node import Node
from infowar_kit.verification.relay_tracer import Finding, RelayTracer
from infowar_kit.verification.relay_tree import Tree

# A sign and a word for each state of a link; a dashed line is one that only the key has.
SIGNS: dict[str, tuple[str, str]] = {
    "right": ("✓", later("holds")),
    "reversed": ("⇄", later("the wrong way round")),
    "skipped": ("…", later("a step between is left out")),
    "sibling": ("✗", later("two copies of one origin")),
    "invented": ("✗", later("nothing bears it out")),
    "key": ("+", later("from the key")),
}


def drawing_html(
    task: RelayTracer,
    links: Collection[Link],
    findings: Mapping[Link, Finding],
    *,
    with_key: bool = False,
) -> str:
    """Return a learner's links as a drawing and as a table.

    Parameters
    ----------
    task : RelayTracer
        The task.
    links : collection of Link
        The learner's links.
    findings : mapping of Link to str
        How those that were checked stand to the evidence.
    with_key : bool
        Whether to add the links of the key that the learner did not draw.
    """
    states: dict[Link, str] = {link: findings.get(link, "") for link in links}
    if with_key:
        states |= {link: "key" for link in sorted(task.graph.links) if link not in states}
    graph = RelayGraph(states, unknown=task.graph.unknown, nodes=[node.part for node in task.nodes])
    placed = layout(
        graph,
        {node.part: node.title for node in task.nodes},
        {node.part: node.when for node in task.nodes},
        tails={part: say(" – origin") for part in origins(graph)},
        zone=task.corpus.zone,
    )
    return (
        f'<div class="iwk-relay">{_svg(task, placed, states, graph)}{_tree(task, states, graph)}'
        f"{_legend(task, states, graph, placed)}{_table(task, states)}</div>"
    )


def _tree(task: RelayTracer, states: Mapping[Link, str], graph: RelayGraph) -> str:
    signs = {link: SIGNS[state][0] if state else "↳" for link, state in states.items()}

    def label(part: str) -> str:
        node = task.node(part)
        mark = "■" if part in origins(graph) else "?" if node.kind == "unknown" else "○"
        # A list has room for the whole name.
        return f"{mark} {node.title}{say(' – origin') if part in origins(graph) else ''}"

    return Tree([node.part for node in task.nodes], signs, label).html


def _words(task: RelayTracer, link: Link, state: str) -> str:
    return task.words(link) + (f" ({say(SIGNS[state][1])})" if state else "")


def summary(task: RelayTracer, states: Mapping[Link, str], graph: RelayGraph) -> str:
    """Return the drawing in words."""
    if not states:
        return plural("No links yet between {number} piece.", "No links yet between {number} pieces.",
                      len(task.nodes))  # fmt: skip
    known, taken = len(origins(graph)), len(repeats(graph))
    said = "; ".join(_words(task, link, states[link]) for link in sorted(states))
    return say(
        "Time runs from left to right. As drawn: {origins} and {repeats}. {links}.",
        origins=plural("{number} origin", "{number} origins", known),
        repeats=plural("{number} repeat", "{number} repeats", taken), links=said,
    )  # fmt: skip


def _svg(task: RelayTracer, placed: Layout, states: Mapping[Link, str], graph: RelayGraph) -> str:
    parts = [
        f'<text class="iwk-day" x="{at.x - 6:.0f}" y="{at.box.top + 14:.0f}">{attribute(at.words)}</text>'
        for at in placed.headings
    ]
    parts.append(f'<line class="iwk-axis" x1="4" x2="{placed.width - 4}" y1="{TOP - 7}" y2="{TOP - 7}"/>')
    coming: dict[str, int] = {}
    for link in sorted(states):
        place = coming[link.taker] = coming.get(link.taker, -1) + 1
        parts.append(_link_svg(placed.stops[link.giver], placed.stops[link.taker], states[link], place))
    parts += [_stop_svg(node, placed.stops[node.part], graph) for node in task.nodes]
    label = attribute(summary(task, states, graph))
    return (
        f'<svg role="img" aria-label="{label}" viewBox="0 0 {placed.width} {placed.height}" '
        f'width="{placed.width}" height="{placed.height}">{"".join(parts)}</svg>'
    )


def _link_svg(giver: Placed, taker: Placed, state: str, place: int) -> str:
    """Return a link from giver to taker: down from the one, then along to the other.

    Lines of several givers in one column, and those that end at one taker, run a little apart. One that goes
    up would run through the stops between: it passes them on their left.
    """
    start = giver.x + 4 * (round(giver.y / LINE) % 3 - 1)
    end, height = taker.x - 9, taker.y + (0, 7, -7)[place % 3]
    if taker.x > giver.x and taker.y > giver.y:
        path = f"M{start:.1f} {giver.y:.1f}V{height:.1f}H{end:.1f}"
    else:
        bow = min(giver.x, taker.x) - 16
        path = f"M{giver.x:.1f} {giver.y:.1f}H{bow:.1f}V{height:.1f}H{end:.1f}"
    arrow = f"M{end - 6:.1f} {height - 3.2:.1f}L{end:.1f} {height:.1f}L{end - 6:.1f} {height + 3.2:.1f}"
    style = "iwk-key" if state == "key" else "iwk-own"
    sign = ""
    if state:
        x = end - 16 - 14 * place
        sign = f'<text class="iwk-sign" x="{x:.1f}" y="{height + 4.5:.1f}">{SIGNS[state][0]}</text>'
    return f'<path class="{style}" d="{path}"/><path class="{style} iwk-arrow" d="{arrow}"/>{sign}'


def _stop_svg(node: Node, at: Placed, graph: RelayGraph) -> str:
    """Return a stop: a filled square for an origin, a dashed ring for what is not known, else a ring."""
    if node.part in origins(graph):
        mark = f'<rect class="iwk-origin" x="{at.x - 8:.1f}" y="{at.y - 8:.1f}" width="16" height="16"/>'
    elif node.kind == "unknown":
        mark = (
            f'<circle class="iwk-unknown" cx="{at.x:.1f}" cy="{at.y:.1f}" r="7"/>'
            f'<text class="iwk-what" x="{at.x:.1f}" y="{at.y + 4:.1f}">?</text>'
        )
    else:
        mark = f'<circle class="iwk-stop" cx="{at.x:.1f}" cy="{at.y:.1f}" r="6"/>'
    weight = " iwk-strong" if node.part in origins(graph) else ""
    name = attribute(at.label)
    label = f'<text class="iwk-name{weight}" x="{at.x + 13:.1f}" y="{at.y + 4.5:.1f}">{name}</text>'
    return mark + label


def _legend(task: RelayTracer, states: Mapping[Link, str], graph: RelayGraph, placed: Layout) -> str:
    """Return what the marks mean, of the drawing and of the list that a narrow page has instead.

    Only the marks that are there are explained.
    """
    undated = any(at.words == UNDATED for at in placed.headings)
    drawn = [
        say("From left to right: time; – where it is not known")
        if undated
        else say("From left to right: time")
    ]
    listed = []
    if any(origins(graph)):
        drawn.append(say("filled square: origin, as drawn"))
        listed.append(say("■ origin, as drawn"))
    if any(node.kind == "unknown" for node in task.nodes):
        drawn.append(say("dashed ring with ?: giver not known"))
        listed.append(say("? giver not known"))
    if states:
        drawn.append(say("arrow: towards the one who took it"))
        listed.append(say("further in: the one who took it"))
    used = [state for state in SIGNS if state in set(states.values())]
    if "key" in used:
        drawn.append(say("dashed line: a link of the key that you did not draw"))
    signs = [f"{SIGNS[state][0]} {say(SIGNS[state][1])}" for state in used]
    return "".join(
        f'<p class="iwk-small {where}">{escape("; ".join(words))}.</p>'
        for where, words in (("iwk-of-drawing", drawn + signs), ("iwk-of-list", listed + signs))
        if words
    )


def _table(task: RelayTracer, states: Mapping[Link, str]) -> str:
    if not states:
        return ""
    rows = []
    for link in sorted(states, key=lambda link: (task.node(link.taker).number, task.node(link.giver).number)):
        taker, state = task.node(link.taker), states[link]
        finding = f"{SIGNS[state][0]} {say(SIGNS[state][1])}" if state else say("not checked")
        cells = (taker.title, taker.label or "–", task.node(link.giver).title, finding)
        rows.append([escape(cell) for cell in cells])
    heads = (say("Who took it"), say("When"), say("From whom"), say("Finding"))
    title = escape(say("The drawing as a table"))
    return f"<details><summary>{title}</summary>{table(heads, rows)}</details>"
