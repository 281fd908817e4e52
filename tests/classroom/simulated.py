"""A class that works through the kit's own `Session`: some right, some wrong, some with a hint."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from pathlib import Path

from infowar_kit.corpus import Corpus
from infowar_kit.errors import AnswerError
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
