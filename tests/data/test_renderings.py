"""The translation data: every rendering judged, the words where they are said to be, labels used one way."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from infowar_kit.corpus import Corpus, load
from infowar_kit.marking import spans
from infowar_kit.tasks import build
from infowar_kit.translation.methods.shifts import SEVERITY_WORDS, SHIFT_WORDS, finding
from infowar_kit.translation.rendering_compare import RenderingCompare
from tests.events import each_event


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load("kherson-lyman-2022")


def test_every_rendering_has_exactly_one_shift(corpus: Corpus) -> None:
    judged = Counter(row.rendering for row in corpus.shifts)
    assert [row.rendering_id for row in corpus.renderings if judged[row.rendering_id] != 1] == []


def test_faithful_is_where_nothing_moved(corpus: Corpus) -> None:
    wrong = [s.shift_id for s in corpus.shifts if (s.shift == "faithful") != (s.severity == "none")]
    assert wrong == []


def test_words_stand_in_the_rendering(corpus: Corpus) -> None:
    text = {row.rendering_id: row.text for row in corpus.renderings}
    assert [s.shift_id for s in corpus.shifts if s.words and not spans(text[s.rendering], s.words)] == []


def test_whatever_moved_names_the_words(corpus: Corpus) -> None:
    assert [s.shift_id for s in corpus.shifts if bool(s.words) == (s.shift == "faithful")] == []


def test_same_words_for_one_term_in_one_language_are_judged_alike(corpus: Corpus) -> None:
    seen: dict[tuple[str, str, str], set[str]] = {}
    for row in corpus.renderings:
        key = (row.term, row.language, row.text.strip('"«»“” ').casefold())
        seen.setdefault(key, set()).add(finding(corpus, row.rendering_id).shift.shift)
    assert {key: kinds for key, kinds in seen.items() if len(kinds) > 1} == {}


def test_at_least_twelve_terms_have_two_english_renderings(corpus: Corpus) -> None:
    english = Counter(row.term for row in corpus.renderings if row.language == "en")
    assert sum(count >= 2 for count in english.values()) >= 12


def test_labels_are_those_of_the_descriptor(corpus: Corpus) -> None:
    fields = {field.name: field for field in corpus.descriptor.table("shifts").fields}
    assert set(fields["shift"].enum) == set(SHIFT_WORDS)
    assert set(fields["severity"].enum) == set(SEVERITY_WORDS)


@each_event()
def test_glosses_are_in_latin_letters(corpus: Corpus) -> None:
    """A gloss is for a reader who knows none of the languages."""
    strange = [s.shift_id for s in corpus.shifts if any(ord(c) > 0x24F and c.isalpha() for c in s.back_gloss)]
    assert strange == []


@each_event()
def test_language_and_page_are_those_of_the_item(corpus: Corpus) -> None:
    wrong = []
    for row in corpus.renderings:
        if row.item:
            item = corpus.item(row.item)
            if item.language not in (row.language, "mul") and not row.language.startswith(item.language):
                wrong.append(row.rendering_id)
    assert wrong == []


@each_event()
def test_keys_of_comparisons_accept_what_the_shift_says(corpus: Corpus) -> None:
    kinds = {row.task_id: row.kind for row in corpus.tasks}
    wrong = []
    for key in corpus.keys:
        if kinds[key.task] == "rendering-compare":
            named = next(row.partition(":")[2] for row in key.rows if row.startswith("renderings:"))
            if finding(corpus, named).shift.shift not in key.accept:
                wrong.append(f"{key.task}/{key.part}")
    assert wrong == []


@each_event()
def test_keys_of_pivots_accept_what_the_item_says(corpus: Corpus) -> None:
    kinds = {row.task_id: row.kind for row in corpus.tasks}
    pivots = [key for key in corpus.keys if kinds[key.task] == "pivot-detective"]
    assert [key.part for key in pivots if corpus.item(key.item).pivot_language not in key.accept] == []


def test_comparisons_show_every_script(corpus: Corpus) -> None:
    kinds = {row.task_id: row.kind for row in corpus.tasks}
    languages = {
        finding(corpus, row.partition(":")[2]).rendering.language.partition("-")[0]
        for key in corpus.keys
        if kinds[key.task] == "rendering-compare"
        for row in key.rows
        if row.startswith("renderings:")
    }
    assert {"ar", "zh", "ja", "ko", "el", "en", "fr"} <= languages
    assert languages & {"uk", "ru", "bg"}


@each_event()
def test_a_gloss_is_no_second_opinion(corpus: Corpus) -> None:
    """English glossed in other English said which answer was right; some glosses read “"…"”."""
    for row in corpus.tasks:
        task = build(corpus, row.task_id)
        if not isinstance(task, RenderingCompare):
            continue
        for section in task.sections():
            english = task.findings[section.part].rendering.language == "en"
            assert bool(task.gloss(section.part)) != english, (row.task_id, section.part)
            assert not re.search(r'“["“«]|["”»]”', section.face), (row.task_id, section.part)


def test_glosses_word_by_word_hold_all_words_of_the_rendering(corpus: Corpus) -> None:
    """A gloss that leaves a word out has chosen for the reader."""
    found = 0
    for row in corpus.tasks:
        task = build(corpus, row.task_id)
        if not isinstance(task, RenderingCompare):
            continue
        for part, words in task.glosses.items():
            said = re.sub(r"[\s…]", "", "".join(word.text for word in words))
            text = re.sub(r"[\s…]", "", task.findings[part].rendering.text)
            found += bool(words)
            assert not words or sorted(said) == sorted(text), (row.task_id, part)
    assert found > 20


@each_event()
def test_every_original_stands_in_its_sentence(corpus: Corpus) -> None:
    bare = [
        (row.task_id, term)
        for row in corpus.tasks
        if isinstance(task := build(corpus, row.task_id), RenderingCompare)
        for term, _ in task.groups
        if not task.context(term)
    ]
    assert bare == []
