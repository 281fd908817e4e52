"""The figure of how sure texts sound: it waits for the answers that it would give away, then follows them."""

from __future__ import annotations

from dataclasses import dataclass

from infowar_kit.say import say
from infowar_kit.tasks.session import Session
from infowar_kit.text import escape, plain
from infowar_kit.translation.certainty import certainty_figure
from infowar_kit.translation.hedge_meter import HedgeMeter
from infowar_kit.widgets.live import Live, Shown


@dataclass(frozen=True)
class NotYet:
    """What stands where a figure would show the answer before its question is answered."""

    task: str

    def __repr__(self) -> str:
        return say("The figure appears here when every part of “{task}” is answered.", task=self.task)

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self))}</p>"


def certainty_view(session: Session, slug: str) -> Live:
    """Return a figure of a hedge meter that follows the answers to it."""

    def shown() -> Shown:
        work = session.work(slug)
        assert isinstance(work.task, HedgeMeter)
        return certainty_figure(work.task) if work.complete else NotYet(plain(work.task.title))

    return Live(session, shown)
