"""Lesson 05 by keyboard alone, wrong answer first."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.lab import cells, close_lessons, open_lesson, pick, practise, push, task
from tools.browser import UNDRAWN
from tools.fonts import lacking, writings

pytestmark = pytest.mark.browser
LESSON = "05_lost_in_translation.ipynb"


def test_compare_by_keyboard_wrong_answer_first(page, server):
    before = cells(page)
    lines = practise(page, "Eight lines of retreat")
    push(page, lines, "Check")
    lines.get_by_text("No rendering is marked yet").first.wait_for()
    pick(page, lines, "5. What moved?", "faithful")
    push(page, lines, "Check")
    lines.locator(".iwk-card").nth(4).get_by_text("is that all that the original says?").first.wait_for()
    mark = lines.locator("mark")
    expect(mark).to_have_text("‹فائدة›")
    assert mark.evaluate("(m) => getComputedStyle(m).direction") == "rtl"
    push(page, lines, "Hint")
    lines.get_by_text("The noun is the key").first.wait_for()
    choice = pick(page, lines, "5. What moved?", "wrong")
    push(page, lines, "Check")
    lines.get_by_text("The claim is “").first.wait_for()
    assert choice.input_value() == "wrong sense of a word"
    lines.get_by_text("That holds. 7 more to go.").first.wait_for()
    assert cells(page) == before
    assert [entry["kind"] for entry in server.record("lines-of-retreat")] == ["answer", "hint", "answer"]


def test_no_character_shows_as_an_empty_box(page):
    """None of the foreign words is drawn as the box that stands for a character which no font has."""
    shown, missing = page.evaluate(
        f"""() => {{
          const undrawn = {UNDRAWN};
          const foreign = [...document.querySelectorAll(".iwk-task [lang]")];
          return [
            foreign.map((e) => e.textContent).join(""),
            foreign.map((e) => undrawn(e.textContent, getComputedStyle(e).fontFamily)).join(""),
          ];
        }}"""
    )
    assert not missing, lacking(missing)
    assert {"Arabic", "Chinese characters", "Japanese"} <= set(writings(shown))


def test_pivot_by_keyboard_wrong_answer_first(page):
    copies = task(page, "Through which language?")
    push(page, copies, "Open clue 1 of 4")
    copies.locator(".iwk-clue").wait_for()
    pick(page, copies, "Translated from", "German")
    push(page, copies, "Check")
    copies.get_by_text("Not yet.").first.wait_for()
    push(page, copies, "Open clue 2 of 4")
    pick(page, copies, "Translated from", "French")
    push(page, copies, "Check")
    copies.get_by_text("This is an inference").first.wait_for()
    push(page, copies, "Next copy")
    copies.get_by_text("Copy 2 of 5").first.wait_for()
    expect(copies.locator(".iwk-clue")).to_have_count(0)


def test_search_by_keyboard_with_bad_input_first(page):
    search = task(page, "Find the rest")
    field = search.get_by_label("Spellings, one a line")
    field.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("\nDuдchany")
    push(page, search, "Check")
    search.get_by_text("mixes scripts: Latin").first.wait_for()
    field.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("Dudchany\nДудчаны\nДудчани")
    push(page, search, "Check")
    search.get_by_text("Partly. Your searches find").first.wait_for()
    expect(search.locator("tbody tr")).to_have_count(3)
    field.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("\nDoudtchany")
    push(page, search, "Check")
    search.get_by_text("The aim was 85").first.wait_for()
    expect(search.locator("tbody tr")).to_have_count(4)


def test_marks_outlive_the_page_and_the_kernel(page, server):
    water = task(page, "A town becomes water")
    pick(page, water, "3. What moved?", "a name")
    push(page, water, "Check")
    water.get_by_text("Yes.").first.wait_for()
    close_lessons(page)
    server.end_kernels()
    open_lesson(page, server, LESSON)
    kept = water.get_by_label("3. What moved?", exact=True)
    assert kept.input_value() == "a name was changed or translated"
    expect(water.locator("mark")).to_have_text("‹라이만›")
