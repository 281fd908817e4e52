"""Lesson 02 by keyboard alone, a wrong answer first."""

import pytest
from playwright.sync_api import expect

from tests.browser.lab import choose, push, restart, task, violations

pytestmark = pytest.mark.browser
LESSON = "02_who_says_so.ipynb"
GRADER, CARDS = "Letter and number apart", "Leave the page"


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
    grader.get_by_text("about 20 miles south of the former front").first.wait_for()
    grade(page, grader, "A", "1")
    grader.get_by_text("The letter is borne out, the number is not yet.").first.wait_for()
    grade(page, grader, "A", "5")
    grader.get_by_text("Letter and number are both borne out.").first.wait_for()
    # The rest with first grades that follow the letter throughout.
    letters = ["D", "A", "E", "B", "E", "D", "B"]
    for place, letter in enumerate(letters, 2):
        push(page, grader, "Next report")
        grader.get_by_text(f"Report {place} of 8.").first.wait_for()
        grader.get_by_role("button", name="Show me").wait_for(state="hidden")
        grade(page, grader, letter, {"A": 1, "B": 2, "D": 4, "E": 5}[letter])
        grader.locator(".iwk-feedback .iwk-verdict").first.wait_for()
    grader.get_by_text("Your number leaned to the letter on 5, followed the evidence on 0").first.wait_for()
    assert violations(page) == []

    # The first grades outlive a restart of the kernel, and the matrix over all tasks has them.
    restart(page)
    expect(page.get_by_text("Your number leaned to the letter on 5").nth(1)).to_be_visible()


def test_cards_one_by_one_and_the_point_of_decision(page):
    cards = task(page, CARDS)
    push(page, cards, "Open this card")
    cards.get_by_text("Choose a letter before you open a card").first.wait_for()
    choose(page, cards, "C – ")
    push(page, cards, "Settle on this letter")
    cards.get_by_text("No card is open yet").first.wait_for()
    chosen = cards.locator("select").evaluate("(list) => list.selectedOptions[0]?.textContent")
    assert chosen.replace("\xa0", " ") == "Who runs it?"
    push(page, cards, "Open this card")
    cards.get_by_text("Deputy head of the administration that Russia installed").first.wait_for()
    push(page, cards, "Settle on this letter")
    cards.get_by_text("Choose a letter after the card 'Who runs it?'").first.wait_for()
    choose(page, cards, "D – ")
    cards.locator("select").focus()
    page.keyboard.press("H")  # by its first letter
    push(page, cards, "Open this card")
    cards.get_by_text("Of 3 claims that this collection follows").first.wait_for()
    choose(page, cards, "D – ")
    push(page, cards, "Settle on this letter")
    cards.get_by_text(
        "Point of decision: Who runs it?, card 1 of 2. 1 more changed nothing."
    ).first.wait_for()
    push(page, cards, "Next source")
    cards.get_by_text("Source 2 of 4.").first.wait_for()
    push(page, cards, "Previous source")
    cards.get_by_text("You ended at D, within the key").first.wait_for()
    push(page, cards, "Begin again")
    cards.get_by_text("Before any card: how reliable is it?").first.wait_for()
    assert violations(page) == []
