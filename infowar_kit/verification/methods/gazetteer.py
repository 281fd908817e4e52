"""Places and the forms of their names, made ready for looking up; see `toponyms` beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from infowar_kit.corpus.records import Place, Toponym
from infowar_kit.say import plural, say
from infowar_kit.verification.methods.scripts import script_of
from infowar_kit.verification.methods.sounds import edits, plain, sounds
from infowar_kit.verification.methods.transliteration import SYSTEMS, transliterate

BROKEN = ("hybrid", "machine-translation", "misspelling")  # forms that no table and no use bears out
NAMES = ("native", "russian-form", "former-name", "kmu-2010")  # whole names, not what became of them
_MIXED = (("kmu-2010", "bgn-pcgn-ru"), ("german-uk", "german-ru"), ("french-uk", "french-ru"))
# Words that say what kind of place is meant, in the languages of the press; Han and kana stand at the end.
KIND_WORDS = {
    "oblast": (
        "oblast oblasts region regions regione province provincia provinz obwod "
        "область області областью области обл 州"
    ),
    "raion": "raion rajon rejon rayon district distrito bezirk kreis район району района районе",
    "city": "city town stadt ville miasto місто город",
    "river": "river fluss fleuve riviere rzeka rio река ріка річка 川 河",
    "dam": (
        "dam hpp hes power plant station hydroelectric hydroelectrique centrale wasserkraftwerk "
        "elektrownia wodna staudamm barrage гэс гес"
    ),
}
LINK_WORDS = {"de", "of", "the", "la", "di", "von"}
# Case endings of Ukrainian, Russian and Polish, and the commonest of Finnish, Estonian and Hungarian; and
# the adjective that means "of this town".
_ENDINGS = re.compile(
    r"(ський|ский|ського|ского|skyy|skyi|skyj|sky|skij|ski"
    r"|ього|ами|ями|ого|ому|ой|ою|ої|ій|ий|ый|ым|им|ом|ем|єм|ам|ах|ях|ую|ая|ое|ов|ев|у|ю|а|я|е|є|і|и|ы|о|ь"
    r"|owi|ach|ami|ego|emu|ssa|sta|iem|em|ie|is|in|ba[nl]|be[nl]|a|u|y|e|i|ę|ą)$"
)

_EVERYDAY = re.compile(r"(?<=\w\w\w)(щ|чч)ин(?:а|и|і|у|ою|ы|е|ой)$", re.IGNORECASE)


@dataclass(frozen=True)
class Gazetteer:
    """Places and the forms of their names, made ready for looking up.

    Parameters
    ----------
    places, toponyms : sequence
        Rows of the corpus.
    """

    places: Sequence[Place]
    toponyms: Sequence[Toponym]

    @cached_property
    def forms(self) -> dict[str, list[Toponym]]:
        """Rows by their plain form."""
        found: dict[str, list[Toponym]] = {}
        for row in self.toponyms:
            found.setdefault(plain(row.form), []).append(row)
        return found

    @cached_property
    def made(self) -> dict[str, list[tuple[Toponym, str]]]:
        """Rows in Cyrillic by what each system makes of them, with the system."""
        found: dict[str, list[tuple[Toponym, str]]] = {}
        for row in self.names:
            for system in SYSTEMS.values():
                if system.language == row.language:
                    found.setdefault(written(row.form, system.name), []).append((row, system.name))
        return found

    @cached_property
    def names(self) -> tuple[Toponym, ...]:
        """Whole names in Cyrillic, in the languages that are written in Latin letters by systems."""
        languages = {system.language for system in SYSTEMS.values()}
        return tuple(
            row
            for row in self.toponyms
            if row.system in NAMES and row.language in languages and script_of(row.form) == "Cyrillic"
        )

    @cached_property
    def heard(self) -> tuple[Toponym, ...]:
        """Rows against whose sound a form is held."""
        read = [
            row
            for row in self.toponyms
            if script_of(row.form) in ("Cyrillic", "Latin") and not self._shortened(row)
        ]
        whole = [row for row in read if row.system in NAMES]
        # Of a place whose own name stands in another script, what pages write in its stead is heard.
        there = {row.place for row in whole}
        written = [row for row in read if row.place not in there and row.system not in BROKEN]
        rows = (*whole, *written)
        return tuple({(row.place, sounds(row.form)): row for row in rows}.values())

    def _shortened(self, row: Toponym) -> bool:
        """Say whether an area goes by its name without the kind; the sound is then that of its town."""
        return self.by_id[row.place].kind in ("oblast", "raion") and not kind_of(row.form)

    @cached_property
    def areas(self) -> tuple[tuple[Toponym, str], ...]:
        """Whole names of what has a kind in its name, with the stem of the name proper."""
        found = []
        for row in self.names:
            first, _, rest = row.form.partition(" ")
            if rest and kind_of(row.form):
                found.append((row, re.sub(r"(ий|ая|ое|а|е)$", "", first)))
        return tuple(found)

    @cached_property
    def mixtures(self) -> tuple[tuple[re.Pattern[str], Toponym, Toponym], ...]:
        """Patterns of forms made of letters of a place's name in one language and in another."""
        found = []
        by_place: dict[tuple[str, str], list[Toponym]] = {}
        for row in self.names:
            by_place.setdefault((row.place, row.language), []).append(row)
        for ours in self.names:
            for one, other in _MIXED:
                if ours.language != SYSTEMS[one].language:
                    continue
                for theirs in by_place.get((ours.place, SYSTEMS[other].language), ()):
                    pattern = _mixture(written(ours.form, one), written(theirs.form, other))
                    found.append((pattern, ours, theirs))
        return tuple(found)

    @cached_property
    def by_id(self) -> dict[str, Place]:
        """Places by id."""
        return {place.place_id: place for place in self.places}

    def without(self, form: str) -> Gazetteer:
        """Return a gazetteer from which every row that spells a form like this is taken out."""
        return replace(self, toponyms=[row for row in self.toponyms if plain(row.form) != plain(form)])


def stem_of(word: str) -> str:
    """Return a word without its case ending, for comparing; no word of a dictionary."""
    stem = word.replace("і", "о")  # Ямпіль, Ямполя; Брід, Броду
    for _ in range(2):  # Давидового is Давид-ов-ого
        shorter = _ENDINGS.sub("", stem)
        stem = shorter if len(shorter) >= 4 else stem
    return stem


def bare_of(stem: str) -> str:
    """Return the name from which an adjective in -ськ is made, as far as its letters go."""
    return re.sub("(ськ|ьк|ск)$", "", stem)


def official(form: str) -> str:
    """Return the everyday name of a region (Полтавщина, Вінниччина) as the one of the law; others stay."""
    return _EVERYDAY.sub(lambda found: f"{'ць' if found[1] == 'чч' else 'сь'}ка область", form)


def kind_of(form: str) -> str:
    """Return the kind of place that a form names: ``"raion"`` for “Beryslav district”; else empty."""
    words = plain(form).split()
    for kind, known in KIND_WORDS.items():
        if any(word in words or (script_of(word) == "Han" and form.endswith(word)) for word in known.split()):
            return kind
    return ""


@lru_cache(maxsize=5_000)
def written(form: str, system: str) -> str:
    """Return what a system makes of a name, plain."""
    return plain(transliterate(form, system))


@lru_cache(maxsize=5_000)
def marked(row: Toponym) -> str:
    """Return a row's form, marked with its language as the texts of the corpus are; see `text.prose`."""
    base = row.language.partition("-")[0]
    return row.form if base in ("en", "und") or len(base) != 2 else f"[{base}: {row.form}]"


def _mixture(one: str, other: str) -> re.Pattern[str]:
    """Return a pattern of what can be made of two spellings, piece by piece."""
    parts = []
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        mine, theirs = one[a:b], other[c:d]
        if tag == "equal":
            parts.append(re.escape(mine))
        elif len(mine) == len(theirs):
            parts += [f"[{x}{y}]" for x, y in zip(mine, theirs, strict=True)]
        else:
            parts.append(f"(?:{re.escape(mine)}|{re.escape(theirs)})")
    return re.compile("".join(parts))


def how_close(form: str, row: Toponym) -> str:
    """Return in words how near a form comes to a known one."""
    if script_of(form) == script_of(row.form):
        off = edits(plain(form), plain(row.form))
        return plural(
            "{number} letter away from {form}", "{number} letters away from {form}", off, form=marked(row)
        )
    return say("sounds like {form}", form=marked(row))
