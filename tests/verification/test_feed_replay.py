"""Judgements of a replay rest on what had been published by their moment."""

from __future__ import annotations

import pytest

from infowar_kit.corpus import load
from infowar_kit.corpus.moments import MINUTE
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.verification.admiralty import GRADES
from infowar_kit.verification.feed_replay import FeedReplay
from infowar_kit.verification.feed_replay_view import CHOSEN, CLAIM
from infowar_kit.verification.path_drawing import moved
from infowar_kit.widgets import view
from tests.events import TASKS

CORPUS = load()
REPLAYS = [task for task in TASKS.values() if isinstance(task, FeedReplay)]


def test_there_are_replays() -> None:
    assert REPLAYS


@pytest.mark.parametrize("task", REPLAYS, ids=[task.id for task in REPLAYS])
def test_no_row_of_a_moment_is_of_the_future_or_says_a_later_status(task: FeedReplay) -> None:
    """Evidence for 1 October, 13:00, said 'refuted, as on 2 October': a claim's status is that of today."""
    when = {item.item_id: task.corpus.when(item) for item in task.corpus.items}
    for key in task.keys:
        found = [ref.partition(":")[::2] for ref in key.rows]
        assert "claims" not in {table for table, _ in found}, key.part
        pieces = [row for table, row in found if table == "items"]
        assert pieces, key.part
        late = [piece for piece in pieces if when[piece].earliest > task.moment(key.part)]
        assert not late, (key.part, late)


# The feed: a lesson of few pieces, chosen

FEED = next(task for task in REPLAYS if task.id == "replay-three-claims")


@pytest.fixture
def work(tmp_path):
    return Session(CORPUS, Record(tmp_path / "record.json")).work(FEED.id)


def test_a_judgement_has_five_to_seven_pieces_that_were_out() -> None:
    for part in FEED.parts:
        pieces = FEED.pieces(part)
        rows = [row for row in CORPUS.pieces if (row.task, row.part) == (FEED.id, part)]
        assert len(pieces) == len(rows), f"{part}: the feed does not have all pieces at this moment"
        assert 5 <= len(pieces) <= 7, part
        for piece in pieces:
            assert CORPUS.when(piece.item).earliest <= FEED.moment(part)
            assert FEED.optional(f"piece/{piece.item.item_id.lower()}"), piece.item.item_id


def test_what_a_key_rests_on_is_among_its_pieces() -> None:
    """Else a learner is told of a page that was never shown."""
    for key in FEED.keys:
        shown = {f"items:{piece.item.item_id}" for piece in FEED.pieces(key.part)}
        assert set(key.rows) <= shown, key.part


def test_whoever_does_not_change_their_mind_meets_one_claim_at_most() -> None:
    """The grades 4-4-4, 2-2-2 and 4-4-4 passed all nine judgements. Two readers made two keys wider since."""
    by_claim: dict[str, list[set[str]]] = {}
    for key in FEED.keys:
        by_claim.setdefault(key.claim, []).append(set(key.accept))
    several = [accepted for accepted in by_claim.values() if len(accepted) > 1]
    assert len(several) >= 3
    assert sum(bool(set.intersection(*accepted)) for accepted in several) <= 1
    for grade in map(str, GRADES):
        right = sum(grade in key.accept for key in FEED.keys)
        assert 2 * right < len(FEED.keys), grade


def test_what_is_said_of_a_right_grade_depends_on_it() -> None:
    for key in FEED.keys:
        told = set()
        for grade in map(int, key.accept):
            feedback = FEED.check({key.part: {"grade": grade, "sure": "fairly"}})
            assert feedback.verdict == "right"
            told.add(feedback.reasons[0].text)
        assert len(told) == len(key.accept), key.part


def test_what_a_path_says_of_moving_is_true() -> None:
    one, two, *_ = FEED.path({"trapped-evening": {"grade": 3}, "trapped-after": {"grade": 5}})
    assert moved(one, two) == "You went from 3 to 5, because the evidence had changed."
    more, *_ = FEED.path({"trapped-evening": {"grade": 4}, "trapped-after": {"grade": 5}})
    assert moved(more, two) == "You went from 4 to 5. The evidence did not ask you to move."
    stayed = FEED.path({"trapped-evening": {"grade": 3}, "trapped-after": {"grade": 3}})
    assert moved(*stayed[:2]) == ""
    summary = FEED.summary({"trapped-evening": {"grade": 3}, "trapped-after": {"grade": 3}})
    assert "You went" not in summary
    assert "You kept" not in summary


def test_the_clock_goes_back_and_not_beyond_the_moment(work) -> None:
    shown = view(work)
    for part in FEED.parts:
        assert shown.part == part
        at = FEED.feed.at(shown.clock.value)
        assert at <= FEED.moment(part) < at + 60 * MINUTE
        assert shown.clock.last == shown.clock.value
        shown.clock.value = FEED.feed.steps
        assert shown.clock.value == shown.clock.last
        assert shown._cards.value.count("iwk-piece") == len(FEED.pieces(part))
        shown.clock.value = 0
        assert shown._cards.value.count("iwk-piece") == 0
        shown.go(1)


def test_the_whole_list_is_a_choice_away(work) -> None:
    shown = view(work)
    assert shown.about.value == CHOSEN
    assert shown._narrow.layout.display == "none"
    assert "iwk-piece" not in shown._face.value
    shown.about.value = CLAIM
    assert shown._narrow.layout.display is None
    assert "iwk-piece" not in shown._cards.value
    assert shown._cards.value.count("iwk-item") == 6
