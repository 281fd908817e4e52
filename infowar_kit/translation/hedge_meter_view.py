"""Draw `HedgeMeter`: one card a text, each with its rank."""

from __future__ import annotations

from typing import Any

from infowar_kit.text import prose
from infowar_kit.translation.hedge_meter import ORIGINAL, HedgeMeter
from infowar_kit.widgets.cards import CardsView


class HedgeMeterView(CardsView):
    """View of a `HedgeMeter`."""

    @property
    def _task(self) -> HedgeMeter:
        task = self.work.task
        assert isinstance(task, HedgeMeter)
        return task

    def parts(self) -> tuple[str, ...]:
        """Return the texts, in order."""
        return self._task.parts

    def card(self, part: str, number: int) -> str:
        """Return a text with its number; the original says so."""
        head = f"{number}. Original" if part == ORIGINAL else f"{number}."
        return f"<p><strong>{head}</strong></p>{prose(self._task.words[part])}"

    def question(self, number: int) -> str:
        """Return the label of a card's list."""
        return f"{number}. How sure?"

    def options(self) -> list[tuple[str, Any]]:
        """Return the ranks."""
        return [(words, rank) for rank, words in self._task.ranks.items()]
