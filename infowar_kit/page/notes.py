"""The instructor's notes as one page to print: contents, a lesson a sheet, nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping

from infowar_kit.page.document import document
from infowar_kit.say import say
from infowar_kit.text import attribute, escape, inline

_HEADING = re.compile(r"(#{1,3}) (.+)")
_STYLE = """\
nav ol, nav ul { margin: 0.2em 0 0.6em; }
section { break-before: page; }
h3 { break-after: avoid; }
li { break-inside: avoid; }
"""


def notes_page(title: str, notes: Mapping[str, str]) -> str:
    """Return a whole page.

    Parameters
    ----------
    title : str
        What it is called.
    notes : mapping of str to str
        By lesson, the notes as Markdown, in the few forms that `infowar_kit.tasks.lesson` writes.
    """
    contents, body = [], []
    for lesson, text in notes.items():
        heads, inside = _blocks(text, f"lesson-{lesson}")
        own = "".join(
            f'<li><a href="#{attribute(to)}">{escape(words)}</a></li>'
            for to, words, level in heads
            if level == 3
        )
        first = heads[0][1] if heads else lesson
        link = f'<a href="#lesson-{attribute(lesson)}">{escape(first)}</a>'
        contents.append(f"<li>{link}{f'<ul>{own}</ul>' if own else ''}</li>")
        body.append(f'<section id="lesson-{attribute(lesson)}">{inside}</section>')
    index = say("Index")
    nav = f'<nav aria-label="{attribute(index)}"><h2>{escape(index)}</h2><ul>{"".join(contents)}</ul></nav>'
    return document(title, f"<h1>{escape(title)}</h1>{nav}{''.join(body)}", style=_STYLE)


def _blocks(text: str, prefix: str) -> tuple[list[tuple[str, str, int]], str]:
    """Return headings with their anchors and levels, and the HTML of headings, lists and paragraphs."""
    heads: list[tuple[str, str, int]] = []
    made: list[str] = []
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = block.strip("\n").split("\n")
        if heading := _HEADING.fullmatch(lines[0]):
            level, words = len(heading[1]), heading[2]
            anchor = f"{prefix}-{len(heads)}"
            heads.append((anchor, words, level))
            made.append(f'<h{level + 1} id="{anchor}">{inline(words)}</h{level + 1}>')
            lines = lines[1:]
        made += _paragraphs(lines)
    return heads, "\n".join(made)


def _paragraphs(lines: list[str]) -> list[str]:
    made: list[str] = []
    points: list[str] = []
    words: list[str] = []
    for line in [*lines, ""]:
        if line.startswith("- "):
            points.append(line[2:])
        elif points and line.startswith("  "):
            points[-1] += f" {line.strip()}"
        else:
            if points:
                made.append("<ul>" + "".join(f"<li>{inline(one)}</li>" for one in points) + "</ul>")
                points = []
            if line.strip():
                words.append(line.strip())
            elif words:
                made.append(f"<p>{inline(' '.join(words))}</p>")
                words = []
    return made
