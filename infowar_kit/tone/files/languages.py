"""What a table says of its texts' languages, and which texts the lens can read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from infowar_kit.text import LANGUAGES as NAMES
from infowar_kit.tone.files.row import is_empty, shown
from infowar_kit.tone.lens import LANGUAGES, Finding, read, read_text

UNRECOGNISED = "no language was recognised"
# Codes of three letters (ISO 639-2), the country's code that many write, and names.
_ALSO = {
    "eng": "en", "english": "en", "англійська": "en", "английский": "en", "anglais": "en",
    "fra": "fr", "fre": "fr", "french": "fr", "français": "fr", "французька": "fr", "французский": "fr",
    "rus": "ru", "russian": "ru", "русский": "ru", "російська": "ru", "russe": "ru",
    "ukr": "uk", "ua": "uk", "ukrainian": "uk", "українська": "uk", "украинский": "uk", "ukrainien": "uk",
}  # fmt: skip
_UNKNOWN = frozenset(
    {"und", "mul", "mis", "unknown", "undefined", "n/a", "na", "nan", "none", "null", "auto", "-", "?"}
)
# The English names, whatever the language of the interface.
_OTHERS = {name.lower(): code for code, name in dict.items(NAMES)}
_CODE = re.compile("[a-z]{2,3}")
_LISTED = 5


@lru_cache(maxsize=1024)
def language_of(value: str) -> tuple[str, str]:
    """Return the language that a cell names, and what is to be said of it.

    Returns
    -------
    code : str
        One of the lens's languages; empty where the cell names none, so that the text must tell.
    said : str
        Why the text is not read, beginning with ``"the lens"``, or how the cell was taken; or empty.
    """
    told = value.strip().lower()
    if told in LANGUAGES:
        return told, "" if told == value else f"'{shown(value)}' in 'lang' was taken as {told}"
    if not told or told in _UNKNOWN:
        return "", ""
    base = re.split("[-_ (]", told, maxsplit=1)[0]
    code = _ALSO.get(told) or _ALSO.get(base) or (base if base in LANGUAGES else "")
    if code:
        return code, f"'{shown(value)}' in 'lang' was taken as {code}"
    other: str = _OTHERS[told] if told in _OTHERS else base  # noqa: SIM401 - a made dict
    if not _CODE.fullmatch(other):
        return "", f"'{shown(value)}' in 'lang' is no code of a language: guessed"
    name = f"{NAMES[other]} ({shown(value)})" if other in NAMES else f"'{shown(value)}'"
    return "", f"the lens has no cues for {name}"


class Reader:
    """The lens on text after text, with an account of what it did not read and why.

    Parameters
    ----------
    language : str, optional
        Of all texts; by default what a cell says, or a guess.

    Attributes
    ----------
    unread : dict of str to list of int
        Why texts were not read: their count and the first lines.
    taken : Counter of str
        How cells that are no code of the lens were taken.
    """

    def __init__(self, language: str | None = None) -> None:
        self.language = language
        self.unread: Counter[str] = Counter()
        self.taken: Counter[str] = Counter()
        self._first: dict[str, list[int]] = {}

    def read(self, line: int, text: str, cell: Any = None) -> tuple[Finding, ...] | None:
        """Return what the lens finds in a text; None where it cannot read it."""
        code = self.language
        if code is None and not is_empty(cell):
            code, said = language_of(cell if isinstance(cell, str) else shown(cell))
            if said.startswith("the lens"):
                self._not_read(line, said)
                return None
            if said:
                self.taken[said] += 1
        if code:
            return read(text, code)
        found = read_text(text)
        if found.status != "read":
            self._not_read(line, UNRECOGNISED)
            return None
        return found.findings

    def _not_read(self, line: int, why: str) -> None:
        self.unread[why] += 1
        first = self._first.setdefault(why, [])
        if len(first) < _LISTED:
            first.append(line)

    def remarks(self, unit: str = "line", what: str = "texts") -> Iterable[str]:
        """Yield what is to be said, a sentence each."""
        for why, count in self.unread.items():
            lines = ", ".join(map(str, self._first[why])) + (", …" if count > _LISTED else "")
            were = f"1 {what.removesuffix('s')} was" if count == 1 else f"{count} {what} were"
            help_ = " A column lang says it (en, fr, ru, uk)." if why == UNRECOGNISED else ""
            yield f"{were} not read: {why} ({unit} {lines}).{help_}"
        for said, count in self.taken.items():
            yield f"{said} ({count} {what if count != 1 else what.removesuffix('s')})."

    def add(self, later: Reader) -> None:
        """Add the account of a reader that read what follows."""
        for why, count in later.unread.items():
            self.unread[why] += count
            first = self._first.setdefault(why, [])
            first += later._first[why][: _LISTED - len(first)]
        self.taken.update(later.taken)
