"""How much of the coverage of a place do some spellings of its name find?

The rule of the search: a search finds an item if a form of the place's name that was noted in that item
(table `mentions`) is the same as the search, letter by letter, where capital and small letters count as the
same and so do composed and decomposed accents, apostrophes and full-width letters; stress marks on Cyrillic
letters are not seen. Nothing else is the same: no word endings, no other spellings.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from infowar_kit.corpus import Corpus
from infowar_kit.errors import AnswerError
from infowar_kit.plain_text import invisible, plain_letters
from infowar_kit.say import later, plural, say

MOST_TERMS, MOST_LETTERS = 40, 80
# What stands round a name in a list or an article and is none of its letters.
_ROUND = " \"'«»‹›“”„‚‘’.,;:!?…()[]*_~`#|-–—•·"
# Scripts that one word of Japanese may mix.
_JAPANESE = frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"})
# The scripts that are mixed most often, by Unicode's word for them.
SCRIPTS = {
    "LATIN": later("Latin"), "CYRILLIC": later("Cyrillic"), "GREEK": later("Greek"),
    "ARABIC": later("Arabic"), "HEBREW": later("Hebrew"), "GEORGIAN": later("Georgian"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """What one search finds.

    Attributes
    ----------
    found : frozenset of str
        Items that it finds.
    new : frozenset of str
        Those among them that no search before it found.
    astray : frozenset of str
        Items that only mention another place under the same form.
    languages : tuple of str
        Languages in which the form is noted for this place.
    repeats : str
        An earlier search that is the same by the rule; else empty.
    """

    term: str
    found: frozenset[str]
    new: frozenset[str]
    astray: frozenset[str]
    languages: tuple[str, ...]
    repeats: str


@dataclass(frozen=True, slots=True)
class Recall:
    """What a list of searches finds of the items that mention a place.

    Attributes
    ----------
    all_items : frozenset of str
        Items that mention the place under any form.
    missed : tuple of (str, str, int)
        Forms not searched for, each with its language and how many items stay unfound under it, the
        commonest first. An item may stand under several forms.
    """

    place: str
    all_items: frozenset[str]
    steps: tuple[Step, ...]
    missed: tuple[tuple[str, str, int], ...]

    @property
    def found(self) -> frozenset[str]:
        """Items that some search finds."""
        return frozenset().union(*(step.found for step in self.steps)) if self.steps else frozenset()

    @property
    def share(self) -> float:
        """Recall: the part of the items that is found, from 0 to 1."""
        return len(self.found) / len(self.all_items) if self.all_items else 0.0


def fold(term: str) -> str:
    """Return a form as it is compared: as it is seen, bare and without case, compatible letters unified."""
    seen = plain_letters(term).strip(_ROUND)
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold()).split())


def clean(line: str) -> str:
    """Return a search term as it will be used, or say why it cannot be.

    Characters without width (joiners, direction marks, variation selectors) are left out, accents are
    composed, white space is made single. Letters are never changed.

    Raises
    ------
    AnswerError
        If there is no letter in it, or it mixes scripts, is too long or holds a broken character.
    """
    bare = "".join(c for c in line if not invisible(c))
    broken = [c for c in bare if unicodedata.category(c) in ("Cc", "Cs", "Cn", "Co") and not c.isspace()]
    if broken:
        raise AnswerError(
            say(
                "'{line}' holds a character that is no text ({code}). Type the name again.",
                line=_shown(line), code=f"U+{ord(broken[0]):04X}",
            )
        )  # fmt: skip
    term = " ".join(unicodedata.normalize("NFC", bare).split())
    if not any(unicodedata.category(c).startswith("L") for c in term):
        raise AnswerError(
            say("'{line}' has no letter in it. Write a name, one spelling a line.", line=_shown(line))
        )
    if len(term) > MOST_LETTERS:
        raise AnswerError(
            say(
                "'{line}' is too long: {length} characters, at most {most}. Write one spelling a line.",
                line=_shown(line), length=len(term), most=MOST_LETTERS,
            )
        )  # fmt: skip
    pictures = [c for c in term if unicodedata.category(c) in ("So", "Sk") and not c.isascii()]
    if pictures:
        raise AnswerError(
            say("'{line}' has a sign that is no letter: {sign}. Take it out.",
                line=_shown(line), sign=pictures[0])
        )  # fmt: skip
    _one_script(term)
    return term


def _one_script(term: str) -> None:
    """Refuse a term that mixes scripts, as look-alike letters do."""
    scripts: dict[str, str] = {}
    for letter in unicodedata.normalize("NFKC", term):
        if unicodedata.category(letter).startswith("L"):
            scripts.setdefault(unicodedata.name(letter, "UNNAMED").split()[0], letter)
    # Modifier letters (such as the Ukrainian apostrophe) belong to every script.
    scripts.pop("MODIFIER", None)
    if len(scripts) < 2 or scripts.keys() <= _JAPANESE:
        return
    parts = f" {say('and')} ".join(
        f"{say(SCRIPTS.get(script, script.capitalize()))} ('{letter}')" for script, letter in scripts.items()
    )
    raise AnswerError(
        say(
            "'{line}' mixes scripts: {scripts}. They may look alike, but a search takes them for different "
            "letters. Write one spelling in one script a line.",
            line=_shown(term), scripts=parts,
        )
    )  # fmt: skip


def _shown(line: str) -> str:
    """Return what was typed so that it can stand in a message."""
    seen = "".join(
        c for c in line if not invisible(c) and unicodedata.category(c) not in ("Cc", "Cs")
    ).strip()
    return seen[:40] + ("…" if len(seen) > 40 else "")


def terms_of(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the search terms of some lines; empty lines are passed over.

    Raises
    ------
    AnswerError
        If no line has a term, there are too many, or one of them cannot be used; see `clean`.
    """
    filled = [line for line in lines if "".join(c for c in line if not invisible(c)).strip()]
    if not filled:
        raise AnswerError(
            say("There is nothing to search for yet. Write a spelling of the name, one a line.")
        )
    if len(filled) > MOST_TERMS:
        raise AnswerError(
            plural("That is {number} lines; write at most {most} spellings.",
                   "That is {number} lines; write at most {most} spellings.", len(filled), most=MOST_TERMS)
        )  # fmt: skip
    return tuple(clean(line) for line in filled)


def recall(corpus: Corpus, place: str, terms: Sequence[str]) -> Recall:
    """Search the mentions of a place.

    Parameters
    ----------
    corpus : Corpus
        Its `mentions` say which form of which place was noted in which item.
    place : str
        Id of the place.
    terms : sequence of str
        Searches in order, as `terms_of` returns them.

    Raises
    ------
    LookupFailed
        If there is no such place.
    """
    corpus.place(place)
    toponyms = {row.toponym_id: row for row in corpus.toponyms}
    ours: dict[str, set[str]] = {}
    others: dict[str, set[str]] = {}
    languages: dict[str, Counter[str]] = {}
    for mention in corpus.mentions:
        toponym = toponyms[mention.toponym]
        key = fold(toponym.form)
        (ours if toponym.place == place else others).setdefault(key, set()).add(mention.item)
        if toponym.place == place:
            languages.setdefault(key, Counter())[toponym.language] += 1
    everything = frozenset().union(*ours.values()) if ours else frozenset()
    steps: list[Step] = []
    seen: set[str] = set()
    first: dict[str, str] = {}
    for term in terms:
        key = fold(term)
        found = frozenset(ours.get(key, ()))
        steps.append(
            Step(
                term=term,
                found=found,
                new=found - seen,
                astray=frozenset(others.get(key, set()) - everything),
                languages=tuple(language for language, _ in languages.get(key, Counter()).most_common()),
                repeats=first.get(key, ""),
            )
        )
        first.setdefault(key, term)
        seen |= found
    return Recall(place, everything, tuple(steps), _missed(corpus, place, first.keys(), seen))


def _missed(
    corpus: Corpus, place: str, searched: Iterable[str], seen: set[str]
) -> tuple[tuple[str, str, int], ...]:
    """Return the forms not searched for under which items stay unfound."""
    known = set(searched)
    forms = {row.toponym_id: row for row in corpus.toponyms_of_place(place)}
    left: dict[tuple[str, str], set[str]] = {}
    for mention in corpus.mentions:
        toponym = forms.get(mention.toponym)
        if toponym and fold(toponym.form) not in known and mention.item not in seen:
            left.setdefault((toponym.form, toponym.language), set()).add(mention.item)
    ranked = sorted(left.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple((form, language, len(items)) for (form, language), items in ranked)
