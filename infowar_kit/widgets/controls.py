"""One control a question: what the form view draws, and how its value is read and set."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from infowar_kit.say import say
from infowar_kit.tasks.questions import Clock, Lines, Number, Pick, PickSeveral, Question, Text
from infowar_kit.tasks.special_questions import Reveal
from infowar_kit.text import attribute, escape, plain, prose
from infowar_kit.widgets.drafts import Later

CHOOSE = ""  # the value of a list in which nothing is chosen yet


def described(words: str) -> dict[str, Any]:
    """Return how a stock control is told what it is called.

    JupyterLab looks for mathematics in what it writes beside a control. Where a name holds a sign that begins
    some, it goes as HTML, in which the sign stands in an element of its own; and as a number, because what
    cleans that HTML looks for pairs of signs before it looks at elements.
    """
    safe = escape(words)
    if safe == attribute(words):
        return {"description": words}
    return {
        "description": safe.replace("$", "&#36;").replace("\\", "&#92;"),
        "description_allow_html": True,
    }


class Control(widgets.VBox):  # type: ignore[misc]
    """The control of a question.

    Parameters
    ----------
    question : Question
        What is asked.
    value : object
        What stands answered already; None for nothing.
    """

    def __init__(self, question: Question, value: Any = None) -> None:
        self.question = question
        about = [widgets.HTML(question.about)] if question.about else []
        super().__init__([*about, *self._parts()])
        self.add_class("iwk-control")
        self.value = value

    def _parts(self) -> list[widgets.Widget]:
        raise NotImplementedError

    @property
    def inputs(self) -> list[widgets.Widget]:
        """The stock controls in it that hold a value."""
        return [self.inner]

    def on_change(self, call: Callable[[], None]) -> None:
        """Have `call` called whenever the learner has changed something."""
        later = Later(call)
        for one in self.inputs:
            # A field of several lines sends every letter: what is written is kept once the hand rests.
            slow = isinstance(one, widgets.Textarea)
            one.observe(lambda _, slow=slow: later(0.8 if slow else 0.0), "value")

    @property
    def begun(self) -> Any:
        """What is answered now; None also where nothing was done yet that a check would count."""
        return self.value

    def take(self, value: Any) -> None:
        """Set a value that came from a file; what cannot be set is left out."""
        with contextlib.suppress(Exception):  # a draft is any JSON: it must not keep a task from opening
            self.value = value

    @property
    def value(self) -> Any:
        """What is answered now; None for nothing."""
        raise NotImplementedError

    @value.setter
    def value(self, value: Any) -> None:
        raise NotImplementedError


class PickControl(Control):
    """Radio buttons, or a list that folds away."""

    def _parts(self) -> list[widgets.Widget]:
        question = self.question
        assert isinstance(question, Pick)
        options = [(plain(words), value) for value, words in question.options.items()]
        label = plain(question.label)
        if question.compact:
            options = [(say("choose …"), CHOOSE), *options]
            self.inner = widgets.Dropdown(**described(label), options=options, value=CHOOSE)
            self._whole = widgets.HTML()
            self.inner.observe(lambda _: self._show_whole(), "value")
            return [self.inner, self._whole]
        self.inner = widgets.RadioButtons(**described(label), options=options, value=None)
        return [self.inner]

    def _show_whole(self) -> None:
        """Say below a list what is picked, where the page is too narrow for it; a screen reader has it."""
        words = "" if self.inner.value == CHOOSE else str(self.inner.label)
        long = f'class="iwk-in-full" style="--iwk-letters: {len(words)}"'
        self._whole.value = f'<p {long} aria-hidden="true">{escape(words)}</p>' * bool(words)

    @property
    def value(self) -> Any:
        """The option that is picked."""
        value = self.inner.value
        return None if value == CHOOSE and value not in _options(self) else value

    @value.setter
    def value(self, value: Any) -> None:
        known = value is not None and value in _options(self)
        self.inner.value = value if known else CHOOSE if isinstance(self.inner, widgets.Dropdown) else None


def _options(control: Control) -> Any:
    assert isinstance(control.question, Pick)
    return control.question.options


class PickSeveralControl(Control):
    """Check boxes; radio buttons where one alone may be picked."""

    @property
    def inputs(self) -> list[widgets.Widget]:
        """The boxes, or the radio buttons."""
        return [self.radio] if self.radio is not None else list(self.boxes.values())

    def _parts(self) -> list[widgets.Widget]:
        question = self.question
        assert isinstance(question, PickSeveral)
        self.radio: widgets.RadioButtons | None = None
        self.boxes: dict[Any, widgets.Checkbox] = {}
        options = [(plain(words), value) for value, words in question.options.items()]
        label = plain(question.label)
        if question.most == 1:
            self.radio = widgets.RadioButtons(**described(label), options=options, value=None)
            return [self.radio]
        self.boxes = {
            value: widgets.Checkbox(**described(words), value=False, indent=False) for words, value in options
        }
        return [widgets.HTML(f"<strong>{escape(label)}</strong>"), *self.boxes.values()]

    @property
    def value(self) -> Any:
        """The options that are picked, as a list."""
        if self.radio is not None:
            return [] if self.radio.value is None else [self.radio.value]
        return [value for value, box in self.boxes.items() if box.value]

    @value.setter
    def value(self, value: Any) -> None:
        picked = value or []
        if self.radio is not None:
            self.radio.value = picked[0] if picked else None
        for one, box in self.boxes.items():
            box.value = one in picked


class FieldControl(Control):
    """A field of one line, for a number, an hour or a few words."""

    def _parts(self) -> list[widgets.Widget]:
        # Sent when the field is left: letter by letter, the press of a button could overtake the last ones.
        self.inner = widgets.Text(**described(plain(self.question.label)), continuous_update=False)
        self.inner.add_class("iwk-short")
        if isinstance(self.question, Text):
            self.inner.add_class("iwk-line")
        return [self.inner]

    @property
    def value(self) -> Any:
        """What stands in the field."""
        return self.inner.value or None

    @value.setter
    def value(self, value: Any) -> None:
        self.inner.value = "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


class AreaControl(Control):
    """A field of several lines."""

    def _parts(self) -> list[widgets.Widget]:
        question = self.question
        assert isinstance(question, Lines | Text)
        self.inner = widgets.Textarea(
            **described(plain(question.label)), rows=question.rows, continuous_update=True
        )
        self.inner.add_class("iwk-field")
        return [self.inner]

    @property
    def value(self) -> Any:
        """The text, or its lines."""
        if isinstance(self.question, Lines):
            return [line for line in self.inner.value.split("\n") if line.strip()]
        return self.inner.value

    @value.setter
    def value(self, value: Any) -> None:
        if isinstance(self.question, Lines):
            value = "\n".join(value or self.question.start)
        self.inner.value = value or ""


class RevealControl(Control):
    """Cards that a button opens one by one.

    Attributes
    ----------
    tell : callable
        Speaks a card that was opened; set by the form.
    """

    tell: Callable[[str], None] | None = None
    changed: Callable[[], None] | None = None

    def on_change(self, call: Callable[[], None]) -> None:
        """Have `call` called whenever a card was opened."""
        self.changed = call

    def _parts(self) -> list[widgets.Widget]:
        self._cards = widgets.HTML()
        self.open_button = widgets.Button()
        self.open_button.on_click(lambda _: self._open())
        self._opened = 0
        self.add_class("iwk-reveal")
        return [self._cards, self.open_button]

    @property
    def value(self) -> Any:
        """How many are open."""
        return self._opened

    @value.setter
    def value(self, value: Any) -> None:
        self._opened = value or 0
        self._draw()

    @property
    def begun(self) -> int | None:
        """How many are open; None for none."""
        return self._opened or None

    def _open(self) -> None:
        question = self.question
        assert isinstance(question, Reveal)
        if self._opened < len(question.cards):
            self.value = self._opened + 1
            if self.changed:
                self.changed()
            if self.tell:
                self.tell(say(question.words.aloud, words=plain(question.cards[self._opened - 1])))

    def _draw(self) -> None:
        question = self.question
        assert isinstance(question, Reveal)
        total, words = len(question.cards), question.words
        cards = [
            f'<div class="iwk-clue"><p class="iwk-small">'
            f"{escape(say(words.one, number=number, total=total))}</p>{prose(card)}</div>"
            for number, card in enumerate(question.cards[: self._opened], 1)
        ]
        self._cards.value = "".join(cards) or f"<p>{escape(say(words.none))}</p>"
        done = self._opened >= total
        self.open_button.description = (
            say(words.all) if done else say(words.next, number=self._opened + 1, total=total)
        )
        self.open_button.disabled = done


CONTROLS: dict[type[Question], type[Control]] = {
    Pick: PickControl,
    PickSeveral: PickSeveralControl,
    Number: FieldControl,
    Clock: FieldControl,
    Lines: AreaControl,
    Text: AreaControl,
    Reveal: RevealControl,
}


def control(question: Question, value: Any = None) -> Control:
    """Return the control of a question."""
    one_line = isinstance(question, Text) and question.rows == 1
    return (FieldControl if one_line else CONTROLS[type(question)])(question, value)
