import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infowar_kit.text import (
    attribute,
    beside,
    direction,
    escape,
    first_foreign,
    foreign,
    inline,
    language_name,
    one_line,
    plain,
    prose,
)

DOLLAR = "<span>$</span>"
SCRIPT = "<script>alert('x')</script>"
OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def test_escape_covers_elements_and_attributes() -> None:
    assert escape("""<a href="x">&'</a>""") == "&lt;a href=&quot;x&quot;&gt;&amp;&#x27;&lt;/a&gt;"


def test_escape_takes_any_object() -> None:
    assert escape(3) == "3"


def test_escape_strips_what_turns_the_direction_of_later_text() -> None:
    assert escape(f"a{OVERRIDES}b") == "ab"


@pytest.mark.parametrize("language", ["ar", "fa", "he", "ur", "ar-Latn"])
def test_languages_from_the_right(language: str) -> None:
    assert direction(language) == "rtl"


@pytest.mark.parametrize("language", ["uk", "ru", "en", "uk-Latn", "und", "mul", ""])
def test_languages_from_the_left(language: str) -> None:
    assert direction(language) == "ltr"


def test_language_name() -> None:
    assert (language_name("uk"), language_name("xx")) == ("Ukrainian", "xx")


def test_foreign_text_is_marked_with_language_and_direction() -> None:
    assert foreign("Лиман", "uk") == '<span lang="uk" dir="ltr">Лиман</span>'
    assert foreign("ليمان", "ar") == '<span lang="ar" dir="rtl">ليمان</span>'


def test_foreign_text_and_its_language_are_escaped() -> None:
    assert foreign("<b>", '"><script>') == (
        '<span lang="&quot;&gt;&lt;script&gt;" dir="ltr">&lt;b&gt;</span>'
    )


PROSE = {
    "one paragraph": ("Some words.", "<p>Some words.</p>"),
    "lines run on": ("Some\nwords.", "<p>Some words.</p>"),
    "paragraphs": ("One.\n\nTwo.\n \nThree.", "<p>One.</p><p>Two.</p><p>Three.</p>"),
    "CRLF": ("One.\r\n\r\nTwo.", "<p>One.</p><p>Two.</p>"),
    "list": ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
    "paragraph and list": ("See:\n\n- *one*\n- two", "<p>See:</p><ul><li><em>one</em></li><li>two</li></ul>"),
    "stress": ("a *b c* d", "<p>a <em>b c</em> d</p>"),
    "stress of one letter": ("*b*", "<p><em>b</em></p>"),
    "a sum is no stress": ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
    "a lone star": ("a* b", "<p>a* b</p>"),
    "other marks stay": ("# a [b](c) `d`", "<p># a [b](c) `d`</p>"),
    "script": (SCRIPT, "<p>&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;</p>"),
    "script in stress": ("*<b>*", "<p><em>&lt;b&gt;</em></p>"),
    "script in a list": ("- <b>", "<ul><li>&lt;b&gt;</li></ul>"),
}


@pytest.mark.parametrize(("text", "expected"), PROSE.values(), ids=PROSE)
def test_prose(text: str, expected: str) -> None:
    assert prose(text) == expected


def test_plain_is_without_marks_and_not_escaped() -> None:
    assert plain(" a *b* & 2 * 3\n") == "a b & 2 * 3"


# Texts in which marks and markup are likely.
MARKED = st.text(st.sampled_from("ab *<>&\"'/-\n" + OVERRIDES)) | st.text()


def without(tags: str, text: str) -> str:
    return re.sub(f"</?(?:{tags})>", "", text)


@settings(deadline=None, derandomize=True)
@given(MARKED)
def test_inline_lets_no_markup_through(text: str) -> None:
    bare = without("em", inline(text)).replace(DOLLAR, "$").replace(r"<span>\</span>", "\\")
    assert not re.search("[<>\"']", bare)
    assert re.sub("&(?:amp|lt|gt|quot|#x27);", "", bare).count("&") == 0


@settings(deadline=None, derandomize=True)
@given(MARKED)
def test_inline_closes_what_it_opens(text: str) -> None:
    tags = re.findall("</?em>", inline(text))
    assert tags == ["<em>", "</em>"] * (len(tags) // 2)


@settings(deadline=None, derandomize=True)
@given(MARKED)
def test_prose_lets_no_markup_through(text: str) -> None:
    assert not re.search("[<>\"']", without("p|ul|li|em", prose(text)))


@settings(deadline=None, derandomize=True)
@given(MARKED)
def test_escape_loses_nothing_but_direction_marks(text: str) -> None:
    kept = re.sub(f"[{OVERRIDES}]", "", text)
    assert html.unescape(attribute(text)) == kept
    assert html.unescape(re.sub("</?span>", "", escape(text))) == kept


@pytest.mark.parametrize(("text", "shown"), [
    ("$625 million, then $1 billion", f"{DOLLAR}625 million, then {DOLLAR}1 billion"),
    (r"\(x\)", r"<span>\</span>(x\)"), (r"\begin{x}", r"<span>\</span>begin{x}"), (r"C:\new", r"C:\new"),
])  # fmt: skip
def test_money_is_no_mathematics(text: str, shown: str) -> None:
    """Notebooks read what stands between two signs of the dollar as mathematics, unless tags part them."""
    assert escape(text) == inline(text) == shown
    assert "<" not in attribute(text)


def test_a_row_on_one_line_and_its_first_foreign_words() -> None:
    row = "[note: no mark] “He *said*”\n\n[uk: стверджує] and [fr: aurait]"
    assert one_line(row) == "[note: no mark] “He said” стверджує and aurait"
    assert first_foreign(row) == ("стверджує", "uk")
    assert first_foreign("[xx: none of ours]") is None


def test_post_that_a_row_quotes_is_a_quotation_and_plain_without_its_mark() -> None:
    row = "Somebody posted:\n\n> “*A* & B.”\n> “C.”\n\nWhat is known?"
    assert '<blockquote class="iwk-post"><p>“<em>A</em> &amp; B.” “C.”</p></blockquote>' in prose(row)
    assert plain(row) == "Somebody posted:\n\n“A & B.”\n“C.”\n\nWhat is known?"
    assert "blockquote" not in prose("5 > 3")


@pytest.mark.parametrize(
    ("quoted", "ours", "said"),
    [
        ("“asking over Telegram”", "It gives no name.", "“asking over Telegram”. It gives no name."),
        ("“selon une source”", "(according to a source)", "“selon une source” (according to a source)"),
        ("“To be confirmed.”", "A post.", "“To be confirmed.” A post."),
        (f"“{foreign('Хто?', 'uk')}”", "A question.", f"“{foreign('Хто?', 'uk')}” A question."),
        ("", "It names nobody.", "It names nobody."),
        ("“he wrote”", "", "“he wrote”"),
    ],
)
def test_words_quoted_and_ours_are_parted(quoted: str, ours: str, said: str) -> None:
    assert beside(quoted, ours) == said
