"""Hold rows against the rules of their table: what a row means, beside itself and beside others.

Which rules there are says `infowar_kit.corpus.rule`; they stand in the schema. Here is how each is held.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from infowar_kit.corpus.addresses import address_trouble
from infowar_kit.corpus.chains import acyclic, chained
from infowar_kit.corpus.codes import any_in_script, is_country, is_language, other_script, scripts_of
from infowar_kit.corpus.descriptor import DESCRIPTOR, Descriptor
from infowar_kit.corpus.faults import Fault
from infowar_kit.corpus.reach import NotRead, NoWay, Reach, Span, cell_of, fault_of
from infowar_kit.corpus.reading import Row
from infowar_kit.corpus.rule import Rule
from infowar_kit.corpus.sealing import SEAL
from infowar_kit.corpus.spans import apart, within
from infowar_kit.corpus.table import Table


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


def _together(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    columns = rule.names("columns")
    cells = [cell_of(table, column) for column in columns]
    for row in reach.rows[table.name]:
        if len({bool(cell(row)) for cell in cells}) > 1:
            lacking = ", ".join(c for c, cell in zip(columns, cells, strict=True) if not cell(row))
            valid = f"These columns are filled together, or all of them are empty. Empty here: {lacking}."
            yield fault_of(table, row, columns, "is filled only in part", valid)


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
        yield fault_of(table, row, columns, "is in the wrong order", f"It holds that {said}; correct one.")


def _in_order(one: Span, other: Span, *, strict: bool) -> bool:
    # Of dates the second bound is the first moment of which it is surely not.
    if type(one[0]) is not type(other[0]):
        return True
    if isinstance(one[0], float):
        return bool(one[0] < other[0] or (not strict and one[0] == other[0]))
    return bool(one[0] < other[1])


def _contained(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    column, gap = rule.name("column"), rule.name("gap")
    part, whole = cell_of(table, column), reach.text(table, rule.name("text"))
    for row in reach.rows[table.name]:
        parts = part(row).split(f" {gap} ") if gap else [part(row)]
        if whole(row) and not all(one in whole(row) for one in parts):
            left_out = f" Write {gap} with a blank on both sides for words that are left out." if gap else ""
            valid = f"It is taken letter by letter from '{rule.name('text')}'.{left_out}"
            yield fault_of(table, row, (column,), "is not what stands there", valid)


def _filled(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    other, value = rule.names("when")
    wanted = cell_of(table, other)
    for column in rule.names("columns"):
        cell = cell_of(table, column)
        for row in reach.rows[table.name]:
            if wanted(row) == value and not cell(row):
                valid = f"It must be filled where '{other}' is '{value}'."
                yield fault_of(table, row, (column,), "is empty", valid)


def _implies(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    (column, value), (other, needed) = rule.names("when"), rule.names("then")
    given, found = cell_of(table, column), cell_of(table, other)
    for row in reach.rows[table.name]:
        if given(row) == value and found(row) != needed:
            valid = f"Where '{column}' is '{value}', '{other}' is '{needed}'."
            yield fault_of(table, row, (column, other), "contradicts itself", valid)


def _begins(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    column, (other, value), sign = rule.name("column"), rule.names("when"), rule.name("with")
    given, cell = cell_of(table, other), cell_of(table, column)
    for row in reach.rows[table.name]:
        if given(row) == value and not cell(row).startswith(sign):
            valid = f"Where '{other}' is '{value}', it begins with {sign}"
            yield fault_of(table, row, (column,), "does not say what it is", valid)


def _paired(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    column = rule.name("column")
    cell = cell_of(table, column)
    number = Counter(map(cell, reach.rows[table.name]))
    for row in reach.rows[table.name]:
        if cell(row) and number[cell(row)] != 2:
            has = "one row" if number[cell(row)] == 1 else f"{number[cell(row)]} rows"
            yield fault_of(table, row, (column,), f"is a pair of {has}", "A pair is two rows.")


def _distinct(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    named = rule.names("columns")
    columns = named or [column for column in table.columns if column not in (*table.primary_key, SEAL)]
    own, said = ([cell_of(table, column) for column in names] for names in (table.primary_key, columns))
    when = rule.names("when")
    wanted = cell_of(table, when[0]) if when else None
    first: dict[tuple[str, ...], Row] = {}
    for row in reach.rows[table.name]:
        cells = tuple(cell(row) for cell in said)
        # What is not known is not known to be the same.
        if (wanted and wanted(row) != when[1]) or (named and not all(cells)):
            continue
        before = first.setdefault(cells, row)
        ids = [" + ".join(cell(one) for cell in own) for one in (before, row)]
        if ids[0] != ids[1]:
            problem = f"says the same as '{ids[0]}' in line {before.line}"
            valid = "Remove one of the two, or write what is different."
            yield fault_of(table, row, named or table.primary_key, problem, valid)


def _differ(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    columns = rule.names("columns")
    one, other = (cell_of(table, column) for column in columns)
    for row in reach.rows[table.name]:
        if one(row) and one(row) == other(row):
            valid = f"'{columns[1]}' is another than '{columns[0]}', or empty."
            yield fault_of(table, row, columns, "is twice the same", valid)


def _referenced(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    name, _, column = rule.name("by").partition(".")
    other = reach.table(name)
    if name not in reach.rows:
        return
    if column not in other.columns or len(table.primary_key) != 1:
        raise NoWay(f"'{rule.name('by')}' is no column that names one row")
    known = set(map(cell_of(other, column), reach.rows[name]))
    own = cell_of(table, table.primary_key[0])
    for row in reach.rows[table.name]:
        if own(row) not in known:
            valid = f"Add a row to {other.path} whose '{column}' is '{own(row)}'."
            yield fault_of(table, row, table.primary_key, f"has no row in {other.path}", valid)


def _preceded(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    other, same, column = reach.table(rule.name("table")), rule.name("same"), rule.name("column")
    if other.name not in reach.rows:
        return
    if same not in other.columns:
        raise NoWay(f"'{other.name}' has no column '{same}'")
    date, theirs, own = reach.span(other, rule.name("date")), cell_of(other, same), cell_of(table, same)
    known: dict[str, list[Span]] = {}
    for row in reach.rows[other.name]:
        if found := date(row):
            known.setdefault(theirs(row), []).append(found)
    mine, unless = reach.span(table, column), rule.names("unless")
    spared = cell_of(table, unless[0]) if unless else lambda _: ""
    for row in reach.rows[table.name]:
        if unless and spared(row) == unless[1]:
            continue
        at = mine(row)
        if at and not any(_in_order(found, at, strict=False) for found in known.get(own(row), ())):
            valid = f"Of {other.path} at least one row with the same '{same}' is dated by then."
            yield fault_of(table, row, (same, column), "has nothing to rest on at this date", valid)


def _addresses(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    for column in rule.names("columns"):
        cell = cell_of(table, column)
        for row in reach.rows[table.name]:
            if cell(row) and (problem := address_trouble(cell(row))):
                valid = "Copy it from the browser's address line, such as https://example.org/page."
                yield fault_of(table, row, (column,), f"is no address of a page: {problem}", valid)


def _course(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    column = rule.name("column")
    cell = cell_of(table, column)
    for row in reach.rows[table.name]:
        points = [point.split(",") for point in cell(row).split()]
        try:
            degrees = [(float(east), float(north)) for east, north in points]
        except ValueError:
            continue  # a fault of its own
        far = [
            p for p, (east, north) in zip(points, degrees, strict=True) if abs(east) > 180 or abs(north) > 90
        ]
        if far:
            problem = f"has a point that is not on the earth: {','.join(far[0])}"
            valid = "Degrees east from -180 to 180, a comma, degrees north from -90 to 90."
            yield fault_of(table, row, (column,), problem, valid)
        elif len(set(degrees)) == 1:
            valid = "Write at least two points that differ."
            yield fault_of(table, row, (column,), "leads nowhere: all of its points are the same", valid)


def _codes(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    languages = rule.name("list") == "languages"
    known = is_language if languages else is_country
    valid = (
        "Write a code of ISO 639 as BCP 47 has it, such as uk or zh-Hant; mul for several, und for unknown."
        if languages
        else "Write a code of ISO 3166-1, such as UA; or unknown, or international."
    )
    for column in rule.names("columns"):
        cell = cell_of(table, column)
        for row in reach.rows[table.name]:
            if cell(row) and not known(cell(row)):
                what = "is no code of a language" if languages else "is no code of a country"
                yield fault_of(table, row, (column,), what, valid)


def _script(reach: Reach, table: Table, rule: Rule) -> Iterator[Fault]:
    column = rule.name("column")
    cell, fixed = cell_of(table, column), rule.name("as")
    language = cell_of(table, rule.name("language")) if not fixed else lambda _: fixed
    for row in reach.rows[table.name]:
        if rule.said.get("some") and any_in_script(cell(row), language(row)):
            continue  # names such as HIMARS stay in their own letters
        if letter := other_script(cell(row), language(row)):
            wanted = " or ".join(name.capitalize() for name in scripts_of(language(row)))
            valid = (
                f"'{language(row)}' is written in {wanted} letters; '{letter}' is none. Correct one of them."
            )
            named = (column,) if fixed else (column, rule.name("language"))
            yield fault_of(table, row, named, "is in letters of another script than its language", valid)


_HOLD: dict[str, Callable[[Reach, Table, Rule], Iterator[Fault]]] = {
    "together": _together,
    "order": _order,
    "within": within,
    "apart": apart,
    "contained": _contained,
    "filled": _filled,
    "implies": _implies,
    "begins": _begins,
    "paired": _paired,
    "distinct": _distinct,
    "differ": _differ,
    "acyclic": acyclic,
    "chained": chained,
    "referenced": _referenced,
    "preceded": _preceded,
    "addresses": _addresses,
    "course": _course,
    "codes": _codes,
    "script": _script,
}
