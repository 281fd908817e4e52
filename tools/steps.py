"""Go through steps, say how each went and how long it took, and repeat that at the end."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable

# A title and what does it; it returns what it found.
Step = tuple[str, Callable[[], str]]


class Failed(Exception):
    """A step did not do what it should; the message says which and what was printed last."""


def show(line: str) -> None:
    """Show a line that a command printed, without the token that opens a learner's server."""
    print(f"     | {re.sub(r'token=[^&]+', 'token=...', line)}", flush=True)


def go_through(title: str, steps: Iterable[Step]) -> int:
    """Go through the steps; the first that fails ends it.

    Returns
    -------
    int
        0 if all went well, else 1.
    """
    start = time.monotonic()
    report = [title]
    print(title, flush=True)
    for name, step in steps:
        print(f"     {name} ...", flush=True)
        began = time.monotonic()
        try:
            found = step()
        except Failed as error:
            print(f"FAIL {name} ({time.monotonic() - began:.0f} s): {error}", flush=True)
            return 1
        report.append(f"ok   {name} ({time.monotonic() - began:.0f} s): {found}")
        print(report[-1], flush=True)
    report.append(f"All of it passed in {time.monotonic() - start:.0f} s.")
    print("\n" + "\n".join(report), flush=True)
    return 0
