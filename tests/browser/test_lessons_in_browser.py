"""Each lesson as a learner meets it: real JupyterLab, real Chromium, keyboard alone."""

from __future__ import annotations

import pytest

from tests.browser.lab import cells, open_lesson, run_all, task, violations

pytestmark = pytest.mark.browser
LESSONS = ["00_start_here.ipynb", "01_the_feed.ipynb"]
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
CONTROLS = ".iwk-task :is(button:not([disabled]), select, input, summary, a)"


def press_to(page, locator):
    """Reach a control by its keyboard focus and return it."""
    locator.focus()
    return locator


def choose(page, where, words):
    press_to(page, where.get_by_label(words, exact=False).first)
    page.keyboard.press("Space")


def push(page, where, name):
    press_to(page, where.get_by_role("button", name=name, exact=True))
    page.keyboard.press("Enter")


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_key_reaches_jupyterlab(lesson, lab, new_page):
    page = new_page()
    open_lesson(page, lab, lesson)
    before = cells(page)
    tried = 0
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


@pytest.mark.parametrize("lesson", LESSONS)
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (600, True)])
def test_outputs_have_no_accessibility_violation(lesson, width, dark, lab, new_page):
    page = new_page(width)
    open_lesson(page, lab, lesson, dark=dark)
    for name in page.get_by_role("button", name="Check", exact=True).all():
        name.click()
    for name in page.get_by_role("button", name="Hint", exact=True).all():
        name.click()
    page.wait_for_timeout(500)
    assert violations(page) == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_nothing_is_wider_than_a_narrow_page(lesson, lab, new_page):
    page = new_page(600)
    open_lesson(page, lab, lesson)
    wide = page.evaluate(
        """() => [...document.querySelectorAll('.iwk-task')].filter((t) =>
             [...t.querySelectorAll('*')].some((e) => e.getBoundingClientRect().right >
               t.getBoundingClientRect().right + 1 && !e.closest('.iwk-hidden'))).length"""
    )
    assert wide == 0


def test_first_task_by_keyboard_wrong_answer_first(lab, new_page):
    page = new_page()
    open_lesson(page, lab, "00_start_here.ipynb")
    first = task(page, "A first look")
    push(page, first, "Check")
    first.get_by_text("Nothing is chosen yet").wait_for()
    choose(page, first, "Ukrainian forces advanced 30 km in one day")
    push(page, first, "Check")
    first.get_by_text("Not yet.").first.wait_for()
    push(page, first, "Hint")
    first.get_by_text("auraient avancé").wait_for()
    choose(page, first, "Somebody passes on a figure")
    push(page, first, "Check")
    first.get_by_text("Yes. You can tell what a post").wait_for()
    spoken = first.locator("[role=status]")
    page.wait_for_timeout(200)
    assert spoken.inner_text().startswith("Yes. You can tell")
    assert [entry["kind"] for entry in lab.record()] == ["answer", "hint", "answer"]


def test_several_options_by_keyboard(lab, new_page):
    page = new_page()
    open_lesson(page, lab, "00_start_here.ipynb")
    care = task(page, "At your own pace")
    choose(page, care, "Leave a task out")
    choose(page, care, "Work through everything")
    push(page, care, "Check")
    care.get_by_text("2 more to find and 1 chosen that does not hold").wait_for()
    push(page, care, "Show me")
    care.get_by_text("No. Nothing is counted, and tired readers judge worse.", exact=True).wait_for()


def test_replay_by_keyboard(lab, new_page):
    page = new_page()
    open_lesson(page, lab, "01_the_feed.ipynb")
    replay = task(page, "Judge by what was known then")
    clock = replay.locator("input[type=range]")
    clock.focus()
    shown = replay.locator(".iwk-time output")
    assert "1 October, 13:00" in shown.inner_text()
    page.keyboard.press("ArrowRight")
    replay.get_by_text("1 October, 14:00").first.wait_for()
    page.keyboard.press("PageUp")
    replay.get_by_text("2 October, 14:00").first.wait_for()
    assert clock.evaluate("(e) => e === document.activeElement"), "the clock lost the focus"
    push(page, replay, "Check")
    replay.get_by_text("Choose a grade").wait_for()
    choose(page, replay, "1 – confirmed")
    choose(page, replay, "very sure")
    push(page, replay, "Check")
    replay.get_by_text("points elsewhere").first.wait_for()
    choose(page, replay, "3 – possibly true")
    push(page, replay, "Check")
    replay.get_by_text("bears your grade out").first.wait_for()
    assert replay.locator(".iwk-path svg").count() == 1
    push(page, replay, "Next judgement")
    replay.get_by_text("Judgement 2 of 9").wait_for()
    replay.get_by_text("1 October, 23:00").first.wait_for()


def test_reload_and_kernel_restart_lose_nothing(lab, new_page):
    page = new_page()
    open_lesson(page, lab, "01_the_feed.ipynb")
    replay = task(page, "Judge by what was known then")
    choose(page, replay, "4 – doubtful")
    choose(page, replay, "fairly sure")
    push(page, replay, "Check")
    replay.get_by_text("bears your grade out").first.wait_for()

    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    run_all(page)
    assert "4 doubtful, fairly sure" in task(page, "Judge by").locator(".iwk-path").inner_text()

    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.reload()
    open_lesson(page, lab, "01_the_feed.ipynb")
    assert "4 doubtful, fairly sure" in task(page, "Judge by").locator(".iwk-path").inner_text()
    assert "Judgement 2 of 9" in task(page, "Judge by").inner_text()


def test_record_is_downloaded_and_restored(lab, new_page, tmp_path):
    page = new_page(accept_downloads=True)
    open_lesson(page, lab, "00_start_here.ipynb")
    first = task(page, "A first look")
    choose(page, first, "Somebody passes on a figure")
    push(page, first, "Check")
    first.get_by_text("Yes. You can tell").first.wait_for()
    panel = task(page, "Your record")
    push(page, panel, "Prepare download")
    with page.expect_download() as download:
        panel.get_by_role("link", name="Download").click()
    kept = tmp_path / "kept.json"
    download.value.save_as(kept)

    lab.forget()
    page = new_page()
    open_lesson(page, lab, "00_start_here.ipynb")
    panel = task(page, "Your record")
    assert "0 answers saved" in panel.inner_text()
    with page.expect_file_chooser() as chooser:
        panel.get_by_role("button", name="Restore from a file").click()
    chooser.value.set_files(kept)
    panel.get_by_text("Restored 1 entries").wait_for()
    run_all(page)
    assert "Yes. You can tell" in task(page, "A first look").inner_text()
