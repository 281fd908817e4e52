"""Draw `RelayTracer`: choose a piece and where it came from, see the links as a list and as a drawing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from infowar_kit.errors import AnswerError
from infowar_kit.page.feedback import note_html
from infowar_kit.page.rows import link as page_link
from infowar_kit.text import escape, inline
from infowar_kit.verification.methods.relay import Link
from infowar_kit.verification.relay_drawing import drawing_html
from infowar_kit.verification.relay_node import Node
from infowar_kit.verification.relay_tracer import NOWHERE, Finding, RelayTracer
from infowar_kit.widgets.task_view import TaskView, button, row

OPEN = "open"  # a dropdown's value for "not answered yet"


class RelayTracerView(TaskView):
    """View of a `RelayTracer`."""

    def body(self) -> list[widgets.Widget]:
        """Return the pieces, the controls for links, the links, the drawing and the questions."""
        given = self.work.answers.get("links", [])
        self.links = [Link(*pair) for pair in given]
        self._before: list[list[Link]] = []
        self._findings: dict[Link, Finding] = {link: self._task.finding(link) for link in self.links}
        self._with_key = False
        pieces = "".join(_piece(node) for node in self._task.nodes)
        self._message = widgets.HTML()
        self._drawing = widgets.HTML()
        return [
            widgets.HTML(f'<ol class="iwk-pieces">{pieces}</ol>'),
            self._link_controls(),
            self._message,
            self._link_list(),
            self._drawing,
            self._questions(),
        ]

    @property
    def _task(self) -> RelayTracer:
        task = self.work.task
        assert isinstance(task, RelayTracer)
        return task

    # Links

    def _link_controls(self) -> widgets.Widget:
        options = [(node.title, node.part) for node in self._task.nodes]
        self.taker = widgets.Dropdown(description="This piece", options=options)
        self.giver = widgets.Dropdown(description="took it from", options=options, value=options[-1][1])
        self.add_button = button("Add link", self._add)
        self.undo_button = button("Undo", self._undo)
        return row([self.taker, self.giver, self.add_button, self.undo_button])

    def _link_list(self) -> widgets.Widget:
        # One line for each link that can be: lines are filled and emptied, so that focus stays in place.
        self._lines: list[tuple[widgets.HBox, widgets.HTML, widgets.Button]] = []
        self._list = widgets.VBox([])
        self._list.add_class("iwk-links")
        self._list_title = widgets.HTML()
        return widgets.VBox([self._list_title, self._list])

    def _line(self, number: int) -> tuple[widgets.HBox, widgets.HTML, widgets.Button]:
        while len(self._lines) <= number:
            place = len(self._lines)
            words = widgets.HTML()
            remove = button(f"Remove link {place + 1}", lambda place=place: self._remove(place))
            self._lines.append((row([remove, words]), words, remove))
            self._list.children = [line for line, _, _ in self._lines]
        return self._lines[number]

    def _add(self) -> None:
        try:
            links = self._task.with_link(self.links, self.taker.value, self.giver.value)
        except AnswerError as error:
            self._message.value = note_html(str(error))
            self.guard.message = str(error)
            return
        self._change(links, f"Added: {self._task.words(links[-1])}.")

    def _remove(self, place: int) -> None:
        gone = self.links[place]
        self._change(self.links[:place] + self.links[place + 1 :], f"Removed: {self._task.words(gone)}.")
        if place >= len(self.links):
            # The button that had the focus is gone; the one to go on with takes it.
            (self._lines[place - 1][2] if place else self.add_button).focus()

    def _undo(self) -> None:
        if not self._before:
            self.guard.message = "There is nothing to undo."
            return
        links = self._before.pop()
        self._change(links, "Undone.", remember=False)

    def _change(self, links: list[Link], said: str, *, remember: bool = True) -> None:
        if remember:
            self._before.append(list(self.links))
        self.links = links
        self._with_key = False
        self._message.value = ""
        self.draw()
        count = f"{len(links)} link{'' if len(links) == 1 else 's'}"
        self.guard.message = f"{said} {count} now."

    # Drawing

    def draw(self) -> None:
        """Bring list and drawing in line with the links."""
        for number, made in enumerate(self.links):
            line, words, _ = self._line(number)
            words.value = f"<p>{number + 1}. {escape(self._task.words(made))}</p>"
            line.layout.display = None
        for line, _, _ in self._lines[len(self.links) :]:
            line.layout.display = "none"
        count = len(self.links)
        self._list_title.value = (
            f"<p><strong>Your links: {count}.</strong> {'' if count else 'None yet.'}</p>"
        )
        self._drawing.value = drawing_html(self._task, self.links, self._findings, with_key=self._with_key)

    # Questions

    def _questions(self) -> widgets.Widget:
        nodes = self._task.nodes
        counts = [("not counted yet", OPEN), *((str(n), n) for n in range(len(nodes) + 1))]
        flips = [("not looked for yet", OPEN), ("at no piece", NOWHERE)]
        flips += [(node.title, node.part) for node in nodes if node.kind == "item"]
        origins, flip = self.work.answers.get("origins"), self.work.answers.get("flip")
        self.origins = widgets.Dropdown(
            description="Origins that we know", options=counts, value=OPEN if origins is None else origins
        )
        known = {value for _, value in flips}
        self.flip = widgets.Dropdown(
            description="The words change their speaker",
            options=flips,
            value=flip if flip in known else OPEN,
        )
        return row([self.origins, self.flip])

    def answer(self) -> Mapping[str, Any]:
        """Return the links, and the questions that were answered."""
        answer: dict[str, Any] = {"links": [list(made) for made in self.links]}
        if self.origins.value != OPEN:
            answer["origins"] = self.origins.value
        if self.flip.value != OPEN:
            answer["flip"] = self.flip.value
        return answer

    def refresh(self) -> None:
        """Bring the view in line with the work, list and drawing too."""
        super().refresh()
        self.draw()

    def _check(self) -> None:
        self._findings = {link: self._task.finding(link) for link in self.links}
        super()._check()

    def _show_solution(self) -> None:
        self._with_key = True
        self._findings = {link: self._task.finding(link) for link in self.links}
        super()._show_solution()


def _piece(node: Node) -> str:
    label = f' <span class="iwk-small">{escape(node.label)}</span>' if node.label else ""
    kind = {"item": "", "source": " (source)", "unknown": " (not known)"}[node.kind]
    page = f" {page_link(node.url, 'Page')}" if node.url else ""
    return f"<li><strong>{escape(node.name)}</strong>{kind}{label}<br>{inline(node.says)}{page}</li>"
