"""Which of the lens's languages a text is in, by script and function words."""

from __future__ import annotations

import re

_SAMPLE = 300
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)?")
_COMMON = {
    "en": "the of and to is that was for with it on as by at from have are this not be an in they you",
    "fr": "le la les des et est que pour dans une sur pas qui au du ce sont avec par il elle nous vous à ces",
    "ru": "и что это как так все его она они был было есть или если уже только для при от же мы вы по из ее",
    "uk": "і що це як та й але не його вона вони був було є або якщо вже лише для під від ж ми ви з із у щоб",
}
# Words that two languages share say nothing.
_WORDS: dict[str, str] = {}
for _language, _words in _COMMON.items():
    for _word in _words.split():
        _WORDS[_word] = "" if _word in _WORDS else _language
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
    if text.isascii():
        points = {"en": 0.0, "fr": 0.0}
    else:
        points = dict.fromkeys(_COMMON, 0.0)
        if _CYRILLIC.search(text):
            points["ru"] += len(_RUSSIAN.findall(text))
            points["uk"] += len(_UKRAINIAN.findall(text))
    for word in _WORD.findall(text.lower()):
        if (language := _WORDS.get(word)) and language in points:
            points[language] += 1
    total = sum(points.values())
    if not total:
        return ("ru", "uk") if _CYRILLIC.search(text) else ()
    ranked = sorted(points, key=lambda language: -points[language])
    return tuple(language for language in ranked if points[language] >= _SHARE * total)
