"""Glosses word by word: what each word can mean, without a choice among its meanings.

A row is pairs with a bar between them: ``выгодные = advantageous, profitable | рубежи = lines, borders``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from infowar_kit.errors import LookupFailed
from infowar_kit.text import attribute, direction, escape

_WHOLE = re.compile(r"""^["“„«»']+(.*?)["“”«»']+$""")
_INNER = re.compile(r"""["“„«»]([^"“”«»]*)["“”«»]""")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, or a few that belong together, with all that it can mean.

    Attributes
    ----------
    text : str
        As it stands in the foreign text.
    gloss : str
        Its meanings in English, the first as good as the last.
    """

    text: str
    gloss: str


def aligned(row: str, where: str) -> tuple[Word, ...]:
    """Return the words of a gloss.

    Parameters
    ----------
    row : str
        Pairs such as ``word = meaning, other meaning``, with a bar between them.
    where : str
        Key of the row, for the message.

    Raises
    ------
    LookupFailed
        If a pair lacks one of its halves.
    """
    words = []
    for pair in row.split("|"):
        text, sign, gloss = (half.strip() for half in pair.partition("="))
        if not (text and sign and gloss):
            raise LookupFailed(
                f"The gloss '{where}' has '{pair.strip()}'. Write pairs: word = meaning, other meaning | …"
            )
        words.append(Word(text, gloss))
    return tuple(words)


def aligned_html(words: tuple[Word, ...], language: str) -> str:
    """Return a gloss with each meaning over or under its word, and readable in a row."""
    pairs = (
        f"<ruby>{escape(word.text)}<rp> (</rp>"
        f'<rt lang="en" dir="ltr">{escape(word.gloss)}</rt><rp>) </rp></ruby>'
        for word in words
    )
    return (
        f'<span class="iwk-aligned" lang="{attribute(language)}" dir="{direction(language)}">'
        f"{' '.join(pairs)}</span>"
    )


def aligned_line(words: tuple[Word, ...]) -> str:
    """Return the same as a line of plain text."""
    return " · ".join(f"{word.text} = {word.gloss}" for word in words)


def unquoted(gloss: str) -> str:
    """Return a gloss that can stand between quotation marks: its own are single ones, or gone."""
    whole = _WHOLE.match(gloss)
    if whole and not _INNER.search(whole[1]):
        gloss = whole[1]
    return _INNER.sub(r"‘\1’", gloss)
