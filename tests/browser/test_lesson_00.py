"""Lesson 00 as a learner meets it: real JupyterLab, real Chromium, keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.lab import choose, open_lesson, push, run_all, task

pytestmark = pytest.mark.browser
LESSON = "00_start_here.ipynb"


def test_first_task_by_keyboard_wrong_answer_first(page, server):
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
    first.get_by_text("Yes. What a post says is one thing").first.wait_for()
    spoken = first.locator("[role=status]")
    expect(spoken).to_contain_text("Yes. What a post says")
    assert [entry["kind"] for entry in server.record("first-look")] == ["answer", "hint", "answer"]


def test_a_press_waits_for_the_answer_while_the_kernel_is_busy(page, server):
    """ipywidgets holds the second change of a control back until the kernel has taken the first."""
    seen = task(page, "Who sees your answers?")
    page.evaluate(
        """() => { window.jupyterapp.shell.currentWidget.sessionContext.session.kernel
          .requestExecute({code: "import time; time.sleep(2)"}); }"""
    )
    choose(page, seen, "My instructor, at once, as soon")
    choose(page, seen, "Only I on my own")
    push(page, seen, "Check")
    seen.get_by_text("The record is yours.").first.wait_for()
    assert [entry["kind"] for entry in server.record("who-sees-it")] == ["answer"]


def test_several_options_by_keyboard(page):
    care = task(page, "At your own pace")
    choose(page, care, "Leave a task out")
    choose(page, care, "Work through everything")
    push(page, care, "Check")
    care.get_by_text("1 of yours is right and 1 is not").first.wait_for()
    push(page, care, "Show me")
    care.get_by_text(
        "There is no clock and no mark, and tired readers judge worse.", exact=True
    ).first.wait_for()


def test_record_is_downloaded_and_restored(lab, new_page, tmp_path):
    page = new_page()
    open_lesson(page, lab, LESSON)
    first = task(page, "A first look")
    choose(page, first, "Somebody passes on a figure")
    push(page, first, "Check")
    first.get_by_text("Yes. What a post says").first.wait_for()
    panel = task(page, "Your record")
    push(page, panel, "Prepare download")
    with page.expect_download() as download:
        panel.get_by_role("link", name="Download").first.click()
    kept = tmp_path / "kept.json"
    download.value.save_as(kept)

    lab.forget()
    page = new_page()
    open_lesson(page, lab, LESSON)
    panel = task(page, "Your record")
    expect(panel).to_contain_text("0 answers saved")
    with page.expect_file_chooser() as chooser:
        panel.get_by_role("button", name="Restore from a file").click()
    chooser.value.set_files(kept)
    panel.get_by_text("Restored 2 entries.").first.wait_for()
    run_all(page)
    expect(task(page, "A first look")).to_contain_text("Yes. What a post says")
