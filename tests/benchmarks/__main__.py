"""Measure what the project promises: `make bench`. Ratios are taken in one run, medians throughout."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import kernel, page, record, start
from tests.benchmarks.scaled import scaled_corpus


@dataclass(frozen=True)
class Result:
    """One number with what it should be at most."""

    name: str
    value: float
    limit: float
    unit: str
    detail: str

    def __str__(self) -> str:
        verdict = "met" if self.value <= self.limit else "MISSED"
        value = f"{self.value:.2f}" if self.unit == "ratio" else f"{self.value:.0f} {self.unit}"
        limit = f"{self.limit:.2f}" if self.unit == "ratio" else f"{self.limit:.0f} {self.unit}"
        return f"{verdict:<7} {self.name}: {value} (at most {limit}); {self.detail}"


def measure(runs: int) -> Iterator[Result]:
    """Run every measurement; each is told at once, so that one that fails does not cost the others."""
    with tempfile.TemporaryDirectory() as folder:
        large = str(scaled_corpus(Path(folder), 10))
        for corpus, named, limit in (("", "", 0.25), (large, " at 10 x the corpus", 0.6)):
            kit, pandas = start.load_against_pandas(runs, corpus)
            yield Result(
                f"import infowar_kit and load(){named} / import pandas", kit / pandas, limit, "ratio",
                f"{kit * 1000:.0f} ms and {pandas * 1000:.0f} ms of the processor, in fresh processes",
            )  # fmt: skip
    short, long = record.save(50)
    yield Result("saving an answer at 30,000 entries", long, 5, "ms", f"{short:.1f} ms in a new record")
    yield Result("the same / in a new record", long / short, 2.0, "ratio", "medians, forced to disk")
    lesson, bare = kernel.memory()
    yield Result(
        "kernel memory with a task / with ipywidgets imported", lesson / bare, 1.2, "ratio",
        f"{lesson:.1f} MB and {bare:.1f} MB resident",
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        corpora = {"": "kherson-lyman-2022", " at 10 x the corpus": str(scaled_corpus(Path(folder), 10))}
        opened, steps = page.measure(corpora, runs=max(3, runs // 3), steps=40)
    for name in corpora:
        yield from (
            Result(
                f"opened notebook to FeedReplay / to a bare slider{name}",
                opened[name] / opened["slider"], 1.15, "ratio",
                f"{opened[name]:.2f} s and {opened['slider']:.2f} s",
            ),
            Result(
                f"p95 of a step of the clock / of a slider-to-label round trip{name}",
                steps[name] / steps["slider"], 2.0, "ratio",
                f"{steps[name]:.0f} ms and {steps['slider']:.0f} ms",
            ),
            Result(f"p95 of a step of the clock{name}", steps[name], 100, "ms", "to the page's last change"),
        )  # fmt: skip
    first = page.first_task(runs=max(3, runs // 3))
    yield Result(
        "address to the first task: player / JupyterLab",
        first["player, task"] / first["JupyterLab, task"], 1.0, "ratio",
        f"{first['player, task']:.1f} s and {first['JupyterLab, task']:.1f} s; text in the player after "
        f"{first['player, text']:.1f} s",
    )  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9, help="processes a measurement (default 9)")
    missed = 0
    for result in measure(parser.parse_args().runs):
        missed += result.value > result.limit
        print(result, flush=True)
    sys.exit(missed > 0)
