"""Pictures of every task of every lesson, for somebody to look at: `make pictures`.

No test can say whether a task looks well. This makes looking cheap: each task is drawn as it is met and
after a wrong answer, in the player and in JupyterLab, at 1280, 600 and 320 px (the last is also a page of
1280 px at 400 %), light, dark and without colour, and the pictures of one task are laid beside each other.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from playwright.sync_api import Error, expect, sync_playwright

from tests.browser.lab import Lab, change_theme, open_lesson, practise, settle
from tests.browser.learner import FILL, is_a_test, open_all, open_in_player
from tools.browser import CHROMIUM, find_browser

LESSONS = sorted(path.name for path in (Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
FACES = ("player", "lab")
SHEET = (1560, 1500)  # what can be looked at without being made smaller
GAP = 8
SCALE = {1280: 0.6, 600: 0.85, 320: 0.95}
TALL = 14000  # an element is drawn as far as the window that it is in; a picture may have 16,384 px
expect.set_options(timeout=180_000)  # a busy machine is slow, not wrong
GREY = "html { filter: grayscale(1) !important; }"


def tasks(page: Any) -> list[Any]:
    """Return the tasks that have a title; the list of practice and the record's panel have none."""
    return [one for one in page.locator(".iwk-task").all() if one.locator(".iwk-title").count()]


# What a script writes first is no time of day, and too short for the lens.
TRIED_AGAIN = {
    "input[type=text]": "12:00",
    "textarea": "Everybody knows that the rotten council is finished, and only a fool votes for it again.",
}


def answer_wrongly(page: Any, task: Any) -> None:
    """Open what lies closed, fill in whatever comes first, and check every part."""
    checks = task.get_by_role("button", name=re.compile("^Check"))
    if not checks.count():
        return
    open_all(page, task)
    task.evaluate(FILL)
    page.wait_for_timeout(500)
    link = task.get_by_role("button", name="Add link")
    if link.count():
        link.first.click()
        page.wait_for_timeout(500)
    told = task.locator(".iwk-feedback:visible, .iwk-note:visible")
    for number in range(checks.count()):
        if checks.nth(number).is_visible() and checks.nth(number).is_enabled():
            checks.nth(number).click()
            page.wait_for_timeout(700)
    if not told.count() and not is_a_test(task):
        print("  nothing was said to:", task.locator(".iwk-title").first.inner_text(), file=sys.stderr)
    for fields, words in TRIED_AGAIN.items():
        field = task.locator(f"{fields}:visible").first
        if task.locator(".iwk-note:visible").count() and field.count():
            field.fill(words)
            field.press("Tab")
            checks.first.click()
            page.wait_for_timeout(700)


def show(page: Any, task: Any) -> None:
    """Press *Show me* where it is offered."""
    button = task.get_by_role("button", name=re.compile("^Show me"))
    for _ in range(2):
        if button.count() and button.first.is_visible() and button.first.is_enabled():
            button.first.click()
            page.wait_for_timeout(700)


class Face:
    """The player or JupyterLab, in one browser."""

    def __init__(self, name: str, page: Any, lab: Lab) -> None:
        self.name, self.page, self.lab = name, page, lab

    def open(self, lesson: str) -> None:
        """Open a lesson for somebody who has no record."""
        self.lab.forget()
        self.width(1280)
        if self.name == "player":
            open_in_player(self.page, self.lab, lesson)
        else:
            open_lesson(self.page, self.lab, lesson)
            settle(self.page)

    def width(self, width: int) -> None:
        """Make the window as wide as a desk or a phone."""
        self.page.set_viewport_size({"width": width, "height": TALL})
        self.page.wait_for_timeout(400)

    def dark(self, on: bool) -> None:
        """Change between light and dark, as a reader does."""
        if self.name == "lab":
            change_theme(self.page, "JupyterLab Dark" if on else "JupyterLab Light")
        else:
            button = self.page.get_by_role("button", name="Dark")
            if (button.get_attribute("aria-pressed") == "true") != on:
                button.click()
        self.page.wait_for_timeout(600)


def picture(task: Any) -> Image.Image | None:
    """Return what a task looks like now."""
    try:
        return Image.open(io.BytesIO(task.screenshot(animations="disabled"))).convert("RGB")
    except Error as error:
        print("  no picture:", str(error).splitlines()[0], file=sys.stderr)
        return None


def columns(shot: Image.Image, width: int) -> Iterator[Image.Image]:
    """Yield a picture in pieces that are no higher than a sheet."""
    small = shot.resize((round(shot.width * SCALE[width]), round(shot.height * SCALE[width])), Image.LANCZOS)
    step = SHEET[1] - 30
    for top in range(0, small.height, step):
        yield small.crop((0, top, small.width, min(top + step, small.height)))


def lay_out(shots: list[tuple[str, int, Image.Image]], path: Path) -> int:
    """Write the pictures of one task beside each other, on as many sheets as it takes; return how many."""
    pieces = [(label, piece) for label, width, shot in shots for piece in columns(shot, width)]
    sheets: list[list[tuple[str, Image.Image]]] = [[]]
    used = 0
    for label, piece in pieces:
        if used + piece.width > SHEET[0] and sheets[-1]:
            sheets.append([])
            used = 0
        sheets[-1].append((label, piece))
        used += piece.width + GAP
    for number, sheet in enumerate(sheets, 1):
        width = sum(piece.width + GAP for _, piece in sheet)
        image = Image.new("RGB", (width, max(piece.height for _, piece in sheet) + 20), "#8a8a8a")
        pen = ImageDraw.Draw(image)
        left = 0
        for label, piece in sheet:
            pen.text((left + 2, 4), label, fill="black")
            image.paste(piece, (left, 20))
            left += piece.width + GAP
        image.save(path.with_name(f"{path.name}-{number}.png"))
    return len(sheets)


def take(face: Face, lesson: str, folder: Path) -> None:
    """Make the sheets of a lesson's tasks: as each is met, then as it is after a wrong answer."""
    page = face.page
    count = len(tasks(page))
    shots: list[list[tuple[str, int, Image.Image]]] = [[] for _ in range(count)]

    def shoot(label: str, width: int) -> None:
        for number, task in enumerate(tasks(page)):
            shot = picture(task)
            if shot:
                shots[number].append((label, width, shot))

    shoot("1280 met", 1280)
    for task in tasks(page):
        answer_wrongly(page, task)
    shoot("1280 answered", 1280)
    face.dark(True)
    shoot("1280 dark", 1280)
    for width in (600, 320):
        face.width(width)
        shoot(f"{width} dark", width)
    face.dark(False)
    for width in (320, 600):
        face.width(width)
        shoot(f"{width} light", width)
    style = page.add_style_tag(content=GREY)
    shoot("600 grey", 600)
    style.evaluate("(one) => one.remove()")
    face.width(1280)
    for task in tasks(page):
        show(page, task)
    shoot("1280 shown", 1280)
    face.width(320)
    shoot("320 shown", 320)
    if face.name == "player":
        whole_pages(face, lesson, folder)
    for number, one in enumerate(shots, 1):
        made = lay_out(one, folder / f"{face.name}-{lesson[:2]}-{number:02d}")
        print(f"{face.name} {lesson[:2]} task {number} of {count}: {made} sheets", flush=True)


def exhibits(face: Face, lesson: str, folder: Path) -> None:
    """Draw what stands between the tasks: figures, tables, boxes to try."""
    own = face.page.locator(".jp-OutputArea-output:visible").filter(has_not=face.page.locator(".iwk-title"))
    shots: list[list[tuple[str, int, Image.Image]]] = [[] for _ in range(own.count())]
    for width, dark in ((1280, False), (1280, True), (600, False), (320, True)):
        face.width(width)
        face.dark(dark)
        for number, made in enumerate(shots):
            if shot := picture(own.nth(number)):
                made.append((f"{width} {'dark' if dark else 'light'}", width, shot))
    face.dark(False)
    face.width(1280)
    count = sum(
        lay_out(one, folder / f"{face.name}-{lesson[:2]}-exhibit-{number:02d}")
        for number, one in enumerate(shots, 1)
        if one
    )
    print(f"{face.name} {lesson[:2]} between the tasks: {count} sheets", flush=True)


def practice(face: Face, lesson: str, folder: Path) -> None:
    """Draw every set of the lesson's practice, met, answered and shown."""
    page = face.page
    chooser = page.get_by_label("Practice", exact=True)
    if not chooser.count():
        return
    for number, title in enumerate(chooser.locator("option").all_text_contents()[1:], 1):
        task = practise(page, title, mouse=True)
        shots: list[tuple[str, int, Image.Image]] = []

        def shoot(label: str, width: int, task: Any = task, shots: Any = shots) -> None:
            face.width(width)
            if shot := picture(task):
                shots.append((f"{width} {label}", width, shot))

        shoot("met", 1280)
        answer_wrongly(page, task)
        shoot("answered", 1280)
        shoot("answered", 320)
        face.width(1280)
        show(page, task)
        face.dark(True)
        shoot("shown", 1280)
        shoot("shown", 320)
        face.dark(False)
        face.width(1280)
        made = lay_out(shots, folder / f"{face.name}-{lesson[:2]}-practice-{number:02d}")
        print(f"{face.name} {lesson[:2]} practice {number}: {made} sheets", flush=True)


def whole_pages(face: Face, lesson: str, folder: Path) -> None:
    """Draw what of the player's page fits on a small screen: its head, and a page of 1280 px at 400 %."""
    page = face.page
    page.evaluate("() => scrollTo(0, 0)")
    for width, height in ((1280, 900), (600, 900), (320, 640), (320, 256)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        page.screenshot(path=folder / f"player-{lesson[:2]}-head-{width}x{height}.png", animations="disabled")


PARTS = {"tasks": take, "exhibits": exhibits, "practice": practice}


def main(argv: list[str] | None = None) -> int:
    """Make the pictures that are asked for."""
    parser = argparse.ArgumentParser(description="Pictures of every task of every lesson, to be looked at.")
    parser.add_argument("lessons", nargs="*", help="beginnings of lessons' names, as 03; by default all")
    parser.add_argument("--face", choices=FACES, action="append", help="only this one")
    parser.add_argument("--part", choices=PARTS, action="append", help="only this of a lesson")
    parser.add_argument("--to", type=Path, default=Path("output/pictures"), help="where the sheets go")
    wanted = parser.parse_args(argv)
    chosen = [one for one in LESSONS if not wanted.lessons or one.startswith(tuple(wanted.lessons))]
    if not chosen:
        parser.error(f"no lesson is called so; there are {', '.join(one[:2] for one in LESSONS)}")
    wanted.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        lab = Lab(Path(home) / "lab")
        browser = playwright.chromium.launch(executable_path=find_browser(), args=CHROMIUM)
        try:
            for name in wanted.face or FACES:
                page = browser.new_page(locale="en-GB")
                page.set_default_timeout(60_000)
                face = Face(name, page, lab)
                for lesson in chosen:
                    face.open(lesson)
                    for part in wanted.part or PARTS:
                        PARTS[part](face, lesson, wanted.to)
                page.close()
        finally:
            browser.close()
            lab.stop()
    print(f"The sheets are in {wanted.to}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
