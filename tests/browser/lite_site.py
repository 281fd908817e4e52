"""A JupyterLite site on a web server of its own, and how a learner comes to it."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from pathlib import Path
from typing import Any

from infowar_kit.tasks.record import FILE_NAME
from tests.browser.lab import READY

# Refused by the browser itself, whoever asks: page, worker or service worker.
NOBODY_ELSE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
LATE = 240_000  # milliseconds until a kernel is there: 15 s, and minutes on a machine that does much else
# What the browser has, without the copy that JupyterLite's own memory may hold.
READ = """async (path) => {
  try {
    const contents = window.jupyterapp.serviceManager.contents;
    return (await contents.get(path, {content: true, format: 'text', type: 'file'})).content;
  } catch { return null; }
}"""
SAY = """async (code) => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  let said = "";
  const asked = kernel.requestExecute({code});
  asked.onIOPub = (message) => { said += message.content.text ?? message.content.evalue ?? ""; };
  await asked.done;
  return said;
}"""


class LiteSite:
    """A web server for a folder, which knows nothing but files and lets browsers keep them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

        class Handler(http.server.SimpleHTTPRequestHandler):
            def end_headers(self) -> None:
                # As servers of a school do: what the page does not ask for again is old for an hour.
                self.send_header("Cache-Control", "max-age=3600")
                super().end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        made = functools.partial(Handler, directory=str(folder))
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), made)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/"

    def lesson(self, name: str) -> str:
        """Return the address of a lesson."""
        return f"{self.url}lab/index.html?path={name}"

    def stop(self) -> None:
        """End the server."""
        self._server.shutdown()
        self._server.server_close()


class Desk:
    """A page on the site; has what `learner` asks of a JupyterLab."""

    def __init__(self, page: Any, site: LiteSite) -> None:
        self.page, self.site = page, site

    def open(self, lesson: str) -> None:
        """Open a lesson and wait for its kernel."""
        self.page.goto(self.site.lesson(lesson))
        self.page.wait_for_function("() => window.jupyterapp !== undefined", timeout=LATE)
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=LATE)
        self.page.evaluate(READY.replace("150000", str(LATE)).replace("150 s", f"{LATE} ms"))
        self.page.evaluate("() => window.jupyterapp.shell.collapseLeft()")

    def read(self, path: str) -> str | None:
        """Return a file of the browser's drive."""
        return self.page.evaluate(READ, path)

    def entries(self) -> list[dict[str, Any]]:
        """Return what the record on the browser's drive holds."""
        lines = (self.read(FILE_NAME) or "").splitlines()
        found = [json.loads(line) for line in lines if line.strip()]
        return [one["entry"] for one in found if "entry" in one]

    def say(self, code: str) -> str:
        """Run code in the lesson's kernel and return what it prints."""
        return str(self.page.evaluate(SAY, code))

    def save(self) -> None:
        """Save the notebook."""
        self.page.evaluate("() => window.jupyterapp.shell.currentWidget.context.save()")
