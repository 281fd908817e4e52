"""A whole page of HTML that stands alone: no script, nothing fetched, light and dark, on screen and paper."""

from __future__ import annotations

import base64
import hashlib

from infowar_kit.say import language as language_now
from infowar_kit.text import attribute, direction, escape

_STYLE = """\
:root { color-scheme: light dark; --ink: #1b1b1b; --back: #fff; --line: #767676; --soft: #f1f1ee;
  --bar: #0072b2; --right: #00674a; }
@media (prefers-color-scheme: dark) { :root { --ink: #eee; --back: #161616; --line: #8f8f8f; --soft: #262626;
  --bar: #6cbcf0; --right: #5fd3a8; } }
body { color: var(--ink); background: var(--back); font: 1.05rem/1.5 system-ui, sans-serif;
  max-width: 62rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.8rem; line-height: 1.2; } h2 { font-size: 1.4rem; } h3 { font-size: 1.15rem; }
a { color: inherit; }
table { border-collapse: collapse; width: 100%; margin: 0.6em 0 1em; }
th, td { text-align: start; vertical-align: top; padding: 0.25em 0.6em 0.25em 0;
  border-bottom: 1px solid var(--line); }
caption { text-align: start; font-weight: 600; padding-bottom: 0.3em; }
@media (max-width: 40rem) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr, td, th[scope="row"] { display: block; } td { border: 0; padding: 0.1em 0; }
  tr { border-bottom: 1px solid var(--line); padding: 0.4em 0; } th[scope="row"] { border: 0; }
  td[data-label]::before { content: attr(data-label) ": "; font-weight: 600; } }
@media print { body { max-width: none; font-size: 11pt; padding: 0; } a { text-decoration: none; } }
"""


def document(title: str, body: str, *, style: str = "", script: str = "") -> str:
    """Return a page.

    Parameters
    ----------
    title : str
        Its title, as plain text.
    body : str
        What it says, as HTML.
    style : str
        Rules of its own.
    script : str
        The one script that it runs, at its end; by default none.
    """
    language = language_now()
    allowed = f"script-src {script_mark(script)}; " if script else ""
    run = f"<script>{script}</script>\n" if script else ""
    return (
        f'<!doctype html>\n<html lang="{attribute(language)}" dir="{direction(language)}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # Whatever should slip into it: this page runs nothing else and asks nobody.
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"{allowed}style-src 'unsafe-inline'; img-src data:\">\n"
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}{style}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n{run}</body>\n</html>\n"
    )


def script_mark(script: str) -> str:
    """Return what lets this script run, in the policy of a page, and no other."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
