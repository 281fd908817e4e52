"""The page in front of the site: what runs here, and where answers are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from infowar_kit.page.document import document
from infowar_kit.say import say
from infowar_kit.text import attribute, escape
from infowar_kit.workspace.lessons import START

_HEADING = re.compile(r"^#\s+(.+)$", re.MULTILINE)
# From the disk no browser lets a page start what a lesson needs.
_FROM_DISK = """if (location.protocol === "file:") document.getElementById("disk").hidden = false;"""
# JupyterLite's pages look here for their root, and for settings that there are none of.
_ROOT = '<script id="jupyter-config-data" type="application/json" data-jupyter-lite-root=".">{}</script>'


def front_page(lessons: Iterable[Path], heading: str) -> str:
    """Return the page with a link to each lesson, in the language of the interface.

    Parameters
    ----------
    lessons : iterable of pathlib.Path
        The notebooks.
    heading : str
        What the course is called.
    """
    paths = list(lessons)
    rows = "".join(
        f'<li><a href="lab/index.html?path={attribute(quote(path.name))}">{escape(title(path))}</a></li>'
        for path in paths
    )
    said = [
        say(
            "These lessons run in your browser alone. Starting one takes half a minute; then press Run, Run "
            "all cells."
        ),
        say(
            "Your answers are kept in this browser, on this computer. A private window forgets them when it "
            "is closed, and some browsers do after a week without a visit."
        ),
        say("Pictures of numbers are not drawn here; the numbers stand there as a table."),
    ]
    # It is the lesson that has a panel for it.
    if any(path.name == START for path in paths):
        said.insert(2, say("So download your record, in the first lesson."))
    disk = say("Opened from the disk the lessons cannot start: put this folder on a web server.")
    body = f'<h1>{escape(heading)}</h1><p id="disk" hidden><strong>{escape(disk)}</strong></p>'
    body += "".join(f"<p>{escape(one)}</p>" for one in said)
    return document(heading, f"{body}<ul>{rows}</ul>{_ROOT}", script=_FROM_DISK)


def title(path: Path) -> str:
    """Return what a lesson calls itself: its first heading, else its file's name."""
    for cell in json.loads(path.read_bytes())["cells"]:
        found = _HEADING.search("".join(cell["source"])) if cell["cell_type"] == "markdown" else None
        if found:
            return found[1].strip()
    return path.stem
