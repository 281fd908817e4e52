import pytest
from hypothesis import given
from hypothesis import strategies as st

from infowar_kit.verification.halo_table import HaloTable, halo_html, halo_sentences
from infowar_kit.verification.methods.halo import (
    ELSEWHERE,
    ENOUGH,
    EVIDENCE,
    FINDINGS,
    GROUPS,
    LEFT_OUT,
    LETTER,
    NO_TEST,
    POINTS,
    Grading,
    finding,
    halo,
)

accepted = st.sets(st.integers(1, 6), min_size=1, max_size=3).map(lambda s: tuple(sorted(s)))
gradings = st.builds(Grading, st.sampled_from("ABCDEF"), st.integers(1, 6), accepted)


@pytest.mark.parametrize(
    ("letter", "number", "numbers", "expected"),
    [
        ("A", 5, (4, 5), EVIDENCE),
        ("A", 1, (4, 5), LETTER),
        ("A", 3, (4, 5), LETTER),
        ("B", 5, (4,), ELSEWHERE),
        ("E", 4, (1,), LETTER),
        ("E", 2, (1,), LETTER),
        ("E", 1, (1, 2), EVIDENCE),
        ("D", 5, (1,), LETTER),
        ("B", 1, (1,), NO_TEST),
        ("B", 5, (3,), NO_TEST),
        ("C", 5, (4, 5), NO_TEST),
        ("F", 1, (5,), LEFT_OUT),
        ("A", 6, (5,), LEFT_OUT),
        ("A", 1, (6,), LEFT_OUT),
        ("A", 1, (3, 6), LETTER),
    ],
)
def test_what_a_number_followed(letter, number, numbers, expected):
    assert finding(Grading(letter, number, numbers)) == expected


@given(gradings)
def test_a_number_that_is_borne_out_is_never_a_halo(grading):
    if grading.number in grading.accepted:
        assert finding(grading) in (EVIDENCE, NO_TEST, LEFT_OUT)


@given(gradings)
def test_the_method_is_the_same_for_good_and_bad_letters(grading):
    mirrored = Grading(
        {"A": "E", "B": "D", "C": "C", "D": "B", "E": "A", "F": "F"}[grading.letter],
        grading.number if grading.number == 6 else 6 - grading.number,
        tuple(number if number == 6 else 6 - number for number in grading.accepted),
    )
    assert finding(mirrored) == finding(grading)


@given(st.lists(gradings, max_size=12))
def test_every_item_is_counted_once(items):
    found = halo(items)
    assert sum(found.cells.values()) + found.left_out == len(items)
    assert found.telling + found.count(NO_TEST) + found.left_out == len(items)
    assert set(found.cells) == {(group, one) for group in GROUPS for one in FINDINGS}
    assert set(POINTS) == {letter for letters in GROUPS.values() for letter in letters}


@given(st.lists(gradings, max_size=12))
def test_the_order_of_the_items_does_not_matter(items):
    assert halo(items) == halo(reversed(items))


def test_too_few_are_named_as_such():
    few = halo([Grading("A", 1, (5,))] * (ENOUGH - 1) + [Grading("F", 6, (6,))])
    assert not few.enough
    assert halo_sentences(few) == [
        "Too few to say: letter and evidence pointed apart on 4 reports, and at least 5 are needed.",
        "Left out: 1 report where you, or the evidence, gave F or 6.",
    ]


def test_the_table_says_in_words_what_it_counts():
    full = halo([Grading("A", 1, (5,))] * 3 + [Grading("E", 1, (1,))] * 2 + [Grading("C", 3, (3,))])
    assert full.enough
    assert halo_sentences(full)[0] == (
        "Letter and evidence pointed apart on 5 reports. Your number leaned to the letter on 3, followed the "
        "evidence on 2 and went elsewhere on 0."
    )
    assert "A or B\t0\t3\t0\t0" in repr(HaloTable(full))
    html = halo_html(full)
    assert '<th scope="col">Number leaned to the letter</th>' in html
    assert '<td data-label="Number leaned to the letter">3</td>' in html


def test_nothing_graded_is_no_finding():
    assert halo([]).telling == 0
    assert not halo([]).enough
