import html
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infowar_kit.marking import Piece, clusters, invisible, pieces, skeleton, spans
from infowar_kit.page.marked import marked_html

ZWJ, ZWSP, RLM, LRM, ACUTE = "\u200d", "\u200b", "\u200f", "\u200e", "\u0301"
WOMAN, ROCKET, FLAG = "👩", "🚀", "🇺🇦"
ASTRONAUT = WOMAN + ZWJ + ROCKET
# Letters of many scripts, signs without width, accents, emoji and their parts, brackets of our own.
ALPHABET = (
    "abé שلام ライマン紅고지θёй<>&\"'…‹›"
    + ZWJ
    + ZWSP
    + RLM
    + LRM
    + ACUTE
    + WOMAN
    + ROCKET
    + FLAG
    + "\u1100\u1161\u11a8"
)
TEXTS = st.text(alphabet=ALPHABET, max_size=24) | st.text(max_size=24)


def marked(text: str, words: str) -> list[str]:
    return [piece.text for piece in pieces(text, words) if piece.marked]


@given(TEXTS, TEXTS)
def test_pieces_are_the_text_again(text: str, words: str) -> None:
    assert "".join(piece.text for piece in pieces(text, words)) == text
    assert all(piece.text for piece in pieces(text, words))


@given(TEXTS, TEXTS)
def test_cuts_are_on_cluster_borders_and_in_order(text: str, words: str) -> None:
    borders = {0} | {end for _, end in clusters(text)}
    place = 0
    for start, end in spans(text, words):
        assert place <= start < end
        assert {start, end} <= borders
        place = end


@given(TEXTS)
def test_clusters_cover_the_text_without_gap(text: str) -> None:
    place = 0
    for start, end in clusters(text):
        assert start == place < end
        place = end
    assert place == len(text)


@given(TEXTS, TEXTS, TEXTS)
def test_what_stands_there_is_found(before: str, words: str, after: str) -> None:
    """With a letter on both sides nothing can join the words to what is around them."""
    text = f"{before}x {words.strip()} x{after}"
    found = spans(text, words)
    if skeleton(words.strip()) and not _joins_left(words.strip()):
        assert found, (text, words)


def _joins_left(words: str) -> bool:
    return next(clusters("x" + words))[1] > 1


@given(TEXTS, TEXTS)
def test_composition_of_accents_does_not_matter(text: str, words: str) -> None:
    composed = spans(unicodedata.normalize("NFC", text), unicodedata.normalize("NFC", words))
    decomposed = spans(unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", words))
    if "…" not in words and unicodedata.normalize("NFC", unicodedata.normalize("NFD", words)) == words:
        assert composed == decomposed


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("send her to us", "her", ["her"]),
        ("إلى خطوط أكثر فائدة", "فائدة", ["فائدة"]),
        ("撤退到更有利的地區", "地區", ["地區"]),
        ("더 유리한 고지로", "고지", ["고지"]),
        (unicodedata.normalize("NFD", "더 유리한 고지로"), "고지", [unicodedata.normalize("NFD", "고지")]),
        ("ライマンの南では", "ライマン", ["ライマン"]),
        ("το " + unicodedata.normalize("NFD", "θέσεις"), "θέσεις", [unicodedata.normalize("NFD", "θέσεις")]),
        (f"cafe{ACUTE} au", "é", [f"e{ACUTE}"]),
        (f"cafe{ACUTE} au", "e", []),
        (f"{RLM}פה{RLM} שם", "שם", ["שם"]),
        (f"L{ZWSP}yman", "Lyman", [f"L{ZWSP}yman"]),
        ("Lyman", f"L{ZWSP}yman", ["Lyman"]),
        (f"an {ASTRONAUT} flies", "flies", ["flies"]),
        (f"an {ASTRONAUT} flies", ASTRONAUT, [ASTRONAUT]),
        (f"an {ASTRONAUT} flies", WOMAN, []),
        (f"{FLAG}{FLAG} up", "up", ["up"]),
        (f"{FLAG} up", FLAG[0], []),
        ("claims that the invaders launched", "claims … the invaders", ["claims", "the invaders"]),
        ("no movement and no movement", "movement … movement", ["movement", "movement"]),
        ("oltre 5 mila ... avevano", "avevano", ["avevano"]),
        ("a … b", "a … b", ["a … b"]),
        ("one two", "two … one", []),
        ("text", "", []),
        ("text", "…", []),
        ("text", ZWSP, []),
        ("", "words", []),
        ("straße", "s", ["s"]),
    ],
)
def test_examples(text: str, words: str, expected: list[str]) -> None:
    assert marked(text, words) == expected


def test_words_that_are_not_there_leave_the_text_whole() -> None:
    assert pieces("one two", "three") == (Piece("one two", False),)
    assert pieces("", "three") == ()


def test_signs_without_width() -> None:
    assert all(invisible(sign) for sign in (ZWJ, ZWSP, RLM, LRM, "\u061c", "\u2060", "\ufe0f", "\u00ad"))
    assert not any(invisible(sign) for sign in "aيé紅 \u0600")


def test_html_is_escaped_marked_and_has_language_and_direction() -> None:
    shown = marked_html("<b>إلى</b> فائدة", "فائدة", "ar")
    assert 'lang="ar" dir="rtl"' in shown
    assert "<mark>‹فائدة›</mark>" in shown
    assert "<b>" not in shown


@given(TEXTS, TEXTS)
def test_html_holds_the_text_and_nothing_else(text: str, words: str) -> None:
    shown = marked_html(text, words, "ja")
    bare = re.sub(r"^<span [^>]*>|</span>$", "", shown).replace("<mark>‹", "").replace("›</mark>", "")
    directions = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
    assert html.unescape(bare) == html.unescape(html.escape(text.translate(directions), quote=True))
