"""Lesson 09 by keyboard alone, wrong answers first: a choice, and jokes of which several things are asked."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.lab import cells, choose, open_lesson, pick, push, task, violations

pytestmark = pytest.mark.browser
LESSON = "09_the_joke_as_a_weapon.ipynb"


def test_jokes_by_keyboard_wrong_answers_first(page, server):
    before = cells(page)
    origin = task(page, "Where did the phrase come from?")
    choose(page, origin, "Three pages agree that NAFO")
    push(page, origin, "Check")
    origin.get_by_text("“One of its slogans” and “made by it” are two things.").first.wait_for()
    for words in ("Three pages agree", "The phrase was known", "The pages disagree", "From whom the French"):
        choose(page, origin, words)
    push(page, origin, "Check")
    origin.get_by_text("here it stays open between two tellings").first.wait_for()

    jokes = task(page, "What a joke claims")
    for number in ("3a. Whom or what does it laugh at?", "3b. What does it claim", "3c. What could be said"):
        expect(jokes.get_by_text(number)).to_have_count(1)
    push(page, jokes, "Check")
    jokes.get_by_text("Nothing is answered yet.").first.wait_for()
    choose(page, jokes, "nothing: a joke cannot be wrong")
    push(page, jokes, "Check")
    jokes.get_by_text("It claims something about what will come.").first.wait_for()
    expect(jokes.get_by_text("On 24 February 2022")).to_have_count(0)
    choose(page, jokes, "what happened eight days later")
    push(page, jokes, "Check")
    jokes.get_by_text("On 24 February 2022").first.wait_for()

    forms = task(page, "Irony, satire, parody")
    pick(page, forms, "2. What kind of thing is it?", "irony")
    push(page, forms, "Check")
    forms.get_by_text("did any of it happen?").first.wait_for()
    pick(page, forms, "2. What kind of thing is it?", "satire")
    push(page, forms, "Check")
    forms.get_by_text("That holds. 5 more to go.").first.wait_for()

    assert cells(page) == before
    assert [entry["content"] for entry in server.record()] == [
        {"chosen": ["three-agree"]},
        {"chosen": ["known-before", "disagree", "open"]},
        {"square-answer": "a"},
        {"square-answer": "b"},
        {"runup-form": "irony"},
        {"runup-form": "satire"},
    ]
    assert not violations(page)
    open_lesson(page, server, LESSON)
    again = task(page, "What a joke claims").get_by_label("what happened eight days later")
    expect(again).to_be_checked()
