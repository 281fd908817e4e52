"""What lessons 05 and 06 show beside their tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infowar_kit.errors import LookupFailed
from infowar_kit.say import say
from infowar_kit.tasks.session import Session

if TYPE_CHECKING:
    from infowar_kit.page.table import Table
    from infowar_kit.translation.article import Article
    from infowar_kit.translation.hedge_reading import HedgeReading
    from infowar_kit.widgets.live import Live
    from infowar_kit.widgets.own_text import OwnText


class Translation:
    """Exhibits on what translation does."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def hedges(self, text: str, language: str) -> HedgeReading:
        """Return which words show how sure a speaker sounds: ``kit.hedges("It reportedly fell.", "en")``.

        Raises
        ------
        LookupFailed
            If there are no cues for the language; the message lists those that have some.
        """
        from infowar_kit.translation.hedge_reading import HedgeReading

        return HedgeReading.of(text, language, self._session.corpus)

    def hedge_box(self, text: str = "", language: str = "en") -> OwnText:
        """Return a field for a sentence of one's own: how sure its speaker sounds, and by which words.

        Raises
        ------
        LookupFailed
            If there are no cues for the language; the message lists those that have some.
        """
        from infowar_kit.translation.hedge_box_view import HedgeBox

        self.hedges("", language)
        return HedgeBox(self._session.corpus, text, language)

    def article(self, item_id: str) -> Article:
        """Return an article in our words, with the posts that it quotes.

        Raises
        ------
        LookupFailed
            If there is no such item, or no text on it.
        """
        from infowar_kit.translation.article import Article

        return Article.of(self._session.corpus, item_id, self._session.language)

    def shift_counts(self) -> Table:
        """Return how many renderings moved in which way, and how far."""
        from infowar_kit.translation.shift_counts import shift_counts

        return shift_counts(self._session.corpus)

    def certainty(self, slug: str) -> Live:
        """Return how sure the texts of a hedge meter sound; the figure comes when the task is answered.

        Raises
        ------
        LookupFailed
            If there is no such task, or it is of another kind.
        """
        from infowar_kit.translation.certainty_view import certainty_view
        from infowar_kit.translation.hedge_meter import HedgeMeter

        task = self._session.work(slug).task
        if not isinstance(task, HedgeMeter):
            raise LookupFailed(
                say("'{task}' is a {kind} and no {wanted}.",
                    task=slug, kind=task.kind, wanted=HedgeMeter.kind)
            )  # fmt: skip
        return certainty_view(self._session, slug)
