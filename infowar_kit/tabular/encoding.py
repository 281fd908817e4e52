"""In which encoding bytes are: told where the bytes themselves say so, guessed with a floor elsewhere."""

from __future__ import annotations

import codecs
import re

# Python's name of an encoding, and the one under which programs offer it. The first of equals is taken.
KNOWN = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    "cp1252": "Windows-1252 (Western)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "koi8-u": "KOI8 (Cyrillic)",
    "cp866": "DOS 866 (Cyrillic)",
    "mac-cyrillic": "Mac Cyrillic",
    "iso8859-5": "ISO 8859-5 (Cyrillic)",
    "mac-roman": "Mac Roman (Western)",
    "cp850": "DOS 850 (Western)",
    "cp1250": "Windows-1250 (Central European)",
}
_ONE_BYTE = tuple(KNOWN)[5:]
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FOREIGN = (
    (b"PK\x03\x04", "a zip archive, such as a spreadsheet (.xlsx, .ods)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document, such as .xls"),
    (b"PAR1", "Parquet"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "packed with gzip"),
    (b"BZh", "packed with bzip2"),
    (b"\xfd7zXZ", "packed with xz"),
    (b"(\xb5/\xfd", "packed with zstd"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b'\x04"M\x18', "packed with lz4"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"ARROW1", "Arrow (Feather)"),
    (b"\x93NUMPY", "an array of numpy"),
    (b"\x80\x04", "a pickle of Python"),
    (b"\x80\x05", "a pickle of Python"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"{\\rtf", "a document in RTF"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<table", "a table of a web page"),
    (b"<?xml", "XML"),
)
_LETTERS = {
    **dict.fromkeys("оаеинітсрвлкдмпу", 1.0),
    **dict.fromkeys("язьбгчйхжшюцщєїґыэъёф", 0.6),
    **dict.fromkeys("ђћљњџјў", 0.4),
    **dict.fromkeys("éèàçêôîûùâëïüöäßóáíúñœ", 1.0),
    **dict.fromkeys("ąćęłńśźżěščřžýůťďňőűțășãõøåæ", 0.6),
}
# Words, and signs: those that stand as people set them, before or after a word, or between letters. A mark
# that closes a quotation in one language opens it in another: ”ord”, »Wort«, ‚Wort‘, ›Wort‹.
_LETTER = r"[^\W\d_]"
_WORD = re.compile(
    rf"{_LETTER}+|(?P<set>(?<!{_LETTER})[«»„“”‚‘’‹›№§•–—]|[«»“”‘’‹›…–—°€\u00a0](?!{_LETTER})|’)|[^\s\w]|\u00a0"
)
_ASCII = re.compile("[a-zA-Z]")
# A guess stands on at least so many characters, and on so fair a share of what they could score.
_FEWEST, _FLOOR = 4, 0.5
_LOOK = 65_536


def foreign(raw: bytes) -> str:
    """Return what a file is that is no text at all, in words; empty where nothing speaks against text."""
    name, mark = declared(raw[:256])
    head = raw[mark:256].decode(name or "latin-1", errors="replace").lstrip()[:64].lower().encode()
    return next((what for mark, what in _FOREIGN if raw.startswith(mark) or head.startswith(mark)), "")


def declared(raw: bytes) -> tuple[str, int]:
    """Return the encoding that the bytes themselves tell, by a mark or by zeros, and the mark's length."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            # A program that sees no mark in a file that has one puts a second in front.
            return name, len(mark) * (2 if raw.startswith(mark, len(mark)) else 1)
    zeros = raw.count(0)
    if zeros * 20 > len(raw):  # in UTF-16 the blanks and separators of any language hold one
        for name, first in (("utf-16-le", 1), ("utf-16-be", 0)):
            text = raw[: len(raw) // 2 * 2].decode(name, errors="replace")
            ours = sum(letter < "Ԁ" or letter in "’“”„–—…€№" for letter in text)
            if raw[first::2].count(0) == zeros and ours * 10 > len(text) * 9:
                return name, 0
    return "", 0


def bad_bytes(raw: bytes) -> tuple[str, int | None]:
    """Return what bytes seem to be that are no UTF-8, and where the first of them stands.

    Returns
    -------
    encoding : str
        Python's name of it; empty where the bytes are UTF-8, or too few or too odd for a guess.
    line : int or None
        The first line that is no UTF-8, counted from 1; None where all are.
    """
    bad, good, first = [], 0, None
    for number, line in enumerate(re.split(rb"\r\n|\r|\n", raw), 1):
        if line.isascii():
            continue
        try:
            line.decode()
            good += 1
        except UnicodeDecodeError:
            bad.append(line)
            first = first or number
    # Where most lines are UTF-8, some rows are damaged; the file is still what it is.
    return (guess(b"\n".join(bad)[:_LOOK]) if len(bad) > good else ""), first


def guess(raw: bytes, *, fewest: int = _FEWEST) -> str:
    """Return the one-byte encoding in which bytes read as words; empty where none does, or too few speak."""
    scores = [(likeness(raw.decode(name, errors="replace")), name) for name in _ONE_BYTE]
    best, name = max(scores, key=lambda pair: pair[0])  # max takes the first of equals
    count = sum(byte > 0x7F for byte in raw)
    return name if count >= fewest and best >= _FLOOR * count else ""


def likeness(text: str) -> float:
    """Return how much a text looks like words: letters that are common, in words of one script and case."""
    return sum(
        0.5 if found["set"] else _word_likeness(found[0])
        for found in _WORD.finditer(text)
        if not found[0].isascii()
    )


def _word_likeness(word: str) -> float:
    if not word[0].isalpha():
        return -1.0
    others = [letter for letter in word if not letter.isascii()]
    regular = word.islower() or word.isupper() or word.istitle()
    latin = any("À" <= letter < "Ͱ" for letter in others)
    # Latin words are mostly plain letters, Cyrillic ones have none.
    fits = len(others) * 2 <= len(word) + 1 if latin else not _ASCII.search(word)
    if not regular or not fits:
        return -float(len(others))
    return sum(_LETTERS.get(letter.lower(), -1.0) for letter in others)
