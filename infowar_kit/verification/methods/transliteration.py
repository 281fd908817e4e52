"""Write Ukrainian and Russian names in Latin letters, by explicit official and traditional tables.

Each system is a table of letters and a few rules of position, applied letter by letter, the first rule
that fits winning. Nothing is guessed: a letter that a system does not know stays as it is.

Sources
-------
- KMU 2010: Cabinet of Ministers of Ukraine, resolution 55 of 27 January 2010, with its own examples.
- BGN/PCGN: Ukrainian 1965, Russian 1947 (checked for validity by PCGN in June 2019).
- ISO 9:1995, one Latin character for one Cyrillic one.
- French: the traditional transcription of the press and of encyclopaedias (ou, tch, ch, ss between vowels).
- German: Duden (w, sch, tsch, ss between vowels, x for кс).
- Polish: PWN spelling rules 78.B for Ukrainian and their counterpart for Russian.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from infowar_kit.errors import LookupFailed
from infowar_kit.plain_text import APOSTROPHES, plain_letters
from infowar_kit.say import later

_QUOTE = "\x00"  # stands for a mark at the edge of a word
_EDGE = re.compile(rf"(?<![^\W\d_])[{APOSTROPHES}]+|[{APOSTROPHES}]+(?![^\W\d_])")
_LETTERS_AFTER = re.compile(r"'?([^\W\d_])")
_LETTERS_BEFORE = re.compile(r"([^\W\d_])'?$")
_WORD_AFTER = re.compile(r"(?:[^\w\n]{1,3}[^\W\d_]){0,3}[^\w\n]{1,3}([^\W\d_]{2,})")
_WORD_BEFORE = re.compile(r"([^\W\d_]{2,})(?:[^\w\n]{1,3}[^\W\d_]){0,3}[^\w\n]{1,3}$")
START = "^"  # stands for "at the beginning of a word" in a rule's `after`
END = "$"  # stands for "at the end of a word" in a rule's `before`
_UK_VOWELS, _RU_VOWELS = "аеєиіїоуюя", "аеёиоуыэюя"
_VOWELS = _UK_VOWELS + "ёыэ"
_CONSONANTS = "бвгґджзклмнпрстфхцчшщ"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of position.

    Parameters
    ----------
    letters : str
        The Cyrillic letters that it is about.
    out : str
        What is written for them.
    after, before : str
        Letters of which one must stand before or after; empty for any. `START` and `END` are edges.
    """

    letters: str
    out: str
    after: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class System:
    """A table: `letters` for every position, `rules` that come first."""

    name: str
    title: str
    language: str
    letters: dict[str, str]
    rules: tuple[Rule, ...] = field(default=())


def _pairs(text: str) -> dict[str, str]:
    """Read a table written as ``а=a б=b ь=``."""
    return dict(pair.split("=") for pair in text.split())


def _initial(text: str) -> tuple[Rule, ...]:
    return tuple(Rule(letter, out, after=START) for letter, out in _pairs(text).items())


_SHARED = _pairs("а=a б=b в=v д=d е=e з=z к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f")
_ENGLISH = _SHARED | _pairs("ж=zh х=kh ц=ts ч=ch ш=sh щ=shch")
_FRENCH = _SHARED | _pairs("ж=j у=ou х=kh ц=ts ч=tch ш=ch щ=chtch ь= '=")
_GERMAN = _SHARED | _pairs("в=w ж=sch з=s х=ch ц=z ч=tsch ш=sch щ=schtsch ь= '=")
_POLISH = _SHARED | _pairs("в=w ж=ż л=ł х=ch ц=c ч=cz ш=sz щ=szcz й=j и=y ь= '=")
_ISO = _SHARED | _pairs("г=g ґ=g̀ ё=ë є=ê ж=ž и=i і=ì ї=ï й=j х=h ц=c ч=č ш=š щ=ŝ ъ=ʺ ы=y ь=ʹ э=è ю=û я=â '=’")
_DOUBLE_S = (Rule("с", "ss", after=_VOWELS, before=_VOWELS),)
# Polish softens a consonant with an acute; where Polish has no such letter the sign is left out.
_POLISH_SOFT = tuple(Rule(f"{hard}ь", soft) for hard, soft in _pairs("с=ś з=ź н=ń ц=ć л=l").items())

_KMU_RULES = (Rule("зг", "zgh"), *_initial("є=ye ї=yi й=y ю=yu я=ya"))
_BGN_UK_DOTS = tuple(Rule(two, out) for two, out in _pairs("зг=z·h кг=k·h сг=s·h тс=t·s цг=ts·h").items())
_RU_SOFT = START + _RU_VOWELS + "йьъ"  # after these е is written as two sounds
_BGN_RU_RULES = (
    Rule("тс", "t·s"),
    Rule("шч", "sh·ch"),
    Rule("е", "ye", after=_RU_SOFT),
    Rule("ё", "yë", after=_RU_SOFT),
    Rule("й", "y·", before="ауыэ"),
    Rule("ы", "y·", before="ауыэ"),
    Rule("ы", "·y", after=_RU_VOWELS),
    Rule("э", "·e", after=_CONSONANTS),
)
_FRENCH_RU_RULES = (
    *_DOUBLE_S,
    Rule("г", "gu", before="еёиы"),
    Rule("е", "ïe", after="аеёоуыэюя"),
    Rule("е", "e", after="ий"),
    Rule("е", "ie", after=START + "ьъ"),
    Rule("и", "ï", after="аеёоуыэюя"),
    Rule("й", "", after="иы", before=END),
    Rule("н", "ne", after="иы", before=END),
    Rule("ю", "ïou", after="аеёиоуыэюя"),
    Rule("я", "ïa", after="аеёоуыэюя"),
)
_GERMAN_RU_RULES = (
    *_DOUBLE_S,
    Rule("кс", "x"),
    Rule("е", "je", after=_RU_SOFT),
    Rule("ё", "o", after="жчшщ"),
    Rule("й", "", after="иы", before=END),
    Rule("й", "j", after="иы"),
    Rule("й", "i", after=_RU_VOWELS, before=_CONSONANTS + END),
)
_POLISH_UK_RULES = (
    *_POLISH_SOFT,
    Rule("л", "l", before="яєюії"),
    Rule("лл", "ll", before="яєюіїь"),
    *(
        Rule(letter, f"j{out}", after=START + _UK_VOWELS + "'")
        for letter, out in _pairs("є=e ю=u я=a").items()
    ),
    *(Rule(letter, out, after="л") for letter, out in _pairs("є=e ю=u я=a").items()),
    Rule("ьо", "io"),
)
_POLISH_RU_RULES = (
    *_POLISH_SOFT,
    Rule("л", "l", before="еёиюя"),
    *(Rule(letter, f"j{out}", after=_RU_SOFT) for letter, out in _pairs("е=e ё=o ю=u я=a").items()),
    *(Rule(letter, out, after="л") for letter, out in _pairs("е=e ё=o ю=u я=a").items()),
    *(Rule(letter, out, after="жцчшщ") for letter, out in _pairs("е=e ё=o").items()),
    Rule("и", "y", after="жцш"),
    Rule("и", "ji", after="ь"),
    Rule("ий", "i", after="кгх", before=END),
    Rule("ий", "ij", before=END),
    Rule("ый", "y", before=END),
)

SYSTEMS: dict[str, System] = {
    system.name: system
    for system in (
        System(
            "kmu-2010", later("Ukrainian national romanisation (KMU 2010)"), "uk",
            _ENGLISH | _pairs("г=h ґ=g є=ie и=y і=i ї=i й=i ь= ю=iu я=ia '="), _KMU_RULES,
        ),
        System(
            "bgn-pcgn-uk", later("BGN/PCGN 1965 for Ukrainian"), "uk",
            _ENGLISH | _pairs("г=h ґ=g є=ye и=y і=i ї=yi й=y ь=’ ю=yu я=ya '=”"), _BGN_UK_DOTS,
        ),
        System(
            "bgn-pcgn-ru", later("BGN/PCGN 1947 for Russian"), "ru",
            _ENGLISH | _pairs("г=g ё=ë и=i й=y ъ=” ы=y ь=’ э=e ю=yu я=ya"), _BGN_RU_RULES,
        ),
        System("iso-9-uk", later("ISO 9:1995 for Ukrainian"), "uk", _ISO),
        System("iso-9-ru", later("ISO 9:1995 for Russian"), "ru", _ISO),
        System(
            "french-uk", later("French transcription of Ukrainian"), "uk",
            _FRENCH | _pairs("г=h ґ=g є=ie и=y і=i ї=ï й=ï ю=iou я=ia"),
            (*_DOUBLE_S, *_initial("й=y ї=yi")),
        ),
        System(
            "french-ru", later("French transcription of Russian"), "ru",
            _FRENCH | _pairs("г=g ё=io и=i й=ï ъ= ы=y э=e ю=iou я=ia"), _FRENCH_RU_RULES,
        ),
        System(
            "german-uk", later("German transcription of Ukrainian (Duden)"), "uk",
            _GERMAN | _pairs("г=h ґ=g є=je и=y і=i ї=ji й=j ю=ju я=ja"),
            (*_DOUBLE_S, Rule("кс", "x"), Rule("ьо", "jo")),
        ),
        System(
            "german-ru", later("German transcription of Russian (Duden)"), "ru",
            _GERMAN | _pairs("г=g ё=jo и=i й=j ъ= ы=y э=e ю=ju я=ja"), _GERMAN_RU_RULES,
        ),
        System(
            "polish-uk", later("Polish transcription of Ukrainian (PWN)"), "uk",
            _POLISH | _pairs("г=h ґ=g є=ie і=i ї=ji ю=iu я=ia"), _POLISH_UK_RULES,
        ),
        System(
            "polish-ru", later("Polish transcription of Russian (PWN)"), "ru",
            _POLISH | _pairs("г=g и=i е=ie ё=io ъ= ы=y э=e ю=iu я=ia"), _POLISH_RU_RULES,
        ),
    )
}  # fmt: skip
SIGNS = str.maketrans("", "", "’”·ʹʺ")


def transliterate(text: str, system: str, *, signs: bool = True) -> str:
    """Write a Cyrillic text in Latin letters.

    Parameters
    ----------
    text : str
        A name in Ukrainian or Russian; what is not Cyrillic stays. It is read as it is seen: stress marks
        and invisible signs are left out, a Latin letter in a Cyrillic word is the letter it looks like.
    system : str
        A name of `SYSTEMS`.
    signs : bool
        Whether to keep the signs for ь, ъ and the apostrophe and the middle dots, as BGN/PCGN and ISO 9
        have them; newspapers mostly leave them out.

    Raises
    ------
    LookupFailed
        If there is no such system; the message lists those that exist.

    Examples
    --------
    >>> transliterate("Згурський", "kmu-2010")
    'Zghurskyi'
    """
    made = unicodedata.normalize("NFC", "".join(out for _, out in pieces(text, system)))
    return made if signs else made.translate(SIGNS)


def pieces(text: str, system: str) -> tuple[tuple[str, str], ...]:
    """Return a text letter by letter with what a system writes for each: ``("ж", "zh")``.

    Letters that a rule takes together stand together. Parameters and errors as in `transliterate`.
    """
    if system not in SYSTEMS:
        raise LookupFailed(f"There is no system '{system}'. The systems are: {', '.join(SYSTEMS)}.")
    table = SYSTEMS[system]
    text = plain_letters(text)
    lower = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    # A quotation mark that looks like an apostrophe stands at the edge of a word and is none of its letters.
    lower = _EDGE.sub(lambda found: _QUOTE * len(found[0]), lower)
    out, at = [], 0
    while at < len(lower):
        taken, written = (1, text[at]) if lower[at] == _QUOTE else _write(table, lower, at)
        out.append((text[at : at + taken], _cased(written, text, at, taken)))
        at += taken
    return tuple(out)


def _write(table: System, lower: str, at: int) -> tuple[int, str]:
    """Return how many letters are taken at a position, and what is written for them."""
    before = lower[at - 1] if at and _within_word(lower[at - 1]) else START
    for rule in table.rules:
        size = len(rule.letters)
        if not lower.startswith(rule.letters, at) or (rule.after and before not in rule.after):
            continue
        following = lower[at + size : at + size + 1]
        if not rule.before or (following if _within_word(following) else END) in rule.before:
            return size, rule.out
    letter = lower[at]
    # An apostrophe between Latin letters is no letter of the name.
    if letter == "'" and before not in table.letters:
        return 1, letter
    return 1, table.letters.get(letter, letter)


def _within_word(letter: str) -> bool:
    return letter.isalpha() or letter == "'"


def _cased(written: str, text: str, at: int, taken: int) -> str:
    """Return what is written for a letter as a capital, or all in capitals where the word is."""
    if not text[at].isupper():
        return written
    before, after = _LETTERS_BEFORE.search(text[max(0, at - 2) : at]), _LETTERS_AFTER.match(text, at + taken)
    if taken > 1 and text[at + 1 : at + taken].isupper():
        shouted = True
    elif after:
        shouted = after[1].isupper()
    elif before:
        shouted = before[1].isupper()
    else:
        # A word of one letter goes with the word beside it: Я І ТИ, but Я і ти.
        beside = _WORD_AFTER.match(text, at + taken) or _WORD_BEFORE.search(text[max(0, at - 40) : at])
        shouted = beside is not None and beside[1].isupper()
    return written.upper() if shouted else written[:1].upper() + written[1:]
