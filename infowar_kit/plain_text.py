"""A text as a person sees it, and the way back to the text as it stands.

People do not see soft hyphens, direction marks or a Latin ``a`` in a Cyrillic word; a computer that looks
for words sees nothing else. Whatever looks for words (the lens, the hedges, the name search, ``where``)
reads the plain form made here, and cuts the original where the plain form's offsets lead back to.

What is read otherwise than it is written:

- characters without width are left out, and so are stress marks on Cyrillic letters; accents that make a
  letter (й, ї, ё, é) stay and are composed;
- full-width, ligature and mathematical letters are the letters that they show; blanks and hyphens of every
  kind are one blank and one hyphen, apostrophes of every kind inside a word are ``'``;
- a word in which letters of two alphabets are mixed is the word that is seen, and is noted in `mixed`;
- Markdown's marks round words are left out; ``snake_case`` and ``f***`` stay;
- tags of HTML are left out, signs that it spells out (``&nbsp;``) are the signs;
- an address (of a page, of a post box, of an account) is one sign, in which nothing can be found. A hashtag
  is no address: people say it, so it is read, with its underscores as blanks.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from infowar_kit.addresses_and_marks import Edit, address_edits, html_edits, is_signed, mark_edits
from infowar_kit.look_alikes import unmixed
from infowar_kit.say import later

MIXED = later("Letters of two alphabets are mixed in it: it is read as the word that is seen.")
APOSTROPHES = "'’ʼ‘‛`´ʹ′ʻʽˈ＇ꞌ"

# Format characters (category Cf) that are not seen, variation selectors, the grapheme joiner. Some Arabic,
# Syriac and Kaithi signs are of that category and are seen. Characters beyond U+FFFF stand apart: a set
# with them in it makes `re` slow.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
)
_INVISIBLE_FAR = (
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
    "\U000e0100-\U000e01ef"
)
_COMBINING = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
_STRESS = "\u0300\u0301\u0340\u0341"
_CYRILLIC = re.compile("[\u0400-\u052f]")
_STRESSED = {"ѐ": "е", "ѝ": "и", "Ѐ": "Е", "Ѝ": "И"}
# Letters in another shape: ligatures, letters of formulas, in circles, of full width, small capitals. Of the
# last Unicode does not say which letters they are.
_SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz", strict=True))
_SHAPES = (
    "\u0132\u0133\u0149\u017f\u210a-\u2113\u2115\u2119-\u211d\u2124\u212c\u212d\u212f-\u2131\u2133\u2134"
    "\u24b6-\u24e9\ufb00-\ufb06\uff01-\uff5e"
    f"{''.join(_SMALL_CAPITALS)}"
)
_SHAPES_FAR = "\U0001d400-\U0001d7ff\U0001f130-\U0001f149"
_BLANKS = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_LINES = "\x85\u2028\u2029"
_HYPHENS = "\u2010\u2011\ufe63"

_JAMO = "[\u1100-\u115f][\u1160-\u11ff]+"  # a Hangul syllable spelled out
_NEAR = re.compile(f"[{_INVISIBLE}{_COMBINING}]+|[ѐѝЀЍ{_SHAPES}]|{_JAMO}")
_NEAR_AND_FAR = re.compile(
    f"[{_INVISIBLE}{_INVISIBLE_FAR}{_COMBINING}]+|[ѐѝЀЍ{_SHAPES}{_SHAPES_FAR}]|{_JAMO}"
)
# One set of characters lets `re` run over the rest: what the patterns above find begins with one of these.
_ODD = re.compile(f"[{_INVISIBLE}{_COMBINING}ѐѝЀЍ{_SHAPES}\u1100-\u115f]")
_FAR = re.compile("[\U00010000-\U0010ffff]+")
_ODD_FAR = re.compile(f"[{_INVISIBLE_FAR}{_SHAPES_FAR}]")
_UNSEEN = re.compile(f"[{_INVISIBLE}{_INVISIBLE_FAR}]+")
_LOOSE = re.compile(f"[{_COMBINING}]+")
_SHAPE = re.compile(f"[{_SHAPES}{_SHAPES_FAR}]")

# Most texts need nothing done: they hold none but these characters, in letters of one alphabet.
_SIGNS = " \\t\\n\\r\u00a0\u202f!-)+-.0-?\\[-^{}«»—–“”„…№’"
_LATIN_ONLY = re.compile(f"[^{_SIGNS}A-Za-z\u00c0-\u00ff]")
_CYRILLIC_ONLY = re.compile(f"[^{_SIGNS}\u0401-\u044f\u0451-\u045c\u045e\u045f\u0490\u0491]")
# What is looked for below, and whatever else is rare: few characters of a text, in which to look is quick.
_STRANGE = re.compile(
    "[^ \\t\\n\\r!#-)+-.0-?A-Z\\[-^a-z{}«»—–„…№"
    "\u00c0-\u00ff\u0401-\u040c\u040e-\u044f\u0451-\u045c\u045e\u045f\u0490\u0491]+"
)
_CHANGES = '’`\u00a0\u202f"“”*'  # those among them that may have to be one sign
_SPACED = re.compile(f"[{_BLANKS}{_LINES}{_HYPHENS}]")
_APOSTROPHE = re.compile(rf"[{APOSTROPHES[1:]}](?<=[^\W\d_].)(?=[^\W\d_])")
# What a keyboard without the sign makes of the Ukrainian apostrophe.
_FOR_APOSTROPHE = re.compile('["”“*](?<=[а-яіїєґА-ЯІЇЄҐ].)(?=[яюєїЯЮЄЇ])')
# What begins one of those three.
_OF_A_KIND = re.compile(f'[{_BLANKS}{_LINES}{_HYPHENS}{APOSTROPHES[1:]}"”“*]')

# A line that goes on with a small letter was broken for want of room; others are lines of their own.
_BROKEN_LINE = re.compile(r"(?<!\n)\n(?=[^\S\n]*([^\W\d_]))")


@dataclass(frozen=True, slots=True)
class _Step:
    """Some edits of a text: where each piece of the new text begins, and what of the old text it stands for.

    A piece is copied letter by letter, or stands as a whole for a whole.
    """

    begins: tuple[int, ...]
    pieces: tuple[tuple[int, int, bool], ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        at = bisect_right(self.begins, start) - 1
        first, _, copied = self.pieces[at]
        began = first + start - self.begins[at] if copied else first
        at = bisect_right(self.begins, end - 1) - 1
        first, last, copied = self.pieces[at]
        return began, first + end - self.begins[at] if copied else last


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text as a person sees it.

    Attributes
    ----------
    text : str
        The plain form.
    original : str
        The text as it stands.
    mixed : tuple of (int, int)
        Where words stand in the original whose letters are of two alphabets.
    """

    text: str
    original: str
    mixed: tuple[tuple[int, int], ...] = ()
    steps: tuple[_Step, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the plain form, of one character at least, stands in the original."""
        if not self.steps:
            return start, end
        for step in reversed(self.steps):
            start, end = step.back(start, end)
        return start, end

    def is_mixed(self, start: int, end: int) -> bool:
        """Whether a stretch of the original touches a word whose letters are of two alphabets."""
        return any(start < last and first < end for first, last in self.mixed)

    def words(self, start: int, end: int) -> str:
        """Return what stands in the original for a stretch of the plain form."""
        first, last = self.span(start, end)
        return self.original[first:last]


def plain_text(text: str) -> PlainText:
    """Return a text as a person sees it, with the way back to its offsets."""
    made, steps, strange = text, [], ""
    if "&" in text or "<" in text:
        made, step = _edited(made, html_edits(made))
        steps += [step] if step else []
    common = made.isascii() or _LATIN_ONLY.search(made) is None or _CYRILLIC_ONLY.search(made) is None
    if not common:
        strange = "".join(_STRANGE.findall(made))
        if _ODD.search(strange) or _ODD_FAR.search(strange):
            made, step = _edited(made, _letter_edits(made))
            steps += [step] if step else []
            strange = made
    for edits in (address_edits, mark_edits) if is_signed(made) else ():
        made, step = _edited(made, edits(made))
        steps += [step] if step else []
    if common:
        changes = "`" in made if made.isascii() else any(map(made.__contains__, _CHANGES))
        return PlainText(_one_sign(made) if changes else made, text, (), tuple(steps))
    made, mixed = unmixed(_one_sign(made) if _OF_A_KIND.search(strange) else made)
    plain = PlainText(made, text, (), tuple(steps))
    return replace(plain, mixed=tuple(plain.span(*place) for place in mixed)) if mixed else plain


def without_line_breaks(text: str) -> str:
    """Return a text of the same length in which lines are whole that were broken for want of room."""
    if "\n" not in text:
        return text
    return _BROKEN_LINE.sub(lambda found: " " if found[1].islower() else found[0], text)


def plain_letters(text: str) -> str:
    """Return a name in the letters that are seen: of one alphabet, without stress and invisible signs.

    Addresses and marks are left as they are: this is for names, and loses nothing of what it cannot read.
    """
    if text.isascii():
        return _one_sign(text)
    seen, _ = _edited(text, _letter_edits(text))
    return unmixed(_one_sign(seen))[0]


def plain_cluster(cluster: str) -> str:
    """Return what a person sees of one letter with all that is joined to it; empty where there is nothing."""
    seen = _UNSEEN.sub("", cluster)
    if not seen:
        return ""
    if _LOOSE.match(seen):
        return ""  # under a blank, as in words that are underlined sign by sign
    base, marks = _STRESSED.get(seen[0], seen[0]), seen[1:]
    if _SHAPE.match(base):
        base = _SMALL_CAPITALS.get(base) or unicodedata.normalize("NFKC", base)
    letter = unicodedata.normalize("NFD", base)[0]
    if _CYRILLIC.match(letter):
        # No stress falls on a consonant: on г and к the mark makes a Macedonian letter.
        marks = "".join(mark for mark in marks if mark not in _STRESS or letter in "гкГК")
    made = unicodedata.normalize("NFC", base + marks)
    if _CYRILLIC.match(letter) or letter < "\u0250":
        made = _LOOSE.sub("", made)
    return made


def invisible(character: str) -> bool:
    """Whether a character has no width: zero-width spaces, joiners, direction marks, variation selectors."""
    return _UNSEEN.fullmatch(character) is not None


def _edited(text: str, edits: Iterable[Edit]) -> tuple[str, _Step | None]:
    """Return a text after some edits, given in order, with the way back."""
    out: list[str] = []
    begins: list[int] = []
    pieces: list[tuple[int, int, bool]] = []
    size = place = 0

    def add(words: str, first: int, last: int, copied: bool) -> int:
        if words:
            out.append(words)
            begins.append(size)
            pieces.append((first, last, copied))
        return size + len(words)

    for start, end, instead in edits:
        size = add(text[place:start], place, start, True)
        size = add(instead, start, end, False)
        place = end
    if not place:
        return text, None
    add(text[place:], place, len(text), True)
    return "".join(out), _Step(tuple(begins), tuple(pieces))


def _odd(text: str) -> Iterable[tuple[int, int]]:
    """Yield where letters may be seen otherwise than they are written."""
    if _ODD_FAR.search("".join(_FAR.findall(text))):
        yield from (found.span() for found in _NEAR_AND_FAR.finditer(text))
        return
    end = 0
    for hint in _ODD.finditer(text):
        if hint.start() >= end and (found := _NEAR.match(text, hint.start())):
            end = found.end()
            yield found.span()


def _letter_edits(text: str) -> Iterable[Edit]:
    for first, end in _odd(text):
        joined = first and _LOOSE.search(text, first, end) and not text[first - 1].isspace()
        start = first - 1 if joined else first  # with the letter that they are joined to
        seen = plain_cluster(text[start:end])
        if seen != text[start:end]:
            yield start, end, seen


def _spaced(found: re.Match[str]) -> str:
    sign = found[0]
    return "-" if sign in _HYPHENS else "\n" if sign in _LINES else " "


def _one_sign(text: str) -> str:
    """Return a text with one kind of blank, of hyphen and of apostrophe, of the same length."""
    return _FOR_APOSTROPHE.sub("'", _APOSTROPHE.sub("'", _SPACED.sub(_spaced, text)))
