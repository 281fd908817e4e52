"""Time from an empty process to a loaded corpus, against `import pandas`."""

from __future__ import annotations

import statistics
import subprocess
import sys

# Time of the processor: what else the machine does at the moment is not counted.
TIMED = "import time; begin = time.process_time(); {}; print(time.process_time() - begin)"
KIT = "import infowar_kit; from infowar_kit.corpus import load; load({})"


def seconds(code: str) -> float:
    """Return how long `code` takes in a fresh process, without the start of Python itself."""
    command = [sys.executable, "-c", TIMED.format(code)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def load_against_pandas(runs: int, corpus: str = "") -> tuple[float, float]:
    """Return the median seconds of loading a corpus, by default the kit's, and of importing pandas."""
    kit = KIT.format(repr(corpus) if corpus else "")
    for code in (kit, "import pandas"):  # the first one pays for bytecode and disk
        seconds(code)
    pairs = [(seconds(kit), seconds("import pandas")) for _ in range(runs)]
    return statistics.median(own for own, _ in pairs), statistics.median(pandas for _, pandas in pairs)
