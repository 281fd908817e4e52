"""Which language a text is in, where that can be told: by common words, endings and letters."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from infowar_kit.tone.lens.tongues import ENDINGS, LETTERS, SHARED_LETTERS, WORDS

COVERED = ("en", "fr", "ru", "uk")

# Characters read at the beginning, the middle and the end: a first look, and a longer one where it is thin.
_LOOKS = (80, 600)
_ENOUGH = 5  # words that are only of one language, in a text that is then not looked at further
# What the first language must have at least, and how far it must stand before the next.
_FLOOR = 3
_LEAD = 1.4
_SHARE = 0.3  # of the points of two languages of the lens, where both are read
_WORD, _LETTER = 2, 2
_OWN_WORD = 3  # in Latin letters a word that only one language has says more
_CACHED = 2_000  # words, of which texts repeat most

_LATIN = ("en", "fr", "de", "es", "it", "pt", "nl", "pl", "cs", "sk", "ro", "tr", "sv", "da", "hu", "fi",
          "sq", "hr", "id")  # fmt: skip
_CYRILLIC = ("ru", "uk", "be", "bg", "sr", "mk", "kk")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")


def _known(languages: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language in languages:
        for word in dict.fromkeys(WORDS.get(language, "").split()):
            found[word] = (*found.get(word, ()), language)
    return found


_IN_LATIN, _IN_CYRILLIC = _known(_LATIN), _known(_CYRILLIC)
_OWN = {
    word: languages[0]
    for known in (_IN_LATIN, _IN_CYRILLIC)
    for word, languages in known.items()
    if len(languages) == 1
}
_ONLY = {
    language: frozenset(word for word, languages in _IN_CYRILLIC.items() if languages == (language,))
    for language in ("ru", "uk")
}
_LONG_WITHOUT = 30
_OWN_TO_THE_SOUTH = {
    language: (
        re.compile(letters),
        frozenset(
            word for word, known in _IN_CYRILLIC.items() if language in known and not {"ru", "uk"} & {*known}
        ),
    )
    for language, letters in (("bg", "ъ"), ("sr", "[јљњџћђ]"), ("mk", "[јљњџѓќѕ]"))
}
_UKRAINIAN, _RUSSIAN = re.compile("[іїєґ]"), re.compile("[ыэёъ]")
_ENDS = {language: tuple(set(ends.split())) for language, ends in ENDINGS.items()}
_OF_LETTER: dict[str, tuple[str, ...]] = {
    **{letter: languages for letters, languages in SHARED_LETTERS.items() for letter in letters},
    **{letter: (language,) for language, letters in LETTERS.items() for letter in letters},
}
_MARKS = re.compile(f"[{''.join(_OF_LETTER)}]")
# Spellings of English that the others hardly have.
_ENGLISH = re.compile(r"th|sh|wh|ght|ck|ee|oo|ow|ew|ly\b|ys?\b|'s\b")
_GERMANIC = re.compile(r"sch|ij|aa|uu|cht|ei|tz|ö|ü|ä")
_FRENCH = re.compile(r"\b(?:[ldnsjmc]|qu)['’]|eau|eux|oi|ou|ai")
# Letters that these languages have only in words and names of others. In Cyrillic letters such names are
# written with one's own, so that a strange one says more.
_BEYOND = re.compile("[ѐ-ԯ](?<![ёєіїґ])")
_STRANGE_TO = {
    "en": (re.compile("[à-ɏ](?<![éèêïçôöüñæœ])"), 2),
    "fr": (re.compile("[à-ɏ](?<![àâäæçéèêëîïôœùûüÿ])"), 2),
    "ru": (_BEYOND, 4),
    "uk": (_BEYOND, 4),
}
_A_CYRILLIC = re.compile("[\u0400-\u04ff]")
_A_LATIN = re.compile("[A-Za-zÀ-ɏ]")


class Guess(NamedTuple):
    """What can be told of a text's language.

    Parameters
    ----------
    languages : tuple of str
        Languages of the lens that the text is in, the likeliest first; empty where none is known.
    other : str
        The language it seems to be in where that is none of the lens's; empty where none is known either.
    """

    languages: tuple[str, ...] = ()
    other: str = ""


def guess(text: str) -> tuple[str, ...]:
    """Return the languages of the lens that a text is in, the likeliest first; empty where none is known.

    It dares nothing on a text in which too little speaks for one language, and none on a text in another
    language. Of a text in two of the lens's languages of one script both are returned.
    """
    return recognise(text).languages


def recognise(text: str) -> Guess:
    """Return what can be told of a text's language; see `Guess`.

    A long text is judged by its beginning, middle and end.
    """
    if len(text) > _LOOKS[0] and (language := _at_a_glance(_sample(text, _LOOKS[0]).lower())):
        return Guess((language,))
    found = Guess()
    for size in _LOOKS:
        found = _decided(_sample(text, size))
        if found.languages or len(text) <= 3 * size:
            break
    return found


def _at_a_glance(small: str) -> str:
    """Return the language whose own words fill a text, where others have hardly one; else nothing."""
    points: dict[str, int] = {}
    for word in set(small.split()):
        if language := _OWN.get(word):
            points[language] = points.get(language, 0) + 1
    if not points:
        return ""
    best = max(points, key=points.__getitem__)
    clear = points[best] >= _ENOUGH and sum(points.values()) - points[best] <= points[best] // 4
    return best if clear and best in COVERED else ""


def _sample(text: str, size: int) -> str:
    if len(text) <= 3 * size:
        return text
    middle = len(text) // 2
    return f"{text[:size]} {text[middle : middle + size]} {text[-size:]}"


def _decided(text: str) -> Guess:
    small = text.lower()
    cyrillic = 0 if small.isascii() else len(_A_CYRILLIC.findall(small))
    latin = len(_A_LATIN.findall(small))
    if not cyrillic and not latin:
        return Guess()
    if not cyrillic:
        return _first(_latin(small))
    if 3 * latin < cyrillic:
        return _named(_first(_cyrillic(small)), small)
    if 3 * cyrillic < latin:
        return _first(_latin(small))
    one, other = _first(_latin(small)), _named(_first(_cyrillic(small)), small)
    return Guess(one.languages + other.languages, one.other or other.other)


def _first(points: Counter[str]) -> Guess:
    """Return what the points say: the first, if it has enough and stands well before the next."""
    if not points:
        return Guess()
    # Of equals a language of the lens stands first, so that nothing is dared on them, the same at every run.
    ranked = sorted(
        (pair for pair in points.items() if pair[1] > 0),
        key=lambda pair: (-pair[1], pair[0] not in COVERED, pair[0]),
    )
    if not ranked or ranked[0][1] < _FLOOR:
        return Guess()
    (best, most), *rest = ranked
    second, next_ = rest[0] if rest else ("", 0)
    if best not in COVERED:
        return Guess((), best)
    if second in COVERED and next_ >= _SHARE * (most + next_) and next_ >= 2 * _FLOOR:
        third = rest[1][1] if len(rest) > 1 else 0
        return Guess((best, second)) if most >= _LEAD * third else Guess()
    return Guess((best,)) if most >= _LEAD * next_ else Guess()


def _named(guess: Guess, small: str) -> Guess:
    """Return a guess; nothing where it names a language to the south without a sign that is its own.

    Such a text may be a Russian one that has no sign of its own either.
    """
    if guess.other not in _OWN_TO_THE_SOUTH:
        return guess
    letters, own = _OWN_TO_THE_SOUTH[guess.other]
    return guess if letters.search(small) or own.intersection(_TOKEN.findall(small)) else Guess()


def _counted(words: set[str], known: dict[str, tuple[str, ...]]) -> Counter[str]:
    points: Counter[str] = Counter()
    for word in words:
        if languages := known.get(word):
            weight = _OWN_WORD if len(languages) == 1 and known is _IN_LATIN else _WORD
            for language in languages:
                points[language] += weight
    return points


def _letters(small: str, points: Counter[str]) -> None:
    if small.isascii():
        return
    for letter in set(_MARKS.findall(small)):
        for language in _OF_LETTER[letter]:
            points[language] += _LETTER
    for language, (strange, weight) in _STRANGE_TO.items():
        if found := strange.findall(small):
            points[language] -= weight * len(set(found))


def _endings(words: set[str], points: Counter[str], languages: tuple[str, ...]) -> None:
    for word in words:
        if len(word) > 4:
            for language in _ending(word, languages):
                points[language] += 1


@lru_cache(maxsize=_CACHED)
def _ending(word: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(language for language in languages if word.endswith(_ENDS[language]))


_LATIN_ENDS = tuple(language for language in _LATIN if language in _ENDS)
_CYRILLIC_ENDS = tuple(language for language in _CYRILLIC if language in _ENDS)


def _latin(small: str) -> Counter[str]:
    words = set(_TOKEN.findall(small.replace("’", "'")))
    points = _counted(words, _IN_LATIN)
    _letters(small, points)
    _endings(words, points, _LATIN_ENDS)
    germanic = len(set(_GERMANIC.findall(small)))
    points["en"] += len(set(_ENGLISH.findall(small))) - 2 * germanic
    points["fr"] += len(set(_FRENCH.findall(small.replace("’", "'"))))
    ends = [word[-1] for word in words if len(word) > 3]
    # Hardly a word ends in a consonant; in a French text all may end in e.
    if len(words) > 2 and set(ends) <= set("aeioàèìòù") and not (len(ends) > 1 and set(ends) == {"e"}):
        points["it"] += 4
    if germanic:
        points["de"] += germanic
        points["nl"] += germanic
    return points


def _cyrillic(small: str) -> Counter[str]:
    words = set(_TOKEN.findall(small))
    points = _counted(words, _IN_CYRILLIC)
    _letters(small, points)
    _endings(words, points, _CYRILLIC_ENDS)
    plain = "и" in small or "щ" in small  # letters that Belarusian has not
    for word in words:
        for language, more in _spelling(word, plain=plain):
            points[language] += more
    ukrainian, russian = _UKRAINIAN.search(small), _RUSSIAN.search(small)
    if ukrainian and not russian:
        points["ru"] -= 4
        points["uk"] += 3 if plain else 0
    elif russian and not ukrainian:
        points["uk"] -= 4
    # Neither is told from its neighbours without a letter or a word that is its own.
    if not ukrainian and not words & _ONLY["uk"]:
        points["uk"] = 0
    if not russian and not words & _ONLY["ru"]:
        # The soft sign is no letter of the languages to the south, and long Ukrainian texts show theirs.
        long = len(small) >= _LONG_WITHOUT and not ukrainian and not words & _ONLY["uk"]
        points["ru"] = points["ru"] if long and _SOFT.search(small) else 0
    return points


@lru_cache(maxsize=_CACHED)
def _spelling(word: str, *, plain: bool) -> tuple[tuple[str, int], ...]:
    """Return points for what only some of the languages in Cyrillic letters write."""
    points: Counter[str] = Counter()
    y, i, hard = ("ы" in word or "э" in word), "і" in word, "ъ" in word
    if i and y:
        points["be"] += 3
    elif i:
        points["uk"] += 2 if plain else 1
        points["be"] += 0 if plain else 1
    elif y:
        points["ru"] += 2 if plain else 1
        points["be"] += 0 if plain else 1
    if "ё" in word:
        points["ru"] += 1
        points["be"] += 0 if plain else 1
    if "и" in word or "щ" in word:
        points["be"] -= 2
    if hard:
        points["ru" if _RUSSIAN_SIGN.search(word) else "bg"] += 2
    if _SOFT.search(word):
        for language in ("bg", "sr", "mk"):
            points[language] -= 2
        points["ru"] += 0 if i else 1
    return tuple(points.items())


_RUSSIAN_SIGN = re.compile("ъ[еёюя]")
_SOFT = re.compile("ь(?!о)")
