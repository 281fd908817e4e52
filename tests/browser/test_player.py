"""The player, and the same in JupyterLab, for somebody who comes for the first time and back the next day."""

from __future__ import annotations

import json
from functools import partial

import pytest
from playwright.sync_api import expect

from tests.browser.lab import READY, TOKEN, choose, close_lessons, task

pytestmark = pytest.mark.browser
START, FEED = "00_start_here.ipynb", "01_the_feed.ipynb"
RIGHT = "Somebody passes on a figure"
# What a task's cell shows once it is at work.
DRAWN = "() => document.querySelectorAll('.jp-CodeCell .iwk-task').length"


def open_player(page, lab, lesson, *, ready=True):
    page.goto(
        f"http://127.0.0.1:{lab.port}/voila/render/{lesson}?token={TOKEN}", wait_until="domcontentloaded"
    )
    if ready:
        expect(page.locator("#iwk-status")).to_have_text("The tasks are ready.")


def press(page, where, name):
    expect(where).not_to_have_attribute("aria-busy", "true")  # else it is not taken
    where.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


def test_first_lessons_in_the_player_by_keyboard_and_back_the_next_day(lab, new_page):
    page = new_page(width=1280, locale="en-GB")
    page.goto(f"http://127.0.0.1:{lab.port}/voila/render/{START}?token={TOKEN}", wait_until="commit")
    # The text is there before the tasks are, with a word on what happens.
    expect(page.locator("#iwk-early h1")).to_contain_text("Start here")
    expect(page.locator("#iwk-status")).to_contain_text("The lesson is starting.")
    assert page.locator("#iwk-status").get_attribute("aria-live") == "polite"
    course = page.get_by_role("navigation", name="Course")
    expect(course.get_by_role("link", name="Begin")).to_be_visible()
    expect(page.locator("#iwk-status")).to_have_text("The tasks are ready.")
    assert page.locator(".jp-Editor, .highlight").count() == 0  # no code

    first = task(page, "A first look")
    choose(page, first, "Ukrainian forces advanced 30 km in one day")
    press(page, first, "Check")
    first.get_by_text("Not yet.").first.wait_for()
    choose(page, first, RIGHT)
    press(page, first, "Check")
    first.get_by_text("Yes. What a post says is one thing").first.wait_for()
    expect(course).to_contain_text("1 of 4 tasks done, right at first try 0 of 1")

    # Its own: the same server may have others, of pages that earlier tests left.
    said = "() => JSON.parse(document.getElementById('jupyter-config-data').textContent)"
    own = page.evaluate(said)["kernelId"]

    def running():
        return own in [kernel["id"] for kernel in lab._api("GET", "kernels")]

    assert running()
    page.goto("about:blank")  # in the middle, without saving anything
    for _ in range(150):  # on a busy machine the page's last word may take a while
        if not running():
            break
        page.wait_for_timeout(200)
    assert not running(), "the kernel of a page that was left goes on running"

    open_player(page, lab, FEED)
    on = page.get_by_role("navigation", name="Course").get_by_role("link", name="Continue where you were")
    on.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/00_start_here.ipynb#task-who-sees-it")
    expect(page.locator("#iwk-status")).to_have_text("The tasks are ready.")
    expect(task(page, "A first look")).to_contain_text("Yes. What a post says is one thing")
    expect(page.locator("#task-who-sees-it")).to_be_in_viewport()
    choose(page, task(page, "Who sees your answers?"), "Only I on my own")
    press(page, task(page, "Who sees your answers?"), "Check")
    task(page, "Who sees your answers?").get_by_text("The record is yours.").first.wait_for()


# A phone leaves a page without the event that others give before.
NO_LAST_QUESTION = "addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true)"

# A route of Playwright's would hold the last word of the page too.
NO_COURSE = """(() => {
  const own = window.fetch;
  const held = (to) => String(to).includes('infowar-kit/course');
  window.fetch = (to, ...how) => held(to) ? new Promise(() => {}) : own(to, ...how);
})()"""


@pytest.mark.parametrize("when", ["while it starts", "on a phone", "before the course was there"])
def test_a_page_that_is_left_ends_its_kernel(lab, new_page, when):
    page = new_page(locale="en-GB")
    address = f"http://127.0.0.1:{lab.port}/voila/render/{START}?token={TOKEN}"
    if when == "on a phone":
        page.add_init_script(NO_LAST_QUESTION)
    if when == "before the course was there":
        page.add_init_script(NO_COURSE)
    page.goto(address, wait_until="commit")
    expect(page.locator("#iwk-early h1")).to_contain_text("Start here")
    if when == "while it starts":
        for _ in range(300):
            if lab._api("GET", "kernels"):
                break
            page.wait_for_timeout(100)
        assert page.evaluate("() => document.readyState") == "loading"
    else:
        expect(page.locator("#iwk-status")).to_have_text("The tasks are ready.")
    assert len(lab._api("GET", "kernels")) == 1
    page.goto("about:blank")
    for _ in range(450):
        if not lab._api("GET", "kernels"):
            break
        page.wait_for_timeout(200)
    assert lab._api("GET", "kernels") == []
    assert "Traceback" not in lab.said()


def test_the_feed_in_the_player_by_mouse_at_any_width_light_and_dark(lab, new_page):
    page = new_page(width=1280, locale="en-GB")
    open_player(page, lab, FEED)
    asked = task(page, "Before or after?")
    asked.get_by_label("The one without: it is listed first.", exact=False).click()
    asked.get_by_role("button", name="Check", exact=True).click()
    asked.get_by_text("Not yet.").first.wait_for()
    asked.get_by_label("That cannot be known from this", exact=False).click()
    asked.get_by_role("button", name="Check", exact=True).click()
    asked.locator(".iwk-feedback.iwk-right").first.wait_for()
    for dark in (False, True):
        if dark:
            page.get_by_role("button", name="Dark").click()
        for width in (1280, 600, 320):
            page.set_viewport_size({"width": width, "height": 900})
            # What axe says of lessons in the player: test_player_axe.
            over = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
            assert over <= 0, f"the page is {over} px wider than {width} px"
    # For a room: large, and what was found waits.
    page.set_viewport_size({"width": 1280, "height": 900})
    before = page.evaluate("() => parseFloat(getComputedStyle(document.querySelector('.iwk-task')).fontSize)")
    page.get_by_role("button", name="Large, for a room").click()
    after = page.evaluate("() => parseFloat(getComputedStyle(document.querySelector('.iwk-task')).fontSize)")
    assert before >= 16 and after >= 20
    found = asked.locator(".iwk-feedback.iwk-right").first
    expect(found.locator(".iwk-verdict")).to_be_hidden()
    found.click()
    expect(found.locator(".iwk-verdict")).to_be_visible()
    page.get_by_role("button", name="Large, for a room").click()

    page.get_by_role("link", name="The same with its code").click()
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    assert page.url.split("?")[0].endswith(f"/lab/tree/{FEED}")


def answer_with(status, route):
    route.fulfill(status=status, body="gone")


# A kernel was stopped, or a hub's server; logged out at a hub.
@pytest.mark.parametrize(
    "answer", [404, pytest.param(424, marks=pytest.mark.course), pytest.param(403, marks=pytest.mark.course)]
)
def test_a_lesson_that_sleeps_says_so_lets_go_and_is_woken_up(lab, browser, answer):
    # A page of its own, not watched: the browser itself puts such an answer on the console.
    page = browser.new_context(locale="en-GB").new_page()
    page.set_default_timeout(60_000)
    open_player(page, lab, START)
    opened = "() => [...window.iwkSockets].some((one) => one.readyState === WebSocket.OPEN)"
    assert page.evaluate(opened), answer
    for kernel in lab._api("GET", "kernels"):
        lab._api("DELETE", f"kernels/{kernel['id']}")
    page.route("**/api/kernels/*", partial(answer_with, answer))
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#iwk-status")).to_contain_text("This lesson has gone to sleep")
    # An open line would tell a hub that somebody is at work.
    closed = "() => [...window.iwkSockets].every((one) => one.readyState === WebSocket.CLOSED)"
    page.wait_for_function(closed)
    page.unroute("**/api/kernels/*")
    page.get_by_role("link", name="Wake it up").click()
    expect(page.locator("#iwk-status")).to_have_text("The tasks are ready.")
    page.context.close()


def test_saved_lesson_in_jupyterlab_can_be_read_and_one_cell_runs_alone(lab, new_page):
    page = new_page()
    if not page.evaluate("() => window.jupyterapp !== undefined"):
        page.goto(lab.url(START))
    else:
        page.evaluate("(path) => { window.jupyterapp.commands.execute('docmanager:open', {path}); }", START)
    page.wait_for_function("() => window.jupyterapp !== undefined")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.evaluate(READY)
    run_cell(page, 'kit.task("first-look")')
    first = task(page, "A first look")
    first.get_by_label("Ukrainian forces advanced 30 km", exact=False).click()
    first.get_by_role("button", name="Check", exact=True).click()
    first.get_by_text("Not yet.").first.wait_for()
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    for _ in range(50):  # until the file is on disk
        saved = json.loads((lab.workspace / START).read_text())
        if any(cell.get("execution_count") for cell in saved["cells"]):
            break
        page.wait_for_timeout(100)
    assert "widget-view" not in json.dumps(saved)

    # The next day: another kernel.
    close_lessons(page)
    lab.end_kernels()
    page.evaluate("(path) => { window.jupyterapp.commands.execute('docmanager:open', {path}); }", START)
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.evaluate(READY)
    expect(page.locator(".jp-Notebook")).to_contain_text("Task: A first look")
    assert page.get_by_text("model not found").count() == 0
    # Code is out of sight, and links lead on.
    assert page.locator(".jp-CodeCell .jp-InputArea-editor:visible").count() == 0
    expect(page.locator(".jp-Notebook").get_by_role("link", name="01 The feed").first).to_be_visible()
    run_cell(page, 'kit.task("first-look")')
    expect(task(page, "A first look")).to_contain_text("Not yet.")
    choose(page, task(page, "A first look"), RIGHT)
    press(page, task(page, "A first look"), "Check")
    task(page, "A first look").get_by_text("Yes. What a post says is one thing").first.wait_for()


def run_cell(page, source):
    """Run one cell alone, and wait until its task is drawn."""
    before = page.evaluate(DRAWN)
    page.evaluate(
        """(source) => {
          const book = window.jupyterapp.shell.currentWidget.content;
          book.activeCellIndex = book.widgets.findIndex((c) => c.model.sharedModel.source.includes(source));
          window.jupyterapp.commands.execute('notebook:run-cell');
        }""",
        source,
    )
    page.wait_for_function(f"(before) => ({DRAWN})() > before", arg=before)
