"""In a real JupyterLab: how soon FeedReplay can be used, and how quickly a step of its clock is drawn."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import sync_playwright

from tests.browser.lab import READY, TOKEN, Lab
from tools.browser import CHROMIUM, find_browser

SLIDER = """import ipywidgets as w
s, l = w.IntSlider(0, 0, 200), w.Label("0")
s.observe(lambda c: setattr(l, "value", f"now {c['new']}"), "value")
w.VBox([s, l]).add_class("bare")"""
FEED = 'from infowar_kit.face import Kit\nKit("{}").task("replay-three-claims")'
# A task, and not the offer of a copy above it, whose buttons are there and not shown.
DRAWN = ".iwk-task:not(.iwk-copy) button.iwk-main"
CONTROL = {"slider": ".bare .noUi-handle"}
AREA = {"slider": ".bare"}
# A step lasts from the event to the last change of the page; 120 ms without a change end it.
STEP = """async ([control, area, forward]) => {
  const element = document.querySelector(control);
  const begin = performance.now();
  let last = null;
  const seen = new MutationObserver(() => { last = performance.now(); });
  seen.observe(document.querySelector(area), {childList: true, subtree: true, characterData: true});
  if (element.matches("input")) {
    element.value = Number(element.value) + (forward ? 1 : -1);
    element.dispatchEvent(new Event("input", {bubbles: true}));
  } else {
    const key = forward ? "ArrowRight" : "ArrowLeft";
    element.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
  }
  for (let waited = 0; waited < 300; waited++) {
    await new Promise((done) => setTimeout(done, 10));
    if (last !== null && performance.now() - last > 120) break;
  }
  seen.disconnect();
  return last === null ? null : last - begin;
}"""


def _notebooks(folder: Path, corpora: dict[str, str]) -> dict[str, str]:
    cells = {"slider": SLIDER} | {name: FEED.format(path) for name, path in corpora.items()}
    files = {}
    for number, (name, code) in enumerate(cells.items()):
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
        notebook.metadata = {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
        }
        files[name] = f"bench-{number}.ipynb"
        nbformat.write(notebook, folder / files[name])
    return files


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def measure(corpora: dict[str, str], *, runs: int, steps: int) -> tuple[dict[str, float], dict[str, float]]:
    """Return seconds until usable (median) and milliseconds a step (95th percentile), by name."""
    opened: dict[str, list[float]] = {}
    stepped: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        lab = Lab(Path(folder))
        try:
            files = _notebooks(lab.workspace, corpora)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=find_browser(), args=CHROMIUM)
                for run in range(runs + 1):
                    for name, file in files.items():
                        lab.end_kernels()
                        page = browser.new_page()
                        seconds = _open(page, lab, file, name)
                        if run:  # the first round warms caches and bytecode
                            opened.setdefault(name, []).append(seconds)
                            stepped.setdefault(name, []).extend(_steps(page, name, steps))
                        page.close()
                browser.close()
        finally:
            lab.stop()
    return {n: statistics.median(v) for n, v in opened.items()}, {n: _p95(v) for n, v in stepped.items()}


def _open(page: Any, lab: Lab, file: str, name: str) -> float:
    """Return the seconds from opening a notebook in the browser until its control can be used."""
    begin = time.perf_counter()
    page.goto(lab.url(file))
    page.wait_for_function("() => window.jupyterapp !== undefined")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.evaluate(READY)
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    page.wait_for_selector(CONTROL.get(name, ".iwk-time input[type=range]"), state="visible")
    return time.perf_counter() - begin


def first_task(*, runs: int = 3, lesson: str = "00_start_here.ipynb") -> dict[str, float]:
    """Return median seconds from the address to a first task that answers: in the player, and in JupyterLab.

    Also how soon the player shows what can be read. Both in turns, so that they meet the same machine.
    """
    took: dict[str, list[float]] = {"player, text": [], "player, task": [], "JupyterLab, task": []}
    with tempfile.TemporaryDirectory() as folder:
        lab = Lab(Path(folder))
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=find_browser(), args=CHROMIUM)
                for run in range(runs + 1):
                    for name, seconds in _first_task(browser, lab, lesson):
                        if run:  # the first round warms caches and bytecode
                            took[name].append(seconds)
                browser.close()
        finally:
            lab.stop()
    return {name: statistics.median(seconds) for name, seconds in took.items()}


def _first_task(browser: Any, lab: Lab, lesson: str) -> Iterator[tuple[str, float]]:
    lab.end_kernels()
    page = browser.new_page()
    begin = time.perf_counter()
    page.goto(f"http://127.0.0.1:{lab.port}/voila/render/{lesson}?token={TOKEN}", wait_until="commit")
    page.wait_for_selector("#iwk-early h1", state="visible")
    yield "player, text", time.perf_counter() - begin
    page.wait_for_function("() => window.iwkReady !== undefined")
    page.wait_for_selector(DRAWN, state="visible")
    yield "player, task", time.perf_counter() - begin
    page.close()
    lab.end_kernels()
    page = browser.new_page()
    begin = time.perf_counter()
    page.goto(lab.url(lesson))
    page.wait_for_function("() => window.jupyterapp !== undefined")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.evaluate(READY)
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    page.wait_for_selector(DRAWN, state="visible")
    yield "JupyterLab, task", time.perf_counter() - begin
    page.close()


def _steps(page: Any, name: str, count: int) -> list[float]:
    control = CONTROL.get(name, ".iwk-time input[type=range]")
    area = AREA.get(name, ".iwk-task")
    page.wait_for_timeout(500)
    times = [page.evaluate(STEP, [control, area, index % 8 < 4]) for index in range(count)]
    return [value for value in times if value is not None]
