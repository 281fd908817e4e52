"""Denials that are said with a verb, at some distance from the word: "refused to call it a disgrace".

The verb alone does not do: who refuses to leave, or rejects a shameful deal, denies no word. So each kind is
made of two lists that have to meet. What is denied stands after it, or (`AFTER`) before it.
"""

from __future__ import annotations

import re

_CALLING = """
call|calling|calls|describe|describing|speak|speaking|talk|see|regard|consider|label|brand|treat|name|find|found
qualifier|parler|dire|voir|traiter|appeler|qualifi\\w+|parl\\w+|trait\\w+
назвать|называть|называя|говорить|признать|признавать|считать|назвал\\w*|признал\\w*
назвати|називати|говорити|визнати|визнавати|вважати|назва[влн]\\w*|визна[влн]\\w*
"""
# Somebody will not say it, or should not.
_UNWILLING = """
(?:declin|refus)\\w* to|(?:stop|fall|fell)\\w* short of|avoid\\w*
(?:wrong|unfair|unjust|absurd|exaggerated|exaggeration) to|(?:few|not one|nobody|no one|none)(?: \\w+){0,4}
refus\\w+ de|(?:gard|évit)\\w+ de|(?:faux|injuste|exagéré|excessif|abusif) de|difficilement
отказ\\w+|не (?:стал[аио]?|станет|станут)|неверно|неправильно|несправедливо|преувеличени\\w+|нельзя
відмов\\w+|не (?:став|стала|стали|стане|стануть)|невірно|неправильно|несправедливо|перебільшення\\w*|не можна
"""
_BETWEEN = r"(?: (?:be|it|them|him|her|les|le|la|было|бы|было бы|їх|його|її|их|его|ее))?"
# An idea is turned down, a word left out.
_TURNED_DOWN = """
(?:dismiss|disput|drop|reject|retract)\\w*|withdrew|withdrawn|rejet\\w+|écart\\w+|conteste\\w*
отклони\\w+|отверг\\w*|відхили\\w+|відкину\\w+
avoid\\w*|against|not use|évit\\w+|déconseill\\w+|избега\\w+|уника\\w+|не рекоменд\\w+|не рад[яи]\\w+
не употребля\\w+|не вжива\\w+|n'emplo\\w+(?: pas)?
"""
# "That" is one before a clause only: who rejects "that shameful deal" denies no word.
_IDEAS = """
ideas?|notions?|claims?|charges?|suggestions?|allegations?|motions?|words?|terms?
that(?= (?:it|this|these|those|he|she|they|we|there|the|an?|any|his|her|their|its)(?!\\w))
idées?|thèses?|mots?|termes?|accusations?|vœux?
предложени\\w+|иде[юия]\\w*|мысл\\w+|утверждени\\w+|обвинени\\w+|тезис\\w*|слова?
пропозиці\\w+|іде[юїя]\\w*|думк\\w+|твердженн\\w+|звинуваченн\\w+|тез[уи]|слів|слова?
"""
# Nothing bears it out.
_UNPROVEN = """
(?:not|n't|never) (?:support|confirm|prove|show|bear out|hear of)|ruled out|rules? out|exclu(?:t|ent)
(?:ne|n'\\w+)(?: pas)? (?:confirm|prouv|trouv|établi)\\w*
не (?:подтвержда|подтверди|доказ|наш[её]?л|увиде)\\w*|исключил[аио]?|речь не|не идет речи
не (?:підтвердж|підтверди|довод|довел|знайш|побачи)\\w*|виключи(?:в|ла|ло|ли)|мова не|не (?:йдеться|йшлося)
"""
_UNFAIR = """
unfair|unjust|wrong|untrue|unfounded|false|exaggerated|an exaggeration|injuste|faux|excessif|exagéré
несправедлив\\w*|неверн\\w*|неправильн\\w*|ошибк\\w*|преувеличени\\w*|невірн\\w*|помилк\\w*|перебільшення\\w*
"""
_TAKEN_BACK = """
(?:was|were) (?:dropped|dismissed|rejected|disproved|withdrawn)
(?:a été|ont été|est|sont) (?:levée?s?|rejetée?s?|écartée?s?|démentie?s?|retirée?s?)|ne figur\\w+ pas
не подтвердил\\w*|опровергнут\\w*|отвергнут\\w*|не підтвердил\\w*|спростован\\w*|відкинут\\w*
"""
# Words of the lists above that a text holds where it may hold one of them; forms as of a cue. Those of two
# words are cues as well.
SIGNS = """
declin*|refus*|short|avoid*|wrong|unfair*|unjust|absurd|exagger*|few|dismiss*|disput*|drop*|retract*|withdr*|against
refused to|refuses to|refuse to|not one|ruled|rules|rule|far|anything|untrue|unfounded|false|scarcely|nothing
évit*|gard*|faux|injuste|exagér*|excessif|abusif|difficilement|rejet*|écart*|conteste*|déconseill*|exclu*|rien|loin
levé*|retiré*|guère|nullement|aucunement
отказ*|неверн*|неправильн*|несправедлив*|преувеличени*|нельзя|отклони*|избега*|исключил*|ничего|ничем|ошибк*
вряд|едва
відмов*|невірн*|перебільшення*|відхили*|уника*|виключи*|нічого|нічим|помилк*|навряд
"""


def _any(words: str) -> str:
    return f"(?:{words.strip().replace(chr(10), '|')})"


UNSAID = re.compile(
    rf"\b(?:{_any(_UNWILLING)}{_BETWEEN} {_any(_CALLING)}"
    rf"|{_any(_TURNED_DOWN)}(?: \w+)? {_any(_IDEAS)}|{_any(_UNPROVEN)})(?!\w)"
)
AFTER = re.compile(
    rf"(?:(?:would be|serait|было бы|було б|is|was|were|est) {_any(_UNFAIR)}|{_any(_TAKEN_BACK)})(?!\w)"
)
# These deny the very next word; "nothing more shameful than" raises it, and "ничего позорнее" too.
NEXT = re.compile(
    r"\b(?:far from|anything but|loin (?:d'être|de)|rien de|rien d'|nothing|ничего|ничем|нічого|нічим)"
    r"(?: (?:being|a|an|the|at all|un|une|particularly|такого|вообще|взагалі))*\s*$"
)
COMPARED = ("ее", "ей", "іше", "іший", "іша", "іші")
# "It was not, the mayor added, a disgrace."
INTERRUPTED = re.compile(r"\b(?:not|n't|не|ne|n'est), [^,.;:!?\n]{1,40}, (?:pas )?(?:an? |the |une? )?$")
# Denied twice is said: "nobody can deny that", "нельзя не назвать". Slavic "nobody" takes its "not" with it.
_FIRST_AND_SECOND = (
    ("no one|nobody|none|cannot|can't|wrong|hard|impossible|why", "not|den(?:y|ies|ied)|doubts?|disputes?"),
    (r"нельзя|невозможно|трудно|не мо[гж]\w*|не можна|неможливо|важко", r"не|отриц\w+|запереч\w+"),
    ("никто не|ніхто не", r"отриц\w+|запереч\w+|спор\w+"),
    ("nul|personne|difficile|impossible|faux|ne peut|ne peuvent", "ne pas|nie|nier|doute|douter"),
)
TWICE = re.compile(
    "|".join(rf"\b(?:{first}) (?:[^,;:]* )?(?:{second})\b" for first, second in _FIRST_AND_SECOND)
)
