"""Draw `LateralReading`: one source at a time, a page of results, a letter after each that is opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from infowar_kit.corpus.teaching_records import Card
from infowar_kit.errors import AnswerError
from infowar_kit.page.feedback import evidence_html
from infowar_kit.say import later, say
from infowar_kit.tasks import Feedback
from infowar_kit.text import escape
from infowar_kit.verification.admiralty import LETTERS
from infowar_kit.verification.lateral_reading import STEPS, LateralReading
from infowar_kit.widgets.task_view import TaskView, button, row

FIRST = later("Before you leave the page: how reliable is it?")
AFTER = later("After this result: which letter holds now?")
SO_FAR = later("Your letter so far. Open a result to go on, or settle on it:")


class LateralReadingView(TaskView):
    """View of a `LateralReading`."""

    @property
    def _task(self) -> LateralReading:
        task = self.work.task
        assert isinstance(task, LateralReading)
        return task

    def body(self) -> list[widgets.Widget]:
        """Return the source at hand, what is open, the letter, and the page of results."""
        self._source = widgets.HTML()
        self._source.add_class("iwk-part")
        self._open = widgets.HTML()
        letters = [(f"{letter} – {words}", letter) for letter, words in LETTERS.items()]
        self.letter = widgets.RadioButtons(description=say(FIRST), options=letters)
        self._results_head = widgets.HTML()
        most = max(len(self._task.cards(part)) for part in self._task.parts)
        self.results = [self._entry(number) for number in range(1, most + 1)]
        self._results = widgets.VBox([self._results_head, *(entry for entry, _, _ in self.results)])
        self._results.add_class("iwk-results")
        self.again_button = button(say("Begin again"), self._begin_again)
        self.before_button = button(say(STEPS.previous), lambda: self._go(-1))
        self.next_button = button(say(STEPS.next), lambda: self._go(1))
        self.check_button.description = say("Settle on this letter")
        opens = [open_it for _, _, open_it in self.results]
        self.guard.turns(self.check_button, self.again_button, self.before_button, self.next_button, *opens)
        parts = self._task.parts
        done = [part for part in parts if self.work.answers.get(part, {}).get("done")]
        self._take_up(next((part for part in parts if part not in done), parts[0]))
        return [self._source, self._open, self.letter, self._results]

    def _entry(self, number: int) -> tuple[widgets.VBox, widgets.HTML, widgets.Button]:
        # Entries stay where they are and only change what they say: a list that is made anew loses the focus.
        face = widgets.HTML()
        open_it = button(say("Open result {number}", number=number), lambda: self._open_card(number))
        entry = widgets.VBox([face, open_it])
        entry.add_class("iwk-result")
        return entry, face, open_it

    def buttons(self) -> widgets.Widget:
        """Return the row of buttons, with the way from source to source."""
        steps = [self.again_button, self.before_button, self.next_button]
        return row([self.check_button, self.hint_button, self.show_button, *steps])

    # Where the learner stands: what is saved, and a card that is open but not answered

    def _take_up(self, part: str) -> None:
        self._part = part
        saved = self.work.answers.get(part, {})
        self._start: str | None = saved.get("start")
        self._steps: list[list[Any]] = [list(step) for step in saved.get("steps", [])]
        self._done = bool(saved.get("done"))
        self._pending: int | None = None
        self._draw()

    def _given(self, *, done: bool) -> dict[str, Any]:
        """Return the path as it is with the letter chosen now."""
        letter = self.letter.value
        if self._start is None:
            return {"start": letter, "steps": [], "done": done}
        steps = [*self._steps, [self._pending, letter]] if self._pending is not None else self._steps
        return {"start": self._start, "steps": steps, "done": done}

    def answer(self) -> Mapping[str, Any]:
        """Return the path, settled on the letter chosen now."""
        return {self._part: self._given(done=True)}

    def _open_card(self, number: int) -> None:
        position = self._task.results(self._part)[number - 1].card
        try:
            given = self._given(done=False)
            self.work.answer({self._part: given})
        except AnswerError as error:
            self.complain(str(error))
            return
        self._start, self._steps = given["start"], given["steps"]
        self._pending = position
        self._feedback.value = ""
        self._draw()
        card = self._task.card(self._part, self._pending)
        self.speak(f"{card.title} {' '.join(self._task.card_lines(card))}")
        self.refresh()

    def _check(self) -> None:
        before = self.work.attempts
        super()._check()
        # An answer that could not be used leaves all as it is, also after "Begin again".
        if self.work.attempts > before:
            self._take_up(self._part)
            self.refresh()

    def _begin_again(self) -> None:
        self._start, self._steps, self._done, self._pending = None, [], False, None
        self._feedback.value = ""
        self._draw()
        self.speak(say("The results are closed again. Give a letter first."))
        self.again_button.layout.display = "none"

    def _go(self, by: int) -> None:
        parts = self._task.parts
        self._feedback.value = self._hint.value = ""
        self._take_up(parts[max(0, min(len(parts) - 1, parts.index(self._part) + by))])
        self.refresh()
        self.speak(f"{self._place()} {self._task.source(self._part).name}")
        self.guard.look("part")

    def _place(self) -> str:
        parts = self._task.parts
        return say(STEPS.place, number=parts.index(self._part) + 1, total=len(parts))

    # Drawing

    def _draw(self) -> None:
        task, parts = self._task, self._task.parts
        self._source.value = f"<p><strong>{escape(self._place())}</strong></p>{task.face(self._part)}"
        opened = [step[0] for step in self._steps] + ([self._pending] if self._pending is not None else [])
        letters = [step[1] for step in self._steps]
        start = ""
        if self._start:
            start = f"<p>{escape(say('Before you left the page: {letter}', letter=self._start))}</p>"
        self._open.value = start + "".join(
            self._card_html(task.card(self._part, position), letters[place] if place < len(letters) else "")
            for place, position in enumerate(opened)
        )
        self._draw_results(opened)
        # Every card asks anew: leaving a letter as it was is a judgement too, and is to be made.
        fresh = self._pending is not None or self._start is None
        asked = AFTER if self._pending is not None else FIRST
        self.letter.description = say(asked if fresh else SO_FAR)
        # With no card open that asks for one, as when a lesson is opened again, a new letter would be lost.
        self.letter.disabled = not fresh
        self.letter.value = None if fresh else task.path(self._part, self._given_saved()).letter
        self.letter.layout.display = "none" if self._done else None
        self.check_button.layout.display = "none" if self._done else None
        self.before_button.disabled = self._part == parts[0]
        self.next_button.disabled = self._part == parts[-1]

    def _draw_results(self, opened: list[Any]) -> None:
        results = self._task.results(self._part)
        self._results_head.value = f"<p>{escape(self._task.results_head(self._part))}</p>"
        for place, (entry, face, open_it) in enumerate(self.results):
            entry.layout.display = None if place < len(results) else "none"
            if place >= len(results):
                continue
            result = results[place]
            is_open = result.card in opened
            sign = f"<p>✓ {escape(say('open, above'))}</p>" if is_open else ""
            face.value = f"<p>{place + 1}. {result.face}</p>{sign}"
            open_it.layout.display = "none" if is_open or self._done else None

    def _given_saved(self) -> dict[str, Any]:
        return {"start": self._start, "steps": self._steps, "done": False}

    def _card_html(self, card: Card, letter: str) -> str:
        first, *others = self._task.card_lines(card)
        lines = "".join(f"<li>{escape(line)}</li>" for line in others)
        listed = f"<ul>{lines}</ul>" if lines else ""
        after = say("Your letter after it: {letter}", letter=letter)
        said = f"<p>{escape(after)}</p>" if letter else ""
        folded = evidence_html(self._task.corpus, card.rows)
        return (
            f'<div class="iwk-item"><p><strong>{escape(card.title)}</strong></p><p>{escape(first)}</p>'
            f"{listed}{folded}{said}</div>"
        )

    def at_hand(self) -> tuple[str, ...]:
        """Return the source that is shown."""
        return (self._part,)

    def restored(self) -> Feedback | None:
        """Return the feedback to the source at hand, if it was judged to the end."""
        given = self.work.answers.get(self._part, {})
        return self._task.check({self._part: given}) if given.get("done") else None

    def refresh(self) -> None:
        """Bring the view in line with the work."""
        super().refresh()
        # "Show me" comes once a card is open, and shows this source alone.
        tried = self._done or self._pending is not None or bool(self._steps)
        self.show_button.layout.display = None if tried else "none"
        self.again_button.layout.display = None if self._done else "none"

    def solution(self) -> Feedback:
        """Return the solution for the source at hand."""
        return self.work.show(self._part)
