"""A real JupyterLab in a real browser, as a learner gets it from `infowar-kit open`."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe

from infowar_kit.tasks.record import FILE_NAME, VARIABLE, Record

TOKEN = "a-token-of-the-tests"
START = 240  # seconds until the server answers: it takes 3 s, and a minute on a machine that does much else
# Every wait ends: a promise that never settles would hang the whole run.
READY = """async () => {
  const late = new Promise((_, no) => setTimeout(() => no(new Error("no kernel after 150 s")), 150000));
  const ready = async () => {
    const app = window.jupyterapp;
    await app.restored;
    for (;;) {
      const context = app.shell.currentWidget?.sessionContext;
      if (context) {
        await context.ready;
        if (context.session?.kernel) { await context.session.kernel.info; return; }
      }
      await new Promise((done) => setTimeout(done, 100));
    }
  };
  await Promise.race([ready(), late]);
}"""

# Once for a press held back, once for what it sends, once for what that draws; and then until a task in which
# other questions are being drawn can be pressed again. The timer also holds the promise: one that nothing
# refers to any more is collected as garbage, and the test hears only of that.
SETTLED = """async () => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  let round = 0;
  const settled = (async () => {
    for (; round < 3; round++) await kernel.requestExecute({code: "", silent: true}).done;
    do await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    while (document.querySelector('.iwk-task[aria-busy="true"]'));
  })();
  const why = () => (round < 3 ? `no answer to request ${round + 1} of 3 after 60 s` :
    "a task is busy after 60 s") + `; the kernel is ${kernel.status}, ${kernel.connectionStatus}`;
  const late = new Promise((_, no) => setTimeout(() => no(new Error(why())), 60000, settled));
  await Promise.race([settled, late]);
}"""

RUN_ALL = """async () => {
  const run = window.jupyterapp.commands.execute('notebook:run-all-cells');
  const why = "not all cells ran in 240 s";
  const late = new Promise((_, no) => setTimeout(() => no(new Error(why)), 240000, run));
  await Promise.race([run, late]);
}"""


class Lab:
    """JupyterLab on a workspace of its own, started by the kit's command.

    Parameters
    ----------
    folder : pathlib.Path
        The home of who starts it.
    python : str or pathlib.Path
        Where the kit is installed; by default here.
    workspace : pathlib.Path, optional
        What is opened; by default a new folder in that home.
    source : str
        Lessons of one's own, or the name of an event of the kit.
    """

    def __init__(
        self,
        folder: Path,
        python: str | Path = sys.executable,
        workspace: Path | None = None,
        source: str = "",
    ) -> None:
        self.folder = folder
        self.workspace = workspace or folder / "lessons"
        self._opened = 0
        self._before = 0
        config = folder / "config"
        config.mkdir(parents=True)
        settings = {"LabApp": {"expose_app_in_browser": True}, "IdentityProvider": {"token": TOKEN}}
        (config / "jupyter_server_config.json").write_text(json.dumps(settings))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._environment = os.environ | {
            "HOME": str(folder),
            "JUPYTER_CONFIG_DIR": str(config),
            "JUPYTER_DATA_DIR": str(folder / "data"),
            "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
            "IPYTHONDIR": str(folder / "ipython"),
        }
        self._environment.pop(VARIABLE, None)
        self._command = [str(python), "-m", "infowar_kit.cli", "open", "--no-browser"]
        self._command += ["--lessons", source] if source else []
        self.start()

    def start(self) -> None:
        """Start the server on its workspace, for the first time or again."""
        self._log = (self.folder / "server.log").open("ab")
        self._process = subprocess.Popen(
            [*self._command, "--port", str(self.port), str(self.workspace)],
            env=self._environment,
            cwd=self.folder,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        self._wait()

    def _wait(self) -> None:
        late = time.monotonic() + START
        while time.monotonic() < late:
            if self._process.poll() is not None:
                raise RuntimeError(self.said())
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api?token={TOKEN}", timeout=10).close()
                return
            except OSError:
                time.sleep(0.25)
        self.stop()
        raise RuntimeError(f"JupyterLab did not start within {START} s. It said:\n{self.said()}")

    def said(self) -> str:
        """Return what came to the terminal, from the present learner on where there is one."""
        return (self.folder / "server.log").read_bytes()[self._before :].decode(errors="replace")

    def url(self, lesson: str) -> str:
        """Return the address of a lesson."""
        # A workspace of its own each time: otherwise JupyterLab brings back the tabs of the test before.
        self._opened += 1
        return f"http://127.0.0.1:{self.port}/lab/workspaces/test-{self._opened}/tree/{lesson}?token={TOKEN}"

    def forget(self) -> None:
        """Give the next learner fresh lessons and an empty record, and end the kernels of the last one."""
        self.end_kernels()
        self._before = (self.folder / "server.log").stat().st_size
        for path in self.workspace.glob("*record*"):
            path.unlink()
        shipped = Path(__file__).parents[2] / "notebooks"
        for path in shipped.glob("*.ipynb"):
            shutil.copy(path, self.workspace / path.name)

    def end_kernels(self) -> None:
        """End every kernel: a kernel that lives on would remember the last learner."""
        for session in self._api("GET", "sessions"):
            self._api("DELETE", f"sessions/{session['id']}")
        # A page of the player has no session; one whose browser was closed had no time to end its kernel.
        for kernel in self._api("GET", "kernels"):
            self._api("DELETE", f"kernels/{kernel['id']}")

    def _api(self, method: str, path: str) -> Any:
        address = f"http://127.0.0.1:{self.port}/api/{path}?token={TOKEN}"
        with urllib.request.urlopen(urllib.request.Request(address, method=method), timeout=20) as answer:
            body = answer.read()
        return json.loads(body) if body else None

    @property
    def record_file(self) -> Path:
        """Where the learner's record lies."""
        return self.workspace / FILE_NAME

    def record(self, task: str = "") -> list[dict[str, Any]]:
        """Return what the learner's record holds, of all tasks or of one; drafts are left out."""
        return [entry for entry in self.entries(task) if entry["kind"] != "draft"]

    def entries(self, task: str = "") -> list[dict[str, Any]]:
        """Return the same with what was chosen and not checked."""
        entries = json.loads(Record(self.record_file).export())["entries"]
        return [entry for entry in entries if task in ("", entry["task"])]

    def stop(self) -> None:
        """End the server."""
        self._process.terminate()
        self._process.wait(20)
        self._log.close()


def open_lesson(page: Any, lab: Lab, lesson: str, *, dark: bool = False) -> None:
    """Open a lesson, run all of it, and wait until its last task is drawn.

    A page that has JupyterLab already keeps it: loading it takes longer than most of what is tested.
    """
    if page.evaluate("() => window.jupyterapp !== undefined"):
        close_lessons(page)
        page.evaluate("(path) => { window.jupyterapp.commands.execute('docmanager:open', {path}); }", lesson)
    else:
        page.goto(lab.url(lesson))
    begin(page, dark=dark)


def begin(page: Any, *, dark: bool = False) -> None:
    """Run all of the lesson that is being loaded, and wait until its last task is drawn."""
    page.wait_for_function("() => window.jupyterapp !== undefined")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.evaluate(READY)
    change_theme(page, "JupyterLab Dark" if dark else "JupyterLab Light")
    page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    run_all(page)


def restart(page: Any) -> None:
    """Restart the kernel and run all cells again."""
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    run_all(page)


def close_lessons(page: Any) -> None:
    """Close every lesson that is open and keep nothing of it, as a learner who closes the tab does."""
    # A field that is left sends what stands in it; once its lesson is closed, it could not.
    page.evaluate("() => document.activeElement?.blur()")
    page.evaluate(
        """() => {
          for (const widget of [...(window.jupyterapp?.shell.widgets("main") ?? [])]) {
            if (widget.context) widget.context.model.dirty = false;
            widget.dispose();
          }
        }"""
    )


def change_theme(page: Any, theme: str) -> None:
    """Change JupyterLab's theme."""
    page.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)


def run_all(page: Any) -> None:
    """Run all cells and wait for the last one."""
    page.evaluate(RUN_ALL)
    all_ran(page)


def all_ran(page: Any) -> None:
    """Wait until no cell is left to run and every task is drawn."""
    page.wait_for_function(
        """() => {
          const cells = [...document.querySelectorAll('.jp-CodeCell')];
          const asked = cells.filter((c) => c.querySelector('.jp-InputPrompt').innerText.includes('*'));
          const views = document.querySelectorAll('.iwk-task').length;
          // From the notebook and not from the page, on which inputs are folded.
          const sources = [...window.jupyterapp.shell.currentWidget.content.widgets]
            .filter((cell) => cell.model.type === 'code').map((cell) => cell.model.sharedModel.source);
          const wanted = sources.filter((one) => /kit\\.(task|record|practice)\\(/.test(one)).length;
          return asked.length === 0 && views >= wanted;
        }""",
        timeout=120_000,
    )


def task(page: Any, title: str) -> Any:
    """Return the task with this title."""
    return page.locator(".iwk-task", has=page.locator(".iwk-title", has_text=title))


def practise(page: Any, title: str, *, mouse: bool = False) -> Any:
    """Choose a practice set in the lesson's list, and return its task once it is drawn."""
    control = page.get_by_label("Practice", exact=True)
    entry = control.locator("option", has_text=title).first  # it may end with how far one has come
    entry.wait_for(state="attached")
    if mouse:
        control.click()  # the list that drops down is the system's own, out of the page's reach
        control.select_option(value=entry.get_attribute("value"))
    else:
        control.focus()
        page.keyboard.type(title, delay=20)
        page.keyboard.press("Tab")
    chosen = task(page, title)
    chosen.wait_for()
    return chosen


def cells(page: Any) -> int:
    """Return how many cells the notebook has now."""
    return page.evaluate("() => window.jupyterapp.shell.currentWidget.content.widgets.length")


def violations(page: Any) -> list[str]:
    """Return what axe-core finds wrong in the lesson's outputs."""
    results = Axe().run(page, context=".jp-OutputArea-output").response
    return [
        f"{found['id']} ({found['impact']}): {node['html'][:160]}"
        for found in results["violations"]
        for node in found["nodes"]
    ]


def choose(page: Any, where: Any, words: str) -> None:
    """Choose an option by its label, with the keyboard."""
    where.get_by_label(words, exact=False).first.focus()
    page.keyboard.press("Space")


def push(page: Any, where: Any, name: str) -> None:
    """Press a button, with the keyboard, and wait until the kernel has done what it asks."""
    # Before the second try the button says that it is early.
    named = re.compile(r"^Show me( already)?$") if name == "Show me" else name
    where.get_by_role("button", name=named, exact=True).focus()
    page.keyboard.press("Enter")
    settle(page)


def settle(page: Any) -> None:
    """Wait until the kernel has taken everything that was sent, and the page has drawn the answer."""
    page.evaluate(SETTLED)


def pick(page: Any, where: Any, label: str, words: str) -> Any:
    """Choose in a list by typing the beginning of an entry; return the list."""
    control = where.get_by_label(label, exact=True)
    control.focus()
    page.keyboard.type(words, delay=20)
    page.keyboard.press("Tab")
    return control
