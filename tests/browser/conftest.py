from __future__ import annotations

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.lab import CHROMIUM, Lab, close_lessons
from tests.find_browser import find_browser

# The news of JupyterLab's makers and similar are switched off; what is left is the learner's own machine.
OWN = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
# JupyterLab's own word when a lesson is closed before its debugger has looked at it.
HARMLESS = "Could not restore the debugger state"
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


@pytest.fixture(scope="session")
def desk(browser):
    """One page that keeps JupyterLab loaded from test to test."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def new_page(browser, desk):
    """Make pages that fail the test when a request leaves the machine or the console shows an error.

    Without options it is the shared page with every lesson closed; with options one of its own.
    """
    contexts, listened, outside, errors = [], [], [], []

    def requested(request):
        if not request.url.startswith(OWN):
            outside.append(request.url)

    def printed(message):
        if message.type == "error" and not message.text.startswith(HARMLESS):
            errors.append(message.text)

    def thrown(error):
        errors.append(str(error))

    listeners = {"request": requested, "console": printed, "pageerror": thrown}

    def make(width=1280, height=900, **options):
        if options:
            contexts.append(browser.new_context(**options))
            page = contexts[-1].new_page()
        else:
            page = desk
        page.set_viewport_size({"width": width, "height": height})
        page.set_default_timeout(60_000)
        if page not in listened:
            listened.append(page)
            for event, listener in listeners.items():
                page.on(event, listener)
        return page

    yield make
    for context in contexts:
        context.close()
    if desk in listened:
        if desk.evaluate("() => window.jupyterapp !== undefined"):
            close_lessons(desk)
        for event, listener in listeners.items():
            desk.remove_listener(event, listener)
    assert not outside, f"requests left the machine: {outside[:5]}"
    assert not errors, f"errors in the console: {errors[:5]}"
