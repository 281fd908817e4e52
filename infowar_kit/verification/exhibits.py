"""What lessons 01 to 04 show beside their tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infowar_kit.tasks.session import Session

if TYPE_CHECKING:
    from infowar_kit.page.figure import Figure
    from infowar_kit.verification.control_map import ControlMap
    from infowar_kit.verification.lookup import Lookup
    from infowar_kit.verification.methods.distance import Distance
    from infowar_kit.widgets.live import Live
    from infowar_kit.widgets.own_text import OwnText


class Verification:
    """Exhibits on who says so, who said it first, where and when."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def coverage(self, group: str = "language") -> Figure:
        """Return how much coverage there is a day, as a figure with a text twin.

        Parameters
        ----------
        group : str
            What to part the items by: ``"language"``, ``"kind"`` or ``"front"``.

        Raises
        ------
        LookupFailed
            If items cannot be parted so, or none of them has a day of the event.
        """
        from infowar_kit.verification.coverage import coverage_figure
        from infowar_kit.verification.methods.coverage import coverage_by_day

        return coverage_figure(coverage_by_day(self._session.corpus, group=group), group=group)

    def halo(self) -> Live:
        """Return the learner's halo matrix over all reports graded so far; it follows further grades."""
        from infowar_kit.verification.halo_view import halo_view

        return halo_view(self._session)

    def map(self, moment: str, front: str | None = None) -> ControlMap:
        """Return who was said to hold what, by what had been published at a moment, with a text twin.

        Parameters
        ----------
        moment : str
            A day, which stands for its end, or a day with an hour on the event's clock: ``"2001-10-04"``,
            ``"2001-10-04 14:00"``.
        front : str, optional
            Id of one of the event's fronts; by default its first.

        Raises
        ------
        LookupFailed
            If there is no such moment or front; the message says what is valid.
        """
        from infowar_kit.verification.control_map import control_map
        from infowar_kit.verification.methods.control import moment_of

        corpus = self._session.corpus
        return control_map(corpus, moment_of(corpus, moment), front or next(iter(corpus.event.fronts), ""))

    def distance(self, one: str, other: str) -> Distance:
        """Return how far apart two places are, with the uncertainty: ``kit.distance("one", "other")``.

        Raises
        ------
        LookupFailed
            If there is no such place, and the message names close ones; or one has no point on the map.
        """
        from infowar_kit.verification.methods.distance import between

        corpus = self._session.corpus
        return between(corpus.place(one), corpus.place(other))

    def where(self, form: str) -> Lookup:
        """Return which places a form of a name may mean, each with its reason."""
        from infowar_kit.verification.lookup import Lookup

        return Lookup.of(form, self._session.corpus)

    def where_box(self, form: str = "") -> OwnText:
        """Return a field for a name as reports write it: which places it may mean, each with its reason."""
        from infowar_kit.verification.name_box_view import NameBox

        return NameBox(self._session.corpus, form)
