import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infowar_kit import kit
from infowar_kit.corpus import load
from infowar_kit.errors import LookupFailed
from infowar_kit.verification.control_map import place_labels
from infowar_kit.verification.methods.control import side_of, sides, standing


@pytest.fixture(scope="module")
def corpus():
    return load("kherson-lyman-2022")


def held(corpus, day, front):
    return {s.place.place_id: s for s in standing(corpus, dt.date.fromisoformat(day), front)}


def test_each_side_stands_by_its_latest_word(corpus):
    assert held(corpus, "2022-09-30", "lyman")["lyman"].held_by == "russian-forces"
    assert held(corpus, "2022-10-01", "lyman")["lyman"].held_by == "contested"
    assert held(corpus, "2022-10-02", "lyman")["lyman"].held_by == "ukrainian-forces"


def test_statements_that_conflict_stay_contested(corpus):
    for day in ("2022-10-03", "2022-10-04", "2022-10-06"):
        assert held(corpus, day, "kherson")["dudchany"].held_by == "contested"


def test_nothing_of_a_later_day_is_used(corpus):
    assert "petropavlivka" not in held(corpus, "2022-10-04", "kherson")
    for found in standing(corpus, dt.date(2022, 10, 3), "kherson"):
        assert all(row.as_of <= dt.date(2022, 10, 3) for row in found.said)


def test_sides_by_affiliation(corpus):
    assert [side_of(corpus, source) for source in ("zelensky", "pushilin", "isw")] == list(sides(corpus))


def test_a_place_of_both_fronts_is_on_one_map_only(corpus):
    both = set(held(corpus, "2022-10-06", "lyman")) & set(held(corpus, "2022-10-06", "kherson"))
    assert not both


@pytest.mark.parametrize(
    ("day", "front", "message"),
    [
        ("2022-10-04", "moon", r"There is no front 'moon'\. The fronts are: kherson, lyman\."),
        (
            "2021-10-04",
            "lyman",
            r"There is no map of '2021-10-04'\. Choose a day from 2022-09-30 to 2022-10-06\.",
        ),
        ("soon", "lyman", "There is no map of 'soon'"),
    ],
)
def test_what_there_is_no_map_of(day, front, message):
    with pytest.raises(LookupFailed, match=message):
        kit.map(day, front)


def overlap(a, b):
    return min(a[2], b[2]) - max(a[0], b[0]) > 1e-6 and min(a[3], b[3]) - max(a[1], b[1]) > 1e-6


@pytest.mark.parametrize(("day", "front"), [("2022-10-06", "kherson"), ("2022-10-05", "lyman")])
def test_no_label_lies_on_another_or_outside(corpus, day, front):
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from infowar_kit.verification.control_map import plot_control

    standings = standing(corpus, dt.date.fromisoformat(day), front)
    canvas = Figure(figsize=(7.6, 6.6), dpi=100, layout="constrained")
    axes = plot_control(canvas.add_subplot(), standings)
    agg = FigureCanvasAgg(canvas)
    agg.draw()
    frame = axes.get_window_extent(agg.get_renderer())
    boxes = [t.get_window_extent(agg.get_renderer()).extents for t in axes.texts if t.get_gid() == "label"]
    assert len(boxes) == len(standings)
    assert not [pair for pair in itertools.combinations(boxes, 2) if overlap(*pair)]
    assert all(frame.x0 <= b[0] and b[2] <= frame.x1 and frame.y0 <= b[1] and b[3] <= frame.y1 for b in boxes)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=20, unique=True))
def test_labels_find_room_where_there_is_room(cells):
    points = [(x * 150.0, y * 40.0) for x, y in cells]
    boxes = place_labels(points, [(100.0, 12.0)] * len(points))
    assert not [pair for pair in itertools.combinations(boxes, 2) if overlap(*pair)]


def test_the_twin_says_who_said_what_and_when():
    figure = kit.map("2022-10-04")
    assert figure.png.startswith(b"\x89PNG")
    assert list(figure.head) == ["place", "held by", "said by", "of", "item", "note"]
    assert ["Davydiv Brid", "Ukrainian forces", "Operational Command South", "4 Oct"] in [
        r[:4] for r in figure.rows
    ]
    assert "Fought over, or said differently: Davydiv Brid, Dudchany" in figure.alt
    assert "Rivers, roads and a front line are left out" in figure.caption


def test_the_finder_of_the_lessons_marks_languages():
    found = kit.where("Oleksandrivka")
    assert "[" not in repr(found)
    assert 'lang="uk"' in found._repr_html_() or 'lang="ru"' in found._repr_html_()
    assert "&lt;b&gt;" in kit.where("<b>")._repr_html_()
