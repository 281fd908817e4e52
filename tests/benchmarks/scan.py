"""What `infowar-kit tone scan` costs, here and on workers: processor time, memory, growth.

Run ``python -m tests.benchmarks.scan [POSTS …]``; by default 10,000, 100,000 and 1,000,000 posts. They are
made of what the kit has to read in four languages (passages, neutral texts, reports), in a temporary folder.
"""

from __future__ import annotations

import csv
import itertools
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pyarrow
from pyarrow import parquet

from infowar_kit.corpus import load

DATA = Path(__file__).parents[1] / "data"
GROUP = 50_000  # rows of a row group
RUNS = {
    "CSV to CSV, one process": ("csv", "csv"),
    "Parquet to Parquet, one process": ("parquet", "parquet"),
    "Parquet to Parquet, one worker": ("parquet", "parquet", "--workers", "1"),
    "Parquet to Parquet, two workers": ("parquet", "parquet", "--workers", "2"),
    "CSV to Parquet, two workers": ("csv", "parquet", "--workers", "2"),
}
LOOK = 0.2  # seconds between two looks at the memory


@dataclass(frozen=True)
class Cost:
    """What a command cost: seconds by the clock and of the processor, and memory at its peak.

    Memory is that of the largest process, and of all together, in MB resident.
    """

    clock: float
    processor: float
    largest: float
    all: float

    def __str__(self) -> str:
        return (
            f"{self.processor:6.1f} s of the processor, {self.clock:6.1f} s by the clock, "
            f"{self.largest:4.0f} MB the largest process, {self.all:4.0f} MB all"
        )


def texts() -> list[tuple[str, str]]:
    """Return language and text of all that there is to read."""
    corpus = load("kherson-lyman-2022")
    with (DATA / "neutral_texts.csv").open(encoding="utf-8", newline="") as file:
        found = [(row["lang"], row["text"]) for row in csv.DictReader(file)]
    found += [(row.language, row.text) for row in corpus.passages]
    return found + [("en", row.reports) for row in corpus.items if len(row.reports) > 60]


def posts(count: int) -> Iterator[tuple[str, str]]:
    """Yield posts: text after text, each with a number of its own, so that none is the same twice."""
    for number, (language, text) in zip(range(count), itertools.cycle(texts()), strict=False):
        yield language, f"{text} ({number})"


def write(path: Path, count: int) -> int:
    """Write posts as CSV or Parquet, a row group at a time; return the number of bytes of their texts."""
    size, rows = 0, enumerate(posts(count))
    schema = pyarrow.schema(
        {"id": pyarrow.int64(), "lang": pyarrow.string(), "text": pyarrow.string()}.items()
    )
    with (
        parquet.ParquetWriter(path.with_suffix(".parquet"), schema) as writer,
        path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file,
    ):
        table = csv.writer(file, lineterminator="\n")
        table.writerow(schema.names)
        while group := [(number, lang, text) for number, (lang, text) in itertools.islice(rows, GROUP)]:
            size += sum(len(text.encode()) for *_, text in group)
            table.writerows(group)
            columns = [
                pyarrow.array(cells, kind)
                for cells, kind in zip(zip(*group, strict=True), schema.types, strict=True)
            ]
            writer.write_table(pyarrow.Table.from_arrays(columns, schema=schema))
    return size


def cost(*command: str) -> Cost:
    """Run a command and look at it and at what it starts until it ends."""
    began, spent = time.monotonic(), {}
    largest = together = 0.0
    process = psutil.Popen([sys.executable, "-m", "infowar_kit.cli", *command], stderr=subprocess.DEVNULL)
    while process.poll() is None:
        resident = []
        for one in _family(process):
            try:
                times = one.cpu_times()
                spent[one.pid] = times.user + times.system
                resident.append(one.memory_info().rss / 1e6)
            except psutil.Error:
                continue
        largest, together = max([largest, *resident]), max(together, sum(resident))
        time.sleep(LOOK)
    assert process.returncode in (0, 1), command
    return Cost(time.monotonic() - began, sum(spent.values()), largest, together)


def _family(process: psutil.Process) -> list[psutil.Process]:
    try:
        return [process, *process.children(recursive=True)]
    except psutil.Error:
        return []


def main() -> None:
    """Print the numbers."""
    counts = [int(word) for word in sys.argv[1:]] or [10_000, 100_000, 1_000_000]
    with tempfile.TemporaryDirectory() as place:
        for count in counts:
            path = Path(place) / "posts"
            size = write(path, count)
            sys.stdout.write(f"{count:,} posts, {size / 1e6:.0f} MB of text\n")
            for name, (source, target, *more) in RUNS.items():
                out = Path(place) / f"{name}.{target}"
                found = cost("tone", "scan", f"{path}.{source}", "-o", str(out), *more)
                sys.stdout.write(f"  {name:<32} {found}\n")
                sys.stdout.flush()
            made = {parquet.ParquetFile(one).metadata.num_rows for one in Path(place).glob("* *.parquet")}
            assert len(made) == 1, made
            sys.stdout.write(f"  {made.pop():,} findings each\n")


if __name__ == "__main__":
    main()
