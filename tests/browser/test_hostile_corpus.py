"""A corpus with a payload in every text: no lesson runs it, in JupyterLab or as a page of HTML."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests import hostile
from tests.browser.lab import open_lesson, settle

pytestmark = [pytest.mark.browser, pytest.mark.hostile]
LESSONS = sorted(path.name for path in (Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
BEGIN = "from infowar_kit import kit"
# A picture with a broken address asks the server before its handler runs: what is live is an element.
LIVE = """() => [...document.querySelectorAll('.jp-OutputArea img[src="x"], .jp-OutputArea [onerror]')]
  .map((e) => e.outerHTML.slice(0, 200))"""
TYPESET = """() => [...document.querySelectorAll('.jp-OutputArea mjx-container')]
  .map((e) => e.parentElement.outerHTML.slice(0, 160))"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return hostile.write(tmp_path_factory.mktemp("hostile") / "event")


def on(corpus, path):
    """Set a lesson on another corpus by its first cell."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    for cell in raw["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "code" and BEGIN in text:
            begin = f"from infowar_kit.face import Kit\n\nkit = Kit({str(corpus)!r})"
            cell["source"] = text.replace(BEGIN, begin)
    path.write_text(json.dumps(raw), encoding="utf-8")


@pytest.mark.parametrize("lesson", LESSONS)
def test_nothing_runs_in_jupyterlab(lesson, lab, new_page, corpus):
    on(corpus, lab.workspace / lesson)
    page = new_page(1280)
    open_lesson(page, lab, lesson)
    for name in ("Check", "Hint", "Show me"):
        for button in page.get_by_role("button", name=name, exact=True).all():
            if button.is_visible() and button.is_enabled():
                button.click()
    settle(page)
    assert hostile.MARK in page.content()
    assert page.evaluate(LIVE) == []
    assert page.evaluate(TYPESET) == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_nothing_runs_in_a_page_of_html(lesson, tmp_path, corpus, browser):
    path = tmp_path / lesson
    path.write_bytes((Path(__file__).parents[2] / "notebooks" / lesson).read_bytes())
    on(corpus, path)
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--execute", str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    page = browser.new_page()
    # Without the network: the template fetches MathJax and require.js from elsewhere.
    page.route(
        "**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort()
    )
    page.goto(path.with_suffix(".html").as_uri(), wait_until="domcontentloaded")
    try:
        assert hostile.MARK in page.content()
        assert page.evaluate(LIVE) == []
    finally:
        page.close()
