"""An answer in one's own words: kept, never judged, never required."""

import pytest

from infowar_kit.corpus import load
from infowar_kit.errors import AnswerError
from infowar_kit.page.form import form_html
from infowar_kit.tasks import build
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session

CORPUS = load("kherson-lyman-2022")


@pytest.fixture
def work(tmp_path):
    return Session(CORPUS, Record(tmp_path / "record.json")).work("live-web")


def test_words_are_kept_and_noted(work, tmp_path):
    feedback = work.answer({"found": "Two pages <b>name</b> its owner."})
    assert feedback.verdict == "noted"
    assert feedback.headline.startswith("Your words are kept in your record. Nobody checks them")
    assert "whether you left the source’s own pages" in feedback.reasons[0].text
    again = Session(CORPUS, Record(tmp_path / "record.json")).work("live-web")
    assert again.answers == {"found": "Two pages <b>name</b> its owner."}
    assert again.complete


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({}, "Nothing is written yet. Write a few words, or leave this task out."),
        ({"found": "  "}, "Write a few words."),
        ({"found": 3}, "Write a few words."),
        ({"found": "x" * 2001}, "The text is too long. Write 2000 characters at most."),
    ],
)
def test_what_cannot_be_used_is_told_and_nothing_saved(work, answer, message):
    with pytest.raises(AnswerError, match=message):
        work.answer(answer)
    assert (work.answers, work.attempts) == ({}, 0)


def test_it_is_practice_and_can_be_left_out():
    row = CORPUS.get("tasks", "live-web")
    assert row.practice
    task = build(CORPUS, "live-web")
    assert task.check(task.right_answer()).verdict == "noted"
    assert form_html(task).count("What did you open") == 1
