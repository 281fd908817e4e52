"""A lesson's slides, made from the cells of its instructor's edition: their answers stay out."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from typing import Any

from infowar_kit.corpus import Corpus
from infowar_kit.page.slides import Slide, slides_page
from infowar_kit.say import plural
from infowar_kit.tasks import build
from infowar_kit.text import escape, plain, prose
from infowar_kit.workspace.cutting import Cell
from infowar_kit.workspace.instructing import NOTES, SKIP, slide_type

MOST = 110  # words of a task's questions on a slide
_TASK = re.compile(r"""\bkit\.task\(\s*["']([^"'\n]+)["']""")


def lesson_slides(corpus: Corpus, title: str, cells: Iterable[Cell]) -> str:
    """Return the slides of a lesson as a page.

    Parameters
    ----------
    corpus : Corpus
        The event.
    title : str
        Of the lesson.
    cells : iterable of dict
        Of its instructor's edition.
    """
    to_html = importlib.import_module("nbconvert.filters.markdown_mistune").markdown2html_mistune
    made: list[Slide] = []
    under = ""
    for cell in cells:
        if slide_type(cell) in {NOTES, SKIP, ""}:
            continue
        if cell["cell_type"] == "markdown":
            headed = cell["source"].startswith("#")
            if headed:
                under = plain(cell["source"].partition("\n")[0].lstrip("# "))
            made.append(Slide(_still(to_html(cell["source"])), "" if headed else under))
        elif shown := _TASK.findall(cell["source"]):
            made += [Slide(_task(corpus, slug), under) for slug in shown]
        elif body := "".join(_output(one) for one in cell.get("outputs", [])):
            made.append(Slide(body, under, wide=True))
    return slides_page(title, made)


def _still(html: str) -> str:
    """Return HTML without the signs that stand beside headings to link to them."""
    return re.sub(r'<a class="anchor-link"[^>]*>.*?</a>', "", html)


def _task(corpus: Corpus, slug: str) -> str:
    """Return what a task asks: all of it where a room can read it, else how much there is."""
    task = build(corpus, slug)
    sections = task.sections()
    lines = [*task.intro_lines(), *(line for section in sections for line in section.face_lines())]
    listed = "".join(f"<li>{escape(line)}</li>" for line in lines)
    if sum(len(line.split()) for line in lines) > MOST:
        parts = plural("{number} part, in the lesson.", "{number} parts, in the lesson.", len(sections))
        asked = f"<p><em>{escape(parts)}</em></p>"
    else:
        asked = f"<ul>{listed}</ul>"
    return f"<h2>{escape(plain(task.title))}</h2>{prose(task.prompt)}{asked}"


def _output(output: dict[str, Any]) -> str:
    data = output.get("data", {})
    if "text/html" in data:
        return "".join(data["text/html"])
    if "image/png" in data:
        return f'<img alt="" src="data:image/png;base64,{"".join(data["image/png"]).strip()}">'
    text = "".join(data.get("text/plain", output.get("text", "")))
    return f"<pre>{escape(text)}</pre>" if text.strip() else ""
