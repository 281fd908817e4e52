"""Rules on what comes from what, step by step: no circles, and no step that hangs in the air."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from infowar_kit.corpus.faults import Fault
from infowar_kit.corpus.reach import Reach, cell_of, fault_of
from infowar_kit.corpus.reading import Row
from infowar_kit.corpus.rule import Rule
from infowar_kit.corpus.table import Table

Node = tuple[int, str]


def acyclic(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    """Yield each row that closes a circle."""
    pairs = list(zip(rule.names("from"), rule.names("to"), strict=True))
    ends = [[cell_of(table, one) for one in side] for side in zip(*pairs, strict=True)]
    group = [cell_of(table, column) for column in rule.names("within")]
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
            yield fault_of(table, row, named, problem, valid)


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


def chained(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    """Yield each row whose ``from`` is neither where its chain begins nor reached by the step before."""
    starts, ends = ([cell_of(table, one) for one in rule.names(side)] for side in ("from", "to"))
    step, begin = cell_of(table, rule.name("step")), cell_of(table, rule.name("begin"))
    reached: dict[tuple[str, int], set[Node]] = {}
    for row in reach.rows[table.name]:
        if (number := _step(step(row))) is not None:
            places = reached.setdefault((begin(row), number), set())
            places.update((n, cell(row)) for n, cell in enumerate(ends) if cell(row))
    columns = (rule.name("step"), *rule.names("from"))
    for row in reach.rows[table.name]:
        number = _step(step(row))
        if number is None:
            continue  # a fault of its own
        # The first of the columns is of the kind of thing with which a chain begins.
        wanted = {(0, begin(row))} if number == 1 else reached.get((begin(row), number - 1), set())
        if wanted.intersection((n, cell(row)) for n, cell in enumerate(starts) if cell(row)):
            continue
        named = [column for column in columns if row.cells[table.columns.index(column)]]
        where = f"'{rule.name('begin')}' {begin(row)}"
        if number == 1:
            valid = f"Step 1 begins with {where} itself."
        elif wanted:
            valid = f"Step {number - 1} of {where} leads to: {', '.join(sorted(w for _, w in wanted))}."
        else:
            valid = f"There is no step {number - 1} of {where}; number the steps from 1."
        yield fault_of(table, row, named, "does not go on where the step before it ends", valid)


def _step(cell: str) -> int | None:
    return int(cell) if cell.isdecimal() and len(cell) < 10 else None
