"""The one error family of the kit.

Every message says what happened, where, what is valid and what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from infowar_kit.corpus.faults import Fault


class KitError(Exception):
    """Base of every error that the kit raises on purpose."""


class CorpusError(KitError):
    """A corpus could not be loaded; nothing of it was kept.

    Attributes
    ----------
    faults : tuple of Fault
        Every fault found, in the order of the files.
    """

    def __init__(self, where: str, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        lines = "\n".join(f"  {fault}" for fault in self.faults[:50])
        more = f"\n  ... and {count - 50} more" if count > 50 else ""
        super().__init__(f"{where} has {count} fault{'' if count == 1 else 's'}:\n{lines}{more}")


class LookupFailed(KitError):
    """An id or a name that does not exist was asked for."""


class LibraryMissing(KitError):
    """A cell needs a library that this kernel does not have."""


class AnswerError(KitError):
    """An answer cannot be used; the task's state is as it was before."""


class RecordError(KitError):
    """The learner's record cannot be read or written; nothing was overwritten."""


class WorkspaceError(KitError):
    """A folder of lessons, a port or a program that is needed is not usable."""


class ToneError(KitError):
    """A file of texts cannot be read with the lens, or posts cannot be evaluated."""


class ClassError(KitError):
    """Records of a class, or the report on them, cannot be read or written."""


class DraftError(KitError):
    """An event cannot be begun, or drafts for it cannot be made; nothing that stood there was changed."""
