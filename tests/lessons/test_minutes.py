"""A lesson takes 45 minutes, with all that its tasks give to read."""

from __future__ import annotations

import math

import pytest

from infowar_kit.corpus import Corpus, load
from infowar_kit.tasks import build
from infowar_kit.text import plain
from infowar_kit.verification.feed_replay import FeedReplay
from infowar_kit.verification.methods.feed import Filter
from infowar_kit.workspace.minutes import PACE, Minutes, count, shown, texts_of, words, wrong_try
from tools.minutes import main

MOST = 45
# Lessons that take longer still, with their minutes, rounded up. The list may only shrink.
TOO_LONG: dict[str, int] = {}
CORPUS = load()


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return CORPUS


@pytest.mark.parametrize("lesson", sorted(row.lesson_id for row in CORPUS.lessons))
def test_a_lesson_takes_45_minutes_but_for_a_shrinking_list(corpus: Corpus, lesson: str) -> None:
    found = count(corpus, lesson)
    allowed = TOO_LONG.get(lesson, MOST)
    assert found.total <= allowed, f"at most {allowed} are allowed. {found}"
    if lesson in TOO_LONG and math.ceil(found.total) < allowed:
        pytest.fail(f"TOO_LONG allows {allowed}: shrink it. {found}")


def test_the_list_names_lessons_that_there_are_and_that_take_longer(corpus: Corpus) -> None:
    assert TOO_LONG.keys() <= {row.lesson_id for row in corpus.lessons}
    assert all(minutes > MOST for minutes in TOO_LONG.values())


def test_minutes_are_reading_and_the_tasks_own() -> None:
    found = Minutes("01", prose=2 * PACE, shown=3 * PACE, feedback=PACE, tasks=4.5)
    assert found.total == 10.5
    assert str(found) == (
        "01   10.5 minutes: 300 words of prose, 450 in tasks, 150 of feedback; the tasks' own 4.5"
    )


def test_what_is_folded_away_is_not_read_but_for_its_head() -> None:
    html = "<p>One</p><details><summary>Two <em>three</em></summary><p>not<br>this</p></details><p>four</p>"
    assert texts_of(html) == ["One", "Two", "three", "four"]
    assert texts_of("<style>a b</style><svg><text>c</text></svg><p>d &amp; e</p>") == ["d & e"]


def test_the_same_words_are_read_once() -> None:
    assert words(["a scale", "a part", "a scale"]) == 4


def test_pieces_that_a_replay_shows_are_counted() -> None:
    """Only the prompt was counted: lesson 01 said 32 minutes and took 75."""
    replays = [task for row in CORPUS.tasks if isinstance(task := build(CORPUS, row.task_id), FeedReplay)]
    assert replays
    for task in replays:
        texts = {" ".join(text.split()) for text in shown(task)}
        for key in task.keys:
            if chosen := task.pieces(key.part):
                said = [task.optional(f"piece/{piece.item.item_id.lower()}") for piece in chosen]
                whole = "".join("".join(shown(task)).split())
                assert all("".join(plain(words).split()) in whole for words in said)
                continue
            feed = task.feed.feed(task.moment(key.part), Filter(ids=task.items_on_claim(key.part)))
            pieces = (*feed.published, *feed.perhaps)
            assert pieces
            assert {" ".join(item.reports.split()) for item in pieces if not item.quote} <= texts


def test_a_wrong_try_is_one_that_does_not_hold() -> None:
    """The feedback of who is right would tell nothing of a second reading."""
    task = build(CORPUS, "hour-not-known")
    assert any("Try again" in text or "Not" in text for text in wrong_try(task)), wrong_try(task)


def test_a_lesson_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["99"]) == 2
    assert capsys.readouterr().err.startswith("99: no such lesson. There are: 00, 01, 02")
