"""What runs before JupyterLite starts: what the browser kept hides no newer lesson and costs no answer."""

from __future__ import annotations

import pytest

from tools.lite import build, editions

pytestmark = pytest.mark.browser
ADDRESS = "http://kit.test/course/"
STORAGE = "JupyterLite Storage - /course/"
SCRIPT = build.ROOT / "tools" / "lite" / build.START_SCRIPT
LESSON, OTHER, RECORD = "00_start.ipynb", "01_next.ipynb", "infowar-kit-record.json"
# As localforage lays it out for JupyterLite.
KEEP = """async ([name, files]) => {
  const asked = indexedDB.open(name, 3);
  asked.onupgradeneeded = () => {
    for (const store of ['files', 'checkpoints'])
      if (!asked.result.objectStoreNames.contains(store)) asked.result.createObjectStore(store);
  };
  await new Promise((yes) => { asked.onsuccess = yes; });
  const work = asked.result.transaction(['files', 'checkpoints'], 'readwrite');
  for (const [path, file] of Object.entries(files)) {
    work.objectStore('files').put(file, path);
    work.objectStore('checkpoints').put([file], path);
  }
  await new Promise((yes) => { work.oncomplete = yes; });
  asked.result.close();
}"""
KEPT = """async (name) => {
  const asked = indexedDB.open(name);
  await new Promise((yes) => { asked.onsuccess = yes; });
  const found = {};
  for (const store of asked.result.objectStoreNames) {
    const all = asked.result.transaction(store).objectStore(store);
    const [keys, values] = [all.getAllKeys(), all.getAll()];
    await new Promise((yes) => { all.transaction.oncomplete = yes; });
    found[store] = Object.fromEntries(keys.result.map((key, at) => [key, values.result[at]]));
  }
  asked.result.close();
  return found;
}"""


def notebook(words, outputs=()):
    return {"cells": [
        {"cell_type": "markdown", "source": words},
        {"cell_type": "code", "source": ["import kit\n", "kit.task('жи')"], "outputs": list(outputs)},
    ]}  # fmt: skip


def kept(path, content):
    return {"name": path, "path": path, "type": "notebook", "content": content}


class Site:
    """A site whose files a test changes; counts what is asked of it."""

    def __init__(self):
        self.lessons = {LESSON: notebook("one"), OTHER: notebook("other")}
        self.files = {"api/contents/all.json": "1"}
        self.down = False
        self.asked = []

    def answer(self, route):
        path = route.request.url.removeprefix(ADDRESS).partition("?")[0]
        self.asked.append(path)
        if self.down and path == editions.NAME:
            route.abort()
        elif path == editions.NAME:
            marks = {name: editions.edition(made) for name, made in self.lessons.items()}
            route.fulfill(json={"lessons": marks, "files": self.files})
        elif path == build.START_SCRIPT:
            route.fulfill(body=SCRIPT.read_text(encoding="utf-8"), content_type="text/javascript")
        elif path == "lab/index.html":
            page = f"<script type=module>await import('../{build.START_SCRIPT}'); window.started = 1</script>"
            route.fulfill(body=f"<!doctype html><title>Lite</title>{page}", content_type="text/html")
        else:
            route.fulfill(body="x")


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def visit(browser, site):
    context = browser.new_context()
    context.route(f"{ADDRESS}**", site.answer)
    page = context.new_page()

    def come():
        page.goto(f"{ADDRESS}lab/index.html")
        page.wait_for_function("() => window.started === 1")
        return page

    yield come
    context.close()


def keep(page, **files):
    named = {LESSON if name == "lesson" else RECORD: file for name, file in files.items()}
    page.evaluate(KEEP, [STORAGE, named])


def test_a_copy_that_was_only_run_gives_way_to_the_new_edition_and_the_record_stays(site, visit):
    page = visit()
    record = {"name": RECORD, "path": RECORD, "type": "file", "content": "answers"}
    keep(page, lesson=kept(LESSON, notebook(["o", "ne"], ["run"])), record=record)
    visit()
    assert set(page.evaluate(KEPT, STORAGE)["files"]) == {LESSON, RECORD}  # the edition is the same
    site.lessons[LESSON] = notebook("two")
    visit()
    found = page.evaluate(KEPT, STORAGE)
    assert found["files"] == {RECORD: record}
    assert set(found["checkpoints"]) == {RECORD}


def test_a_copy_that_the_learner_changed_is_put_beside_the_new_edition(site, visit):
    page = visit()
    for number, words in enumerate(("my notes", "my other notes"), 1):
        keep(page, lesson=kept(LESSON, notebook(words)))
        visit()
        assert page.evaluate(KEPT, STORAGE)["files"][LESSON]["content"] == notebook(words)
        site.lessons[LESSON] = notebook(f"edition {number}")
        visit()
        files = page.evaluate(KEPT, STORAGE)["files"]
        assert LESSON not in files and len(files) == number
        newest = next(file for file in files.values() if file["content"] == notebook(words))
        assert newest["name"].startswith("00_start (yours, 20") and newest["path"] == newest["name"]


def test_a_lesson_that_did_not_change_keeps_what_the_learner_made_of_it(site, visit):
    page = visit()
    keep(page, lesson=kept(LESSON, notebook("my notes")))
    site.lessons[OTHER] = notebook("another edition")
    visit()
    assert set(page.evaluate(KEPT, STORAGE)["files"]) == {LESSON}


def test_files_that_keep_their_name_are_asked_for_again_once(site, visit):
    visit()
    assert "api/contents/all.json" not in site.asked
    site.files = {"api/contents/all.json": "2", "new.json": "1"}
    visit()
    visit()
    assert site.asked.count("api/contents/all.json") == 1 and "new.json" not in site.asked


def test_without_a_network_or_a_storage_the_page_starts_all_the_same(site, visit):
    page = visit()
    site.down = True
    visit()
    site.down = False
    page.context.add_init_script(
        "for (const name of ['indexedDB', 'localStorage']) Object.defineProperty(window, name,"
        "{get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    site.files = {"api/contents/all.json": "3"}
    visit()


def test_nothing_is_made_where_jupyterlite_has_not_been_yet(site, visit):
    page = visit()
    assert page.evaluate("async () => (await indexedDB.databases()).map((one) => one.name)") == []
