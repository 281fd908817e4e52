"""Rehearse a class on a hub: `make hub-rehearsal`.

A JupyterHub from the package index with its proxy from npm is started as deploy/jupyterhub sets it up. Three
learners come with a browser of their own: one in the player, one in JupyterLab, one while the lessons are
updated. Then everything sleeps, and they come back. What is changed for this stands in spawning.py and in
`Place.configure`: who may come in, who starts the servers, where things lie, and how soon things go to sleep.
It is a rehearsal: no login of a university, no systemd, no Kubernetes, and one machine.
"""

from __future__ import annotations

import json
import re
import shutil
import signal
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.hub.learners import Learner
from tests.hub.memory import needed, processes, resident_of, total
from tests.hub.place import LEARNERS, LESSON_RESTS, SERVER_RESTS, Place
from tests.rehearsing import ROOT, RehearsalFailed, first_task, limit, refused, rehearse
from tools.browser import CHROMIUM, find_browser

START, SECOND = "00_start_here.ipynb", "01_the_feed.ipynb"
ADDED = "A sentence that the instructor added in mid-term."
OWN = "A cell of my own."
TOO_MUCH = 2 * 1024**3  # bytes: twice what the example allows


class Rehearsal:
    """The steps, each of which returns what it found."""

    def __init__(self, folder: Path, kept: ExitStack) -> None:
        self.place, self.kept = Place(folder), kept
        self.notebooks = folder / "instructor" / "notebooks"
        self.learners: list[Learner] = []
        self.first = first_task("00")
        self.second = first_task("01")
        self.hub = self.answers = 0

    def steps(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """Yield the title of each step and what does it."""
        yield "what has to be there", self.place.tools
        yield "environment and proxy", self.place.make
        yield "lessons for the class", self.lessons
        yield "hub", self.start
        yield "learner 1 in the player", self.in_the_player
        yield "learner 2 in JupyterLab", self.in_jupyterlab
        yield "learner 3 in the player", self.another_in_the_player
        yield "memory and processor", self.measure
        yield "nobody sees another's", self.apart
        yield "a kernel that takes too much", self.too_much
        yield "lessons are updated while learner 3 works", self.meanwhile
        yield "lessons and servers go to sleep", self.sleep
        yield "back in the player", self.back_in_the_player
        yield "back in JupyterLab", self.back_in_jupyterlab
        yield "back after the update", self.back_after_the_update
        yield "the hub is stopped", self.stop

    def lessons(self) -> str:
        """Export a student edition into the shared folder."""
        shutil.copytree(ROOT / "notebooks", self.notebooks)
        return self.place.hand_in(self.notebooks)

    def start(self) -> str:
        """Start the hub, and refuse whoever is not logged in."""
        self.place.configure()
        self.hub = self.kept.enter_context(self.place.hub()).pid
        playwright = self.kept.enter_context(sync_playwright())
        path = find_browser()
        assert path, "make looks for it first"
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        self.kept.callback(chromium.close)
        self.learners = [
            Learner(name, self.place.homes / name, self.place.address, chromium) for name in LEARNERS
        ]
        if not refused(f"{self.place.address}hub/api/users"):
            raise RehearsalFailed("the hub lists its users to whoever asks")
        return f"{self._version()}, {resident_of(self.hub):.0f} MB (PSS) with its proxy and nobody in it"

    def _version(self) -> str:
        with urllib.request.urlopen(f"{self.place.address}hub/api/", timeout=10) as answer:
            return f"JupyterHub {json.load(answer)['version']} answers"

    def in_the_player(self) -> str:
        """Log in by a link into a lesson; answer wrongly, then rightly."""
        one = self.learners[0]
        seconds = one.play(START)
        self.first.answer(one.page, right=False)
        self.first.answer(one.page)
        _says(one, self.first, 2)
        names = sorted(path.name for path in (one.home / "lessons").iterdir())
        wanted = {START, SECOND, "02_who_says_so.ipynb", "edition.json", ".infowar-kit.json"}
        if {name for name in names if "record" not in name} != wanted:
            raise RehearsalFailed(f"the learner was handed out {names}")
        rights = one.record_file.stat().st_mode & 0o777
        if rights != 0o600:
            raise RehearsalFailed(f"the record may be read by others: {rights:o}")
        return f"from the link through the login to a task in {seconds:.1f} s, 2 answers"

    def in_jupyterlab(self) -> str:
        """Do the same lesson in JupyterLab, with a cell of one's own."""
        two = self.learners[1]
        seconds = two.open(START)
        self.first.answer(two.page)
        two.note(OWN)
        _says(two, self.first, 1)
        return f"from the link through the login to a task in {seconds:.1f} s, 1 answer, the lesson saved"

    def another_in_the_player(self) -> str:
        """Do another lesson in the player."""
        three = self.learners[2]
        seconds = three.play(SECOND)
        self.second.answer(three.page, right=False)
        _says(three, self.second, 1)
        return f"lesson 01, from the link through the login to a task in {seconds:.1f} s, 1 answer"

    def meanwhile(self) -> str:
        """Have the instructor put up a new edition of two lessons while somebody works in one of them."""
        three = self.learners[2]
        for name in (START, SECOND):
            _add_sentence(self.notebooks / name)

        def work() -> None:
            self.second.answer(three.page, right=False)
            three.page.wait_for_timeout(5_000)

        said = self.place.hand_in(self.notebooks, work)
        self.second.answer(three.page)
        _until(lambda: three.said(self.second)[-1].content != three.said(self.second)[0].content, 20)
        if ADDED not in (self.place.shared / SECOND).read_text(encoding="utf-8"):
            raise RehearsalFailed("the new edition is not in the shared folder")
        if ADDED in (three.home / "lessons" / SECOND).read_text(encoding="utf-8"):
            raise RehearsalFailed("the lesson changed under a learner who works on it")
        self.answers = len(three.said(self.second))
        return f"{said} Learner 3 went on to {self.answers} answers and noticed nothing"

    def measure(self) -> str:
        """Print what each learner takes while all three are at work."""
        lines = []
        for learner, where in zip(self.learners, ("the player", "JupyterLab", "the player"), strict=True):
            found = processes(learner.name)
            sums = {what: total(found, what) for what in ("share", "resident", "own")}
            parts = [total(found, "share", kernel=kernel) for kernel in (False, True)]
            lines.append(
                f"{learner.name} in {where}: {sums['share']:.0f} MB PSS ({parts[0]:.0f} server, "
                f"{parts[1]:.0f} kernel), {sums['resident']:.0f} RSS, {sums['own']:.0f} USS, "
                f"{total(found, 'seconds'):.1f} s of the processor"
            )
        hub = resident_of(self.hub) - self._all()
        each = max(total(processes(name), "share") for name in LEARNERS)
        sums = ", ".join(f"{count:,}: {needed(count, each, hub):.1f} GB" for count in (30, 300, 3_000))
        lines.append(f"hub and proxy {hub:.0f} MB PSS")
        lines.append(f"learners at the same moment, at {each:.0f} MB each: {sums}")
        return "\n       ".join(["", *lines])

    def _all(self) -> float:
        return sum(total(processes(name), "share") for name in LEARNERS)

    def apart(self) -> str:
        """Try to see another's server, record and name; from the browser, and from a kernel."""
        one, two, three = self.learners
        records = [learner.record() for learner in self.learners]
        ids = [{entry.id for entry in record.after(0)} for record in records]
        if len({record.learner for record in records}) != 3 or ids[0] & ids[1] or ids[1] & ids[2]:
            raise RehearsalFailed("records are mixed")
        tried = [
            f"{two.own}{way}"
            for way in ("lab", "api/contents", "infowar-kit/course", f"voila/render/{START}")
        ]
        answers = {
            address: one.refused(address) for address in [*tried, f"{one.hub}hub/api/users/{two.name}"]
        }
        if let := {address: status for address, status in answers.items() if status not in {302, 403, 404}}:
            raise RehearsalFailed(f"{one.name} gets {let}")
        one.page.context.new_page().goto(f"{two.own}lab")
        other = one.context.pages[-1]
        expect(other.locator("body")).to_contain_text("403")
        other.close()
        if not refused(f"{two.own}infowar-kit/course") or not refused(f"{two.own}api/contents"):
            raise RehearsalFailed("a server answers whoever is not logged in")
        if not self.place.apart:
            return "pages, files by the browser and names refused; not root, so all kernels are one user here"
        said = {
            two.ask(f"print(open({str(path)!r}).read())") for path in (one.record_file, three.record_file)
        }
        said |= {two.ask(f"import os; os.kill({process.number}, 9)") for process in processes(one.name)}
        said |= {two.ask(f"open({str(self.place.shared / START)!r}, 'a')")}
        if said != {"PermissionError"}:
            raise RehearsalFailed(f"from a kernel one gets at another's: {said}")
        return "another's pages, record, processes and name are refused, the shared lessons not writable"

    def too_much(self) -> str:
        """Ask for twice the memory that is allowed, in one kernel; the others must not notice."""
        one, two, _ = self.learners
        if (said := two.ask(f"print(len(bytearray({TOO_MUCH})))")) != "MemoryError":
            raise RehearsalFailed(f"a kernel got {TOO_MUCH} bytes: {said}")
        if two.ask("print('still here')") != "still here":
            raise RehearsalFailed("the kernel did not survive it")
        self.first.answer(one.page, right=False)
        return f"{TOO_MUCH // 1024**2} MB asked for: MemoryError, and both kernels go on"

    def sleep(self) -> str:
        """Do nothing until lessons, then servers, have been stopped; one page stays open all the time."""
        one = self.learners[0]
        for learner in self.learners[1:]:
            learner.page.goto("about:blank")
        began = time.monotonic()
        _until(lambda: not [p for name in LEARNERS for p in processes(name) if p.kernel], LESSON_RESTS + 90)
        kernels = time.monotonic() - began
        alone = {name: total(processes(name), "share") for name in self.place.running()}
        one.look()
        expect(one.page.locator("#iwk-status")).to_contain_text("This lesson has gone to sleep")
        _until(lambda: not self.place.running(), SERVER_RESTS + 120)
        _until(lambda: self.place.stopped() == len(LEARNERS), 60)  # until the hub knows, too
        asleep = f"kernels after {kernels:.0f} s, servers after {time.monotonic() - began:.0f} s"
        left = ", ".join(f"{size:.0f}" for size in alone.values()) or "none was left to measure"
        return (
            f"{asleep}, also behind a page that is open and says so; a server without a kernel: {left} MB PSS"
        )

    def back_in_the_player(self) -> str:
        """Wake up the lesson on the page that was left open."""
        one, began = self.learners[0], time.monotonic()
        one.page.get_by_role("link", name="Wake it up").click()
        one.wait_for_tasks()
        one.sees(self.first, right=False)
        expect(one.page.locator("#iwk-lesson")).to_contain_text(ADDED)
        self.first.answer(one.page)
        _says(one, self.first, 4)
        seconds = time.monotonic() - began
        return f"'Wake it up' led back in {seconds:.1f} s; 3 answers are there, a fourth was added"

    def back_in_jupyterlab(self) -> str:
        """Find one's own cell as it was, the new edition beside it, and the answer in both."""
        two = self.learners[1]
        seconds = two.open(START)
        expect(two.page.locator(".jp-Notebook")).to_contain_text(OWN)
        two.sees(self.first, right=True)
        mine = (two.home / "lessons" / START).read_text(encoding="utf-8")
        beside = (two.home / "lessons" / START.replace(".ipynb", ".new.ipynb")).read_text(encoding="utf-8")
        if ADDED in mine or ADDED not in beside or OWN in beside:
            raise RehearsalFailed("the new edition is not beside the lesson that the learner changed")
        return f"after {seconds:.1f} s: own cell kept, answer there, new edition beside it"

    def back_after_the_update(self) -> str:
        """Find the new edition in place of the old one, and the answers in it."""
        three = self.learners[2]
        seconds = three.play(SECOND)
        expect(three.page.locator("#iwk-lesson")).to_contain_text(ADDED)
        three.sees(self.second, right=True)
        _says(three, self.second, self.answers)
        three.page.get_by_role("link", name="Stop or log out").click()
        three.page.get_by_role("button", name="Logout").or_(
            three.page.get_by_role("link", name="Logout")
        ).first.click()
        three.page.get_by_text("Sign in", exact=False).first.wait_for()
        if three.refused(f"{three.own}infowar-kit/course") not in {302, 403}:
            raise RehearsalFailed("who logged out still gets in")
        return f"after {seconds:.1f} s: the new sentence, and all {self.answers} answers; then logged out"

    def stop(self) -> str:
        """End the hub; its proxy and the learners' servers must end with it."""
        self.kept.close()
        _until(lambda: not self.place.running(), 60)
        try:
            urllib.request.urlopen(self.place.address, timeout=5).close()
        except OSError:
            return "nothing of it runs; its folder goes now"
        raise RehearsalFailed("the proxy still answers")


def _says(learner: Learner, task: object, count: int) -> None:
    """Wait until a record holds so many answers to a task."""
    _until(lambda: len(learner.said(task)) == count, 20)  # type: ignore[arg-type]


def _add_sentence(notebook: Path) -> None:
    """Change a lesson as an instructor does: a sentence more in its first cell of prose."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    cell = next(cell for cell in content["cells"] if cell["cell_type"] == "markdown")
    cell["source"] = "".join(cell["source"]) + f"\n\n{ADDED}"
    notebook.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def _until(true: Callable[[], bool], seconds: float) -> None:
    late = time.monotonic() + seconds
    while not true():
        if time.monotonic() > late:
            raise RehearsalFailed(f"not so within {seconds:.0f} s")
        time.sleep(0.5)


def main() -> int:
    """Rehearse in a folder that is removed afterwards; show the end of the hub's log where a step fails."""
    # Whoever ends it from outside leaves nothing behind either: no hub, no proxy, no folder.
    for name in ("SIGTERM", "SIGHUP"):
        signal.signal(getattr(signal, name), lambda number, _: sys.exit(128 + number))
    with tempfile.TemporaryDirectory(prefix="infowar-kit-hub-", ignore_cleanup_errors=True) as folder:
        with ExitStack() as kept, limit(1800):
            rehearsal = Rehearsal(Path(folder), kept)
            status = rehearse("A rehearsal of a class on a hub, on this machine alone", rehearsal.steps())
        if status and rehearsal.place.log.exists():
            log = rehearsal.place.log.read_text(errors="replace")
            print(re.sub(r"(token=)\S+", r"\1…", log[-6000:]))
        return status


if __name__ == "__main__":
    sys.exit(main())
