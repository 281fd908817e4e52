"""The interface's sentences, in the language of the lesson.

Sentences are written in English where they are said, and looked up in a gettext catalogue under
``infowar_kit/locale``. What a catalogue lacks is said in English and counted in `missing`. Content (prompts,
reasons, names of lessons) is no sentence of the interface: it stands in rows of the corpus.
"""

from __future__ import annotations

import gettext
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

VARIABLE = "INFOWAR_KIT_LANG"
# Where catalogues lie that somebody tries out: looked at before those of the package.
FOLDER_VARIABLE = "INFOWAR_KIT_LOCALE"
DOMAIN = "infowar_kit"
SOURCE = "en"

# A quotation within one has the other marks.
_INNER = str.maketrans("“”", "‘’")
_STRAIGHT = re.compile(r'"([^"]*)"')
_QUOTES = re.compile(r"“\{(\w+)\}”")

# Sentences that were asked for and that the catalogue of the language lacks, with how often.
missing: Counter[tuple[str, str]] = Counter()
_asked: list[str] = []  # the language that was set, if one was: one kernel is one lesson is one language


def language() -> str:
    """Return the language of the interface: the one set by `use`, else `INFOWAR_KIT_LANG`, else English."""
    return _asked[-1] if _asked else os.environ.get(VARIABLE) or SOURCE


def use(code: str) -> None:
    """Set the language of the interface, such as ``"uk"``."""
    _asked[:] = [code]


@contextmanager
def using(code: str) -> Iterator[None]:
    """Say everything in a language for a while."""
    _asked.append(code)
    try:
        yield
    finally:
        _asked.pop()


def say(sentence: str, /, **values: object) -> str:
    """Return a sentence in the language of the interface.

    Parameters
    ----------
    sentence : str
        In English, with ``{name}`` where a value stands; a literal, so that it can be collected.
    **values : object
        What stands there.
    """
    return _filled(_looked_up(sentence), sentence, values)


def plural(one: str, many: str, number: int, /, **values: object) -> str:
    """Return a sentence that depends on a number, in the plural form that the language wants.

    Parameters
    ----------
    one, many : str
        In English, for one and for several; ``{number}`` stands for the number.
    number : int
        How many.
    **values : object
        What else stands in it.
    """
    catalogue = _catalogue(language())
    found = catalogue.ngettext(one, many, number) if catalogue else ""
    english = one if number == 1 else many
    if catalogue and found in (one, many):
        missing[language(), one] += 1
    return _filled(found or english, english, {"number": number, **values})


def term(context: str, word: str, /) -> str:
    """Return a short word whose meaning its context gives, such as the name of a month."""
    catalogue = _catalogue(language())
    found = catalogue.pgettext(context, word) if catalogue else word
    if catalogue and found == word:
        missing[language(), word] += 1
    return found


def later(sentence: str, /) -> str:
    """Return a sentence as it is: a mark that it is collected now and said later."""
    return sentence


class Sayings(dict[Any, str]):
    """A table of sentences marked with `later`: what is read from it is in the language of the interface."""

    def __getitem__(self, key: Any) -> str:
        return say(super().__getitem__(key))

    def get(self, key: Any, default: Any = None) -> Any:
        """Return a sentence, or the default."""
        return self[key] if key in self else default  # noqa: SIM401 - `get` is what stands here

    def values(self) -> Any:
        """Return the sentences."""
        return [self[key] for key in self]

    def items(self) -> Any:
        """Return keys and sentences."""
        return [(key, self[key]) for key in self]


MONTHS = (
    later("January"), later("February"), later("March"), later("April"), later("May"), later("June"),
    later("July"), later("August"), later("September"), later("October"), later("November"),
    later("December"),
)  # fmt: skip
DAYS = (
    later("Monday"), later("Tuesday"), later("Wednesday"), later("Thursday"), later("Friday"),
    later("Saturday"), later("Sunday"),
)  # fmt: skip
DECIMAL_MARK = "."
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def short_month(number: int) -> str:
    """Return the short name of a month, 1 to 12."""
    return term("short month", SHORT_MONTHS[number - 1])


def number(value: float, digits: int = 0) -> str:
    """Return a number with the language's decimal mark."""
    return f"{value:.{digits}f}".replace(DECIMAL_MARK, term("decimal mark", DECIMAL_MARK))


def listed(words: Iterator[str] | list[str] | tuple[str, ...], *, last: str = "") -> str:
    """Return words as a list, with `last` (``say("or")``) before the last one where it is given."""
    found = list(words)
    if not last or len(found) < 2:
        return ", ".join(found)
    return f"{', '.join(found[:-1])} {last} {found[-1]}"


def in_quotes(words: str) -> str:
    """Return words in quotation marks, with other marks for what is quoted within them.

    A sentence with ``“{name}”`` needs no such call: what is put there is treated alike.
    """
    inner = _STRAIGHT.sub(r"‘\1’", words).translate(_INNER)
    return f"“{inner}”"


def _looked_up(sentence: str) -> str:
    catalogue = _catalogue(language())
    if catalogue is None or not sentence:
        return sentence
    found = catalogue.gettext(sentence)
    if found == sentence:
        missing[language(), sentence] += 1
    return found


def _filled(found: str, english: str, values: Mapping[str, object]) -> str:
    if not values:
        return found
    within = {
        name: value.translate(_INNER)  # straight marks stay: it may be HTML
        for name in _QUOTES.findall(found)
        if isinstance(value := values.get(name), str) and "“" in value
    }
    values = {**values, **within}
    try:
        return found.format(**values)
    except (AttributeError, IndexError, KeyError, ValueError):
        # A translator's slip in a placeholder must not stop a lesson.
        missing[language(), english] += 1
        return english.format(**values)


@cache
def _catalogue(code: str) -> gettext.NullTranslations | None:
    """Return the catalogue of a language, or None where English stands as it is."""
    if code == SOURCE:
        return None
    folders = [Path(__file__).parent / "locale"]
    if asked := os.environ.get(FOLDER_VARIABLE):
        folders.insert(0, Path(asked))
    for folder in folders:
        if gettext.find(DOMAIN, folder, [code]):
            return gettext.translation(DOMAIN, folder, [code])
    return gettext.NullTranslations()


def forget() -> None:
    """Read catalogues again, and count what is missing from nothing."""
    _catalogue.cache_clear()
    missing.clear()
