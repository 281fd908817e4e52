"""A slow machine or line: nothing is promised too early, and no choice is lost between two parts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.lab import TOKEN, choose, task

pytestmark = pytest.mark.browser
START = "00_start_here.ipynb"
# What can be pressed at the moment at which the word is said, and what the page says it is; kept by the page
# itself, because a press from here comes later.
PROMISED = """() => {
  const seen = (node) => node.getClientRects().length > 0;
  window.iwkPressable = () => [...document.querySelectorAll('.iwk-task')].filter(seen).map((one) => [
    one.querySelector('.iwk-title')?.textContent ?? '',
    [...one.querySelectorAll('input, select, textarea, button')].filter(seen).length,
    one.querySelectorAll('.iwk-hidden [role=status]').length,  // its guard is at work
  ]);
  new MutationObserver(() => {
    const status = document.getElementById('iwk-status');
    const ready = status?.dataset.ready;
    if (ready && status.textContent === ready) window.iwkThen ??= iwkPressable();
  }).observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
}"""
# A line on which each message takes a while, in their order. Off until a test sets the while.
LINE = """() => {
  const own = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'onmessage');
  Object.defineProperty(WebSocket.prototype, 'onmessage', { ...own, set(take) {
    let last = Promise.resolve();
    own.set.call(this, (event) => {
      last = last.then(() => window.iwkLag && new Promise((done) => setTimeout(done, window.iwkLag)))
        .then(() => take.call(this, event));
    });
  } });
}"""
LAG = 60  # ms


def opened(page, lab, lesson, *, rate=1, script=LINE):
    page.add_init_script(f"({script})()")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})
    page.set_default_timeout(240_000)
    address = f"http://127.0.0.1:{lab.port}/voila/render/{lesson}?token={TOKEN}"
    page.goto(address, wait_until="commit")
    expect(page.locator("#iwk-status")).to_have_text("The tasks are ready.", timeout=240_000)


def test_when_the_tasks_are_said_to_be_ready_every_one_can_be_pressed(lab, new_page):
    page = new_page(locale="en-GB")
    opened(page, lab, START, rate=6, script=PROMISED)
    page.wait_for_function("() => window.iwkThen")
    page.wait_for_timeout(1500)
    then, now = page.evaluate("() => [window.iwkThen, window.iwkPressable()]")
    assert then and [one for one in then if one[0] != "Your record"] == [
        one
        for one in now
        if one[0] != "Your record"  # which gets a button once the browser has been asked
    ]
    assert "A first look" in [title for title, *_ in then]
    assert all(controls and guards for _, controls, guards in then)


def test_a_guard_that_is_late_is_waited_for(lab, new_page):
    """What a task needs to keep keys and presses comes last on a slow machine, and still hears the kernel."""
    page = new_page(locale="en-GB")
    # Every script that comes from a text, as those of the kit's widgets do, comes after four seconds.
    late = """() => {
      const own = URL.createObjectURL;
      URL.createObjectURL = (blob) => {
        if (!/javascript/.test(blob.type)) return own.call(URL, blob);
        const wait = "await new Promise((done) => setTimeout(done, 4000));\\n";
        return own.call(URL, new Blob([wait, blob], { type: "text/javascript" }));
      };
    }"""
    page.add_init_script(f"({late})()")
    opened(page, lab, START, script=PROMISED)
    page.wait_for_function("() => window.iwkThen")
    assert all(guards for _, _, guards in page.evaluate("() => window.iwkThen"))
    first = task(page, "A first look")
    first.get_by_role("button", name="Check", exact=True).focus()
    page.keyboard.press("Enter")
    expect(first.locator(".iwk-hidden [role=status], .iwk-hidden[role=status]")).to_contain_text(
        "Nothing is chosen yet"
    )


def press_at_once(page, words, face, before):
    """Press an option where it stands as soon as the face of the task says something new."""
    page.evaluate("(lag) => { window.iwkLag = lag; }", LAG)
    option = page.locator(".iwk-task", has=page.locator(".iwk-part")).get_by_label(words, exact=True).first
    box = option.bounding_box()
    before()
    page.wait_for_function(
        "(face) => [...document.querySelectorAll('.iwk-part')].some((one) => one.textContent.includes(face))",
        arg=face,
    )
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def judged_and_drafted(lab):
    entries = lab.entries("first-test")
    return [[one["content"] for one in entries if one["kind"] == kind] for kind in ("answer", "draft")]


def settled(page, where):
    """Let everything that is still on the line come, and the task be free."""
    page.evaluate("() => { window.iwkLag = 0; }")
    expect(where).not_to_have_attribute("aria-busy", "true")
    page.wait_for_timeout(1500)


def test_a_choice_made_while_the_next_report_is_drawn_counts_or_cannot_be_made(lab, new_page):
    page = new_page(locale="en-GB")
    opened(page, lab, START)
    where = page.locator(".iwk-task", has=page.locator(".iwk-part")).first
    words = "surely faithful (95\N{NO-BREAK SPACE}%)"
    choose(page, where, words)
    # The option stays under the hand: what is pressed is the report that is going, or the one that comes.
    where.get_by_label(words, exact=True).first.scroll_into_view_if_needed()
    check = where.get_by_role("button", name="Check", exact=True)

    def judge():
        check.focus()
        page.keyboard.press("Enter")

    other = "rather faithful (60\N{NO-BREAK SPACE}%)"
    press_at_once(page, other, "Report 2 of 20.", judge)
    settled(page, where)
    [judged], drafts = judged_and_drafted(lab)
    # Nothing was taken for the report that was judged and is gone.
    [(part, judgement)] = judged.items()
    late = [one for one in drafts if part in one and one[part]["chance"] != judgement["chance"]]
    assert not late, (judged, drafts)
    shown = where.get_by_label(other, exact=True).first
    counted = any(set(draft) - set(judged) for draft in drafts)
    assert shown.is_checked() == counted, "what is seen is not what counts"
    # Once it can be pressed, one press is enough.
    shown.click()
    expect(shown).to_be_checked()
    check.focus()
    page.keyboard.press("Enter")
    expect(where.locator(".iwk-part")).to_contain_text("Report 3 of 20.")
    assert len([one for one in lab.record("first-test") if one["kind"] == "answer"]) == 2


def test_a_second_press_while_the_next_part_is_drawn_is_not_taken_for_it(lab, new_page):
    page = new_page(locale="en-GB")
    opened(page, lab, START)
    where = page.locator(".iwk-task", has=page.locator(".iwk-part")).first
    choose(page, where, "surely faithful (95\N{NO-BREAK SPACE}%)")
    page.evaluate("(lag) => { window.iwkLag = lag; }", LAG)
    check = where.get_by_role("button", name="Check", exact=True)
    check.focus()
    for _ in range(3):
        page.keyboard.press("Enter")
        page.wait_for_timeout(80)
    expect(where).to_have_attribute("aria-busy", "true")
    assert check.evaluate(
        "(one) => one === document.activeElement"
    )  # who works by keyboard stays where they are
    settled(page, where)
    expect(where.locator(".iwk-part")).to_contain_text("Report 2 of 20.")
    assert where.locator(".iwk-note:visible").count() == 0  # no complaint that nothing is chosen
    assert where.locator("[inert]").count() == 0
    assert page.evaluate("() => document.activeElement.matches('.iwk-part')")
