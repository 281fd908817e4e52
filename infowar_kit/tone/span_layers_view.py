"""Beside a marked passage: whose marks lie over it, and an objection to the key."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from infowar_kit.say import say
from infowar_kit.text import escape
from infowar_kit.tone.methods.annotators import ANNOTATORS, KEY
from infowar_kit.tone.span_answers import MOST
from infowar_kit.widgets.controls import described
from infowar_kit.widgets.task_view import button, row

YOURS = "yours"


def layer_names() -> dict[str, str]:
    """Return what a layer is called beside its marks: a word, so that colour is never the only sign."""
    return {YOURS: say("yours"), KEY: say("key")} | {
        one: say("annotator {name}", name=one) for one in ANNOTATORS
    }


class Layers(widgets.VBox):  # type: ignore[misc]
    """Boxes that lay marks over the passage: the learner's, the key's, each annotator's.

    Parameters
    ----------
    changed : callable
        Called when a layer is laid on or taken off.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self.boxes = {
            name: widgets.Checkbox(**described(words), value=name in (YOURS, KEY), indent=False)
            for name, words in layer_names().items()
        }
        for box in self.boxes.values():
            box.observe(lambda _: changed(), "value")
        line = row(list(self.boxes.values()))
        line.add_class("iwk-layers")
        title = widgets.HTML(f"<p>{escape(say('Whose marks lie over the text:'))}</p>")
        super().__init__([title, line])

    @property
    def on(self) -> list[str]:
        """Layers that lie over the text, in order."""
        return [name for name, box in self.boxes.items() if box.value]


class Objection(widgets.VBox):  # type: ignore[misc]
    """A field for what somebody objects to the key of a passage.

    Parameters
    ----------
    keep : callable
        Called with the words when they are to be kept.
    """

    def __init__(self, keep: Callable[[str], None]) -> None:
        label = say("I dispute this, because …")
        self.words = widgets.Textarea(**described(label), rows=2)
        self.words.add_class("iwk-objection")
        self.keep_button = button(say("Keep my objection"), lambda: keep(self.words.value))
        about = say(
            "It is kept with your answer, in your record, and goes into what you hand in to a class. Nobody "
            "judges it. {most} characters at most.", most=MOST,
        )  # fmt: skip
        note = widgets.HTML(f'<p class="iwk-small">{escape(about)}</p>')
        super().__init__([self.words, row([self.keep_button]), note])
