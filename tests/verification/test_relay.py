"""Chains of relays: what is counted, with networkx as the second opinion."""

from __future__ import annotations

import datetime as dt

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infowar_kit.corpus import load
from infowar_kit.corpus.moments import FAR_FUTURE, FAR_PAST, Moment
from infowar_kit.corpus.records import Relay
from infowar_kit.verification.methods import relay
from infowar_kit.verification.methods.relay import Link, RelayGraph

NAMES = [f"n{number}" for number in range(9)]


@st.composite
def graphs(draw):
    names = st.sampled_from(NAMES)
    links = draw(st.lists(st.tuples(names, names), max_size=25))
    return RelayGraph(links, unknown=draw(st.sets(names, max_size=3)), nodes=draw(st.sets(names, max_size=3)))


def second(graph):
    """Return the same graph as networkx has it, from taker to giver."""
    made = nx.DiGraph()
    made.add_nodes_from(graph.nodes)
    made.add_edges_from(graph.links)
    return made


# By hand

CHAIN = RelayGraph([("copy", "wire"), ("other", "wire"), ("wire", "spokesman")])


def test_copies_of_a_wire_are_one_origin():
    assert relay.origins(CHAIN) == {"spokesman"}
    assert relay.repeats(CHAIN) == {"copy", "other", "wire"}
    assert relay.tally(CHAIN) == relay.Tally(origins=1, unknown=0, circles=0, repeats=3, longest=2)


def test_unknown_giver_is_an_end_and_no_origin():
    graph = RelayGraph([("post", "somebody"), ("page", "post")], unknown=["somebody"])
    assert relay.origins(graph) == frozenset()
    assert relay.unknown_ends(graph) == {"somebody"}
    assert relay.tally(graph) == relay.Tally(0, 1, 0, 2, 2)


def test_unknown_step_in_the_middle_is_neither_end_nor_repeat():
    graph = RelayGraph([("page", "some report"), ("some report", "wire")], unknown=["some report"])
    assert relay.unknown_ends(graph) == frozenset()
    assert relay.origins(graph) == {"wire"}
    assert relay.repeats(graph) == {"page"}


def test_item_with_several_givers_has_all_their_origins():
    graph = RelayGraph([("page", "wire"), ("page", "tweet"), ("wire", "minister")])
    assert relay.origins_of(graph, "page") == {"minister", "tweet"}
    assert relay.origins_of(graph, "wire") == {"minister"}
    assert relay.origins_of(graph, "minister") == {"minister"}


def test_two_ways_to_one_origin_are_one_origin():
    graph = RelayGraph(
        [("article", "first"), ("article", "second"), ("first", "channel"), ("second", "channel")]
    )
    assert relay.origins_of(graph, "article") == {"channel"}


def test_closed_circle_has_no_origin():
    graph = RelayGraph([("a", "b"), ("b", "c"), ("c", "a"), ("page", "a")])
    assert relay.origins(graph) == frozenset()
    assert relay.closed_circles(graph) == (frozenset("abc"),)
    assert relay.chain_lengths(graph) == {"a": 0, "b": 0, "c": 0, "page": 1}


def test_circle_that_takes_from_outside_is_circular_and_has_an_origin():
    graph = RelayGraph([("a", "b"), ("b", "a"), ("b", "witness")])
    assert relay.circles(graph) == (frozenset("ab"),)
    assert relay.closed_circles(graph) == ()
    assert relay.origins(graph) == {"witness"}
    assert relay.chain_lengths(graph) == {"a": 1, "b": 1, "witness": 0}


def test_who_quotes_itself_is_a_circle_of_one():
    assert relay.closed_circles(RelayGraph([("a", "a")])) == (frozenset("a"),)


def test_nothing_is_counted_where_nothing_is():
    assert relay.tally(RelayGraph([])) == relay.Tally(0, 0, 0, 0, 0)
    assert relay.tally(RelayGraph([], nodes=["alone"])) == relay.Tally(0, 0, 0, 0, 0)


def test_flip_stands_at_the_link_where_the_speaker_changes():
    graph = RelayGraph([*CHAIN.links, ("later", "copy")])
    speakers = {"spokesman": "ukraine", "copy": "russia", "later": "russia", "other": "ukraine"}
    assert relay.attribution_flips(graph, speakers) == {Link("copy", "wire")}


def test_flip_looks_through_who_names_nobody_and_through_circles():
    graph = RelayGraph([("a", "b"), ("b", "a"), ("b", "origin"), ("page", "a")])
    assert relay.attribution_flips(graph, {"origin": 1, "page": 2}) == {Link("page", "a")}
    assert relay.attribution_flips(graph, {"page": 2}) == frozenset()


def at(hour, hours=0, minutes=1):
    start = dt.datetime(2022, 10, 1, hour, tzinfo=dt.UTC)
    return Moment(start, start + dt.timedelta(hours=hours, minutes=minutes))


def test_first_sighting_is_one_where_the_hours_allow():
    assert relay.first_sighting({"late": at(12), "early": at(9)}) == ("early",)


def test_first_sighting_is_open_where_an_hour_is_missing():
    day = Moment(at(0).earliest, at(0).earliest + dt.timedelta(days=1))
    assert relay.first_sighting({"day": day, "early": at(9), "late": at(12)}) == ("day", "early")


def test_unknown_time_is_never_first():
    never = Moment(FAR_PAST, FAR_FUTURE)
    assert relay.first_sighting({"never": never, "early": at(9)}) == ("early",)
    assert relay.first_sighting({"never": never}) == ()


# Rows


def row(number, item, step, taker, giver):
    kinds = {"item": "", "source": "", "unknown": ""}
    return Relay(
        relay_id=f"R{number:03}", item=item, step=step, medium="", claim="", note="",
        misattributed=False, inferred=False,
        **{f"taker_{kind}": taker.get(kind, "") for kind in kinds},
        **{f"giver_{kind}": giver.get(kind, "") for kind in kinds},
    )  # fmt: skip


def test_unknown_givers_of_two_takers_are_two_and_an_unknown_taker_is_found_again():
    graph = relay.graph_of_relays([
        row(1, "I001", 1, {"item": "I001"}, {"unknown": "bloggers"}),
        row(2, "I002", 1, {"item": "I002"}, {"unknown": "bloggers"}),
        row(3, "I003", 2, {"unknown": "an agency"}, {"source": "ministry"}),
        row(4, "I003", 1, {"item": "I003"}, {"unknown": "an agency"}),
    ])  # fmt: skip
    assert len(relay.unknown_ends(graph)) == 2
    assert relay.origins_of(graph, "items:I003") == {"sources:ministry"}
    assert relay.chain_lengths(graph)["items:I003"] == 2


def test_same_step_read_on_two_pages_is_one_link():
    step = ({"source": "wire"}, {"source": "ministry"})
    graph = relay.graph_of_relays([row(1, "I001", 2, *step), row(2, "I002", 2, *step)])
    assert graph.links == {Link("sources:wire", "sources:ministry")}


def test_all_claims_of_the_corpus_can_be_counted():
    corpus = load("kherson-lyman-2022")
    found = relay.tallies(corpus)
    assert set(found) == {row.claim for row in corpus.relays} - {""}
    assert all(tally.origins + tally.unknown + tally.circles >= 1 for tally in found.values())
    counts = [tally.repeats for tally in found.values()]
    assert counts == sorted(counts, reverse=True)


# Properties


@given(graphs())
def test_circles_are_those_that_networkx_finds(graph):
    groups = nx.strongly_connected_components(second(graph))
    expected = {frozenset(g) for g in groups if len(g) > 1 or all(Link(n, n) in graph.links for n in g)}
    assert set(relay.circles(graph)) == expected


@given(graphs())
def test_longest_chain_is_that_of_networkx(graph):
    condensed = nx.condensation(second(graph))
    assert relay.tally(graph).longest == (nx.dag_longest_path_length(condensed) if graph.nodes else 0)


@given(graphs())
def test_behind_are_the_descendants_of_networkx(graph):
    made = second(graph)
    for node in graph.nodes:
        expected = nx.descendants(made, node)
        if any(node in group for group in relay.circles(graph)):
            expected = expected | {node}
        assert graph.behind(node) == expected


@given(graphs())
def test_every_chain_ends_in_exactly_the_kinds_of_end(graph):
    made = nx.condensation(second(graph))
    linked = {node for link in graph.links for node in link}
    ends = [made.nodes[n]["members"] for n in made if made.out_degree(n) == 0]
    tally = relay.tally(graph)
    assert tally.origins + tally.unknown + tally.circles == sum(bool(set(end) & linked) for end in ends)


@given(graphs())
def test_givers_come_before_takers_in_the_order_of_groups(graph):
    place = {node: number for number, group in enumerate(graph.groups) for node in group}
    assert all(place[link.giver] <= place[link.taker] for link in graph.links)


@given(graphs())
def test_origins_never_take_and_repeats_always_do(graph):
    assert not relay.origins(graph) & relay.repeats(graph)
    assert not (relay.origins(graph) | relay.repeats(graph)) & graph.unknown


@given(graphs(), st.sampled_from(NAMES))
def test_one_more_copy_adds_a_repeat_and_no_origin(graph, giver):
    if giver not in {node for link in graph.links for node in link}:
        return
    more = RelayGraph([*graph.links, ("copy", giver)], unknown=graph.unknown, nodes=graph.nodes)
    before, after = relay.tally(graph), relay.tally(more)
    assert after.repeats == before.repeats + 1
    assert (after.origins, after.unknown, after.circles) == (before.origins, before.unknown, before.circles)


@given(graphs(), st.sampled_from(["one", "two"]))
def test_one_speaker_throughout_never_flips(graph, speaker):
    assert not relay.attribution_flips(graph, dict.fromkeys(graph.nodes, speaker))


@pytest.mark.parametrize("size", [5000])
def test_long_chains_do_not_exhaust_the_stack(size):
    graph = RelayGraph([(str(n), str(n + 1)) for n in range(size)])
    assert relay.tally(graph).longest == size
