"""The views of lesson 05 over the real rows, without a browser."""

import logging

import pytest

from infowar_kit.corpus import Corpus, load
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.widgets import view


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load("kherson-lyman-2022")


@pytest.fixture
def session(corpus: Corpus, tmp_path, caplog) -> Session:
    caplog.set_level(logging.WARNING, logger="traitlets")
    yield Session(corpus, Record(tmp_path / "record.json"))
    # Clicking a button outside a kernel swallows exceptions; the logger does not.
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_marks_show_on_the_words_and_come_back(session: Session) -> None:
    shown = view(session.work("lines-of-retreat"))
    shown.check_button.click()
    assert "No rendering is marked yet" in shown._feedback.value
    shown.controls["useful",].value = "faithful"
    shown.check_button.click()
    found = shown._found["useful"].value
    assert "<mark>‹فائدة›</mark>" in found
    assert "The claim is" not in found
    shown.controls["useful",].value = "wrong-sense"
    shown.check_button.click()
    found = shown._found["useful"].value
    assert 'dir="rtl"' in found
    assert "The claim is “" in found
    assert "right" in shown._feedback.value

    again = view(session.work("lines-of-retreat"))
    assert again.controls["useful",].value == "wrong-sense"
    assert again._found["useful"].value == found
    assert again._found["lines"].value == ""


def test_show_me_fills_every_card(session: Session) -> None:
    shown = view(session.work("one-word-off"))
    shown.show_button.click()
    assert all("iwk-feedback" in node.value for node in shown._found.values())
    assert not any("Noted" in node.value for node in shown._found.values())
    assert "not seen" in shown._found["her"].value


def test_inference_is_said(session: Session) -> None:
    shown = view(session.work("one-word-off"))
    shown.controls["her",].value = "gender"
    shown.check_button.click()
    assert "Part of this is inferred" in shown._found["her"].value


def test_clues_open_one_at_a_time_and_stay_with_their_copy(session: Session) -> None:
    shown = view(session.work("which-language-between"))
    clues, language = shown.controls[shown.part, "clues"], shown.controls[shown.part, "language"]
    assert clues._cards.value == "<p>No clue is open yet.</p>"
    language.value = "ja"
    shown.check_button.click()
    assert "Open the first clue" in shown._feedback.value
    clues.open_button.click()
    assert clues._cards.value.count("iwk-clue") == 1
    assert shown.guard.message.startswith("Clue: The page speaks of")
    shown.check_button.click()
    assert "open another if one is left" in shown._feedback.value
    for _ in range(3):
        clues.open_button.click()
    assert clues.open_button.disabled
    language.value = "fr"
    shown.check_button.click()
    assert "This is an inference" in shown._feedback.value
    shown.next_button.click()
    assert shown._feedback.value == ""
    assert shown.controls[shown.part, "clues"]._cards.value == "<p>No clue is open yet.</p>"
    shown.before_button.click()
    assert clues._cards.value.count("iwk-clue") == 4
    assert "This is an inference" in shown._feedback.value

    again = view(session.work("which-language-between"))
    assert "Copy 2 of 5" in again._face.value


def test_searches_keep_what_was_typed(session: Session) -> None:
    shown = view(session.work("find-dudchany"))
    assert shown.controls["terms",].inner.value == "Dudchany"
    shown.controls["terms",].inner.value = "Dudchany\n\nДудчаны\nLуman"
    shown.check_button.click()
    assert "mixes scripts" in shown._feedback.value
    assert shown._summary.value == ""
    shown.controls["terms",].inner.value = "Dudchany\n\nДудчаны\n<b>x</b>"
    shown.check_button.click()
    assert "&lt;b&gt;x&lt;/b&gt;" in shown._summary.value
    assert shown._summary.value.count("<tr>") == 4
    assert "Still unfound" in shown._feedback.value

    again = view(session.work("find-dudchany"))
    assert again.controls["terms",].inner.value == "Dudchany\nДудчаны\n<b>x</b>"
    assert again._summary.value == shown._summary.value
    again.show_button.click()
    assert again._summary.value.count("<tr>") > 8


@pytest.mark.parametrize(
    "task", ["people-as-things", "low-yield", "more-copies", "find-lyman", "town-or-water"]
)
def test_every_task_opens_and_shows_its_solution(session: Session, task: str) -> None:
    shown = view(session.work(task))
    shown.hint_button.click()
    shown.show_button.click()
    assert "iwk-noted" in shown._feedback.value
