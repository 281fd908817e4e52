"""Lesson 01 by keyboard alone, wrong answers first; then a kernel restart and a reload."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.lab import begin, choose, push, restart, task

pytestmark = pytest.mark.browser
LESSON = "01_the_feed.ipynb"


def test_replay_by_keyboard_and_nothing_is_lost(page):
    replay = task(page, "Judge by what was known then")
    clock = replay.locator("input[type=range]")
    clock.focus()
    shown = replay.locator(".iwk-time output")
    expect(shown).to_contain_text("2 October, 00:00")
    expect(replay.locator(".iwk-piece")).to_have_count(7)
    # The clock goes back, and takes away what was not yet out; it does not go forward.
    page.keyboard.press("ArrowRight")
    page.keyboard.press("PageDown")
    replay.get_by_text("1 October, 00:00").first.wait_for()
    expect(replay.locator(".iwk-placemap")).to_contain_text("Published until the end of 30 Sep")
    page.keyboard.press("PageUp")
    page.keyboard.press("PageUp")
    replay.get_by_text("2 October, 00:00").first.wait_for()
    expect(replay.locator(".iwk-placemap")).to_contain_text("Published until the end of 1 Oct")
    expect(replay.locator(".iwk-piece")).to_have_count(7)
    assert clock.evaluate("(e) => e === document.activeElement"), "the clock lost the focus"
    push(page, replay, "Check")
    replay.get_by_text("Choose a grade").first.wait_for()
    choose(page, replay, "1 – confirmed")
    choose(page, replay, "very sure")
    push(page, replay, "Check")
    replay.get_by_text("points elsewhere").first.wait_for()
    choose(page, replay, "3 – possibly true")
    push(page, replay, "Check")
    replay.get_by_text("bears your grade out").first.wait_for()
    expect(replay.locator(".iwk-path svg")).to_have_count(1)
    push(page, replay, "Next judgement")
    replay.get_by_text("Judgement 2 of 7").first.wait_for()
    expect(shown).to_contain_text("3 October, 08:00")
    expect(replay.locator(".iwk-piece")).to_have_count(5)

    path = task(page, "Judge by").locator(".iwk-path")
    restart(page)
    expect(path).to_contain_text("3 possibly true, very sure")
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.reload()
    begin(page)
    expect(path).to_contain_text("3 possibly true, very sure")
    expect(task(page, "Judge by")).to_contain_text("Judgement 2 of 7")
