"""Words in which letters of two alphabets are mixed, read as the word that is seen.

Latin ``a`` and Cyrillic ``а`` look the same. A word that has both is read in the alphabet in which all of
its letters can be read; where both would do, in that of the text. Words that can be read in neither
(``iPhoneом``) stay as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache


def _twins(pairs: str) -> dict[str, str]:
    return {pair[0]: pair[1] for pair in pairs.split()}


_TO_CYRILLIC = _twins(
    "aа cс eе iі oо pр xх yу kк jј sѕ AА BВ CС EЕ HН IІ KК MМ OО PР TТ XХ YУ JЈ SЅ "
    # with a stress mark, or the two dots of ї and ё
    "áа àа éе èе íі ìі óо òо ýу ïї ëё ÁА ÀА ÉЕ ÈЕ ÍІ ÌІ ÓО ÒО ÝУ ÏЇ ËЁ "
)
_TO_LATIN = _twins(
    "аa сc еe іi оo рp хx уy кk јj ѕs һh ԁd ԛq ԝw АA ВB СC ЕE НH ІI КK МM ОO РP ТT ХX УY ЈJ ЅS ԚQ ԜW "
    "їï ёë ЇÏ ЁË"
)
_GREEK = _twins("αa οo ρp νv ιi κk χx υu ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX")
_TO_LATIN |= _GREEK
_TO_CYRILLIC |= {greek: _TO_CYRILLIC[latin] for greek, latin in _GREEK.items() if latin in _TO_CYRILLIC}
# Signs of the invasion, written for Cyrillic letters that sound so: no look-alikes, and a sign to be seen.
_SIGNS = frozenset("zvZV")

_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-zÀ-\u024f]")
_LATIN_RUN = re.compile("[A-Za-zÀ-\u024f]++")
_CYRILLIC_RUN = re.compile("[\u0400-\u052f]++")
_GREEK_LETTER = re.compile("[Α-Ωα-ω]")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_SHORT = 3  # letters of a word that is wholly of twins
_SENTENCE_END = re.compile(r"[.!?…\n]\W*$")


def unmixed(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a text with every word in letters of one alphabet, of the same length, and where words changed.

    A short word of twins only, alone among words of the other alphabet, is read with them (a Latin ``i``
    between Ukrainian words); it is changed and not listed, since nothing in it is mixed.
    """
    if not _may_be_mixed(text):
        return text, ()
    words = [(found.start(), found[0]) for found in _WORD.finditer(text)]
    scripts = [_scripts(word) for _, word in words]
    weight = {"C": 0, "L": 0}
    for (_, word), script in zip(words, scripts, strict=True):
        if script in weight:
            weight[script] += len(word)
    changed: list[tuple[int, str]] = []
    mixed: list[tuple[int, int]] = []
    for number, (start, word) in enumerate(words):
        if len(scripts[number]) > 1 and (target := _target(word, weight)):
            scripts[number] = target
            changed.append((start, _in(target, word)))
            mixed.append((start, start + len(word)))
    for number, (start, word) in enumerate(words):
        other = {"C": "L", "L": "C"}.get(scripts[number], "")
        if not other or len(word) > _SHORT or weight[other] <= weight[scripts[number]]:
            continue
        near = {scripts[at] for at in (number - 1, number + 1) if 0 <= at < len(words)}
        if near == {other} and _all(word, other) and _is_a_slip(word, text[max(0, start - 9) : start]):
            changed.append((start, _in(other, word)))
    out, place = [], 0
    for start, word in sorted(changed):
        out += [text[place:start], word]
        place = start + len(word)
    return "".join(out) + text[place:], tuple(mixed)


def _may_be_mixed(text: str) -> bool:
    """Whether letters of two alphabets touch, or a word is short enough to be a slip; quickly."""
    if _GREEK_LETTER.search(text):
        return True
    if not (_CYRILLIC.search(text) and _LATIN.search(text)):
        return False
    latin, cyrillic = (sum(map(len, runs.findall(text))) for runs in (_LATIN_RUN, _CYRILLIC_RUN))
    # Where letters of two alphabets touch, they are seen from the words of the rarer one.
    rare, other = (_LATIN_RUN, _CYRILLIC) if latin < cyrillic else (_CYRILLIC_RUN, _LATIN)
    for found in rare.finditer(text):
        start, end = found.span()
        before, after = text[max(0, start - 4) : start], text[end : end + 4]
        if other.match(before[-1:]) or other.match(after[:1]) or before[-1:] == "'" or after[:1] == "'":
            return True
        if end - start <= _SHORT and (other.search(before) or other.search(after)):
            return True
    return False


@lru_cache(maxsize=20_000)
def _scripts(word: str) -> str:
    """Return of which alphabets a word's letters are: C, L and G, any of them together, or nothing."""
    if word.isascii():
        return "L"
    if _CYRILLIC_RUN.fullmatch(word):
        return "C"
    tests = (("C", _CYRILLIC), ("L", _LATIN), ("G", _GREEK_LETTER))
    return "".join(name for name, test in tests if test.search(word))


def _in(target: str, word: str) -> str:
    """Return a word in the letters of one alphabet."""
    table = _table(target)
    return "".join(table.get(letter, letter) for letter in word)


def _table(target: str) -> dict[str, str]:
    return _TO_CYRILLIC if target == "C" else _TO_LATIN


def _all(word: str, target: str) -> bool:
    """Whether every letter of a word is one of an alphabet, or has a twin there."""
    own, table = (_CYRILLIC if target == "C" else _LATIN), _table(target)
    return all(own.match(letter) or letter in table or letter == "'" for letter in word)


def _target(word: str, weight: dict[str, int]) -> str:
    """Return the alphabet in which a mixed word is read: C or L; empty where it can be read in neither."""
    fits = [script for script in "CL" if _all(word, script)]
    if fits == ["L"] and _SIGNS & set(word) and weight["C"] >= weight["L"]:
        return ""
    if len(fits) < 2:
        return "".join(fits)
    # Both will do: what the rest of the text is in, else what most of the letters are in.
    if weight["C"] != weight["L"]:
        return max(fits, key=weight.__getitem__)
    latin = sum(_LATIN.match(letter) is not None for letter in word)
    return "L" if 2 * latin > len(word) else "C"


def _is_a_slip(word: str, before: str) -> bool:
    """Whether a short word may be a slip of the keyboard, and not an abbreviation, a number or a sign."""
    if _SIGNS & set(word) or not (word.islower() or word.istitle()):
        return False
    # One capital alone is a name (plan B, vitamin C, Mykola I), unless a sentence begins with it.
    return len(word) > 1 or word.islower() or not before.strip() or _SENTENCE_END.search(before) is not None
