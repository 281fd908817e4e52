"""The controls of span marking: a passage to select in, and a place that keeps nothing."""

from __future__ import annotations

import anywidget
import traitlets

from infowar_kit.widgets.elements import STATIC


class PassageText(anywidget.AnyWidget):  # type: ignore[misc]
    """A passage whose words can be selected; offsets count Unicode code points.

    Attributes
    ----------
    text, language, direction : str
        The passage.
    first : int
        First character that can be selected.
    marks : list of dict
        What is marked: ``start``, ``end``, ``label``, ``name``, ``style``.
    selection : list of int
        Start and end of what is selected, or empty.
    """

    _esm = STATIC / "spans.js"
    text = traitlets.Unicode("").tag(sync=True)
    language = traitlets.Unicode("en").tag(sync=True)
    direction = traitlets.Unicode("ltr").tag(sync=True)
    first = traitlets.Int(0).tag(sync=True)
    marks = traitlets.List(traitlets.Dict()).tag(sync=True)
    selection = traitlets.List(traitlets.Int()).tag(sync=True)


class Aside(anywidget.AnyWidget):  # type: ignore[misc]
    """Shows HTML that is told to it and keeps none of it: not in its state, so in no saved notebook."""

    _esm = STATIC / "aside.js"

    def tell(self, html: str) -> None:
        """Show HTML; an empty text shows nothing."""
        self.send({"html": html})
