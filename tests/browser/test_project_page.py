"""The project's page as `make docs` makes it: no dead link, and nobody is asked for anything."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from tests.browser.axe import violations_of
from tools.pages import pages

pytestmark = pytest.mark.slow
# What a browser fetches by itself; `a` is followed by a reader.
FETCHED = {
    ("script", "src"), ("img", "src"), ("img", "srcset"), ("source", "src"), ("source", "srcset"),
    ("iframe", "src"), ("audio", "src"), ("video", "src"), ("video", "poster"), ("embed", "src"),
    ("object", "data"), ("use", "href"), ("image", "href"), ("form", "action"), ("input", "src"),
}  # fmt: skip
# Of a link in a head; the others (next, search, canonical …) are only named.
RELATIONS = {
    "stylesheet",
    "icon",
    "preload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
    "modulepreload",
    "manifest",
}
OUTSIDE = re.compile(r"^(?:https?:|wss?:|ftp:)?//", re.IGNORECASE)
CALLS = re.compile(
    r"""(?:url\(\s*|@import\s+|fetch\(\s*|import\(\s*|importScripts\(\s*|new WebSocket\(\s*|"""
    r"""\.open\(\s*["']\w+["']\s*,\s*)"""
    r"""["']?((?:https?:|wss?:)?//[^"')\s]+)""",
    re.IGNORECASE,
)


class Page(HTMLParser):
    """What a page links to, fetches and offers as the end of a link."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids |= {found[name] for name in ("id", "name") if found.get(name)}
        if tag == "link" and RELATIONS & set(found.get("rel", "").split()):
            self.fetched.append(found.get("href", ""))
        self.fetched += [value for name, value in found.items() if (tag, name) in FETCHED]
        if "style" in found:
            self.fetched += CALLS.findall(found["style"])
        if tag in ("a", "area") and "href" in found:
            self.links.append(found["href"])


def faults(folder: Path) -> list[str]:
    """Return every link that leads nowhere, and everything that is fetched from elsewhere."""
    read = {path: Page(path.read_text(encoding="utf-8")) for path in folder.rglob("*.html")}
    found = []
    for path, page in read.items():
        name = path.relative_to(folder).as_posix()
        found += [f"{name} fetches {one}" for one in page.fetched if OUTSIDE.match(one)]
        for link in [*page.links, *page.fetched]:
            if urlsplit(link).scheme or OUTSIDE.match(link):
                continue
            way, _, anchor = link.partition("#")
            there = (
                (path.parent / unquote(way.partition("?")[0])).resolve() if way.partition("?")[0] else path
            )
            if not there.is_file():
                found.append(f"{name} leads to {link}, which is not there")
            # A page of a lesson finds what it shows by its script.
            elif anchor and there in read and unquote(anchor) not in read[there].ids:
                found.append(f"{name} leads to {link}, where nothing has this name")
    for path in folder.rglob("*"):
        if path.suffix in {".css", ".js", ".html"}:
            said = path.read_text(encoding="utf-8")
            found += [f"{path.relative_to(folder).as_posix()} fetches {one}" for one in CALLS.findall(said)]
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    docs = pytest.importorskip("tools.docs", reason="needs the extra docs", exc_type=ImportError)
    folder = tmp_path_factory.mktemp("docs") / "site"
    # Without the docstrings, which take most of the time; `make docs` reads them and stops at a bad one.
    assert docs.build(folder, api=False) == 0
    return folder


def test_no_dead_link_and_no_outside_request(site: Path) -> None:
    assert faults(site) == []


def test_everything_is_there(site: Path) -> None:
    missing = [place for place in pages().values() if not (site / place).with_suffix(".html").is_file()]
    assert missing == []
    front = (site / "index.html").read_text(encoding="utf-8")
    assert 'href="lessons/index.html"' in front
    assert (site / "lessons" / "03_who_said_it_first.html").is_file()
    cite = (site / "cite.html").read_text(encoding="utf-8")
    assert "@software{infowar-kit-" in re.sub(r"<[^>]+>", "", cite)


def test_pictures_say_what_they_show(site: Path) -> None:
    front = (site / "index.html").read_text(encoding="utf-8")
    pictures = re.findall(r"<img [^>]*>", front)
    assert len(pictures) >= 3
    assert [one for one in pictures if not re.search(r'alt="[^"]{20,}"', one)] == []


@pytest.mark.browser
def test_axe_finds_nothing_wrong_and_nothing_is_asked_for(site: Path, browser: Any) -> None:
    asked, wrong = [], []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for name in ("index.html", "your-own-event.html") if width == 320 else ("reference.html",):
            page.goto((site / name).as_uri())
            wrong += [f"{name}, {width}: {one}" for one in violations_of(page)]
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width, name
    page.goto(f"{(site / 'search.html').as_uri()}?q=relay")
    page.locator("#search-results li").first.wait_for()
    page.close()
    assert wrong == []
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


def test_what_would_be_wrong_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<p id="x"><a href="b.html">b</a><a href="#y">y</a><a href="https://example.org">out</a>'
        '<img src="https://example.org/a.png"><link rel="stylesheet" href="//example.org/a.css">'
        '<p style="background: url(https://example.org/b.png)">',
        encoding="utf-8",
    )
    (tmp_path / "a.css").write_text("@import 'https://example.org/c.css';", encoding="utf-8")
    (tmp_path / "a.js").write_text('fetch("https://example.org/d.json")', encoding="utf-8")
    found = " ".join(faults(tmp_path))
    for one in ("leads to b.html", "leads to #y", "a.png", "a.css", "b.png", "c.css", "d.json"):
        assert one in found
    assert "leads to https" not in found
