"""List the kinds of mistake for which no row says why: ``python -m tools.missing_reasons [TASK …]``.

A line is a row to be written in an event's ``teaching/texts.csv``; where several rows would do, they stand
with ``or`` between, the most particular first. Nothing listed means that every wrong answer has its reason.
"""

from __future__ import annotations

import sys
from collections import Counter

from infowar_kit.corpus import load
from infowar_kit.tasks import build
from infowar_kit.tasks.tries import missing


def main(arguments: list[str]) -> int:
    """Print what is missing, and how much by task; return 1 if anything is."""
    corpus = load()
    counts: Counter[str] = Counter()
    for row in corpus.tasks:
        if arguments and row.task_id not in arguments:
            continue
        for names in dict.fromkeys(missing(build(corpus, row.task_id))):
            counts[f"{row.lesson} {row.task_id} ({row.kind})"] += 1
            print(" or ".join(names))
    for task, number in sorted(counts.items()):
        print(f"# {number:4} {task}")
    return int(bool(counts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
