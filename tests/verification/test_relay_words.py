"""Whom a piece names: as read, in our words, or honestly not read; and a press that draws the link."""

import pytest

from infowar_kit.corpus import load
from infowar_kit.tasks import build
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.verification.methods.relay import Link
from infowar_kit.verification.relay_tree import Tree
from infowar_kit.widgets import view
from tests.events import TASKS

CORPUS = load("kherson-lyman-2022")
CHAINS = [build(CORPUS, row.task_id) for row in CORPUS.tasks if row.kind == "relay-tracer"]
IN_LESSON = [task for task in TASKS.values() if task.kind == "relay-tracer" and not task.row.practice]


def node(task, part):
    return task.node(part)


def test_words_as_read_carry_their_language():
    face = node(build(CORPUS, "relay-5500"), "mbc").face
    assert 'Whom it names: “<span lang="ko"' in face
    assert "according to the agency Reuters" in face


def test_a_line_that_was_not_read_says_so():
    unread = [one for task in CHAINS for one in task.nodes if one.kind == "item" and not one.words]
    assert unread
    for one in unread:
        if not one.gloss:
            assert one.face.count("the attribution line was not read.") == 1
    assert "The line itself was not copied" in node(build(CORPUS, "relay-30km"), "newsmax").face


@pytest.mark.parametrize("task", IN_LESSON, ids=lambda task: task.id)
def test_every_giver_is_named_in_words_that_can_be_pressed(task):
    for key in task.keys:
        for giver in task.graph.givers[key.part]:
            assert giver in task.node(key.part).names, (key.part, giver)


@pytest.mark.parametrize("task", IN_LESSON, ids=lambda task: task.id)
def test_pressing_every_word_does_not_pass(task):
    links = [[one.part, giver] for one in task.nodes for giver in one.names]
    feedback = task.check({"links": links})
    assert feedback.verdict != "right"
    assert {reason.finding for reason in feedback.reasons} & {"skipped", "invented"}


@pytest.mark.parametrize("task", IN_LESSON, ids=lambda task: task.id)
def test_whoever_is_linked_to_the_speaker_is_told_what_was_answered(task):
    skipped = [[one.part, giver] for one in task.nodes for giver in one.names
               if task.finding(Link(one.part, giver)) == "skipped"]  # fmt: skip
    for pair in skipped:
        (reason,) = [r for r in task.check({"links": [pair]}).reasons if r.finding == "skipped"]
        assert reason.text == task.text(f"{pair[0]}/if/{pair[1]}")
    if len(skipped) > 1:
        words = task.check({"links": skipped}).headline
        assert words.startswith("You asked who spoke, and found it. Ask each page something else")


def test_a_press_on_the_words_and_the_lists_give_the_same_answer(tmp_path):
    pressed = view(Session(CORPUS, Record(tmp_path / "a.json")).work("relay-30km"))
    pressed.words["rin", "rossiya"].click()
    listed = view(Session(CORPUS, Record(tmp_path / "b.json")).work("relay-30km"))
    listed.taker.value, listed.giver.value = "rin", "rossiya"
    listed.add_button.click()
    assert pressed.answer() == listed.answer() == {"links": [["rin", "rossiya"]]}
    assert pressed.guard.message.startswith("Added: 4 RIN.ru took it from 9 Rossiya 24.")
    pressed.words["rin", "rossiya"].click()
    assert "That link is there already" in pressed._message.value


# The list for a narrow page


def test_takers_stand_below_their_giver():
    links = {Link("b", "a"): "✓", Link("c", "b"): "↳"}
    assert Tree("abcd", links, str.upper).html.endswith(
        "<li>A<ul><li>✓ B<ul><li>↳ C</li></ul></li></ul></li><li>D</li></ul>"
    )


def test_a_circle_is_shown_once_and_ends():
    tree = Tree("abc", {Link("a", "b"): "↳", Link("b", "a"): "↳"}, str.upper)
    assert tree.roots == ["c", "a"]
    assert tree.html.count("<li>") == 4
