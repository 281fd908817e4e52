"""How many renderings of a collection moved in which way, and how far."""

from __future__ import annotations

from collections import Counter

from infowar_kit.corpus import Corpus
from infowar_kit.page.table import Table
from infowar_kit.say import say
from infowar_kit.translation.be_the_translator import DAMAGE
from infowar_kit.translation.methods.shifts import SHIFT_WORDS


def shift_counts(corpus: Corpus) -> Table:
    """Return a table of all shifts: a kind a row, by the damage that they do.

    It has the words in which the tasks ask, and not the names of the rows.
    """
    counts = Counter((row.shift, row.severity) for row in corpus.shifts)
    heads = (say("What moved"), *(say("Damage: {words}", words=words) for words in DAMAGE.values()))
    rows = tuple(
        (words, *(str(counts[kind, far]) for far in DAMAGE))
        for kind, words in SHIFT_WORDS.items()
        if any(counts[kind, far] for far in DAMAGE)
    )
    return Table("", heads, rows)
