"""Codes of languages and countries, and the script in which a language is written."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# ISO 639-1, and of ISO 639-2 and 639-3 what BCP 47 uses where there is no code of two letters.
_LANGUAGES = """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee
    el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io
    is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn
    mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se
    sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo
    wa wo xh yi yo za zh zu
    arc ast bal ban ceb ckb cop crh csb dsb egy fil frp fur gag gsw haw hsb jbo kaa kab kmr krc ksh lad lez
    lzh mdf mhr mrj myv nah nap nds new oss pap pnt rom rue sah scn sco sgs smn syr szl tet tyv udm vec vro
    war wuu xal yue zza
    mul und zxx
"""
LANGUAGES = frozenset(_LANGUAGES.split())
_COUNTRIES = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW
    BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI
    FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN
    IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME
    MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF
    PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV
    SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE
    YT ZA ZM ZW
"""
COUNTRIES = frozenset(_COUNTRIES.split())
_EAST = ("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "BOPOMOFO", "HALFWIDTH", "FULLWIDTH")
_BY_SCRIPT = {
    ("CYRILLIC",): "ab ba be bg ce cu cv kk ky mk mn os ru rue tg tt tyv udm uk xal",
    ("CYRILLIC", "LATIN"): "sr",
    ("ARABIC",): "ar ckb fa ps sd ug ur",
    ("HEBREW",): "he yi",
    _EAST: "ja zh lzh wuu yue",
    (
        "LATIN",
    ): "af az br bs ca cs cy da de en eo es et eu fi fo fr fy ga gd gl hr ht hu id is it la lb lt lv "
    "ms mt nb nds nl nn no oc pl pt rm ro sk sl sq sv sw szl tr vi",
    ("ETHIOPIC",): "am",
    ("BENGALI",): "bn",
    ("GREEK",): "el",
    ("DEVANAGARI",): "hi",
    ("ARMENIAN",): "hy",
    ("GEORGIAN",): "ka",
    ("HANGUL", "CJK"): "ko",
    ("TAMIL",): "ta",
    ("TELUGU",): "te",
    ("THAI",): "th",
}
_SCRIPTS = {code: scripts for scripts, codes in _BY_SCRIPT.items() for code in codes.split()}
_NAMED = {"Latn": ("LATIN",), "Cyrl": ("CYRILLIC",), "Arab": ("ARABIC",), "Hans": _EAST, "Hant": _EAST,
          "Grek": ("GREEK",), "Hebr": ("HEBREW",), "Geor": ("GEORGIAN",), "Jpan": _EAST}  # fmt: skip
_LETTER = re.compile(r"[^\W\d_]")


def is_language(code: str) -> bool:
    """Whether a code names a language: of ISO 639, with a script after it where that is said (BCP 47)."""
    base, _, script = code.partition("-")
    return base in LANGUAGES and (not script or script in _NAMED)


def is_country(code: str) -> bool:
    """Whether a code names a country (ISO 3166-1 alpha-2), or is one of the two words for none."""
    return code in COUNTRIES or code in ("unknown", "international")


def scripts_of(language: str) -> tuple[str, ...]:
    """Return the scripts in which a language is written, as Unicode names them; empty where any may be."""
    base, _, script = language.partition("-")
    if script:
        return _NAMED.get(script, ())
    return _SCRIPTS.get(base, ())


def other_script(text: str, language: str) -> str:
    """Return the first letter of a text that is of another script than its language; empty where none is."""
    allowed = scripts_of(language)
    if not allowed:
        return ""
    return next((letter for letter in _LETTER.findall(text) if script_of(letter) not in allowed), "")


def any_in_script(text: str, language: str) -> bool:
    """Whether at least one letter of a text is of a script of its language."""
    allowed = scripts_of(language)
    return any(script_of(letter) in allowed for letter in _LETTER.findall(text))


@cache
def script_of(letter: str) -> str:
    """Return the script of a letter as the first word of its Unicode name; ``MODIFIER`` belongs to all."""
    return unicodedata.name(letter, "?").split()[0]
