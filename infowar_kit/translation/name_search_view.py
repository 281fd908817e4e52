"""Draw `NameSearch`: a field for spellings, one a line, and a table of what each finds and adds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from infowar_kit.page.feedback import feedback_html
from infowar_kit.page.table import table
from infowar_kit.tasks import Feedback
from infowar_kit.text import direction, escape, plain
from infowar_kit.translation.methods.recall import Recall, Step
from infowar_kit.translation.name_search import RULE, NameSearch, percent, remark
from infowar_kit.widgets.task_view import TaskView

HEADS = ("Search", "Finds", "New", "Noted as")


class NameSearchView(TaskView):
    """View of a `NameSearch`."""

    def body(self) -> list[widgets.Widget]:
        """Return the size of the haystack, the rule and the field."""
        task = self._task
        size = widgets.HTML(f"<p>{escape(task.size_words())}</p><p>{escape(RULE)}</p>")
        lines = self.work.answers.get("terms") or [task.start]
        self.field = widgets.Textarea(
            description="Spellings, one a line", value="\n".join(lines), rows=8, continuous_update=True
        )
        self.field.add_class("iwk-field")
        self._table = widgets.HTML()
        return [size, self.field]

    @property
    def _task(self) -> NameSearch:
        task = self.work.task
        assert isinstance(task, NameSearch)
        return task

    def answer(self) -> Mapping[str, Any]:
        """Return the lines as they were typed."""
        return {"terms": [line for line in self.field.value.split("\n") if line.strip()]}

    def tail(self) -> list[widgets.Widget]:
        """Return the table of searches."""
        return [self._table]

    def tell(self, feedback: Feedback) -> None:
        """Show the verdict and every search, and say the verdict with its reason alone."""
        self.draw_feedback(feedback)
        why = feedback.reasons[-1].text if feedback.reasons else ""
        self.guard.message = f"{feedback.headline} {plain(why)}"

    def draw_feedback(self, feedback: Feedback) -> None:
        """Show the verdict, and every search in the table."""
        task = self._task
        last = feedback.reasons[-1:]
        self._feedback.value = feedback_html(task.corpus, Feedback(feedback.verdict, feedback.headline, last))
        shown = task.best() if feedback.verdict == "noted" else task.result(self.work.answers)
        self._table.value = table_html(shown)


def table_html(result: Recall) -> str:
    """Return what each search finds and adds, with the sum below."""
    total = f"{len(result.found)} of {len(result.all_items)} items, {percent(result)}"
    rows = table(HEADS, map(_cells, result.steps))
    return f"<p><strong>All searches together: {total}.</strong></p>{rows}"


def _cells(step: Step) -> tuple[str, ...]:
    language = step.languages[0] if step.languages else "und"
    way = direction(language) if step.languages else "auto"
    return (
        f'<span lang="{escape(language)}" dir="{way}">{escape(step.term)}</span>',
        str(len(step.found)),
        f"+{len(step.new)}",
        escape(remark(step)),
    )
