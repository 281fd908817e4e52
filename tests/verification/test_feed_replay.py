"""Judgements of a replay rest on what had been published by their moment."""

from __future__ import annotations

import pytest

from infowar_kit.verification.feed_replay import FeedReplay
from tests.events import TASKS

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
