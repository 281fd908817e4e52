"""The kernel's side of the copy in the browser; a stand-in for the browser answers as its script does."""

from __future__ import annotations

import json

import pytest

from infowar_kit.corpus import load
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.widgets import RecordPanel, view
from infowar_kit.widgets.browser_copy import BrowserCopy


class Browser:
    """What the script does, in ten lines: the tests in a real browser hold that it does."""

    def __init__(self):
        self.kept, self.off, self.usable, self.copy = {}, False, True, None

    def comes(self, copy):
        self.copy = copy
        copy._model.send = self.told
        self.here()

    def here(self):
        marks = {}
        for (mark, id), line in self.kept.items():
            one = marks.setdefault(mark, {"mark": mark, "entries": [], "at": ""})
            one["entries"].append([id, line[3]])
            one["at"] = max(one["at"], line[4])
        copies = sorted(marks.values(), key=lambda one: one["at"], reverse=True)
        self.says({"what": "here", "usable": self.usable, "off": self.off, "copies": copies})

    def says(self, message):
        self.copy._heard(None, json.loads(json.dumps(message)), [])

    def told(self, message):
        match message["what"]:
            case "put":
                self.kept |= {(message["mark"], line[0]): line for line in message["entries"]}
            case "drop":
                self.drop(message["marks"])
            case "wish":
                self.off = message["off"]
                self.drop(message["marks"] if self.off else [])
                self.here()
            case "ask":
                self.here()
            case "give":
                own = sorted(line[1:3] + line[4:5] + [key[1], line[5]] for key, line in self.kept.items()
                             if key[0] == message["mark"])  # fmt: skip
                half = len(own) // 2
                for left, some in ((len(own) - half, own[:half]), (0, own[half:])):
                    lines = [line[-1] for line in some]
                    self.says({"what": "given", "mark": message["mark"], "lines": lines, "left": left})

    def drop(self, marks):
        self.kept = {key: line for key, line in self.kept.items() if key[0] not in marks}

    @property
    def marks(self):
        return {mark for mark, _ in self.kept}


CORPUS = load()


def come(folder, browser):
    """Open a lesson on a machine; return the session and what watches over the copy."""
    folder.mkdir(exist_ok=True)
    session = Session(CORPUS, Record(folder / "record.json"))
    copy = BrowserCopy(session)
    browser.comes(copy)
    return session, copy


def answer(session, *chosen):
    session.work("first-look").answer({"chosen": list(chosen)})


def test_each_answer_is_copied_once_and_a_fresh_machine_gets_all_of_them(tmp_path):
    browser = Browser()
    first, copy = come(tmp_path / "a", browser)
    answer(first, "false")
    answer(first, "passed-on")
    assert copy.offers == [] and len(browser.kept) == 2
    second, copy = come(tmp_path / "b", browser)
    assert copy.offer().startswith("In this browser is a copy with 2 answers that your record here does not")
    assert len(second.record) == 0
    task = view(second.work("first-look"))
    second.watch_restored(lambda: task.renew(second.work("first-look")))
    copy.restore_button.click()
    assert second.record.export() == first.record.export()
    assert "iwk-right" in task._now._feedback.value  # on the page, without running the cell again
    assert list(task.children) == list(task._now.children)
    assert copy.offers == [] and browser.marks == {first.record.learner}


def test_whoever_answers_first_and_restores_then_loses_neither(tmp_path):
    browser = Browser()
    first, _ = come(tmp_path / "a", browser)
    answer(first, "false")
    second, copy = come(tmp_path / "b", browser)
    answer(second, "passed-on")
    assert len(browser.marks) == 2  # a copy of another one is not touched
    copy.restore_button.click()
    assert second.work("first-look").answers == {"chosen": ["passed-on"]}  # the newest stands
    assert second.work("first-look").attempts == 2
    assert browser.marks == {second.record.learner} and len(browser.kept) == 2


def test_two_people_at_one_computer_are_not_mixed(tmp_path):
    browser = Browser()
    first, _ = come(tmp_path / "a", browser)
    answer(first, "false")
    second, copy = come(tmp_path / "b", browser)
    copy.leave_button.click()
    assert copy.offers == [] and "It stays in this browser." in copy._said.value
    answer(second, "passed-on")
    browser.here()
    assert copy.offers == [] and len(browser.marks) == 2  # left alone, also when asked again
    _, copy = come(tmp_path / "c", browser)
    assert len(copy.offers) == 2
    copy.delete_button.click()
    assert browser.marks == {first.record.learner}


def test_who_wants_no_copy_has_none(tmp_path):
    browser = Browser()
    session, copy = come(tmp_path / "a", browser)
    answer(session, "false")
    panel = RecordPanel(session.record, session, copy)
    assert copy.switch in panel.children
    copy.switch_button.click()
    assert browser.kept == {} and "No copy of your answers" in copy._state.value
    answer(session, "passed-on")
    assert browser.kept == {}
    copy.switch_button.click()
    assert len(browser.kept) == 2  # and who wants one again has all of it


def test_a_lesson_that_is_open_beside_it_is_copied_too(tmp_path):
    browser = Browser()
    session, copy = come(tmp_path / "a", browser)
    answer(session, "false")
    beside = Session(CORPUS, Record(tmp_path / "a" / "record.json"))
    answer(beside, "passed-on")
    session.work("first-look")
    session.noted()
    assert len(browser.kept) == 2 and copy.offers == []


def test_a_damaged_copy_changes_nothing_and_says_so(tmp_path):
    browser = Browser()
    first, _ = come(tmp_path / "a", browser)
    answer(first, "false")
    key, line = next(iter(browser.kept.items()))
    browser.kept[key] = [*line[:5], "{}"]
    second, copy = come(tmp_path / "b", browser)
    copy.restore_button.click()
    assert len(second.record) == 0 and "is damaged: entry 1" in copy._said.value


@pytest.mark.parametrize("why", ["", "Nothing can be saved here."])
@pytest.mark.parametrize("usable", [True, False])
def test_a_warning_stands_only_where_something_is_lost(tmp_path, monkeypatch, why, usable):
    monkeypatch.setattr("infowar_kit.widgets.browser_copy.why_forgotten", lambda _: why)
    browser = Browser()
    browser.usable = usable
    session, copy = come(tmp_path / "a", browser)
    assert bool(copy.warning()) == bool(why)
    assert ("this browser keeps no copy" in copy._note.value) == bool(why and not usable)
    assert ("A copy of your answers is kept in this browser" in copy._note.value) == bool(why and usable)
    assert (copy.layout.display == "none") == (not why)
    answer(session, "false")
    browser.says({"what": "lost", "why": "QuotaExceededError"})  # no room any more
    assert ("this browser keeps no copy" in copy._note.value) == bool(why)


@pytest.mark.parametrize(("usable", "words"), [
    (True, "A private window forgets them when it is closed"),
    (False, "this browser keeps no copy. Download your record"),
])  # fmt: skip
def test_a_kernel_in_a_browser_tells_it_before_the_first_task(tmp_path, monkeypatch, usable, words):
    """There the record itself is in the browser: no copy elsewhere makes good what a private window loses."""
    monkeypatch.setattr("infowar_kit.widgets.browser_copy.forgotten", lambda _: "browser")
    monkeypatch.setattr("infowar_kit.widgets.browser_copy.why_forgotten", lambda _: "Alone.")
    browser = Browser()
    browser.usable = usable
    _, copy = come(tmp_path / "a", browser)
    assert copy._note.value and f"Alone. {'And ' * (not usable)}{words}" in copy._note.value
