"""Meet again what was met wrongly or unsurely: one thing after another, the reason at once."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from infowar_kit.learning.coming_back import ANCHOR, Again, Card
from infowar_kit.page.feedback import feedback_html, note_html
from infowar_kit.say import say
from infowar_kit.tasks.feedback import head_words
from infowar_kit.text import attribute, escape, plain, prose
from infowar_kit.widgets.elements import Guard
from infowar_kit.widgets.task_view import button, row, with_faces


class AgainView(widgets.VBox):  # type: ignore[misc]
    """View of an `Again`.

    Parameters
    ----------
    again : Again
        What is due; looked up when the view is made, and again when answers are restored.

    Attributes
    ----------
    cards : list of Card
        What is due, the hardest first.
    choice : ipywidgets.RadioButtons
        What can be answered.
    """

    def __init__(self, again: Again) -> None:
        self._again = again
        self.guard = Guard()
        self._face = widgets.HTML()
        self.choice = widgets.RadioButtons(options=[], description=say("What changed"))
        self.check_button = button(say("Check"), self._check, main=True)
        self.open_button = button(say("Show what holds"), self._open, main=True)
        self.knew_button = button(say("I had it"), lambda: self._rate(right=True))
        self.missed_button = button(say("I did not"), lambda: self._rate(right=False))
        self.next_button = button(say("Next"), self._next)
        self.guard.turns(self.next_button, self.check_button)
        self._found = widgets.HTML()
        buttons = [self.check_button, self.open_button, self.knew_button, self.missed_button]
        title = escape(say("Worth meeting again"))
        head = widgets.HTML(f'<h3 class="iwk-title" id="{attribute(ANCHOR)}">{title}</h3>')
        super().__init__([self.guard, head, self._face, self.choice, row(buttons), self._found,
                          row([self.next_button])])  # fmt: skip
        self.guard.task = self.model_id
        self.add_class("iwk-task")
        self.begin()
        again.session.watch_restored(self.begin)

    def begin(self) -> None:
        """Look up what is due, and show the first of it."""
        self.cards = self._again.cards()
        self._at = 0
        self._ask()

    @property
    def card(self) -> Card | None:
        """What is asked now; None when all is done."""
        return self.cards[self._at] if self._at < len(self.cards) else None

    def _ask(self) -> None:
        card = self.card
        self._found.value = ""
        self._show(self.check_button, self.choice, on=bool(card and card.options))
        self._show(self.open_button, on=bool(card and not card.options))
        self._show(self.knew_button, self.missed_button, self.next_button, on=False)
        if card is None:
            words = say("That was all for today.") if self.cards else self._again.nothing()
            self._face.value = f"<p>{escape(words)}</p>"
            return
        self.choice.options = [(words, name) for name, words in card.options.items()]
        self.choice.value = None
        place = say("{number} of {total}. The hardest come first.",
                    number=self._at + 1, total=len(self.cards))  # fmt: skip
        self._face.value = (
            f'<div class="iwk-part"><p><strong>{escape(place)}</strong></p>{prose(card.question)}</div>'
        )

    @staticmethod
    def _show(*shown: Any, on: bool) -> None:
        for one in shown:
            one.layout.display = None if on else "none"

    def _check(self) -> None:
        if self.card is None:
            return
        if self.choice.value is None:
            words = say("Nothing is chosen yet.")
            self._found.value = note_html(words)
            self.guard.say(words)
            return
        self._tell(str(self.choice.value))

    def _open(self) -> None:
        """Show what holds; whether it was known, only the learner can say."""
        if self.card is None:
            return
        shown = self.card.feedback(True)
        asked = say("Did you have it?")
        self._found.value = feedback_html(
            self._again.session.corpus, type(shown)("noted", asked, shown.reasons)
        )
        self._show(self.open_button, on=False)
        self._show(self.knew_button, self.missed_button, on=True)
        self.guard.say(f"{' '.join(plain(one.text) for one in shown.reasons)} {asked}")
        self.guard.look()

    def _rate(self, *, right: bool) -> None:
        self._tell(right)

    def _tell(self, answer: str | bool) -> None:
        card = self.card
        if card is None:
            return
        found = card.feedback(answer)
        trouble = self._again.note(card, right=found.verdict == "right")
        self._found.value = note_html(trouble) + feedback_html(self._again.session.corpus, found)
        self._show(self.check_button, self.choice, self.open_button, self.knew_button, self.missed_button,
                   on=False)  # fmt: skip
        self._show(self.next_button, on=True)
        said = " ".join(plain(one.text) for one in found.reasons)
        self.guard.say(f"{head_words(found)} {plain(found.headline)} {said}")
        self.guard.look()

    def _next(self) -> None:
        self._at += 1
        self._ask()
        self.guard.look("part")

    def __repr__(self) -> str:
        return repr(self._again)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        data = super()._repr_mimebundle_(**options)
        return with_faces(data, repr(self), self._again._repr_html_())
