"""Practice sets are chosen in a list: by keyboard and by mouse, in JupyterLab and in the player."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations_of
from tests.browser.lab import cells, choose, open_lesson, practise, push, settle, violations
from tests.browser.learner import open_in_player

pytestmark = pytest.mark.browser
GRADES, COMPARE = "02_who_says_so.ipynb", "05_lost_in_translation.ipynb"


def kinds(lab, slug):
    return [entry["kind"] for entry in lab.record(slug)]


def test_by_keyboard_in_jupyterlab_wrong_answer_first_then_another_set_and_back(lab, new_page):
    page = new_page()
    open_lesson(page, lab, GRADES)
    before = cells(page)
    grader = practise(page, "More reports: practice 2")
    push(page, grader, "Check")
    grader.get_by_text("Choose a letter for the source").first.wait_for()
    choose(page, grader, "A – ")
    choose(page, grader, "1 – ")
    push(page, grader, "Check")
    expect(grader.locator(".iwk-feedback.iwk-wrong, .iwk-feedback.iwk-partly").first).to_be_visible()
    assert kinds(lab, "grade-2") == ["answer"]
    # In place of the first set comes the next; what was answered in the first is there again.
    sources = practise(page, "More sources: practice 2")
    expect(grader).to_have_count(0)
    push(page, sources, "Open result 1")
    sources.get_by_text("Choose a letter before you open a result").first.wait_for()
    grader = practise(page, "More reports: practice 2")
    expect(grader.locator(".iwk-feedback .iwk-verdict").first).to_be_visible()
    assert kinds(lab, "grade-2") == ["answer"]
    assert cells(page) == before
    assert violations(page) == []


@pytest.mark.course
def test_by_mouse_in_the_player_wrong_answer_first_and_back_on_another_kernel(lab, new_page):
    page = new_page(width=1280, locale="en-GB")
    open_in_player(page, lab, COMPARE)
    lines = practise(page, "Eight lines of retreat", mouse=True)
    moved = lines.get_by_label("5. What moved?", exact=True)
    moved.select_option(value="faithful: says the same")
    lines.get_by_role("button", name="Check", exact=True).click()
    lines.get_by_text("is that all that the original says?").first.wait_for()
    moved.select_option(value="wrong sense of a word")
    lines.get_by_role("button", name="Check", exact=True).click()
    lines.get_by_text("That holds. 7 more to go.").first.wait_for()
    assert kinds(lab, "lines-of-retreat") == ["answer", "answer"]
    assert violations_of(page) == []

    page.goto("about:blank")
    lab.end_kernels()
    open_in_player(page, lab, COMPARE)
    expect(practice_list(page)).to_contain_text("Eight lines of retreat (begun)")
    lines = practise(page, "Eight lines of retreat", mouse=True)
    expect(lines.get_by_label("5. What moved?", exact=True)).to_have_value("wrong sense of a word")


def practice_list(page):
    return page.get_by_label("Practice", exact=True)


@pytest.mark.parametrize(
    "lesson",
    [
        pytest.param("03_who_said_it_first", marks=pytest.mark.course),
        pytest.param("06_what_translation_hides", marks=pytest.mark.course),
        "07_reading_the_tone",
    ],
)
def test_each_set_of_a_list_answers_check(lab, new_page, lesson):
    """A set is a task like others: its own "Check" complains or judges, whatever stood there before it."""
    page = new_page()
    open_lesson(page, lab, f"{lesson}.ipynb")
    practice_list(page).locator("option").nth(1).wait_for(state="attached")
    titles = practice_list(page).locator("option").all_text_contents()[1:]
    assert titles
    for title in titles:
        one = practise(page, title)
        push(page, one, "Check")
        settle(page)
        expect(one.locator(".iwk-note:visible, .iwk-feedback:visible").first).to_be_visible()
