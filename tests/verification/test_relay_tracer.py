"""`RelayTracer` on a small constructed chain, and every chain of the corpus once."""

from __future__ import annotations

import copy
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infowar_kit.corpus import load
from infowar_kit.errors import AnswerError
from infowar_kit.tasks import build
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.verification.methods.relay import Link
from tests import mini
from tests.events import TASKS

# page, copy <- wire <- man; post <- nobody named; digest <- copy and post.
NODES = [
    ("page", "I001", "", "wire", "man"),
    ("copy", "I004", "", "wire", "woman"),
    ("digest", "I005", "", "copy | post", ""),
    ("post", "I006", "", "somebody", ""),
    ("wire", "", "alpha-news", "man", ""),
    ("man", "", "beta-post", "origin", "man"),
    ("somebody", "", "", "unknown", ""),
]
KEY = [
    ["page", "wire"], ["copy", "wire"], ["digest", "copy"], ["digest", "post"],
    ["post", "somebody"], ["wire", "man"],
]  # fmt: skip


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = mini.write(tmp_path_factory.mktemp("chain"))
    add(folder, "tasks", [{"task_id": "chain", "lesson": "01", "position": "3", "kind": "relay-tracer",
                           "version": "1", "minutes": "5"}])  # fmt: skip
    keys, texts = [], {"title": "A chain", "prompt": "Who?", "hint": "Ask.", "right": "All of it.",
                       "shows": "One man.", "somebody/name": "A friend, not named",
                       "copy/flip": "It names the woman."}  # fmt: skip
    for number, (part, item, source, accept, speaker) in enumerate(NODES, 1):
        keys.append({"task": "chain", "part": part, "position": str(number), "item": item, "source": source,
                     "accept": accept, "speaker": speaker, "rows": "relays:R002"})  # fmt: skip
        texts |= {part: f"What {part} says.", f"{part}/reason": f"Why {part}."}
    add(folder, "keys", keys)
    add(folder, "texts", [{"key": f"chain/{k}", "language": "en", "text": v} for k, v in texts.items()])
    return load(folder)


def add(folder, table, rows):
    old = mini.read_rows(folder, table)
    mini.write_rows(folder, table, [*old, *[[row.get(name, "") for name in old[0]] for row in rows]])


@pytest.fixture(scope="module")
def task(corpus):
    return build(corpus, "chain")


def findings(feedback):
    return {reason.part: reason.verdict for reason in feedback.reasons}


def test_whole_chain_with_both_counts_is_right(task):
    feedback = task.check({"links": KEY, "origins": 1, "flip": "copy"})
    assert (feedback.verdict, feedback.headline) == ("right", "All of it.")
    assert "1 origin that we know and 1 end not known, 5 repeats; the longest chain has 3 steps." in str(
        feedback
    )
    assert "It names the woman." in str(feedback)


def test_links_alone_ask_for_the_counts(task):
    feedback = task.check({"links": KEY})
    assert feedback.verdict == "partly"
    assert feedback.headline == "All links hold. Now count the origins, and look for a change of speaker."
    assert "The speaker changes at 2 Alpha News (constructed)" in str(feedback)


@pytest.mark.parametrize(
    ("link", "part", "verdict", "words"),
    [
        (["page", "wire"], "page-wire", "right", "Why page."),
        (["wire", "page"], "wire-page", "wrong", "The other way round: which of the two"),
        (["page", "man"], "page-man", "partly", "a step between"),
        (["digest", "somebody"], "digest-somebody", "partly", "a step between"),
        (["page", "copy"], "page-copy", "wrong", "both took it from Alpha News (constructed): two copies"),
        (["page", "post"], "page-post", "wrong", "Nothing that was read says so."),
    ],
)
def test_each_kind_of_link_is_told_why(task, link, part, verdict, words):
    feedback = task.check({"links": [link]})
    reason = next(reason for reason in feedback.reasons if reason.part == part)
    assert reason.verdict == verdict
    assert words in reason.text
    # The steps say who took it from whom: they are shown with a link that was found, and not before.
    found = verdict == "right"
    assert reason.rows == (("relays:R002",) if found else ())


def test_headline_counts_what_is_found_reversed_skipped_and_invented(task):
    links = [["page", "wire"], ["man", "wire"], ["copy", "man"], ["page", "post"]]
    feedback = task.check({"links": links})
    assert feedback.headline == (
        "1 of 6 links found, 1 the wrong way round, 1 with a step left out, "
        "1 that the evidence does not bear out. Try again."
    )


def test_missing_links_are_named_without_giving_the_answer(task):
    feedback = task.check({"links": [["page", "wire"], ["digest", "copy"]]})
    texts = {reason.part: reason.text for reason in feedback.reasons if reason.verdict == "noted"}
    assert "post" not in texts
    assert re.fullmatch(r"(\d+ [^;]+; )*\d+ [^;]+\.", texts["unlinked"])
    assert task.node("post").title in texts["unlinked"]
    assert task.node("digest").title not in texts["unlinked"]
    assert texts["digest"] == "It took it from more than one."
    assert "page" not in texts
    assert "somebody" not in texts
    assert "man" not in texts


def test_wrong_count_teaches_and_does_not_tell(task):
    feedback = task.check({"links": KEY, "origins": 2, "flip": "copy"})
    assert feedback.verdict == "partly"
    assert findings(feedback)["origins"] == "wrong"
    assert "A giver of whom only a description is left is an end too" in str(feedback)
    assert "1 origin that we know" not in str(feedback)


@pytest.mark.parametrize(("flip", "verdict"), [("copy", "right"), ("page", "wrong"), ("nowhere", "wrong")])
def test_flip_is_asked_for(task, flip, verdict):
    assert findings(task.check({"links": KEY, "origins": 1, "flip": flip}))["flip"] == verdict


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({}, "An answer is"),
        ({"links": "page"}, "An answer is"),
        ({"links": []}, "There is no link yet."),
        ({"links": [["page"]]}, "A link has two ends"),
        ({"links": ["pw"]}, "A link has two ends"),
        ({"links": [["page", "page"]]}, "1 Alpha News (constructed) cannot take it from itself."),
        ({"links": [["page", "nobody"]]}, "'nobody' is no part of the task 'chain'. Its parts are: page,"),
        ({"links": [[1, "page"]]}, "'1' is no part of the task"),
        ({"links": [["page", "wire"], ["page", "wire"]]}, "That link is there already: 1 Alpha News"),
        ({"links": [["page", "wire"]], "origins": -1}, "a whole number from 0 to 7"),
        ({"links": [["page", "wire"]], "origins": 8}, "a whole number from 0 to 7"),
        ({"links": [["page", "wire"]], "origins": True}, "a whole number from 0 to 7"),
        ({"links": [["page", "wire"]], "origins": "1"}, "a whole number from 0 to 7"),
        ({"links": [["page", "wire"]], "flip": "nobody"}, "'nobody' is no part of the task"),
    ],
)
def test_bad_answer_is_refused_and_nothing_changes(corpus, tmp_path, answer, message):
    work = Session(corpus, Record(tmp_path / "record.json")).work("chain")
    work.answer({"links": [["page", "wire"]]})
    before = (copy.deepcopy(work.answers), work.attempts, work.task.graph)
    given = copy.deepcopy(answer)
    with pytest.raises(AnswerError) as error:
        work.answer(answer)
    assert message in str(error.value)
    assert (work.answers, work.attempts, work.task.graph) == before
    assert answer == given


def test_link_that_cannot_be_added_leaves_the_list_alone(task):
    links = [Link("page", "wire")]
    for taker, giver in [("page", "wire"), ("page", "page"), ("page", "x")]:
        with pytest.raises(AnswerError):
            task.with_link(links, taker, giver)
    assert links == [Link("page", "wire")]
    assert task.with_link(links, "wire", "page") == [Link("page", "wire"), Link("wire", "page")]


def test_complete_when_links_are_drawn_and_origins_counted(task):
    assert not task.is_complete({})
    assert not task.is_complete({"links": KEY})
    assert task.is_complete({"links": KEY, "origins": 0})


def test_solution_names_every_stop_and_the_flip(task):
    said = [reason.said for reason in task.solution().reasons]
    assert (
        "3 Beta Post (constructed) took it from 2 Alpha News (constructed) and 4 Beta Post (constructed)."
        in said
    )
    assert "6 Beta Post (constructed) is an origin." in said
    assert "7 A friend, not named is an end that is not known." in said
    assert "The speaker changes at 2 Alpha News (constructed)." in said


def test_lines_give_number_time_language_and_words(task):
    assert task.lines()[1].startswith("- 2 Alpha News (constructed) (")
    assert "What copy says." in task.lines()[1]
    assert task.lines()[6] == "- 7 A friend, not named: What somebody says."


def test_answer_survives_a_new_session(corpus, tmp_path):
    path = tmp_path / "record.json"
    Session(corpus, Record(path)).work("chain").answer({"links": KEY, "origins": 1, "flip": "copy"})
    work = Session(corpus, Record(path)).work("chain")
    assert work.complete
    assert work.feedback().verdict == "right"


PARTS = [node[0] for node in NODES]
PAIRS = [[a, b] for a in PARTS for b in PARTS if a != b]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(links=st.lists(st.sampled_from(PAIRS), min_size=1, unique_by=tuple), data=st.data())
def test_only_the_whole_key_is_right_in_whatever_order(task, links, data):
    answer = {"links": links, "origins": 1, "flip": "copy"}
    whole = {tuple(link) for link in links} == {tuple(link) for link in KEY}
    assert (task.check(answer).verdict == "right") == whole
    shuffled = data.draw(st.permutations(KEY))
    assert task.check({**answer, "links": shuffled}).verdict == "right"


# The chains of the corpus

REAL = load("kherson-lyman-2022")
CHAINS = [row.task_id for row in REAL.tasks if row.kind == "relay-tracer"]
EVERY = [slug for slug, made in TASKS.items() if made.kind == "relay-tracer"]


@pytest.mark.parametrize("slug", EVERY)
def test_chain_of_the_corpus_is_whole(slug):
    made = TASKS[slug]
    parts = {key.part for key in made.keys}
    for key in made.keys:
        ends = {"origin"} if key.item or key.source else {"unknown"}
        assert set(key.accept) <= parts or set(key.accept) == ends, key.part
        assert key.rows, key.part
        assert all(made.corpus.reference(ref) for ref in key.rows)
    linked = {part for link in made.graph.links for part in link}
    assert linked == parts, "a stop without a link"
    assert made.tally.circles == 0
    assert len(made.nodes) <= 12
    flip = sorted(made.flips)[0].taker if made.flips else "nowhere"
    answer = {"links": [list(link) for link in made.graph.links], "origins": made.tally.origins, "flip": flip}
    assert made.check(answer).verdict == "right"


@pytest.mark.parametrize("slug", EVERY)
def test_key_link_between_rows_stands_in_a_relay(slug):
    """A link of a key between two known stops rests on a relay row of exactly these two."""
    made = TASKS[slug]
    relays, item = made.corpus.relays, made.corpus.item
    attested = {(r.taker_item or r.taker_source, r.giver_item or r.giver_source) for r in relays}
    # A relay may name a giver's item where the chain shows its source, or a full copy of the giver's text.
    attested |= {(r.taker_item, item(r.giver_item).source) for r in relays if r.giver_item}
    attested |= {(t, end) for t, via in attested for copy, end in attested if copy == via and via[:1] == "I"}
    names = {key.part: key.item or key.source for key in made.keys}
    known = {part for part, name in names.items() if name}
    for link in made.graph.links:
        if {link.taker, link.giver} <= known:
            assert (names[link.taker], names[link.giver]) in attested, link


def test_at_least_eight_chains_and_time_for_the_required_ones():
    assert len(CHAINS) >= 8
    required = [row for row in REAL.tasks_of_lesson("03") if not row.practice]
    assert sum(row.minutes for row in required) <= 30
