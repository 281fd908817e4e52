"""Hold rows against the rules of their table: what a row means, beside itself and beside others.

Which rules there are says `infowar_kit.corpus.rule`; they stand in the schema. Here is how each is held.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

from infowar_kit.corpus.codes import is_country, is_language, other_script, scripts_of
from infowar_kit.corpus.descriptor import DESCRIPTOR, Descriptor
from infowar_kit.corpus.faults import Fault
from infowar_kit.corpus.reach import NotRead, NoWay, Reach, Span
from infowar_kit.corpus.reading import Row
from infowar_kit.corpus.rule import Rule
from infowar_kit.corpus.table import Table

Node = tuple[int, str]


def check_rules(descriptor: Descriptor, rows: Mapping[str, Sequence[Row]]) -> list[Fault]:
    """Check every rule of every table.

    Parameters
    ----------
    descriptor : Descriptor
        What the rules are.
    rows : mapping of str to sequence of Row
        Rows by table name; a table that could not be read is absent, and rules that need it are left out.
    """
    reach, faults = Reach(descriptor, rows), []
    for table in descriptor.tables:
        for rule in table.rules if table.name in rows else ():
            try:
                faults += list(_HOLD[rule.kind](reach, table, rule))
            except NotRead:
                continue
            except NoWay as error:
                problem = f"table '{table.name}' has a rule '{rule.kind}' that leads nowhere: {error}"
                faults.append(Fault(DESCRIPTOR, problem, valid="A path goes through columns that refer."))
    return faults


def _fault(table: Table, row: Row, columns: Sequence[str], problem: str, valid: str) -> Fault:
    own = [column for column in columns if column in table.columns]
    cells = [row.cells[table.columns.index(column)] for column in own]
    value = " / ".join(cells) if any(cells) else None
    return Fault(table.path, problem, row.line, " / ".join(own), value, valid)


def _cell(table: Table, column: str) -> Callable[[Row], str]:
    place = table.columns.index(column)
    return lambda row: row.cells[place]


def _together(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    columns = rule.names("columns")
    cells = [_cell(table, column) for column in columns]
    for row in reach.rows[table.name]:
        if len({bool(cell(row)) for cell in cells}) > 1:
            lacking = ", ".join(c for c, cell in zip(columns, cells, strict=True) if not cell(row))
            valid = f"These columns are filled together, or all of them are empty. Empty here: {lacking}."
            yield _fault(table, row, columns, "is filled only in part", valid)


def _order(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    first, second = rule.names("columns")
    low, high = reach.span(table, first), reach.span(table, second)
    cell = reach.text(table, first), reach.text(table, second)
    strict = bool(rule.said.get("strict"))
    for row in reach.rows[table.name]:
        one, other = low(row), high(row)
        if one is None or other is None or _in_order(one, other, strict=strict):
            continue
        if rule.said.get("days") and one[0] < other[1] + dt.timedelta(days=1):
            continue
        less = "is less than" if strict else "is not after"
        said = f"'{first}' ({cell[0](row)}) {less} '{second}' ({cell[1](row)})"
        columns = list(dict.fromkeys(path.partition(".")[0] for path in (first, second)))
        yield _fault(table, row, columns, "is in the wrong order", f"It holds that {said}; correct one.")


def _in_order(one: Span, other: Span, *, strict: bool) -> bool:
    # Of dates the second bound is the first moment of which it is surely not.
    if type(one[0]) is not type(other[0]):
        return True
    if isinstance(one[0], float):
        return bool(one[0] < other[0] or (not strict and one[0] == other[0]))
    return bool(one[0] < other[1])


def _within(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    columns = (*rule.names("columns"), rule.name("words"))
    start, end, words = (_cell(table, column) for column in columns)
    text = reach.text(table, rule.name("text"))
    for row in reach.rows[table.name]:
        whole, ends = text(row), (start(row), end(row))
        if not whole or not all(one.isdecimal() and len(one) < 10 for one in ends):
            continue
        first, last = map(int, ends)
        if first < last <= len(whole) and whole[first:last] == words(row):
            continue
        found = whole.find(words(row))
        there = f"; these words stand from {found} to {found + len(words(row))}" if found >= 0 else ""
        if last > len(whole):
            problem, there = "reaches past the end of the text", f", which has {len(whole)} characters{there}"
        else:
            problem = "does not fit the text"
        valid = f"'{columns[2]}' are what stands between the two in '{rule.name('text')}'{there}."
        yield _fault(table, row, columns, problem, valid)


def _contained(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    column = rule.name("column")
    part, whole = _cell(table, column), reach.text(table, rule.name("text"))
    for row in reach.rows[table.name]:
        if whole(row) and part(row) not in whole(row):
            valid = f"It is taken letter by letter from '{rule.name('text')}'."
            yield _fault(table, row, (column,), "is not what stands there", valid)


def _filled(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    other, value = rule.names("when")
    wanted = _cell(table, other)
    for column in rule.names("columns"):
        cell = _cell(table, column)
        for row in reach.rows[table.name]:
            if wanted(row) == value and not cell(row):
                valid = f"It must be filled where '{other}' is '{value}'."
                yield _fault(table, row, (column,), "is empty", valid)


def _acyclic(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    pairs = list(zip(rule.names("from"), rule.names("to"), strict=True))
    ends = [[_cell(table, one) for one in side] for side in zip(*pairs, strict=True)]
    group = [_cell(table, column) for column in rule.names("within")]
    groups: dict[tuple[str, ...], list[tuple[Node, Node, Row]]] = {}
    for row in reach.rows[table.name]:
        takers, givers = ([(n, cell(row)) for n, cell in enumerate(side) if cell(row)] for side in ends)
        for taker in takers:
            for giver in givers:
                groups.setdefault(tuple(cell(row) for cell in group), []).append((taker, giver, row))
    columns = [column for pair in pairs for column in pair]
    for edges in groups.values():
        for row, path in _cycles(edges):
            if len(path) == 1:
                problem, way = "goes to itself", path[0]
            else:
                problem, way = "closes a circle", " → ".join([*path, path[0]])
            valid = f"Nothing comes from itself, not even by way of others: {way}. Correct one of the steps."
            named = [column for column in columns if row.cells[table.columns.index(column)]]
            yield _fault(table, row, named, problem, valid)


def _cycles(edges: Sequence[tuple[Node, Node, Row]]) -> Iterator[tuple[Row, list[str]]]:
    """Yield each step that closes a circle, with the ids on the circle; without recursion."""
    after: dict[Node, list[tuple[Node, Row]]] = {}
    for one, other, row in edges:
        after.setdefault(one, []).append((other, row))
    done: set[Node] = set()
    for start in list(after):
        if start in done:
            continue
        path, waiting = [start], [iter(after[start])]
        on = {start}
        while path:
            step = next(waiting[-1], None)
            if step is None:
                waiting.pop()
                on.discard(path[-1])
                done.add(path.pop())
                continue
            node, row = step
            if node in on:
                yield row, [name for _, name in path[path.index(node) :]]
            elif node not in done:
                path.append(node)
                on.add(node)
                waiting.append(iter(after.get(node, ())))


def _referenced(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    name, _, column = rule.name("by").partition(".")
    other = reach.table(name)
    if name not in reach.rows:
        return
    if column not in other.columns or len(table.primary_key) != 1:
        raise NoWay(f"'{rule.name('by')}' is no column that names one row")
    known = set(map(_cell(other, column), reach.rows[name]))
    own = _cell(table, table.primary_key[0])
    for row in reach.rows[table.name]:
        if own(row) not in known:
            valid = f"Add a row to {other.path} whose '{column}' is '{own(row)}'."
            yield _fault(table, row, table.primary_key, f"has no row in {other.path}", valid)


def _preceded(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    other, same, column = reach.table(rule.name("table")), rule.name("same"), rule.name("column")
    if other.name not in reach.rows:
        return
    if same not in other.columns:
        raise NoWay(f"'{other.name}' has no column '{same}'")
    date, theirs, own = reach.span(other, rule.name("date")), _cell(other, same), _cell(table, same)
    known: dict[str, list[Span]] = {}
    for row in reach.rows[other.name]:
        if found := date(row):
            known.setdefault(theirs(row), []).append(found)
    mine, unless = reach.span(table, column), rule.names("unless")
    spared = _cell(table, unless[0]) if unless else lambda _: ""
    for row in reach.rows[table.name]:
        if unless and spared(row) == unless[1]:
            continue
        at = mine(row)
        if at and not any(_in_order(found, at, strict=False) for found in known.get(own(row), ())):
            valid = f"Of {other.path} at least one row with the same '{same}' is dated by then."
            yield _fault(table, row, (same, column), "has nothing to rest on at this date", valid)


def _codes(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    languages = rule.name("list") == "languages"
    known = is_language if languages else is_country
    valid = (
        "Write a code of ISO 639 as BCP 47 has it, such as uk or zh-Hant; mul for several, und for unknown."
        if languages
        else "Write a code of ISO 3166-1, such as UA; or unknown, or international."
    )
    for column in rule.names("columns"):
        cell = _cell(table, column)
        for row in reach.rows[table.name]:
            if cell(row) and not known(cell(row)):
                what = "is no code of a language" if languages else "is no code of a country"
                yield _fault(table, row, (column,), what, valid)


def _script(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    column = rule.name("column")
    cell, fixed = _cell(table, column), rule.name("as")
    language = _cell(table, rule.name("language")) if not fixed else lambda _: fixed
    for row in reach.rows[table.name]:
        if letter := other_script(cell(row), language(row)):
            wanted = " or ".join(name.capitalize() for name in scripts_of(language(row)))
            valid = (
                f"'{language(row)}' is written in {wanted} letters; '{letter}' is none. Correct one of them."
            )
            named = (column,) if fixed else (column, rule.name("language"))
            yield _fault(table, row, named, "is in letters of another script than its language", valid)


_HOLD: dict[str, Callable[[Reach, Table, Rule], Iterator[Fault]]] = {
    "together": _together,
    "order": _order,
    "within": _within,
    "contained": _contained,
    "filled": _filled,
    "acyclic": _acyclic,
    "referenced": _referenced,
    "preceded": _preceded,
    "codes": _codes,
    "script": _script,
}
