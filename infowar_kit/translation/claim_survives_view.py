"""Draw `ClaimSurvives`: claim and original above, one card a rendering in order of publication."""

from __future__ import annotations

from typing import Any

from infowar_kit.page.labels import publication_label
from infowar_kit.page.rows import link
from infowar_kit.text import escape, language_name, prose
from infowar_kit.translation.claim_survives import SURVIVAL_WORDS, ClaimSurvives
from infowar_kit.widgets.cards import CardsView


class ClaimSurvivesView(CardsView):
    """View of a `ClaimSurvives`."""

    @property
    def _task(self) -> ClaimSurvives:
        task = self.work.task
        assert isinstance(task, ClaimSurvives)
        return task

    def parts(self) -> tuple[str, ...]:
        """Return the renderings in order of publication."""
        return self._task.parts

    def intro(self) -> str:
        """Return the claim and its original."""
        task = self._task
        return (
            f'<div class="iwk-term"><p><strong>The claim</strong></p>{prose(task.claim)}'
            f"<p><strong>The original</strong></p>{prose(task.original)}</div>"
        )

    def card(self, part: str, number: int) -> str:
        """Return who published what, when and where."""
        task = self._task
        item = task.items[part]
        name = task.corpus.source(item.source).name
        when = publication_label(item, task.corpus.zone, task.corpus.period)
        return (
            f"<p><strong>{number}. {escape(name)}</strong></p>{prose(task.words[part])}"
            f'<p class="iwk-small">{escape(language_name(item.language))} · {escape(when)} · '
            f"{item.item_id} · {link(item.url, 'Page')}</p>"
        )

    def question(self, number: int) -> str:
        """Return the label of a card's list."""
        return f"{number}. Does it survive?"

    def options(self) -> list[tuple[str, Any]]:
        """Return the three answers."""
        return [(words, word) for word, words in SURVIVAL_WORDS.items()]
