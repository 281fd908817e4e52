"""Both tests beside each other: they follow the answers, so that a test just taken stands there."""

from __future__ import annotations

from infowar_kit.learning.changed import Changed
from infowar_kit.learning.sittings import sittings
from infowar_kit.tasks.session import Session
from infowar_kit.widgets.live import Live


def changed_view(session: Session) -> Live:
    """Return a learner's two tests as a view that is drawn anew at each answer."""
    return Live(session, lambda: Changed(*sittings(session)))
