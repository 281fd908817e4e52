"""A map is a pure function from marks, lines and a frame to SVG."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import infowar_kit
from infowar_kit.corpus.event import MARKERS
from infowar_kit.page.map_ground import NARROW, WIDE, Line, View, frame_of
from infowar_kit.page.map_labels import overlap, place_labels, text_width
from infowar_kit.page.map_svg import SIGNS, Mark, map_html, sign_html

FRAME = (10.0, 50.0, 12.0, 51.0)
PLACES = (Mark("Aaa", 10.5, 50.5, "o", "#0072b2"), Mark("Bbb", 11.0, 50.6, "s", "#d55e00", filled=False))
LAKE = Line("water", ((10.2, 50.2), (10.4, 50.2), (10.4, 50.3)), "Lake", main=True)
RIVER = Line("river", ((9.0, 50.1), (10.0, 50.4), (11.0, 50.3), (13.0, 50.2)), "Stream")
FAR = Line("border", ((20.0, 40.0), (21.0, 41.0)))


def drawings(html: str) -> list[ElementTree.Element]:
    found = re.findall(r'<svg role="img".*?</svg>(?=</div>|<ul)', html)
    return [ElementTree.fromstring(svg) for svg in found]


def texts(drawing: ElementTree.Element) -> list[str]:
    return [e.text or "" for e in drawing.iter() if e.tag.endswith("text")]


def test_it_is_drawn_with_names_and_with_numbers() -> None:
    wide, narrow = drawings(map_html(PLACES, (LAKE, RIVER, FAR), FRAME, label='Who "said" what'))
    assert texts(wide) == ["20 km", "Lake", "Stream", "Aaa", "Bbb"]
    assert [text for text in texts(narrow) if text not in ("Lake", "Stream")] == ["20 km", "1", "2"]
    html = map_html(PLACES, (LAKE, RIVER, FAR), FRAME, label="x")
    assert re.findall(r"<li><b>(\d+)</b>.*?</svg>(\w+)</li>", html) == [("1", "Aaa"), ("2", "Bbb")]
    assert wide.get("aria-label") == narrow.get("aria-label") == 'Who "said" what'
    assert 'class="iwk-border"' not in map_html(PLACES, (FAR,), FRAME, label="x")


def test_letters_are_large_enough_wherever_a_drawing_is_shown() -> None:
    """From where a map has names, and how narrow it may become, kit.css says."""
    css = (Path(infowar_kit.__file__).parent / "widgets" / "static" / "kit.css").read_text()
    query = r"max-width: (\d+)px\) \{\n  .iwk-placemap .iwk-wide"
    [least] = [int(width) for width in re.findall(query, css)]
    assert WIDE.size * least / WIDE.width >= 12
    [narrowest] = re.findall(r"iwk-narrow svg\[role\] \{ min-width: (\d+)px", css)
    assert NARROW.size * int(narrowest) / NARROW.width >= 12


def test_a_folded_map_is_open_where_there_is_room() -> None:
    folded, opened = (map_html(PLACES, (), FRAME, label="x", folded=one) for one in (True, False))
    assert '<details class="iwk-narrow" data-stays="map" hidden>' in folded
    assert '<details class="iwk-narrow" data-stays="map" hidden open>' in opened
    assert folded.split("<details")[0] == opened.split("<details")[0]


def test_the_bar_is_as_long_as_it_says() -> None:
    view = View(FRAME, WIDE.width)
    html = map_html(PLACES, (), FRAME, label="x")
    bar = re.search(r'class="iwk-scale"[^>]* d="M10.0,[^H]*H([\d.]+)V', html)
    assert bar is not None
    assert (float(bar[1]) - 10) / 20 == pytest.approx(view.px_per_km, rel=0.01)
    one, other = view.at(11.0, 50.0), view.at(11.0, 51.0)
    assert one[1] - other[1] == pytest.approx(111.2 * view.px_per_km)


def test_the_small_map_shows_where_the_frame_lies_or_is_left_out() -> None:
    assert "iwk-small-map" in map_html(PLACES, (LAKE,), FRAME, label="x")
    assert "iwk-small-map" not in map_html(PLACES, (RIVER,), FRAME, label="x")


def test_names_stay_where_they_are_while_signs_change() -> None:
    later = (PLACES[0], Mark("Bbb", 11.0, 50.6, ""))
    now, then = (map_html(marks, (LAKE, RIVER), FRAME, label="x") for marks in (PLACES, later))
    first = re.search(r"<text[^>]*>Aaa</text>", now)
    assert first is not None and first[0] in then
    assert "Bbb" not in then


def test_what_lies_out_of_the_frame_is_not_drawn() -> None:
    assert "Ccc" not in map_html((*PLACES, Mark("Ccc", 14.0, 50.5)), (), FRAME, label="x")


def test_what_a_table_holds_does_not_run() -> None:
    html = map_html((Mark("<script>x</script>", 11, 50.5),), (), FRAME, label='"><script>')
    assert "<script" not in html


def test_every_marker_of_an_event_can_be_drawn() -> None:
    assert {*MARKERS, "D"} <= SIGNS.keys()
    for sign in SIGNS:
        assert SIGNS[sign] in sign_html(Mark("", 0, 0, sign))


@given(
    st.lists(st.tuples(st.floats(-180, 180), st.floats(-89, 89)), max_size=6),
    st.sampled_from([WIDE, NARROW]),
)
def test_a_frame_holds_its_points_wherever_they_are(points: list[tuple[float, float]], look) -> None:  # type: ignore[no-untyped-def]
    west, south, east, north = frame = frame_of(points)
    assert west < east and south < north
    assert all(west <= x <= east and south <= y <= north for x, y in points)
    assert View(frame, look.width).height > 0
    map_html([Mark(str(n), x, y) for n, (x, y) in enumerate(points)], (RIVER, LAKE), frame, label="x")


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=20, unique=True))
def test_labels_find_room_where_there_is_room(cells: list[tuple[int, int]]) -> None:
    points = [(x * 150.0, y * 40.0) for x, y in cells]
    boxes = place_labels(points, [(100.0, 12.0)] * len(points))
    assert not [pair for pair in itertools.combinations(boxes, 2) if overlap(*pair)]


def test_a_label_leaves_what_is_taken_alone() -> None:
    [box] = place_labels([(50.0, 50.0)], [(40.0, 10.0)], taken=[(55.0, 0.0, 200.0, 100.0)])
    assert box[2] <= 55


def test_widths_are_rather_too_wide() -> None:
    assert 80 < text_width("Velyka Oleksandrivka", 10) < 140
