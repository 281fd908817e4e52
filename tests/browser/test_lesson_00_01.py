"""Lessons 00 and 01 as a learner meets them: real JupyterLab, real Chromium, keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.lab import begin, choose, open_lesson, push, run_all, task

pytestmark = pytest.mark.browser


def test_first_task_by_keyboard_wrong_answer_first(lab, new_page):
    page = new_page()
    open_lesson(page, lab, "00_start_here.ipynb")
    first = task(page, "A first look")
    push(page, first, "Check")
    first.get_by_text("Nothing is chosen yet").first.wait_for()
    choose(page, first, "Ukrainian forces advanced 30 km in one day")
    push(page, first, "Check")
    first.get_by_text("Not yet.").first.wait_for()
    push(page, first, "Hint")
    first.get_by_text("auraient avancé").first.wait_for()
    choose(page, first, "Somebody passes on a figure")
    push(page, first, "Check")
    first.get_by_text("Yes. You can tell what a post").first.wait_for()
    spoken = first.locator("[role=status]")
    expect(spoken).to_contain_text("Yes. You can tell")
    assert [entry["kind"] for entry in lab.record()] == ["answer", "hint", "answer"]


def test_a_press_waits_for_the_answer_while_the_kernel_is_busy(lab, new_page):
    """ipywidgets holds the second change of a control back until the kernel has taken the first."""
    page = new_page()
    open_lesson(page, lab, "00_start_here.ipynb")
    first = task(page, "A first look")
    page.evaluate(
        """() => { window.jupyterapp.shell.currentWidget.sessionContext.session.kernel
          .requestExecute({code: "import time; time.sleep(2)"}); }"""
    )
    choose(page, first, "Ukrainian forces advanced 30 km in one day")
    choose(page, first, "Somebody passes on a figure")
    push(page, first, "Check")
    first.get_by_text("Yes. You can tell").first.wait_for()
    assert [entry["kind"] for entry in lab.record()] == ["answer"]


def test_several_options_by_keyboard(lab, new_page):
    page = new_page()
    open_lesson(page, lab, "00_start_here.ipynb")
    care = task(page, "At your own pace")
    choose(page, care, "Leave a task out")
    choose(page, care, "Work through everything")
    push(page, care, "Check")
    care.get_by_text("2 more to find and 1 chosen that does not hold").first.wait_for()
    push(page, care, "Show me")
    care.get_by_text("No. Nothing is counted, and tired readers judge worse.", exact=True).first.wait_for()


def test_replay_by_keyboard(lab, new_page):
    page = new_page()
    open_lesson(page, lab, "01_the_feed.ipynb")
    replay = task(page, "Judge by what was known then")
    clock = replay.locator("input[type=range]")
    clock.focus()
    shown = replay.locator(".iwk-time output")
    expect(shown).to_contain_text("1 October, 13:00")
    page.keyboard.press("ArrowRight")
    replay.get_by_text("1 October, 14:00").first.wait_for()
    page.keyboard.press("PageUp")
    replay.get_by_text("2 October, 14:00").first.wait_for()
    assert clock.evaluate("(e) => e === document.activeElement"), "the clock lost the focus"
    push(page, replay, "Check")
    replay.get_by_text("Choose a grade").first.wait_for()
    choose(page, replay, "1 – confirmed")
    choose(page, replay, "very sure")
    push(page, replay, "Check")
    replay.get_by_text("points elsewhere").first.wait_for()
    choose(page, replay, "3 – possibly true")
    push(page, replay, "Check")
    replay.get_by_text("bears your grade out").first.wait_for()
    expect(replay.locator(".iwk-path svg")).to_have_count(1)
    push(page, replay, "Next judgement")
    replay.get_by_text("Judgement 2 of 9").first.wait_for()
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
    expect(task(page, "Judge by").locator(".iwk-path")).to_contain_text("4 doubtful, fairly sure")

    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.reload()
    begin(page)
    expect(task(page, "Judge by").locator(".iwk-path")).to_contain_text("4 doubtful, fairly sure")
    expect(task(page, "Judge by")).to_contain_text("Judgement 2 of 9")


def test_record_is_downloaded_and_restored(lab, new_page, tmp_path):
    page = new_page()
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
    expect(panel).to_contain_text("0 answers saved")
    with page.expect_file_chooser() as chooser:
        panel.get_by_role("button", name="Restore from a file").click()
    chooser.value.set_files(kept)
    panel.get_by_text("Restored 1 entry.").first.wait_for()
    run_all(page)
    expect(task(page, "A first look")).to_contain_text("Yes. You can tell")
