import copy
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infowar_kit.corpus import load
from infowar_kit.errors import AnswerError
from infowar_kit.tasks import build
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.verification.lateral_reading import TOO_LITTLE, LateralReading, Path, Step
from infowar_kit.verification.methods.track_record import track_record

CORPUS = load("kherson-lyman-2022")
TASKS = [build(CORPUS, row.task_id) for row in CORPUS.tasks if row.kind == "lateral-reading"]
COMPUTED = [card for card in CORPUS.cards if card.kind == "computed"]
letters = st.sampled_from("ABCDEF")


@pytest.fixture
def task():
    made = build(CORPUS, "lateral-1")
    assert isinstance(made, LateralReading)
    return made


@pytest.fixture
def work(tmp_path):
    return Session(CORPUS, Record(tmp_path / "record.json")).work("lateral-1")


def test_nothing_of_the_key_is_told_before_the_learner_settles(task):
    feedback = task.check({"oc-south": {"start": "C", "steps": [[1, "B"]], "done": False}})
    assert (feedback.verdict, feedback.reasons) == ("noted", ())
    assert feedback.headline == "Your judgement is kept. Open another result, or settle on your letter."


def test_order_and_point_of_decision_stand_beside_the_key(task):
    path = {"start": "E", "steps": [[4, "C"], [1, "B"], [2, "B"]], "done": True}
    (reason,) = task.check({"oc-south": path}).reasons
    assert reason.verdict == "right"
    assert reason.said == "You ended at B, within the key."
    assert "The key has “B – usually dependable” or “C – fairly dependable”." in reason.text
    assert reason.text.startswith(
        "You began at E, and were at C after *How did its other claims fare?*, at B after *Who runs it?* and "
        "at B after *What does it say about itself?*. Point of decision: *Who runs it?*, result 2 of 3 that "
        "you opened. 1 more changed nothing."
    )


def test_what_stayed_closed_says_afterwards_what_it_would_have_told(task):
    path = {"start": "B", "steps": [[1, "B"]], "done": True}
    (reason,) = task.check({"oc-south": path}).reasons
    assert "You left 3 results closed. They would have told you:\n\n- *What does it say" in reason.text
    assert "- *Who cites it?* Ukrainian sites, the Kyiv Independent" in reason.text
    whole = {"start": "B", "steps": [[n, "B"] for n in (1, 2, 3, 4)], "done": True}
    assert "You opened every result." in task.check({"oc-south": whole}).reasons[0].text


def test_staying_on_the_page_is_a_decision_that_shows(task):
    (reason,) = task.check({"oc-south": {"start": "C", "steps": [], "done": True}}).reasons
    assert reason.text.startswith("You stayed on the page, at C. You left 4 results closed.")


def test_a_wrong_letter_is_told_why_and_what_is_closed_stays_closed(task):
    answer = {"oc-south": {"start": "E", "steps": [[1, "E"]], "done": True}}
    (reason,) = task.check(answer).reasons
    assert (reason.verdict, reason.said) == ("wrong", "You ended at E.")
    assert "3 results are still closed: *What does it say about itself?*" in reason.text
    assert "Kyiv Independent" not in reason.text
    assert "does it hurry, or hold back?" in reason.text
    (shown,) = task.laid_over(answer, "oc-south").reasons
    assert "They would have told you" in shown.text
    assert "Kyiv Independent" in shown.text
    assert task.reasons["oc-south"] in shown.text


# The page of results


def test_a_result_promises_and_does_not_tell():
    for task in TASKS:
        for part in task.parts:
            for card, result in zip(task.cards(part), task.results(part), strict=True):
                assert result.card == card.position
                assert result.title.startswith(card.title)
                assert result.address
                assert result.snippet.endswith(" …")
                if card.kind == "row":
                    begun = result.snippet.removesuffix(" …").split()
                    assert len(begun) <= max(1, len(card.text.split()) / 2), (task.id, part)


def test_addresses_come_from_rows(task):
    addresses = {result.title.partition(" – ")[0]: result for result in task.results("santa-monica-observer")}
    assert addresses["What kind of page is it?"].address == "smobserved.com"
    assert addresses["What kind of page is it?"].own
    assert addresses["What do others write about it?"].address == "tables of this kit"
    assert not any(result.own for result in task.results("oc-south"))


def test_what_is_known_of_a_source_stands_before_its_letter_is_asked(task):
    assert "What it is: local weekly founded in 1998" in task.face("santa-monica-observer")
    assert "Los Angeles" not in task.face("santa-monica-observer")
    assert "What it is: the account of a private person." in task.face("private-account")


def test_sources_of_the_lesson_were_not_just_revealed(task):
    graded = {CORPUS.keys_of_task("grade-1")[n].source for n in range(len(CORPUS.keys_of_task("grade-1")))}
    assert not graded & {task.key(part).source for part in task.parts}


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({}, "Nothing is judged yet. Give a letter, then open a result or settle."),
        ({"nobody": {"start": "A"}}, "'nobody' is no part of the task 'lateral-1'"),
        ({"oc-south": {}}, "Choose a letter before you open a result: A, B, C, D, E, F."),
        ({"oc-south": None}, "Choose a letter before you open a result"),
        ({"oc-south": {"start": "H"}}, "Choose a letter before you open a result"),
        (
            {"oc-south": {"start": "B", "steps": [[9, "A"]]}},
            "There is no card 9 on Operational Command South",
        ),
        ({"oc-south": {"start": "B", "steps": [[True, "A"]]}}, "There is no card True"),
        (
            {"oc-south": {"start": "B", "steps": [[1, None]]}},
            "Choose a letter after the result 'Who runs it?'",
        ),
        (
            {"oc-south": {"start": "B", "steps": [[1, "A"], [1, "B"]]}},
            "The result 'Who runs it?' is opened twice.",
        ),
        ({"oc-south": {"start": "B", "steps": [[1]]}}, "Each step of a path is [card, letter]."),
        ({"oc-south": {"start": "B", "steps": "1A"}}, "The steps of a path are a list"),
        ({"oc-south": {"start": "B", "steps": [[1, "B"]], "done": "yes"}}, '"done" is true or false.'),
    ],
)
def test_bad_answers_change_nothing(work, answer, message):
    work.answer({"oc-south": {"start": "C", "steps": [[2, "B"]], "done": False}})
    before = copy.deepcopy(work.answers)
    with pytest.raises(AnswerError, match=re.escape(message)):
        work.answer(answer)
    assert work.answers == before
    assert work.attempts == 1


def test_a_path_grows_and_outlives_a_restart(work, tmp_path):
    steps = [[2, "B"], [1, "C"]]
    work.answer({"oc-south": {"start": "C", "steps": [], "done": False}})
    work.answer({"oc-south": {"start": "C", "steps": steps[:1], "done": False}})
    work.answer({"oc-south": {"start": "C", "steps": steps, "done": True}})
    again = Session(CORPUS, Record(tmp_path / "record.json")).work("lateral-1")
    assert again.answers == work.answers == {"oc-south": {"start": "C", "steps": steps, "done": True}}
    assert not again.complete


@given(letters, st.lists(letters, max_size=5))
def test_the_point_of_decision_is_where_the_letter_took_its_last_value(start, given_):
    path = Path(start, tuple(Step(place, letter) for place, letter in enumerate(given_, 1)), True)
    whole = [start, *given_]
    assert path.letter == whole[-1]
    assert set(whole[path.decided :]) == {whole[-1]}
    assert path.decided == 0 or whole[path.decided - 1] != whole[-1]


def test_all_sources_judged_completes_the_task(task):
    done = {part: {"start": "C", "steps": [[1, "C"]], "done": True} for part in task.parts}
    assert task.is_complete(done)
    assert not task.is_complete(done | {"oc-south": {"start": "C", "steps": [], "done": False}})


# The cards


def test_at_least_ten_sources_have_cards_and_a_computed_one_or_say_so():
    sources = {task.key(part).source for task in TASKS for part in task.parts}
    assert len(sources) >= 10
    for task in TASKS:
        for part in task.parts:
            assert 3 <= len(task.cards(part)) <= 5, part


@pytest.mark.parametrize("card", COMPUTED, ids=lambda card: card.source)
def test_computed_cards_rest_on_rows_that_the_tables_tie_to_the_source(card):
    rows = [ref.partition(":")[2] for ref in card.rows if ref.startswith("evidence:")]
    found = track_record(CORPUS, card.source, rows)
    assert found.left_out == ()
    lines = TASKS[0].card_lines(card)
    if len(found.outcomes) < 3:
        assert lines == [TOO_LITTLE]
    else:
        assert lines[0].startswith(f"Of {len(found.outcomes)} claims that this collection follows: ")
        assert len(lines) == len(found.outcomes) + 1


def test_grounds_of_its_own_are_not_picked_from():
    """A source's own supporting or contradicting evidence is all on its card, or the card would flatter."""
    for card in COMPUTED:
        own = {
            row.evidence_id
            for row in CORPUS.evidence
            if row.bearing != "repeats" and CORPUS.item(row.item).source == card.source
        }
        named = {ref.partition(":")[2] for ref in card.rows}
        assert own <= named, card.source


def test_a_denial_of_what_was_refuted_counts_for_the_source():
    card = next(card for card in COMPUTED if card.source == "italianpost-news")
    assert any(
        line.startswith("Denied: ") and line.endswith(" – borne out") for line in TASKS[0].card_lines(card)
    )


def test_plain_lines_name_sources_and_results(task):
    assert task.lines()[1].startswith(
        "- Operational Command South: Who runs it? – Operational Command South; "
    )
    assert (
        task.solution().of("oc-south").reasons[0].said
        == "“B – usually dependable” or “C – fairly dependable”"
    )
    assert len(task.solution().reasons) == len(task.parts)


@pytest.mark.parametrize("letter", "ABCDEF")
def test_no_letter_given_throughout_passes_half(task, letter):
    assert sum(letter in task.key(part).letters for part in task.parts) < len(task.parts) / 2


def test_nobody_asks_who_runs_a_person():
    people = {"official", "occupation-administration", "social-account"}
    titles = {card.title for card in CORPUS.cards if CORPUS.source(card.source).kind in people}
    assert "Who is it?" in titles
    assert "Who runs it?" not in titles
