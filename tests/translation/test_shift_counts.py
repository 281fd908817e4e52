"""The table of all shifts has the words of the tasks, and leaves no rendering out."""

from __future__ import annotations

from infowar_kit.corpus import load
from infowar_kit.translation.methods.shifts import SHIFT_WORDS
from infowar_kit.translation.shift_counts import shift_counts


def test_every_shift_is_counted_under_the_words_of_the_tasks():
    corpus = load()
    table = shift_counts(corpus)
    assert sum(int(number) for row in table.rows for number in row[1:]) == len(corpus.shifts)
    assert {row[0] for row in table.rows} <= set(SHIFT_WORDS.values())
    assert table.head == ("What moved", "Damage: none", "Damage: slight", "Damage: another fact")
    faithful = table.rows[0]
    assert faithful[0] == "faithful: says the same" and faithful[2:] == ("0", "0")
