"""Lesson 03 by keyboard alone: a wrong link first, then the whole chain."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.lab import pick, push, restart, task, violations

pytestmark = pytest.mark.browser
LESSON = "03_who_said_it_first.ipynb"


def link(page, where, taker, giver, count):
    pick(page, where, "This piece", taker)
    pick(page, where, "took it from", giver)
    push(page, where, "Add link")
    where.get_by_text(f"Your links: {count}.").first.wait_for()


def test_first_chain_by_keyboard_wrong_link_first_then_a_restart(page):
    chain = task(page, "Two witnesses, or one?")
    push(page, chain, "Check")
    chain.get_by_text("There is no link yet").first.wait_for()
    link(page, chain, "1 korii", "4 DONTSTOPWAR", 1)
    push(page, chain, "Add link")
    chain.get_by_text("That link is there already").first.wait_for()
    push(page, chain, "Check")
    chain.get_by_text("0 of 4 links found, 1 with a step left out").first.wait_for()
    assert chain.get_by_role("img").get_attribute("aria-label").startswith("Time runs from left to right")

    push(page, chain, "Remove link 1")
    chain.get_by_text("Your links: 0.").first.wait_for()
    expect(
        chain.get_by_role("button", name="Add link")
    ).to_be_focused()  # the button that was pressed is gone
    push(page, chain, "Undo")
    chain.get_by_text("Your links: 1.").first.wait_for()
    push(page, chain, "Undo")
    chain.get_by_text("Your links: 0.").first.wait_for()

    link(page, chain, "1 korii", "2 Rob", 1)
    link(page, chain, "1 korii", "3 Calibre", 2)
    link(page, chain, "2 Rob", "4 DONT", 3)
    link(page, chain, "3 Calibre", "4 DONT", 4)
    push(page, chain, "Check")
    chain.get_by_text("All links hold. Now count the origins").first.wait_for()
    pick(page, chain, "Origins that we know", "1")
    pick(page, chain, "The words change their speaker", "at no piece")
    push(page, chain, "Check")
    chain.get_by_text("Two ways, one origin.").first.wait_for()
    chain.get_by_text("1 origin that we know, 3 repeats").first.wait_for()

    restart(page)
    again = task(page, "Two witnesses, or one?")
    again.get_by_text("Your links: 4.").first.wait_for()
    again.get_by_text("Two ways, one origin.").first.wait_for()


def test_link_has_room_for_its_words_on_a_phone(page):
    """Beside the button that removes it, a link had one letter a line."""
    chain = task(page, "Two witnesses, or one?")
    if not chain.locator(".iwk-links p").count():  # else the test before has left its links
        link(page, chain, "1 korii", "4 DONTSTOPWAR", 1)
    page.set_viewport_size({"width": 320, "height": 900})
    page.wait_for_timeout(500)
    words = chain.locator(".iwk-links p").first
    room, needed = words.evaluate("(one) => [one.clientWidth, one.closest('.iwk-links').clientWidth]")
    assert room > 0.9 * needed
    page.set_viewport_size({"width": 1280, "height": 900})


def test_words_of_the_text_draw_the_link_by_keyboard(page):
    chain = task(page, "Forty, thirty, twenty, twelve")
    push(page, chain, "The speaker is Stremousov")
    chain.get_by_text("Your links: 1.").first.wait_for()
    push(page, chain, "Check")
    chain.get_by_text("where did it hear him? It says so.").first.wait_for()
    push(page, chain, "Remove link 1")
    push(page, chain, "on the air of the television channel “Rossiya 24”")
    push(page, chain, "Kirill Stremousov spoke on this channel")
    chain.get_by_text("Your links: 2.").first.wait_for()
    push(page, chain, "Check")
    chain.get_by_text("2 of 8 links found").first.wait_for()
    assert violations(page) == []

    # The drawing is a list where the page is narrow.
    expect(chain.locator(".iwk-tree")).to_be_hidden()
    page.set_viewport_size({"width": 320, "height": 640})
    expect(chain.locator(".iwk-tree")).to_be_visible()
    expect(chain.locator(".iwk-relay svg")).to_be_hidden()
    expect(chain.locator(".iwk-tree li li li")).to_have_text("✓ ○ 4 RIN.ru")
    page.set_viewport_size({"width": 1280, "height": 900})


def test_flip_is_found_and_the_key_shown(page):
    chain = task(page, "Five and a half thousand encircled")
    link(page, chain, "2 fa.news", "7 Reuters", 1)
    pick(page, chain, "The words change their speaker", "2 fa.news")
    push(page, chain, "Check")
    chain.get_by_text("The headline makes it").first.wait_for()
    push(page, chain, "Show me")
    chain.get_by_text("+ from the key").first.wait_for()
    expect(chain.locator("path.iwk-key:not(.iwk-arrow)")).to_have_count(8)
