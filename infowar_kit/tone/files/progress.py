"""Say how far long work has come, on the error stream, so that results stay clean."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
_EVERY = 2.0  # seconds


def progress(items: Iterable[T], unit: str) -> Iterator[T]:
    """Yield the items and report: with tqdm where it is installed, else in plain lines; not into a pipe."""
    if not sys.stderr.isatty():
        yield from items
        return
    try:
        from tqdm import tqdm
    except ImportError:
        yield from _plain(items, unit)
        return
    yield from tqdm(items, unit=f" {unit}", file=sys.stderr)


def _plain(items: Iterable[T], unit: str) -> Iterator[T]:
    last = time.monotonic()
    for count, item in enumerate(items, 1):
        yield item
        if (now := time.monotonic()) - last >= _EVERY:
            print(f"{count} {unit} …", file=sys.stderr, flush=True)
            last = now
