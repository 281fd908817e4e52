"""A lesson as a page, from the disk: tried, shown, left, come back to, taken along to the kit."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from infowar_kit.corpus import load
from infowar_kit.site.build import make, write_site
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.workspace.lessons import lessons
from tests.browser.axe import violations_of
from tests.browser.lite_site import LiteSite
from tools.lite.front import front_page

pytestmark = pytest.mark.browser
CORPUS = load()
ONE, TOWN, PAGES = "one-word-off", "town-or-water", "which-language-between"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("pages with blanks")
    [lesson] = [path for path in lessons() if path.name.startswith("05_")]
    write_site(make(CORPUS, [lesson]), place)
    return place


@pytest.fixture
def visit(browser, folder):
    """Open a page of the site in a context of its own; fail where it asks anybody or complains."""
    made, wrong = [], []

    def open_page(name="05_lost_in_translation.html", **options):
        context = browser.new_context(**options) if options or not made else made[0]
        made.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("request", lambda asked: None if asked.url.startswith(("file:", "data:", "blob:"))
                else wrong.append(asked.url))  # fmt: skip
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto((folder / name).as_uri())
        return page

    yield open_page
    for context in set(made):
        context.close()
    assert wrong == []


def part(page, task, number):
    return page.locator(f"[data-task={task}] [data-part]").nth(number)


def wrong_and_right(task_id, number):
    """Return a part, an option that does not hold and one that does, by their words."""
    task = Session(CORPUS, Record()).work(task_id).task
    section = task.sections()[number]
    right = task.right_answer()[section.part]
    options = section.questions[0].options
    off = next(value for value in options if task.check({section.part: value}).verdict == "wrong")
    return section.part, off, right, options


def test_a_record_begun_on_the_page_is_finished_in_the_kit(visit, tmp_path):
    page = visit()
    name, off, right, words = wrong_and_right(ONE, 0)
    first = part(page, ONE, 0)
    check = first.get_by_role("button", name="Check this")

    check.click()
    assert "No rendering is marked yet" in first.locator(".iwk-note").inner_text()
    assert not first.get_by_role("button", name=re.compile("Show me")).is_visible()

    first.get_by_role("combobox").select_option(label=words[off])
    check.click()
    said = first.locator(".iwk-said")
    assert "Not yet." in said.inner_text()
    # Whoever pressed is where the answer is.
    assert page.evaluate("() => document.activeElement.closest('.iwk-said') !== null")
    first.get_by_role("button", name="Show me already").click()
    assert "and that does not hold." in said.inner_text()

    second = part(page, ONE, 1)
    second_name, second_off, second_right, words = wrong_and_right(ONE, 1)
    for value in (second_off, second_right):
        second.get_by_role("combobox").select_option(label=words[value])
        second.get_by_role("button", name="Check this").click()
    assert "Yes." in second.locator(".iwk-said").inner_text()
    assert "1 of 2 holds." in page.locator(f"[data-task={ONE}] > .iwk-said").inner_text()

    # A choice that is not checked, and clues that are opened in their order.
    part(page, TOWN, 0).get_by_role("combobox").select_option(index=2)
    copy = part(page, PAGES, 0)
    assert copy.locator("details:visible").count() == 1
    copy.locator("summary").first.click()
    copy.locator("details").nth(1).wait_for()
    page.locator(f"[data-task={PAGES}]").get_by_role("button", name="Hint").click()
    page.locator(f"[data-task={PAGES}] > .iwk-said").get_by_text("Hint").first.wait_for()

    page.reload()
    # Chromium may give a page that is loaded again an older storage; the page sees that and loads once more.
    expect(second.locator(".iwk-said")).to_contain_text("Yes.")
    assert part(page, TOWN, 0).get_by_role("combobox").evaluate("one => one.selectedIndex") == 2
    assert "3 answers kept in this browser." in page.locator(".iwk-record").inner_text()
    step = page.locator(".iwk-side li li", has_text="One word off")
    assert step.locator(".iwk-small").text_content() == "begun"

    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the record").click()
    text = waiting.value.path().read_text(encoding="utf-8")

    record = Record(tmp_path / "kit.json")
    assert record.restore(text) == len(json.loads(text)["entries"]) == 7
    work = Session(CORPUS, record).work(ONE)
    assert (work.attempts, work.older, work.notice) == (3, 0, "")
    assert work.first_tries == {name: "wrong", second_name: "wrong"}
    assert work.answers == {name: off, second_name: second_right}
    work.answer({name: right})
    assert [entry.kind for entry in record.entries(CORPUS.name, ONE)] == [
        "answer",
        "shown",
        "answer",
        "answer",
        "answer",
    ]
    town = Session(CORPUS, record).work(TOWN)
    assert (town.answers, len(town.drafts)) == ({}, 1)

    # And back: what was answered in the kit stands on the page.
    (tmp_path / "back.json").write_text(record.export(), encoding="utf-8")
    page.locator(".iwk-record input[type=file]").set_input_files(tmp_path / "back.json")
    page.get_by_text("Restored: 1 entry that was not here.").wait_for()
    assert "Yes." in said.inner_text()


# A document with a storage of its own, as Chromium may give one to a page from the disk: what others wrote
# is not there, and what is written is gone with the page.
ALONE = """() => {
  const own = new Map(Object.entries(FOUND));
  addEventListener('storage', (event) => event.stopImmediatePropagation(), true);
  Storage.prototype.getItem = (name) => own.get(name) ?? null;
  Storage.prototype.setItem = (name, text) => own.set(name, String(text));
  Storage.prototype.removeItem = (name) => own.delete(name);
  Storage.prototype.key = (number) => [...own.keys()][number] ?? null;
  Object.defineProperty(Storage.prototype, 'length', { get: () => own.size });
}"""


def alone(page, found="{}"):
    """Let each document that is opened there have a storage of its own."""
    page.add_init_script(f"({ALONE.replace('FOUND', found)})()")


ON_THE_SHELF = """(names) => new Promise((done) => {
  const asked = indexedDB.open('infowar-kit-pages');
  asked.onsuccess = () => {
    const found = asked.result.transaction('kept').objectStore('kept').getAllKeys();
    found.onsuccess = () => {
      asked.result.close();
      done(names.every((name) => found.result.some((one) => one.startsWith(name))));
    };
  };
})"""


def kept(page, *names):
    """Wait until these are written: a page that is closed at once may take its last press with it."""
    page.wait_for_function(ON_THE_SHELF, arg=names)


def answer(page, number=0):
    """Answer a part of a task, and return its element."""
    one = part(page, ONE, number)
    one.get_by_role("combobox").select_option(index=1)
    one.get_by_role("button", name="Check this").click()
    one.locator(".iwk-said .iwk-feedback").wait_for()
    return one


def test_what_is_kept_by_a_page_whose_storage_is_lost_is_there_when_it_is_loaded_again(visit):
    page = visit()
    alone(page)
    page.reload()
    said = answer(page).locator(".iwk-said").inner_text()
    part(page, TOWN, 0).get_by_role("combobox").select_option(index=2)  # not checked
    page.get_by_role("button", name="Dark").click()
    kept(page, "infowar-kit-record/", f"infowar-kit-drafts/{TOWN}", "iwk-theme")
    for again in (page, page.context.new_page()):
        again.goto(page.url)
        expect(part(again, ONE, 0).locator(".iwk-said")).to_have_text(
            re.compile(re.escape(said.split("\n")[0]))
        )
        expect(again.locator(".iwk-record").first).to_contain_text("1 answer kept in this browser.")
        expect(part(again, TOWN, 0).get_by_role("combobox")).to_have_js_property("selectedIndex", 2)
        expect(again.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")


def test_what_was_deleted_does_not_come_back_from_an_older_storage(visit):
    page = visit()
    answer(page)
    part(page, TOWN, 0).get_by_role("combobox").select_option(index=2)
    alone(page, page.evaluate("() => JSON.stringify({...localStorage})"))
    panel = page.locator(".iwk-record").first
    panel.locator("[data-do=forget]").click()
    panel.locator("[data-do=forget]").click()
    expect(page.get_by_role("button", name="Forget my answers")).to_be_visible()  # it was loaded again
    expect(page.locator(".iwk-said .iwk-feedback")).to_have_count(0)
    expect(panel).to_contain_text("0 answers kept in this browser.")
    expect(part(page, TOWN, 0).get_by_role("combobox")).to_have_js_property("selectedIndex", 0)
    # What is answered or restored after that stays.
    answer(page)
    page.reload()
    expect(panel).to_contain_text("1 answer kept in this browser.")


def test_what_a_page_with_a_storage_of_its_own_writes_takes_nothing_away(visit):
    page = visit()
    answer(page)
    part(page, TOWN, 0).get_by_role("combobox").select_option(index=2)  # not checked
    other = page.context.new_page()
    alone(other)
    other.goto(page.url)
    answer(other, 1)
    part(other, PAGES, 0).locator("summary").first.click()
    kept(other, f"infowar-kit-drafts/{PAGES}")
    other.close()
    new = page.context.new_page()
    new.goto(page.url)
    expect(new.locator(".iwk-record").first).to_contain_text("2 answers kept in this browser.")
    expect(part(new, TOWN, 0).get_by_role("combobox")).to_have_js_property("selectedIndex", 2)
    expect(part(new, PAGES, 0).locator("details[open]")).to_have_count(1)


def test_without_the_second_place_the_first_one_does(browser, folder):
    # From a server: from the disk it would sometimes be what Chromium makes of the first place alone.
    server = LiteSite(folder)
    page = browser.new_page()
    page.add_init_script("Object.defineProperty(window, 'indexedDB', { get() { throw new Error('no'); } })")
    page.goto(f"{server.url}05_lost_in_translation.html")
    answer(page)
    page.reload()
    expect(page.locator(".iwk-record").first).to_contain_text("1 answer kept in this browser.")
    assert not page.locator("main > .iwk-forgets").is_visible()
    page.close()
    server.stop()


def test_what_an_earlier_edition_of_the_page_kept_is_still_there_and_can_be_deleted(visit):
    page = visit()
    answer(page)
    part(page, TOWN, 0).get_by_role("combobox").select_option(index=2)
    page.evaluate(
        """() => {
          const all = (start) => Object.keys(localStorage).filter((name) => name.startsWith(start));
          const read = (name) => JSON.parse(localStorage.getItem(name));
          const entries = all('infowar-kit-record/').map(read);
          const drafts = Object.fromEntries(
            all('infowar-kit-drafts/').map((name) => [name.split('/')[1], read(name)]));
          localStorage.clear();
          localStorage.setItem('infowar-kit-record', JSON.stringify({ schema: 1, entries }));
          localStorage.setItem('infowar-kit-drafts', JSON.stringify(drafts));
          history.replaceState(null, '');
        }"""
    )
    page.reload()
    expect(page.locator(".iwk-record").first).to_contain_text("1 answer kept in this browser.")
    assert part(page, TOWN, 0).get_by_role("combobox").evaluate("one => one.selectedIndex") == 2
    panel = page.locator(".iwk-record").first
    panel.locator("[data-do=forget]").click()
    panel.locator("[data-do=forget]").click()
    expect(panel).to_contain_text("0 answers kept in this browser.")
    assert page.evaluate("() => Object.keys(localStorage).filter((name) => name.startsWith('infowar'))") == []


def ground(page):
    colour = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    return "light" if colour == "rgb(255, 255, 255)" else "dark"


def test_a_page_that_is_loaded_again_looks_as_it_did_whatever_storage_it_reads(visit):
    page = visit(color_scheme="light")
    page.evaluate("() => localStorage.setItem('iwk-theme', 'light')")
    page.get_by_role("button", name="Dark").click()
    page.evaluate("() => { location.hash = 'task-nowhere'; }")
    page.add_init_script("Storage.prototype.getItem = (name) => (name === 'iwk-theme' ? 'light' : null)")
    for _ in range(2):
        page.reload()
        assert ground(page) == "dark"
        expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")


def test_light_or_dark_is_chosen_for_every_page_that_is_open(visit):
    first = visit(color_scheme="light")
    second = first.context.new_page()
    second.goto(first.url)
    second.get_by_role("button", name="Dark").click()
    expect(first.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    assert (ground(first), ground(second)) == ("dark", "dark")


def test_a_page_that_the_browser_tells_nothing_is_told_by_the_other_page(visit):
    first = visit(color_scheme="light")
    second = first.context.new_page()
    alone(first)
    first.reload()
    second.goto(first.url)
    second.get_by_role("button", name="Dark").click()
    expect(first.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")

    _, _, right, words = wrong_and_right(ONE, 0)
    there = part(second, ONE, 0)
    there.get_by_role("combobox").select_option(label=words[right])
    there.get_by_role("button", name="Check this").click()
    expect(part(first, ONE, 0).locator(".iwk-said")).to_contain_text("Yes.")
    part(second, TOWN, 0).get_by_role("combobox").select_option(index=2)
    expect(part(first, TOWN, 0).get_by_role("combobox")).to_have_js_property("selectedIndex", 2)

    forget = second.locator(".iwk-record").first.locator("[data-do=forget]")
    forget.click()
    forget.click()
    expect(first.locator(".iwk-record").first).to_contain_text("0 answers kept in this browser.")


def test_the_page_reads_on_a_phone_in_light_and_dark_and_axe_finds_nothing(visit):
    for scheme, name in (("light", "index.html"), ("dark", "05_lost_in_translation.html")):
        page = visit(name, viewport={"width": 320, "height": 700}, color_scheme=scheme)
        assert page.evaluate("() => document.documentElement.scrollWidth") == 320
        assert ground(page) == scheme
        assert violations_of(page) == []
        page.get_by_role("button", name="Dark").click()
        assert ground(page) != scheme
        page.reload()
        assert ground(page) != scheme  # it is kept


def test_a_browser_that_keeps_nothing_says_so_before_the_first_task(visit):
    page = visit("index.html", viewport={"width": 600, "height": 700})
    assert not page.locator("main > .iwk-forgets").is_visible()
    page.add_init_script(
        "for (const place of ['localStorage', 'indexedDB']) "
        "Object.defineProperty(window, place, { get() { throw new Error('no'); } })"
    )
    page.goto(page.url.replace("index.html", "05_lost_in_translation.html"))
    assert "does not keep your answers" in page.locator("main > .iwk-forgets").inner_text()
    # It can be worked on all the same, and the record can be downloaded before one leaves.
    first = part(page, ONE, 0)
    first.get_by_role("combobox").select_option(index=1)
    first.get_by_role("button", name="Check this").click()
    first.locator(".iwk-said .iwk-feedback").wait_for()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the record").click()
    assert len(json.loads(waiting.value.path().read_text(encoding="utf-8"))["entries"]) == 1


def test_the_page_in_front_of_jupyterlite_says_that_it_was_opened_from_the_disk(visit, folder):
    (folder / "front.html").write_text(front_page(lessons()[:1], "The course"), encoding="utf-8")
    page = visit("front.html")
    expect(page.get_by_text("Opened from the disk the lessons cannot start")).to_be_visible()


def test_a_frame_that_keeps_nothing_leads_to_a_window_of_its_own(visit, folder):
    # As some learning platforms show it: shut off from its own address.
    frame = '<iframe sandbox="allow-scripts allow-popups" src="05_lost_in_translation.html"></iframe>'
    (folder / "platform.html").write_text(f'<meta charset="utf-8"><link rel="icon" href="data:,">{frame}')
    page = visit("platform.html", viewport={"width": 900, "height": 700})
    shown = page.frame_locator("iframe").locator(".iwk-forgets").first
    expect(shown).to_contain_text("Here, inside another page, your browser does not keep your answers")
    link = shown.get_by_role("link", name="Open this page in a window of its own")
    assert link.get_attribute("href").endswith("/05_lost_in_translation.html")
    assert link.get_attribute("target") == "_blank"
