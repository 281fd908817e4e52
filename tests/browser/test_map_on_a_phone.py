"""Lesson 01 on a phone: the pieces to judge come before the map, and its letters can be read."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.lab import change_theme, open_lesson, task
from tests.browser.learner import open_in_player

pytestmark = pytest.mark.browser
FEED = "01_the_feed.ipynb"
LEAST = 12  # px
# How large each letter is on the screen, of what is seen in the map.
LETTERS = """(map) => {
  const seen = [...map.querySelectorAll('text, li, summary, td')]
    .filter((one) => one.getClientRects().length);
  return seen.map((one) => {
    const size = parseFloat(getComputedStyle(one).fontSize);
    const svg = one.closest('svg[role]');
    return size * (svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1);
  });
}"""
TOP = "(one) => one.getBoundingClientRect().top + scrollY"


def pieces_before_the_map(page, width):
    replay = task(page, "Judge by what was known then").first
    shown = replay.locator(".iwk-placemap")
    expect(shown).to_have_count(1)
    narrow = shown.locator("details.iwk-narrow")
    assert shown.locator(".iwk-wide").is_hidden() and narrow.is_visible()
    assert narrow.get_attribute("open") is None
    # What stands between the clock and the first piece is less than half a screen.
    assert shown.bounding_box()["height"] < 350
    assert not narrow.locator("li").first.is_visible()
    narrow.locator("summary").first.click()
    expect(narrow.locator("svg[role=img]")).to_be_visible()
    letters = shown.evaluate(LETTERS)
    assert len(letters) > 20 and min(letters) >= LEAST, min(letters)
    assert shown.evaluate("(one) => one.scrollWidth <= one.clientWidth + 1")
    # The clock draws it anew: what was opened stays open.
    replay.locator("input[type=range]").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(1500)
    assert replay.locator("details.iwk-narrow").evaluate("(one) => one.open")


def test_in_the_player(lab, new_page):
    page = new_page(width=320, locale="en-GB")
    open_in_player(page, lab, FEED)
    pieces_before_the_map(page, 320)
    page.set_viewport_size({"width": 1280, "height": 900})
    shown = task(page, "Judge by what was known then").first.locator(".iwk-placemap")
    assert shown.locator(".iwk-wide").is_visible() and shown.locator("details.iwk-narrow").is_hidden()
    assert min(shown.evaluate(LETTERS)) >= LEAST


def test_in_jupyterlab(lab, new_page):
    page = new_page()
    open_lesson(page, lab, FEED)
    page.set_viewport_size({"width": 320, "height": 900})
    change_theme(page, "JupyterLab Light")
    page.wait_for_timeout(500)
    pieces_before_the_map(page, 320)
