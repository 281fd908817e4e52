"""Draw `FeedReplay`: the clock, what had been published by then, the judgements and their path."""

from __future__ import annotations

import ipywidgets as widgets

from infowar_kit.page.labels import enumerated, moment_label
from infowar_kit.page.rows import day_labels, item_card
from infowar_kit.say import plural, say
from infowar_kit.text import escape, language_name
from infowar_kit.verification.feed_replay import FeedReplay
from infowar_kit.verification.methods.feed import BOTH, Filter
from infowar_kit.widgets.elements import TimeControl
from infowar_kit.widgets.form_view import FormView
from infowar_kit.widgets.task_view import button, row

PAGE = 6  # cards drawn at once: a step of the clock must stay quick however large the corpus is
ALL = "all"


class FeedReplayView(FormView):
    """View of a `FeedReplay`."""

    def between(self) -> list[widgets.Widget]:
        """Return clock, filters and feed, which stand between a judgement and its scales."""
        self._feed_page = 0
        return [self._clock_panel(), self._feed_panel()]

    @property
    def _task(self) -> FeedReplay:
        task = self.work.task
        assert isinstance(task, FeedReplay)
        return task

    # The clock and the filters

    def _clock_panel(self) -> widgets.Widget:
        model = self._task.feed
        days = (model.steps * 3600) // 86400
        self.clock = TimeControl(
            label=say("Clock: what had been published by then?"),
            last=model.steps,
            days=day_labels(model.start, days),
            value=model.step_of(self._task.moment(self.part)),
        )
        self.clock.observe(self._moved, "value")
        language = [(say("all languages"), ALL)] + [(language_name(v), v) for v in model.choices("language")]
        fronts = sorted(value for value in model.choices("front") if value not in ("", BOTH))
        front = [(say("all fronts"), ALL)] + [(v.replace("-", " ").capitalize(), v) for v in fronts]
        kind = [(say("all kinds"), ALL)] + [(enumerated("items.kind", v), v) for v in model.choices("kind")]
        about = [(say("this claim only"), "claim"), (say("everything"), ALL)]
        self.language = widgets.Dropdown(description=say("Language"), options=language, value=ALL)
        self.front = widgets.Dropdown(description=say("Front"), options=front, value=ALL)
        self.kind = widgets.Dropdown(description=say("Kind"), options=kind, value=ALL)
        self.about = widgets.Dropdown(description=say("About"), options=about, value="claim")
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

        items = self._task.items_on_claim(self.part) if self.about.value == "claim" else None
        return Filter(only(self.language), only(self.front), only(self.kind), items)

    def _moved(self, _change: object) -> None:
        self._feed_page = 0
        self._draw_feed()

    def _filtered(self, _change: object) -> None:
        self._feed_page = 0
        self._draw_feed()
        self.speak(self._counted)

    # The feed

    def _feed_panel(self) -> widgets.Widget:
        self._count = widgets.HTML()
        self._cards = widgets.HTML()
        self.newer_button = button(say("Newer"), lambda: self._turn(-1))
        self.older_button = button(say("Older"), lambda: self._turn(1))
        self._turning = row([self.newer_button, self.older_button])
        panel = widgets.VBox([self._count, self._cards, self._turning])
        self._draw_feed()
        return panel

    def _turn(self, by: int) -> None:
        self._feed_page = max(0, self._feed_page + by)
        self._draw_feed()
        self.speak(say("Page {number} of the feed.", number=self._feed_page + 1))

    def _draw_feed(self) -> None:
        task = self._task
        feed = task.feed.feed(task.feed.at(self.clock.value), self._wanted())
        self.clock.text = moment_label(feed.at, task.corpus.event.clock)
        sure, loose = len(feed.published), len(feed.perhaps)
        pieces = plural(
            "{number} piece surely published by then", "{number} pieces surely published by then", sure
        )
        perhaps = ""
        if loose:
            words = say(
                "{loose} of this day whose hour is not known (out by now or later today)", loose=loose
            )
            perhaps = f", {words}"
        self._counted = f"{pieces}{perhaps}."
        self._count.value = f"<p><strong>{escape(self._counted)}</strong></p>"
        both = [*((item, False) for item in feed.published), *((item, True) for item in feed.perhaps)]
        pages = max(1, -(-len(both) // PAGE))
        self._feed_page = min(self._feed_page, pages - 1)
        first = self._feed_page * PAGE
        html = []
        for number, (item, is_loose) in enumerate(both[first : first + PAGE], first):
            if is_loose and (number in (sure, first)):
                html.append(f"<p><strong>{escape(say('Of this day, hour not known:'))}</strong></p>")
            html.append(item_card(task.corpus, item))
        self._cards.value = "".join(html) or f"<p>{escape(say('Nothing that passes the filters.'))}</p>"
        self._turning.layout.display = None if pages > 1 else "none"
        self.newer_button.disabled = self._feed_page == 0
        self.older_button.disabled = self._feed_page >= pages - 1

    def go(self, by: int) -> None:
        """Go on or back, with the clock."""
        super().go(by)
        self._feed_page = 0
        step = self._task.feed.step_of(self._task.moment(self.part))
        if self.clock.value == step:
            self._draw_feed()
        else:
            self.clock.value = step
        self.speak(f"{self._task.question(self.part)} {self.clock.text}")
