"""One look at the first bytes of a table: its encoding, its separator, and where its header stands."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from infowar_kit.tabular.encoding import KNOWN, bad_bytes, declared, foreign
from infowar_kit.tabular.separated import SEPARATORS, separator_of

LOOK = 256 * 1024  # bytes that are enough for a look
# A spreadsheet that saves such a table again fills the line up with separators.
_NAMED = re.compile(r'\s*"?sep=(.)"?\1*\s*$', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """What a table is.

    Parameters
    ----------
    encoding : str
        Python's name of it; ``"utf-8"`` also where some bytes are none and nothing better is known.
    mark : int
        Length of the byte order mark in front, to be passed over.
    separator : str
        Between cells.
    header : int
        Line of the header: 2 where the first one only names the separator (``sep=;``).
    guessed : bool
        Whether the encoding is a guess by the letters, which nothing in the file confirms.
    foreign : str
        What the file is if it is no text, in words; else empty.
    bad_line : int or None
        The first line with bytes that are no UTF-8, where the file should be UTF-8.
    zero_line : int or None
        The first line with a zero byte, which is no text.
    """

    encoding: str
    mark: int
    separator: str
    header: int
    guessed: bool = False
    foreign: str = ""
    bad_line: int | None = None
    zero_line: int | None = None

    @property
    def encoding_name(self) -> str:
        """The encoding as programs offer it."""
        return KNOWN.get(self.encoding, self.encoding)

    @property
    def separator_name(self) -> str:
        """The separator in words."""
        return SEPARATORS.get(self.separator, f"'{self.separator}'")


def sniff(raw: bytes, *, whole: bool = True, encoding: str = "") -> Found:
    """Look at a table's bytes.

    Parameters
    ----------
    raw : bytes
        The file, or its beginning; `LOOK` bytes are enough.
    whole : bool
        Whether that is all of it; else the last line, which may be cut, is not judged.
    encoding : str, optional
        Python's name of it where it is known; then nothing is guessed.
    """
    if what := foreign(raw):
        return Found("utf-8", 0, ",", 1, foreign=what)
    if not whole and (end := raw.rfind(b"\n")) > 0 and not declared(raw)[0].startswith("utf-16"):
        raw = raw[: end + 1]
    told, mark = declared(raw)
    guess, bad, zero = "", None, None
    if encoding:
        # The mark of UTF-8 is no letter, whatever follows it; three letters would be part of a name.
        encoding, mark = (
            (told if told.startswith(encoding) else encoding),
            mark * told.startswith(("utf-8", encoding)),
        )
    elif (encoding := told) in ("", "utf-8"):
        guess, bad = bad_bytes(raw[mark:])
        at = raw.find(b"\0")
        zero = None if at < 0 else raw.count(b"\n", 0, at) + 1
        encoding = guess or "utf-8"
    text = raw[mark:].decode(encoding, errors="replace")
    lines = list(io.StringIO(text, newline=""))
    named = _NAMED.match(lines[0]) if lines else None
    header = 2 if named else 1
    separator = named[1] if named else separator_of(lines)
    return Found(encoding, mark, separator, header, bool(guess), "", bad, zero)
