"""One record in five places: a page, the player, JupyterLab, a browser alone, a hub."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from infowar_kit.corpus import load
from infowar_kit.site.build import make, write_site
from infowar_kit.tasks import build
from infowar_kit.text import plain
from infowar_kit.workspace.lessons import lessons, lessons_folder
from tests.browser.conftest import watched
from tests.browser.lab import Lab, begin, run_all, task
from tests.browser.learner import open_in_player
from tests.browser.lite_site import Desk, LiteSite
from tests.hub.learners import Learner
from tests.hub.place import LEARNERS, Place
from tools.lite.build import build as build_lite

pytestmark = [pytest.mark.browser, pytest.mark.trip]
START, LESSON, SLUG = "00_start_here.ipynb", "03_who_said_it_first.ipynb", "pages-or-origins"
CORPUS = load("kherson-lyman-2022")


@dataclass(frozen=True)
class Ticks:
    """A task that asks to tick what holds, by the words that a learner reads."""

    title: str
    words: dict[str, str]
    right: frozenset[str]
    praise: str

    def answer(self, where: Any, chosen: set[str] | frozenset[str]) -> None:
        """Tick, untick and check."""
        for option, words in self.words.items():
            where.get_by_label(words, exact=False).first.set_checked(option in chosen)
        where.get_by_role("button", name="Check", exact=True).first.click()


@pytest.fixture
def hub_folder() -> Iterator[Path]:
    """A folder that other users may enter; those of pytest are closed to them."""
    with tempfile.TemporaryDirectory(prefix="infowar-kit-trip-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def asked() -> Ticks:
    model = build(CORPUS, SLUG)
    [part] = model.sections()
    words = {option: plain(model.text(option)) for option in part.questions[0].options}
    return Ticks(model.title, words, frozenset(model.right_answer()["chosen"]), plain(model.text("right")))


def two_lessons() -> list[Path]:
    return [path for path in lessons() if path.name in (START, LESSON)]


def answers(entries: list[dict[str, Any]]) -> list[list[str]]:
    """Return what was answered to the task, try by try."""
    return [sorted(one["content"]["chosen"]) for one in entries
            if one["kind"] == "answer" and one["task"] == SLUG]  # fmt: skip


@dataclass
class Traveller:
    """A learner with a record in a file, and a browser that was never anywhere."""

    browser: Any
    asked: Ticks
    folder: Path
    record: Path
    entries: int = 1

    @property
    def tries(self) -> list[list[str]]:
        """What is answered on the way: all that does not hold, then what does."""
        return [sorted(set(self.asked.words) - self.asked.right), sorted(self.asked.right)]

    @contextmanager
    def page(self, **options: Any) -> Iterator[Any]:
        """Come with a fresh browser; nothing may be asked of another machine."""
        context = self.browser.new_context(locale="en-GB", accept_downloads=True, **options)
        page = context.new_page()
        page.set_default_timeout(90_000)
        with watched(page):
            yield page
        context.close()

    def taken(self, coming: Any) -> None:
        """Keep a download as the record."""
        self.record = self.folder / coming.value.suggested_filename
        coming.value.save_as(self.record)

    def restore(self, page: Any) -> None:
        """Restore the record in lesson 00, which is open."""
        panel = task(page, "Your record")
        with page.expect_file_chooser() as chooser:
            panel.get_by_role("button", name="Restore from a file").click()
        chooser.value.set_files(self.record)
        panel.get_by_text(f"Restored {self.entries} entr").first.wait_for()

    def finds_it_done(self, page: Any) -> None:
        """See what was said to the last answer."""
        expect(task(page, self.asked.title)).to_contain_text(self.asked.praise)

    def on_a_page(self) -> None:
        """Answer wrongly on a page from the disk, without a network."""
        write_site(make(CORPUS, two_lessons()), self.folder / "pages")
        context = self.browser.new_context(offline=True, accept_downloads=True)
        page = context.new_page()
        page.goto((self.folder / "pages" / LESSON.replace("ipynb", "html")).as_uri())
        shown = page.locator(f"[data-task={SLUG}]")
        self.asked.answer(shown, set(self.tries[0]))
        expect(shown.locator(".iwk-said").first).to_contain_text("Not yet.")
        with page.expect_download() as coming:
            page.get_by_role("button", name="Download the record").click()
        self.taken(coming)
        context.close()

    def in_the_player(self, lab: Lab) -> None:
        """Find the wrong answer in the player, put it right, and take the record along."""
        with self.page() as page:
            open_in_player(page, lab, START)
            self.restore(page)
            open_in_player(page, lab, LESSON)
            shown = task(page, self.asked.title)
            expect(shown).to_contain_text("Not yet.")
            self.asked.answer(shown, self.asked.right)
            self.finds_it_done(page)
            open_in_player(page, lab, START)
            panel = task(page, "Your record")
            panel.get_by_role("button", name="Prepare download").click()
            with page.expect_download() as coming:
                panel.get_by_role("link", name="Download infowar-kit-record").first.click()
            self.taken(coming)
            page.goto("about:blank")
        assert answers(lab.entries()) == self.tries
        self.entries = len(lab.entries())

    def in_jupyterlab(self, lab: Lab) -> None:
        """Find it on the same server."""
        with self.page() as page:
            page.goto(lab.url(LESSON))
            begin(page)
            self.finds_it_done(page)
            page.goto("about:blank")

    def in_a_browser_alone(self, site: LiteSite) -> None:
        """Restore it where no server is."""
        with self.page() as page:
            desk = Desk(page, site)
            desk.open(START)
            run_all(page)
            self.restore(page)
            desk.open(LESSON)
            run_all(page)
            self.finds_it_done(page)
            assert answers(desk.entries()) == self.tries

    def on_a_hub(self, place: Place) -> None:
        """Restore it as a learner of a class, in the player and in JupyterLab."""
        learner = Learner(LEARNERS[0], place.homes / LEARNERS[0], place.address, self.browser)
        learner.play(START)
        self.restore(learner.page)
        learner.play(LESSON)
        self.finds_it_done(learner.page)
        learner.open(LESSON)
        self.finds_it_done(learner.page)
        kept = learner.record().entries(CORPUS.name, SLUG)
        found = [sorted(entry.content["chosen"]) for entry in kept if entry.kind == "answer"]
        assert found == self.tries
        learner.context.close()


def test_a_record_begun_on_a_page_is_finished_in_the_player_and_found_wherever_the_lesson_runs(
    browser: Any, asked: Ticks, tmp_path: Path, hub_folder: Path
) -> None:
    traveller = Traveller(browser, asked, tmp_path, tmp_path)
    traveller.on_a_page()

    lab = Lab(tmp_path / "machine")
    try:
        traveller.in_the_player(lab)
        traveller.in_jupyterlab(lab)
    finally:
        lab.stop()

    build_lite(tmp_path / "lite", two_lessons())
    site = LiteSite(tmp_path / "lite")
    try:
        traveller.in_a_browser_alone(site)
    finally:
        site.stop()

    place = Place(hub_folder)
    place.tools()
    place.make()
    shutil.copytree(lessons_folder(), hub_folder / "instructor")
    place.hand_in(hub_folder / "instructor", lessons=("00", "03"))
    place.configure()
    with place.hub():
        traveller.on_a_hub(place)
