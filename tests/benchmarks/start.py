"""Time from an empty process to a loaded corpus, against `import pandas`."""

from __future__ import annotations

import statistics
import subprocess
import sys

TIMED = "import time; begin = time.perf_counter(); {}; print(time.perf_counter() - begin)"
KIT = "import infowar_kit; from infowar_kit.corpus import load; load()"


def seconds(code: str) -> float:
    """Return how long `code` takes in a fresh process, without the start of Python itself."""
    command = [sys.executable, "-c", TIMED.format(code)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def load_against_pandas(runs: int) -> tuple[float, float]:
    """Return the median seconds of loading the kit's corpus and of importing pandas, run in turn."""
    for code in (KIT, "import pandas"):  # the first one pays for bytecode and disk
        seconds(code)
    pairs = [(seconds(KIT), seconds("import pandas")) for _ in range(runs)]
    return statistics.median(kit for kit, _ in pairs), statistics.median(pandas for _, pandas in pairs)
