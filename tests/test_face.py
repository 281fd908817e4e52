"""The face: short names in a cell, each the exhibit of one wing."""

from __future__ import annotations

import pytest

from infowar_kit import say
from infowar_kit.errors import LookupFailed
from infowar_kit.face import WINGS, Kit, exhibits


@pytest.fixture
def kit(tmp_path, monkeypatch):
    monkeypatch.setenv("INFOWAR_KIT_RECORD", str(tmp_path / "record.json"))
    yield Kit()
    say.use("en")


def test_no_name_is_shown_by_two_wings_or_by_the_face_itself():
    names = [name for found in exhibits().values() for name in found]
    assert len(names) == len(set(names))
    assert not set(names) & set(vars(Kit))


@pytest.mark.parametrize("wing", WINGS)
def test_a_cell_is_short(kit, wing):
    for name in exhibits()[wing]:
        assert getattr(kit, name) == getattr(getattr(kit, wing), name)
        assert name in dir(kit)


def test_a_name_that_is_none_says_what_there_is(kit):
    with pytest.raises(
        AttributeError, match=r"The kit has no 'mapp'\. What it can show: coverage, halo, map"
    ):
        kit.mapp("2022-10-04")


def test_answers_can_be_counted(kit):
    assert len(kit.answers("grade-1")) == 0
    work = kit.session.work("grade-1")
    part = work.task.parts[0]
    right = work.task.right_answer()[part]
    work.answer({part: {"letter": "F", "number": 6}})
    work.answer({part: right})
    rows = list(kit.answers("grade-1"))
    assert [(row.attempt, row.field, row.value) for row in rows] == [
        (1, "letter", "F"), (1, "number", "6"),
        (2, "letter", right["letter"]), (2, "number", str(right["number"])),
    ]  # fmt: skip
    assert rows[-1].verdict == "right"
    frame = kit.answers("grade-1").frame()
    assert list(frame["attempt"]) == [1, 1, 2, 2]
    assert ">letter</td>" in kit.answers("grade-1")._repr_html_()


def test_practice_sets_are_listed_all_or_those_that_are_named(kit):
    every = [row.task_id for row in kit.corpus.tasks_of_lesson("06") if row.practice]
    assert len(kit.practice("06").chooser.options) == 1 + len(every)
    named = kit.practice("06", "turned-round", "who-refused").chooser.options
    assert [value for _, value in named[1:]] == [
        one for one in every if one in ("who-refused", "turned-round")
    ]
    with pytest.raises(LookupFailed, match=r"no practice set 'grade-2'\. It has: four-hands"):
        kit.practice("06", "grade-2")


def test_answers_to_a_task_that_is_none(kit):
    with pytest.raises(LookupFailed, match="grade-1"):
        kit.answers("grade-11")


def test_the_language_comes_from_the_environment(monkeypatch):
    say.use("en")
    monkeypatch.setattr(say, "_asked", [])
    monkeypatch.setenv("INFOWAR_KIT_LANG", "fr")
    assert Kit().language == "fr"
    assert Kit(language="uk").language == say.language() == "uk"
