"""Time to save an answer: in a record of one entry, and of thirty thousand."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from infowar_kit.tasks.record import Entry, Record


def entry(number: int) -> Entry:
    """Return an answer of usual size."""
    return Entry("corpus", "1.0.0", f"task-{number % 60}", 1, "answer", {"chosen": ["one"], "n": number})


def save(runs: int, long: int = 30_000) -> tuple[float, float]:
    """Return the median milliseconds of a save, forced to disk, in a short and in a long record."""
    with tempfile.TemporaryDirectory() as folder:
        short, full = Record(Path(folder) / "short.json"), Record(Path(folder) / "long.json")
        lines = ",".join(_raw(number) for number in range(long))
        full.restore(f'{{"schema": 1, "entries": [{lines}]}}')
        times: tuple[list[float], list[float]] = ([], [])
        for number in range(runs):
            for record, taken in zip((short, full), times, strict=True):
                added = entry(number)
                began = time.perf_counter()
                record.add(added)
                taken.append(1000 * (time.perf_counter() - began))
    return statistics.median(times[0]), statistics.median(times[1])


def _raw(number: int) -> str:
    return (
        f'{{"corpus": "corpus", "corpus_version": "1.0.0", "task": "task-{number % 60}", "task_version": 1, '
        f'"kind": "answer", "id": "{number:032x}", "at": "2022-10-03T09:15:00+00:00", '
        f'"content": {{"chosen": ["one"], "n": {number}}}}}'
    )
