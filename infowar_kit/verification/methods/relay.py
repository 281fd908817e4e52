"""Who took it from whom: chains of relays as a graph, and what can be counted in it.

Definitions
-----------
link
    A *taker* took something from a *giver*. Links point back in time, from the repeat to its source.
end
    Where going back stops: a node without a giver, or a circle from which no link leads out.
origin
    An end that is known: the first that we know of. It may have seen, computed or invented what it says.
unknown end
    A giver of whom nothing but a description is left ("a Russian source"). It is an end, and it is no origin
    that we know: two of them may be one, so they are counted apart and never added to the origins.
circle
    Nodes that all go back to each other: circular reporting. A circle with no way out is an end of its own.
repeat
    A known node that took it from somebody, whatever it added.
independent origins
    The origins at the end of the chains of an item, or of a claim. That there are two does not yet make
    them witnesses: they may belong to one side, or have had it from one place that nobody names.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.moments import FAR_PAST, Moment
from infowar_kit.corpus.records import Relay
from infowar_kit.verification.methods.strong_groups import strong_groups

UNKNOWN = "unknown:"


class Link(NamedTuple):
    """One relay: `taker` took it from `giver`."""

    taker: str
    giver: str


@dataclass(frozen=True)
class RelayGraph:
    """Nodes and who took it from whom.

    Parameters
    ----------
    links : iterable of Link
        Each is counted once. A link to oneself is a circle of one.
    unknown : collection of str
        Nodes of whom only a description is left.
    nodes : collection of str, optional
        Further nodes, without links.
    """

    links: frozenset[Link]
    unknown: frozenset[str] = frozenset()
    nodes: frozenset[str] = field(default_factory=frozenset)

    def __init__(
        self,
        links: Iterable[tuple[str, str]],
        *,
        unknown: Collection[str] = (),
        nodes: Collection[str] = (),
    ) -> None:
        made = frozenset(Link(*link) for link in links)
        object.__setattr__(self, "links", made)
        object.__setattr__(self, "unknown", frozenset(unknown))
        ends = {node for link in made for node in link}
        object.__setattr__(self, "nodes", frozenset(nodes) | frozenset(unknown) | ends)

    @cached_property
    def givers(self) -> dict[str, frozenset[str]]:
        """From whom each node took it."""
        return _grouped(self.nodes, ((link.taker, link.giver) for link in self.links))

    @cached_property
    def takers(self) -> dict[str, frozenset[str]]:
        """Who took it from each node."""
        return _grouped(self.nodes, ((link.giver, link.taker) for link in self.links))

    @cached_property
    def groups(self) -> tuple[frozenset[str], ...]:
        """Strongly connected groups, each after all groups that it takes from."""
        return strong_groups(self.nodes, self.givers)

    def behind(self, node: str) -> frozenset[str]:
        """Return everybody from whom a node has it, at whatever distance; itself only in a circle."""
        found: set[str] = set()
        waiting = list(self.givers[node])
        while waiting:
            current = waiting.pop()
            if current not in found:
                found.add(current)
                waiting.extend(self.givers[current])
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Tally:
    """Independent origins against repeats.

    Attributes
    ----------
    origins, unknown, circles : int
        Ends of each kind.
    repeats : int
        Known nodes that took it from somebody.
    longest : int
        Links of the longest chain, a circle counted as one stop.
    """

    origins: int
    unknown: int
    circles: int
    repeats: int
    longest: int


def _ends(graph: RelayGraph) -> list[frozenset[str]]:
    """Return the groups from which no link leads out; a node nobody links to is no chain."""
    linked = {node for link in graph.links for node in link}
    return [g for g in graph.groups if g & linked and all(graph.givers[node] <= g for node in g)]


def origins(graph: RelayGraph) -> frozenset[str]:
    """Return the known nodes that took it from nobody and from whom somebody took it."""
    alone = (node for node in graph.nodes if not graph.givers[node] and graph.takers[node])
    return frozenset(alone) - graph.unknown


def unknown_ends(graph: RelayGraph) -> frozenset[str]:
    """Return the unknown givers behind whom nothing more is known."""
    return frozenset(node for node in graph.unknown if not graph.givers[node] and graph.takers[node])


def circles(graph: RelayGraph) -> tuple[frozenset[str], ...]:
    """Return circular reporting: groups in which each goes back to every other, and to itself."""
    found = [g for g in graph.groups if len(g) > 1 or all(node in graph.givers[node] for node in g)]
    return tuple(sorted(found, key=min))


def closed_circles(graph: RelayGraph) -> tuple[frozenset[str], ...]:
    """Return the circles that are ends: reports that rest on each other and on nobody else."""
    ends = set(_ends(graph))
    return tuple(group for group in circles(graph) if group in ends)


def repeats(graph: RelayGraph) -> frozenset[str]:
    """Return the known nodes that took it from somebody."""
    return frozenset(node for node in graph.nodes if graph.givers[node]) - graph.unknown


def chain_lengths(graph: RelayGraph) -> dict[str, int]:
    """Return for each node the links from it back to its farthest end; links within a circle count 0."""
    group_of = {node: group for group in graph.groups for node in group}
    length: dict[frozenset[str], int] = {}
    for group in graph.groups:
        outside = {group_of[giver] for node in group for giver in graph.givers[node]} - {group}
        length[group] = max((length[other] + 1 for other in outside), default=0)
    return {node: length[group_of[node]] for node in graph.nodes}


def origins_of(graph: RelayGraph, node: str) -> frozenset[str]:
    """Return the origins at the ends of a node's own chains; an origin is its own."""
    return origins(graph) & (graph.behind(node) | {node})


def tally(graph: RelayGraph) -> Tally:
    """Count independent origins, unknown ends and closed circles against repeats."""
    return Tally(
        origins=len(origins(graph)),
        unknown=len(unknown_ends(graph)),
        circles=len(closed_circles(graph)),
        repeats=len(repeats(graph)),
        longest=max(chain_lengths(graph).values(), default=0),
    )


def first_sighting(when: Mapping[str, Moment]) -> tuple[str, ...]:
    """Return the nodes that may have been the first to appear, as far as the times allow.

    A node is left out only if another one had surely appeared before it began. Where hours are missing
    there are several; whose time is not known at all is never called first.
    """
    known = {node: time for node, time in when.items() if time.earliest > FAR_PAST}
    if not known:
        return ()
    bound = min(time.latest for time in known.values())
    found = [node for node, time in known.items() if time.earliest < bound]
    return tuple(sorted(found, key=lambda node: (known[node], node)))


def attribution_flips(graph: RelayGraph, speakers: Mapping[str, Hashable]) -> frozenset[Link]:
    """Return the links at which the words were given to somebody else.

    Parameters
    ----------
    graph : RelayGraph
        The chain.
    speakers : mapping of str to hashable
        To whom a node gives the words; nodes that name nobody are left out and looked through.

    Returns
    -------
    frozenset of Link
        Links from a taker that names a speaker to a giver behind which another one is named.
    """
    flips = set()
    for link in graph.links:
        if link.taker not in speakers:
            continue
        heard = _heard(graph, link.giver, speakers)
        if heard and speakers[link.taker] not in heard:
            flips.add(link)
    return frozenset(flips)


def _heard(graph: RelayGraph, node: str, speakers: Mapping[str, Hashable]) -> set[Hashable]:
    """Return the nearest speakers named at or behind a node."""
    found: set[Hashable] = set()
    seen: set[str] = set()
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        if current in speakers:
            found.add(speakers[current])
        else:
            waiting.extend(graph.givers[current])
    return found


def graph_of_relays(relays: Iterable[Relay]) -> RelayGraph:
    """Return the graph of relay rows; its nodes are named like references, ``items:I001``.

    An unknown giver is one node for each of its takers: the same words ("bloggers") on two pages need not
    mean the same people. An unknown taker is the unknown giver of the step before it in the same item.
    """
    rows = sorted(relays, key=lambda row: (row.item, row.step, row.relay_id))
    named: dict[tuple[str, str], str] = {}
    links, unknown = [], set()
    for row in rows:
        taker = _known(row.taker_item, row.taker_source)
        if not taker:
            taker = named.setdefault(
                (row.item, row.taker_unknown), f"{UNKNOWN}{row.item}:{row.taker_unknown}"
            )
            unknown.add(taker)
        giver = _known(row.giver_item, row.giver_source)
        if not giver:
            giver = f"{UNKNOWN}{taker}:{row.giver_unknown}"
            named.setdefault((row.item, row.giver_unknown), giver)
            unknown.add(giver)
        links.append(Link(taker, giver))
    return RelayGraph(links, unknown=unknown)


def graph_of_claim(corpus: Corpus, claim: str) -> RelayGraph:
    """Return who took a claim from whom, from all rows that passed it on."""
    corpus.claim(claim)
    return graph_of_relays(row for row in corpus.relays if row.claim == claim)


def tallies(corpus: Corpus) -> dict[str, Tally]:
    """Return the tally of every claim that was passed on, the most repeated first."""
    claims = {row.claim for row in corpus.relays if row.claim}
    found = {claim: tally(graph_of_claim(corpus, claim)) for claim in claims}
    return dict(sorted(found.items(), key=lambda pair: (-pair[1].repeats, pair[0])))


def _known(item: str, source: str) -> str:
    return f"items:{item}" if item else f"sources:{source}" if source else ""


def _grouped(nodes: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {node: set() for node in nodes}
    for key, value in pairs:
        found[key].add(value)
    return {node: frozenset(values) for node, values in found.items()}
