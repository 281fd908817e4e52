"""Rows on words and places that must not contradict each other: one rule a test, with the rows that offend.

A label is held against the reason beside it, a form against the tables of transliteration, a point against
the gazetteer. The rules read our own sentences by their words: a reason is to be written so that it can be
held against its label.
"""

from __future__ import annotations

import re

import pytest

from infowar_kit.corpus import Corpus, load
from infowar_kit.corpus.records import Shift


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load("kherson-lyman-2022")


def offending(found: list[str]) -> str:
    return f"{len(found)} rows:\n" + "\n".join(found)


def shown(corpus: Corpus, row: Shift) -> str:
    text = next(r.text for r in corpus.renderings if r.rendering_id == row.rendering)
    return f"{row.shift_id} ({row.rendering}, “{text}”): {row.shift}, because: {row.why}"


# A shift's label agrees with its reason

SAYS = {
    "something is left out": r"\b(is|are) (left out|missing|gone|lost|dropped)\b|\bloses\b|\bdrops?\b",
    "something is added": r"\b(is|are|was|has been) added\b|\badds\b",
    "it is less exact": r"\bless exact\b|more general|\bfreer\b|\bvague",
    "it is an active verb": r"\bactive\b|act of (their|the troops')",
    "nothing moved": r"sense (stays(?! hidden)|is whole)|correct English|keeps the (idea|pun|sense)|^(exact|literal)\b",
    "it is weaker or stronger": r"\b(weak|mild|strong|soft)(er|ened|ens)?\b|overwhelm|vivid|superlative",
}
# What a reason may not say beside a label.
AGAINST = {
    "modality": ("nothing moved",),
    "explicitation": ("something is left out", "something is added", "it is less exact", "nothing moved"),
    "euphemism": ("it is an active verb", "something is added", "nothing moved"),
    "wrong-sense": ("nothing moved", "it is an active verb", "it is less exact", "something is added"),
    "generalisation": ("something is left out", "something is added", "nothing moved"),
    "addition": ("something is left out", "it is less exact", "nothing moved"),
    "omission": ("it is less exact", "nothing moved"),
    "faithful": ("something is left out", "something is added", "it is less exact"),
    "name": ("nothing moved",),
    "number": ("nothing moved",),
    "intensity": ("something is left out", "nothing moved"),
}
# What a reason must say beside a label.
NEEDED = {
    "omission": r"left out",
    "addition": r"\badd(s|ed)\b",
    "generalisation": r"less exact|more general",
    "euphemism": r"\bsoft|\bmild|reunification|unification",
    "modality": r"probably|practically|must have|\bfact\b|limiting word",
}


@pytest.mark.parametrize("label", AGAINST)
def test_a_label_is_not_gainsaid_by_its_reason(corpus: Corpus, label: str) -> None:
    wrong = [
        f"{shown(corpus, row)} – the reason says that {said}"
        for row in corpus.shifts
        if row.shift == label
        for said in AGAINST[label]
        if re.search(SAYS[said], row.why, re.IGNORECASE)
    ]
    assert not wrong, offending(wrong)


@pytest.mark.parametrize("label", NEEDED)
def test_a_label_is_borne_out_by_its_reason(corpus: Corpus, label: str) -> None:
    wrong = [
        shown(corpus, row)
        for row in corpus.shifts
        if row.shift == label and not re.search(NEEDED[label], row.why, re.IGNORECASE)
    ]
    assert not wrong, offending(wrong)


def test_one_reason_has_one_label(corpus: Corpus) -> None:
    labels: dict[str, set[str]] = {}
    for row in corpus.shifts:
        labels.setdefault(row.why, set()).add(row.shift)
    wrong = [f"{', '.join(sorted(found))}: {why}" for why, found in labels.items() if len(found) > 1]
    assert not wrong, offending(wrong)


def test_the_same_words_in_one_language_have_one_label(corpus: Corpus) -> None:
    """Under whatever term they stand: some terms have two rows, for the languages of their renderings."""
    judged = {row.rendering: row.shift for row in corpus.shifts}
    labels: dict[tuple[str, str], dict[str, str]] = {}
    for row in corpus.renderings:
        words = (row.language, row.text.strip("\"«»“”„ ").casefold())
        labels.setdefault(words, {})[row.rendering_id] = judged[row.rendering_id]
    wrong = [f"{words}: {found}" for words, found in labels.items() if len(set(found.values())) > 1]
    assert not wrong, offending(wrong)


ACTIVE = re.compile(r"\b(withdrew|have withdrawn|se sont retirées|отошли|оставили|відійшли|відступили)\b")


def test_an_active_verb_is_no_softening(corpus: Corpus) -> None:
    text = {row.rendering_id: row.text for row in corpus.renderings}
    wrong = [
        shown(corpus, row)
        for row in corpus.shifts
        if row.shift == "euphemism" and ACTIVE.search(text[row.rendering])
    ]
    assert not wrong, offending(wrong)


def test_a_marked_gloss_of_an_editor_moves_nothing(corpus: Corpus) -> None:
    """A bracket that says it is the editor's leaves the speaker's words whole."""
    text = {row.rendering_id: row.text for row in corpus.renderings}
    wrong = [
        shown(corpus, row)
        for row in corpus.shifts
        if re.search(r"\[|[-–—] ред\.", text[row.rendering]) and row.shift != "faithful"
    ]
    assert not wrong, offending(wrong)


def test_a_shift_of_number_has_a_number_or_a_unit(corpus: Corpus) -> None:
    wrong = [
        shown(corpus, row)
        for row in corpus.shifts
        if row.shift == "number" and not re.search(r"\d|five|mile|meter", row.words)
    ]
    assert not wrong, offending(wrong)


MASKED = re.compile(r"\.{3}")


def test_the_gloss_of_an_english_rendering_keeps_the_words_in_question(corpus: Corpus) -> None:
    """A gloss that says what the words came to mean gives the verdict away; slurs are masked in it."""
    language = {row.rendering_id: row.language for row in corpus.renderings}
    wrong = [
        f"{shown(corpus, row)}; the gloss is “{row.back_gloss}”"
        for row in corpus.shifts
        if language[row.rendering] == "en" and row.words and not MASKED.search(row.back_gloss)
        for words in row.words.split(" … ")
        if words.strip("\"“”").casefold() not in row.back_gloss.casefold()
    ]
    assert not wrong, offending(wrong)


def test_dropped_doubts_are_there_to_teach_from(corpus: Corpus) -> None:
    """What the lessons teach has to have cases: three rows of doubt among 594 were none."""
    doubt = [row.rendering for row in corpus.shifts if row.shift == "modality"]
    language = {row.rendering_id: row.language for row in corpus.renderings}
    assert len(doubt) >= 10
    assert len({language[row] for row in doubt}) >= 5
