"""Rehearse what a learning platform does with the SCORM package: `make scorm-rehearsal`.

The package of `infowar-kit site` is held against the schemas of SCORM 1.2 themselves, then opened by two
platforms: a small one of ours, whose run-time is scorm-again, and scormhost, which is somebody else's. A
learner does a task in each, leaves, and comes back. It is a rehearsal: no Moodle, no ILIAS, no login.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import expect, sync_playwright

from tests.browser.lab import task
from tests.rehearsing import (
    ROOT,
    RehearsalFailed,
    first_task,
    free_port,
    install,
    limit,
    make_environment,
    rehearse,
    run,
    wait_for,
)
from tests.scorm.platform import Platform, told
from tests.scorm.schemas import SCHEMAS, SLIPS, faults, unpacked
from tools.browser import CHROMIUM, find_browser
from tools.lite.parts import NotFetched, Pin

RUNTIME = Pin("scorm-again", "3.4.3", "f182724b4614c34a616a92d7e4d8967392013c5fae74116db98a5c5a11db5edb")
HOST = "scormhost==0.1.0"
KEPT = ROOT / "build" / "scorm"
NEEDS = (
    "`make scorm-rehearsal` needs npm, which brings the schemas and a platform's run-time, and there is none "
    "here."
)
# A frame in which nothing is kept: without allow-same-origin the page has no storage, nor what it opens.
CLOSED = "allow-scripts allow-popups allow-downloads"
PAGE_OF_FIRST = "00_start_here.html"


class Rehearsal:
    """The steps, each of which returns what it found."""

    def __init__(self, folder: Path, kept: ExitStack) -> None:
        self.folder, self.kept = folder, kept
        self.first = first_task("00")
        self.package = folder / "none"
        self.wrong: list[str] = []
        self.platform: Platform
        self.browser: Any

    def steps(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """Yield the title of each step and what does it."""
        yield "schemas and run-time", self.parts
        yield "the package", self.make
        yield "the schemas' word", self.validate
        yield "every item in the frame", self.every_item
        yield "a task, and back again", self.a_task
        yield "the record goes along", self.along
        yield "frames that keep nothing", self.keeps_nothing
        yield "a platform of somebody else", self.another_platform

    def parts(self) -> str:
        """Get the schemas and the run-time, each held against its pin."""
        try:
            unpacked(SCHEMAS, KEPT, self.folder / "schemas", NEEDS, folder="scorm12edition")
            unpacked(RUNTIME, KEPT, self.folder / "runtime", NEEDS, folder="dist")
        except NotFetched as error:
            raise RehearsalFailed(str(error)) from None
        return ", ".join(f"{pin.name} {pin.version}" for pin in (SCHEMAS, RUNTIME))

    def make(self) -> str:
        """Make the package as an instructor does, and put it on the platform."""
        command = [sys.executable, "-m", "infowar_kit.cli", "site", self.folder / "site"]
        run(*command, "--packages", self.folder / "packages")
        [self.package] = (self.folder / "packages").glob("*-scorm-1.2.zip")
        self.platform = Platform(
            self.folder / "platform", self.package, self.folder / "runtime" / "scorm12.min.js"
        )
        self.kept.enter_context(self.platform.served())
        path = find_browser()
        if path is None:
            raise RehearsalFailed("no Chromium: run `python -m tools.ready` to get one")
        playwright = self.kept.enter_context(sync_playwright())
        self.browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        self.kept.callback(self.browser.close)
        return f"{self.package.name}, {self.package.stat().st_size / 1e6:.1f} MB"

    def validate(self) -> str:
        """Hold the manifest against the schemas, and damaged ones, which have to fail."""
        schemas, manifest = self.folder / "schemas", self.platform.manifest
        if found := faults(manifest, schemas):
            raise RehearsalFailed(f"the manifest breaks its schemas: {found[:5]}")
        for before, after in SLIPS.items():
            if before not in manifest or not faults(manifest.replace(before, after, 1), schemas):
                raise RehearsalFailed(f"the schemas were not asked: {after!r} for {before!r} is not found")
        with zipfile.ZipFile(self.package) as archive:
            inside = set(archive.namelist())
        listed = {href for _, href in self.platform.items}
        if listed | {"imsmanifest.xml"} != inside:
            raise RehearsalFailed(f"listed and in the package differ: {sorted(listed ^ inside)}")
        return f"valid; {len(SLIPS)} damaged manifests are not"

    def every_item(self) -> str:
        """Open item by item; then a page that does speak to the platform, which hears it."""
        with self._visit(self.platform.address()) as page:
            for title, href in self.platform.items:
                frame = self._open(page, title, href)
                expect(frame.locator("main h1").first).to_be_visible()
            silent = told(page)
            if silent["looked"] or silent["calls"]:
                raise RehearsalFailed(f"the pages speak to the platform: {silent}")
            self._open(page, "A page that reports", "reporting.html")
            page.wait_for_function("() => told.calls.length >= 4")
            status = page.evaluate("() => real.cmi.core.lesson_status")
            if status != "completed":
                raise RehearsalFailed(f"the platform hears nobody: {status}")
        number = len(self.platform.items)
        return f"{number} pages; none looks for the platform's run-time, which hears who speaks"

    def a_task(self) -> str:
        """Answer wrong and right, go to another item and back, then leave the platform and come back."""
        with self._visit(self.platform.address()) as page:
            frame = self._first(page)
            self.first.answer(frame, right=False)
            self.first.answer(frame)
            self._open(page, *self.platform.items[0])
            self._done(self._first(page))
            page.reload()
            self._done(self._first(page))
            link = frame.get_by_role("link", name="Open this lesson with the kit").first
            if link.get_attribute("target") != "_blank":
                raise RehearsalFailed(
                    "a link to the kit opens in the platform's frame, which a server refuses"
                )
            if (said := told(page))["looked"]:
                raise RehearsalFailed(f"the platform was told: {said}")
        return (
            "two answers, both there after another item and after a new visit; the platform was told nothing"
        )

    def along(self) -> str:
        """Take the record out of the frame in one browser and into it in another."""
        with self._visit(self.platform.address()) as page:
            frame = self._first(page)
            self.first.answer(frame)
            with page.expect_download() as coming:
                frame.get_by_role("button", name="Download the record").click()
            record = self.folder / "record.json"
            coming.value.save_as(record)
        with self._visit(self.platform.address()) as page:
            frame = self._first(page)
            if self._marked(frame):
                raise RehearsalFailed(
                    "another browser knows the answer: the rehearsal does not keep them apart"
                )
            frame.locator(".iwk-record input[type=file]").set_input_files(record)
            self._done(frame)
        return "downloaded in the frame, restored in another browser's"

    def keeps_nothing(self) -> str:
        """See that a frame which keeps nothing says so, plays, and leads to a window of its own.

        Many browsers keep nothing for a page in a frame of another address, and none does in a frame that is
        shut off from its own.
        """
        for address in (self.platform.address(host="localhost"), self.platform.address(sandbox=CLOSED)):
            with self._visit(address) as page:
                frame = self._first(page)
                expect(frame.locator(".iwk-forgets").first).to_contain_text("does not keep your answers")
                self.first.answer(frame)
                with page.expect_popup() as coming:
                    frame.get_by_role("link", name="Open this page in a window of its own").first.click()
                own = coming.value
                task(own, self.first.title).get_by_role("button", name="Check", exact=True).wait_for()
                shut = own.locator(".iwk-forgets").first.is_visible()
                if shut == ("localhost" in address):
                    raise RehearsalFailed(f"in a window of its own the page {'forgets' if shut else 'keeps'}")
        return "another address, a shut frame: both say so, play, and lead to a window of its own"

    def another_platform(self) -> str:
        """Upload the package to scormhost as its administrator, and answer as a guest."""
        address = self.kept.enter_context(self._scormhost())
        with self._visit(address) as page:
            asked = page.context.request
            name = {"email": "instructor@example.com", "username": "instructor", "display_name": "I"}
            asked.post(f"{address}api/auth/register", data=name | {"password": "of this rehearsal 1"})
            file = {
                "name": self.package.name,
                "mimeType": "application/zip",
                "buffer": self.package.read_bytes(),
            }
            answer = asked.post(f"{address}api/packages", multipart={"file": file})
            if answer.status != 201:
                raise RehearsalFailed(
                    f"scormhost does not take the package: {answer.status} {answer.text()[:300]}"
                )
            taken = answer.json()
        items = [(one["title"], one["href"]) for one in taken["manifest"]["launches"]]
        if items != self.platform.items:
            raise RehearsalFailed(f"scormhost reads other items: {items}")
        with self._visit(f"{address}launch/{taken['id']}?launch={PAGE_OF_FIRST}") as page:
            frame = page.frame_locator("#scormhost-content")
            self.first.answer(frame)
            page.reload()
            self._done(frame)
            kept = page.request.get(f"{address}api/scorm/{taken['id']}/cmi?launch={PAGE_OF_FIRST}").json()
        if kept["elements"]:
            raise RehearsalFailed(f"scormhost was told: {kept['elements']}")
        return f"{HOST}: {len(items)} items, answered, and there after a new visit; it keeps nothing of it"

    @contextmanager
    def _scormhost(self) -> Iterator[str]:
        try:
            python = make_environment(self.folder / "scormhost", sys.executable)
            install(python, HOST)
        except RehearsalFailed as error:
            raise RehearsalFailed(f"{HOST} could not be installed, so nothing is known. {error}") from None
        app = self.folder / "app.py"
        app.write_text(
            "from scormhost import create_scorm_app\n"
            f"app = create_scorm_app(data_dir={str(self.folder / 'kept')!r}, secret_key={'x' * 40!r})\n"
        )
        port, log = free_port(), self.folder / "scormhost.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [python, "-m", "uvicorn", "app:app", "--host", "127.0.0.1", "--port", str(port)],
                cwd=self.folder, stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip
        try:
            wait_for(process, f"http://127.0.0.1:{port}/health", log)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(30)

    @contextmanager
    def _visit(self, address: str) -> Iterator[Any]:
        """Come with a browser of one's own; nothing may go wrong there, and nobody outside be asked."""
        wrong: list[str] = []
        context = self.browser.new_context()
        page = context.new_page()
        page.set_default_timeout(60_000)
        here = re.compile(r"(?:http://(?:127\.0\.0\.1|localhost):\d+/|data:|blob:|about:)")
        page.on("request", lambda asked: here.match(asked.url) or wrong.append(asked.url))
        page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(address)
        try:
            yield page
        finally:
            context.close()
        # A browser asks every site for its icon.
        if wrong := [one for one in wrong if "favicon" not in one and "404" not in one]:
            raise RehearsalFailed(f"in the browser: {wrong[:5]}")

    def _open(self, page: Any, title: str, href: str) -> Any:
        """Choose an item on the platform; return the frame once its page is there."""
        page.get_by_role("button", name=title, exact=True).click()
        page.wait_for_function(
            "([name]) => document.getElementById('content').src.endsWith('/' + name)", arg=[href]
        )
        return page.frame_locator("#content")

    def _first(self, page: Any) -> Any:
        [found] = [one for one in self.platform.items if one[1] == PAGE_OF_FIRST]
        frame = self._open(page, *found)
        task(frame, self.first.title).get_by_role("button", name="Check", exact=True).wait_for()
        return frame

    def _marked(self, frame: Any) -> bool:
        return bool(
            task(frame, self.first.title).get_by_label(self.first.right, exact=False).first.is_checked()
        )

    def _done(self, frame: Any) -> None:
        """See that the answer and what was said to it are there."""
        task(frame, self.first.title).get_by_text(self.first.praise).first.wait_for()
        if not self._marked(frame):
            raise RehearsalFailed("the answer that was right is no longer chosen")


def main() -> int:
    """Rehearse in a folder that is removed afterwards."""
    made = tempfile.TemporaryDirectory(prefix="infowar-kit-scorm-", ignore_cleanup_errors=True)
    with made as folder, ExitStack() as kept, limit(900):
        rehearsal = Rehearsal(Path(folder), kept)
        return rehearse("A rehearsal of the SCORM package, on this machine alone", rehearsal.steps())


if __name__ == "__main__":
    sys.exit(main())
