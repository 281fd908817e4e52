"""A check never moves the page: what is said stands beside the button, in view, and the focus goes to it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.lab import choose, close_lessons, open_lesson, pick, push, settle, task

pytestmark = pytest.mark.browser
NEAR = 160  # pixels between the button and the first line: the other buttons of the row, wrapped once

# Where the button stands now; before and after it is pressed.
TOP = "(button) => button.getBoundingClientRect().top"
# How far the first line of what was said is from the button, and whether it can be seen.
LINE = """(button) => {
  const line = document.activeElement;
  const one = button.getBoundingClientRect();
  const other = line.getBoundingClientRect();
  const scroller = button.closest(".jp-WindowedPanel-outer") ?? document.scrollingElement;
  const view = scroller.getBoundingClientRect();
  return {
    text: line.innerText, said: line.matches(".iwk-verdict, .iwk-feedback > ul > li, .iwk-note, .iwk-yours"),
    away: Math.max(other.top - one.bottom, one.top - other.bottom),
    seen: other.top >= view.top - 1 && other.top + 16 <= view.bottom + 1,
  };
}"""
SAID = """(words) => document.activeElement.tagName !== 'BUTTON'
  && document.activeElement.innerText.includes(words)"""
PART = """(root) => {
  const part = document.activeElement;
  const scroller = part.closest(".jp-WindowedPanel-outer") ?? document.scrollingElement;
  return { text: part.innerText, part: part.matches(".iwk-part"), inside: root.contains(part),
    from_top: part.getBoundingClientRect().top - scroller.getBoundingClientRect().top };
}"""


def look(page: Any, button: Any, words: str, *, mouse: bool = False) -> None:
    """Press a button, and see that what is said is near it, in view and in focus, and the page still."""
    button.scroll_into_view_if_needed()
    before = button.evaluate(TOP)
    if mouse:
        button.click()
    else:
        button.focus()
        page.keyboard.press("Enter")
    settle(page)
    page.wait_for_function(SAID, arg=words, timeout=10_000)
    found = button.evaluate(LINE)
    assert found["said"], found
    assert found["seen"], found
    assert found["away"] < NEAR, found
    moved = abs(button.evaluate(TOP) - before)
    # Only as far as it takes to bring the first line into view: never as far as the line is high from it.
    assert moved < NEAR, (before, moved)


BOTH = [False, pytest.param(True, marks=pytest.mark.course)]


@pytest.mark.parametrize("mouse", BOTH, ids=["keyboard", "mouse"])
def test_a_choice(lab: Any, new_page: Any, mouse: bool) -> None:
    page = new_page()
    open_lesson(page, lab, "00_start_here.ipynb")
    first = task(page, "A first look")
    check = first.get_by_role("button", name="Check", exact=True)
    look(page, check, "Nothing is chosen yet", mouse=mouse)
    choose(page, first, "Ukrainian forces advanced 30 km in one day")
    look(page, check, "Not yet.", mouse=mouse)
    choose(page, first, "Somebody passes on a figure")
    look(page, check, "Yes. What a post says", mouse=mouse)
    look(page, first.get_by_role("button", name="Hint"), "Hint", mouse=mouse)
    look(page, first.get_by_role("button", name="Show me"), "What a post says", mouse=mouse)


@pytest.mark.parametrize("mouse", BOTH, ids=["keyboard", "mouse"])
def test_a_long_form_is_answered_part_by_part(lab: Any, new_page: Any, mouse: bool) -> None:
    page = new_page()
    open_lesson(page, lab, "04_where_and_when.ipynb")
    town = task(page, "The same town?")
    checks = town.get_by_role("button", name="Check this")
    look(page, checks.nth(3), "Nothing is chosen yet", mouse=mouse)
    pick(page, town, "Place of form 2", "Lyman")
    pick(page, town, "Reason for form 2", "the name was")
    look(page, checks.nth(1), "Partly.", mouse=mouse)
    # The one at the end says how it stands with all; reasons above it do not push it away.
    look(page, town.get_by_role("button", name="Check", exact=True), "Read why, and look again", mouse=mouse)


def test_a_new_part_comes_to_the_top_of_the_view(lab: Any, new_page: Any) -> None:
    page = new_page()
    for lesson, title, button in (
        ("01_the_feed.ipynb", "", "Next judgement"),
        ("07_reading_the_tone.ipynb", "Mark three pairs", "Next passage"),
    ):
        open_lesson(page, lab, lesson)
        where = task(page, title) if title else page.locator(".iwk-task", has_text=button)
        where = where.filter(has=page.get_by_role("button", name=button)).first
        push(page, where, button)
        page.wait_for_function("() => document.activeElement.matches('.iwk-part')")
        found = where.evaluate(PART)
        assert found["part"] and found["inside"], found
        assert -1 <= found["from_top"] < 120, found
        assert "2 of" in found["text"], found


def test_marks_are_judged_beside_the_passage(lab: Any, new_page: Any) -> None:
    page = new_page()
    open_lesson(page, lab, "07_reading_the_tone.ipynb")
    marking = task(page, "Mark three pairs")
    check = marking.get_by_role("button", name="Check", exact=True)
    look(page, check, "Nothing is marked yet.")
    marking.locator(".iwk-passage").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+ArrowRight")
    marking.locator(".iwk-technique select").focus()
    page.keyboard.type("Bandwagon")
    push(page, marking, "Add mark")
    look(page, check, "You found 0 of the")
    push(page, marking, "Show me")
    # The key is laid over the learner's own mark, which stays with its verdict.
    tags = [one.get_attribute("data-tag") for one in marking.locator("[data-tag]").all()]
    assert any(tag.startswith("✗ yours") for tag in tags), tags
    assert sum(tag.startswith("key") for tag in tags) == 2, tags


def test_what_is_chosen_and_not_checked_survives_the_end_of_the_kernel(lab: Any, new_page: Any) -> None:
    page = new_page()
    open_lesson(page, lab, "00_start_here.ipynb")
    words = "Leave a task out"
    choose(page, task(page, "At your own pace"), words)
    settle(page)
    lab.end_kernels()
    close_lessons(page)
    open_lesson(page, lab, "00_start_here.ipynb")
    care = task(page, "At your own pace")
    assert care.get_by_label(words, exact=False).first.is_checked()
    assert lab.record() == []
    assert [entry["kind"] for entry in lab.entries("take-care")] == ["draft"]
    care.get_by_role("button", name="Check", exact=True).focus()
    page.keyboard.press("Enter")
    care.get_by_text("something that is right is not chosen yet").first.wait_for()
