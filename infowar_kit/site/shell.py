"""A whole page of the site: stands alone, runs one script of ours, and asks nobody for anything."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from infowar_kit.page.document import script_mark
from infowar_kit.say import language as language_now
from infowar_kit.say import say
from infowar_kit.site.tables import encoded
from infowar_kit.text import attribute, direction, escape

# Before anything is drawn, so that no light page flashes up.
_EARLY = """\
(() => {
  const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  // Loaded again it looks as it did: Chromium may give it a storage without what was chosen (record.js).
  const again = performance.getEntriesByType("navigation")[0]?.type === "reload";
  const dark = (again && history.state?.theme) || kept("iwk-theme") ||
    (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  document.documentElement.dataset.jpThemeLight = String(dark !== "dark");
})();"""
# The same look as tasks in a notebook and lessons in the player.
_STYLES = (("widgets", "kit.css"), ("workspace", "player.css"), ("site", "site.css"))
# In one script, since a page that is opened from the disk may not load modules.
_SCRIPTS = ("record.js", "tasks.js", "site.js")


def page_html(title: str, body: str, data: Mapping[str, object], *, aside: str = "") -> str:
    """Return a page.

    Parameters
    ----------
    title : str
        Its title, as plain text.
    body : str
        What it says, as HTML.
    data : mapping
        What its script needs.
    aside : str
        What stands beside it, as HTML.
    """
    language, script = language_now(), _script()
    allowed = f"{script_mark(_EARLY)} {script_mark(script)}"
    course, skip = escape(say("The course")), escape(say("Go to the lesson"))
    noscript = escape(say("Without its script this page can be read and printed; its tasks do not answer."))
    columns = "iwk-columns" if aside else "iwk-columns iwk-alone"
    side = '<aside class="iwk-side" id="iwk-side"><details>'
    side += f"<summary>{course}</summary>{aside}</details></aside>"
    return (
        f'<!doctype html>\n<html lang="{attribute(language)}" dir="{direction(language)}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"script-src {allowed}; style-src 'unsafe-inline'; img-src data:\">\n"
        f'<title>{escape(title)}</title>\n<link rel="icon" href="data:;base64,=">\n'
        f"<style>\n{_style()}</style>\n<script>{_EARLY}</script>\n</head>\n"
        f'<body class="iwk-player iwk-site">\n<a class="iwk-skip" href="#iwk-lesson">{skip}</a>\n'
        f'<header class="iwk-bar"><a class="iwk-kit" href="index.html">infowar-kit</a>'
        f'<span class="iwk-switches"><button type="button" id="iwk-dark" aria-pressed="false" hidden>'
        f"{escape(say('Dark'))}</button></span></header>\n"
        f'<div class="{columns}">{side if aside else ""}\n<main id="iwk-lesson" tabindex="-1">\n'
        f'<noscript><p class="iwk-note">{noscript}</p></noscript>\n'
        f'<p class="iwk-note iwk-forgets" role="status" hidden></p>\n{body}\n</main></div>\n'
        f'<script type="text/plain" id="iwk-data">{encoded(data)}</script>\n<script>{script}</script>\n'
        "</body>\n</html>\n"
    )


def _static(room: str, name: str) -> str:
    return (files("infowar_kit") / room / "static" / name).read_text(encoding="utf-8")


@cache
def _script() -> str:
    return '"use strict";\n(() => {\n' + "\n".join(_static("site", name) for name in _SCRIPTS) + "})();"


@cache
def _style() -> str:
    return "\n".join(_static(room, name) for room, name in _STYLES)
