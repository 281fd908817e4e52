"""Addresses, Markdown's marks and those of HTML in a text: what stands there and is no word.

What is found is given as edits, in order: start, end, and what is read instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.entities import html5

# What stands in the plain form for an address; no letter, no blank, no end of a sentence.
ADDRESS = "\ufffc"
_DOTTED = re.compile(r"\.\w\w")

# A name of the network by its end; those that are words as well count only with a path after them.
_ENDS = (
    "com|org|net|info|int|gov|edu|mil|biz|eu|ua|ru|su|uk|us|by|de|fr|pl|es|cz|sk|hu|ro|md|lt|lv|ee|fi|se|dk|nl"
    "|ch|tr|il|cn|jp|kr|br|ca|au|ge|kz|io|tv|cc|app|dev|news|media|press|online|site|live|blog|team|world|today"
    "|xyz|top|club|store|pro|ly|gg|ph|укр|рф|бел|рус"
)
_ENDS_WITH_PATH = "me|to|be|is|it|in|no|so|at|my|as|am|co|la|im|st|id|ai|us|by"
_LABELS = r"(?<![^\W_])(?<![.@/-])(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,6}"
_ADDRESS = re.compile(
    r"(?<![^\W_])(?:[a-z][a-z0-9+-]{1,15}://|mailto:|www\.)[^\s<>\"«»“”|]+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
    r"|(?<![^\W_])(?<![@/])@\w[\w.]{0,62}\w"
    rf"|{_LABELS}(?:(?-i:{_ENDS}|COM|ORG|NET|UA|RU|UK)(?![^\W_]|-|\.\w)(?::\d{{1,5}})?(?:[/?#][^\s<>\"«»“”|]*)?"
    rf"|(?-i:{_ENDS_WITH_PATH})/[^\s<>\"«»“”|]+)",
    re.IGNORECASE,
)
_AFTER_ADDRESS = ".,;:!?…)]}'’*_~`"
_CHUNK = re.compile(r"\S++")
_HINT = re.compile(r"[@:.](?:(?<=@)|(?<=:)//|(?<=mailto:)|(?<=\.)\w\w)")  # every address has one
_HASHTAG = re.compile(r"(?<!\w)#\w+")
_MARKS = re.compile(r"[_*~`|]+")

# A sign of HTML spelled out; exports of pages spell some of them out twice (&amp;nbsp;).
_REFERENCE = re.compile(
    r"&(?:amp;)*+(?:([A-Za-z][A-Za-z0-9]{1,31}+)|#(\d{1,7}+|[xX][0-9a-fA-F]{1,6}+));|&(?:amp;)++"
)
# Attributes have an equals sign: "a <b and c> d" is no tag. Nothing runs beyond the next bracket.
_TAG = re.compile(
    r"<!--[^<]{0,2000}?-->|<(/?)([a-zA-Z][a-zA-Z0-9-]{0,14}+)(?:\s[^<>=]{0,200}+=[^<>]{0,2000}+)?\s{0,9}/?>"
)
_QUOTING_TAGS = "q blockquote"
_BREAKING_TAGS = "br p div li ul ol tr td th table h1 h2 h3 h4 h5 h6 hr pre section article"
_OTHER_TAGS = """
a abbr b bdi bdo big cite code del dfn em figcaption figure font i img ins kbd label mark s samp small span
strike strong sub sup tg-emoji tg-spoiler time tt u var wbr
"""
# What is read for a tag that opens and for one that closes.
_TAGS = {
    name: sides
    for names, sides in ((_OTHER_TAGS, ("", "")), (_BREAKING_TAGS, ("\n", "\n")), (_QUOTING_TAGS, ("“", "”")))
    for name in names.split()
}

Edit = tuple[int, int, str]


def is_signed(text: str) -> bool:
    """Whether there may be an address or a mark in a text; seven such questions cost less than a pattern."""
    marked = "_" in text or "*" in text or "~~" in text or "`" in text or "||" in text
    return marked or "@" in text or "//" in text or _DOTTED.search(text) is not None


def html_edits(text: str) -> Iterable[Edit]:
    """Yield what HTML writes for signs and for the look of words, to be read as a browser shows it."""
    found = [
        *(_REFERENCE.finditer(text) if "&" in text else ()),
        *(_TAG.finditer(text) if "<" in text else ()),
    ]
    end = 0
    for match in sorted(found, key=re.Match.start):
        if match.start() < end:
            continue  # inside a tag
        if match.re is _REFERENCE:
            instead = _spelled_out(match)
        elif match[2] is None:
            instead = ""  # a comment
        else:
            sides = _TAGS.get(match[2].lower())
            instead = match[0] if sides is None else sides[bool(match[1])]
        if instead != match[0]:
            yield *match.span(), instead
            end = match.end()


def _spelled_out(reference: re.Match[str]) -> str:
    """Return the sign; what spells none stays."""
    name, number = reference[1], reference[2]
    if not (name or number):
        return "&"
    if name:
        return html5.get(f"{name};", reference[0])
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    return chr(code) if 0x20 <= code < 0xD800 or 0xDFFF < code < 0x110000 else reference[0]


def address_edits(text: str) -> Iterable[Edit]:
    """Yield addresses, each to be read as one sign."""
    end = 0
    for hint in _HINT.finditer(text):
        start = hint.start()
        if start < end:
            continue
        while start > end and not text[start - 1].isspace():
            start -= 1
        chunk = _CHUNK.match(text, start)
        assert chunk is not None, hint
        end = chunk.end()
        for found in _ADDRESS.finditer(text, start, end):
            words = found[0].rstrip(_AFTER_ADDRESS)
            yield found.start(), found.start() + len(words), ADDRESS


def mark_edits(text: str) -> Iterable[Edit]:
    """Yield Markdown's marks at the edges of words, to be left out, and the underscores of hashtags."""
    tags = [found.span() for found in _HASHTAG.finditer(text) if "_" in found[0]]
    opened: set[str] = set()
    inside = -1  # where a mark within a word was opened
    for found in _MARKS.finditer(text):
        start, end = found.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        kind = found[0].strip("_")
        if kind in ("~", "|"):
            continue
        within = before.isalnum() and after.isalnum()
        if within and "_" in found[0]:
            if tags and any(a < start and end < b for a, b in tags):
                yield start, end, " "
        elif within and kind == "**" and not opened:
            # Part of a word in bold: both marks lie in one word; f**k has but one.
            close = text.find("**", end)
            if start < inside or (0 < close < end + 30 and text[end:close].isalpha()):
                yield start, end, ""
                inside = close + 1
        elif after.strip() and not before.isalnum() and not (before.strip() and kind in opened):
            opened.add(kind)
            yield start, end, ""
        elif before.strip() and (kind in opened or (not kind and before.isalnum())):
            opened.discard(kind)
            yield start, end, ""
