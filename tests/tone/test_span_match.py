import pytest
from hypothesis import given
from hypothesis import strategies as st

from infowar_kit.tone.methods.agreement import Span
from infowar_kit.tone.methods.side_balance import Marked, balance, marked
from infowar_kit.tone.methods.span_match import covered, found, marks_it, match, shared_words

KEY = (Span(10, 30, "fear"), Span(40, 50, "loaded"))
some = st.builds(
    lambda start, size, technique: Span(start, start + size, technique),
    st.integers(0, 40),
    st.integers(1, 20),
    st.sampled_from(["fear", "loaded"]),
)


@pytest.mark.parametrize(
    ("span", "fit"),
    [
        (Span(10, 30, "fear"), "fits"),
        (Span(12, 28, "fear"), "fits"),
        (Span(5, 35, "fear"), "fits"),
        (Span(0, 60, "fear"), "too wide"),
        (Span(10, 15, "fear"), "too short"),
        (Span(10, 30, "loaded"), "other technique"),
        (Span(0, 9, "fear"), "not there"),
        (Span(30, 40, "loaded"), "not there"),
    ],
)
def test_how_a_mark_fits(span, fit):
    assert match(span, [span], KEY).fit == fit


def test_one_mark_over_several_names_finds_them_all():
    key = (Span(0, 6, "x"), Span(8, 17, "x"), Span(19, 40, "x"))
    mine = Span(0, 40, "x")
    assert found(key, [mine]) == key
    assert match(mine, [mine], key).fit == "fits"


def test_several_marks_may_make_up_one_of_the_key():
    mine = [Span(10, 18, "fear"), Span(20, 30, "fear")]
    assert found(KEY, mine) == KEY[:1]
    assert [match(span, mine, KEY).fit for span in mine] == ["fits", "fits"]


@given(some, st.lists(some, max_size=4))
def test_shares_are_shares(span, by):
    assert 0 <= covered(span, by) <= 1
    assert covered(span, [*by, span]) == 1
    assert set(found(by, by)) == set(by)
    if by:
        assert all(match(one, by, by).fit == "fits" for one in by)


def test_what_an_annotator_marked_about_the_same():
    assert marks_it(KEY, Span(10, 20, "fear"))
    assert marks_it(KEY, Span(0, 60, "loaded"))
    assert not marks_it(KEY, Span(29, 80, "fear"))
    assert not marks_it(KEY, Span(10, 30, "loaded"))
    assert not marks_it((), Span(10, 30, "loaded"))


def test_words_are_counted_as_a_reader_counts():
    text = "Brutes, braggarts – ‼️ бурглари 🙂 end"
    one, other = [Span(0, 17, "x")], [Span(8, 31, "x")]
    assert shared_words(text, one, other) == (1, 1, 1)
    assert shared_words(text, [], []) == (0, 0, 0)


# Sides


def row(pair, side, hits, of=4, beyond=0):
    return Marked(pair, f"pro-{side}", hits, of, beyond)


def test_what_is_marked_in_a_passage():
    spans = (Span(10, 30, "fear"), Span(60, 70, "fear"))
    assert marked("P", "pro-russian", spans, KEY) == Marked("P", "pro-russian", 1, 2, 1)


def test_a_pair_counts_only_when_both_are_marked():
    found_ = balance([row("A", "russian", 3), row("A", "ukrainian", 4), row("B", "russian", 1)])
    assert set(found_.pairs) == {"A"}
    said = " ".join(found_.sentences)
    assert "On 1 passage that speaks of pro-russian you found 3 of the 4 spans" in said
    assert "One pair alone always falls one way or the other" in said
    assert balance([]).sentences == ["There is nothing to compare yet: no pair is marked on both sides."]


def test_both_sides_are_treated_alike_and_little_is_claimed():
    rows = [row(p, "russian", 3, beyond=1) for p in "ABC"] + [row(p, "ukrainian", 1) for p in "ABC"]
    swapped = [
        row(m.pair, "russian" if m.side == "pro-ukrainian" else "ukrainian", m.found, beyond=m.beyond)
        for m in rows
    ]
    one, other = balance(rows), balance(swapped)
    assert one.ahead("pro-russian") == other.ahead("pro-ukrainian") == 3
    assert one.ahead("pro-ukrainian") == other.ahead("pro-russian") == 0
    said = " ".join(one.sentences)
    assert "all 3 would fall the same way in 1 of 4 cases" in said
    assert "Very little." in said
    assert "no finding about you" in said


@pytest.mark.parametrize(
    ("uneven", "said"),
    [
        (0, "No pair fell one way or the other."),
        (1, "One pair alone always falls"),
        (2, "2 pairs fell one way or the other."),
        (3, "in 1 of 4 cases"),
    ],
)
def test_a_pair_with_the_same_share_on_both_sides_fell_neither_way(uneven, said):
    """Chance was reckoned over all pairs, also where two of three had come out even."""
    rows = [row(p, "ukrainian", 2) for p in "ABC"]
    rows += [row(p, "russian", 3 if number < uneven else 2) for number, p in enumerate("ABC")]
    assert said in " ".join(balance(rows).sentences)


def test_a_passage_without_key_counts_as_found():
    even = balance([row("A", "russian", 0, of=0), row("A", "ukrainian", 2, of=2)])
    assert (even.ahead("pro-russian"), even.ahead("pro-ukrainian")) == (0, 0)
