import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infowar_kit.corpus.moments import FAR_FUTURE, FAR_PAST, Moment, moment

KYIV = dt.timezone(dt.timedelta(hours=3))


def at(*parts: int, zone: dt.tzinfo = KYIV) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=zone)  # type: ignore[arg-type]


CASES = {
    "minute": ("2022-10-01T12:30+03:00", "", at(2022, 10, 1, 12, 30), at(2022, 10, 1, 12, 31)),
    "day": ("2022-10-01", "", at(2022, 10, 1), at(2022, 10, 2)),
    "month": ("2022-10", "", at(2022, 10, 1), at(2022, 11, 1)),
    "year": ("2022", "", at(2022, 1, 1), at(2023, 1, 1)),
    "range": ("2022-10-01", "2022-10-03", at(2022, 10, 1), at(2022, 10, 4)),
    "on-or-after": ("2022-10-01", "", at(2022, 10, 1), FAR_FUTURE),
    "unknown": ("", "", FAR_PAST, FAR_FUTURE),
}


@pytest.mark.parametrize("precision", CASES)
def test_stretch_of_each_precision(precision: str) -> None:
    published, until, earliest, latest = CASES[precision]
    assert moment(published, precision, until, zone=KYIV) == Moment(earliest, latest)


@pytest.mark.parametrize(
    ("published", "precision", "latest"),
    [
        ("2022-12", "month", at(2023, 1, 1)),
        ("2024-02", "month", at(2024, 3, 1)),
        ("2022-12-31", "day", at(2023, 1, 1)),
        ("2022-12-31T23:59+03:00", "minute", at(2023, 1, 1)),
    ],
)
def test_end_of_a_stretch_at_a_turn_of_the_calendar(
    published: str, precision: str, latest: dt.datetime
) -> None:
    assert moment(published, precision, zone=KYIV).latest == latest


def test_an_hour_in_utc_is_the_same_instant() -> None:
    assert moment("2022-10-01T09:30Z", "minute") == moment("2022-10-01T12:30+03:00", "minute")


def test_a_lower_bound_to_the_minute_is_not_timed() -> None:
    bound = moment("2022-10-01T12:30+03:00", "on-or-after")
    assert (bound.earliest, bound.latest, bound.timed) == (at(2022, 10, 1, 12, 30), FAR_FUTURE, False)


@pytest.mark.parametrize("precision", CASES)
def test_only_a_known_minute_is_timed(precision: str) -> None:
    published, until, *_ = CASES[precision]
    assert moment(published, precision, until).timed is (precision == "minute")


def test_a_timed_item_is_out_in_its_minute() -> None:
    item = moment("2022-10-01T12:30+03:00", "minute")
    assert item.surely_by(at(2022, 10, 1, 12, 30))
    assert not item.possibly_by(at(2022, 10, 1, 12, 29))


def test_an_item_of_a_day_is_surely_out_when_the_day_is_over() -> None:
    item = moment("2022-10-01", "day", zone=KYIV)
    assert not item.surely_by(at(2022, 10, 1, 23, 59))
    assert item.surely_by(at(2022, 10, 2))


def test_an_item_of_a_day_is_possibly_out_when_the_day_begins() -> None:
    item = moment("2022-10-01", "day", zone=KYIV)
    assert item.possibly_by(at(2022, 10, 1))
    assert not item.possibly_by(at(2022, 9, 30, 23, 59))


def test_an_item_without_a_date_is_possibly_out_and_never_surely() -> None:
    item = moment("", "unknown")
    assert item.possibly_by(at(2022, 10, 1))
    assert not item.surely_by(at(2022, 10, 1))


def test_known_minute_comes_before_the_whole_day_it_opens() -> None:
    whole, minute = moment("2022-10-01", "day", zone=KYIV), moment("2022-10-01T00:00+03:00", "minute")
    assert sorted([whole, minute]) == [minute, whole]


DAYS = st.dates(dt.date(1900, 1, 2), dt.date(2099, 12, 30))
ZONES = st.integers(-12 * 4, 14 * 4).map(lambda quarters: dt.timezone(dt.timedelta(minutes=15 * quarters)))
INSTANTS = st.datetimes(dt.datetime(1890, 1, 1), dt.datetime(2110, 1, 1), timezones=ZONES)


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    """Return the moment of any date that the tables allow."""
    precision, day, zone = draw(st.sampled_from(sorted(CASES))), draw(DAYS), draw(ZONES)
    minute = dt.datetime.combine(day, draw(st.times()), zone).isoformat(timespec="minutes")
    forms = {
        "minute": [minute],
        "month": [day.isoformat()[:7]],
        "year": [day.isoformat()[:4]],
        "on-or-after": [day.isoformat()[:4], day.isoformat()[:7], day.isoformat(), minute],
        "unknown": [""],
    }
    published = draw(st.sampled_from(forms.get(precision, [day.isoformat()])))
    until = draw(st.dates(day, dt.date(2099, 12, 31))).isoformat() if precision == "range" else ""
    return moment(published, precision, until, zone=zone)


@settings(deadline=None, derandomize=True)
@given(moments())
def test_a_moment_begins_before_it_ends(item: Moment) -> None:
    assert item.earliest < item.latest


@settings(deadline=None, derandomize=True)
@given(moments(), INSTANTS)
def test_surely_implies_possibly(item: Moment, instant: dt.datetime) -> None:
    assert item.possibly_by(instant) or not item.surely_by(instant)


@settings(deadline=None, derandomize=True)
@given(moments(), INSTANTS, st.timedeltas(dt.timedelta(), dt.timedelta(days=4000)))
def test_what_is_out_stays_out(item: Moment, instant: dt.datetime, later: dt.timedelta) -> None:
    assert item.surely_by(instant + later) or not item.surely_by(instant)
    assert item.possibly_by(instant + later) or not item.possibly_by(instant)
