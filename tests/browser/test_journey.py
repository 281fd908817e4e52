"""A first-time learner goes through lessons 00 and 01, leaves in the middle, and comes back the next day.

Every task is answered wrongly first. No code is touched. The next day has another server and other kernels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import expect

from infowar_kit.corpus import load
from infowar_kit.tasks import build
from tests.browser.lab import READY, Lab, all_ran, close_lessons, settle, task
from tests.browser.learner import open_in_player

pytestmark = [pytest.mark.browser, pytest.mark.course]
START, FEED = "00_start_here.ipynb", "01_the_feed.ipynb"
CORPUS = load()
LEFT_AFTER = 8  # reports of the first test; it has twenty
# Every answer is one entry of the record; the page shows it a moment later.
SAID = ".iwk-feedback:visible .iwk-verdict, .iwk-feedback:visible > ul > li, .iwk-note:visible"


@dataclass
class Learner:
    """Somebody with a keyboard or with a mouse, in the player or in JupyterLab."""

    page: Any
    lab: Lab
    where: str
    hand: str

    def open(self, lesson: str) -> None:
        """Open a lesson, and run it where that is asked of a learner."""
        if self.where == "player":
            open_in_player(self.page, self.lab, lesson)
            return
        if self.page.evaluate("() => window.jupyterapp !== undefined"):
            close_lessons(self.page)
        self.page.goto(self.lab.url(lesson))
        self.page.wait_for_function("() => window.jupyterapp !== undefined")
        self.page.wait_for_selector(".jp-Notebook .jp-Cell")
        self.page.evaluate(READY)
        # Before anything runs the lesson can be read.
        expect(self.page.locator(".jp-Notebook")).to_contain_text("Run this cell to work on the task here.")
        assert self.page.get_by_text("model not found").count() == 0
        self.press(self.page, "Run", role="menuitem")
        self.press(self.page, "Run All Cells", role="menuitem")
        all_ran(self.page)

    def press(self, where: Any, name: str, *, role: str = "button") -> None:
        """Press a button."""
        button = where.get_by_role(role, name=name, exact=True).first
        if self.hand == "mouse" or role == "menuitem":
            button.click()
        else:
            button.focus()
            self.page.keyboard.press("Enter")

    def choose(self, where: Any, words: str, *, on: bool = True) -> None:
        """Choose an option, or take it back: one press, which counts."""
        option = where.get_by_label(words, exact=True).first
        if self.hand == "mouse":
            option.click()
        else:
            # While the next part is drawn its options cannot be reached by Tab, nor by this.
            expect(where).not_to_have_attribute("aria-busy", "true")
            option.focus()
            self.page.keyboard.press("Space")
        expect(option).to_be_checked(checked=on)

    def check(self, where: Any, slug: str) -> None:
        """Press *Check*, and wait until the answer is kept and something is said."""
        before = len(self.answers(slug))
        self.press(where, "Check")
        for _ in range(600):
            if len(self.answers(slug)) > before:
                break
            self.page.wait_for_timeout(100)
        assert len(self.answers(slug)) == before + 1
        if self.where == "lab":
            settle(self.page)

    def answers(self, slug: str) -> list[dict[str, Any]]:
        """Return what was answered, oldest first."""
        if not self.lab.record_file.exists():
            return []
        return [entry["content"] for entry in self.lab.record(slug) if entry["kind"] == "answer"]


def shown(learner: Learner, slug: str) -> Any:
    return task(learner.page, build(CORPUS, slug).title).first


def choice(learner: Learner, slug: str) -> None:
    """Answer a choice wrongly, read why, and answer it right."""
    model, where = build(CORPUS, slug), shown(learner, slug)
    right = model.right_answer()["chosen"]
    options = {part: words.replace("\N{NO-BREAK SPACE}", " ") for part, words in labels(model).items()}
    wrong = next(part for part in options if part not in right)
    learner.choose(where, options[wrong])
    learner.check(where, slug)
    expect(where.locator(".iwk-feedback.iwk-wrong").first).to_contain_text("Not yet.")
    if not model.single:
        learner.choose(where, options[wrong], on=False)
    for part in right:
        learner.choose(where, options[part])
    learner.check(where, slug)
    expect(where.locator(".iwk-feedback.iwk-right").first).to_contain_text("Yes.")
    assert [one["chosen"] for one in learner.answers(slug)] == [[wrong], right]


def labels(model: Any) -> dict[str, str]:
    [section] = model.sections()
    return dict(section.questions[0].options)


def first_test(learner: Learner, upto: int) -> None:
    """Judge reports until so many are judged, all of them as surely faithful."""
    where = shown(learner, "first-test")
    while (done := len(learner.answers("first-test"))) < upto:
        expect(where.locator(".iwk-part")).to_contain_text(f"Report {done + 1} of 20.")
        learner.choose(where, "surely faithful (95\N{NO-BREAK SPACE}%)")
        learner.check(where, "first-test")


def replay(learner: Learner) -> None:
    """Judge each moment wrongly first."""
    slug = "replay-three-claims"
    model, where = build(CORPUS, slug), shown(learner, slug)
    grades = model.sections()[0].questions[0].options
    for number, part in enumerate(model.parts, 1):
        expect(where.locator(".iwk-part")).to_contain_text(f"Judgement {number} of {len(model.parts)}.")
        right = model.right_answer()[part]["grade"]
        accepted = model.key(part).accept
        off = next(grade for grade in grades if str(grade) not in accepted)
        learner.choose(where, grades[off])
        learner.choose(where, "very sure")
        learner.check(where, slug)
        expect(where.locator(".iwk-feedback").first).to_contain_text("points elsewhere")
        learner.choose(where, grades[right])
        learner.check(where, slug)
        expect(where.locator(".iwk-feedback").first).to_contain_text("bears your grade out")
        if number < len(model.parts):
            learner.press(where, "Next judgement")
    assert len(learner.answers(slug)) == 2 * len(model.parts)


@pytest.mark.parametrize(("where", "hand"), [("player", "keyboard"), ("lab", "mouse")])
def test_first_two_lessons_and_back_the_next_day(browser: Any, tmp_path: Any, where: str, hand: str) -> None:
    lab = Lab(tmp_path / "machine")
    context = browser.new_context(locale="en-GB")
    try:
        page = context.new_page()
        page.set_default_timeout(60_000)
        learner = Learner(page, lab, where, hand)
        learner.open(START)
        for slug in ("first-look", "who-sees-it", "take-care"):
            choice(learner, slug)
        first_test(learner, LEFT_AFTER)
        page.goto("about:blank")  # in the middle, without saving anything
        lab.stop()

        lab.start()  # the next day
        learner.open(START)
        expect(shown(learner, "take-care").locator(".iwk-feedback.iwk-right").first).to_be_visible()
        first_test(learner, 20)
        expect(shown(learner, "first-test").locator(".iwk-feedback").first).to_be_visible()
        learner.open(FEED)
        for slug in ("hour-not-known", "what-the-chart-shows"):
            choice(learner, slug)
        replay(learner)
        if where == "player":
            course = page.get_by_role("navigation", name="Course")
            expect(course).to_contain_text("4 of 4 tasks done")
            expect(course).to_contain_text("3 of 3 tasks done")
        answered = {entry["task"] for entry in lab.record() if entry["kind"] == "answer"}
        every = {row.task_id for lesson in ("00", "01") for row in CORPUS.tasks_of_lesson(lesson)}
        assert answered == every
    finally:
        context.close()
        lab.stop()
