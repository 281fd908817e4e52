"""Lesson 02 by keyboard alone, a wrong answer first."""

import pytest
from playwright.sync_api import expect

from tests.browser.lab import choose, push, restart, task, violations

pytestmark = pytest.mark.browser
LESSON = "02_who_says_so.ipynb"
GRADER, RESULTS = "Letter and number apart", "Leave the page"


def grade(page, where, letter, number):
    choose(page, where, f"{letter} – ")
    choose(page, where, f"{number} – ")
    push(page, where, "Check")


def test_grading_by_keyboard_wrong_answer_first_then_the_matrix(page):
    grader = task(page, GRADER)
    grader.get_by_role("button", name="Show me").wait_for(state="hidden")
    push(page, grader, "Check")
    grader.get_by_text("Choose a letter for the source").first.wait_for()
    grader.locator("summary", has_text="What others reported").focus()
    page.keyboard.press("Enter")
    grader.get_by_text("about 20 miles, a good 30 km, south").first.wait_for()
    grade(page, grader, "A", "1")
    grader.get_by_text("The letter is borne out, the number is not yet.").first.wait_for()
    grade(page, grader, "A", "5")
    grader.get_by_text("Letter and number are both borne out.").first.wait_for()
    # The rest with first grades that follow the letter throughout.
    letters = ["D", "A", "E", "B", "D", "B"]
    for place, letter in enumerate(letters, 2):
        push(page, grader, "Next report")
        grader.get_by_text(f"Report {place} of 7.").first.wait_for()
        grader.get_by_role("button", name="Show me").wait_for(state="hidden")
        grade(page, grader, letter, {"A": 1, "B": 2, "D": 4, "E": 5}[letter])
        grader.locator(".iwk-feedback .iwk-verdict").first.wait_for()
    grader.get_by_text("Your number leaned to the letter on 5, followed the evidence on 0").first.wait_for()
    assert violations(page) == []

    # The first grades outlive a restart of the kernel, and the matrix over all tasks has them.
    restart(page)
    expect(page.get_by_text("Your number leaned to the letter on 5").nth(1)).to_be_visible()


def test_results_are_opened_one_by_one_and_what_stayed_closed_shows_afterwards(page):
    results = task(page, RESULTS)
    # Each page of results is there to be read before anything is asked.
    results.get_by_text("smobserved.com").first.wait_for()
    push(page, results, "Open result 1")
    results.get_by_text("Choose a letter before you open a result").first.wait_for()
    choose(page, results, "C – ")
    push(page, results, "Open result 1")
    results.get_by_text("A local weekly of 1998").first.wait_for()
    push(page, results, "Settle on this letter")
    results.get_by_text("Choose a letter after the result 'Who runs it?'").first.wait_for()
    choose(page, results, "C – ")
    push(page, results, "Settle on this letter")
    results.get_by_text("4 results are still closed").first.wait_for()
    assert not results.get_by_text("repeatedly published false stories").count()
    push(page, results, "Begin again")
    choose(page, results, "C – ")
    push(page, results, "Open result 4")
    results.get_by_text("repeatedly published false stories").first.wait_for()
    choose(page, results, "D – ")
    push(page, results, "Settle on this letter")
    results.get_by_text("Point of decision: What do others write about it?, result 1 of 1").first.wait_for()
    results.get_by_text("You left 4 results closed. They would have told you:").first.wait_for()
    # All is there at the next source, also after everything of this one was opened or closed.
    push(page, results, "Next source")
    results.get_by_text("Source 2 of 3.").first.wait_for()
    choose(page, results, "B – ")
    push(page, results, "Open result 2")
    results.get_by_text("On 3 October it asked people not to announce").first.wait_for()
    push(page, results, "Previous source")
    results.get_by_text("You ended at D, within the key").first.wait_for()
    assert violations(page) == []
