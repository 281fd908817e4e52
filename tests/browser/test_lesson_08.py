"""Lesson 08 in the browser: the hunt and the switches, by keyboard alone."""

import pytest

from tests.browser.lab import push, task

pytestmark = pytest.mark.browser
LESSON = "08_what_a_machine_sees.ipynb"


def test_a_passage_is_judged_by_keyboard_wrong_first(page, server):
    hunt = task(page, "Hunt the errors")
    card = hunt.locator(".iwk-card").nth(3)
    radios = card.locator("input[type=radio]")
    radios.nth(0).focus()
    page.keyboard.press("Space")
    push(page, hunt, "Check")
    card.locator(".iwk-feedback").get_by_text("standing together, or for where").first.wait_for()
    radios.nth(0).focus()
    page.keyboard.press("ArrowRight")
    assert radios.nth(1).is_checked()
    push(page, hunt, "Check")
    hunt.get_by_text("You agree with the key in all of it.").first.wait_for()
    answers = [entry["content"] for entry in server.record() if entry["kind"] == "answer"]
    assert answers[-1] == {"p052": {"findings": {"1": "false alarm"}, "missed": []}}


def test_a_switch_moves_the_table_and_keeps_the_focus(page):
    hunt = task(page, "Hunt the errors")
    before = hunt.locator("table.iwk-lens").inner_text()
    box = hunt.locator(".iwk-switches input[type=checkbox]").nth(11)
    box.focus()
    page.keyboard.press("Space")
    page.wait_for_function(
        "(before) => document.querySelector('table.iwk-lens').innerText !== before", arg=before
    )
    assert box.evaluate("node => node === document.activeElement")
    page.keyboard.press("Space")
    page.wait_for_function(
        "(before) => document.querySelector('table.iwk-lens').innerText === before", arg=before
    )


def test_own_text_is_read_in_a_box_and_no_key_of_it_moves_a_cell(page):
    box = page.locator(".iwk-own-text textarea").first
    box.scroll_into_view_if_needed()
    box.focus()
    cells = page.locator(".jp-Cell").count()
    box.fill("")
    page.keyboard.type('A "pathetic" decision, x b dd: what a shameful, shameful day.')
    page.get_by_role("button", name="Read it with the lens").first.click()
    page.get_by_text("“shameful”").first.wait_for()
    assert page.locator(".jp-Cell").count() == cells


def test_beating_the_lens_keeps_the_text_and_says_what_it_cost(page, server):
    beat = task(page, "Beat the lens")
    card = beat.locator(".iwk-card").nth(1)
    card.locator("textarea").first.fill(
        "The dog of the caretaker was whimpering all night beside the new lift."
    )
    push(page, beat, "Check")
    beat.get_by_text("these cues were taken out of the lens").first.wait_for()
    answers = [entry["content"] for entry in server.record() if entry["kind"] == "answer"]
    assert "whimpering" in answers[-1]["neutral"]["text"]
