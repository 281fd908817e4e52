"""Draw the pictures of the README from the real thing: `make screenshots`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

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
        browser.close()
        lab.stop()


if __name__ == "__main__":
    main()
