"""Let a learner keep the record: what is saved, one file to download, and the way back."""

from __future__ import annotations

import base64
import contextlib
from pathlib import PurePath
from typing import Any

import ipywidgets as widgets

from infowar_kit.errors import RecordError
from infowar_kit.page.feedback import note_html
from infowar_kit.say import plural, say
from infowar_kit.tasks.handing_in import for_teacher
from infowar_kit.tasks.record import FILE_NAME, Record
from infowar_kit.tasks.session import Session
from infowar_kit.tasks.tries import UNJUDGED
from infowar_kit.text import attribute, escape
from infowar_kit.widgets.browser_copy import BrowserCopy
from infowar_kit.widgets.elements import Guard
from infowar_kit.widgets.task_view import button, row, with_faces

# A server takes no message of more than 10 MB from the page; a larger one cuts the line, without a word.
LARGEST = 9 * 1024 * 1024
RESTORE = 'kit.session.record.restore(open("NAME").read())'


class RecordPanel(widgets.VBox):  # type: ignore[misc]
    """View of a `Record`.

    Parameters
    ----------
    record : Record
        What is kept; the panel keeps nothing itself.
    session : Session, optional
        Whose tasks it belongs to: then what was right at the first try is counted.
    copy : BrowserCopy, optional
        The copy in the browser, with the wish to have one or none.
    """

    def __init__(
        self, record: Record, session: Session | None = None, copy: BrowserCopy | None = None
    ) -> None:
        self.record = record
        self._session = session
        self.guard = Guard()
        self._state = widgets.HTML()
        self._said = widgets.HTML()
        self._link = widgets.HTML()
        self.prepare_button = button(say("Prepare download"), self._prepare, main=True)
        self.upload = widgets.FileUpload(
            accept=".json", multiple=False, description=say("Restore from a file")
        )
        self.upload.observe(self._restore, "value")
        self.sure_button = button(say("They are mine: restore them"), self._restore_anyway)
        self.sure_button.layout.display = "none"
        self._asked: Any = None
        controls = row([self.prepare_button, self.upload, self.sure_button])
        copied = [] if copy is None else [copy, copy.switch]
        super().__init__([self.guard, self._state, controls, self._link, self._said, *copied])
        self.guard.task = self.model_id
        self.add_class("iwk-task")
        self.refresh()
        # It stayed at "0 answers saved" after eight: whoever answers meanwhile sees it grow.
        if session is not None:
            session.watch(self._saved)

    def _saved(self) -> None:
        with contextlib.suppress(Exception):  # a panel that cannot be drawn costs no answer its feedback
            self.refresh()

    def _firsts(self) -> str:
        if self._session is None:
            return ""
        verdicts = [one for tries in self._session.first_tries().values() for one in tries.values()]
        judged = [verdict for verdict in verdicts if verdict != UNJUDGED]
        if not judged:
            return ""
        words = say("Right at the first try: {right} of {of}.", right=judged.count("right"), of=len(judged))
        return f"<p>{escape(words)}</p>"

    def refresh(self) -> None:
        """Show what is saved now."""
        with contextlib.suppress(RecordError):  # what other lessons saved; what cannot be read is said below
            self.record.refresh()
        names = [path.name for path in self.record.files] or [self.record.path.name]
        files = ", ".join(f"<code>{escape(name)}</code>" for name in names)
        large = escape(say("To restore a file of more than {size} MB", size=LARGEST // 1024**2))
        how = escape(say("Put it beside the lesson in JupyterLab, and run in a cell:"))
        folded = f"<details><summary>{large}</summary><p>{how} <code>{RESTORE}</code></p></details>"
        self._state.value = (
            f'<div class="iwk-title">{escape(say("Your record"))}</div><p>{escape(repr(self.record))}, '
            f"{escape(say('in the file'))} {files}. {escape(say('A download holds all of it.'))}</p>"
            f"{self._firsts()}{folded}"
            f"{note_html(self.record.notice)}"
        )

    def _prepare(self) -> None:
        links = _link(self._file_name(), self.record.export(), say("It holds what you answered up to now."))
        if self._session is not None:
            less = say(
                "For a teacher: without marks on passages of either side in a pair, from which somebody "
                "could try to read an opinion."
            )
            links += _link(self._file_name("-for-a-teacher"), for_teacher(self._session), less)
        self._link.value = links
        self.guard.say(say("The download is ready: a link follows."))
        self.refresh()

    def _file_name(self, kind: str = "") -> str:
        """Return a name that tells the files of a class apart and says nothing about anybody."""
        path = PurePath(FILE_NAME)
        mark = f"-{self.record.learner}" if self.record.learner else ""
        return f"{path.stem}{mark}{kind}{path.suffix}"

    def _restore(self, _change: object) -> None:
        for file in self.upload.value:
            self._say(self._restored(file))
        self.refresh()

    def _restore_anyway(self) -> None:
        file, self._asked = self._asked, None
        if file is not None:
            self._say(self._restored(file, sure=True))
        self.refresh()

    def _restored(self, file: Any, *, sure: bool = False) -> str:
        before = len(self.record)
        self._asked = None
        self.sure_button.layout.display = "none"
        try:
            text = bytes(file["content"]).decode("utf-8")
            if not sure and not self.record.belongs(text):
                self._asked = file
                self.sure_button.layout.display = ""
                return say(
                    "No answer in that file is in your record: it may be somebody else’s, and two people’s "
                    "answers cannot be told apart again. Nothing was changed. If they are yours, from "
                    "another computer for instance, press “They are mine: restore them”."
                )
            new = self.record.restore(text)
        except UnicodeDecodeError:
            return say("The file is not a record: it is no text. Nothing was changed.")
        except RecordError as error:
            # Entries that only could not be saved are here now, and the message says so itself.
            said = f"{str(error).rstrip('.')}."
            return said if len(self.record) > before else f"{said} {say('Nothing was changed.')}"
        if not new:
            return say("Everything in that file was here already.")
        entries = plural("Restored {number} entry.", "Restored {number} entries.", new)
        if self._session is None:
            return f"{entries} {say('Run the cells of a lesson again to see the answers there.')}"
        self._session.restored()
        return f"{entries} {say('The tasks on this page show them now.')}"

    def _say(self, text: str) -> None:
        self._said.value = f"<p><strong>{escape(text)}</strong></p>"
        self.guard.say(text)

    def __repr__(self) -> str:
        return repr(self.record)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        words = escape(say("Run this cell to see, download or restore your record."))
        html = f"<p><em>{words}</em></p>"
        return with_faces(super()._repr_mimebundle_(**options), repr(self), html)


def _link(name: str, text: str, about: str) -> str:
    content = base64.b64encode(text.encode()).decode()
    return (
        f'<p><a download="{attribute(name)}" href="data:application/json;base64,{content}">'
        f"{escape(say('Download {file}', file=name))}</a>. {escape(about)}</p>"
    )
