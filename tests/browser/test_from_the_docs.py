"""By the docs alone: a class of thirty with an edition of 20 minutes, and an event of ten items is taught.

Both also run on a wheel in a fresh environment and an empty home, where nothing of the checkout can be found.
"""

from __future__ import annotations

import json
import re
import shlex
import sys

import pytest
from playwright.sync_api import expect

from infowar_kit.corpus import load
from infowar_kit.tasks import build
from infowar_kit.tasks.edition import edition_in
from infowar_kit.tasks.handing_in import for_teacher
from tests import installed
from tests.browser.axe import violations_of
from tests.browser.conftest import watched
from tests.browser.lab import Lab, begin, task
from tests.browser.learner import open_in_player
from tests.classroom.simulated import learners
from tests.drafting import walked

# What the pages' commands print is asked in every CI (tests/drafting/test_walked.py).
pytestmark = [pytest.mark.browser, pytest.mark.course]
CLASS = (walked.ROOT / "docs" / "class.md").read_text(encoding="utf-8")
EVENT = walked.DOCUMENT.read_text(encoding="utf-8")
HANDED_IN, OTHERS = "handed-in", 29


def documented(words, text=CLASS):
    """Return the command of a page that has these words, as it stands there."""
    [line] = [one for one in re.findall(r"^infowar-kit .*$", text, re.MULTILINE) if words in one]
    return shlex.split(line)[1:]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fresh")
    return installed.install(installed.build_wheel(folder), folder)


@pytest.fixture(params=["here", "wheel"])
def python(request):
    return sys.executable if request.param == "here" else request.getfixturevalue("wheel")


@pytest.fixture
def place(tmp_path):
    """An empty folder to work in; the home beside it is empty too."""
    (tmp_path / "home").mkdir()
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


@pytest.fixture
def kit(python, place):
    """Run a command of the kit in that folder; return its status and all that it prints."""

    def run(*words):
        return installed.said(
            python, "-m", "infowar_kit.cli", *words, folder=place, home=place.parent / "home"
        )

    run.python = python
    return run


@pytest.fixture
def opened(python, place):
    """Open lessons with the kit's command, each time on a machine of its own."""
    made = []

    def open_(workspace, source=""):
        home = place.parent / f"machine-{len(made)}"
        made.append(Lab(home, python, workspace, source))
        return made[-1]

    yield open_
    for lab in made:
        lab.stop()
        assert "Warning" not in lab.said()


@pytest.fixture
def visitor(browser):
    context = browser.new_context(locale="en-GB", accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.set_viewport_size({"width": 1280, "height": 900})
    with watched(page):
        yield page
    context.close()


def hand_in(page, folder):
    """Do what the page says: *Prepare download*, and hand in the file *for a teacher*."""
    folder.mkdir(exist_ok=True)
    panel = task(page, "Your record")
    panel.get_by_role("button", name="Prepare download").click()
    link = panel.get_by_role("link", name=re.compile("for-a-teacher"))
    with page.expect_download() as coming:
        link.click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def can_be_seen(browser, path, *words):
    """Open a page from the disk at the widths of a room and of a phone, by day and by night."""
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(path.as_uri())
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            over = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
            assert over <= 0, f"{path.name} is {over} px wider than {width} px"
            for said in words:
                expect(page.get_by_text(said).first).to_be_visible()
        assert violations_of(page) == [], scheme
        context.close()


def test_a_class_gets_twenty_minutes_and_its_report_is_on_the_wall(kit, opened, visitor, browser, place):
    status, said = kit(*documented("--instructor mine 02"))
    assert status == 0, said
    status, said = kit(*documented("--minutes 20 02"))
    assert status == 0, said
    edition = edition_in(place / "class")
    [taught] = edition.lessons["02"]
    assert 12 <= edition.minutes["02"] <= 20
    status, said = kit("check", "--lessons", "class")
    assert status == 0 and "The lesson prints what it should." in said, said
    can_be_seen(browser, place / "mine" / "02_who_says_so_slides.html", "02 Who says so?")

    # One learner, in the player and then in JupyterLab.
    corpus = load()
    model = build(corpus, taught)
    lab = opened(place / "class")
    open_in_player(visitor, lab, "02_who_says_so.ipynb")
    minutes = f"about {edition.minutes['02']} minutes, the reading included"
    expect(visitor.get_by_text(minutes)).to_be_visible()
    here = task(visitor, model.title)
    first, second = model.parts[:2]

    def grade(part):
        for value in model.right_answer()[part].values():  # a letter and a number
            here.get_by_label(re.compile(rf"^{value} – ")).check()
        here.get_by_role("button", name="Check", exact=True).click()

    grade(first)
    expect(here.locator(".iwk-feedback.iwk-right").first).to_be_visible()
    visitor.goto("about:blank")
    visitor.goto(lab.url("02_who_says_so.ipynb"))
    begin(visitor)
    here = task(visitor, model.title)
    # It goes on behind what was answered in the player.
    expect(task(visitor, "Your record")).to_contain_text("1 answer saved")
    expect(here).to_contain_text(f"Report 2 of {len(model.parts)}.")
    grade(second)
    expect(here.locator(".iwk-feedback.iwk-right").first).to_be_visible()
    file = hand_in(visitor, place / HANDED_IN)
    assert {part for entry in json.loads(file.read_text())["entries"] for part in entry["content"]} >= {
        first,
        second,
    }
    visitor.goto("about:blank")

    # The rest of the class, through the kit's own sessions.
    for own in learners(corpus, place.parent / "homes", OTHERS, (taught,)):
        name = f"infowar-kit-record-{own.record.learner}-for-a-teacher.json"
        (place / HANDED_IN / name).write_text(for_teacher(own), encoding="utf-8")
    status, said = kit(*documented("class report"))
    number = OTHERS + 1
    assert (status, said.splitlines()[0]) == (0, f"{number} of {number} files count, {number} learners.")
    assert len((place / "class.csv").read_text(encoding="utf-8").splitlines()) > OTHERS * len(model.parts)
    can_be_seen(browser, place / "report.html", f"{number} learners", "The hardest parts", model.title)


def test_an_event_of_ten_items_is_made_and_taught(kit, opened, visitor, browser, place):
    # Here in this process: two dozen starts of Python show nothing more.
    for step in walked.walk(EVENT, place, walked.here if kit.python == sys.executable else kit):
        assert step.holds(), f"$ {step.command}\n" + "\n".join(step.printed)
    corpus = load(place / "harbour")
    assert len(corpus.items) == 10
    lab = opened(place / "taught", str(place / "harbour" / "notebooks"))
    [notebook] = (place / "harbour" / "notebooks").glob("*.ipynb")
    open_in_player(visitor, lab, notebook.name)
    model = build(corpus, "who-shut-it")
    here = task(visitor, model.title)
    for part in model.right_answer()["chosen"]:
        here.get_by_label(model.text(part)).check()
    here.get_by_role("button", name="Check", exact=True).click()
    expect(here.locator(".iwk-feedback.iwk-right").first).to_be_visible()
    hand_in(visitor, place / HANDED_IN)
    visitor.goto("about:blank")
    status, said = kit("class", "report", HANDED_IN, "-o", "report.html", "--corpus", "harbour")
    assert (status, said.splitlines()[0]) == (0, "1 of 1 files count, 1 learner.")
    can_be_seen(browser, place / "report.html", "1 learner", model.title)
