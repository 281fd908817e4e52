import pytest
from hypothesis import given
from hypothesis import strategies as st

from infowar_kit.text import escape, inline, plain, prose, without_languages


def test_words_get_language_and_direction() -> None:
    assert inline("so [ar: فائدة] is use") == 'so <span lang="ar" dir="rtl">فائدة</span> is use'
    assert '<span lang="uk" dir="ltr">слово</span>' in prose("- [uk: слово]\n- two")


def test_words_in_a_mark_are_escaped() -> None:
    assert inline("[ja: <b>]") == '<span lang="ja" dir="ltr">&lt;b&gt;</span>'


def test_plain_text_keeps_the_words() -> None:
    assert plain("so [ar: فائدة] is *use*") == "so فائدة is use"


@pytest.mark.parametrize(
    "text", ["[sic: a]", "[xx: no language]", "[ar:close]", "[ar: ]", "[uk]", "a [1: b]"]
)
def test_other_brackets_stay(text: str) -> None:
    assert inline(text) == escape(text)
    assert without_languages(text) == text


@given(st.text(alphabet="ar: []*ш<", max_size=30))
def test_nothing_but_the_marks_goes(text: str) -> None:
    assert inline(text).count("<span") == inline(text).count("</span>")
    assert set(without_languages(text)) <= set(text)
