"""An event's evidence: descriptor, loading, validation, typed records."""

from infowar_kit.corpus.corpus import Corpus
from infowar_kit.corpus.faults import Fault
from infowar_kit.corpus.loading import available, examine, find, load
from infowar_kit.corpus.moments import Moment
from infowar_kit.corpus.packages import datasets_folder
from infowar_kit.corpus.sealing import Verification

__all__ = [
    "Corpus",
    "Fault",
    "Moment",
    "Verification",
    "available",
    "datasets_folder",
    "examine",
    "find",
    "load",
]
