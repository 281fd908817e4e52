"""A copy of the record in the browser's own storage, offered when a learner comes back to a fresh server."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import dataclass
from typing import Any

import anywidget
import ipywidgets as widgets

from infowar_kit.errors import RecordError
from infowar_kit.page.feedback import note_html
from infowar_kit.say import plural, say, short_month
from infowar_kit.tasks.record_entries import SCHEMA, Kept
from infowar_kit.tasks.record_keeping import forgotten, why_forgotten
from infowar_kit.tasks.session import Session
from infowar_kit.text import escape
from infowar_kit.widgets.elements import STATIC, Guard
from infowar_kit.widgets.task_view import button, row

# What a learner would miss; a hint that was taken is none of it.
_MISSED = {"answer", "draft"}


class CopyModel(anywidget.AnyWidget):  # type: ignore[misc]
    """The browser's side; it is told by messages and keeps nothing in its state."""

    _esm = STATIC / "browser_copy.js"


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that lies in the browser and has what the record here lacks.

    Parameters
    ----------
    mark : str
        Whose it is: a random mark.
    missing : int
        Answers that are not here; none where only drafts are missing.
    at : str
        When the last of them was given.
    """

    mark: str
    missing: int
    at: str


class BrowserCopy(widgets.VBox):  # type: ignore[misc]
    """Keep a copy in the browser, offer what lies there, and say where nothing is kept.

    Parameters
    ----------
    session : Session
        Whose record it is.

    Attributes
    ----------
    offers : list of Copy
        What the learner can take back; the newest first.
    usable : bool, optional
        Whether this browser keeps anything; None before it has answered.
    off : bool
        Whether the learner wants no copy here.
    switch : ipywidgets.VBox
        The same wish as a button, for the panel of the record.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.offers: list[Copy] = []
        self.usable: bool | None = None
        self.off = False
        self._mark = ""
        self._sent = 0
        self._lines: list[str] = []
        self._stale: set[str] = set()
        self.guard = Guard()
        self._model = CopyModel()
        self._model.on_msg(self._heard)
        self._note = widgets.HTML()
        self._said = widgets.HTML()
        self.restore_button = button(say("It is mine: restore it"), self._restore, main=True)
        self.leave_button = button(say("Leave it"), self._leave)
        self.delete_button = button(say("Delete this copy"), self._delete)
        self._choice = row([self.restore_button, self.leave_button, self.delete_button])
        self._state = widgets.HTML()
        self.switch_button = button("", self._switch)
        self.switch = widgets.VBox([self._state, row([self.switch_button])])
        super().__init__([self.guard, self._model, self._note, self._choice, self._said])
        self.guard.task = self.model_id
        self.add_class("iwk-task")
        self.add_class("iwk-copy")
        session.watch(self._keep)
        session.watch_restored(lambda: self._model.send({"what": "ask"}))
        self.draw()

    # What the browser says

    def _heard(self, _model: object, message: Any, _buffers: object) -> None:
        match message.get("what"):
            case "here":
                self.usable, self.off = bool(message["usable"]), bool(message["off"])
                self._look(message["copies"])
            case "given":
                self._lines += message["lines"]
                if not message["left"]:
                    self._given()
            case "lost":
                self.usable = False
        self.draw()

    def _look(self, copies: list[dict[str, Any]]) -> None:
        """Compare what lies in the browser with the record, and send what is not there yet."""
        record, offers, whole = self._session.record, [], set()
        with contextlib.suppress(RecordError):
            record.refresh()
        known: set[str] = set()
        self._mark = record.learner
        for copy in copies:
            kinds = dict(copy["entries"])
            lacking = record.lacks(kinds)
            missing = sum(kinds[one] == "answer" for one in lacking)
            if copy["mark"] == self._mark:
                known = set(kinds)
            elif not lacking:
                whole.add(copy["mark"])
            if copy["mark"] not in self._stale and any(kinds[one] in _MISSED for one in lacking):
                offers.append(Copy(copy["mark"], missing, copy["at"]))
        self.offers = offers
        self._sent = 0
        self._keep(known)
        if whole and self._mark and not self.off:  # all of it stands under this learner's mark now
            self._model.send({"what": "drop", "marks": sorted(whole)})

    # What the browser is told

    def _keep(self, known: set[str] | frozenset[str] = frozenset()) -> None:
        """Send what came in since."""
        record = self._session.record
        new = record.after(self._sent)
        if self.usable is None or self.off or not new:
            return
        self._mark = self._mark or record.learner
        self._sent += len(new)
        entries = [_line(kept) for kept in new if kept.id not in known]
        if entries:
            self._model.send({"what": "put", "mark": self._mark, "entries": entries})

    def _given(self) -> None:
        lines, self._lines = self._lines, []
        before = len(self._session.record)
        try:
            self._session.record.restore(f'{{"schema": {SCHEMA}, "entries": [{",".join(lines)}]}}')
        except RecordError as error:
            self._say(str(error))
            if len(self._session.record) == before:
                return
        else:
            new = len(self._session.record) - before
            words = plural("Restored {number} entry.", "Restored {number} entries.", new)
            self._say(f"{words} {say('The tasks on this page show them now.')}")
        self._session.restored()

    # What the buttons do

    def _restore(self) -> None:
        if self.offers:
            self._model.send({"what": "give", "mark": self.offers[0].mark})

    def _leave(self) -> None:
        if self.offers:
            self._stale.add(self.offers.pop(0).mark)
        self._say(say("It stays in this browser."))

    def _delete(self) -> None:
        if self.offers:
            self._model.send({"what": "drop", "marks": [self.offers.pop(0).mark]})
        self._say(say("The copy is deleted."))

    def _switch(self) -> None:
        marks = [self._mark] if self._mark else []
        self._model.send({"what": "wish", "off": not self.off, "marks": marks})

    # What is seen

    def draw(self) -> None:
        """Show what there is to say now; where all is well, nothing."""
        self._note.value = note_html(" ".join(filter(None, [self.warning(), self.offer()])))
        self._choice.layout.display = None if self.offers else "none"
        # Where all is well there is nothing to see, not even an empty box.
        self.layout.display = None if self._note.value or self._said.value else "none"
        kept = self.usable and not self.off
        state = say("A copy of your answers is kept in this browser.") if kept else say(
            "No copy of your answers is kept in this browser."
        )  # fmt: skip
        self._state.value = f"<p>{escape(state)}</p>"
        self.switch_button.description = (
            say("Keep a copy in this browser") if self.off else say("Delete it, and keep none")
        )
        self.switch_button.layout.display = None if self.usable or self.off else "none"

    def warning(self) -> str:
        """Return where nothing is kept, and what to do; empty where the record lasts."""
        why = why_forgotten(self._session.record.path)
        if not why:
            return ""
        if self.usable and forgotten(self._session.record.path) == "browser":
            there = say(
                "A private window forgets them when it is closed, and some browsers do after a week without "
                "a visit: download your record before you leave."
            )
            there += f" {self._button()}"
        elif self.usable and not self.off:
            there = say(
                "A copy of your answers is kept in this browser, and offered when you come back with it. A "
                "private window forgets it when it is closed: then download your record before you leave."
            )
        else:
            there = say(
                "And this browser keeps no copy. Download your record before you leave, or your answers are "
                "lost."
            )
            there += f" {self._button()}"
        return f"{why} {there}"

    def _button(self) -> str:
        """Return where the record can be downloaded; an event need not have the lesson with the panel."""
        if any(row.lesson_id == "00" for row in self._session.corpus.lessons):
            return say("Lesson 00 has the button.")
        return say("A cell that says kit.record() shows the button.")

    def offer(self) -> str:
        """Return what lies in this browser and is not here; empty where nothing does."""
        if not self.offers:
            return ""
        first = self.offers[0]
        if not first.missing:
            return say(
                "In this browser is a copy of what you chose and did not check, from {day}.",
                day=_day(first.at),
            )
        return plural(
            "In this browser is a copy with {number} answer that your record here does not have, from {day}.",
            "In this browser is a copy with {number} answers that your record here does not have, the last "
            "from {day}.",
            first.missing, day=_day(first.at),
        )  # fmt: skip

    def _say(self, words: str) -> None:
        self._said.value = f"<p><strong>{escape(words)}</strong></p>"
        self.draw()
        self.guard.say(words)


def _line(kept: Kept) -> list[Any]:
    return [kept.id, kept.n, kept.k, kept.kind, kept.at, kept.json()]


def _day(at: str) -> str:
    try:
        moment = dt.datetime.fromisoformat(at).astimezone()
    except ValueError:
        return at
    return f"{moment.day} {short_month(moment.month)} {moment:%H:%M}"
