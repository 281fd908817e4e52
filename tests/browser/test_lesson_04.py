"""Lesson 04 by keyboard alone, wrong answers first."""

import pytest
from playwright.sync_api import expect

from tests.browser.lab import TOKEN, change_theme, choose, pick, push, run_all, task

pytestmark = pytest.mark.browser
LESSON = "04_where_and_when.ipynb"


def write(page, where, number, text):
    where.get_by_label(f"Answer {number} (", exact=False).focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


# Names that lie on each other in the drawing that is shown: measured, since the kit only reckons their width.
OVERLAPS = """() => [...document.querySelectorAll('.iwk-placemap svg[role]')].flatMap((drawing) => {
  if (!drawing.getBoundingClientRect().width) return [];
  const names = [...drawing.querySelectorAll('text')]
    .map((one) => [one.textContent, one.getBoundingClientRect()]);
  return names.flatMap(([name, a], at) => names.slice(0, at).filter(([, b]) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4).map(([other]) => [name, other]));
})"""


def say_name(page, where, number, text):
    where.get_by_label(f"Name {number} in Latin letters").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def test_one_name_two_ways_by_keyboard_wrong_answer_first(page):
    two = task(page, "One name, two ways")
    push(page, two, "Check")
    two.get_by_text("Nothing is answered yet").first.wait_for()
    say_name(page, two, 1, "Davidiv Brid")
    push(page, two, "Check")
    two.get_by_text("It follows the table up to “Dav”.").first.wait_for()
    say_name(page, two, 1, "Davydiv Brid")
    say_name(page, two, 2, "Davydiv Brid")
    push(page, two, "Check")
    two.get_by_text("That is what a table makes of another name").first.wait_for()
    say_name(page, two, 2, "Davydov Brod")
    choose(page, two, "by German transcription of Russian")
    push(page, two, "Check")
    two.get_by_text("By that table it would be “Dawydow Brod”.").first.wait_for()
    expect(two.locator(".iwk-letter span[lang=uk]").first).to_be_visible()
    push(page, two, "Show me")
    two.get_by_text("The tables:").first.wait_for()


def test_places_by_keyboard_wrong_answer_first(page, server):
    town = task(page, "The same town?")
    push(page, town, "Check")
    town.get_by_text("Nothing is chosen yet").first.wait_for()
    pick(page, town, "Place of form 1", "Lyman")
    push(page, town, "Check")
    town.get_by_text("Choose a reason for").first.wait_for()
    pick(page, town, "Reason for form 1", "the name was")
    push(page, town, "Check")
    town.get_by_text("Look at the first word").first.wait_for()
    push(page, town, "Hint")
    town.get_by_text("Say the form aloud").first.wait_for()
    pick(page, town, "Reason for form 1", "a former")
    push(page, town, "Check")
    town.get_by_text("That holds. 3 more to go.").first.wait_for()
    expect(town.locator(".iwk-feedback span[lang=ru]").first).to_be_visible()
    expect(town.locator("span[lang=ja]").first).to_be_visible()
    push(page, town, "Show me")
    town.get_by_text("What the kit’s own finder says").first.wait_for()
    kinds = [entry["kind"] for entry in server.record("names-of-one-town")]
    assert kinds == ["answer", "hint", "answer", "shown"]


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
    far.get_by_text("Both hold. 3 more to go.").first.wait_for()

    clocks = task(page, "Whose clock?")
    write(page, clocks, 1, "15:41")
    push(page, clocks, "Check")
    clocks.get_by_text("Not yet. Read why, and look again.").first.wait_for()
    write(page, clocks, 1, "13:11")
    push(page, clocks, "Check")
    clocks.get_by_text("The clock shows 13:11.").first.wait_for()

    run_all(page)
    expect(task(page, "Thirty kilometres in a day")).to_contain_text("Both hold.")


def readable(page, width):
    """Hold each map against what an eye needs: one drawing, within the page, letters that can be read."""
    maps = page.locator(".iwk-placemap")
    expect(maps).to_have_count(2)
    for one in maps.all():
        one.scroll_into_view_if_needed()
        drawn = [svg for svg in one.locator("svg[role=img]").all() if svg.is_visible()]
        assert len(drawn) == 1  # with names, or with numbers
        assert "Said to be held by Ukrainian forces:" in drawn[0].get_attribute("aria-label")
        assert drawn[0].bounding_box()["width"] <= width
        letters = drawn[0].locator("text").last.evaluate("(e) => e.getBoundingClientRect().height")
        assert letters >= 13, letters
    assert page.evaluate(OVERLAPS) == []


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (600, True)])
def test_maps_can_be_read_at_any_width(page, width, dark):
    page.set_viewport_size({"width": width, "height": 900})
    change_theme(page, "JupyterLab Dark" if dark else "JupyterLab Light")
    readable(page, width)
    first = page.locator(".iwk-placemap").first
    first.locator("summary", has_text="The same as a table").click()
    expect(first.get_by_text("Serhii Khlan").first).to_be_visible()
    first.locator("summary", has_text="The same as a table").click()


def test_maps_can_be_read_on_a_phone(lab, new_page):
    page = new_page(width=320, locale="en-GB")
    page.goto(
        f"http://127.0.0.1:{lab.port}/voila/render/{LESSON}?token={TOKEN}", wait_until="domcontentloaded"
    )
    expect(page.locator("#iwk-status")).to_have_text("The tasks are ready.")
    readable(page, 320)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
