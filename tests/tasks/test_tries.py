"""Tries that teach: a wrong answer is told what is wrong with it, and no more."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from infowar_kit.corpus import Corpus, load
from infowar_kit.errors import AnswerError
from infowar_kit.page.feedback import evidence_html, feedback_html
from infowar_kit.page.row_line import row_line
from infowar_kit.tasks import VERDICT_WORDS, Feedback, Task, build
from infowar_kit.tasks.choice import CHOSEN, Choice
from infowar_kit.tasks.players import players
from infowar_kit.tasks.record import Entry, Record
from infowar_kit.tasks.session import Session
from infowar_kit.tasks.sureness import added, sureness_words
from infowar_kit.tasks.tries import missing, verdicts
from infowar_kit.text import plain
from tests.events import CORPORA, TASKS

CORPUS = load()
MISSING = json.loads((Path(__file__).parent / "missing_reasons.json").read_text(encoding="utf-8"))


@pytest.fixture(params=TASKS.values(), ids=TASKS)
def task(request: pytest.FixtureRequest) -> Task:
    return request.param  # type: ignore[no-any-return]


def wrong_tries(task: Task) -> Iterator[tuple[dict[str, Any], Feedback]]:
    for _, answer in players(task):
        try:
            yield answer, task.check(answer)
        except AnswerError:
            continue
    if isinstance(task, Choice):
        for part in task.options:
            yield {CHOSEN: [part]}, task.check({CHOSEN: [part]})


# What a wrong answer is told


def test_a_wrong_answer_is_not_told_the_key(task: Task) -> None:
    """The first wrong check showed the grade, or the reason of what was right."""
    for answer, feedback in wrong_tries(task):
        for reason in feedback.reasons:
            if reason.verdict in ("right", "noted"):
                continue
            told = [
                why for why in task.reasons.values() if len(why) > 20 and plain(why) in plain(reason.text)
            ]
            assert not told, (task.id, answer, reason)


def test_a_wrong_answer_is_told_by_what_was_answered() -> None:
    """'Something moved, but in another way', whatever was chosen."""
    for task in TASKS.values():
        if task.kind != "rendering-compare":
            continue
        texts: dict[str, set[str]] = {}
        for _, feedback in wrong_tries(task):
            for reason in feedback.reasons:
                if reason.verdict == "wrong":
                    texts.setdefault(reason.part, set()).add(reason.text)
        for part, found in texts.items():
            assert len(found) > 3, (task.id, part)


def test_every_kind_of_mistake_has_a_reason_of_its_own_but_for_a_shrinking_list(task: Task) -> None:
    found = len({*missing(task)})
    allowed = MISSING.get(task.id, 0)
    assert found <= allowed, f"{task.id}: python -m tools.missing_reasons {task.id}"
    if found < allowed:
        pytest.fail(
            f"missing_reasons.json allows {allowed} for {task.id}, and {found} are missing: shrink it"
        )


def test_the_list_of_missing_reasons_names_tasks_that_there_are() -> None:
    assert MISSING.keys() <= TASKS.keys()


def test_no_two_options_share_a_text() -> None:
    texts: dict[tuple[str, str], Counter[str]] = {}
    for row in (row for corpus in CORPORA for row in corpus.rows("texts")):
        key, language, text = row.cells
        found = re.fullmatch(r"(.+)/(if|unless)/[^/]+", key)
        if found:
            texts.setdefault((found[1], language), Counter())[text] += 1
    assert texts
    twice = [(name, text) for name, own in texts.items() for text, n in own.items() if n > 1]
    assert not twice


def test_rows_for_wrong_answers_belong_to_parts_that_are_asked() -> None:
    """A slip in a key would leave the row unused, without a word."""
    known: set[str] = set()
    for task in TASKS.values():
        known |= {f"{task.id}/{section.part}" for section in task.sections()}
        known |= {f"{task.id}/{key.part}" for key in task.keys}
    for row in (row for corpus in CORPORA for row in corpus.rows("texts")):
        part, found, _ = re.sub(r"/(if|unless)/[^/]+$", "|", row.cells[0]).partition("|")
        assert not found or part in known, row.cells[0]


def test_what_is_left_is_said_only_once_nothing_false_is_chosen() -> None:
    """Ticking everything showed every reason, and the second click passed."""
    task = TASKS["take-care"]
    ticked = task.check({CHOSEN: ["skip", "stop", "summary", "all"]})
    assert [reason.part for reason in ticked.reasons] == ["all"]
    assert ticked.headline == "3 of yours are right and 1 is not. Try again."
    left = task.check({CHOSEN: ["skip"]})
    assert left.headline == "1 of yours is right and something that is right is not chosen yet. Try again."
    assert [reason.text for reason in left.reasons] == [
        task.text("chosen/unless/stop"),
        task.text("chosen/unless/summary"),
    ]


# Players who do not read


def test_players_who_do_not_read_get_less_than_half_of_a_task_right(task: Task) -> None:
    if len(task.sections()) < 3 or not task.apart:
        pytest.skip("one question: counted over all of them below")
    passed = {}
    for name, answer in players(task):
        found = verdicts(task, answer)
        right = sum(verdict == "right" for verdict in found.values())
        if 2 * right >= len(task.sections()):
            passed[name] = f"{right} of {len(task.sections())}"
    allowed = PASSED_BY.get(task.id, set())
    assert passed.keys() <= allowed, (task.id, passed)


# Keys that a player passes, to be balanced by who mends the lesson: the list only shrinks.
COMMONEST, EVERYTHING = "the commonest of the key", "everything"
PASSED_BY: dict[str, set[str]] = {}


def test_players_who_do_not_read_get_less_than_half_of_all_choices_right() -> None:
    right, of = Counter[str](), Counter[str]()
    for task in TASKS.values():
        if isinstance(task, Choice):
            for name, answer in players(task):
                of[name] += 1
                right[name] += task.check(answer).verdict == "right"
    assert of["option 1 throughout"] > 10
    assert of[EVERYTHING] > 2
    assert not {name: (right[name], of[name]) for name in of if 2 * right[name] >= of[name]}


# Show me


def test_show_me_keeps_the_answer_and_its_verdict(task: Task) -> None:
    for answer, feedback in wrong_tries(task):
        if feedback.verdict not in ("wrong", "partly"):
            continue
        over = task.laid_over(task.merge({}, answer))
        assert over.verdict == feedback.verdict
        text = str(over)
        assert all(plain(why)[:30] in plain(text) for why in _reasons_shown(task)), task.id
        yours = [reason for reason in over.reasons if reason.yours]
        judged = [reason for reason in feedback.reasons if reason.verdict != "noted"]
        if task.apart and judged:
            assert Counter(one.verdict for one in yours) == Counter(one.verdict for one in judged), task.id
        return


def _reasons_shown(task: Task) -> list[str]:
    shown = "\n".join(reason.text for reason in task.solution().reasons)
    return [why for why in task.reasons.values() if plain(why)[:30] in plain(shown)]


def test_show_me_without_an_answer_judges_nothing(task: Task) -> None:
    shown = task.laid_over({})
    assert {reason.verdict for reason in shown.reasons} <= {"noted"}
    assert "Noted" not in str(shown)
    assert "Noted" not in feedback_html(task.corpus, shown)


# Composed lines are sentences


def test_composed_lines_are_sentences(task: Task) -> None:
    said = [str(feedback) for _, feedback in wrong_tries(task)]
    said += [str(task.solution()), str(task.check(task.right_answer()))]
    said += [str(task.laid_over(task.merge({}, answer))) for answer, _ in list(wrong_tries(task))[:3]]
    words = "|".join(re.escape(word) for word in [*VERDICT_WORDS.values(), "No"])
    for text in said:
        for line in text.splitlines():
            assert not re.search(rf"\b({words})\. (\S+: )?({words})\. ", line), line
            assert not re.search(r"[^.]\.\.(?!\.)|::|: \.|\s[,;.](\s|$)|  ", line), line
            assert not re.search(r"\b(\w{5,}); \1\b", line, re.IGNORECASE), line


def test_a_row_of_evidence_says_nothing_twice() -> None:
    for corpus, ref in _cited():
        text = re.sub(r"<[^>]+>", "", row_line(corpus, ref)).strip()
        # "Occupation administration; occupation administration (head of …)"; "Military; russian forces".
        assert not re.search(r"(^|[.:–,] )([\w ]{5,}); \2\b", text, re.IGNORECASE), (ref, text)
        assert not re.search(r"; (russian|ukrainian|french|british|american)\b", text), (ref, text)


def test_every_row_of_evidence_says_something() -> None:
    """'R4005:' and nothing stood under 86 of the 127 rows of a lesson."""
    for corpus, ref in _cited():
        text = re.sub(r"<[^>]+>", "", row_line(corpus, ref)).strip()
        assert len(re.sub(r"^\w+:?", "", text).strip(" :.–")) > 12, (ref, text)
        assert text in re.sub(r"<[^>]+>", "", evidence_html(corpus, (ref,)))


def _cited() -> list[tuple[Corpus, str]]:
    return [
        (corpus, ref)
        for corpus in CORPORA
        for ref in sorted({ref for key in corpus.keys for ref in key.rows})
    ]


# What the record counts


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(CORPUS, Record(tmp_path / "record.json"))


def test_the_first_try_counts_also_after_coming_back(session: Session) -> None:
    work = session.work("first-look")
    work.answer({CHOSEN: ["false"]})
    work.answer({CHOSEN: ["passed-on"]})
    assert work.first_tries == {CHOSEN: "wrong"}
    assert Session(CORPUS, Record(session.record.path)).work("first-look").first_tries == {CHOSEN: "wrong"}


def test_what_was_shown_first_is_no_try(session: Session) -> None:
    task = TASKS["replay-three-claims"]
    one, other = [section.part for section in task.sections()][:2]
    right = task.right_answer()
    work = session.work(task.id)
    work.show(one)
    work.answer({one: right[one]})
    work.answer({other: right[other]})
    assert work.first_tries == {one: "noted", other: "right"}
    assert work.tried(one) == 1


def test_sureness_comes_back_as_it_grows(session: Session) -> None:
    task = TASKS["replay-three-claims"]
    work = session.work(task.id)
    one, other, third = [section.part for section in task.sections()][:3]
    right = task.right_answer()
    assert sureness_words(work.sureness) == ""
    work.answer({one: right[one] | {"sure": "very"}})
    accepted = {int(grade) for grade in task.key(other).accept}
    off = next(grade for grade in range(1, 7) if grade not in accepted)
    work.answer({other: {"grade": off, "sure": "very"}})
    work.answer({other: right[other] | {"sure": "very"}})
    work.answer({third: right[third] | {"sure": "guess"}})
    assert work.sureness == {"guess": (1, 1), "very": (1, 2)}
    words = "Your first tries – very sure: right 1 of 2; a guess: right 1 of 1."
    assert sureness_words(work.sureness) == words
    assert added([work.sureness, {"very": (1, 1)}]) == {"guess": (1, 1), "very": (2, 3)}


def test_a_draft_comes_back_and_is_no_answer(session: Session) -> None:
    work = session.work("first-look")
    work.draft({CHOSEN: ["false"]})
    work.draft({CHOSEN: ["false"]})
    assert repr(session.record) == "Record: 0 answers saved, 1 draft kept"
    again = Session(CORPUS, Record(session.record.path)).work("first-look")
    assert (again.drafts, again.answers, again.attempts) == ({CHOSEN: ["false"]}, {}, 0)
    again.answer({CHOSEN: ["passed-on"]})
    assert again.drafts == {}
    # What is checked is no draft any more, and is not counted as one.
    assert repr(Record(session.record.path)) == "Record: 1 answer saved"
    assert Session(CORPUS, Record(session.record.path)).work("first-look").drafts == {}


@pytest.mark.parametrize("content", [{}, {CHOSEN: 3}, {CHOSEN: [["x"]]}, {"x": None}, {"": {"a": []}}])
def test_a_strange_draft_keeps_no_task_from_opening(session: Session, content: dict[str, Any]) -> None:
    from infowar_kit.widgets import view

    for row in {row.kind: row for row in CORPUS.tasks}.values():
        parts = {build(CORPUS, row.task_id).sections()[0].part: content}
        for one in (content, parts):
            session.record.add(Entry(CORPUS.name, CORPUS.version, row.task_id, row.version, "draft", one))
            session.record.add(
                Entry(CORPUS.name, CORPUS.version, row.task_id, row.version, "shown", {"parts": one})
            )
            shown = view(session.work(row.task_id))
            assert shown.work.attempts == 0
