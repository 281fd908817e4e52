"""Draw `FeedReplay`: the clock, what had been published by then, the judgements and their path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from infowar_kit.page.labels import moment_label
from infowar_kit.page.rows import day_labels, item_card
from infowar_kit.tasks.feedback import Feedback
from infowar_kit.text import escape, language_name
from infowar_kit.verification.feed_replay import GRADES, SURENESS, FeedReplay
from infowar_kit.verification.methods.feed import BOTH, Filter
from infowar_kit.verification.path_drawing import path_html
from infowar_kit.widgets.elements import TimeControl
from infowar_kit.widgets.task_view import TaskView, button, row

PAGE = 6  # cards drawn at once: a step of the clock must stay quick however large the corpus is
ALL = "all"


class FeedReplayView(TaskView):
    """View of a `FeedReplay`."""

    def body(self) -> list[widgets.Widget]:
        """Return clock, filters, feed and the judgement at hand."""
        self._feed_page = 0
        self._part = self._first_open()
        self._question = widgets.HTML()
        return [self._question, self._clock_panel(), self._feed_panel(), self._judgement_panel()]

    @property
    def _task(self) -> FeedReplay:
        task = self.work.task
        assert isinstance(task, FeedReplay)
        return task

    def _first_open(self) -> str:
        open_parts = [part for part in self._task.parts if part not in self.work.answers]
        return (open_parts or list(self._task.parts))[0]

    # The clock and the filters

    def _clock_panel(self) -> widgets.Widget:
        model = self._task.feed
        days = (model.steps * 3600) // 86400
        self.clock = TimeControl(
            label="Clock: what had been published by then?",
            last=model.steps,
            days=day_labels(model.start, days),
            value=model.step_of(self._task.moment(self._part)),
        )
        self.clock.observe(self._moved, "value")
        language = [("all languages", ALL)] + [(language_name(v), v) for v in model.choices("language")]
        fronts = sorted(value for value in model.choices("front") if value not in ("", BOTH))
        front = [("all fronts", ALL)] + [(v.replace("-", " ").capitalize(), v) for v in fronts]
        kind = [("all kinds", ALL)] + [(v.replace("-", " "), v) for v in model.choices("kind")]
        about = [("this claim only", "claim"), ("everything", ALL)]
        self.language = widgets.Dropdown(description="Language", options=language, value=ALL)
        self.front = widgets.Dropdown(description="Front", options=front, value=ALL)
        self.kind = widgets.Dropdown(description="Kind", options=kind, value=ALL)
        self.about = widgets.Dropdown(description="About", options=about, value="claim")
        for control in self._filters:
            control.observe(self._filtered, "value")
        return widgets.VBox([self.clock, row(self._filters)])

    @property
    def _filters(self) -> list[widgets.Dropdown]:
        # An event without fronts has nothing to choose from.
        front = [self.front] if len(self.front.options) > 1 else []
        return [self.about, self.language, *front, self.kind]

    def _wanted(self) -> Filter:
        def only(control: widgets.Dropdown) -> frozenset[str]:
            return frozenset() if control.value == ALL else frozenset([control.value])

        items = self._task.items_on_claim(self._part) if self.about.value == "claim" else None
        return Filter(only(self.language), only(self.front), only(self.kind), items)

    def _moved(self, _change: object) -> None:
        self._feed_page = 0
        self._draw_feed()

    def _filtered(self, _change: object) -> None:
        self._feed_page = 0
        self._draw_feed()
        self.guard.message = self._counted

    # The feed

    def _feed_panel(self) -> widgets.Widget:
        self._count = widgets.HTML()
        self._cards = widgets.HTML()
        self.newer_button = button("Newer", lambda: self._turn(-1))
        self.older_button = button("Older", lambda: self._turn(1))
        self._turning = row([self.newer_button, self.older_button])
        panel = widgets.VBox([self._count, self._cards, self._turning])
        self._draw_feed()
        return panel

    def _turn(self, by: int) -> None:
        self._feed_page = max(0, self._feed_page + by)
        self._draw_feed()
        self.guard.message = f"Page {self._feed_page + 1} of the feed."

    def _draw_feed(self) -> None:
        task = self._task
        feed = task.feed.feed(task.feed.at(self.clock.value), self._wanted())
        self.clock.text = moment_label(feed.at, task.corpus.event.clock)
        sure, loose = len(feed.published), len(feed.perhaps)
        pieces = f"{sure} piece{'' if sure == 1 else 's'} surely published by then"
        perhaps = (
            f", {loose} of this day whose hour is not known (out by now or later today)" if loose else ""
        )
        self._counted = f"{pieces}{perhaps}."
        self._count.value = f"<p><strong>{self._counted}</strong></p>"
        both = [*((item, False) for item in feed.published), *((item, True) for item in feed.perhaps)]
        pages = max(1, -(-len(both) // PAGE))
        self._feed_page = min(self._feed_page, pages - 1)
        first = self._feed_page * PAGE
        html = []
        for number, (item, is_loose) in enumerate(both[first : first + PAGE], first):
            if is_loose and (number in (sure, first)):
                html.append("<p><strong>Of this day, hour not known:</strong></p>")
            html.append(item_card(task.corpus, item))
        self._cards.value = "".join(html) or "<p>Nothing that passes the filters.</p>"
        self._turning.layout.display = None if pages > 1 else "none"
        self.newer_button.disabled = self._feed_page == 0
        self.older_button.disabled = self._feed_page >= pages - 1

    # The judgement

    def _judgement_panel(self) -> widgets.Widget:
        grades = [(f"{number} – {words}", number) for number, words in GRADES.items()]
        self.grade = widgets.RadioButtons(
            description="How credible is the claim?", options=grades, value=None
        )
        sure = [(words, word) for word, words in SURENESS.items()]
        self.sure = widgets.RadioButtons(description="How sure are you?", options=sure, value=None)
        self.before_button = button("Previous judgement", lambda: self._go(-1))
        self.next_button = button("Next judgement", lambda: self._go(1))
        self._path = widgets.HTML()
        self._ask()
        return widgets.VBox([self.grade, self.sure])

    def buttons(self) -> widgets.Widget:
        """Return the row of buttons, with the way from judgement to judgement."""
        steps = [self.before_button, self.next_button]
        return row([self.check_button, self.hint_button, self.show_button, *steps])

    def tail(self) -> list[widgets.Widget]:
        """Return the path, which grows with each judgement."""
        return [self._path]

    def _ask(self) -> None:
        parts = self._task.parts
        number = parts.index(self._part)
        question = escape(self._task.question(self._part))
        self._question.value = f"<p><strong>Judgement {number + 1} of {len(parts)}.</strong> {question}</p>"
        given = self.work.answers.get(self._part, {})
        self.grade.value, self.sure.value = given.get("grade"), given.get("sure")
        self.before_button.disabled = number == 0
        self.next_button.disabled = number == len(parts) - 1

    def _go(self, by: int) -> None:
        parts = self._task.parts
        self._part = parts[max(0, min(len(parts) - 1, parts.index(self._part) + by))]
        self._ask()
        self._feed_page = 0
        step = self._task.feed.step_of(self._task.moment(self._part))
        if self.clock.value == step:
            self._draw_feed()
        else:
            self.clock.value = step
        self._feedback.value = self._hint.value = ""
        super().refresh()  # the path is as it was
        self.guard.message = f"{self._task.question(self._part)} {self.clock.text}"

    def answer(self) -> Mapping[str, Any]:
        """Return the judgement at hand."""
        return {self._part: {"grade": self.grade.value, "sure": self.sure.value}}

    def restored(self) -> Feedback | None:
        """Return the feedback to the judgement at hand, if it was given before."""
        given = self.work.answers.get(self._part)
        return self._task.check({self._part: given}) if given else None

    def refresh(self) -> None:
        """Bring the view in line with the work, the path too."""
        super().refresh()
        points = self._task.path(self.work.answers)
        given = [point for point in points if point.said is not None]
        self._path.value = path_html(self._task.corpus, points) if given else ""
