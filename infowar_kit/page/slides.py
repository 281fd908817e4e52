"""Slides as one page that stands alone: a screen each; nothing runs and nothing is fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from infowar_kit.page.document import document
from infowar_kit.say import say
from infowar_kit.text import attribute, escape

_STYLE = """\
html { scroll-snap-type: y mandatory; scroll-behavior: smooth; font-size: clamp(14px, 1.1vw + 1.1vh, 34px); }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { max-width: none; padding: 0; }
section { box-sizing: border-box; min-height: 100vh; padding: 4vmin 7vmin 5rem; position: relative;
  scroll-snap-align: start; display: flex; flex-direction: column; justify-content: center; }
section > * { width: 100%; max-width: 46rem; margin-inline: auto; }
section > .wide { max-width: 78rem; overflow: auto; }
.of { font-size: 0.8rem; } h1 { font-size: 2.4rem; margin: 0; } h2 { font-size: 1.7rem; }
footer { position: absolute; bottom: 1rem; inset-inline: 0; text-align: center; font-size: 0.8rem; }
footer a { display: inline-block; min-width: 3rem; padding: 0.5rem; }
img, svg { max-width: 100%; max-height: 62vh; width: auto; height: auto; }
pre { white-space: pre-wrap; } summary { cursor: pointer; } .iwk-run { display: none; }
@media print { section { min-height: 0; break-after: page; } footer { display: none; } }
"""


@dataclass(frozen=True)
class Slide:
    """One screen.

    Parameters
    ----------
    body : str
        HTML.
    under : str
        The heading under which it stands, where it does not begin with one itself.
    wide : bool
        Whether it may take the whole width, as a picture or a table does.
    """

    body: str
    under: str = ""
    wide: bool = False


def slides_page(title: str, slides: Sequence[Slide]) -> str:
    """Return a whole page.

    Parameters
    ----------
    title : str
        What it is called.
    slides : sequence of Slide
        In order.
    """
    made = []
    for number, slide in enumerate(slides, 1):
        wide = " wide" if slide.wide else ""
        head = f'<p class="of{wide}">{escape(slide.under)}</p>' if slide.under else ""
        label = attribute(say("Slide {number} of {total}", number=number, total=len(slides)))
        made.append(
            f'<section id="s{number}" aria-label="{label}">{head}<div class="said{wide}">{slide.body}</div>'
            f"<footer>{_way(number - 1, '←', say('Slide before'), len(slides))} {number} / {len(slides)} "
            f"{_way(number + 1, '→', say('Next slide'), len(slides))}</footer></section>"
        )
    return document(title, "\n".join(made), style=_STYLE)


def _way(to: int, sign: str, words: str, total: int) -> str:
    return f'<a href="#s{to}" aria-label="{attribute(words)}">{sign}</a>' if 1 <= to <= total else ""
