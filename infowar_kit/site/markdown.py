"""The text of a lesson's cells as HTML: its anchors, and links that lead to pages instead of notebooks."""

from __future__ import annotations

import re

from infowar_kit.say import say
from infowar_kit.text import attribute

_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_NOTEBOOK = re.compile(r'href="([^":]+)\.ipynb(#[^"]*)?"')
_TABLE = re.compile(r"<table.*?</table>", re.DOTALL)


def markdown_html(source: str) -> str:
    """Return a cell of text as HTML.

    Parameters
    ----------
    source : str
        Markdown; HTML in it stays, as in a notebook.
    """
    from mistune import create_markdown  # comes with nbconvert, and that with JupyterLab

    made = str(create_markdown(escape=False, plugins=["table"])(source))
    return at_home(_HEADING.sub(_anchored, made))


def at_home(html: str) -> str:
    """Return HTML of a lesson fit for a page: its links lead to pages, its wide tables scroll by keyboard."""
    html = _NOTEBOOK.sub(lambda found: f'href="{page_of(found[1] + ".ipynb")}{found[2] or ""}"', html)
    label = attribute(say("Table, wider than a small screen"))
    return _TABLE.sub(
        rf'<div class="iwk-wide" role="group" tabindex="0" aria-label="{label}">\g<0></div>', html
    )


def page_of(notebook: str) -> str:
    """Return the page of a lesson, by the name of its notebook."""
    return f"{notebook.removesuffix('.ipynb')}.html"


def _anchored(found: re.Match[str]) -> str:
    level, words = found[1], found[2]
    # As JupyterLab and the player make them, so that the contents of a lesson lead where they should.
    anchor = attribute(_TAG.sub("", words).strip().replace(" ", "-"))
    return f'<h{level} id="{anchor}">{words}</h{level}>'
