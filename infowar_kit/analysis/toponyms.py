"""Which place is meant by a form of a name: candidates with reasons, never a silent best guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from infowar_kit.analysis.scripts import script_of
from infowar_kit.analysis.sounds import apart, plain, sounds
from infowar_kit.analysis.transliteration import SYSTEMS, transliterate
from infowar_kit.corpus.records import Place, Toponym
from infowar_kit.text import language_name

# Kinds of reason with their rank: the surer, the smaller. Spelling ranks 1 and its distance.
RANKS = {
    "known": 0.0, "former": 0.05, "transliteration": 0.2, "same-letters": 0.3, "inflected": 0.5,
    "hybrid": 0.6, "part": 0.8, "named-after": 0.85, "translated": 0.9, "mistaken": 0.95, "spelling": 1.0,
}  # fmt: skip
# How far apart names may sound: to be listed, to be listed from another script, to stand behind the
# nearest, and to be given alone.
CLOSE, CLOSE_OTHER_SCRIPT, MARGIN, SURE = 0.2, 0.3, 0.1, 0.05
MOST = 5
_NAMES = ("native", "russian-form", "former-name", "kmu-2010")  # whole names, not what became of them
_MIXED = (("kmu-2010", "bgn-pcgn-ru"), ("german-uk", "german-ru"), ("french-uk", "french-ru"))
_MISTAKEN = ("misspelling", "hybrid")
# Words that say what kind of place is meant, in the languages of the press; Han and kana stand at the end.
_KINDS = {
    "oblast": "oblast oblasts region regione region provincia provinz obwod область області областью области обл 州",
    "raion": "raion rajon rejon rayon district distrito bezirk kreis район району района районе",
    "river": "river fluss fleuve riviere rzeka rio река ріка річка 川 河",
    "dam": "dam hpp hes hydroelectric hydroelectrique centrale wasserkraftwerk elektrownia wodna staudamm barrage гэс гес",
}
_LINKS = {"de", "of", "the", "la", "di", "von"}
# Case endings of Ukrainian, Russian and Polish, and the commonest of Finnish, Estonian and Hungarian; and
# the adjective that means "of Lyman".
_ENDINGS = re.compile(
    r"(ський|ский|ського|ского|skyy|skyi|skyj|sky|skij|ski|ього|ами|ями|ого|ому|ой|ою|ої|ій|ий|ый|ым|им|ом|ем|єм|ам|ах|ях|ую|ая|ое|ов|ев|у|ю|а|я|е|є|і|и|ы|о|ь"
    r"|owi|ach|ami|ego|emu|ssa|sta|iem|em|ie|is|in|ba[nl]|be[nl]|a|u|y|e|i|ę|ą)$"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a form may mean.

    Attributes
    ----------
    place : str
        Its id.
    kind : str
        Kind of reason, one of `RANKS`.
    reason : str
        In words.
    rank : float
        The smaller, the surer; equal ranks are a tie.
    toponym : str
        Row that it rests on, if any.
    """

    place: str
    kind: str
    reason: str
    rank: float
    toponym: str = ""


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
                    found.setdefault(_written(row.form, system.name), []).append((row, system.name))
        return found

    @cached_property
    def names(self) -> tuple[Toponym, ...]:
        """Whole names in Ukrainian and Russian, in Cyrillic."""
        return tuple(
            row
            for row in self.toponyms
            if row.system in _NAMES and row.language in ("uk", "ru") and script_of(row.form) == "Cyrillic"
        )

    @cached_property
    def heard(self) -> tuple[Toponym, ...]:
        """Rows against whose sound a form is held."""
        rows = (row for row in self.toponyms if row.system in _NAMES and script_of(row.form) in ("Cyrillic", "Latin"))
        return tuple({(row.place, sounds(row.form)): row for row in rows}.values())

    @cached_property
    def areas(self) -> tuple[tuple[Toponym, str], ...]:
        """Whole names of what has a kind in its name, with the stem of the name proper."""
        found = []
        for row in self.names:
            first, _, rest = row.form.partition(" ")
            if rest and _kind_of(row.form):
                found.append((row, re.sub(r"(ий|ая|ое|а|е)$", "", first)))
        return tuple(found)

    @cached_property
    def mixtures(self) -> tuple[tuple[re.Pattern[str], Toponym, Toponym], ...]:
        """Patterns of forms made of letters of the Ukrainian and of the Russian name."""
        found = []
        russian: dict[str, list[Toponym]] = {}
        for row in self.names:
            if row.language == "ru":
                russian.setdefault(row.place, []).append(row)
        for ours in (row for row in self.names if row.language == "uk"):
            for theirs in russian.get(ours.place, ()):
                for one, other in _MIXED:
                    pattern = _mixture(_written(ours.form, one), _written(theirs.form, other))
                    found.append((pattern, ours, theirs))
        return tuple(found)

    @cached_property
    def by_id(self) -> dict[str, Place]:
        """Places by id."""
        return {place.place_id: place for place in self.places}

    def without(self, form: str) -> Gazetteer:
        """Return a gazetteer from which every row that spells a form like this is taken out."""
        return replace(self, toponyms=[row for row in self.toponyms if plain(row.form) != plain(form)])


def candidates(form: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Return the places that a form may mean, the likeliest first, each with its reason.

    One candidate only is returned where nothing else comes near; none where nothing does. Whoever calls
    decides: the function does not choose.

    Parameters
    ----------
    form : str
        As it stands in a text, in any script.
    gazetteer : Gazetteer
        What is known.
    """
    best: dict[str, Candidate] = {}
    for found in _exact(form, gazetteer):
        _keep(best, found)
    for found in _mistakes(form, gazetteer):
        # A form known as a mistake is not explained away as an ending or a mixture.
        if found.place not in best or best[found.place].rank >= RANKS["inflected"]:
            best[found.place] = found
    if not any(found.rank < RANKS["part"] for found in best.values()):
        for found in _of_a_kind(form, gazetteer) or _by_sound(form, gazetteer):
            _keep(best, found)
    for found in [*_named_after(best.values(), gazetteer)]:
        _keep(best, found)
    ranked = sorted(best.values(), key=lambda found: (found.rank, found.place))
    return tuple(ranked[:MOST])


def finding(form: str, found: Sequence[Candidate], gazetteer: Gazetteer) -> str:
    """Return what candidates amount to, in a sentence."""

    def name(candidate: Candidate) -> str:
        place = gazetteer.by_id[candidate.place]
        return f"{place.name} ({place.kind}, {place.oblast})"

    if not found:
        return f"“{form}” is not one of our places, and nothing comes near it."
    listed = "; ".join(f"{name(candidate)}: {candidate.reason}" for candidate in found)
    if found[0].kind in ("mistaken", "translated"):
        return f"“{form}” is not the name of one of our places, unless it stands for {listed}."
    if len(found) == 1:
        return f"“{form}” is {listed}."
    tied = sum(candidate.rank == found[0].rank for candidate in found)
    lead = f"{tied} places fit equally well" if tied > 1 else "more than one place is possible"
    return f"“{form}” is ambiguous; {lead}. {listed}."


def _keep(best: dict[str, Candidate], found: Candidate) -> None:
    if found.place not in best or found.rank < best[found.place].rank:
        best[found.place] = found


def _candidate(row: Toponym, kind: str, reason: str, more: float = 0.0) -> Candidate:
    return Candidate(row.place, kind, reason, round(RANKS[kind] + more, 3), row.toponym_id)


def _exact(form: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Yield what needs no measuring of distance."""
    wanted = plain(form)
    for row in sorted(gazetteer.forms.get(wanted, ()), key=lambda row: row.form.casefold() != form.casefold()):
        yield _known(row)
    for row, system in gazetteer.made.get(wanted, ()):
        former = ", a former name" if row.system == "former-name" else ""
        yield _candidate(row, "transliteration", f"{SYSTEMS[system].title} of {row.form}{former}")
    if script_of(form) == "Cyrillic":
        for system in SYSTEMS.values():
            written = transliterate(form, system.name)
            for row in gazetteer.forms.get(plain(written), ()):
                if row.system not in _MISTAKEN:
                    yield _candidate(row, "same-letters", f"{system.title} makes it {written}, a known form")
    yield from _inflected(wanted, gazetteer)
    for pattern, ours, theirs in gazetteer.mixtures:
        if pattern.fullmatch(wanted):
            yield _candidate(ours, "hybrid", f"letters of Ukrainian {ours.form} and Russian {theirs.form} mixed")
    words = wanted.split()
    for row in gazetteer.toponyms:
        longer = plain(row.form).split()
        if row.system in _NAMES and len(words) < len(longer) and longer[-len(words) :] == words:
            yield _candidate(row, "part", f"perhaps short for {row.form}")


def _mistakes(form: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Yield places for which this form, or what a system makes of it, is a known mistake."""
    written = {plain(form)}
    if script_of(form) == "Cyrillic":
        written |= {_written(form, system) for system in SYSTEMS}
    for spelling in written:
        for row in gazetteer.forms.get(spelling, ()):
            if row.system == "misspelling":
                yield _known(row)


def _known(row: Toponym) -> Candidate:
    where = f"in {language_name(row.language)}"
    doubt, more = "", 0.0
    if row.inferred:
        doubt = "; an inference of ours, see the row" if row.attested else "; by rule, not read on a page"
        more = 0.1
    if row.system == "former-name":
        return _candidate(row, "former", f"a former name {where}{doubt}", more)
    if row.system == "machine-translation":
        return _candidate(row, "translated", f"the name translated or broken by a machine {where}{doubt}")
    if row.system == "misspelling":
        return _candidate(row, "mistaken", f"a mistaken form seen {where}{doubt}")
    if row.system == "hybrid":
        return _candidate(row, "known", f"a known form {where}, Ukrainian and Russian mixed{doubt}", more)
    return _candidate(row, "known", f"a known form {where}{doubt}", more)


def _stem(word: str) -> str:
    stem = word.replace("і", "о")  # Ямпіль, Ямполя; Брід, Броду
    for _ in range(2):  # Давидового is Давид-ов-ого
        shorter = _ENDINGS.sub("", stem)
        stem = shorter if len(shorter) >= 4 else stem
    return stem


def _inflected(wanted: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    stems = [_stem(word) for word in wanted.split()]
    script = script_of(wanted)
    for known, rows in gazetteer.forms.items():
        if known == wanted or script_of(known) != script or len(known.split()) != len(stems):
            continue
        if [_stem(word) for word in known.split()] == stems and min(map(len, stems)) >= 3:
            for row in rows:
                if row.system not in (*_MISTAKEN, "machine-translation"):
                    yield _candidate(row, "inflected", f"like {row.form} with another ending")


@lru_cache(maxsize=5_000)
def _written(form: str, system: str) -> str:
    return plain(transliterate(form, system))


@lru_cache(maxsize=5_000)
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


def _by_sound(form: str, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the places whose name sounds close; never a lone one unless it stands well apart."""
    nearest: dict[str, tuple[float, Toponym]] = {}
    for row in gazetteer.heard:
        away = apart(form, row.form)
        if row.place not in nearest or away < nearest[row.place][0]:
            nearest[row.place] = (away, row)
    for area, stem in gazetteer.areas:
        # A region may be called by the bare name; a town that is called so comes before it.
        away = apart(form, stem) + 0.05
        if area.place not in nearest or away < nearest[area.place][0]:
            nearest[area.place] = (away, area)
    ranked = sorted(nearest.values(), key=lambda pair: (pair[0], pair[1].place))
    limit = CLOSE if script_of(form) in ("Latin", "Cyrillic") else CLOSE_OTHER_SCRIPT
    if not ranked or ranked[0][0] > limit:
        return []
    first = ranked[0][0]
    kept = [pair for pair in ranked if pair[0] <= first + MARGIN]
    if len(kept) == 1 and first > SURE:
        kept = ranked[:2]
    return [
        _candidate(row, "spelling", _how_close(form, row) if away <= limit else f"next, but far off: {row.form}", away)
        for away, row in kept
    ]


def _kind_of(form: str) -> str:
    """Return the kind of place that a form names: ``"raion"`` for “Beryslav district”; else empty."""
    words = plain(form).split()
    for kind, known in _KINDS.items():
        if any(word in words or (script_of(word) == "Han" and form.endswith(word)) for word in known.split()):
            return kind
    return ""


def _of_a_kind(form: str, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the places of the kind that the form names whose name proper sounds close."""
    kind = _kind_of(form)
    if not kind:
        return []
    known = _KINDS[kind].split()
    bare = " ".join(word for word in plain(form).split() if word not in known and word not in _LINKS)
    bare = "".join(letter for letter in bare if letter not in known)
    found = []
    for row in gazetteer.names:
        if gazetteer.by_id[row.place].kind != kind:
            continue
        stem = dict(gazetteer.areas).get(row, row.form)
        town = re.sub("(ськ|ск)$", "", stem)
        away = min(apart(bare, stem), apart(bare, town))
        if away <= CLOSE_OTHER_SCRIPT:
            found.append(_candidate(row, "spelling", f"names a {kind}; sounds like {row.form}", away))
    return found


def _how_close(form: str, row: Toponym) -> str:
    if script_of(form) == script_of(row.form):
        off = _edits(plain(form), plain(row.form))
        return f"{off} letter{'' if off == 1 else 's'} away from {row.form}"
    return f"sounds like {row.form}"


def _edits(one: str, other: str) -> int:
    previous = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        current = [i]
        for j, theirs in enumerate(other, 1):
            current.append(min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (letter != theirs)))
        previous = current
    return previous[-1]


def _named_after(found: Iterable[Candidate], gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Yield districts and regions that bear a found town's name: headlines leave the word out."""
    towns = [gazetteer.by_id[c.place] for c in found if c.rank < RANKS["part"]]
    for area in gazetteer.places:
        if area.kind not in ("oblast", "raion"):
            continue
        stem = re.sub(r"(ськ|ьк)(ий|а|е)\b.*$", "", area.name_uk.casefold())
        for town in towns:
            if town.kind in ("city", "town") and town.name_uk.casefold().startswith(stem):
                yield Candidate(
                    area.place_id, "named-after", f"named after {town.name}; often shortened to it", RANKS["named-after"]
                )
