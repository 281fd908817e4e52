"""Draw `SourceGrader`: one report at a time, a letter and a number, then the key and the halo matrix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from infowar_kit.corpus.records import Item
from infowar_kit.page.labels import publication_label, who
from infowar_kit.page.rows import link
from infowar_kit.tasks.feedback import Feedback
from infowar_kit.text import escape, inline, language_name
from infowar_kit.verification.feed_replay import GRADES
from infowar_kit.verification.halo_table import halo_html
from infowar_kit.verification.methods.halo import halo
from infowar_kit.verification.source_grader import LETTERS, SourceGrader
from infowar_kit.widgets.task_view import TaskView, button, row


class SourceGraderView(TaskView):
    """View of a `SourceGrader`."""

    @property
    def _task(self) -> SourceGrader:
        task = self.work.task
        assert isinstance(task, SourceGrader)
        return task

    def body(self) -> list[widgets.Widget]:
        """Return the report at hand and the two scales."""
        open_parts = [part for part in self._task.parts if part not in self.work.answers]
        self._part = (open_parts or list(self._task.parts))[0]
        self._report = widgets.HTML()
        letters = [(f"{letter} – {words}", letter) for letter, words in LETTERS.items()]
        numbers = [(f"{number} – {words}", number) for number, words in GRADES.items()]
        self.letter = widgets.RadioButtons(description="How reliable is the source?", options=letters)
        self.number = widgets.RadioButtons(description="How credible is the statement?", options=numbers)
        self.before_button = button("Previous report", lambda: self._go(-1))
        self.next_button = button("Next report", lambda: self._go(1))
        self._halo = widgets.HTML()
        scales = row([self.letter, self.number])
        scales.add_class("iwk-scales")
        self._ask()
        return [self._report, scales]

    def buttons(self) -> widgets.Widget:
        """Return the row of buttons, with the way from report to report."""
        steps = [self.before_button, self.next_button]
        return row([self.check_button, self.hint_button, self.show_button, *steps])

    def tail(self) -> list[widgets.Widget]:
        """Return the halo matrix, which stands here once every report is graded."""
        return [self._halo]

    def answer(self) -> Mapping[str, Any]:
        """Return the grades of the report at hand."""
        return {self._part: {"letter": self.letter.value, "number": self.number.value}}

    def restored(self) -> Feedback | None:
        """Return the feedback to the report at hand, if it was graded before."""
        given = self.work.answers.get(self._part)
        return self._task.check({self._part: given}) if given else None

    def refresh(self) -> None:
        """Bring the view in line with the work, the matrix too."""
        super().refresh()
        # Only the report at hand is shown, and after a try: what is still to be graded stays unseen.
        self.show_button.layout.display = None if self._part in self.work.answers else "none"
        done = sum(part in self.work.answers for part in self._task.parts)
        if self.work.complete:
            self._halo.value = halo_html(halo(self._task.gradings(self.work.answers)))
        elif done:
            self._halo.value = f"<p>{done} of {len(self._task.parts)} reports graded.</p>"

    def _show_solution(self) -> None:
        self.work.show()
        self.tell(self._task.solution_of(self._part))
        self.refresh()

    def _go(self, by: int) -> None:
        parts = self._task.parts
        self._part = parts[max(0, min(len(parts) - 1, parts.index(self._part) + by))]
        self._ask()
        self._feedback.value = self._hint.value = ""
        self.refresh()
        source = self._task.source(self._part).name
        self.guard.message = f"{self._place()} {source}. {self._task.focus(self._part)}"

    def _place(self) -> str:
        parts = self._task.parts
        return f"Report {parts.index(self._part) + 1} of {len(parts)}."

    def _ask(self) -> None:
        parts = self._task.parts
        number = parts.index(self._part)
        self._report.value = self._report_html()
        given = self.work.answers.get(self._part, {})
        self.letter.value, self.number.value = given.get("letter"), given.get("number")
        self.before_button.disabled = number == 0
        self.next_button.disabled = number == len(parts) - 1

    def _report_html(self) -> str:
        task, part = self._task, self._part
        source, item = task.source(part), task.item(part)
        page = task.corpus.source(item.source)
        relayed = "" if page == source else f", as {escape(page.name)} passes it on"
        when = escape(publication_label(item, task.corpus.zone, task.corpus.period))
        language = escape(language_name(item.language))
        return (
            f"<p><strong>{self._place()}</strong></p>"
            f'<div class="iwk-item"><p><strong>The source: {escape(source.name)}</strong>{relayed}</p>'
            f'<p class="iwk-small">{escape(_first_upper(who(source)))}. What it is: '
            f"{escape(source.kind_basis)}.</p>"
            f"<p>What the page says: {inline(task.seen(part))}</p>"
            f'<p class="iwk-small">{when}, in {language}, {escape(item.item_id)}. '
            f"{link(item.url, 'Page')}</p>"
            f"<p><strong>The statement: {inline(task.focus(part))}</strong></p></div>{self._others_html()}"
        )

    def _others_html(self) -> str:
        others = self._task.others(self._part)
        if not others:
            return "<p>What others reported: nothing else on this in the collection.</p>"
        lines = "".join(f"<li>{self._other(item)}</li>" for item in others)
        return f"<details><summary>What others reported ({len(others)})</summary><ul>{lines}</ul></details>"

    def _other(self, item: Item) -> str:
        corpus = self._task.corpus
        name = corpus.source(item.source).name
        when = publication_label(item, corpus.zone, corpus.period)
        return f"{escape(name)}, {escape(when)}: {escape(item.reports)} {link(item.url, 'Page')}"


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
