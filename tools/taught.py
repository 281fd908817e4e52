"""List the rows that stand behind the keys of the tasks: ``python -m tools.taught [EVENT]``.

These are the rows that a lesson teaches from: what a key names, and one step further what such a row cannot
be judged without: the item of a piece of evidence, the items of a relay, the term of a rendering. Whoever
reads the taught rows again begins with this list; the same tables give the same list, in the same order.
"""

from __future__ import annotations

import sys
from collections import Counter

from infowar_kit.corpus import Corpus, available, load
from infowar_kit.corpus.loading import default

# Columns by which a row leads to another row, by table, and the table to which they lead.
LEADS_TO = {
    "evidence": ("items", ("item",)),
    "relays": ("items", ("item", "taker_item", "giver_item")),
    "renderings": ("terms", ("term",)),
}
USAGE = "usage: python -m tools.taught [EVENT]"


def table_of(row: str) -> str:
    """Return the table of a row that is written ``table:id``."""
    return row.partition(":")[0]


def taught(corpus: Corpus) -> tuple[str, ...]:
    """Return the rows behind the keys as ``table:id``, by table in the order of the schema, then by id."""
    named = {row for key in corpus.keys for row in key.rows}
    found = set(named)
    for row in named:
        table, columns = LEADS_TO.get(table_of(row), ("", ()))
        found |= {f"{table}:{key}" for column in columns if (key := getattr(corpus.reference(row), column))}
    order = {name: place for place, name in enumerate(corpus.names)}
    return tuple(sorted(found, key=lambda row: (order[table_of(row)], row)))


def counts(rows: tuple[str, ...]) -> dict[str, int]:
    """Return how many of `rows` each table has."""
    return dict(Counter(table_of(row) for row in rows))


def not_read_since(corpus: Corpus, rows: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of `rows` that have no reading: whoever reads the taught rows next begins with them."""
    known = {reading.row for reading in corpus.readings}
    return tuple(row for row in rows if row not in known)


def main(arguments: list[str]) -> int:
    """Print the rows, one a line, and what they add up to on the other stream."""
    events = arguments or [default()]
    if len(events) != 1 or events[0].startswith("-"):
        print(f"{USAGE}\nEvents: {', '.join(available())}.", file=sys.stderr)
        return 2
    corpus = load(events[0])
    rows = taught(corpus)
    new = not_read_since(corpus, rows)
    print("\n".join(f"{row} (no reading)" if row in set(new) else row for row in rows))
    named = ", ".join(f"{n} {name}" for name, n in counts(rows).items())
    print(f"{len(rows)} rows: {named}. Without a reading: {len(new)}.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
