from __future__ import annotations

from contextlib import ExitStack, contextmanager

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.lab import Lab, close_lessons, open_lesson
from tools.browser import CHROMIUM, find_browser

# The news of JupyterLab's makers and similar are switched off; what is left is the learner's own machine.
OWN = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
# JupyterLab's own word when a lesson is closed before its debugger has looked at it.
HARMLESS = "Could not restore the debugger state"
SIZE = {"width": 1280, "height": 900}
expect.set_options(timeout=60_000)  # a busy machine is slow, not wrong


@contextmanager
def watched(page):
    """Fail when a request leaves the machine or the console shows an error."""
    outside, errors = [], []

    def requested(request):
        if not request.url.startswith(OWN):
            outside.append(request.url)

    def printed(message):
        if message.type == "error" and not message.text.startswith(HARMLESS):
            errors.append(message.text)

    def thrown(error):
        errors.append(str(error))

    listeners = {"request": requested, "console": printed, "pageerror": thrown}
    for event, listener in listeners.items():
        page.on(event, listener)
    try:
        yield
    finally:
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
    assert not outside, f"requests left the machine: {outside[:5]}"
    assert not errors, f"errors in the console: {errors[:5]}"


@pytest.fixture(scope="session")
def browser():
    path = find_browser()
    assert path, "no Chromium: run `python -m tools.ready` to get one"
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
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


@pytest.fixture(scope="module")
def page(request, server, desk):
    """Yield the module's LESSON, opened once on an empty record: one sitting, in which each test does a task.

    Tests that ask for `lab` or `new_page` begin anew, so they stand below those that ask for `page`.
    """
    server.forget()
    with watched(desk):
        desk.set_viewport_size(SIZE)
        open_lesson(desk, server, request.module.LESSON)
        yield desk
        close_lessons(desk)


@pytest.fixture
def new_page(browser, desk):
    """Make pages; without options the shared one with every lesson closed, with options one of its own."""
    made = []

    def make(width=SIZE["width"], **options):
        page = browser.new_context(**options).new_page() if options else desk
        page.set_default_timeout(60_000)
        page.set_viewport_size(SIZE | {"width": width})
        if page not in made:
            made.append(page)
            watching.enter_context(watched(page))
        return page

    with ExitStack() as watching:
        yield make
        close_lessons(desk)
        for page in made:
            if page is not desk:
                page.context.close()
