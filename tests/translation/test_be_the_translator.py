"""Be the translator: what was written is answered by what it does; others stand beside it step by step."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infowar_kit.corpus import load
from infowar_kit.errors import AnswerError, LookupFailed
from infowar_kit.tasks import build
from infowar_kit.translation.be_the_translator import OUTLETS, BeTheTranslator
from tests.added import add, loaded, texts

REAL = build(load(), "translate-the-statement")
assert isinstance(REAL, BeTheTranslator)
ANSWERS = st.fixed_dictionaries(
    {}, optional={part: st.sampled_from([*REAL.options[part]]) for part in REAL.parts}
)


def test_every_option_is_told_what_it_does() -> None:
    for part, options in REAL.options.items():
        told = {name: REAL.check({part: name}).reasons[0].text for name in options}
        assert len(set(told.values())) == len(options), part


def test_what_was_written_decides_what_is_said() -> None:
    fled = REAL.check({"moved": "a"})
    assert (fled.verdict, fled.reasons[0].said) == ("wrong", "“fled”")
    assert fled.reasons[0].about == "At 2"
    assert "The ministry did not say it" in fled.reasons[0].text
    assert REAL.check({"who": "c"}).verdict == REAL.check({"who": "d"}).verdict == "right"


@given(ANSWERS)
def test_others_are_shown_only_beside_what_holds(answers: dict[str, Any]) -> None:
    shown = REAL.summary(answers)
    held = [part for part, name in answers.items() if name in REAL.key(part).accept]
    assert shown.count("<table>") == len(held)
    assert bool(shown) == bool(answers)


def test_the_sentence_grows() -> None:
    said = re.sub("<[^>]+>", "", REAL.summary({"who": "c", "where": "b"}))
    assert said.startswith("Your sentence so far: the allied troops … … … to more advantageous lines")


def test_outlets_and_machines_stand_beside_with_what_moved() -> None:
    shown = REAL.summary(REAL.right_answer(), shown=True)
    assert "(a machine’s copy)" in shown
    assert 'lang="fr"' in shown and 'lang="uk"' in shown
    for part, rows in REAL.attested.items():
        assert 3 <= len(rows) <= OUTLETS, part
        assert len({row.outlet for row in rows}) == len(rows), part
        assert {row.term.term_id for row in rows} == {REAL.terms[part].term_id}


def test_the_same_outlets_are_met_from_step_to_step() -> None:
    met = [{row.outlet for row in rows} for rows in REAL.attested.values()]
    assert sum(sum(outlet in own for own in met) > 1 for outlet in set().union(*met)) >= 5


@pytest.fixture
def small(folder: Path) -> Path:
    add(folder, "tasks", task_id="desk", lesson="01", position="3", kind="be-the-translator")
    texts(folder, desk__title="Title", desk__prompt="Prompt", desk__hint="Hint", desk__sentence="Whole.")
    texts(folder, desk__one__reason="Reason.", desk__one__gloss="mot = word, motto")
    return folder


def test_a_key_without_a_term_is_told(small: Path) -> None:
    add(small, "keys", task="desk", part="one", position="1", accept="a")
    with pytest.raises(LookupFailed, match="'desk/one' names no term"):
        build(loaded(small), "desk")


def test_bad_input_says_what_is_valid() -> None:
    with pytest.raises(AnswerError, match="“z” is none of them"):
        REAL.check({"who": "z"})
    with pytest.raises(AnswerError, match="'whom' is no part of the task"):
        REAL.check({"whom": "a"})
