"""Foreign words in HTML with the words marked on which a finding hangs."""

from __future__ import annotations

from infowar_kit.marking import pieces
from infowar_kit.text import attribute, direction, escape

# Mirrored by the browser where the text runs from the right; beside the colour, so that it is a sign too.
OPEN, CLOSE = "‹", "›"


def marked_html(text: str, words: str, language: str) -> str:
    """Return a text with its language and direction, and `words` in it marked.

    Where the words are not found, the text stands unmarked.
    """
    inner = "".join(
        f"<mark>{OPEN}{escape(piece.text)}{CLOSE}</mark>" if piece.marked else escape(piece.text)
        for piece in pieces(text, words)
    )
    return f'<span class="iwk-words" lang="{attribute(language)}" dir="{direction(language)}">{inner}</span>'
