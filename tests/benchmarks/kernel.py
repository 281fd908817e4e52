"""Memory of a kernel that shows a task, against one that only imported ipywidgets."""

from __future__ import annotations

import os
import statistics
import tempfile
from pathlib import Path

from jupyter_client.manager import start_new_kernel

RESIDENT = "print(next(l for l in open('/proc/self/status') if l.startswith('VmRSS')).split()[1])"
LESSON = "from infowar_kit import kit\nview = kit.task('replay-three-claims')\nview"


def resident(code: str) -> float:
    """Return the resident megabytes of a kernel after it ran `code`."""
    manager, client = start_new_kernel(kernel_name="python3")
    printed = []

    def collect(message: dict) -> None:
        if message["msg_type"] == "stream":
            printed.append(message["content"]["text"])

    try:
        reply = client.execute_interactive(code, timeout=60, output_hook=lambda _: None)
        assert reply["content"]["status"] == "ok", reply["content"]
        client.execute_interactive(RESIDENT, timeout=60, output_hook=collect)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return int("".join(printed)) / 1024


def memory(runs: int = 3) -> tuple[float, float]:
    """Return the median megabytes with a task, and with ipywidgets alone."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["INFOWAR_KIT_RECORD"] = str(Path(folder) / "record.json")
        lesson = statistics.median(resident(LESSON) for _ in range(runs))
        bare = statistics.median(resident("import ipywidgets") for _ in range(runs))
    return lesson, bare
