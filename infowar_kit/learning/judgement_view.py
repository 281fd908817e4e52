"""A test: one press judges a report and goes on to the next; reasons come when all are judged."""

from __future__ import annotations

import ipywidgets as widgets

from infowar_kit.errors import AnswerError
from infowar_kit.page.feedback import note_html
from infowar_kit.widgets import FormView


class JudgementView(FormView):
    """View of a `Judgement`."""

    def body(self) -> list[widgets.Widget]:
        """Return the report and its questions; the press that judges it brings the next one."""
        self.guard.turns(self.check_button)
        return super().body()

    def _check(self) -> None:
        try:
            feedback = self.work.answer(self.answer())
        except AnswerError as error:
            self.complain(str(error))
            return
        if self.work.complete:
            self.tell(feedback)
        else:
            parts = self.parts
            after = parts[parts.index(self.part) + 1 :] + parts
            following = next(part for part in after if part not in self.work.answers)
            self.go(parts.index(following) - parts.index(self.part))
        self.refresh()

    def refresh(self) -> None:
        """Bring the view in line with the work: no reason before all are judged, no change after."""
        super().refresh()
        self.show_button.layout.display = "none"
        self.check_button.disabled = self.work.complete
        self._notice.value = note_html(self.work.notice)
