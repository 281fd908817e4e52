"""Draw the pictures of the README from the real thing: `make screenshots`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from infowar_kit.corpus import load
from infowar_kit.site.build import make, write_site
from infowar_kit.workspace.lessons import lessons
from tests.browser.lab import Lab, open_lesson, task
from tools.browser import CHROMIUM, find_browser

FOLDER = Path(__file__).parent.parent / "docs" / "images"


def main() -> None:
    """Take the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lab = Lab(Path(folder))
        browser = playwright.chromium.launch(executable_path=find_browser(), args=CHROMIUM)
        page = browser.new_page(viewport={"width": 1280, "height": 1500})
        open_lesson(page, lab, "00_start_here.ipynb")
        first = task(page, "A first look")
        first.get_by_label("Ukrainian forces advanced 30 km in one day").check()
        first.get_by_role("button", name="Check").click()
        first.get_by_text("Not yet.").first.wait_for()
        page.evaluate("() => document.activeElement.blur()")
        first.screenshot(path=FOLDER / "first-task.png")

        page = browser.new_page(viewport={"width": 1280, "height": 4200})
        open_lesson(page, lab, "01_the_feed.ipynb")
        feed = task(page, "Judge by what was known then")
        for grade, button in (("3 – possibly true", "Next judgement"), ("2 – probably true", "Check")):
            feed.get_by_label(grade).check()
            feed.get_by_label("fairly sure").check()
            feed.get_by_role("button", name="Check").click()
            page.wait_for_timeout(600)
            feed.get_by_role("button", name=button).click()
            page.wait_for_timeout(600)
        page.evaluate("() => document.activeElement.blur()")
        feed.screenshot(path=FOLDER / "feed.png")
        _page_on_a_phone(browser, Path(folder) / "pages")
        browser.close()
        lab.stop()


def _page_on_a_phone(browser: Browser, folder: Path) -> None:
    """Take a task of a page without a kernel, with a wrong answer and what is said to it."""
    corpus, task_id = load(), "first-look"
    write_site(make(corpus, [path for path in lessons() if path.name.startswith("00_")]), folder)
    page = browser.new_page(viewport={"width": 390, "height": 1500}, device_scale_factor=2)
    page.goto((folder / "00_start_here.html").as_uri())
    first = page.locator(f"[data-task={task_id}]")
    first.get_by_label("Ukrainian forces advanced 30 km in one day").first.check()
    first.get_by_role("button", name="Check").first.click()
    first.get_by_text("Not yet.").first.wait_for()
    page.evaluate("() => document.activeElement.blur()")
    first.screenshot(path=FOLDER / "page-on-a-phone.png")


if __name__ == "__main__":
    main()
