"""Whether a word that a cue fires on is part of a name: Ms Coward, Swamp Road, площадь Победы."""

from __future__ import annotations

import re

NAME, LIKE_A_NAME = "name", "like a name"

_BEFORE = re.compile(r"(\S+)[\s«“„\"‘‹]{1,3}(?:(of|the|de|des|du|de la|la|le|les)\s)?$", re.IGNORECASE)
_AFTER = re.compile(r"[\s»”\"’›]{1,3}(\S+)")
_SENTENCE_START = re.compile(r"(?:^|[.!?…\n:;•*–—|]|[^\w\s,'’)%»”-])[\s«“„\"‘‹(]*$")
_TITLES_WORDS = """
ms mr mrs miss dr prof sir lord lady madame mme m mlle monsieur maître general colonel captain major
president minister senator judge général capitaine député sénateur juge пан пані панна господин госпожа
г-н г-жа гн депутат депутатка министр міністр сенатор судья суддя генерал полковник капитан капітан
майор президент тренер доктор професор профессор гражданин громадянин вчитель учитель поэт поет
"""
_TITLES = frozenset(_TITLES_WORDS.split())
# Stems of what places, houses and works that bear names are called.
_PLACES = (
    "street", "road", "square", "lane", "avenue", "park", "bridge", "hill", "river", "lake", "station",
    "stadium",
    "theatre", "theater", "museum", "school", "hotel", "club", "film", "novel", "album", "island", "valley",
    "rue", "place", "pont", "gare", "quai", "boulevard", "stade", "musée", "théâtre", "lycée", "île", "mont",
    "площ", "вулиц", "улиц", "проспект", "станци", "станці", "метро", "парк", "сквер", "майдан", "бульвар",
    "переулок", "переулк", "провул", "аллея", "аллее", "алея", "алеї", "набереж", "мост", "міст", "стадион",
    "стадіон", "театр", "музе", "школ", "гимнази", "гімназі", "кинотеатр", "кінотеатр", "фильм", "фільм",
    "роман", "орден", "медал", "монумент", "памятник", "пам'ятник", "деревн", "посел", "посёл", "сел",
    "город",
    "місто", "район", "остров", "острів", "зал",
)  # fmt: skip
_TITLE_CASE = 0.75
_STEMS = "памятник|пам'ятник|мемориал|меморіал|монумент|обелиск|обеліск"
_WHOLE = "monument|memorial|mémorial|statue"
# Where a text holds none of these, in small letters, nothing in it is dedicated to anybody.
MONUMENTS = tuple(f"{_STEMS}|{_WHOLE}".split("|"))
# What they are put up to or given for is their name, with a small letter too: "памятник героям обороны".
_DEDICATED = re.compile(
    rf"(?:(?:{_STEMS})\w*|(?:{_WHOLE})s? (?:to(?: the)?|(?:dédiée?s? )?(?:aux|à la mémoire des)))"
    r"[\s«“„\"]{1,2}$",
    re.IGNORECASE,
)


def part_of_a_name(text: str, start: int, end: int) -> str:
    """Return `NAME` where a word stands in a name, `LIKE_A_NAME` where it may, else nothing.

    Few words with a small letter stand in a name: what a monument is dedicated to.
    """
    if not text[start].isupper():
        return LIKE_A_NAME if _DEDICATED.search(text, max(0, start - 40), start) else ""
    word = text[start:end]
    if " " in word or "\n" in word or (len(word) > 1 and word.isupper()):
        return ""
    before = text[max(0, start - 60) : start]
    previous = _BEFORE.search(before)
    following = _AFTER.match(text, end, end + 40)
    last = previous[1].strip('«“„"‘‹(') if previous else ""
    next_ = following[1].strip('»”"’›,.!?;:)') if following else ""
    low = last.lower()
    joined = last[-1:].isalnum()  # no comma or end of a sentence between
    if (
        low.rstrip(".") in _TITLES
        or (joined and low.startswith(_PLACES))
        or (next_[:1].isupper() and next_.lower().startswith(_PLACES))
    ):
        return NAME
    if _SENTENCE_START.search(before) or _headline(text, start):
        return ""
    if joined and last[:1].isupper() and not last.isupper():
        return NAME
    if next_[:1].isupper() and not next_.isupper():
        return NAME
    return LIKE_A_NAME


def _headline(text: str, start: int) -> bool:
    """Whether nearly every word round this one has a capital: then a capital says nothing."""
    words = [
        word for word in text[max(0, start - 80) : start + 80].split() if len(word) > 3 and word[0].isalpha()
    ]
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= _TITLE_CASE * len(words)
