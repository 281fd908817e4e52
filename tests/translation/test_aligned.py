from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infowar_kit.errors import LookupFailed
from infowar_kit.translation.methods.aligned import Word, aligned, aligned_html, aligned_line, unquoted

WORDS = st.text("абвß漢x'< ", min_size=1).filter(lambda text: text == text.strip() and text)


@given(st.lists(st.builds(Word, WORDS, WORDS), min_size=1))
def test_a_gloss_comes_back_as_it_was_written(words: list[Word]) -> None:
    row = " | ".join(f"{word.text} = {word.gloss}" for word in words)
    assert aligned(row, "t/p/gloss") == tuple(words)
    assert aligned_line(tuple(words)).count("=") == len(words)


@pytest.mark.parametrize("row", ["", "mot", "mot =", "= word", "mot = word |"])
def test_half_a_pair_is_told(row: str) -> None:
    with pytest.raises(LookupFailed, match=r"The gloss 't/p/gloss' has '.*'\. Write pairs: word = meaning"):
        aligned(row, "t/p/gloss")


def test_a_gloss_as_html_is_escaped_and_carries_its_languages() -> None:
    html = aligned_html((Word("<в>", "a & b"),), "ru")
    assert html.startswith('<span class="iwk-aligned" lang="ru" dir="ltr"><ruby>&lt;в&gt;<rp>')
    assert '<rt lang="en" dir="ltr">a &amp; b</rt>' in html


@pytest.mark.parametrize(
    ("gloss", "shown"),
    [
        ('"more profitable lines"', "more profitable lines"),
        ('an order to "regroup"', "an order to ‘regroup’"),
        ('"a" or "b"', "‘a’ or ‘b’"),
        ("plain", "plain"),
    ],
)
def test_a_gloss_can_stand_between_quotation_marks(gloss: str, shown: str) -> None:
    assert unquoted(gloss) == shown
