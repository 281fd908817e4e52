"""Which of the lens's languages a text is in, by script and function words."""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 160
_COMMON = {
    "en": "the of and to is that was for with it on as by at from have are this not be an in they you",
    "fr": "le la les des et est que pour dans une sur pas qui au du ce sont avec par il elle nous vous à ces",
    "ru": "и что это как так все его она они был было есть или если уже только для при от же мы вы по из ее",
    "uk": "і що це як та й але не його вона вони був було є або якщо вже лише для під від ж ми ви з із у щоб",
}
# Words that two languages share say nothing.
_ALL = Counter(word for words in _COMMON.values() for word in words.split())
_WORDS = {
    language: frozenset(word for word in words.split() if _ALL[word] == 1)
    for language, words in _COMMON.items()
}
_LATIN = {language: _WORDS[language] for language in ("en", "fr")}
_RUSSIAN = re.compile("[ыэъё]", re.IGNORECASE)
_UKRAINIAN = re.compile("[іїєґ]", re.IGNORECASE)
_CYRILLIC = re.compile("[а-яА-Я]")
# The smaller share of a mixed text that is worth reading with its own cues.
_SHARE = 0.2


def guess(text: str) -> tuple[str, ...]:
    """Return the languages that a text seems to be in, the likeliest first; empty where none is known.

    A long text is judged by its beginning, middle and end. Of the languages of one script both are
    returned where each has a fair share; Bulgarian, say, is not told from Russian.
    """
    if len(text) > 3 * _SAMPLE:
        middle = len(text) // 2
        text = f"{text[:_SAMPLE]} {text[middle : middle + _SAMPLE]} {text[-_SAMPLE:]}"
    words = set(text.lower().split())
    known = _LATIN if text.isascii() else _WORDS
    points = {language: len(words & common) for language, common in known.items()}
    if not text.isascii() and _CYRILLIC.search(text):
        points["ru"] += len(_RUSSIAN.findall(text))
        points["uk"] += len(_UKRAINIAN.findall(text))
    total = sum(points.values())
    if not total:
        return ("ru", "uk") if _CYRILLIC.search(text) else ()
    ranked = sorted(points, key=lambda language: -points[language])
    return tuple(language for language in ranked if points[language] >= _SHARE * total)
