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
    feedback = task.check({"isw": {"start": "C", "steps": [[1, "B"]], "done": False}})
    assert (feedback.verdict, feedback.reasons) == ("noted", ())
    assert feedback.headline == "Your judgement is kept. Open another card, or settle on your letter."


def test_order_and_point_of_decision_stand_beside_the_key(task):
    path = {"start": "E", "steps": [[4, "C"], [1, "B"], [2, "B"]], "done": True}
    (reason,) = task.check({"isw": path}).reasons
    assert reason.verdict == "right"
    assert reason.said == "You ended at B, within the key: A dependable or B usually dependable."
    assert reason.text.startswith(
        "You began at E; then *How did its other claims fare?* C, *Who runs it?* B, *Who cites it?* B. "
        "Point of decision: *Who runs it?*, card 2 of 3. 1 more changed nothing."
    )
    (other,) = task.check({"isw": path | {"steps": [[1, "E"]]}}).reasons
    assert (other.verdict, other.said) == ("wrong", "You ended at E.")
    # Where it is to end is not told: the letters of the key would be the answer.
    assert "dependable" not in other.text
    assert "No card moved your letter." in other.text


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({}, "Nothing is judged yet. Give a letter, then open a card."),
        ({"nobody": {"start": "A"}}, "'nobody' is no part of the task 'lateral-1'"),
        ({"isw": {}}, "Choose a letter before you open a card: A, B, C, D, E, F."),
        ({"isw": None}, "Choose a letter before you open a card"),
        ({"isw": {"start": "H"}}, "Choose a letter before you open a card"),
        (
            {"isw": {"start": "B", "steps": [[9, "A"]]}},
            "There is no card 9 on Institute for the Study of War",
        ),
        ({"isw": {"start": "B", "steps": [[True, "A"]]}}, "There is no card True"),
        ({"isw": {"start": "B", "steps": [[1, None]]}}, "Choose a letter after the card 'Who runs it?'"),
        ({"isw": {"start": "B", "steps": [[1, "A"], [1, "B"]]}}, "The card 'Who runs it?' is opened twice."),
        ({"isw": {"start": "B", "steps": [[1]]}}, "Each step of a path is [card, letter]."),
        ({"isw": {"start": "B", "steps": "1A"}}, "The steps of a path are a list"),
        ({"isw": {"start": "B", "steps": [], "done": True}}, "No card is open yet. Open at least one"),
        ({"isw": {"start": "B", "steps": [[1, "B"]], "done": "yes"}}, '"done" is true or false.'),
    ],
)
def test_bad_answers_change_nothing(work, answer, message):
    work.answer({"isw": {"start": "C", "steps": [[2, "B"]], "done": False}})
    before = copy.deepcopy(work.answers)
    with pytest.raises(AnswerError, match=re.escape(message)):
        work.answer(answer)
    assert work.answers == before
    assert work.attempts == 1


def test_a_path_grows_and_outlives_a_restart(work, tmp_path):
    steps = [[2, "B"], [1, "C"]]
    work.answer({"isw": {"start": "C", "steps": [], "done": False}})
    work.answer({"isw": {"start": "C", "steps": steps[:1], "done": False}})
    work.answer({"isw": {"start": "C", "steps": steps, "done": True}})
    again = Session(CORPUS, Record(tmp_path / "record.json")).work("lateral-1")
    assert again.answers == work.answers == {"isw": {"start": "C", "steps": steps, "done": True}}
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
    assert not task.is_complete(done | {"isw": {"start": "C", "steps": [], "done": False}})


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


def test_plain_lines_name_sources_and_cards(task):
    assert task.lines()[1].startswith("- Institute for the Study of War (ISW): Who runs it?; ")
    assert task.laid_over({}, "isw").reasons[0].said == "A dependable or B usually dependable."
    assert len(task.solution().reasons) == len(task.parts)
