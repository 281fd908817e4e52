"""Draw `RenderingCompare`: a term, its renderings side by side, and after a check what moved in each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from infowar_kit.page.feedback import SIGNS, feedback_html, reason_html
from infowar_kit.page.labels import publication_label
from infowar_kit.page.marked import marked_html
from infowar_kit.page.rows import link
from infowar_kit.tasks import VERDICT_WORDS, Feedback, Reason
from infowar_kit.text import escape, foreign, language_name
from infowar_kit.translation.methods.shifts import SHIFT_WORDS
from infowar_kit.translation.rendering_compare import RenderingCompare
from infowar_kit.widgets.task_view import TaskView

INFERRED = "Part of this is inferred: the original wording was not seen, or the link to it is a conclusion."


class RenderingCompareView(TaskView):
    """View of a `RenderingCompare`."""

    def body(self) -> list[widgets.Widget]:
        """Return term by term its meaning and one card a rendering."""
        self.choices: dict[str, widgets.Dropdown] = {}
        self._found: dict[str, widgets.HTML] = {}
        made: list[widgets.Widget] = []
        for term, parts in self._task.groups:
            made.append(widgets.HTML(self._term(term)))
            made += [self._card(part) for part in parts]
        return made

    @property
    def _task(self) -> RenderingCompare:
        task = self.work.task
        assert isinstance(task, RenderingCompare)
        return task

    def _term(self, term_id: str) -> str:
        term = self._task.corpus.term(term_id)
        seen = "" if term.original_seen else " (the original wording was not seen: reconstructed)"
        return (
            f'<p class="iwk-term"><strong>Original, {escape(language_name(term.language))}{seen}:</strong> '
            f"{foreign(term.term, term.language)}<br>"
            f"<strong>It means:</strong> {escape(term.gloss)}</p>"
        )

    def _card(self, part: str) -> widgets.Widget:
        task, found = self._task, self._task.findings[part]
        row = found.rendering
        number = task.parts.index(part) + 1
        zone, period = task.corpus.zone, task.corpus.period
        when = f", {publication_label(found.item, zone, period)}" if found.item else ""
        page = f" {link(row.url, 'Page')}" if row.url else ""
        head = widgets.HTML(
            f'<p class="iwk-rendering"><strong>{number}.</strong> {foreign(row.text, row.language)}</p>'
            f"<p>Gloss: “{escape(found.shift.back_gloss)}”</p>"
            f'<p class="iwk-small">{escape(language_name(row.language))} · '
            f"{escape(found.outlet)}{escape(when)} {page}</p>"
        )
        options = [("choose …", ""), *((words, kind) for kind, words in SHIFT_WORDS.items())]
        choice = widgets.Dropdown(
            description=f"{number}. What moved?", options=options, value=self.work.answers.get(part, "")
        )
        self.choices[part] = choice
        self._found[part] = widgets.HTML()
        card = widgets.VBox([head, choice, self._found[part]])
        card.add_class("iwk-card")
        return card

    def answer(self) -> Mapping[str, Any]:
        """Return the marks set now."""
        return {part: choice.value for part, choice in self.choices.items() if choice.value}

    def draw_feedback(self, feedback: Feedback) -> None:
        """Show what moved on each rendering itself, and the headline below."""
        corpus = self._task.corpus
        self._feedback.value = feedback_html(corpus, Feedback(feedback.verdict, feedback.headline))
        for reason in feedback.reasons:
            self._found[reason.part].value = self._finding(reason)

    def _finding(self, reason: Reason) -> str:
        """Return one finding: the words marked and, once they are found, the reason and the consequence."""
        corpus, found = self._task.corpus, self._task.findings[reason.part]
        row = found.rendering
        if reason.verdict == "wrong":
            shown = marked_html(row.text, found.shift.words, row.language) if found.shift.words else ""
            sign = f"{SIGNS['wrong']} {VERDICT_WORDS['wrong']}."
            return (
                f'<div class="iwk-feedback iwk-wrong">{f"<p>{shown}</p>" if shown else ""}'
                f"<p>{sign} {escape(reason.text)}</p></div>"
            )
        words = marked_html(row.text, found.shift.words, row.language)
        inferred = f'<p class="iwk-small">{INFERRED}</p>' if found.inferred else ""
        return (
            f'<div class="iwk-feedback iwk-{reason.verdict}"><p>{words}</p>'
            f"<ul>{reason_html(corpus, reason)}</ul>"
            f"<p><strong>For the claim:</strong> {escape(found.consequence)}</p>{inferred}</div>"
        )
