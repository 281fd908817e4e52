import pytest
from hypothesis import given
from hypothesis import strategies as st

from infowar_kit.corpus import load
from infowar_kit.errors import AnswerError
from infowar_kit.tasks import build


@pytest.fixture(scope="module")
def far():
    return build(load("kherson-lyman-2022"), "how-far-how-fast")


@pytest.fixture(scope="module")
def clocks():
    return build(load("kherson-lyman-2022"), "what-time-was-it")


@pytest.fixture(scope="module")
def more():
    return build(load("kherson-lyman-2022"), "how-fast-and-when")


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (28.7, "right"),
        ("28", "right"),
        ("30,5", "right"),
        (17, "partly"),
        (60, "partly"),
        (3, "wrong"),
        (900, "wrong"),
    ],
)
def test_an_estimate_may_be_somewhat_off(far, value, verdict):
    assert far.check({"osokorivka": value}).reasons[0].verdict == verdict


def test_a_right_estimate_is_told_the_measured_value(far):
    assert "From the two points: 28.7 km ± 3.2 km." in far.check({"osokorivka": 30}).reasons[0].text
    assert "28.7" not in far.check({"osokorivka": 3}).reasons[0].text


def test_days_give_only_a_least_speed(more):
    found = more.check({"speed": "0.5"})
    assert found.verdict == "right"
    assert "at least 0.4 km/h, and nothing bounds it from above" in found.reasons[0].text
    assert more.check({"speed": 25}).verdict == "wrong"


def test_possible_likely_shown(far):
    assert far.check({"possible": "yes", "likely": "open", "shown": "no"}).verdict == "right"
    assert far.check({"likely": "no"}).verdict == "right"
    assert far.check({"possible": "yes", "shown": "yes"}).verdict == "partly"
    assert far.check({"shown": "yes"}).verdict == "wrong"


@pytest.mark.parametrize(
    ("part", "right", "wrong"),
    [
        ("rt-page", "17:04", "14:04"),
        ("india-page", "13:11", "18:41"),
        ("midnight", "21:42", "00:42"),
        ("moscow", "12.30", "13:30"),
    ],
)
def test_clocks(clocks, more, part, right, wrong):
    task = clocks if part in clocks.parts else more
    assert task.check({part: right}).verdict == "right"
    found = task.check({part: wrong})
    assert found.verdict == "wrong"
    assert "The clock shows" not in found.reasons[0].text


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({}, "Nothing is answered yet. Answer at least one question, then check."),
        ({"nowhere": 1}, "'nowhere' is no part of the task 'how-far-how-fast'. Its parts are: osokorivka,"),
        ({"osokorivka": "far"}, "“far” is not a number. Write digits, such as 12.5."),
        ({"osokorivka": ""}, "“” is not a number."),
        ({"osokorivka": None}, "“None” is not a number."),
        ({"osokorivka": True}, "“True” is not a number."),
        ({"osokorivka": "nan"}, "“nan” is not a number."),
        ({"osokorivka": -3}, "-3 is out of range. Write a number from 0 to 20000."),
        ({"osokorivka": 1e9}, "1e+09 is out of range."),
        ({"shown": "perhaps"}, "Choose an answer for 'shown': yes, no, cannot be said from this."),
        ({"osokorivka": 30, "shown": []}, "Choose an answer for 'shown'"),
    ],
)
def test_what_cannot_be_used_is_refused(far, answer, message):
    with pytest.raises(AnswerError) as refused:
        far.check(answer)
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize("value", ["25:00", "12", "noon", "", None, 12.3, "12:60"])
def test_what_is_no_time_is_refused(clocks, value):
    with pytest.raises(AnswerError, match=r"is no time of day\. Write hour and minute, such as 09:30\."):
        clocks.check({"midnight": value})


@given(st.floats(0, 20_000))
def test_every_number_in_range_gets_a_verdict(far, number):
    assert far.check({"osokorivka": number}).verdict in ("right", "partly", "wrong")


def test_solutions_give_every_computed_value(far, clocks, more):
    said = "".join(str(task.solution()) for task in (far, clocks, more))
    for value in ("28.7 km ± 3.2 km", "24.0 km ± 2.5 km", "17:04", "13:11", "21:42", "12:30"):
        assert value in said
    assert far.is_complete(dict.fromkeys(far.parts, "yes"))
    assert not clocks.is_complete({})
