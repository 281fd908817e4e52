import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infowar_kit.corpus import load
from infowar_kit.corpus.moments import moment
from infowar_kit.errors import LookupFailed
from infowar_kit.verification.methods.distance import (
    EARTH_RADIUS_KM,
    Distance,
    Span,
    between,
    great_circle,
    speed,
    stamp,
    time_between,
)

KYIV = dt.timezone(dt.timedelta(hours=3))
latitudes, longitudes = st.floats(-90, 90), st.floats(-180, 180)


@pytest.fixture(scope="module")
def corpus():
    return load("kherson-lyman-2022")


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((0, 0), (0, 180), math.pi * EARTH_RADIUS_KM),
        ((0, 0), (1, 0), 111.19),
        ((36.12, -86.67), (33.94, -118.40), 2886.4),  # Nashville to Los Angeles, the usual worked example
        ((50.4501, 30.5234), (55.7558, 37.6173), 755.6),  # Kyiv to Moscow
        ((89.9, 0), (89.9, 180), 22.24),
    ],
)
def test_known_distances(one, other, km):
    assert great_circle(*one, *other) == pytest.approx(km, rel=0.002)


@given(latitudes, longitudes, latitudes, longitudes)
def test_a_distance_is_symmetric_and_never_more_than_half_way_round(a, b, c, d):
    there = great_circle(a, b, c, d)
    assert there == pytest.approx(great_circle(c, d, a, b), abs=1e-6)
    assert 0 <= there <= math.pi * EARTH_RADIUS_KM + 1e-6
    assert great_circle(a, b, a, b) == pytest.approx(0, abs=1e-6)


def test_uncertainty_of_both_ends_counts(corpus):
    found = between(corpus.place("osokorivka"), corpus.place("dudchany"))
    assert str(found) == "28.7 km ± 3.2 km"
    assert found.least == pytest.approx(25.5, abs=0.1)
    assert Distance(1, 3).least == 0
    assert between(corpus.place("lyman"), corpus.place("lyman")) == Distance(0, 0)


def test_a_river_has_no_distance(corpus):
    with pytest.raises(LookupFailed, match=r"Dnipro \(river\) has no point on the map in places\.csv"):
        between(corpus.place("lyman"), corpus.place("dnipro-river"))


def test_days_leave_the_speed_open():
    second, third = (moment(f"2022-10-0{day}", "day", zone=KYIV) for day in (2, 3))
    assert time_between(second, third) == Span(0, 48)
    found = speed(Distance(24, 0), time_between(second, third))
    assert (found.least, found.most) == (0.5, None)


def test_minutes_bound_the_speed():
    first = moment("2022-10-02T12:00+03:00", "minute")
    later = moment("2022-10-02T11:01Z", "minute")
    found = speed(Distance(20, 2), time_between(first, later))
    assert found.least == pytest.approx(18 / (122 / 60), rel=0.01)
    assert found.most == pytest.approx(22 / 2, rel=0.01)


def test_the_wrong_order_is_refused():
    first, second = moment("2022-10-03", "day"), moment("2022-10-01", "day")
    with pytest.raises(ValueError, match="The second sighting is before the first"):
        speed(Distance(20, 2), time_between(first, second))


def test_a_stamp_in_another_zone():
    assert f"{stamp('2022-10-01T14:04Z', KYIV):%d %H:%M}" == "01 17:04"
    assert f"{stamp('2022-10-03T00:42+03:00', dt.UTC):%d %H:%M}" == "02 21:42"
