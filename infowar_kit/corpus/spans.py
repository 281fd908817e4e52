"""Rules on spans of a text: two offsets and the words between them."""

from __future__ import annotations

from collections.abc import Iterator

from infowar_kit.corpus.codes import script_of
from infowar_kit.corpus.faults import Fault
from infowar_kit.corpus.reach import Reach, cell_of, fault_of
from infowar_kit.corpus.reading import Row
from infowar_kit.corpus.rule import Rule
from infowar_kit.corpus.table import Table

# Scripts that put no blank between words: any letter may end one.
_WITHOUT_BLANKS = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")


def within(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    """Yield each row whose words do not stand where it says, or are no whole words."""
    columns = (*rule.names("columns"), rule.name("words"))
    start, end, words = (cell_of(table, column) for column in columns)
    text = reach.text(table, rule.name("text"))
    for row in reach.rows[table.name]:
        whole, ends = text(row), (start(row), end(row))
        if not whole or not all(one.isdecimal() and len(one) < 10 for one in ends):
            continue
        first, last = map(int, ends)
        if first < last <= len(whole) and whole[first:last] == words(row):
            if words(row) != words(row).strip() or _cuts(whole, first) or _cuts(whole, last):
                valid = "It begins and ends with whole words, without the blanks beside them."
                yield fault_of(table, row, columns, "is cut out of the text badly", valid)
            continue
        found = whole.find(words(row))
        there = f"; these words stand from {found} to {found + len(words(row))}" if found >= 0 else ""
        if last > len(whole):
            problem, there = "reaches past the end of the text", f", which has {len(whole)} characters{there}"
        else:
            problem = "does not fit the text"
        valid = f"'{columns[2]}' are what stands between the two in '{rule.name('text')}'{there}."
        yield fault_of(table, row, columns, problem, valid)


def _cuts(text: str, place: int) -> bool:
    """Whether an end of a span lies within a word."""
    if place in (0, len(text)):
        return False
    before, after = text[place - 1], text[place]
    if not (before.isalnum() and after.isalnum()):
        return False
    return script_of(before) not in _WITHOUT_BLANKS and script_of(after) not in _WITHOUT_BLANKS


def apart(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    """Yield each row that overlaps another with the same values."""
    start, end = (cell_of(table, column) for column in rule.names("columns"))
    same = [cell_of(table, column) for column in rule.names("alike")]
    groups: dict[tuple[str, ...], list[tuple[int, int, Row]]] = {}
    for row in reach.rows[table.name]:
        if all(cell(row).isdecimal() and len(cell(row)) < 10 for cell in (start, end)):
            key = tuple(cell(row) for cell in same)
            groups.setdefault(key, []).append((int(start(row)), int(end(row)), row))
    for spans in groups.values():
        spans.sort(key=lambda one: one[:2])
        reached, before = -1, None
        for first, last, row in spans:
            if first < reached and before is not None:
                problem = f"overlaps line {before.line}, which is alike"
                valid = f"Join the two: of one {', '.join(rule.names('alike'))} no two spans overlap."
                yield fault_of(table, row, rule.names("columns"), problem, valid)
            if last > reached:
                reached, before = last, row
