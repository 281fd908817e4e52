"""Which of the lens's languages a text is in, by script and function words."""

from __future__ import annotations

import re
from collections import Counter

# Characters read at the beginning, the middle and the end: a first look, and a longer one where it is thin.
_LOOKS = (80, 600)
_ENOUGH = 6  # known words
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
_RUSSIAN = re.compile("[ыэъё]", re.IGNORECASE)
_UKRAINIAN = re.compile("[іїєґ]", re.IGNORECASE)
_CYRILLIC = re.compile("[а-яА-Я]")
# The smaller share of a mixed text that is worth reading with its own cues.
_SHARE = 0.2
_LONG = 10_000


def guess(text: str) -> tuple[str, ...]:
    """Return the languages that a text seems to be in, the likeliest first; empty where none is known.

    A long text is judged by its beginning, middle and end. Of the languages of one script both are
    returned where each has a fair share; Bulgarian, say, is not told from Russian.
    """
    if text.isascii():
        words = set(_sample(text, _LOOKS[0]).lower().split())
        if len(words & _WORDS["en"]) >= _ENOUGH and not words & _WORDS["fr"]:
            return ("en",)
    for size in _LOOKS:
        points = _points(_sample(text, size))
        if sum(points.values()) >= _ENOUGH or len(text) <= 3 * size:
            break
    total = sum(points.values())
    if not total:
        return ("ru", "uk") if _CYRILLIC.search(text[:_LONG]) else ()
    best = max(points, key=points.__getitem__)
    if points[best] > (1 - _SHARE) * total:
        return (best,)
    ranked = sorted(points, key=lambda language: -points[language])
    return tuple(language for language in ranked if points[language] >= _SHARE * total)


def _sample(text: str, size: int) -> str:
    if len(text) <= 3 * size:
        return text
    middle = len(text) // 2
    return f"{text[:size]} {text[middle : middle + size]} {text[-size:]}"


def _points(text: str) -> dict[str, int]:
    words = set(text.lower().split())
    if text.isascii():
        return {language: len(words & _WORDS[language]) for language in ("en", "fr")}
    points = {language: len(words & common) for language, common in _WORDS.items()}
    if _CYRILLIC.search(text):
        points["ru"] += len(_RUSSIAN.findall(text))
        points["uk"] += len(_UKRAINIAN.findall(text))
    return points
