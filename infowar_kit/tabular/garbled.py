"""Texts whose letters were lost or exchanged on the way: what spreadsheets and old programs do to them."""

from __future__ import annotations

import re
from functools import cache

from infowar_kit.tabular.encoding import KNOWN, likeness
from infowar_kit.tabular.escaped import escaped

LOST = "holds question marks in place of letters"
NUL = "holds a zero byte (NUL), which is no text"
REPLACED = "holds U+FFFD, which stands in place of letters that were lost"
# What a spreadsheet leaves where it took a text for a formula, or a reference went astray.
# It names the error in its own language; a cell that is too narrow is copied as signs alone.
_ERRORS = frozenset({
    "#NAME?", "#REF!", "#VALUE!", "#N/A", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#ERROR!",
    "#NOM?", "#VALEUR!", "#NUL!", "#NOMBRE!", "#PROPAGATION!", "#ERREUR!",
    "#ИМЯ?", "#ССЫЛКА!", "#ЗНАЧ!", "#Н/Д", "#ДЕЛ/0!", "#ПУСТО!", "#ЧИСЛО!", "#ПЕРЕНОС!", "#ОШИБКА!",
    "#ІМ'Я?", "#ІМ’Я?", "#ПОСИЛАННЯ!", "#ДІЛ/0!", "#ПОМИЛКА!",
})  # fmt: skip
_ERROR = re.compile(r"\s*(?:#{4,}|Err:\d{3}|(#\S+))\s*")
# Question marks as words of their own, two or more in a row: nobody writes so, programs that lack letters do.
_LOST_WORDS = re.compile(r"(?<![\w?!.,:;…)»”\]])\?{2,}(?:[\s,.:;«»“”\"'’()–—-]+\?+)*(?![^\s,.:;«»“”\"')-])")
_LOST_WITHIN = re.compile(r"\?(?<=[^\W\d_].)[a-zß-öø-ÿа-яёіїєґ]")
_ADDRESS = re.compile(r"\w+://\S+|\bwww\.\S+")
# Letters and signs that ordinary texts do not hold, of which each kind of damage leaves some.
_SIGNS = re.compile(
    "[\ufffdÂÃÐÑÄÅðñòóìíåäþ€\x80-\x9f"  # read as Windows-1252 or Latin-1
    "ЂЃѓЌќЋћЏџЉљЊњЅѕЎўµ"  # UTF-8 read as Windows-1251
    "\u2500-\u259f√∏∞≥≤"  # read as KOI8, DOS or Mac
    "]"
)
# Cyrillic read as other Cyrillic begins words small and goes on in capitals, or has signs within them.
_TURNED = re.compile(
    "[А-ЯІЇЄҐЁ](?<=[а-яіїєґё].)[А-ЯІЇЄҐЁ]|[¦¤®©°ґ](?:(?<=[а-яіїєё].)|(?=[а-яіїєё]))"
    "|[ГĂц](?<=[a-z].)|—(?=[А-Я]–)"  # and short words of UTF-8 read so
    # Accented letters read otherwise: capitals, Cyrillic, Greek and signs within a word of small letters.
    "|[a-z][À-ÖØ-ÞĂĎĘĚĹŇŘŠŮŽА-яΑ-ω•†‡ˆ‰™‚„…‹›“”][a-z]|[a-zß-öø-ÿ][À-ÖØ-ÞĂĎĘĚĹŇŘŠŮŽ†‡ˆ‰™](?![^\\s,.])"
    "|[ŕăîíĺęńďţ](?:(?<=\\s.)(?=\\s)|(?=[ŕăîíĺęńďţ]))"  # Cyrillic and French read as Central European
)
_CONTROLS = re.compile("[\x80-\x84\x86-\x9f]")  # all but the one that ends a line
_REPLACED_AS = ("ï¿½", "пїЅ")  # U+FFFD as Windows reads it
_LOOK = 160  # characters at the beginning, by which a text that was wholly read otherwise is told
_NAMES = {name: KNOWN[name] for name in tuple(KNOWN)[5:]} | {"koi8-r": "KOI8 (Cyrillic)", "cp437": "DOS 437"}
_ENOUGH = 4  # characters encoded twice that follow one another
_PLAIN = re.compile("[A-Za-zÀ-ÖØ-öø-ԣ«»“”„‘’‚‹›–—…№°€§•\u00a0]")
_NO_I = re.compile("[ґ≥](?=\\s?[а-яїє])|[ґ≥](?<=[а-яїє].)")
_WESTERN = ("cp1252", "mac-roman", "cp850", "cp1250", "cp437")
_CYRILLIC = ("cp1251", "koi8-u", "cp866", "mac-cyrillic", "iso8859-5")
_LATIN, _PLAIN_LATIN = re.compile("[À-ÖØ-öø-ÿ]"), re.compile("[a-zA-Z]")
_WORDS, _BETTER = 0.75, 0.45  # share of likely letters that words have, and how much more than now
_FEW = 20  # letters, of which one odd word is a great share
_SHOWN = 40


def damage(text: str, *, page: bool = False) -> str:
    """Return what happened to a text, as the end of a sentence; empty where nothing shows.

    Parameters
    ----------
    text : str
        Any text.
    page : bool
        Whether it may be written as a page is, with letters as codes of HTML: whoever asks can read them.

    Examples
    --------
    >>> damage("????? ?????????")
    'holds question marks in place of letters'
    >>> damage("Ð¥ÐµÑ€ÑÐ¾Ð½")
    "is encoded twice (UTF-8 read as Windows-1252 (Western)): 'Херсон' was meant"
    """
    if (error := _ERROR.fullmatch(text)) and (error[1] is None or error[1] in _ERRORS):
        return f"holds an error of a spreadsheet ({text.strip()[:_SHOWN]})"
    if "\0" in text:
        return NUL
    # Some databases put the Spanish mark in place of what they cannot hold.
    marks = text.replace("¿", "?") if "¿¿" in text else text
    if "?" in marks and _lost(marks):
        return LOST
    if meant := escaped(text, page=page):
        return f"is written in codes: '{meant}' was meant"
    if text.isascii():
        return ""
    if any(signs in text for signs in _REPLACED_AS):
        return REPLACED
    strange = _SIGNS.search(text)
    sample = text if strange else text[:_LOOK]
    if (strange or _TURNED.search(sample)) and (found := _twice(sample) or _exchanged(sample)):
        return found
    if _CONTROLS.search(text):
        return "holds control characters in place of letters"
    return REPLACED if "\ufffd" in text else ""


def _lost(text: str) -> bool:
    in_a_row, within = "??" in text, _LOST_WITHIN.search(text)
    if not in_a_row and not within:
        return False
    text = _ADDRESS.sub("", text)
    for found in _LOST_WORDS.finditer(text) if in_a_row else ():
        # One run may be a reader's astonishment ("Why ???"), unless nothing else stands there.
        if len(found[0].split()) > 1 or (found[0] == text.strip() and len(found[0]) > 3):
            return True
    count, words = len(_LOST_WITHIN.findall(text)), len(text.split())
    return count * 20 > words and (count > 1 or words == 1)


@cache
def _bytes_of(codec: str) -> dict[str, int]:
    """Return the table that turns the letters of a one-byte encoding back into its bytes."""
    # Programs write a byte that an encoding leaves open as the control character of that number.
    table = {chr(byte): byte for byte in range(0x80, 0xA0)}
    for byte in range(0x80, 0x100):
        table[bytes([byte]).decode(codec, errors="ignore") or chr(byte)] = byte
    return table


@cache
def _sequences(codec: str) -> re.Pattern[str]:
    """Return the pattern of characters in UTF-8, each of their bytes read as a letter of an encoding."""
    table = _bytes_of(codec)

    def some(first: int, last: int) -> str:
        letters = "".join(letter for letter, byte in table.items() if first <= byte <= last)
        return f"[{re.escape(letters)}]"

    rest = some(0x80, 0xBF)
    one = f"{some(0xC2, 0xDF)}{rest}|{some(0xE0, 0xEF)}{rest}{{2}}|{some(0xF0, 0xF4)}{rest}{{3}}"
    return re.compile(f"(?:{one})+")


def _twice(text: str, *, perhaps_thrice: bool = True) -> str:
    """Tell UTF-8 that was read as something else and saved: what is most of it, read back."""
    found = [(codec, _read_back(text, codec)) for codec in _NAMES]
    found = [(codec, runs) for codec, runs in found if runs]
    if not found:
        return ""
    codec, runs = max(found, key=lambda pair: sum(_worth(decoded) for *_, decoded in pair[1]))
    covered = sum(end - start for start, end, _ in runs)
    others = sum(not letter.isascii() for letter in text) - covered
    surely = any(len(decoded) >= _ENOUGH for *_, decoded in runs) or any(
        _speaks(text, start, end, decoded) for start, end, decoded in runs
    )
    mostly = covered >= 6 and covered > 3 * others and all(_worth(decoded) > 0 for *_, decoded in runs)
    if not surely and not mostly:
        if not perhaps_thrice:
            return ""
        once = (_replaced(text, runs)[: 4 * _LOOK] for _, runs in found)
        return next((again for one in once if (again := _twice(one, perhaps_thrice=False))), "")
    return f"is encoded twice (UTF-8 read as {_NAMES[codec]}): '{_mended(text, runs)}' was meant"


def _read_back(text: str, codec: str) -> list[tuple[int, int, str]]:
    table, runs = _bytes_of(codec), []
    for run in _sequences(codec).finditer(text):
        try:
            runs.append((run.start(), run.end(), bytes(table[letter] for letter in run[0]).decode()))
        except UnicodeDecodeError:
            continue
    return runs


def _worth(decoded: str) -> float:
    """Return how many characters are such as people write, less those that they do not."""
    return sum(1.0 if _PLAIN.match(letter) else -1.0 for letter in decoded)


def _speaks(text: str, start: int, end: int, decoded: str) -> bool:
    """Whether a short run is damage on its own: a sign that stands for punctuation or an accented letter."""
    run = text[start:end]
    if run.startswith(("â€", "â\x80", "вЂ", "‚Ä", "рџ", "ðŸ", "ð\x9f", "тА", "вА", "ÔÇ", "ΓÇ", "Б─")):
        return True
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    if run[0] in "ÂÃ√├┬" or (run[0] == "ц" and not run[1].isalpha()):
        if _worth(decoded) <= 0:
            return False
        return not any(letter.isupper() for letter in beside)
    # A letter of the other script, or a sign, within a Latin word.
    return run[0] in "ГĂ" and bool(_LATIN.match(decoded)) and bool(_PLAIN_LATIN.search(beside))


def _mended(text: str, meant: list[tuple[int, int, str]]) -> str:
    return _shown(_replaced(text, meant))


def _replaced(text: str, meant: list[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, decoded in meant:
        parts += [text[at:start], decoded]
        at = end
    return "".join(parts) + text[at:]


def _exchanged(text: str) -> str:
    """Tell letters that were read in another one-byte encoding: read back, words are words."""
    text = text[: 4 * _LOOK]
    foreign = sum(not letter.isascii() for letter in text)
    now = likeness(text) / max(1, foreign)
    # Ukrainian cannot do without і; what stands in its place in one encoding is a rare letter in another.
    better = 0.01 if "і" not in text and len(_NO_I.findall(text)) > 1 else _BETTER
    odd_word = now > 0.1 and foreign < _FEW and better == _BETTER and not _SIGNS.search(text)
    if foreign < _ENOUGH or now > 1 - better or odd_word:
        return ""
    # Of Latin words most letters are plain, and stayed what they were.
    latin = len(_PLAIN_LATIN.findall(text)) > 2 * foreign
    best, names, meant = now, ("", ""), ""
    for read in (*_CYRILLIC, *_WESTERN):
        table = _bytes_of(read)
        raw = bytes(table.get(letter, ord(letter) if letter.isascii() else 0x3F) for letter in text)
        whole = b"?" not in raw or "?" in text or (read in _CYRILLIC and not latin)
        for right in (_WESTERN[:3] if latin else _CYRILLIC) if whole else ():
            if right != read and (score := likeness(raw.decode(right, errors="replace")) / foreign) > best:
                best, names, meant = score, (read, right), raw.decode(right, errors="replace")
    if not meant or best < _WORDS or best - now < better:
        return ""
    return f"was read as {_NAMES[names[0]]}, and is {_NAMES[names[1]]}: '{_shown(meant)}' was meant"


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"
