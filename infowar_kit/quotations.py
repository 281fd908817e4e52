"""Where a text quotes: the marks of the European languages, single and double, long and over lines."""

from __future__ import annotations

import re

# Marks of other scripts and keyboards, each read as one of the same length. What is typed with two signs
# has one of them in front of it or behind it, on the side where the quotation is not.
_OTHERS = str.maketrans("「」『』《》〈〉⟪⟫〝〞〟❝❞❛❜″＂", '«»«»«»«»«»“””“”‘’""')
_OTHER = (*"「『《〈⟪〝❝❛″＂", "<<", ",,")
_TWO_SIGNS = (
    (re.compile(r"<<(?=[^\s<])"), "«\ufffc"),
    (re.compile(r"(?<=[^\s>])>>"), "\ufffc»"),
    (re.compile(r",,(?=\w)"), "„\ufffc"),
    (re.compile(r"(?<=[^\s'])''(?!\w)"), "\ufffc”"),
)
# Mark that opens, marks that close it. “ closes what „ opens, and opens what ” closes; typed by hand it
# closes what it opens.
_CLOSING = {
    "«": "»", "‹": "›", "„": "“”\"„", "‚": "‘’", "“": "”“", "‘": "’", '"': '"', "'": "'", "”": "”",
    "»": "«»", "›": "‹", "‟": "”", "‛": "’",
}  # fmt: skip
# An apostrophe between letters is no mark. One set of characters in front lets `re` run over the rest.
_MARK = re.compile(r"[«»‹›“”„‟‚‛‘\"'’](?!(?<=\w['‘’‛])\w)")
# Single marks double as apostrophes: what they quote is short and stands in one paragraph.
_SINGLE = "‘’'‛"
_LONGEST, _LONGEST_SINGLE = 5_000, 1_000
_DEEPEST = 8
# Not an opening mark: the letters that are left out of 'tis, 'em, rock 'n' roll, the '90s.
_CLIPPED = re.compile(r"(?:tis|twas|em|til|cause|bout|n|n'|n’|\d\ds?)(?!\w)", re.IGNORECASE)
# A blank behind the mark may be left out before a word; ">100" is a number.
_LINE_QUOTED = re.compile(r"^>(?: ?>)*(?: |(?=[«“„\"'‘]?[^\W\d_])).*$", re.MULTILINE)
_MARKS = "«‹“„‚‘\"'”»›‟‛"
# An apostrophe opens a quotation only at the beginning, after a blank or a bracket; most stand in words.
_MAY_QUOTE_ASCII = ('"', " '", "\n'", "('", "['", ">", "<<", ",,")
_MAY_QUOTE = (*"«»“”„‹›‘‚‟‛", " ’", *_OTHER)

Span = tuple[int, int]


def quotations(text: str) -> tuple[Span, ...]:
    """Return where a text quotes: start and end of each quotation with its marks, none inside another.

    A quotation may be long and run over lines; a mark that is never closed quotes nothing. Lines that begin
    with ``>`` and words are quoted too. Offsets are those of the text as given. Time grows linearly with
    the text.

    Examples
    --------
    >>> quotations("He found it ‘pathetic’, and said: «No.»")
    ((12, 22), (34, 39))
    """
    found = [place.span() for place in _LINE_QUOTED.finditer(text)] if ">" in text else []
    if any(map(text.__contains__, _OTHER)):
        text = _with_usual_marks(text)
    if any(map(text.__contains__, _MARKS)):
        found += _between_marks(text)
    return _outermost(found)


def may_quote(text: str) -> bool:
    """Whether there are marks of quotation in a text; quickly. A lone apostrophe in a word is none."""
    if any(map(text.__contains__, _MAY_QUOTE_ASCII)) or text.startswith("'"):
        return True
    return not text.isascii() and any(map(text.__contains__, _MAY_QUOTE))


def _with_usual_marks(text: str) -> str:
    """Return a text of the same length in which other marks are those of `_CLOSING`."""
    text = text.translate(_OTHERS)
    for pattern, instead in _TWO_SIGNS:
        text = pattern.sub(instead, text)
    return text


def _between_marks(text: str) -> list[Span]:
    found: list[Span] = []
    opened: list[tuple[str, int]] = []  # marks that wait to be closed, the innermost last
    marks = [(match.start(), match[0]) for match in _MARK.finditer(text)]
    for number, (at, mark) in enumerate(marks):
        closes = _closed_by(opened, mark) if opened and _may_close(text, at) else None
        if (
            closes is not None
            and mark in _SINGLE
            and _is_apostrophe(text, at, marks[number + 1 : number + 2])
        ):
            continue
        if closes is not None:
            start = opened[closes][1]
            del opened[closes:]
            if _is_one(text, start, at + 1):
                found.append((start, at + 1))
        elif _may_open(text, at, mark) and not _goes_on(opened, mark, text, at):
            opened.append((mark, at))
            del opened[:-_DEEPEST]
    return found


def _is_one(text: str, start: int, end: int) -> bool:
    """Whether a quotation is of a fair length; marks that do not say their side stay in a paragraph."""
    if not 2 < end - start <= (_LONGEST_SINGLE if text[start] in _SINGLE else _LONGEST):
        return False
    return text[start] not in _SINGLE + '"' or text.find("\n\n", start, end) < 0


def _closed_by(opened: list[tuple[str, int]], mark: str) -> int | None:
    """Return which of the open marks this one closes: the innermost that it can."""
    for number in range(len(opened) - 1, -1, -1):
        if mark in _CLOSING[opened[number][0]]:
            return number
    return None


def _may_close(text: str, at: int) -> bool:
    """Whether a mark may close: something stands before it. French has a blank there."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in "»›”":
        return True
    if text[at] in "«‹":
        return not (after.isalnum() and not before.isalnum())
    return bool(before.strip()) and not after.isalnum()


def _may_open(text: str, at: int, mark: str) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if mark in "«‹„‚“‟":
        return True
    if not after.strip() or before.isalnum():
        return False
    # ”so” in Swedish and Finnish, »so« in German and Danish.
    return mark != "’" and not (mark in _SINGLE and _CLIPPED.match(text, at + 1, at + 8))


def _goes_on(opened: list[tuple[str, int]], mark: str, text: str, at: int) -> bool:
    """Whether a mark repeats, at the head of a paragraph, the one that opened before it."""
    return bool(opened) and opened[-1][0] == mark and mark in "«“" and text[at - 1 : at] == "\n"


def _is_apostrophe(text: str, at: int, following: list[tuple[int, str]]) -> bool:
    """Whether a single mark is the apostrophe of a plural (the soldiers’ plan): another one closes later."""
    if text[at - 1] not in "sSxXzZ" or not re.match(r" [a-zà-ÿ]", text[at + 1 : at + 3]):
        return False
    return any(mark == text[at] and _may_close(text, place) for place, mark in following)


def _outermost(found: list[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)
