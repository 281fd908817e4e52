"""A class that works through the kit's own `Session`: some right, some wrong, some with a hint."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from pathlib import Path

from infowar_kit.corpus import Corpus
from infowar_kit.errors import AnswerError
from infowar_kit.learning.judgement import Judgement
from infowar_kit.learning.sittings import forms_of
from infowar_kit.tasks import build
from infowar_kit.tasks.players import players
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session


def learners(corpus: Corpus, place: Path, number: int, tasks: tuple[str, ...]) -> Iterator[Session]:
    """Yield sessions with a record each; every answer is a player's or the key's."""
    chance = random.Random(20)
    known = {slug: [answer for _, answer in players(build(corpus, slug))] for slug in tasks}
    for one in range(number):
        session = Session(corpus, Record(place / f"{one:04}" / "infowar-kit-record.json"))
        for slug in tasks:
            work = session.work(slug)
            if chance.random() < 0.3:
                work.hint()
            if known[slug] and chance.random() < 0.5:
                # A player's answer may lack what a kind asks for: then nothing is checked, as on the page.
                with contextlib.suppress(AnswerError):
                    work.answer(chance.choice(known[slug]))
            work.answer(work.task.right_answer())
        yield session


def sat(corpus: Corpus, place: Path, number: int, *, gain: float, both: bool = True) -> Iterator[Session]:
    """Yield sessions of learners who took the first test and, later, the last: better by so much in d′."""
    chance = random.Random(7)
    for one in range(number):
        session = Session(corpus, Record(place / f"t{one:04}" / "infowar-kit-record.json"))
        session.own_seed = one  # as many have one form first as the other
        able = 1.0 + chance.gauss(0, 0.3)
        for slug, more in zip(forms_of(corpus), (0.0, gain) if both else (0.0,), strict=False):
            work = session.work(slug)
            assert isinstance(work.task, Judgement)
            steps = {
                part: _step(chance.gauss((able + more) / 2 * (1 if work.task.is_faithful(part) else -1), 1.0))
                for part in work.task.parts
            }
            work.answer({part: {"chance": step, "opened": 0} for part, step in steps.items()})
        yield session


def _step(heard: float) -> int:
    return 1 + sum(heard > cut for cut in (-1.2, -0.5, 0.0, 0.5, 1.2))
