"""Lesson 06 by keyboard alone, wrong answer first."""

from __future__ import annotations

import pytest

from tests.browser.lab import cells, open_lesson, pick, push, task

pytestmark = pytest.mark.browser
LESSON = "06_what_translation_hides.ipynb"


def test_meter_and_claim_by_keyboard_wrong_answer_first(page, server):
    before = cells(page)
    meter = task(page, "Probably, wohl, must have")
    push(page, meter, "Check")
    meter.get_by_text("Nothing is answered yet.").first.wait_for()
    pick(page, meter, "1. Whose word?", "the")
    control = pick(page, meter, "1. How sure?", "0")
    assert control.input_value().startswith("0")
    push(page, meter, "Check")
    meter.get_by_text("4 more to go.").first.wait_for()
    answers = ("own", "2"), ("unnamed", "2"), ("named", "2"), ("own", "3"), ("own", "3")
    for number, (whose, level) in enumerate(answers, 1):
        control = pick(page, meter, f"{number}. Whose word?", "the" if whose == "own" else "somebody")
        if whose == "named":  # the two entries begin alike: one further down
            control.focus()
            page.keyboard.press("ArrowDown")
        pick(page, meter, f"{number}. How sure?", level)
    push(page, meter, "Check")
    meter.get_by_text("All 5 hold.").first.wait_for()
    claim = task(page, "One small word")
    pick(page, claim, "2. Does it survive?", "yes")
    push(page, claim, "Check")
    claim.get_by_text("Read it once more, slowly").first.wait_for()
    choice = pick(page, claim, "2. Does it survive?", "no")
    push(page, claim, "Check")
    claim.get_by_text("That holds. 4 more to go.").first.wait_for()
    assert choice.input_value().startswith("no")
    assert cells(page) == before
    assert [entry["kind"] for entry in server.record()] == ["answer"] * 4
    open_lesson(page, server, LESSON)
    assert task(page, "One small word").get_by_label("2. Does it survive?", exact=True).input_value() == (
        "no: it says the opposite, or the claim is gone"
    )
