from __future__ import annotations

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.lab import CHROMIUM, Lab
from tests.find_browser import find_browser

# The news of JupyterLab's makers and similar are switched off; what is left is the learner's own machine.
OWN = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
expect.set_options(timeout=60_000)  # a busy machine is slow, not wrong


@pytest.fixture(scope="session")
def browser():
    path = find_browser()
    assert path, "no Chromium: run `python tests/find_browser.py` to see how to get it"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    lab = Lab(tmp_path_factory.mktemp("lab"))
    yield lab
    lab.stop()


@pytest.fixture
def lab(server):
    server.forget()
    return server


@pytest.fixture
def new_page(browser):
    """Make pages that fail the test when a request leaves the machine or the console shows an error."""
    contexts, outside, errors = [], [], []

    def make(width=1280, height=900, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("request", lambda r: None if r.url.startswith(OWN) else outside.append(r.url))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert not outside, f"requests left the machine: {outside[:5]}"
    assert not errors, f"errors in the console: {errors[:5]}"
