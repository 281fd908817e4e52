"""Kappa and alpha, held against published worked examples, scikit-learn and what must always hold."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from infowar_kit.corpus import load
from infowar_kit.tone.methods.agreement import Span, by_character, cohen_kappa, krippendorff_alpha, span_alpha
from infowar_kit.tone.methods.annotators import agreement, number

values = st.sampled_from("abc")
# Two to four annotators, missing values allowed.
ratings = st.integers(2, 4).flatmap(
    lambda many: st.lists(
        st.lists(st.sampled_from(["a", "b", "c", None]), min_size=many, max_size=many),
        min_size=1,
        max_size=30,
    )
)


def from_table(table):
    """Return two annotators' values from a table of counts."""
    pairs = [(a, b) for a, row in enumerate(table) for b, count in enumerate(row) for _ in range(count)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def columns(units):
    return [list(values) for values in zip(*units, strict=True)]


# Kappa


def test_kappa_of_cohens_own_example():
    """Cohen 1960: 200 cases in three categories, observed .70, by chance .41."""
    first, second = from_table([[88, 10, 2], [14, 40, 6], [18, 10, 12]])
    assert cohen_kappa(first, second) == pytest.approx(0.492, abs=0.0005)


def test_kappa_of_a_second_published_example():
    """Handbook of the program kappa.exe (P. Bonnardel): 100 cases, observed .770, by chance .336."""
    first, second = from_table([[25, 3, 5], [6, 32, 8], [1, 0, 20]])
    assert cohen_kappa(first, second) == pytest.approx(0.654, abs=0.0005)


@given(st.lists(st.tuples(values, values), min_size=2, max_size=40))
def test_kappa_is_what_scikit_learn_says(pairs):
    from sklearn.metrics import cohen_kappa_score

    first, second = columns(pairs)
    ours = cohen_kappa(first, second)
    assume(not math.isnan(ours))
    assert ours == pytest.approx(cohen_kappa_score(first, second))


@given(st.lists(st.tuples(values, values), min_size=1, max_size=40))
def test_kappa_is_symmetric_and_bounded(pairs):
    first, second = columns(pairs)
    kappa = cohen_kappa(first, second)
    if math.isnan(kappa):
        assert len(set(first) | set(second)) == 1
        return
    assert -1 <= kappa <= 1
    assert kappa == pytest.approx(cohen_kappa(second, first))
    assert (kappa == 1) == (first == second)


def test_kappa_is_undefined_where_nothing_varies():
    assert math.isnan(cohen_kappa([], []))
    assert math.isnan(cohen_kappa("aaa", "aaa"))
    assert cohen_kappa("aaa", "bbb") == 0


def test_kappa_needs_both():
    with pytest.raises(ValueError, match="a value of both for each unit; there are 2 and 1"):
        cohen_kappa("ab", "a")


# Alpha


def test_alpha_of_krippendorffs_examples():
    """Krippendorff 2011, sections A (binary), B (nominal, two observers) and C (four, missing values)."""
    meg, owen = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert krippendorff_alpha([meg, owen]) == pytest.approx(0.095, abs=0.0005)
    ben, gerry = list("aabbdcccedda"), list("babbbccceddd")
    assert krippendorff_alpha([ben, gerry]) == pytest.approx(0.692, abs=0.0005)
    no = None
    four = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, no, no, no],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, no, 3],
        [no, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, no],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, no],
    ]
    assert krippendorff_alpha(four) == pytest.approx(0.743, abs=0.0005)


def test_alpha_from_the_coincidences_themselves():
    """The same by another way: write the coincidence matrix out."""
    no = None
    data = [["a", "b", "a", no], ["a", "b", "b", "c"], ["b", "b", "a", no]]
    pairs = {}
    for unit in zip(*data, strict=True):
        given_ = [value for value in unit if value is not None]
        for i, one in enumerate(given_):
            for j, other in enumerate(given_):
                if i != j:
                    pairs[one, other] = pairs.get((one, other), 0) + 1 / (len(given_) - 1)
    n = sum(pairs.values())
    margin = {v: sum(c for (a, _), c in pairs.items() if a == v) for v in "ab"}
    observed = sum(c for (a, b), c in pairs.items() if a != b) / n
    expected = 2 * margin["a"] * margin["b"] / (n * (n - 1))
    assert krippendorff_alpha(data) == pytest.approx(1 - observed / expected)


@given(ratings)
def test_alpha_does_not_care_for_order_and_never_passes_one(units):
    annotators = columns(units)
    alpha = krippendorff_alpha(annotators)
    again = krippendorff_alpha(columns(units[::-1])[::-1])
    if math.isnan(alpha):
        assert math.isnan(again)
        return
    assert alpha == pytest.approx(again)
    assert alpha <= 1
    kept = [{v for v in unit if v is not None} for unit in units]
    if all(len(found) <= 1 for found in kept):
        assert alpha == 1


@given(ratings)
def test_a_unit_with_one_value_or_none_changes_nothing(units):
    alpha = krippendorff_alpha(columns(units))
    many = len(units[0])
    more = [*units, [None] * many, ["c"] + [None] * (many - 1)]
    assert krippendorff_alpha(columns(more)) == pytest.approx(alpha, nan_ok=True)


def test_alpha_is_undefined_where_nothing_varies():
    assert math.isnan(krippendorff_alpha(["aaa", "aaa"]))
    assert math.isnan(krippendorff_alpha([[None, "a"], ["b", None]]))
    assert math.isnan(krippendorff_alpha([[], []]))


def test_alpha_needs_annotators_of_the_same_units():
    with pytest.raises(ValueError, match="at least two annotators, not 1"):
        krippendorff_alpha([[1, 2]])
    with pytest.raises(ValueError, match=r"differ in their number of units: 2, 3\. Fill gaps with None"):
        krippendorff_alpha([[1, 2], [1, 2, 3]])


# Spans

spans = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 10), st.sampled_from(["x", "y"])).map(
        lambda t: Span(t[0], t[0] + t[1], t[2])
    ),
    max_size=5,
)


def test_characters_under_spans():
    found = by_character([Span(1, 3, "x"), Span(2, 4, "y")], 5)
    assert found == [set(), {"x"}, {"x", "y"}, {"y"}, set()]
    assert by_character([Span(3, 4, "x")], 5, start=2) == [set(), {"x"}, set()]


@pytest.mark.parametrize("span", [Span(2, 2, "x"), Span(-1, 2, "x"), Span(3, 6, "x"), Span(3, 2, "x")])
def test_a_span_out_of_its_text_is_refused(span):
    with pytest.raises(ValueError, match="does not lie in the text"):
        by_character([span], 5)
    with pytest.raises(ValueError, match="characters that can be marked are 2 to 5"):
        by_character([Span(1, 3, "x")], 5, start=2)


def test_span_alpha_worked_by_hand():
    """Ten characters; one marks 0-4, the other 2-6: 6 of 10 agree, 8 of 20 values are marked."""
    text = [by_character([Span(0, 4, "x")], 10), by_character([Span(2, 6, "x")], 10)]
    assert span_alpha([text]) == pytest.approx(1 - 19 * 8 / (2 * 8 * 12))
    assert span_alpha([text], techniques=["x"]) == pytest.approx(span_alpha([text]))
    assert math.isnan(span_alpha([text], techniques=["y"]))


@given(spans, spans)
def test_span_alpha_is_alpha_over_characters(one, other):
    text = [by_character(one, 40), by_character(other, 40)]
    assert span_alpha([text]) == pytest.approx(krippendorff_alpha(text), nan_ok=True)
    assert span_alpha([text, text[::-1]]) == pytest.approx(span_alpha([text[::-1], text]), nan_ok=True)
    if set(map(frozenset, text[0])) - {frozenset()} and one == other:
        assert span_alpha([text]) == 1


# The corpus


def test_table_of_the_corpus():
    found = agreement(load())
    assert len(found.lines) == 13
    assert found.total.one == sum(line.one for line in found.lines)
    assert all(line.same <= min(line.one, line.two) for line in (*found.lines, found.total))
    assert all(len(row) == len(found.head) for row in found.rows)
    assert "language models" in str(found)
    assert "human" not in str(found)
    assert number(math.nan) == "–"
