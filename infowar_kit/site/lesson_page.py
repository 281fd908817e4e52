"""A lesson as a page: its text, what its cells show, and its tasks in their places."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from infowar_kit.corpus import Corpus
from infowar_kit.errors import WorkspaceError
from infowar_kit.face import WINGS, exhibits
from infowar_kit.say import plural, say
from infowar_kit.site.markdown import at_home, markdown_html
from infowar_kit.site.record_panel import record_html
from infowar_kit.site.task_page import Place, task_html
from infowar_kit.tasks import Task
from infowar_kit.text import escape

_QUOTED = re.compile(r"""["']([^"'\n]+)["']""")
_CALL = re.compile(r"""^kit\.(\w+)\((?:["']([^"']*)["'])?""", re.MULTILINE)
Build = Callable[[str], Task]


class LessonPage:
    """A lesson's page.

    Parameters
    ----------
    corpus : Corpus
        The event.
    notebook : pathlib.Path
        The lesson.
    build : callable
        Returns a task by its slug.
    place : Place
        Where the lesson runs with the kit.
    progress : str
        The map of the course as HTML, for where the lesson shows it.

    Attributes
    ----------
    tasks : list of Task
        What is on the page, in order.
    """

    def __init__(self, corpus: Corpus, notebook: Path, build: Build, place: Place, progress: str) -> None:
        self._corpus = corpus
        self._build = build
        self._place = place
        self._progress = progress
        self.tasks: list[Task] = []
        self._panel = False
        try:
            cells = json.loads(notebook.read_bytes())["cells"]
            self.body = "\n".join(self._cell(cell) for cell in cells)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WorkspaceError(f"{notebook} cannot be read as a lesson ({error}).") from error
        if not self._panel:
            self.body += record_html()

    def _cell(self, cell: Mapping[str, Any]) -> str:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            return f'<div class="jp-RenderedHTMLCommon">{markdown_html(source)}</div>'
        if cell["cell_type"] != "code":
            return ""
        called = _CALL.search(source)
        name, given = (called[1], called[2] or "") if called else ("", "")
        match name:
            case "task":
                return self._task(given)
            case "practice":
                every = [row.task_id for row in self._corpus.tasks_of_lesson(given) if row.practice]
                named = set(_QUOTED.findall(source))
                return self._folded([slug for slug in every if slug in named] or every)
            case "record":
                self._panel = True
                return record_html()
            case "progress":
                return self._progress
        shown = "".join(_outputs(cell))
        if shown and name in _following():
            words = escape(say("With the kit this follows your answers, or a text of your own."))
            shown += f'<p class="iwk-small iwk-screen">{words} {self._place.link()}</p>'
        return shown

    def _task(self, slug: str, heading: int = 3) -> str:
        self.tasks.append(self._build(slug))
        return task_html(self.tasks[-1], self._place, heading=heading)

    def _folded(self, slugs: list[str]) -> str:
        sets = plural("{number} set to choose from.", "{number} sets to choose from.", len(slugs))
        head = f"<h3>{escape(say('Further practice'))}</h3><p>{escape(sets)}</p>"
        inside = []
        for slug in slugs:
            shown = self._task(slug, heading=4)
            title = escape(self.tasks[-1].title)
            inside.append(f'<details class="iwk-practice"><summary>{title}</summary>{shown}</details>')
        return f'<div class="jp-RenderedHTMLCommon">{head}</div>{"".join(inside)}'


def _outputs(cell: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a cell shows, as it was saved."""
    for output in cell["outputs"]:
        data = output.get("data", {})
        if "text/html" in data:
            html = at_home("".join(data["text/html"]))
            yield f'<div class="iwk-sheet jp-RenderedHTMLCommon">{html}</div>'
        elif text := "".join(data.get("text/plain", output.get("text", ""))):
            yield f"<pre>{escape(text)}</pre>"


def _following() -> set[str]:
    """Return the exhibits that depend on what a learner does: a saved one shows none of it."""
    found = set(exhibits()["learning"])
    for wing in WINGS:
        shown = getattr(import_module(f"infowar_kit.{wing}.exhibits"), wing.capitalize())
        for name, method in inspect.getmembers(shown, inspect.isfunction):
            if str(inspect.signature(method).return_annotation) in ("Live", "OwnText"):
                found.add(name)
    return found
