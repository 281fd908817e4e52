"""What holds for every lesson's page: keys stay in the tasks, axe-core finds nothing, nothing is cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.lab import cells, open_lesson, violations

pytestmark = pytest.mark.browser
LESSONS = sorted(path.name for path in (Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
KEYS = [
    "x",
    "b",
    "d",
    "d",
    "a",
    "m",
    "y",
    "ArrowDown",
    "ArrowUp",
    "ArrowLeft",
    "ArrowRight",
    "PageDown",
    "Home",
]
CONTROLS = ".iwk-task :is(button:not([disabled]), select, input, textarea, summary, a, [tabindex='0'])"
TOO_WIDE = """() => [...document.querySelectorAll('.iwk-task')].flatMap((task) =>
  [...task.querySelectorAll('*')].filter((e) =>
    e.getBoundingClientRect().right > task.getBoundingClientRect().right + 1 &&
    !e.closest('.iwk-hidden, .iwk-scroll, svg')
  ).map((e) => e.outerHTML.slice(0, 120))).slice(0, 5)"""


@pytest.mark.parametrize("lesson", LESSONS)
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (600, True)])
def test_page_of_a_lesson(lesson, width, dark, lab, new_page):
    page = new_page(width)
    open_lesson(page, lab, lesson, dark=dark)
    for name in ("Check", "Hint"):
        for button in page.get_by_role("button", name=name, exact=True).all():
            button.click()
    page.wait_for_timeout(500)
    assert page.evaluate(TOO_WIDE) == []
    assert violations(page) == []
    if not dark:
        _no_key_reaches_jupyterlab(page)


def _no_key_reaches_jupyterlab(page):
    """With focus on a control, x would delete the cell and b insert one, were it not for the guard."""
    before, tried = cells(page), 0
    # Handles and not positions: what a key changes (a filter, say) may redraw other controls.
    for control in page.locator(CONTROLS).element_handles():
        if control.get_attribute("type") == "file" or not control.is_visible():
            continue
        control.focus()
        for key in KEYS:
            page.keyboard.press(key)
        tried += 1
    assert tried > 5
    assert cells(page) == before
