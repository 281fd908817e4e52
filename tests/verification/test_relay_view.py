"""The view of a chain: links added, removed and undone; the drawing and its words."""

from __future__ import annotations

import re

import pytest

from infowar_kit.corpus import load
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.verification.methods.relay import Link
from infowar_kit.widgets import view

SLUG = "relay-aviation"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "record.json"


@pytest.fixture
def shown(path):
    return view(Session(load("kherson-lyman-2022"), Record(path)).work(SLUG))


def add(shown, taker, giver):
    shown.taker.value, shown.giver.value = taker, giver
    shown.add_button.click()


def visible(shown):
    return [words.value for line, words, _ in shown._lines if line.layout.display is None]


def test_links_are_added_removed_and_undone(shown):
    add(shown, "article", "lee")
    add(shown, "lee", "channel")
    assert shown.links == [Link("article", "lee"), Link("lee", "channel")]
    shown._lines[0][2].click()
    assert shown.links == [Link("lee", "channel")]
    assert len(visible(shown)) == 1
    assert shown.guard.message.startswith("Removed: 1 korii")
    shown.undo_button.click()
    assert shown.links == [Link("article", "lee"), Link("lee", "channel")]
    shown.undo_button.click()
    shown.undo_button.click()
    shown.undo_button.click()
    assert (shown.links, visible(shown)) == ([], [])
    assert shown.guard.message == "There is nothing to undo."


def test_link_that_cannot_be_is_told_and_not_added(shown):
    add(shown, "lee", "lee")
    assert "cannot take it from itself" in shown._message.value
    add(shown, "lee", "channel")
    assert shown._message.value == ""
    add(shown, "lee", "channel")
    assert "That link is there already" in shown._message.value
    assert shown.links == [Link("lee", "channel")]


def test_controls_are_kept_and_only_change_what_they_say(shown):
    add(shown, "article", "lee")
    line = shown._lines[0]
    add(shown, "article", "calibre")
    shown._lines[1][2].click()
    assert shown._lines[0] is line


def test_drawing_says_in_words_what_it_shows(shown):
    add(shown, "article", "channel")
    add(shown, "lee", "channel")
    label = re.search(r'role="img" aria-label="([^"]+)"', shown._drawing.value)
    assert "As drawn: 1 origin and 2 repeats" in label[1]
    assert "took it from" in label[1]
    assert "not checked" in shown._drawing.value
    shown.check_button.click()
    assert "… a step between is left out" in shown._drawing.value
    assert "✓ holds" in shown._drawing.value


def test_links_of_the_key_come_with_show_me_and_go_with_the_next_change(shown):
    add(shown, "lee", "channel")
    shown.check_button.click()
    assert "iwk-key" not in shown._drawing.value
    shown.show_button.click()
    assert shown._drawing.value.count('class="iwk-key"') == 3
    assert "+ from the key" in shown._drawing.value
    add(shown, "article", "lee")
    assert "iwk-key" not in shown._drawing.value


def test_what_was_checked_is_there_again(shown, path):
    add(shown, "article", "lee")
    shown.controls["origins"].value = 0
    shown.controls["flip"].value = "nowhere"
    shown.check_button.click()
    again = view(Session(load("kherson-lyman-2022"), Record(path)).work(SLUG))
    assert again.links == [Link("article", "lee")]
    assert (again.controls["origins"].value, again.controls["flip"].value) == (0, "nowhere")
    assert "✓ holds" in again._drawing.value
    assert "1 of 4 links found" in again._feedback.value


def test_empty_answer_is_told(shown):
    shown.check_button.click()
    assert "There is no link yet." in shown._feedback.value


def test_only_the_marks_that_are_there_are_explained(shown):
    legend = re.compile(r'<p class="iwk-small iwk-of-(drawing|list)">([^<]+)</p>')
    assert dict(legend.findall(shown._drawing.value)) == {"drawing": "From left to right: time."}
    add(shown, "article", "channel")
    said = dict(legend.findall(shown._drawing.value))
    assert "arrow: towards the one who took it" in said["drawing"]
    # A narrow page has a list in place of the drawing: it has neither an axis nor an arrow.
    assert said["list"] == "■ origin, as drawn; further in: the one who took it."
    assert "giver not known" not in said["drawing"]
