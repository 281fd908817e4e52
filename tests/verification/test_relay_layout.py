"""The drawing of a chain: nothing overlaps, time runs to the right."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from infowar_kit.corpus.moments import FAR_FUTURE, FAR_PAST, Moment
from infowar_kit.verification.methods.relay import RelayGraph
from infowar_kit.verification.methods.relay_layout import TOP, clipped, layout

DAY = dt.timedelta(days=1)
START = dt.datetime(2022, 9, 30, tzinfo=dt.UTC)
NEVER = Moment(FAR_PAST, FAR_FUTURE)


def day(number):
    return Moment(START + DAY * number, START + DAY * (number + 1))


@st.composite
def chains(draw):
    count = draw(st.integers(1, 30))
    names = [f"n{number}" for number in range(count)]
    name = st.sampled_from(names)
    links = draw(st.lists(st.tuples(name, name), max_size=60))
    times = st.one_of(st.none(), st.just(NEVER), st.integers(0, 8).map(day))
    when = {node: draw(times) for node in names}
    words = st.text("abcdefghijklmnopqrstuvwxyzABCDE –0123456789", min_size=1, max_size=60)
    return RelayGraph(links, nodes=names), {node: draw(words) for node in names}, when


@settings(max_examples=150, deadline=None)
@given(chains())
def test_no_two_boxes_meet_and_all_lie_inside(chain):
    graph, labels, when = chain
    made = layout(graph, labels, when)
    boxes = [stop.box for stop in made.stops.values()] + [heading.box for heading in made.headings]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    assert all(box.left >= 0 and box.right <= made.width and box.bottom <= made.height for box in boxes)
    assert set(made.stops) == set(labels)


@settings(max_examples=100, deadline=None)
@given(chains())
def test_no_mark_covers_a_label(chain):
    made = layout(*chain)
    for one, other in combinations(made.stops.values(), 2):
        assert abs(one.y - other.y) >= 18, "marks are 16 pixels high"
        assert one.box.left - one.x >= 9


@settings(max_examples=100, deadline=None)
@given(chains())
def test_time_runs_to_the_right(chain):
    graph, labels, when = chain
    made = layout(graph, labels, when)
    timed = [node for node in labels if when[node] is not None]
    for one in timed:
        for other in timed:
            if when[one].earliest < when[other].earliest and NEVER not in (when[one], when[other]):
                assert made.stops[one].x <= made.stops[other].x


def test_who_took_it_on_the_same_day_stands_to_the_right_and_below():
    graph = RelayGraph([("copy", "wire"), ("wire", "man"), ("second", "copy")])
    labels = {node: node for node in ("copy", "second", "wire", "man")}
    made = layout(graph, labels, {"copy": day(1), "second": day(1)})
    order = [made.stops[node] for node in ("man", "wire", "copy", "second")]
    assert [stop.x for stop in order] == sorted({stop.x for stop in order})
    assert [stop.y for stop in order] == sorted({stop.y for stop in order})


def test_source_that_took_it_from_an_item_stands_by_that_item():
    graph = RelayGraph([("brasil", "post"), ("post", "ministry")])
    made = layout(graph, {n: n for n in ("post", "brasil", "ministry")}, {"post": day(3)})
    assert made.stops["ministry"].x < made.stops["post"].x < made.stops["brasil"].x


def test_headings_name_the_days_in_the_zone_asked_for():
    late = Moment(START + dt.timedelta(hours=23), START + dt.timedelta(hours=23, minutes=1))
    kyiv = dt.timezone(dt.timedelta(hours=3))
    graph = RelayGraph([("a", "b")])
    made = layout(graph, {"a": "a", "b": "b"}, {"a": late}, zone=kyiv)
    assert [heading.words for heading in made.headings] == ["–", "1 Oct"]


def test_day_not_known_stands_last():
    graph = RelayGraph([], nodes=["a", "b"])
    made = layout(graph, {"a": "a", "b": "b"}, {"a": NEVER, "b": day(2)})
    assert [heading.words for heading in made.headings] == ["2 Oct", "day open"]
    assert made.stops["a"].x > made.stops["b"].x


def test_nothing_at_all_is_a_drawing_too():
    made = layout(RelayGraph([]), {}, {})
    assert (made.stops, made.headings) == ({}, ())
    assert made.height > TOP


def test_tail_of_a_label_is_never_cut():
    assert clipped("Reuters", " – origin", 27) == "Reuters – origin"
    long = clipped("A name that is much too long for its place", " – origin", 27)
    assert long.endswith("… – origin")
    assert len(long) == len(clipped("x" * 99, "", 27)) == 27


def test_name_is_cut_only_where_the_drawing_ends():
    long = "A name that is much too long for a narrow place beside its mark"
    graph = RelayGraph([("b", "a"), ("c", "b")])
    made = layout(graph, {"a": long, "b": long, "c": long}, {}, tails={"a": " – origin"})
    lengths = [len(made.stops[node].label) for node in ("b", "c")]
    assert lengths == sorted(lengths, reverse=True)
    assert min(lengths) > 27
    assert made.stops["a"].label.endswith(" – origin")
    assert all(stop.box.right <= made.width for stop in made.stops.values())
