"""The measures, on published numbers and beside a second opinion."""

from collections.abc import Sequence
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infowar_kit.learning.methods.calibration import Bin, binned, brier_score, murphy
from infowar_kit.learning.methods.detection import Counts, area, detection, pooled
from infowar_kit.learning.methods.resampling import Interval, expanded_tail, intervals


def mean(values: Sequence[float]) -> dict[str, float]:
    return {"mean": sum(values) / len(values)}


few = st.integers(0, 40)
some_counts = st.builds(Counts, few, few, few, few).filter(
    lambda c: c.hits + c.misses > 0 and c.false_alarms + c.rejections > 0
)
steps = st.sampled_from([0.02, 0.2, 0.4, 0.6, 0.8, 0.98])
forecasts = st.lists(st.tuples(steps, st.booleans()), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("counts", "d_prime", "c"),
    [
        (Counts(252, 248, 90, 410), 0.925, 0.453),
        (Counts(201, 299, 93, 407), 0.645, 0.570),
        (Counts(20, 5, 10, 15), 1.095, -0.294),
    ],
)
def test_d_prime_and_c_of_published_counts(counts: Counts, d_prime: float, c: float) -> None:
    found = detection(counts, log_linear=False)
    assert (round(found.d_prime, 3), round(found.c, 3)) == (d_prime, c)


def test_log_linear_correction_of_published_counts() -> None:
    assert detection(Counts(20, 5, 10, 15)).d_prime == pytest.approx(1.0445, abs=5e-5)
    assert detection(Counts(7, 0, 0, 7)).d_prime == pytest.approx(3.0682, abs=5e-5)


def test_a_perfect_rate_needs_the_correction_and_says_so() -> None:
    with pytest.raises(ValueError, match="A rate of 0 or 1 has no z: use the log-linear correction"):
        detection(Counts(7, 0, 0, 7), log_linear=False)


def test_one_kind_alone_is_no_discernment() -> None:
    with pytest.raises(ValueError, match="Both kinds must have been judged"):
        detection(Counts(7, 3, 0, 0))
    with pytest.raises(ValueError, match="Both kinds must have been rated"):
        area([0.5], [])


@given(some_counts)
def test_changing_the_names_of_the_kinds_turns_both_figures(counts: Counts) -> None:
    turned = Counts(counts.false_alarms, counts.rejections, counts.hits, counts.misses)
    one, other = detection(counts), detection(turned)
    assert one.d_prime == pytest.approx(-other.d_prime)
    assert one.c == pytest.approx(other.c)


@given(st.lists(some_counts, max_size=6))
def test_pooling_loses_no_judgement(many: list[Counts]) -> None:
    assert pooled(many).total == sum(one.total for one in many)


@given(st.lists(steps, min_size=1, max_size=20), st.lists(steps, min_size=1, max_size=20))
def test_area_agrees_with_scikit_learn(faithful: list[float], distorted: list[float]) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    second = metrics.roc_auc_score([1] * len(faithful) + [0] * len(distorted), faithful + distorted)
    assert area(faithful, distorted) == pytest.approx(second)


def test_murphys_terms_of_wilks_table_7_3() -> None:
    chances = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]
    shares = [0.006, 0.019, 0.059, 0.15, 0.277, 0.377, 0.511, 0.587, 0.723, 0.779, 0.934, 0.933]
    weights = [0.4112, 0.0671, 0.1833, 0.0986, 0.0616, 0.0366, 0.0303, 0.0275, 0.0245, 0.022, 0.017, 0.0203]
    found = murphy(map(Bin, chances, shares, weights))
    assert round(found.reliability, 5) == 0.00083
    assert round(found.resolution, 5) == 0.06279
    assert round(found.uncertainty, 5) == 0.13542


@given(forecasts)
def test_murphys_terms_add_up_to_the_score(pairs: list[tuple[float, bool]]) -> None:
    chances, outcomes = [chance for chance, _ in pairs], [came for _, came in pairs]
    found = murphy(binned(chances, outcomes))
    assert found.score == pytest.approx(brier_score(chances, outcomes))
    assert min(found.reliability, found.resolution, found.uncertainty) >= 0


@given(forecasts)
def test_score_agrees_with_scikit_learn(pairs: list[tuple[float, bool]]) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    chances, outcomes = [chance for chance, _ in pairs], [came for _, came in pairs]
    if len(set(outcomes)) == 2:
        assert brier_score(chances, outcomes) == pytest.approx(metrics.brier_score_loss(outcomes, chances))


def test_no_forecast_is_said() -> None:
    with pytest.raises(ValueError, match="There is no forecast"):
        murphy([])
    with pytest.raises(ValueError, match="Each chance needs its outcome"):
        brier_score([0.5], [])


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=20), st.integers(0, 99))
def test_an_interval_is_the_same_again_and_lies_among_the_learners(values: list[float], seed: int) -> None:
    one = intervals(values, mean, seed=seed, draws=50)["mean"]
    assert one == intervals(values, mean, seed=seed, draws=50)["mean"]
    assert min(values) - 1e-9 <= one.low <= one.high <= max(values) + 1e-9


def test_a_draw_has_as_many_of_each_group_as_the_class() -> None:
    learners = [0.0] * 3 + [1.0] * 5
    one = intervals(learners, mean, seed=1, group=lambda value: value, draws=30)["mean"]
    assert one == Interval(5 / 8, 5 / 8, 5 / 8)


def test_a_class_of_nobody_has_no_interval() -> None:
    with pytest.raises(ValueError, match="There is no learner"):
        intervals([], mean, seed=1)


@pytest.mark.parametrize(("learners", "student"), [(11, 2.228), (30, 2.045), (121, 1.980)])
def test_a_small_class_cuts_off_less(learners: int, student: float) -> None:
    """Student's quantiles as any table prints them for 10, 29 and 120 degrees of freedom."""
    wide = -NormalDist().inv_cdf(expanded_tail(0.025, learners))
    assert wide / (learners / (learners - 1)) ** 0.5 == pytest.approx(student, abs=1e-3)


def test_one_learner_has_the_widest_interval() -> None:
    assert expanded_tail(0.025, 1) == 0.0
