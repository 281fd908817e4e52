"""Many patterns at once: a trie written out as one regular expression of the standard library.

A plain alternation of two thousand patterns tries each of them at each word. Written as a trie, the first
letters are compared once, so that time hardly depends on the number of patterns. Quantifiers are
possessive or bounded: no text can make the expression go back over what it has read, and time grows
linearly with the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from infowar_kit.corpus.packages import Cue
from infowar_kit.tone.lens.unsaid import SIGNS

# One character for one: an offset in the folded text is an offset in the text.
# Several calls of replace take a tenth of the time of one translate.
_FOLD = (("ё", "е"), ("’", "'"), ("ʼ", "'"), ("‘", "'"), ("`", "'"), ("\u00a0", " "), ("\u2011", "-"))
_CACHED = 50_000
# Not cues, but found on the same way through the text: words that lower what follows them.
_SAYING = """
said|say|says|told|wrote|writes|stated|states|claimed|claims|called|calls|calling|reported|reports|described|accused
according to|dit|affirme*|selon|qualifi*|a déclaré|d'après|a écrit
заявил*|заявля*|сказал*|сообщил*|сообща*|написал*|пишет|назвал*|называ*|по словам|по данным
заявив|заявила|заявили|сказав|сказала|повідомив|повідомила|повідомили|повідомля*|написав|написала|пише|назвав
назвала|називає|за словами|за даними
"""
_SO_CALLED = "so-called|so called|self-styled|soi-disant|prétendu*|так называем*|так зван*"
_DENYING = """
no|not|never|nothing|neither|nor|without|hardly|cannot|nobody|none|deny|denies|denied|denying|reject*|refut*
isn't|aren't|wasn't|weren't|don't|doesn't|didn't|haven't|hasn't|hadn't|won't|wouldn't|can't|couldn't|shouldn't
personne ne|rien ne|aucun de ces|ne|n'*|pas|jamais|sans|aucun*|nul|nulle|personne|dément*|nie|nient
réfut*|ni|non
не|ни|нет|нету|без|ані|никак*|никаких|никто|никогда|отрица*|опроверг*|отверг*|отсутств*
ні|нема|немає|ніхто|ніколи|ніяк|ніяк*|жодн*|жоден|запереч*|спростов*|відки*|відсутн*
"""


def _mark(name: str, words: str) -> Cue:
    forms = tuple(words.strip().replace("\n", "|").split("|"))
    return Cue(name, "", forms, "", "", "", False, "", "")


SAYING, SO_CALLED = _mark("saying", _SAYING), _mark("so-called", _SO_CALLED)
DENYING = _mark("denying", _DENYING.rstrip() + SIGNS)
MARKS = (SAYING, SO_CALLED, DENYING)


def fold(text: str) -> str:
    """Return `text` in small letters with one apostrophe and one blank, of the same length."""
    if text.isascii():
        return text.lower()
    small = text.lower()
    if len(small) != len(text):  # İ and few others become two characters
        small = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    for old, new in _FOLD:
        small = small.replace(old, new)
    return small


def _ways_to_write(form: str, language: str) -> tuple[str, ...]:
    """Return a form as it may be written: since 1990 French has "traitre" too, and many keyboards no œ."""
    if language != "fr":
        return (form,)
    return tuple(dict.fromkeys((form, form.replace("î", "i"), form.replace("œ", "oe"))))


Place = tuple[int, int, tuple[Cue, ...]]


@dataclass
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    whole: tuple[Cue, ...] = ()  # a form ends here as a whole word
    stem: tuple[Cue, ...] = ()  # a form ends here as a stem


# Stands in the trie for "any letters up to the end of the word", so that a phrase can go on after a stem.
_REST = "*"
_TAIL = re.compile(r"\w*")


class Matcher:
    """All forms of some cues as one expression; compiled on first use.

    Parameters
    ----------
    cues : iterable of Cue
        What to look for.
    """

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._words, self._signs = _Node(), _Node()
        self._sign_forms: list[str] = []
        for cue in (*cues, *MARKS):
            for form in cue.pattern:
                for way in _ways_to_write(fold(form), cue.language):
                    self._add(way, cue)
        # Beginning with a set of characters lets `re` run over everything else without trying to match.
        self._source = rf"\W{_pattern(self._words)}"
        starts = "".join(re.escape(letter) for letter in self._signs.children)
        signs = rf"(?=[{starts}]){_pattern(self._signs)}" if starts else r"(?!)"
        self._search_signs = re.compile(signs).finditer
        self._found: dict[str, tuple[Cue, ...]] = {}

    def _add(self, form: str, cue: Cue) -> None:
        node = self._words if form[0].isalnum() else self._signs
        if node is self._signs:
            self._sign_forms.append(form.removesuffix("*"))
        stem = form.endswith("*")
        for letter in form.removesuffix("*"):
            node = node.children.setdefault(letter, _Node())
        if stem:
            node.stem += (cue,)
        else:
            node.whole += (cue,)

    @cached_property
    def _search(self) -> Callable[[str], Iterator[re.Match[str]]]:
        return re.compile(self._source).finditer

    @cached_property
    def _search_ascii(self) -> Callable[[str], Iterator[re.Match[str]]]:
        # On such a text it finds the same and need not ask what kind of letter it sees.
        return re.compile(self._source, re.ASCII).finditer

    def find(self, folded: str) -> list[Place]:
        """Return start, end and cues of each match in order, marks among them.

        Where several forms begin together, the longest wins.
        """
        known, look_up = self._found, self._known
        search = self._search_ascii if folded.isascii() else self._search
        # A word begins after something that is none; so that the first one does too, a blank goes before.
        found = [
            (match.start(), match.end() - 1, known.get(match[0]) or look_up(match[0]))
            for match in search(" " + folded)
        ]
        if any(map(folded.__contains__, self._sign_forms)):
            signs = self._search_signs(folded)
            found += [(match.start(), match.end(), look_up(" " + match[0])) for match in signs]
            found.sort(key=lambda place: place[:2])
        return found

    def _known(self, padded: str) -> tuple[Cue, ...]:
        """Return the cues of a match with the character before it, and remember them."""
        cues = self._cues(padded[1:])
        if len(self._found) < _CACHED:
            self._found[padded] = cues
        return cues

    def _cues(self, words: str) -> tuple[Cue, ...]:
        """Return the cues of a match, by the same order of trial as the expression's; a mark stands last."""
        root = self._words if words[0].isalnum() else self._signs
        found = _walk(root, re.sub(r"\s+", " ", words))
        assert found, words
        return tuple(sorted(dict.fromkeys(found), key=lambda cue: not cue.language))


def _walk(node: _Node, rest: str) -> tuple[Cue, ...]:
    if rest and (child := node.children.get(rest[0])) and (cues := _walk(child, rest[1:])):
        return cues
    tail = _TAIL.match(rest)
    assert tail is not None
    if (child := node.children.get(_REST)) and (cues := _walk(child, rest[tail.end() :])):
        return cues
    if not rest and node.whole:
        named = {cue.technique for cue in node.whole}
        return node.whole + tuple(cue for cue in node.stem if cue.technique not in named)
    return node.stem if tail.end() == len(rest) else ()


def _pattern(node: _Node, *, letter: str = "") -> str:
    """Return a node as a pattern: longer forms first, then a stem, then a whole word."""
    options = [
        _token(key) + _pattern(child, letter=key)
        for key, child in sorted(node.children.items(), key=lambda pair: pair[0] == _REST)
    ]
    if node.whole:
        options.append(r"\b" if letter.isalnum() or letter == _REST else "")
    if node.stem:
        options.append(r"\w*+")
    # A whole word is tried before the stem of the same letters: only the former can say "and no more".
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"


def _token(letter: str) -> str:
    if letter == _REST:
        return r"\w*+"
    # Text may be broken over lines; more blanks than a few are no phrase any longer.
    return r"\s{1,4}+" if letter == " " else re.escape(letter)
