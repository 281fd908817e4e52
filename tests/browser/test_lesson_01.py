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
    expect(shown).to_contain_text("1 October, 13:00")
    page.keyboard.press("ArrowRight")
    replay.get_by_text("1 October, 14:00").first.wait_for()
    page.keyboard.press("PageUp")
    replay.get_by_text("2 October, 14:00").first.wait_for()
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
    replay.get_by_text("Judgement 2 of 9").first.wait_for()
    replay.get_by_text("1 October, 23:00").first.wait_for()

    path = task(page, "Judge by").locator(".iwk-path")
    restart(page)
    expect(path).to_contain_text("3 possibly true, very sure")
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.reload()
    begin(page)
    expect(path).to_contain_text("3 possibly true, very sure")
    expect(task(page, "Judge by")).to_contain_text("Judgement 2 of 9")
