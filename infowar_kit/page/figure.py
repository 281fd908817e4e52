"""Plots take an Axes and return it. `Figure` shows one with alternative text and a text twin.

matplotlib is imported by the functions that draw; where there is none, the text twin stands for the picture,
and a sentence says so. What is drawn uses only scripts that its own font has;
names in other scripts stand in the text twin, which is HTML.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from infowar_kit.say import say
from infowar_kit.text import attribute, escape

# Okabe and Ito's colours that also differ in lightness, each with a hatch: colour is never the only sign.
PALETTE = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#999999")
HATCHES = ("", "///", "...", "xx", "\\\\\\", "++", "")


@dataclass(frozen=True)
class Figure:
    """A picture with what it says in words and in numbers.

    Parameters
    ----------
    png : bytes
        The picture; empty where it could not be drawn.
    alt : str
        What a person who does not see it needs to know, in one or two sentences.
    caption : str
        What it is.
    head : sequence of str
        Column names of the text twin.
    rows : sequence of sequence of str
        The numbers of the picture.
    """

    png: bytes = field(repr=False)
    alt: str
    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def __repr__(self) -> str:
        missing = [] if self.png else [_undrawn()]
        lines = [self.caption, self.alt, *missing, "\t".join(self.head)]
        return "\n".join(lines + ["\t".join(row) for row in self.rows])

    def _size(self) -> str:
        """Return its width on the page as an attribute: half of its dots, to be sharp on any screen."""
        return f'width="{int.from_bytes(self.png[16:20]) // 2}" ' if self.png[12:16] == b"IHDR" else ""

    def _repr_html_(self) -> str:
        image = base64.b64encode(self.png).decode()
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in self.head)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in self.rows
        )
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        said = f"<p><em>{escape(self.caption)}</em> {escape(self.alt)}</p>"
        if not self.png:
            return f"{said}<p>{escape(_undrawn())}</p>{table}"
        return (
            f'<div class="iwk-figure"><img src="data:image/png;base64,{image}" alt="{attribute(self.alt)}" '
            f'{self._size()}style="max-width:100%;height:auto"></div>'
            f"{said}<details><summary>{escape(say('The same as a table'))}</summary>{table}</details>"
        )


def _undrawn() -> str:
    return say("The picture is not drawn, because this kernel has no matplotlib. Here is what it would show:")


def draw(plot: Any, *, width: float = 8.0, height: float = 4.2) -> bytes:
    """Return what `plot` draws on a fresh Axes as PNG; nothing where there is no matplotlib.

    Parameters
    ----------
    plot : callable
        Takes an Axes.
    width, height : float
        Inches of 100 pixels on the page, each drawn with two dots a side.
    """
    try:
        from matplotlib import rc_context
    except ImportError as error:
        if error.name != "matplotlib":  # it is there, and broken: that is another matter
            raise
        return b""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Canvas

    out = io.BytesIO()
    # A name or a claim with two signs of the dollar is no mathematics, and need not be valid TeX.
    with rc_context({"text.parse_math": False, "font.size": 11.5, "axes.facecolor": "none"}):
        canvas = Canvas(figsize=(width, height), dpi=200, layout="constrained", facecolor="none")
        plot(canvas.add_subplot())
        FigureCanvasAgg(canvas).print_png(out, metadata={"Software": None})
    return out.getvalue()
