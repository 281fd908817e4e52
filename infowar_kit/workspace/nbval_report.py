"""A pytest plugin that writes down, cell by cell, what nbval found: one JSON object a line.

It is loaded by `infowar_kit.workspace.nbcheck` alone, into the pytest that runs one lesson.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Generator, Iterable
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

VARIABLE = "INFOWAR_KIT_CELLS"
_WINDOW = 60
_MESSAGE = 400  # what the kit says of a mistake ends with what is valid: it is told whole
# Of a cell's output, in the words of whoever reads it.
_NAMES = {
    "text/plain": "as text",
    "text/html": "as drawn",
    "stdout": "printed",
    "stderr": "printed as a warning",
}
_NOT_COMPARED = {"application/vnd.jupyter.widget-view+json", "image/png", "image/jpeg"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: Any, call: Any) -> Generator[None, Any, Any]:
    """Write one line for each cell that was run, and for what failed around it."""
    report = yield
    if report.when == "call" or report.failed or report.skipped:
        problem = _problem(item, call.excinfo.value) if report.failed else ""
        # nbval compares nothing where the notebook was saved without running the cell.
        if not problem and item.cell.execution_count is None and item.cell.source.strip():
            problem = "was not run before the notebook was saved. Run: infowar-kit save"
        lines = item.cell.source.strip().splitlines()
        found = {
            "cell": item.cell_num + 1,
            "source": lines[0] if lines else "",
            "skipped": report.skipped,
            "problem": problem,
            "seconds": call.duration,
        }
        with Path(os.environ[VARIABLE]).open("a", encoding="utf-8") as file:
            file.write(json.dumps(found) + "\n")
    return report


def _problem(item: Any, error: BaseException) -> str:
    message = next(iter(str(error).splitlines()), "") or type(error).__name__
    if message.startswith("Timeout"):
        return f"did not end within {item.config.option.nbval_cell_timeout:g} seconds"
    outputs = item.test_outputs or []
    raised = [output for output in outputs if output.output_type == "error"]
    if "exception" in message and raised:
        said = f"raised {raised[-1].ename}: {_told(raised[-1].evalue)}"
        # What an instructor sees who took out a cell.
        gone = raised[-1].ename == "NameError"
        return f"{said}. A cell above it that gives this name is gone: put it back" if gone else said
    if message == "Cell outputs differ":
        return difference(item.cell.outputs, outputs, item.sanitize)
    return message


def difference(saved: Iterable[Any], now: Iterable[Any], sanitize: Callable[[Any], Any]) -> str:
    """Say where the outputs of a cell first differ.

    Parameters
    ----------
    saved, now : iterable of nbformat outputs
        The outputs in the file, and those of this run.
    sanitize : callable
        What nbval does to a text before comparing it.
    """
    before, after = _by_kind(saved, sanitize), _by_kind(now, sanitize)
    for kind in sorted(before.keys() | after.keys()):
        pairs = zip_longest(before.get(kind, ()), after.get(kind, ()))
        for number, (old, new) in enumerate(pairs, 1):
            if old != new:
                return f"{_NAMES.get(kind, kind)}, line {number}: {_contrast(old, new)}"
    return "prints the same in another number of outputs"


def _by_kind(outputs: Iterable[Any], sanitize: Callable[[Any], Any]) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for output in outputs:
        if output.output_type == "stream":
            parts = {output.name: output.text}
        elif output.output_type == "error":
            parts = {"error": f"{output.ename}: {output.evalue}"}
        else:
            parts = {kind: value for kind, value in output.data.items() if kind not in _NOT_COMPARED}
        for kind, value in parts.items():
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
            kinds.setdefault(kind, []).extend(str(sanitize(text)).splitlines())
    return kinds


def _contrast(old: str | None, new: str | None) -> str:
    if old is None:
        return f"now also {_short(new or '')!r}"
    if new is None:
        return f"{_short(old)!r} is missing now"
    # Long lines are shown around the first character that differs.
    first = next((i for i, (a, b) in enumerate(zip_longest(old, new)) if a != b), 0)
    start = max(0, first - 20)
    return f"saved {_short(old[start:], bool(start))!r}, now {_short(new[start:], bool(start))!r}"


def _told(text: str) -> str:
    words = " ".join(next(iter(text.splitlines()), "").split())
    return words if len(words) <= _MESSAGE else f"{words[:_MESSAGE].rpartition(' ')[0]} …"


def _short(text: str, cut_before: bool = False) -> str:
    text = next(iter(text.splitlines()), "")
    end = "…" if len(text) > _WINDOW else ""
    return f"{'…' if cut_before else ''}{text[:_WINDOW]}{end}"
