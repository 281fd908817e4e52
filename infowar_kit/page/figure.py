"""Plots take an Axes and return it. `Figure` shows one with alternative text and a text twin.

matplotlib is imported by the functions that draw; where there is none, the text twin stands for the picture,
and a sentence says so. What is drawn uses only scripts that its own font has;
names in other scripts stand in the text twin, which is HTML.
"""

from __future__ import annotations

import base64
import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from infowar_kit.page.table import table
from infowar_kit.say import say
from infowar_kit.text import attribute, escape

# Okabe and Ito's colours that also differ in lightness, each with a hatch: colour is never the only sign.
PALETTE = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#999999")
HATCHES = ("", "///", "...", "xx", "\\\\\\", "++", "")

PHONE = 2.9  # inches of 100 pixels: what a screen of 320 pixels has beside its margins
_SIZE = 11.5  # points: the 16 pixels of the page around it
_LETTER = 0.098  # inches that a letter of this size takes, measured on our own names
_LINE = 0.2  # inches of a line of them
_BETWEEN = 0.7  # lines between two rows


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
    narrow : bytes
        The same picture drawn for a phone: made smaller, the letters of the other could not be read there.
    """

    png: bytes = field(repr=False)
    alt: str
    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    narrow: bytes = field(default=b"", repr=False)

    def __repr__(self) -> str:
        missing = [] if self.png else [_undrawn()]
        lines = [self.caption, self.alt, *missing, "\t".join(self.head)]
        return "\n".join(lines + ["\t".join(row) for row in self.rows])

    def _repr_html_(self) -> str:
        twin = table(self.head, [[escape(cell) for cell in row] for row in self.rows])
        said = f"<p><em>{escape(self.caption)}</em> {escape(self.alt)}</p>"
        if not self.png:
            return f"{said}<p>{escape(_undrawn())}</p>{twin}"
        image = (
            f'<img {_source(self.png, "src")} alt="{attribute(self.alt)}" style="max-width:100%;height:auto">'
        )
        if self.narrow:
            small = f'<source media="(max-width: 40rem)" {_source(self.narrow, "srcset")}>'
            image = f"<picture>{small}{image}</picture>"
        return (
            f'<div class="iwk-figure">{image}</div>'
            f"{said}<details><summary>{escape(say('The same as a table'))}</summary>{twin}</details>"
        )


def _source(png: bytes, name: str) -> str:
    """Return a picture as attributes: half as wide on the page as it has dots, to be sharp on any screen."""
    size = f' width="{int.from_bytes(png[16:20]) // 2}"' if png[12:16] == b"IHDR" else ""
    return f'{name}="data:image/png;base64,{base64.b64encode(png).decode()}"{size}'


def _undrawn() -> str:
    return say("The picture is not drawn, because this kernel has no matplotlib. Here is what it would show:")


def draw(plot: Any, *, width: float = 8.0, height: float = 4.2) -> bytes:
    """Return what `plot` draws on a fresh Axes as PNG; nothing where there is no matplotlib.

    Parameters
    ----------
    plot : callable
        Takes an Axes.
    width, height : float
        Inches of 100 pixels on the page, each drawn with two dots a side. `name_rows` finds
        the height itself.
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
    with rc_context({"text.parse_math": False, "font.size": _SIZE, "axes.facecolor": "none"}):
        canvas = Canvas(figsize=(width, height), dpi=200, layout="constrained", facecolor="none")
        plot(canvas.add_subplot())
        FigureCanvasAgg(canvas).print_png(out, metadata={"Software": None})
    return out.getvalue()


def is_narrow(axes: Any) -> bool:
    """Whether what is drawn here is for a phone."""
    return bool(axes.figure.get_figwidth() < 2 * PHONE)


def name_rows(axes: Any, names: Sequence[str], *, body: float, below: float) -> list[float]:
    """Write the name of each row over it and make the figure as high as this takes.

    At the side of a row its name would take the room of what is drawn, and be cut.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where rows are drawn; its vertical unit becomes a line of type, counted downwards.
    names : sequence of str
        Of the rows, in full.
    body : float
        Lines that are left free under each name, for what is drawn.
    below : float
        Lines that the axis and the legend take.

    Returns
    -------
    list of float
        Where the free room of each row begins.
    """
    letters = int(axes.figure.get_figwidth() / _LETTER)
    places, at = [], 0.0
    for name in names:
        lines = textwrap.wrap(name, letters)
        axes.annotate(
            "\n".join(lines), (0, at), xycoords=("axes fraction", "data"), va="top", linespacing=1.15
        )
        at += len(lines) + _BETWEEN / 4
        places.append(at)
        at += body + _BETWEEN
    axes.set_yticks([])
    axes.set_ylim(at - _BETWEEN / 2, -_BETWEEN / 4)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.figure.set_figheight((at + below) * _LINE)
    return places
