"""Naming what a sentence does: what comes back to a wrong name, and what a key may accept."""

import dataclasses

import pytest

from infowar_kit.corpus import load
from infowar_kit.corpus.packages import techniques
from infowar_kit.errors import LookupFailed
from infowar_kit.tasks import build
from infowar_kit.tone.technique_namer import BESIDE, TechniqueNamer


@pytest.fixture(scope="module")
def task():
    return build(load(), "name-it")


def test_what_a_wrong_name_means_is_told_once(task):
    """One name throughout was explained ten times."""
    found = task.check(dict.fromkeys(task.parts, "straw-man"))
    meant = f"By that we mean: {techniques()['straw-man'].definition}"
    texts = [reason.text for reason in found.reasons]
    assert found.verdict == "wrong"
    assert texts[0].startswith(f"{meant} ")
    assert sum(meant in text for text in texts) == 1
    assert len(set(texts)) == len(texts)


def test_each_name_that_is_wrong_is_explained(task):
    found = task.check({"prisoners": "whataboutism", "bridge": "fud", "flank": "nothing", "plan": "fud"})
    by_part = {reason.part: reason for reason in found.reasons}
    assert by_part["prisoners"].verdict == "right"
    assert by_part["prisoners"].text == task.reasons["prisoners"]
    for part, name in (("bridge", "fud"), ("flank", "nothing")):
        assert by_part[part].text.startswith(f"By that we mean: {task.definitions[name]} ")
    assert by_part["plan"].text == task.text("plan/if/other")


def test_all_the_techniques_and_two_things_beside_them_are_met_in_the_lesson(task):
    """Four of the thirteen never occurred in what the lesson gives to name and to mark."""
    marking = build(load(), "mark-three-pairs")
    met = {span.technique for part in marking.parts for span in marking.spans(part)}
    met |= {name for key in task.keys for name in key.accept}
    assert met == techniques().keys() | BESIDE.keys()


def test_a_key_accepts_names_that_there_are(task):
    bare = object.__new__(TechniqueNamer)
    corpus = load()
    keys = corpus.keys_of_task("name-it")
    strange = (dataclasses.replace(keys[0], accept=("sarcasm",)), *keys[1:])
    corpus.keys_of_task = lambda task_id: strange
    with pytest.raises(LookupFailed, match=r"accepts \['sarcasm'\]\. It may accept: loaded-language, "):
        bare.__init__(corpus, task.row)
