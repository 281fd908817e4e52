"""Lesson 04 by keyboard alone, wrong answers first."""

import pytest
from playwright.sync_api import expect

from tests.browser.lab import pick, push, run_all, task

pytestmark = pytest.mark.browser
LESSON = "04_where_and_when.ipynb"


def write(page, where, number, text):
    where.get_by_label(f"Answer {number} (", exact=False).focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def test_places_by_keyboard_wrong_answer_first(page, server):
    town = task(page, "The same town?")
    push(page, town, "Check")
    town.get_by_text("Nothing is chosen yet").first.wait_for()
    pick(page, town, "Place of form 2", "Lyman")
    push(page, town, "Check")
    town.get_by_text("Choose a reason for").first.wait_for()
    pick(page, town, "Reason for form 2", "the name was")
    push(page, town, "Check")
    town.get_by_text("The place holds. Its reason is not").first.wait_for()
    push(page, town, "Hint")
    town.get_by_text("Say the form aloud").first.wait_for()
    pick(page, town, "Reason for form 2", "a former")
    push(page, town, "Check")
    town.get_by_text("That holds. 5 more to go.").first.wait_for()
    expect(town.locator(".iwk-feedback span[lang=ru]").first).to_be_visible()
    expect(town.locator("span[lang=ja]").first).to_be_visible()
    push(page, town, "Show me")
    town.get_by_text("What the kit's own finder says").first.wait_for()
    assert [entry["kind"] for entry in server.record()] == ["answer", "hint", "answer", "shown"]


def test_distances_and_clocks_by_keyboard(page):
    far = task(page, "Thirty kilometres in a day")
    write(page, far, 1, "far")
    push(page, far, "Check")
    far.get_by_text("is not a number").first.wait_for()
    write(page, far, 1, "90")
    push(page, far, "Check")
    far.get_by_text("Not yet.").first.wait_for()
    write(page, far, 1, "30")
    far.get_by_label("cannot be said from this").nth(1).focus()
    page.keyboard.press("Space")
    push(page, far, "Check")
    far.get_by_text("All 2 hold. 4 more to go.").first.wait_for()

    clocks = task(page, "Whose clock?")
    write(page, clocks, 1, "14:04")
    push(page, clocks, "Check")
    clocks.get_by_text("0 of 1 hold").first.wait_for()
    write(page, clocks, 1, "17:04")
    push(page, clocks, "Check")
    clocks.get_by_text("The clock shows 17:04.").first.wait_for()

    run_all(page)
    expect(task(page, "Thirty kilometres in a day")).to_contain_text("All 2 hold.")


def test_maps_have_words(page):
    page.set_viewport_size({"width": 600, "height": 900})
    pictures = page.locator(".jp-OutputArea-output img")
    expect(pictures).to_have_count(3)
    for picture in pictures.all():
        assert "Said to be held by Ukrainian forces:" in picture.get_attribute("alt")
        assert picture.bounding_box()["width"] <= 600
