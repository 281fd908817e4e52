"""Lesson 07 as a learner meets it: marks by keyboard, by mouse and by touch; sides shown and not kept."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from infowar_kit.corpus import load
from infowar_kit.tasks import build
from tests.browser.lab import cells, open_lesson, practise, push, task, violations

pytestmark = pytest.mark.browser
LESSON = "07_reading_the_tone.ipynb"
KEYS = ["x", "b", "d", "d", "ArrowDown", "ArrowLeft", "ArrowRight", "ArrowUp", "End", "Home"]


def choose(page, where, technique):
    """Choose a technique by type-ahead, as the keyboard does."""
    where.locator(".iwk-technique select").focus()
    page.keyboard.type(technique)


def spans(server, task_id):
    return server.record(task_id)[-1]["content"]


def test_keys_stay_with_the_passage(page):
    marking = task(page, "Mark three pairs")
    before = cells(page)
    marking.locator(".iwk-passage").focus()
    for key in KEYS:
        page.keyboard.press(key)
    assert cells(page) == before
    expect(marking.locator(".iwk-chosen")).to_have_text("Selected: “MYROLIUBIVKA”")
    page.keyboard.press("Shift+ArrowRight")
    expect(marking.locator(".iwk-chosen")).to_have_text("Selected: “MYROLIUBIVKA: DON'T”")
    expect(marking.locator(".iwk-spans [role=status]")).to_have_text("2 words, MYROLIUBIVKA to DON'T")
    page.keyboard.press("Enter")
    expect(marking.locator(".iwk-technique select")).to_be_focused()


def test_marking_by_keyboard_wrong_answer_first(page, server):
    marking = task(page, "Mark three pairs")
    push(page, marking, "Check")
    marking.get_by_text("Nothing is marked yet.").first.wait_for()
    box = marking.locator(".iwk-passage")
    box.focus()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+ArrowRight")
    choose(page, marking, "Bandwagon")
    push(page, marking, "Add mark")
    marking.locator("[data-tag=BW]").first.wait_for()
    expect(marking.locator(".iwk-chosen")).to_have_text("Nothing is selected.")
    push(page, marking, "Check")
    marking.get_by_text(
        "You found 0 of the 2 spans of the key. Look at your mark once more."
    ).first.wait_for()
    assert spans(server, "mark-three-pairs") == {"passage-1": {"spans": [[27, 46, "bandwagon"]]}}

    push(page, marking, "Remove this mark")
    box.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    choose(page, marking, "Appeal")
    push(page, marking, "Add mark")
    box.focus()
    page.keyboard.press("End")
    page.keyboard.press("Shift+ArrowUp")
    expect(marking.locator(".iwk-chosen")).to_contain_text("Selected: “It's one or the other")
    choose(page, marking, "False")
    push(page, marking, "Add mark")
    marking.locator("[data-tag=DI]").first.wait_for()
    push(page, marking, "Undo")
    expect(marking.locator("[data-tag=DI]")).to_have_count(0)
    box.focus()
    page.keyboard.press("End")
    page.keyboard.press("Shift+ArrowUp")
    push(page, marking, "Add mark")
    marking.locator("[data-tag=DI]").first.wait_for()
    push(page, marking, "Check")
    marking.get_by_text("You found the 2 spans of the key, and marked nothing beyond.").first.wait_for()
    assert [end for _, end, _ in spans(server, "mark-three-pairs")["passage-1"]["spans"]] == [260, 355]
    assert violations(page) == []


def test_marking_by_mouse_with_emoji_before_it(page, server):
    marking = practise(page, "Practice: mark more pairs")
    for _ in range(3):
        push(page, marking, "Next passage")
    marking.get_by_text("Passage 4 of 13.").first.wait_for()
    first = marking.locator("[data-word]", has_text="Brutes").first
    last = marking.locator("[data-word]", has_text="braggarts").first
    first.scroll_into_view_if_needed()
    first.hover()
    page.mouse.down()
    last.hover()
    page.mouse.up()
    expect(marking.locator(".iwk-chosen")).to_have_text("Selected: “Brutes, braggarts”")
    choose(page, marking, "Loaded")
    push(page, marking, "Add mark")
    marking.locator("[data-tag=LL]").first.wait_for()
    push(page, marking, "Check")
    marking.get_by_text("You found 2 of the 6 spans").first.wait_for()
    start, end, _ = spans(server, "mark-three-more")["passage-4"]["spans"][0]
    assert load().get("passages", "P017").text[start:end] == "Brutes, braggarts"


def test_marking_by_touch(lab, new_page):
    page = new_page(600, has_touch=True)
    open_lesson(page, lab, LESSON)
    marking = task(page, "Mark three pairs")
    word = marking.locator("[data-word]")
    word.nth(3).scroll_into_view_if_needed()
    word.nth(3).tap()
    word.nth(5).tap()
    expect(marking.locator(".iwk-chosen")).to_have_text("Selected: “DARE DOZE OFF”")
    word.nth(1).tap()
    expect(marking.locator(".iwk-chosen")).to_have_text("Selected: “DON'T”")


def test_sides_are_shown_at_the_end_and_kept_nowhere(lab, new_page):
    """The way through all eight passages is laid in the record, as if done before."""
    corpus = load()
    model = build(corpus, "mark-three-pairs")
    answers = {}
    for part in model.parts:
        found = [[span.start, span.end, span.technique] for span in model.spans(part)]
        answers[part] = {"spans": found} if found else {"spans": [], "nothing": True}
    entry = {
        "id": "constructed", "at": "2022-10-03T09:15:00+00:00", "corpus": corpus.name,
        "corpus_version": corpus.version, "task": model.id, "task_version": model.version, "kind": "answer",
        "content": answers,
    }  # fmt: skip
    path = lab.record_file
    path.write_text(json.dumps({"schema": 1, "entries": [entry]}))
    page = new_page()
    open_lesson(page, lab, LESSON)
    marking = task(page, "Mark three pairs")
    assert "Poplar Evening Page" not in page.inner_text("body")
    push(page, marking, "Show names and sides")
    marking.get_by_text("Poplar Evening Page").first.wait_for()
    expect(marking.locator(".iwk-aside")).to_contain_text("No pair fell one way or the other.")
    expect(marking.locator(".iwk-aside")).to_be_focused()
    assert violations(page) == []
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    for kept in (path, lab.workspace / LESSON):
        text = kept.read_text(encoding="utf-8")
        assert "Poplar Evening Page" not in text and "Ukrainian side" not in text, kept.name
    push(page, marking, "Hide them")
    expect(page.locator("body")).not_to_contain_text("Poplar Evening Page")
