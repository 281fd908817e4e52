"""What lessons 10 and 11 show beside their tasks, and the way back to what was met wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infowar_kit.tasks.session import Session

if TYPE_CHECKING:
    from infowar_kit.learning.again_view import AgainView
    from infowar_kit.learning.verification_file import VerificationFile
    from infowar_kit.widgets.live import Live


class Learning:
    """Exhibits on what moved, and what is worth meeting again."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def changed(self) -> Live:
        """Return the learner's first and last test beside each other, in counts; it follows the answers."""
        from infowar_kit.learning.changed_view import changed_view

        return changed_view(self._session)

    def again(self) -> AgainView:
        """Return up to ten things that were met wrongly or unsurely some days ago, asked in other words."""
        import datetime as dt

        from infowar_kit.learning.again_view import AgainView
        from infowar_kit.learning.coming_back import Again

        return AgainView(Again(self._session, dt.datetime.now(dt.UTC)))

    def file(self) -> VerificationFile:
        """Return the learner's verification file, to be kept as a page or as Markdown."""
        from infowar_kit.learning.verification_file import VerificationFile

        return VerificationFile(self._session)
