"""What a page says to an answer is what the kernel says; and what cannot be played is not pretended."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest

from infowar_kit.corpus import Corpus, load
from infowar_kit.errors import AnswerError
from infowar_kit.page.feedback import feedback_html
from infowar_kit.site.playing import MOST, Hindrance, answers, hindrance, space
from infowar_kit.site.tables import Pool, decoded, encoded, question_data, said_to, so_far, task_data
from infowar_kit.tasks import build
from infowar_kit.tasks.feedback import Feedback
from infowar_kit.tasks.questions import Pick, PickSeveral
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.tasks.tries import verdicts
from infowar_kit.widgets import FormView, view

CORPUS = load()
TASKS = {row.task_id: build(CORPUS, row.task_id) for row in CORPUS.tasks}
PLAYED = {slug: task for slug, task in TASKS.items() if hindrance(task) is None}
# One of each kind that is played; of choices one with one right option and one with several.
FIRST = {task.kind: slug for slug, task in reversed(PLAYED.items())}
SHOWN = sorted({*FIRST.values(), "first-look", "take-care"})
TRIED = 3  # parts of a task, and answers to each, that are held against the kernel's view


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return CORPUS


def test_what_can_be_played_and_what_not() -> None:
    """A task goes from one list to the other only when somebody means it."""
    kinds: dict[Hindrance | None, set[str]] = {}
    for task in TASKS.values():
        kinds.setdefault(hindrance(task), set()).add(task.kind)
    assert kinds[None] == {
        "choice", "source-grader", "rendering-compare", "be-the-translator", "pivot-detective",
        "place-finder", "technique-namer", "hedge-meter", "claim-survives", "mockery", "lens-hunt",
    }  # fmt: skip
    assert kinds[Hindrance.SPECIAL] == {"feed-replay", "lateral-reading", "relay-tracer", "span-annotator"}
    assert kinds[Hindrance.FREE] == {
        "own-words", "name-search", "name-writer", "distance-check", "beat-the-lens", "article-review",
    }  # fmt: skip
    assert kinds[Hindrance.DRAWN] == {"judgement", "claim-note"}
    assert (len(PLAYED), len(TASKS)) == (53, 84)
    # As a task is drawn, not as its kind is called: no task stands in two lists.
    assert sum(len(names) for names in kinds.values()) == len(
        {name for names in kinds.values() for name in names}
    )


@pytest.mark.parametrize("slug", PLAYED)
def test_every_answer_has_a_key_of_its_own_and_can_be_read(slug: str) -> None:
    for section in PLAYED[slug].sections():
        found = list(answers(section))
        keys = Counter(key for key, _ in found)
        assert max(keys.values()) == 1
        assert len(found) == space(section) <= MOST
        for _, value in found:
            section.read(value)
        right = PLAYED[slug].right_answer()[section.part]
        assert section.read(right) in [section.read(value) for _, value in found]


def joined(pool: Pool, numbers: list[int]) -> str:
    pieces = pool.pieces
    return "".join(pieces[number] for number in numbers)


@pytest.mark.parametrize("slug", SHOWN)
def test_the_page_says_what_the_kernels_form_draws(slug: str, corpus: Corpus, tmp_path) -> None:
    """Answer by answer: what is found, the solution laid over it, and what counts as the first try."""
    dice = random.Random(slug)
    task, pool = build(corpus, slug), Pool()
    for section in dice.sample(task.sections(), min(TRIED, len(task.sections()))):
        every = list(answers(section))
        for number, (_, value) in enumerate(dice.sample(every, min(TRIED, len(every)))):
            verdict, told, laid = said_to(task, section.part, value, pool)
            record = Record(tmp_path / f"{section.part}-{number}.json")
            work = Session(corpus, record).work(slug)
            assert verdict == verdicts(work.task, {section.part: value})[section.part]
            shown = view(work)
            assert isinstance(shown, FormView)
            assert drawn(shown, {section.part: value}, section.part) == joined(pool, told)
            parts = (section.part,) if work.task.apart else ()
            shown.draw_feedback(work.show(*parts))
            assert on_page(shown, section.part) == joined(pool, laid)


def drawn(shown: FormView, answer: dict[str, Any], part: str) -> str:
    """Check one answer in the kernel's view and return what it draws of the part."""
    shown.draw_feedback(shown.work.answer(answer))
    return on_page(shown, part)


def on_page(shown: FormView, part: str) -> str:
    beside = shown.steps is None and len(shown.work.task.sections()) > 1
    return str(shown._found[part].value if beside else shown._feedback.value)


@pytest.mark.parametrize("slug", SHOWN)
def test_what_is_said_so_far_counts_as_the_kernel_does(slug: str, corpus: Corpus) -> None:
    task, pool = build(corpus, slug), Pool()
    whole = so_far(task, pool)
    dice = random.Random(slug)
    for _ in range(TRIED if whole else 0):
        parts = dice.sample(task.sections(), dice.randint(1, len(task.sections())))
        picked = {section.part: dice.choice(list(answers(section)))[1] for section in parts}
        counts = Counter(said_to(task, part, value, pool)[0] for part, value in picked.items())
        found = task.check(picked)
        numbers = whole[f"{counts['right']}/{counts['partly']}/{counts['wrong']}"]
        assert joined(pool, numbers) == feedback_html(corpus, Feedback(found.verdict, found.headline))


def test_kinds_that_only_count_are_told_how_far_they_have_come() -> None:
    assert so_far(PLAYED["one-word-off"], Pool())
    assert not so_far(PLAYED["grade-1"], Pool())  # its headline says which scale holds
    assert not so_far(PLAYED["first-look"], Pool())


@pytest.mark.parametrize("slug", SHOWN)
def test_nothing_answered_is_told_as_the_kernel_tells_it(slug: str, corpus: Corpus) -> None:
    task = build(corpus, slug)
    for section in task.sections():
        for question in section.questions:
            known = question_data(task, section, question)
            if isinstance(question, Pick):
                with pytest.raises(AnswerError) as caught:
                    question.read(None)
                assert known["missing"] == str(caught.value)
                assert known["values"] == list(question.options)
            elif isinstance(question, PickSeveral) and question.least:
                with pytest.raises(AnswerError) as caught:
                    question.read([])
                assert known["missing"] == str(caught.value)


def test_the_table_of_a_task_is_found_by_the_keys_of_its_answers(corpus: Corpus) -> None:
    task, pool = build(corpus, "take-care"), Pool()
    data = task_data(task, pool)
    [section] = task.sections()
    assert set(data["parts"]["chosen"]["said"]) == {key for key, _ in answers(section)}
    options = list(task.options)
    assert data["parts"]["chosen"]["said"]["0.2"] == said_to(task, "chosen", [options[0], options[2]], pool)
    assert data["nothing"] == "Nothing is chosen yet. Choose an option, then check."
    assert len(pool.pieces) == len(set(pool.pieces))


def test_what_is_encoded_comes_back() -> None:
    data = {"said": ["Лиман", "the key", "\ud800"]}
    assert decoded(encoded(data)) == data
    assert "key" not in encoded(data)
