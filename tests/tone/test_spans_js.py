"""Offsets: Python counts code points, JavaScript UTF-16 units. The functions that convert, run by node."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import infowar_kit
from infowar_kit.corpus import load
from infowar_kit.marking import clusters

STATIC = Path(infowar_kit.__file__).parent / "widgets" / "static"
NODE = shutil.which("node")
# Without node the same functions run in Chromium: tests/browser/test_static_js.py.
pytestmark = pytest.mark.skipif(NODE is None, reason="node is not installed; the browser test covers it")

TEXTS = [
    "",
    "plain words only",
    "‼️ Fighting has reached Dudchany. 💛💙 Ours!!!",
    "Звільнено — «так звані» 🇺🇦🇺🇦 п'ять м’ячів…",
    "e\u0301te\u0301 na\u0308ive y\u0306 И\u0306од",  # accents as characters of their own
    "👩🏽‍🚒 family 👨‍👩‍👧‍👦, thumbs 👍🏿!",
    "(\u0301accent on a bracket) x\u200dy",
    "𝔘𝔫𝔦 \U0001f1fa word\u00a0word\tword\nline",
    "\"too busy\" 'it''s' sofa-generals' plan: 3.5 km / 7",
]
PROGRAM = """
import { tokens, toCodePoints, toUtf16, lanes } from "./spans.mjs";
let input = "";
for await (const part of process.stdin) input += part;
const asked = JSON.parse(input);
console.log(JSON.stringify({
  tokens: asked.texts.map((t) => tokens(t)),
  there: asked.texts.map((t) => Array.from({ length: t.length + 1 }, (_, n) => toCodePoints(t, n))),
  back: asked.texts.map((t) => Array.from({ length: Array.from(t).length + 1 }, (_, n) => toUtf16(t, n))),
  lanes: lanes(asked.marks ?? []),
}));
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    folder = tmp_path_factory.mktemp("js")
    shutil.copy(STATIC / "spans.js", folder / "spans.mjs")
    (folder / "program.mjs").write_text(PROGRAM)

    def run(texts, marks=()):
        done = subprocess.run(
            [NODE, "program.mjs"],
            cwd=folder,
            input=json.dumps({"texts": list(texts), "marks": list(marks)}).encode(),
            capture_output=True,
            check=True,
            timeout=60,
        )
        return json.loads(done.stdout)

    return run


def utf16(text):
    return len(text.encode("utf-16-le")) // 2


def check_tokens(text, tokens):
    assert "".join(token["text"] for token in tokens) == text
    place = 0
    borders = {start for start, _ in clusters(text)} | {len(text)}
    for token in tokens:
        assert token["start"] == place
        assert text[token["start"] : token["end"]] == token["text"], "Python and JavaScript count differently"
        place = token["end"]
        if token["word"]:
            assert token["text"].strip() == token["text"] != ""
            assert token["end"] in borders, f"{token} ends inside a character"
            assert token["start"] in borders, f"{token} begins inside a character"


def test_same_offsets_on_both_sides(ask):
    found = ask(TEXTS)
    for text, tokens, there, back in zip(TEXTS, found["tokens"], found["there"], found["back"], strict=True):
        check_tokens(text, tokens)
        assert back == [utf16(text[:n]) for n in range(len(text) + 1)]
        assert [there[n] for n in back] == list(range(len(text) + 1))


def test_an_offset_inside_an_emoji_counts_as_its_start(ask):
    assert ask(["a💛b"])["there"] == [[0, 1, 1, 2, 3]]


def test_words_are_without_the_marks_at_their_edges(ask):
    def words(text):
        return [token["text"] for token in ask([text])["tokens"][0] if token["word"]]

    assert words(TEXTS[2]) == ["‼️", "Fighting", "has", "reached", "Dudchany", "💛💙", "Ours"]
    assert words(TEXTS[3]) == ["Звільнено", "так", "звані", "🇺🇦🇺🇦", "п'ять", "м’ячів"]
    assert words(TEXTS[8])[:4] == ["too", "busy", "it''s", "sofa-generals"]
    assert words('– … !!! ""') == []


def test_every_passage_of_the_corpus(ask):
    texts = [passage.text for passage in load().passages]
    for text, tokens in zip(texts, ask(texts)["tokens"], strict=True):
        check_tokens(text, tokens)


characters = st.characters(exclude_categories=["Cs"])
odd = st.sampled_from([*'a Ж.!"—', "\u0301", "\u200d", "\ufe0f", "💛", "🇺", "🇦", "👍", "🏿", "\u00a0"])


@settings(max_examples=5, deadline=None)  # each example is a hundred texts: one start of node is slow
@given(st.lists(st.text(st.one_of(characters, odd), max_size=25), min_size=100, max_size=100))
def test_any_text(ask, texts):
    found = ask(texts)
    for text, tokens, back in zip(texts, found["tokens"], found["back"], strict=True):
        assert "".join(token["text"] for token in tokens) == text
        assert all(text[token["start"] : token["end"]] == token["text"] for token in tokens)
        assert back == [utf16(text[:n]) for n in range(len(text) + 1)]


def test_overlapping_marks_lie_in_lanes_of_their_own(ask):
    marks = [
        {"start": 5, "end": 9},
        {"start": 0, "end": 10},
        {"start": 10, "end": 12},
        {"start": 6, "end": 8},
    ]
    assert ask([], marks)["lanes"] == [1, 0, 0, 2]
