"""What a page says under a reason whose grounds are thin: pages that nobody here has read, and inferences."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from infowar_kit.corpus import Corpus, load
from infowar_kit.corpus.read_here import grounds, page_item
from infowar_kit.page.feedback import feedback_html, grounds_notes
from infowar_kit.tasks import Feedback, Reason
from infowar_kit.tasks.kinds import build
from tests.events import each_event

ONE = "Rests on one page that nobody here has read: what it says was noted by others."
SEVERAL = "Rests on 2 pages that nobody here has read: what they say was noted by others."
INFERRED = "This is our inference: no page says it in so many words."


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load()


@pytest.fixture(scope="module")
def seen(corpus: Corpus) -> set[str]:
    return seen_in(corpus)


def seen_in(corpus: Corpus) -> set[str]:
    """Items whose page was seen, counted here in another way than the kit does."""
    owners = {f"items:{item.item_id}": item.item_id for item in corpus.items}
    owners |= {f"evidence:{row.evidence_id}": row.item for row in corpus.evidence}
    owners |= {f"relays:{row.relay_id}": row.item for row in corpus.relays}
    owners |= {f"renderings:{row.rendering_id}": row.item for row in corpus.renderings}
    read = {item.item_id for item in corpus.items if item.read_by == "editors"}
    return read | {owners.get(one.row, "") for one in corpus.readings if one.seen in ("page", "copy")}


def unread(corpus: Corpus, seen: set[str]) -> list[str]:
    return [item.item_id for item in corpus.items if item.item_id not in seen]


def shown(corpus: Corpus, *rows: str) -> str:
    reason = Reason(part="p", verdict="right", said="", text="Because.", rows=rows)
    return feedback_html(corpus, Feedback("right", "Yes", (reason,)))


def test_a_reason_on_one_unread_page_says_so(corpus: Corpus, seen: set[str]) -> None:
    assert ONE in shown(corpus, f"items:{unread(corpus, seen)[0]}")


def test_several_unread_pages_are_counted(corpus: Corpus, seen: set[str]) -> None:
    first, second = unread(corpus, seen)[:2]
    assert SEVERAL in shown(corpus, f"items:{first}", f"items:{second}", "places:lyman")


def test_one_page_that_was_read_is_enough(corpus: Corpus, seen: set[str]) -> None:
    first = unread(corpus, seen)[0]
    assert "nobody here has read" not in shown(corpus, f"items:{first}", f"items:{sorted(seen - {''})[0]}")


def test_what_stands_on_no_page_says_nothing(corpus: Corpus) -> None:
    assert "iwk-grounds" not in shown(corpus, "places:lyman", "sources:isw")
    assert "iwk-grounds" not in shown(corpus)


def test_a_row_is_followed_to_its_page(corpus: Corpus) -> None:
    rendering = next(row for row in corpus.renderings if row.item)
    shift = next(row for row in corpus.shifts if row.rendering == rendering.rendering_id)
    assert page_item(corpus, f"shifts:{shift.shift_id}") == rendering.item
    assert page_item(corpus, "nothing:here") == ""


def test_a_later_reading_of_the_page_ends_the_warning(corpus: Corpus) -> None:
    since = {page_item(corpus, one.row) for one in corpus.readings if one.seen == "page"}
    old = [item for item in corpus.items if item.read_by != "editors" and item.item_id in since]
    assert old
    assert grounds_notes(corpus, (f"items:{old[0].item_id}",)) == ()


def test_inferences_alone_say_that_they_are_ours(corpus: Corpus) -> None:
    inferred = next(row for row in corpus.relays if row.inferred)
    stated = next(row for row in corpus.relays if not row.inferred)
    assert INFERRED in shown(corpus, f"relays:{inferred.relay_id}")
    assert INFERRED not in shown(corpus, f"relays:{inferred.relay_id}", f"relays:{stated.relay_id}")


def reasons(corpus: Corpus) -> Iterator[tuple[str, Reason]]:
    for row in corpus.tasks:
        task = build(corpus, row.task_id)
        for reason in task.check(task.right_answer()).reasons:
            yield row.task_id, reason


@each_event()
def test_every_key_that_rests_on_unread_pages_alone_says_so(corpus: Corpus) -> None:
    """Over all keys and all reasons of right answers, by a count of its own."""
    seen = seen_in(corpus)
    on_unread = 0
    groups = [(f"{key.task} {key.part}", key.rows) for key in corpus.keys]
    groups += [(f"{task} {reason.part}", reason.rows) for task, reason in reasons(corpus)]
    for name, rows in groups:
        items = {item for ref in rows if (item := page_item(corpus, ref))}
        thin = bool(items) and not items & seen
        on_unread += thin
        assert any("nobody here has read" in note for note in grounds_notes(corpus, rows)) == thin, name
        if thin:
            assert re.search("nobody here has read", shown(corpus, *rows)), name
    # Where every page was read there is nothing to warn of.
    assert on_unread or not unread(corpus, seen)
    assert grounds(corpus, ()).unread == ()
