"""Passages, techniques and annotations: what the project promises of them, held as rules."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from frictionless import Package

from infowar_kit.corpus import Corpus, datasets_folder, load
from infowar_kit.corpus.packages import techniques
from infowar_kit.tasks import build
from infowar_kit.tone.agreement_tables import Disagreements
from infowar_kit.tone.methods.annotators import ANNOTATORS, KEY, first_character, spans_of
from infowar_kit.tone.span_annotator import SpanAnnotator

UNLP = {
    "loaded language", "glittering generalities", "FUD", "euphoria", "cherry-picking", "appeal to fear",
    "thought-terminating cliché", "bandwagon", "straw man", "whataboutism",
}  # fmt: skip
DEVICES = {
    "name calling", "glittering generality", "transfer", "testimonial", "plain folks", "card stacking",
    "bandwagon",
}  # fmt: skip


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load("kherson-lyman-2022")


# Techniques


def test_frictionless_finds_the_techniques_valid() -> None:
    report = Package(str(datasets_folder() / "techniques" / "datapackage.json")).validate()
    assert report.valid, report


def test_the_ten_and_three_additions() -> None:
    rows = techniques().values()
    assert {row.unlp_2025 for row in rows if not row.teaching_only} == UNLP
    assert {row.technique_id for row in rows if row.teaching_only} == {
        "testimonial",
        "plain-folks",
        "false-dilemma",
    }
    assert all(row.unlp_2025 == "" for row in rows if row.teaching_only)
    assert {device for row in rows for device in row.devices_1937} == DEVICES


def test_what_a_lens_may_claim() -> None:
    """Neither cues nor linear models support a claim on these: a question card at most."""
    strength = {row.technique_id: row.strength for row in techniques().values()}
    assert {slug for slug, word in strength.items() if word == "highlight"} == {
        "loaded-language", "glittering-generalities", "fud", "thought-terminating-cliche",
    }  # fmt: skip
    assert {slug for slug, word in strength.items() if word == "hint"} == {
        "appeal-to-fear",
        "euphoria",
        "bandwagon",
    }


def test_codebook_has_every_technique_in_the_words_of_the_table() -> None:
    codebook = (datasets_folder().parent / "docs" / "codebook.md").read_text(encoding="utf-8")
    for row in techniques().values():
        for text in (
            f"(`{row.technique_id}`)",
            row.definition,
            row.example,
            row.near_miss,
            row.near_miss_reason,
        ):
            assert text in codebook, f"{row.technique_id}: {text}"


# Passages


def test_pairs_match(corpus: Corpus) -> None:
    pairs: dict[str, list[object]] = {}
    for passage in corpus.passages:
        if passage.pair:
            pairs.setdefault(passage.pair, []).append(passage)
    assert len(pairs) >= 24
    for name, two in pairs.items():
        assert {p.side for p in two} == {"pro-ukrainian", "pro-russian"} and len(two) == 2, name
        one, other = two
        assert (one.voice, one.claim) == (other.voice, other.claim), name
        lengths = sorted(len(p.text) for p in two)
        assert lengths[1] <= 1.1 * lengths[0], f"{name}: {lengths}"


def test_pairs_carry_the_same_techniques(corpus: Corpus) -> None:
    """Equal method. A single word of loaded language or a cry of joy more is within a pair's play."""
    play = {"loaded-language", "euphoria"}
    kinds: dict[str, list[set[str]]] = {}
    for passage in corpus.passages:
        if passage.pair:
            found = {span.technique for span in spans_of(corpus, passage.passage_id, KEY)}
            kinds.setdefault(passage.pair, []).append(found)
    uneven = {name: two for name, two in kinds.items() if (two[0] ^ two[1]) - play}
    assert not uneven


def test_controls_have_no_spans(corpus: Corpus) -> None:
    roles = Counter(passage.role for passage in corpus.passages)
    assert roles["control-neutral"] >= 12 and roles["control-emotional"] >= 8 and roles["seed"] == 6
    for passage in corpus.passages:
        if passage.role.startswith("control"):
            for who in (*ANNOTATORS, KEY):
                assert not spans_of(corpus, passage.passage_id, who), passage.passage_id


# Annotations


def test_there_are_enough_spans_by_all_three(corpus: Corpus) -> None:
    assert len(corpus.annotations) >= 300
    assert {row.annotator for row in corpus.annotations} == {*ANNOTATORS, KEY}


def test_every_span_is_one(corpus: Corpus) -> None:
    passages = {passage.passage_id: passage for passage in corpus.passages}
    for row in corpus.annotations:
        passage, where = passages[row.passage], f"{row.passage} {row.annotator} {row.start}"
        assert row.technique in techniques(), where
        assert first_character(passage) <= row.start < row.end <= len(passage.text), where
        assert row.words == row.words.strip(" ,.;"), f"{where}: {row.words}"


def test_a_technique_never_overlaps_itself(corpus: Corpus) -> None:
    for passage in corpus.passages:
        for who in (*ANNOTATORS, KEY):
            spans = spans_of(corpus, passage.passage_id, who)
            for number, one in enumerate(spans):
                for other in spans[number + 1 :]:
                    apart = one.end <= other.start or other.end <= one.start
                    assert apart or one.technique != other.technique, f"{passage.passage_id} {who}"


def test_the_key_gives_reasons_and_the_annotators_none(corpus: Corpus) -> None:
    for row in corpus.annotations:
        assert bool(row.why) == (row.annotator == KEY), f"{row.passage} {row.annotator} {row.start}"


def test_both_sides_are_judged_alike_by_the_key(corpus: Corpus) -> None:
    side = {passage.passage_id: passage.side for passage in corpus.passages if passage.pair}
    spans = Counter(
        side[row.passage] for row in corpus.annotations if row.annotator == KEY and row.passage in side
    )
    assert min(spans.values()) >= 0.85 * max(spans.values()), spans


# Cases to argue about, and words about annotators


def test_cases_to_argue_about_are_real_disagreements(corpus: Corpus) -> None:
    cases = Disagreements(corpus, "07").cases
    assert len(cases) >= 3
    for case in cases:
        assert case.marks, f"{case.passage.passage_id}: both annotators marked the same"
        assert case.question and case.key


def test_annotators_are_never_called_people(corpus: Corpus) -> None:
    called = re.compile(r"human annotator|annotators? (?:who|themselves were people)|expert annotator", re.I)
    wrong = [row.key for row in corpus.texts if called.search(row.text)]
    assert not wrong


def test_passages_to_mark_hide_their_pairs(corpus: Corpus) -> None:
    """Two of a pair do not follow each other: else the second is marked by the first."""
    for row in corpus.tasks:
        if row.kind != SpanAnnotator.kind:
            continue
        task = build(corpus, row.task_id)
        assert isinstance(task, SpanAnnotator)
        pairs = [task.passage(part).pair for part in task.parts]
        assert all(a != b or not a for a, b in pairwise(pairs)), row.task_id
        assert all(count == 2 for pair, count in Counter(pairs).items() if pair), row.task_id
        assert len({pair for pair in pairs if pair}) >= 3, row.task_id
