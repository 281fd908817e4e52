import copy
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infowar_kit.corpus import load
from infowar_kit.corpus.packages import method
from infowar_kit.errors import AnswerError
from infowar_kit.tasks import build
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.verification.admiralty import GRADES, LETTERS, letter_span
from infowar_kit.verification.methods.halo import Grading
from infowar_kit.verification.source_grader import SourceGrader
from tests.events import TASKS

CORPUS = load("kherson-lyman-2022")
ROWS = [row for row in CORPUS.tasks if row.kind == "source-grader"]
KEYS = [key for row in ROWS for key in CORPUS.keys_of_task(row.task_id)]
EVERY = [key for made in TASKS.values() if isinstance(made, SourceGrader) for key in made.keys]
judgement = st.fixed_dictionaries({"letter": st.sampled_from("ABCDEF"), "number": st.integers(1, 6)})


@pytest.fixture
def task():
    made = build(CORPUS, "grade-1")
    assert isinstance(made, SourceGrader)
    return made


@pytest.fixture
def work(tmp_path):
    return Session(CORPUS, Record(tmp_path / "record.json")).work("grade-1")


def fitting(task, part):
    key = task.key(part)
    return {part: {"letter": key.letters[0], "number": int(key.accept[0])}}


def test_letter_and_number_are_checked_apart(task):
    part = "dpa-order"
    right = fitting(task, part)
    assert task.check(right).verdict == "right"
    only_letter = task.check({part: right[part] | {"number": 1}})
    assert only_letter.verdict == "partly"
    assert only_letter.headline == (
        "The letter is borne out, the number is not yet. Read its reason, then grade once more."
    )
    assert [reason.verdict for reason in only_letter.reasons] == ["right", "wrong"]
    only_number = task.check({part: right[part] | {"letter": "E"}})
    assert [reason.verdict for reason in only_number.reasons] == ["wrong", "right"]
    assert task.check({part: {"letter": "E", "number": 1}}).verdict == "wrong"


def test_reasons_name_rows_and_say_why_good_graders_differ(task):
    letter, number = task.check(fitting(task, "reuters-distance")).reasons
    assert letter.rows == ("sources:reuters",)
    assert "items:I005" in number.rows
    assert "*Good graders differ:* A for" in letter.text
    assert "*Good graders differ:* 5 because" in number.text
    assert (letter.about, letter.said) == ("For the source", "“A – dependable”")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({}, "Nothing is graded yet. Choose a letter and a number, then check."),
        ({"no-such-part": {"letter": "A", "number": 1}}, "'no-such-part' is no part of the task 'grade-1'"),
        ({"dpa-order": {}}, "Choose a letter for the source: A, B, C, D, E, F."),
        ({"dpa-order": None}, "Choose a letter for the source"),
        ({"dpa-order": {"letter": "G", "number": 1}}, "Choose a letter for the source"),
        ({"dpa-order": {"letter": "AB", "number": 1}}, "Choose a letter for the source"),
        ({"dpa-order": {"letter": ["A"], "number": 1}}, "Choose a letter for the source"),
        ({"dpa-order": {"letter": "A"}}, "Choose a number for the information: 1, 2, 3, 4, 5, 6."),
        ({"dpa-order": {"letter": "A", "number": 0}}, "Choose a number for the information"),
        ({"dpa-order": {"letter": "A", "number": 7}}, "Choose a number for the information"),
        ({"dpa-order": {"letter": "A", "number": True}}, "Choose a number for the information"),
        ({"dpa-order": {"letter": "A", "number": "1"}}, "Choose a number for the information"),
        ({"dpa-order": {"letter": "A", "number": 1.0}}, "Choose a number for the information"),
    ],
)
def test_bad_answers_change_nothing(work, answer, message):
    work.answer({"dpa-order": {"letter": "B", "number": 5}})
    before = copy.deepcopy(work.answers)
    with pytest.raises(AnswerError, match=re.escape(message)):
        work.answer(answer)
    assert work.answers == before
    assert work.attempts == 1


def test_the_first_judgement_is_kept_through_second_tries_and_restarts(work, tmp_path):
    work.answer({"dpa-order": {"letter": "A", "number": 1}})
    work.answer({"dpa-order": {"letter": "B", "number": 5}})
    again = Session(CORPUS, Record(tmp_path / "record.json")).work("grade-1")
    for state in (work, again):
        assert state.answers["dpa-order"] == {
            "letter": "B",
            "number": 5,
            "first": {"letter": "A", "number": 1},
        }
        assert state.task.gradings(state.answers) == (Grading("A", 1, (5,)),)
    feedback = again.feedback()
    assert feedback is not None
    assert feedback.verdict == "right"


@given(st.lists(st.tuples(st.sampled_from([key.part for key in CORPUS.keys_of_task("grade-1")]), judgement)))
def test_whatever_is_tried_each_report_has_one_first_and_one_newest_judgement(tries):
    task = build(CORPUS, "grade-1")
    state = {}
    for part, given_ in tries:
        task.check({part: given_})
        state = task.merge(state, {part: given_})
    for part in {part for part, _ in tries}:
        own = [given_ for other, given_ in tries if other == part]
        assert state[part]["first"] == own[0]
        assert {name: state[part][name] for name in ("letter", "number")} == own[-1]
    assert task.is_complete(state) == (len(state) == len(task.parts))


def test_show_me_can_be_kept_to_one_report(task):
    assert {reason.part for reason in task.laid_over({}, "dpa-order").reasons} == {"dpa-order"}
    assert len(task.solution().reasons) == 2 * len(task.parts)
    assert {reason.verdict for reason in task.solution().reasons} == {"noted"}


def test_what_is_seen_before_the_reveal_is_no_row_of_the_key(task):
    other = build(CORPUS, "grade-2")
    face = other.section("netkompakt-run-up").face
    assert "atire" not in face
    assert "Postillon" not in face
    assert task.seen("saldo-breakthrough") == CORPUS.item("I002").reports
    assert task.item("dpa-order") not in task.others("dpa-order")
    assert [item.item_id for item in task.others("dpa-order")] == ["I055", "I334"]


def test_letters_in_words():
    assert letter_span(["B", "A"]) == "A dependable or B usually dependable"
    assert list(LETTERS) == list("ABCDEF")


# The keys


def test_there_are_enough_reports_and_sources():
    assert len({key.part for key in KEYS}) == len(KEYS) >= 36
    assert len({key.source for key in KEYS}) >= 24


def test_keys_hold_letters_and_numbers_of_the_scale():
    for key in EVERY:
        assert key.letters, key.part
        assert set(key.letters) <= set("ABCDEF"), key.part
        assert key.item, key.part
        assert key.rows, key.part
        assert set(key.accept) <= set("123456"), key.part


def test_a_range_comes_with_the_reason_why_graders_differ():
    for key in EVERY:
        texts = TASKS[key.task].corpus.texts_under(f"{key.task}/{key.part}/")
        assert ("letter-differ" in texts) == (len(key.letters) > 1), key.part
        assert len(key.accept) == 1 or "number-differ" in texts, key.part


def test_a_source_has_the_same_letters_wherever_it_stands():
    lateral = [key for key in CORPUS.keys if key.source and key.letters]
    letters = {}
    for key in lateral:
        assert letters.setdefault(key.source, key.letters) == key.letters, key.source


def test_a_third_of_the_reports_pair_a_good_letter_with_a_bad_number_or_the_reverse():
    def crosses(key):
        letters, numbers = set(key.letters), set(key.accept)
        good = letters <= {"A", "B"} and numbers <= {"4", "5"}
        bad = letters <= {"D", "E", "F"} and letters != {"F"} and numbers <= {"1", "2"}
        return good or bad

    assert sum(map(crosses, KEYS)) >= len(KEYS) / 3


def test_the_letter_does_not_predict_the_number():
    def middle(grades, left_out, point):
        points = [point(grade) for grade in grades if grade != left_out]
        return sum(points) / len(points) if points else None

    pairs = [
        (middle(key.letters, "F", lambda letter: "ABCDE".index(letter) + 1), middle(key.accept, "6", int))
        for key in KEYS
    ]
    pairs = [(x, y) for x, y in pairs if x is not None and y is not None]
    # Kendall's tau without ties: concordant pairs of reports against discordant ones.
    signs = [(a - c) * (b - d) for i, (a, b) in enumerate(pairs) for c, d in pairs[:i]]
    concordant, discordant = sum(s > 0 for s in signs), sum(s < 0 for s in signs)
    assert abs(concordant - discordant) / (concordant + discordant) < 0.2


def test_every_set_can_be_told_in_plain_lines_and_has_a_head(task):
    assert len(task.lines()) == len(task.parts)
    assert "(dpa): According to the ISW" in str(task)


def test_grades_are_rows_and_their_words_too():
    rows = method().table("grades")
    assert [row.grade for row in rows if row.scale == "reliability"] == list(LETTERS) == list("ABCDEF")
    assert list(GRADES) == [1, 2, 3, 4, 5, 6]
    assert (LETTERS.unjudged, GRADES.unjudged) == (("F",), (6,))
    texts = {row.key: row.text for row in method().table("texts") if row.language == "en"}
    for scale, name in ((LETTERS, "reliability"), (GRADES, "credibility")):
        assert {f"grade/{name}/{str(one).lower()}/words": words for one, words in scale.items()}.items() <= (
            texts.items()
        )


@pytest.mark.parametrize("strange", ["a", "G", True, 1.0, None, 0])
def test_what_is_no_grade_has_no_words(strange):
    assert strange not in list(LETTERS)
    with pytest.raises(KeyError):
        LETTERS[strange]


def test_what_others_reported_bears_on_the_statement():
    # Catalogue lines once stood here that had nothing on the statement: the number could not be decided.
    known = {(row.item, row.claim) for row in CORPUS.evidence}
    silent = [
        f"{made.id}/{key.part}: {item.item_id}"
        for made in (build(CORPUS, row.task_id) for row in ROWS)
        for key in made.keys
        if key.claim
        for item in made.others(key.part)
        if (item.item_id, key.claim) not in known
        and not made.optional(f"{key.part}/others/{item.item_id.lower()}")
    ]
    assert not silent, silent
