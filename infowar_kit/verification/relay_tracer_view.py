"""Draw `RelayTracer`: choose a piece and where it came from, see the links as a list and as a drawing."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from functools import partial
from typing import Any

import ipywidgets as widgets

from infowar_kit.errors import AnswerError
from infowar_kit.page.feedback import note_html
from infowar_kit.say import plural, say
from infowar_kit.tasks import Feedback
from infowar_kit.text import escape
from infowar_kit.verification.methods.relay import Link
from infowar_kit.verification.relay_drawing import drawing_html
from infowar_kit.verification.relay_tracer import FLIP, LINKS, ORIGINS, Finding, RelayTracer
from infowar_kit.widgets.controls import control
from infowar_kit.widgets.task_view import TaskView, button, row


class RelayTracerView(TaskView):
    """View of a `RelayTracer`."""

    def body(self) -> list[widgets.Widget]:
        """Return the pieces, the controls for links, the links, the drawing and the questions."""
        given = self.work.answers.get(LINKS, [])
        self.links = [Link(*pair) for pair in given]
        # Links that were drawn and not checked; a draft is any JSON, and must not keep the task from opening.
        with contextlib.suppress(AnswerError):
            self.links = self._task.links_of({LINKS: self.work.drafts.get(LINKS, given)})
        self._before: list[list[Link]] = []
        self._findings: dict[Link, Finding] = {link: self._task.finding(link) for link in self.links}
        self._with_key = False
        self._message = widgets.HTML()
        self._drawing = widgets.HTML()
        return [
            self._pieces(),
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

    def _pieces(self) -> widgets.Widget:
        """Return the pieces, each with the words that name somebody: a press on them draws the link."""
        pieces: list[widgets.Widget] = []
        self.words: dict[tuple[str, str], widgets.Button] = {}
        for node in self._task.nodes:
            face = widgets.HTML(f'<div class="iwk-piece">{node.inner}</div>')
            pressed = []
            for giver, words in node.names.items():
                link = Link(node.part, giver)
                press = button(words, lambda link=link: self._add_link(link.taker, link.giver))
                press.tooltip = self._task.words(link)
                press.add_class("iwk-words")
                self.words[node.part, giver] = press
                pressed.append(press)
            pieces.append(widgets.VBox([face, row(pressed)] if pressed else [face]))
        box = widgets.VBox(pieces)
        box.add_class("iwk-pieces")
        return box

    def _link_controls(self) -> widgets.Widget:
        options = [(node.title, node.part) for node in self._task.nodes]
        self.taker = widgets.Dropdown(description=say("This piece"), options=options)
        self.giver = widgets.Dropdown(description=say("took it from"), options=options, value=options[-1][1])
        self.add_button = button(say("Add link"), self._add)
        self.undo_button = button(say("Undo"), self._undo)
        # The buttons stay together where the row is too long for the page.
        return row([self.taker, self.giver, row([self.add_button, self.undo_button])])

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
            words_of = say("Remove link {number}", number=place + 1)
            remove = button(words_of, lambda place=place: self._remove(place))
            # The links below move up to it.
            self.guard.turns(remove, then=partial(self._after, place))
            self._lines.append((row([remove, words]), words, remove))
            self._list.children = [line for line, _, _ in self._lines]
        return self._lines[number]

    def _add(self) -> None:
        self._add_link(self.taker.value, self.giver.value)

    def _add_link(self, taker: str, giver: str) -> None:
        try:
            links = self._task.with_link(self.links, taker, giver)
        except AnswerError as error:
            self._message.value = note_html(str(error))
            self.speak(str(error))
            return
        self._change(links, say("Added: {words}.", words=self._task.words(links[-1])))

    def _remove(self, place: int) -> None:
        gone = self.links[place]
        said = say("Removed: {words}.", words=self._task.words(gone))
        self._change(self.links[:place] + self.links[place + 1 :], said)

    def _after(self, place: int) -> widgets.Button | None:
        """Return what to go on with where the button that had the focus is gone."""
        if place < len(self.links):
            return None
        return self._lines[place - 1][2] if place else self.add_button

    def _undo(self) -> None:
        if not self._before:
            self.speak(say("There is nothing to undo."))
            return
        links = self._before.pop()
        self._change(links, say("Undone."), remember=False)

    def _change(self, links: list[Link], said: str, *, remember: bool = True) -> None:
        if remember:
            self._before.append(list(self.links))
        self.links = links
        self._with_key = False
        self._message.value = ""
        self.draw()
        self.draft()
        self.speak(f"{said} {plural('{number} link now.', '{number} links now.', len(links))}")

    # Drawing

    def draw(self) -> None:
        """Bring list and drawing in line with the links."""
        for number, made in enumerate(self.links):
            line, words, _ = self._line(number)
            words.value = f"<p>{escape(self._task.words(made))}</p>"
            line.layout.display = None
        for line, _, _ in self._lines[len(self.links) :]:
            line.layout.display = "none"
        title = say("Your links: {number}.", number=len(self.links))
        none = "" if self.links else say("None yet.")
        self._list_title.value = f"<p><strong>{escape(title)}</strong> {escape(none)}</p>"
        self._drawing.value = drawing_html(self._task, self.links, self._findings, with_key=self._with_key)

    # Questions

    def _questions(self) -> widgets.Widget:
        self.controls = {}
        for part in (ORIGINS, FLIP):
            (question,) = self._task.section(part).questions
            self.controls[part] = control(question, self.work.answers.get(part))
            if part in self.work.drafts:
                self.controls[part].take(self.work.drafts[part])
            self.controls[part].on_change(self.draft)
        return row(list(self.controls.values()))

    def answer(self) -> Mapping[str, Any]:
        """Return the links, and the questions that were answered."""
        answer: dict[str, Any] = {LINKS: [list(made) for made in self.links]}
        said = {part: control.value for part, control in self.controls.items()}
        return answer | {part: value for part, value in said.items() if value is not None}

    def drafted(self) -> dict[str, Any]:
        """Return what is drawn and chosen, where it is not what was checked."""
        made = dict(self.answer())
        given = {part: value for part, value in self.work.answers.items() if value is not None}
        return {} if made in (given, {LINKS: []}) else made

    def refresh(self) -> None:
        """Bring the view in line with the work, list and drawing too."""
        super().refresh()
        self.draw()

    def _check(self) -> None:
        self._findings = {link: self._task.finding(link) for link in self.links}
        super()._check()

    def solution(self) -> Feedback:
        """Return the solution, and draw the key beside the learner's links."""
        self._with_key = True
        self._findings = {link: self._task.finding(link) for link in self.links}
        return super().solution()
