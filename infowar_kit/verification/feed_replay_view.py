"""Draw `FeedReplay`: the clock, what had been published by then, the judgements and their path."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import ipywidgets as widgets

from infowar_kit.page.labels import enumerated, moment_label
from infowar_kit.page.rows import day_labels, item_card
from infowar_kit.say import plural, say
from infowar_kit.tasks.sections import Section
from infowar_kit.text import escape, language_name
from infowar_kit.verification.feed_replay import FeedReplay
from infowar_kit.verification.methods.feed import BOTH, Filter
from infowar_kit.verification.pieces import Piece, pieces_html
from infowar_kit.widgets.elements import TimeControl
from infowar_kit.widgets.form_view import FormView
from infowar_kit.widgets.task_view import button, row

PAGE = 6  # cards drawn at once: a step of the clock must stay quick however large the corpus is
ALL, CHOSEN, CLAIM = "all", "chosen", "claim"


class FeedReplayView(FormView):
    """View of a `FeedReplay`."""

    def between(self) -> list[widgets.Widget]:
        """Return clock, map, filters and feed, which stand between a judgement and its scales."""
        self._feed_page = 0
        self._map = widgets.HTML()
        return [self._clock_panel(), self._filters_panel(), self._map, self._feed_panel()]

    @property
    def _task(self) -> FeedReplay:
        task = self.work.task
        assert isinstance(task, FeedReplay)
        return task

    def face_of(self, section: Section) -> str:
        """Return what is judged: its pieces stand under the clock, which takes away those not yet out."""
        return self._task.asked(section.part)

    # The clock and the filters

    def _clock_panel(self) -> widgets.Widget:
        model = self._task.feed
        last = model.step_of(self._task.moment(self.part))
        self.clock = TimeControl(
            label=say("Clock: what had been published by then? It goes back, not beyond the moment."),
            last=last,
            days=self._days(last),
            value=last,
        )
        self.clock.observe(self._moved, "value")
        return self.clock

    def _filters_panel(self) -> widgets.Widget:
        model = self._task.feed
        language = [(say("all languages"), ALL)] + [(language_name(v), v) for v in model.choices("language")]
        fronts = sorted(value for value in model.choices("front") if value not in ("", BOTH))
        front = [(say("all fronts"), ALL)] + [(v.replace("-", " ").capitalize(), v) for v in fronts]
        kind = [(say("all kinds"), ALL)] + [(enumerated("items.kind", v), v) for v in model.choices("kind")]
        picked = any(self._task.pieces(part) for part in self._task.parts)
        about = [(say("all on this claim"), CLAIM), (say("everything"), ALL)]
        about = [(say("the pieces chosen for you"), CHOSEN), *about] if picked else about
        self.language = widgets.Dropdown(description=say("Language"), options=language, value=ALL)
        self.front = widgets.Dropdown(description=say("Front"), options=front, value=ALL)
        self.kind = widgets.Dropdown(description=say("Kind"), options=kind, value=ALL)
        self.about = widgets.Dropdown(description=say("Shown"), options=about, value=self._first)
        # On a narrow page the map is long: who has seen it can put it away.
        self.mapped = widgets.Checkbox(description=say("Map"), value=True, indent=False)
        self.mapped.observe(self._moved, "value")
        # An event without fronts has nothing to choose from.
        narrow = [self.language, *([self.front] if len(front) > 1 else []), self.kind]
        for control in (self.about, *narrow):
            control.observe(self._filtered, "value")
        self._narrow = row(narrow)
        return widgets.VBox([row([self.about, self.mapped]), self._narrow])

    @property
    def _first(self) -> str:
        return CHOSEN if self._task.pieces(self.part) else CLAIM

    def _days(self, last: int) -> list[str]:
        return day_labels(self._task.feed.start, -(-last // 24))

    def _wanted(self) -> Filter:
        def only(control: widgets.Dropdown) -> frozenset[str]:
            return frozenset() if control.value == ALL else frozenset([control.value])

        items = self._task.items_on_claim(self.part) if self.about.value == CLAIM else None
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
        self._turning.add_class("iwk-pages")
        panel = widgets.VBox([self._count, self._cards, self._turning])
        self._draw_feed()
        return panel

    def _turn(self, by: int) -> None:
        self._feed_page = max(0, self._feed_page + by)
        self._draw_feed()
        self.speak(say("Page {number} of the feed.", number=self._feed_page + 1))

    def _draw_feed(self) -> None:
        task = self._task
        at = task.feed.at(self.clock.value)
        self.clock.text = moment_label(at, task.corpus.event.clock)
        drawn = task.map_html(self.part, at)
        self.mapped.layout.display = None if drawn else "none"
        self._map.value = drawn if self.mapped.value else ""
        # A list that is short already is not made shorter.
        self._narrow.layout.display = "none" if self.about.value == CHOSEN else None
        if self.about.value == CHOSEN:
            self._draw_chosen(task.pieces(self.part, at), len(task.pieces(self.part)))
        else:
            self._draw_all(at)

    def _draw_chosen(self, out: Sequence[Piece], of: int) -> None:
        """Draw the pieces chosen for the judgement that were out by the clock's moment."""
        self._counted = say("Out by then, or perhaps: {number} of {total} pieces.", number=len(out), total=of)
        self._count.value = f"<p><strong>{escape(self._counted)}</strong></p>"
        self._cards.value = pieces_html(out)
        self._turning.layout.display = "none"

    def _draw_all(self, at: dt.datetime) -> None:
        task = self._task
        feed = task.feed.feed(at, self._wanted())
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
        last = self._task.feed.step_of(self._task.moment(self.part))
        self.clock.days = self._days(last)
        self.clock.turn(last, last)
        self.about.value = self._first
        self._draw_feed()
        self.speak(f"{self._task.question(self.part)} {self.clock.text}")
