"""The player's page after a wrong answer, as narrow as a phone and as wide as a desk, light and dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.axe import looks_wrong, violations_of
from tests.browser.learner import FILL, is_a_test, open_in_player

pytestmark = pytest.mark.browser
ALL = sorted(path.name for path in (Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
FEW = ["03_who_said_it_first.ipynb"]
WIDTHS = (1280, 600, 320)  # the last is also a page at 400 %
CUT = """() => [...document.querySelectorAll('.iwk-task *, #iwk-side *, .iwk-bar *')].filter((e) =>
  e.getBoundingClientRect().right > innerWidth + 1 && e.getClientRects().length
  && !e.closest('.iwk-hidden, .iwk-scroll, .iwk-skip, svg, table'))
  .map((e) => e.outerHTML.slice(0, 120)).slice(0, 5)"""

# A drawing has tests of its own.
SMALL = """() => {
  const found = new Set();
  for (const box of document.querySelectorAll('.iwk-task, .jp-OutputArea-output, #iwk-side')) {
    const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    for (let node; node = walk.nextNode();) {
      const one = node.parentElement;
      if (!node.data.trim() || !one.getClientRects().length) continue;
      if (one.closest('svg, .iwk-hidden, style')) continue;
      const size = parseFloat(getComputedStyle(one).fontSize);
      if (size < 15.5) found.add(`${size} px: ${node.data.trim().slice(0, 60)}`);
    }
    const wordless = '[type=range], [type=radio], [type=checkbox]';
    for (const one of box.querySelectorAll(`input:not(${wordless}), select, textarea, button`)) {
      const size = parseFloat(getComputedStyle(one).fontSize);
      if (one.getClientRects().length && size < 15.5) found.add(`${size} px: ${one.outerHTML.slice(0, 60)}`);
    }
  }
  return [...found].slice(0, 8);
}"""
SCROLLS = """() => [...document.querySelectorAll('.jp-OutputArea-output table')].filter((one) =>
  one.getClientRects().length && (one.scrollWidth > one.clientWidth + 1
  || one.getBoundingClientRect().right > innerWidth + 1)).map((one) => one.innerText.slice(0, 60))"""


def wrong_check(page):
    """Fill the first task that can be checked with whatever stands there, and check it."""
    for one in page.locator(".iwk-task").all():
        check = one.get_by_role("button", name=re.compile("^Check$")).first
        if not one.locator(".iwk-title").count() or not check.count():
            continue
        if is_a_test(one):
            continue
        one.evaluate(FILL)
        page.wait_for_timeout(400)
        check.click()
        expect(one.locator(".iwk-feedback:visible, .iwk-note:visible").first).to_be_visible()
        return
    raise AssertionError("no task of this lesson can be checked")


def look(page, lab, lesson, *, shown=tuple((width, dark) for dark in (False, True) for width in WIDTHS)):
    open_in_player(page, lab, lesson)
    wrong_check(page)
    found = {}
    darkened = False
    for width, dark in shown:
        if dark != darkened:
            page.get_by_role("button", name="Dark").click()
            darkened = dark
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(150)
        wrong = violations_of(page) + [f"cut off: {one}" for one in page.evaluate(CUT)]
        wrong += looks_wrong(page)
        over = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        wrong += [f"small: {one}" for one in page.evaluate(SMALL)]
        wrong += [f"scrolls within itself: {one}" for one in page.evaluate(SCROLLS)]
        wrong += [f"the page is {over} px too wide"] * (over > 0)
        if wrong:
            found[width, "dark" if dark else "light"] = wrong
    page.get_by_role("button", name="Dark").click()
    assert found == {}


@pytest.mark.parametrize("lesson", FEW)
def test_a_lesson(lab, new_page, lesson):
    look(new_page(width=1280, locale="en-GB"), lab, lesson, shown=((1280, False), (320, True)))


@pytest.mark.course
@pytest.mark.parametrize("lesson", ALL)
def test_every_lesson(lab, new_page, lesson):
    look(new_page(width=1280, locale="en-GB"), lab, lesson)


def test_what_is_small_and_what_scrolls_within_itself_is_found(new_page):
    page = new_page(width=320, locale="en-GB")  # a page of its own: what JupyterLab drew would be gone
    page.set_content(
        "<div class='iwk-task'><p style='font-size:13px'>little</p><p style='font-size:16px'>enough</p>"
        "<input type='text' style='font-size:12px'></div>"
        "<div class='jp-OutputArea-output'><table style='display:block;overflow-x:auto'><tr>"
        "<td style='min-width:600px'>broad</td></tr></table></div>"
    )
    small = page.evaluate(SMALL)
    assert len(small) == 2 and small[0] == "13 px: little" and small[1].startswith("12 px: <input")
    assert page.evaluate(SCROLLS) == ["broad"]
