"""A learner who answers whatever stands on the page, in the player: right or wrong, as it comes."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from infowar_kit.learning.judgement import STEPS_IN_WORDS
from tests.browser.lab import TOKEN, Lab

ROUNDS = 24  # parts of one task that are worked through
# Fill what can be filled in one task, as far as it is seen, and say how much that was.
FILL = """(task) => {
  let filled = 0;
  const seen = (node) => node.getClientRects().length > 0 && !node.closest('.iwk-hidden');
  const all = (what) => [...task.querySelectorAll(what)].filter(seen);
  const change = (field, value) => {
    const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, 'value').set.call(field, value);
    filled += 1;
    for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, {bubbles: true}));
  };
  for (const box of all('.widget-radio-box')) {
    const radios = [...box.querySelectorAll('input')];
    if (radios.some((radio) => radio.checked)) continue;
    radios[radios.length - 1].click();
    filled += 1;
  }
  for (const list of all('select')) if (list.selectedIndex <= 0 && list.options.length > 1) {
    list.selectedIndex = 1;
    filled += 1;
    list.dispatchEvent(new Event('change', {bubbles: true}));
  }
  const boxes = all('input[type=checkbox]');
  if (boxes.length && !boxes.some((box) => box.checked)) { boxes[0].click(); filled += 1; }
  for (const field of all('textarea')) if (!field.value) change(field, 'Seen by the scripted learner.');
  for (const field of all('input[type=text], input[type=number]')) if (!field.value) change(field, '2');
  return filled;
}"""

# Press the button that opens the next card, and say what stands on it; null where none is left.
OPEN = """(task) => {
  const left = [...task.querySelectorAll('button')].find((button) => /^Open /.test(button.innerText)
    && !button.disabled && button.getClientRects().length > 0);
  left?.click();
  return left?.innerText ?? null;
}"""


def open_in_player(page: Any, lab: Lab, lesson: str) -> None:
    """Open a lesson in the player and wait until its tasks answer."""
    address = f"http://127.0.0.1:{lab.port}/voila/render/{lesson}?token={TOKEN}"
    page.goto(address, wait_until="domcontentloaded")
    expect(page.locator("#iwk-status")).to_have_text("The tasks are ready.")


def answer_all(page: Any, lab: Lab) -> None:
    """Answer every task of the open lesson, part by part, as far as its controls are the usual ones."""
    for one in page.locator(".iwk-task").all():
        if one.locator(".iwk-title").count() and one.get_by_role("button", name="Check", exact=True).count():
            _work_through(page, lab, one)


def answer_one(page: Any, lab: Any, one: Any) -> bool:
    """Answer what one task shows now; return whether the answer came into the record."""
    open_all(page, one)
    return _checked(page, lab, one)


def is_a_test(one: Any) -> bool:
    """Return whether reports are judged there: such a task goes on by itself, and says nothing."""
    return bool(one.get_by_text(STEPS_IN_WORDS["1"]).count())


def _work_through(page: Any, lab: Lab, one: Any) -> None:
    check = one.get_by_role("button", name="Check", exact=True).first
    onward = one.get_by_role("button", name=re.compile("^Next ")).first
    for _ in range(ROUNDS):
        at = _place(one)
        open_all(page, one)
        if not check.is_enabled() or not _checked(page, lab, one) or not at:
            return
        if not is_a_test(one):
            if not onward.is_enabled():
                return
            onward.click()
        _wait(page, lambda at=at: _place(one) != at or not check.is_enabled())


def _checked(page: Any, lab: Lab, one: Any) -> bool:
    """Fill the part and check it."""
    before, complained = _answers(lab), _complains(one)
    expect(one).not_to_have_attribute("aria-busy", "true")  # what a script presses is not held back
    _wait(page, lambda: one.evaluate(FILL) == 0)
    one.get_by_role("button", name="Check", exact=True).first.click()
    # A complaint stays in view until the next answer is there; only a new one ends the wait.
    _wait(page, lambda: _answers(lab) > before or (_complains(one) and not complained))
    return _wait(page, lambda: _answers(lab) > before, 2)


def open_all(page: Any, one: Any) -> None:
    """Open evidence and sightings that lie closed, one after another."""
    while (words := one.evaluate(OPEN)) is not None:
        _wait(page, lambda words=words: one.evaluate(OPEN.replace("?.click()", "")) != words)


def _answers(lab: Lab) -> int:
    return sum(entry["kind"] == "answer" for entry in lab.entries())


def _place(one: Any) -> str:
    """Return which part is shown, where it is one at a time."""
    return str(one.evaluate("(task) => task.querySelector('.iwk-part')?.innerText ?? ''"))


def _complains(one: Any) -> bool:
    return bool(one.locator(".iwk-note:visible").count())


def _wait(page: Any, until: Callable[[], bool], seconds: float = 60) -> bool:
    late = time.monotonic() + seconds
    while time.monotonic() < late:
        if until():
            return True
        page.wait_for_timeout(50)
    return False
