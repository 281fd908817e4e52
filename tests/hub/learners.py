"""Learners of the rehearsal: each with a browser of their own, who log in, do tasks and come back."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect

from infowar_kit.tasks.record import FILE_NAME, Record
from tests.browser.lab import begin, run_all
from tests.rehearsing import FirstTask

READY = "The tasks are ready."
# Run something in the kernel of the lesson that is open in JupyterLab; return what it prints or raises.
ASK = """async (code) => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const asked = kernel.requestExecute({code});
  let said = "";
  asked.onIOPub = (message) => {
    if (message.header.msg_type === "stream") said += message.content.text;
    if (message.header.msg_type === "error") said += message.content.ename;
  };
  await asked.done;
  return said;
}"""


class Learner:
    """Somebody of a class.

    Parameters
    ----------
    name : str
        As it is typed at the hub.
    home : pathlib.Path
        Where the hub keeps what this learner does.
    hub : str
        The hub's address.
    browser : Browser
        It makes a profile for this learner.
    """

    def __init__(self, name: str, home: Path, hub: str, browser: Browser) -> None:
        self.name, self.home, self.hub = name, home, hub
        self.context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
        self.page = self.context.new_page()
        self.page.set_default_timeout(90_000)

    @property
    def own(self) -> str:
        """The address of this learner's server."""
        return f"{self.hub}user/{self.name}/"

    def follow(self, way: str) -> float:
        """Follow a link that is the same for everybody, and log in if asked; return the seconds it took."""
        began = time.monotonic()
        self.page.goto(f"{self.hub}hub/user-redirect/{way}", wait_until="domcontentloaded")
        if self.page.locator("#username_input").count():
            self.page.fill("#username_input", self.name)
            self.page.fill("#password_input", "any, on this machine alone")
            self.page.click("#login_submit")
        return time.monotonic() - began

    def play(self, lesson: str) -> float:
        """Open a lesson in the player by its link; return the seconds until its tasks answer."""
        began = time.monotonic()
        self.follow(f"voila/render/{lesson}")
        self.wait_for_tasks()
        return time.monotonic() - began

    def wait_for_tasks(self) -> None:
        """Wait through the hub's pages until the player's tasks answer."""
        expect(self.page.locator("#iwk-status")).to_have_text(READY, timeout=120_000)

    def open(self, lesson: str, *, run: bool = True) -> float:
        """Open a lesson in JupyterLab by its link; return the seconds until its tasks answer."""
        began = time.monotonic()
        self.follow(f"lab/tree/{lesson}")
        if run:
            begin(self.page)
        return time.monotonic() - began

    def run_all(self) -> None:
        """Run the lesson that is open in JupyterLab."""
        run_all(self.page)

    def ask(self, code: str) -> str:
        """Run something in the kernel of the lesson that is open in JupyterLab."""
        return str(self.page.evaluate(ASK, code)).strip()

    def note(self, text: str) -> None:
        """Add a cell of one's own to the lesson that is open in JupyterLab, and save it."""
        self.page.evaluate(
            """async (text) => {
              const book = window.jupyterapp.shell.currentWidget;
              book.context.model.sharedModel.insertCell(1, {cell_type: "markdown", source: text});
              await window.jupyterapp.commands.execute("docmanager:save");
            }""",
            text,
        )

    def sees(self, task: FirstTask, *, right: bool) -> None:
        """Wait until a task shows what it said to the last answer."""
        shown = self.page.locator(".iwk-task", has=self.page.locator(".iwk-title", has_text=task.title))
        expect(shown).to_contain_text(task.praise if right else "Not yet.")

    def refused(self, address: str) -> int:
        """Return what an address answers to this learner's browser."""
        return int(self.context.request.get(address, max_redirects=0).status)

    def look(self) -> None:
        """Come back to a page that was left open, as the browser tells it."""
        self.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")

    @property
    def record_file(self) -> Path:
        """Where the record lies."""
        return self.home / "lessons" / FILE_NAME

    def record(self) -> Record:
        """Return the record, as whoever runs the hub could read it."""
        return Record(self.record_file)

    def said(self, task: FirstTask) -> list[Any]:
        """Return the answers to a task in the record."""
        entries = self.record().entries("kherson-lyman-2022", task.slug)
        return [entry for entry in entries if entry.kind == "answer"]
