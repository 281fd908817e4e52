"""Print the minutes of each lesson: `python -m tools.minutes [LESSON …]`; `workspace.minutes` counts them."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from infowar_kit.corpus import load
from infowar_kit.workspace.minutes import count


def main(names: Sequence[str]) -> int:
    """Print what the lessons named take, or all of them; return 2 for one that there is not."""
    corpus = load()
    known = sorted(row.lesson_id for row in corpus.lessons)
    for name in names or known:
        if name not in known:
            sys.stderr.write(f"{name}: no such lesson. There are: {', '.join(known)}\n")
            return 2
        sys.stdout.write(f"{count(corpus, name)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
