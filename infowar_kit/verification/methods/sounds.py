"""How a name sounds, coarsely, whatever its script: what spellings of one name have in common.

The alphabet of the result is ``a e i o u b v h k d t z s ž š č c l m n r p f``: г, х, g and h are one
letter, as are и, і, ы, й and j; doubled letters count once. Between Ukrainian, Russian and what is made
of them in other languages these are the letters that change places.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from infowar_kit.plain_text import APOSTROPHES, plain_letters
from infowar_kit.verification.methods.scripts import romanised, script_of, table

# How a reader of each language reads Latin letters, longest first; what is not listed reads as English.
_READINGS: dict[str, dict[str, str]] = {
    language: table(pairs)
    for language, pairs in {
        "en": "shch=šč sch=šč zh=ž sh=š ch=č kh=h ts=c tz=c ck=k",
        "de": "schtsch=šč tsch=č sch=š ch=h ss=s s=z z=c tz=c x=ks c=k",
        "fr": "chtch=šč tch=č ch=š kh=h ts=c ou=u j=ž gu=h u=u",
        "pl": "szcz=šč cz=č sz=š rz=ž ż=ž ch=h w=v c=c ó=u ź=z",
        "slavic": "č=č š=š ž=ž ch=h c=c j=i",
        "nordic": "štš=šč tsj=č tsh=č stsh=šč sj=š sh=š zj=ž oe=u ts=c h=h",
        "hu": "cs=č zs=ž sz=s s=š c=c",
        "es": "ch=č j=h sh=š kh=h",
    }.items()
}
_LATIN = table("c=k g=h j=i y=i q=k w=v x=ks ł=l ı=i ð=d đ=d ß=s ç=s")
_CYRILLIC = table(
    "а=a б=b в=v г=h ґ=h д=d е=e ё=e є=ie ж=ž з=z и=i і=i ї=i й=i к=k л=l м=m н=n о=o п=p р=r "
    "с=s т=t у=u ф=f х=h ц=c ч=č ш=š щ=šč ь= ъ= ы=i э=e ю=iu я=ia '= ’= ʼ="
)
# Bulgarian щ and ъ are read otherwise; the names in this corpus have neither where it would matter.


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Return a text in small letters without accents, signs and hyphens, for comparing spellings."""
    small = plain_letters(text).casefold().replace("ł", "l").replace("ı", "i")
    if script_of(small) == "Latin":
        small = "".join(c for c in unicodedata.normalize("NFKD", small) if not unicodedata.combining(c))
    small = re.sub(rf"[{APOSTROPHES}\"«»‹›“”„‚ʺ·]", "", small)
    return re.sub(r"[\s\-–—・_,.;:!?…()\[\]]+", " ", small).strip()


@lru_cache(maxsize=20_000)
def sounds(text: str) -> frozenset[str]:
    """Return the coarse sounds of a name: one key, or one for each way to read Latin letters."""
    small = plain_letters(text).casefold()
    script = script_of(small)
    if script == "Cyrillic":
        return frozenset({_squeezed("".join(_CYRILLIC.get(letter, letter) for letter in small))})
    if script == "Latin":
        return frozenset(_squeezed(_read(small, table)) for table in _READINGS.values())
    return frozenset(_squeezed(_read(way, _READINGS["en"])) for way in romanised(small))


def _read(small: str, table: dict[str, str]) -> str:
    out, at = [], 0
    longest = max(map(len, table))
    while at < len(small):
        for size in range(min(longest, len(small) - at), 0, -1):
            if small[at : at + size] in table:
                out.append(table[small[at : at + size]])
                at += size
                break
        else:
            letter = small[at]
            if letter not in "čšž" and letter not in _LATIN:
                letter = unicodedata.normalize("NFKD", letter)[:1]
            out.append(_LATIN.get(letter, letter))
            at += 1
    return "".join(out)


def _squeezed(key: str) -> str:
    key = re.sub(r"[^abcdefhiklmnoprstuvzčšž]", "", key)
    return re.sub(r"(.)\1+", r"\1", key)


# What a change of letters costs; every other change costs 1.
_CHANGES = table(
    "oa=.25 oi=.25 ei=.25 ea=.25 iu=.25 vf=.25 vb=.25 vu=.25 lr=.25 zs=.25 žš=.25 čc=.25 dt=.25 kh=.25 "
    "bp=.25 šs=.25 šč=.25 kč=.25 ai=.4 oe=.4 ou=.4 eu=.4 hi=.4 fh=.4 cs=.4 cz=.4 žz=.4 mn=.4 tč=.4 dč=.4"
)
_CHEAP = {frozenset(pair): float(cost) for pair, cost in _CHANGES.items()}
_LIGHT = {"i": 0.3, "a": 0.5, "e": 0.4, "o": 0.45, "u": 0.5, "h": 0.6}


@lru_cache(maxsize=200_000)
def distance(one: str, other: str) -> float:
    """Return how far two sound keys lie apart: a weighted edit distance, 0 for the same.

    Vowels, and consonants that are near each other, cost less than a whole letter.
    """
    previous = [0.0]
    for letter in other:
        previous.append(previous[-1] + _LIGHT.get(letter, 1.0))
    for letter in one:
        gone = _LIGHT.get(letter, 1.0)
        current = [previous[0] + gone]
        for at, theirs in enumerate(other):
            change = 0.0 if letter == theirs else _CHEAP.get(frozenset((letter, theirs)), 1.0)
            current.append(
                min(previous[at + 1] + gone, current[at] + _LIGHT.get(theirs, 1.0), previous[at] + change)
            )
        previous = current
    return previous[-1]


@lru_cache(maxsize=200_000)
def apart(form: str, name: str) -> float:
    """Return how far two names sound apart, from 0 to about 1, by their closest readings."""
    return min(
        distance(ours, theirs) / max(len(ours), len(theirs), 1)
        for ours in sounds(form)
        for theirs in sounds(name)
    )


def edits(one: str, other: str) -> int:
    """Return by how many letters two names differ: left out, put in or changed."""
    previous = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        current = [i]
        for j, theirs in enumerate(other, 1):
            current.append(min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (letter != theirs)))
        previous = current
    return previous[-1]
