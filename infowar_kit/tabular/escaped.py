"""Letters that a program wrote as codes, as JSON, HTML or Python spell them, and nobody turned back."""

from __future__ import annotations

import quopri
import re
from collections.abc import Callable
from html.entities import html5
from urllib.parse import unquote

_ENOUGH = 2  # letters; one may be what a text is about
_SHOWN = 40


def _of_numbers(codes: str) -> str:
    letters = "".join(chr(int(code, 16)) for code in re.findall("[0-9a-fA-F]{4,5}", codes))
    # Signs beyond the first plane are spelled as two.
    return letters.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _of_bytes(codes: str) -> str:
    found = bytes(int(code, 16) for code in re.findall("x([0-9a-fA-F]{2})", codes))
    return found.decode(errors="replace")


def _of_page(codes: str) -> str:
    return "".join(
        chr(int(number, 16 if sixteen else 10)) if number else html5.get(f"{named};", "")
        for sixteen, number, named in re.findall(r"&(?:#([xX]?)([0-9a-fA-F]+)|(\w+));", codes)
    )


def _of_mail(codes: str) -> str:
    return quopri.decodestring(codes).decode(errors="replace")


PAGE = "&"
# A sign that each kind has, its codes in a row, and what turns them back. Each pattern begins with one letter
# that it looks for, which is what makes it fast on texts that hold none.
_NAMED = r"(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{3,8});"
_KINDS: tuple[tuple[str, re.Pattern[str], Callable[[str], str]], ...] = (
    ("\\u", re.compile(r"\\\\?u[0-9a-fA-F]{4}(?:\\{1,2}u[0-9a-fA-F]{4})*"), _of_numbers),
    ("<U+", re.compile(r"<U\+[0-9a-fA-F]{4,5}>(?:<U\+[0-9a-fA-F]{4,5}>)*"), _of_numbers),
    ("\\x", re.compile(r"\\\\?x[0-9a-fA-F]{2}(?:\\{1,2}x[0-9a-fA-F]{2})*"), _of_bytes),
    (PAGE, re.compile(rf"&{_NAMED}(?:&{_NAMED})*"), _of_page),
    # In an address such codes are at home, so they have to begin a word.
    ("%", re.compile(r"%(?<!\S%)[0-9a-fA-F]{2}(?:%[0-9a-fA-F]{2})+"), unquote),
    ("=", re.compile(r"=[0-9A-F]{2}(?:=[0-9A-F]{2})+"), _of_mail),
)


def escaped(text: str, *, page: bool = False) -> str:
    """Return what a text means whose letters stand as codes, shortly; empty where they do not.

    Parameters
    ----------
    text : str
        Any text.
    page : bool
        Whether it may be written as a page is: then codes of HTML do not count.

    Examples
    --------
    >>> escaped("&#1061;&#1077;&#1088;&#1089;&#1086;&#1085;")
    'Херсон'
    """
    for sign, codes, back in _KINDS:
        if sign in text and not (page and sign == PAGE):
            letters = [letter for run in codes.finditer(text) for letter in back(run[0]) if letter > "\x7f"]
            if sum(map(str.isalpha, letters)) >= _ENOUGH:
                return _turned_back(text, codes, back)
    return ""


def _turned_back(text: str, codes: re.Pattern[str], back: Callable[[str], str]) -> str:
    line = " ".join(codes.sub(lambda run: back(run[0]), text[: 20 * _SHOWN]).split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"
