"""Whether a word is denied: by what stands before it in its clause, or by "нет" and the like after it."""

from __future__ import annotations

import re

from infowar_kit.tone.lens.unsaid import AFTER, COMPARED, INTERRUPTED, NEXT, TWICE, UNSAID

LOOK_BACK, LOOK_ON = 70, 70
_WORDS = 5
# A clause ends here; quotation marks do not end one.
_CLAUSE = re.compile(r"[,;:.!?…\n()–—]")
_NOT_WORDS = """
not never cannot hardly scarcely ne pas jamais non guère nullement aucunement не ні nor ни нет нема немає
вряд навряд едва
"""
_NOT = frozenset(_NOT_WORDS.split())
# These deny a noun, so that an adjective may stand between: "no real panic".
_NO_WORDS = """
no neither nor without sans aucun aucune nulle ni без ни ані жоден жодна жодне жодного жодної жодному
жодних жодними жодні никакой никакого никакая никакие никаких никакому никакими ніякої ніякого ніяких
"""
_NO = frozenset(_NO_WORDS.split())
_FILLERS_WORDS = """
a an the any some very more so such at all really be been being is are was were of d'un d'une de des du
un une le la les l' été être était est vraiment plus très sign signs evidence trace traces hint talk
question signe signes trace indice s'agit il y a to speak seen là такой такая такое такие таких такий
така таке такі є есть был была было были быть буде будет будут бути був була було були является являются
вважати считать называть называет можно можна назвать назвати это этот этим той тот в у о об про
признаков признака следов намека речи ознак ознаки слідів натяку мови место місце каких-то каким-то
якоюсь якихось никакой никакого никаких жодної жодного ли чи це
"""
_FILLERS = frozenset(_FILLERS_WORDS.split())
# "Not merely a disgrace" says more than "a disgrace".
_MERELY_WORDS = """
just only merely simply solely seulement simplement juste uniquement просто только лишь всего-навсего
лише тільки виключно исключительно
"""
_MERELY = frozenset(_MERELY_WORDS.split())
# A question that expects "yes" denies nothing, nor does "all but".
_RHETORICAL = re.compile(
    r"\b(?:разве|неужели|неужто|хіба|невже|чи не|n'est-ce pas|est-ce pas|ли не|(?:чуть|едва|ледь|мало) не)\b"
)
_ASKED = re.compile(r"(?:is|are|was|were|do|does|did|has|have)(?:n't)?\b")
_GONE = re.compile(
    r"(?:\S+ ){0,4}?(?:нет|нету|нема|немає|не (?:было|будет|видно|наблюда\w+|возник\w*|случил\w+|произошл\w+"
    r"|зафиксир\w+|отмеч\w+|було|буде|спостеріг\w+|виник\w*|зафіксован\w*|стало\w*|сталас\w+)"
    r"|отсутству\w+|відсутн\w+|(?:was|were|is|are) (?:not|never) (?:seen|found|reported|confirmed|there)"
    r"|(?:did|does|do|has|have)(?: not|n't) (?:happen|occur|exist|come|take place|been)\w*"
    r"|n'(?:a|ont) (?:pas|jamais) (?:eu|été)|n'existe\w*)\b"
)
# Denied at a distance: "did not call the vote a disgrace", "denies that there was".
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|refut(?:e|es|ed|ing)|dément(?:|ent|i|ir)|nie(?:|nt)"
    r"|niait|réfut\w+"
    r"|отрица\w+|опроверг\w+|опровергл\w+|отверг\w+|заперечу\w+|заперечи\w+|спростов\w+|відкида\w+|відкину\w+"
    r"|(?:not|never|n't|nobody|no one|none of (?:them|us))(?: \w+)? (?:regard|consider|call|see|describe"
    r"|think|believe|speak|talk|mention|treat|view|find|found|spoke|mean)\w*"
    r"|(?:ne|n'\w+|personne ne)(?: (?:pas|jamais))?(?: \w+)? ?(?:parl|consid|qualif|croi|évoqu)\w*"
    r"|(?:не|ніхто не|никто не) (?:вважа|назива|назва|говор|сказа|каза|счита|называ|дума)\w*"
    r")\b"
)
_DENIAL_WORDS = 8
_ENDS = ",;:.!?…\n()–—"
_EDGES = " \t«»“”„\"‘’‹›'"


def negated(folded: str, start: int, end: int) -> bool:
    """Whether the words from `start` to `end` of a text in small letters are denied."""
    before = folded[max(0, start - LOOK_BACK) : start]
    if before.count(",") > 1 and INTERRUPTED.search(before):
        return True
    before = before[max(map(before.rfind, _ENDS)) + 1 :]
    words = before.split()
    if not (
        _denied_before(words, before, folded, end)
        or _denied_far_before(words, before)
        or (NEXT.search(before) and not folded[start:end].endswith(COMPARED))
        or _denied_after(folded, end)
    ):
        return False
    return TWICE.search(before) is None


def _denied_after(folded: str, end: int) -> bool:
    after = _CLAUSE.split(folded[end : end + LOOK_ON], maxsplit=1)[0].lstrip(_EDGES)
    return _GONE.match(after) is not None or AFTER.match(after) is not None


def _denied_far_before(words: list[str], before: str) -> bool:
    ends = [found.end() for pattern in (_DENIAL, UNSAID) for found in pattern.finditer(before)]
    if not ends or _MERELY.intersection(words):
        return False
    return before.count(" ", max(ends)) <= _DENIAL_WORDS


def _denied_before(words: list[str], before: str, folded: str, end: int) -> bool:
    words = words[-_WORDS:]
    strange = 0
    for number, word in enumerate(reversed(words)):
        bare = word.strip(_EDGES)
        if bare in _MERELY:
            return False
        short = bare.endswith("n't") or (bare.startswith("n'") and "qu'" not in before)
        if bare in _NO or (not strange and (bare in _NOT or short)):
            return not _asked(before, bare, first=number == len(words) - 1, folded=folded, end=end)
        if bare not in _FILLERS:
            strange += 1
            if strange > 1:
                return False
    return False


def _asked(before: str, negation: str, *, first: bool, folded: str, end: int) -> bool:
    if _RHETORICAL.search(before):
        return True
    if not (first and negation.endswith("n't")) and not _ASKED.match(before.strip()):
        return False
    sign = re.compile(r"[.!?\n]").search(folded, end, end + 200)
    return sign is not None and sign[0] == "?"
