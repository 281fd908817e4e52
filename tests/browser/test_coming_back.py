"""A learner loses the machine and has every answer again: from a file, or from the browser."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from infowar_kit.corpus import load
from tests.browser.axe import violations_of
from tests.browser.conftest import watched
from tests.browser.lab import Lab, begin, choose, task
from tests.browser.learner import answer_all, open_in_player

pytestmark = pytest.mark.browser
START = "00_start_here.ipynb"
RIGHT = "Somebody passes on a figure"
ALL = [row.notebook for row in sorted(load().lessons, key=lambda row: row.lesson_id)]
MEASURED = [ALL[0], *ALL[10:]]  # the first test, the file, and the last test
OFFER = "In this browser is a copy with"
NO_STORAGE = (
    "Object.defineProperty(window, 'indexedDB', {get() { throw new DOMException('no', 'SecurityError'); }})"
)


@pytest.fixture
def machines(tmp_path):
    """Make machines that know nothing of each other."""
    made = []

    def machine(folder=None):
        made.append(Lab(folder or tmp_path / f"machine-{len(made)}"))
        return made[-1]

    yield machine
    for one in made:
        one.stop()


@pytest.fixture
def visit(browser):
    """Come with a browser that was never here, or by `context` with one that was."""
    made = []

    def come(context=None, script=""):
        context = context or browser.new_context(locale="en-GB", accept_downloads=True)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.set_default_timeout(60_000)
        made.append(context)
        return page

    yield come
    for context in made:
        context.close()


def downloaded(page, link, folder):
    with page.expect_download() as coming:
        link.click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def shown(page, lab):
    """Return what the page shows of answers: by task what was found, and what the exhibits say of them."""
    found = {}
    for entry in lab.record():
        if entry["kind"] == "answer" and page.locator(f"#task-{entry['task']}").count():
            one = page.locator(".iwk-task", has=page.locator(f"#task-{entry['task']}")).last
            found[entry["task"]] = one.locator(".iwk-feedback, .iwk-sure, table, ol").all_inner_texts()
    return found


def course(machines, visit, folder, lessons):
    """Go through lessons, export, restore on a fresh machine with a fresh browser, and look at each again."""
    lab, page, before = machines(), visit(), {}
    with watched(page):
        for lesson in lessons:
            open_in_player(page, lab, lesson)
            answer_all(page, lab)
            open_in_player(page, lab, lesson)  # as it is found when one comes back
            before[lesson] = shown(page, lab)
        open_in_player(page, lab, START)
        panel = task(page, "Your record")
        panel.get_by_role("button", name="Prepare download").click()
        kept = downloaded(page, panel.get_by_role("link", name="Download infowar-kit-record").first, folder)
        page.goto("about:blank")
    entries = lab.entries()
    answered = {entry["task"] for entry in entries if entry["kind"] == "answer"}
    corpus = load()
    for lesson in lessons:
        own = {row.task_id for row in corpus.tasks_of_lesson(lesson[:2])}
        assert own & answered, f"nothing was answered in {lesson}"
    assert {"first-test", "article-again", "claim-never-met", "last-test"} <= answered

    other, fresh = machines(), visit()
    with watched(fresh):
        open_in_player(fresh, other, START)
        assert fresh.get_by_text(OFFER).count() == 0  # this browser was never here
        panel = task(fresh, "Your record")
        with fresh.expect_file_chooser() as chooser:
            panel.get_by_role("button", name="Restore from a file").click()
        chooser.value.set_files(kept)
        panel.get_by_text(
            f"Restored {len(entries)} entries. The tasks on this page show them"
        ).first.wait_for()
        assert other.entries() == entries
        assert shown(fresh, other) == before[START]  # at once, without running anything again
        for lesson in lessons:
            open_in_player(fresh, other, lesson)
            assert shown(fresh, other) == before[lesson], lesson
        fresh.goto("about:blank")
    return answered


@pytest.mark.course
def test_first_test_file_and_last_test_are_there_again_on_a_fresh_machine(machines, visit, tmp_path):
    course(machines, visit, tmp_path, MEASURED)


@pytest.mark.course
def test_every_answer_of_the_course_is_there_again_on_a_fresh_machine(machines, visit, tmp_path):
    answered = course(machines, visit, tmp_path, ALL)
    assert len(answered) >= 30, sorted(answered)


@pytest.mark.course
def test_a_server_that_forgot_is_given_the_answers_by_the_browser(lab, visit):
    page = visit()
    with watched(page):
        open_in_player(page, lab, START)
        choose(page, task(page, "A first look"), RIGHT)
        task(page, "A first look").get_by_role("button", name="Check", exact=True).click()
        task(page, "A first look").get_by_text("Yes. What a post says is one thing").first.wait_for()
        choose(page, task(page, "Who sees your answers?"), "Only I on my own")  # chosen, not checked
        expect(page.get_by_text("1 answer saved, 1 draft kept")).to_be_visible()
        kept = {entry["id"]: entry for entry in lab.entries()}
        page.goto("about:blank")
        lab.forget()

        # JupyterLab on the same address has the same browser's copy.
        page.goto(lab.url(START))
        begin(page)
        head = page.locator(".iwk-head")
        expect(head.get_by_text(OFFER)).to_contain_text("copy with 1 answer that your record here does not")
        assert lab.entries() == []  # nothing comes back unasked
        head.get_by_role("button", name="Leave it").click()
        expect(head.get_by_text(OFFER)).to_have_count(0)
        page.goto("about:blank")
        lab.forget()

        open_in_player(page, lab, START)
        head = page.locator(".iwk-head")
        expect(head.get_by_text(OFFER)).to_be_visible()
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert violations_of(page) == [], width
            over = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
            assert over <= 0, f"the page is {over} px wider than {width} px"
        head.get_by_role("button", name="It is mine: restore it").focus()
        page.keyboard.press("Enter")
        expect(
            head.locator("strong", has_text=f"Restored {len(kept)} entries. The tasks on this page show")
        ).to_be_visible()
        expect(task(page, "A first look")).to_contain_text("Yes. What a post says is one thing")
        expect(
            task(page, "Who sees your answers?").get_by_label("Only I on my own", exact=False)
        ).to_be_checked()
        assert {entry["id"]: entry for entry in lab.entries()} == kept

        # Who wants no copy has none, now and later.
        panel = task(page, "Your record")
        panel.get_by_role("button", name="Delete it, and keep none").click()
        expect(panel.get_by_text("No copy of your answers is kept in this browser.")).to_be_visible()
        page.goto("about:blank")
        lab.forget()
        open_in_player(page, lab, START)
        expect(
            task(page, "Your record").get_by_role("button", name="Keep a copy in this browser")
        ).to_be_visible()
        assert page.get_by_text(OFFER).count() == 0
        page.goto("about:blank")


@pytest.mark.course
@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="needs a drive in memory")
def test_where_nothing_lasts_it_is_said_before_the_first_task(machines, visit):
    folder = Path(tempfile.mkdtemp(dir="/dev/shm"))
    try:
        lab = machines(folder)
        page = visit()
        open_in_player(page, lab, START)
        note = page.locator(".iwk-head .iwk-note")
        expect(note).to_contain_text("is in the memory of the computer")
        expect(note).to_contain_text("A copy of your answers is kept in this browser")
        first = page.locator("#task-first-look")
        assert note.bounding_box()["y"] < first.bounding_box()["y"]

        page = visit(script=NO_STORAGE)
        open_in_player(page, lab, START)
        note = page.locator(".iwk-head .iwk-note")
        expect(note).to_contain_text("And this browser keeps no copy. Download your record")
        page.goto("about:blank")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_what_lies_in_the_browser_is_what_a_record_holds(lab, visit):
    page = visit()
    open_in_player(page, lab, START)
    choose(page, task(page, "A first look"), RIGHT)
    task(page, "A first look").get_by_role("button", name="Check", exact=True).click()
    task(page, "A first look").get_by_text("Yes. What a post says is one thing").first.wait_for()
    page.wait_for_function(
        """() => new Promise((yes) => {
          const asked = indexedDB.open("infowar-kit-record", 1);
          asked.onsuccess = () => {
            const all = asked.result.transaction("entries").objectStore("entries").getAll();
            all.onsuccess = () => { window.kept = all.result; yes(all.result.length === 2); };
          };
        })"""
    )
    kept = page.evaluate("() => window.kept")
    assert {one["id"]: json.loads(one["json"]) for one in kept} == {e["id"]: e for e in lab.entries()}
    page.goto("about:blank")
