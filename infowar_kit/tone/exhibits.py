"""What lessons 07 and 08 show beside their tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infowar_kit.tasks.session import Session

if TYPE_CHECKING:
    from infowar_kit.page.figure import Figure
    from infowar_kit.page.table import Table
    from infowar_kit.tone.agreement_tables import AgreementTable
    from infowar_kit.tone.lens_tables import Reading
    from infowar_kit.widgets.live import Live
    from infowar_kit.widgets.own_text import OwnText


class Tone:
    """Exhibits on how a text tries to move its reader."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def agreement(self) -> AgreementTable:
        """Return how far the annotators of the passages agree, as a table."""
        from infowar_kit.tone.agreement_tables import agreement_table

        return agreement_table(self._session.corpus)

    def disagreements(self, lesson: str) -> Live:
        """Return the passages of a lesson on which the annotators differed, to be argued about."""
        from infowar_kit.tone.disagreements_view import disagreements_view

        return disagreements_view(self._session, lesson)

    def lens(self, text: str, lang: str | None = None) -> Reading:
        """Return what the tone lens finds in a text of your own, with its reasons.

        Parameters
        ----------
        text : str
            Any text.
        lang : str, optional
            ``"en"``, ``"fr"``, ``"ru"`` or ``"uk"``; by default guessed.
        """
        from infowar_kit.tone.lens_tables import Reading

        return Reading.of(text, lang)

    def lens_box(self, text: str = "") -> OwnText:
        """Return a box for a text of your own, to be read with the lens; what is written is kept nowhere."""
        from infowar_kit.tone.lens_box_view import LensBox

        return LensBox(text)

    def lens_measured(self) -> Figure:
        """Return the lens's measured error beside floors, other systems and annotators, as one picture."""
        from infowar_kit.tone.lens_picture import measured

        return measured(self._session.corpus)

    def lens_drift(self, term: str) -> Table:
        """Return what the lens finds in a term and in its attested renderings: ``kit.lens_drift("T22")``.

        Raises
        ------
        LookupFailed
            If there is no such term; the message names close ones.
        """
        from infowar_kit.tone.lens_tables import drift

        return drift(self._session.corpus, term)
