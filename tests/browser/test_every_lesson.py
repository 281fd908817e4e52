"""What holds for every lesson's page: keys stay in the tasks, axe-core finds nothing, nothing is cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.axe import looks_wrong
from tests.browser.lab import cells, change_theme, open_lesson, settle, violations

pytestmark = pytest.mark.browser
LESSONS = sorted(path.name for path in (Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
# Chains are made of more kinds of control than any other task. The others are for `make test-course`.
FEW = ["03_who_said_it_first.ipynb"]
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
# As if pressed, without what the control itself does on it: hundreds of controls in little time.
PRESS = """([control, keys]) => {
  const codes = {ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40, PageDown: 34, Home: 36};
  control.focus();
  for (const key of keys) {
    const keyCode = codes[key] ?? key.toUpperCase().charCodeAt(0);
    const init = {key, keyCode, bubbles: true, cancelable: true, composed: true};
    for (const type of ["keydown", "keyup"]) control.dispatchEvent(new KeyboardEvent(type, init));
  }
}"""
KINDS = """(controls) =>
  [...new Set([...document.querySelectorAll(controls)].map((c) => `${c.tagName} ${c.type}`))]"""
FIRST = """([controls, kind]) => [...document.querySelectorAll(controls)].find((c) =>
  `${c.tagName} ${c.type}` === kind && c.checkVisibility())"""
CELLS_ARE = "(count) => window.jupyterapp.shell.currentWidget.content.widgets.length === count"
TOO_WIDE = """() => [...document.querySelectorAll('.iwk-task')].flatMap((task) =>
  [...task.querySelectorAll('*')].filter((e) =>
    e.getBoundingClientRect().right > task.getBoundingClientRect().right + 1 &&
    !e.closest('.iwk-hidden, .iwk-scroll, svg')
  ).map((e) => e.outerHTML.slice(0, 120))).slice(0, 5)"""

# Main buttons and fields that do not begin where the task's own text does, and buttons as wide as their task.
ASKEW = """() => [...document.querySelectorAll('.iwk-task')].flatMap((task) => {
  const [title, at] = [task.querySelector('.iwk-title'), (one) => one.getBoundingClientRect()];
  if (!title) return [];
  const wide = innerWidth > 1000 ? task.querySelectorAll('button.jupyter-button') : [];
  return [...task.querySelectorAll('.iwk-row > .iwk-main')].filter((one) => at(one).width &&
      Math.abs(at(one).left - at(title).left) > 1)
    .concat([...wide].filter((one) => at(one).width > 0.9 * at(task).width))
    .map((one) => one.outerHTML.slice(0, 120));
})"""

# Meanings that do not stand beside or below their own word and above the next one.
TORN = """() => [...document.querySelectorAll('dl.iwk-names')].flatMap((list) => {
  const [all, at] = [[...list.children], (one) => one.getBoundingClientRect()];
  return all.filter((one, n) => one.tagName === 'DD' && (at(one).top < at(all[n - 1]).top - 2 ||
    (all[n + 1] && at(all[n + 1]).top < at(one).bottom - 2))).map((one) => one.innerText.slice(0, 60));
})"""


@pytest.mark.parametrize("lesson", FEW)
def test_page_of_a_lesson(lesson, lab, new_page):
    _look(lesson, lab, new_page)


@pytest.mark.course
@pytest.mark.parametrize("lesson", [name for name in LESSONS if name not in FEW])
def test_page_of_every_other_lesson(lesson, lab, new_page):
    _look(lesson, lab, new_page)


def _look(lesson, lab, new_page):
    page = new_page(1280)
    open_lesson(page, lab, lesson)
    for name in ("Check", "Hint"):
        for button in page.get_by_role("button", name=name, exact=True).all():
            button.click()
    settle(page)
    _nothing_is_wrong(page)

    # The same page, narrow and dark: opening it a second time would only cost time.
    page.set_viewport_size({"width": 600, "height": 900})
    change_theme(page, "JupyterLab Dark")
    page.wait_for_timeout(800)
    _nothing_is_wrong(page)

    # As narrow as a phone, or a page at 400 %.
    page.set_viewport_size({"width": 320, "height": 900})
    page.wait_for_timeout(500)
    assert page.evaluate(TOO_WIDE) == []

    page.set_viewport_size({"width": 1280, "height": 900})
    _no_key_reaches_jupyterlab(page)


def _nothing_is_wrong(page):
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(TORN) == []
    assert page.evaluate(ASKEW) == []
    assert violations(page) == []
    assert looks_wrong(page) == []


def _no_key_reaches_jupyterlab(page):
    """With focus on a control, x would delete the cell and b insert one, were it not for the guard."""
    before = cells(page)
    notebook = page.locator(".jp-Notebook .jp-Cell").first.element_handle()
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:enter-command-mode')")
    page.evaluate(PRESS, [notebook, ["b"]])
    page.wait_for_function(CELLS_ARE, arg=before + 1)  # so a key that gets through would be seen below
    page.evaluate(PRESS, [notebook, ["x"]])
    page.wait_for_function(CELLS_ARE, arg=before)

    # Handles and not positions: what a key changes (a filter, say) may redraw other controls.
    controls = [c for c in page.locator(CONTROLS).element_handles() if c.is_visible()]
    assert len(controls) > 5
    for control in controls:
        page.evaluate(PRESS, [control, KEYS])
    # Real keys on one control of each kind: they do what the control does with them, too.
    for kind in page.evaluate(KINDS, CONTROLS):
        control = page.evaluate_handle(FIRST, [CONTROLS, kind]).as_element()
        if control is None:  # gone with what the keys before it changed
            continue
        control.focus()
        for key in KEYS:
            page.keyboard.press(key)
        settle(page)
    page.wait_for_timeout(500)  # d d is a chord: JupyterLab waits for its second half
    assert cells(page) == before
