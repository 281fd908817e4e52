"""Which place is meant by a form of a name: candidates with reasons, never a silent best guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from infowar_kit.corpus.records import Toponym
from infowar_kit.page.labels import enumerated
from infowar_kit.plain_text import plain_letters
from infowar_kit.say import later, say
from infowar_kit.text import language_name
from infowar_kit.verification.methods.asking import LONGEST
from infowar_kit.verification.methods.gazetteer import (
    BROKEN,
    KIND_WORDS,
    LINK_WORDS,
    NAMES,
    Gazetteer,
    bare_of,
    how_close,
    kind_of,
    marked,
    official,
    stem_of,
    written,
)
from infowar_kit.verification.methods.scripts import script_of
from infowar_kit.verification.methods.sounds import apart, plain
from infowar_kit.verification.methods.transliteration import SYSTEMS, transliterate

# Kinds of reason with their rank: the surer, the smaller. Spelling ranks 1 and its distance.
RANKS = {
    "known": 0.0, "former": 0.05, "transliteration": 0.2, "same-letters": 0.3, "abbreviated": 0.4,
    "inflected": 0.5, "hybrid": 0.6, "part": 0.8, "named-after": 0.85,
    "translated": 0.9, "mistaken": 0.95, "spelling": 1.0,
}  # fmt: skip
# How far apart names may sound: to be listed, to be listed from another script, to stand behind the
# nearest, and to be given alone.
CLOSE, CLOSE_OTHER_SCRIPT, MARGIN, SURE = 0.2, 0.3, 0.1, 0.05
MOST = 5
_MISTAKEN = ("misspelling", "hybrid")
_FORMER = later(", a former name")


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
    form = plain_letters(form)
    # Nobody writes a name so long, and to measure how it sounds would take minutes.
    if len(form) > LONGEST or not plain(form):
        return ()
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


def _former(row: Toponym) -> str:
    """Return what is added to a reason that rests on a former name."""
    return say(_FORMER) if row.system == "former-name" else ""


def _keep(best: dict[str, Candidate], found: Candidate) -> None:
    if found.place not in best or found.rank < best[found.place].rank:
        best[found.place] = found


def _candidate(row: Toponym, kind: str, reason: str, more: float = 0.0) -> Candidate:
    return Candidate(row.place, kind, reason, round(RANKS[kind] + more, 3), row.toponym_id)


def _exact(form: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Yield what needs no measuring of distance."""
    wanted = plain(form)
    for row in sorted(
        gazetteer.forms.get(wanted, ()), key=lambda row: row.form.casefold() != form.casefold()
    ):
        yield _known(row)
    for row, name in gazetteer.made.get(wanted, ()):
        made = say("{system} of {form}", system=say(SYSTEMS[name].title), form=marked(row))
        yield _candidate(row, "transliteration", made + _former(row))
    if script_of(form) == "Cyrillic":
        for system in SYSTEMS.values():
            written = transliterate(form, system.name)
            for row in gazetteer.forms.get(plain(written), ()):
                if row.system not in _MISTAKEN:
                    reason = say("{system} makes it {form}, a known form",
                                 system=say(system.title), form=row.form)  # fmt: skip
                    yield _candidate(row, "same-letters", reason)
    yield from _abbreviated(form, gazetteer)
    yield from _inflected(wanted, gazetteer)
    for pattern, ours, theirs in gazetteer.mixtures:
        if pattern.fullmatch(wanted):
            yield _candidate(
                ours,
                "hybrid",
                say(
                    "letters of {language} {form} and {other_language} {other_form} mixed",
                    language=language_name(ours.language), form=marked(ours),
                    other_language=language_name(theirs.language), other_form=marked(theirs),
                ),
            )  # fmt: skip
    yield from _parts(wanted, gazetteer)


def _abbreviated(form: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Yield places whose name the form shortens with a full stop: Кр. Лиман, Красный Лиман."""
    words = form.replace(".", ". ").split()
    if len(words) < 2 or not any(word.endswith(".") for word in words[:-1]):
        return
    for known, rows in gazetteer.forms.items():
        whole = known.split()
        if len(whole) == len(words) and all(
            theirs.startswith(plain(ours)) if ours.endswith(".") else stem_of(plain(ours)) == stem_of(theirs)
            for ours, theirs in zip(words, whole, strict=True)
        ):
            for row in rows:
                if row.system in NAMES:
                    reason = say("short for {form}", form=marked(row)) + _former(row)
                    yield _candidate(row, "abbreviated", reason)


def _parts(wanted: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Yield places of whose longer name the form is the beginning or the end."""
    words = wanted.split()
    longer = {plain(row.form): [row] for row in gazetteer.toponyms if row.system in NAMES}
    longer |= {latin: [row for row, _ in rows] for latin, rows in gazetteer.made.items()}
    for name, rows in longer.items():
        whole = name.split()
        if len(words) < len(whole) and words in (whole[-len(words) :], whole[: len(words)]):
            for row in rows:
                if not kind_of(row.form):
                    yield _candidate(row, "part", say("perhaps short for {form}", form=marked(row)))


def _mistakes(form: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Yield places for which this form, or what a system makes of it, is a known mistake."""
    spellings = {plain(form)}
    if script_of(form) == "Cyrillic":
        spellings |= {written(form, system) for system in SYSTEMS}
    for spelling in spellings:
        for row in gazetteer.forms.get(spelling, ()):
            if row.system == "misspelling":
                yield _known(row)


def _known(row: Toponym) -> Candidate:
    language = language_name(row.language)
    doubt, more = "", 0.0
    if row.inferred:
        doubt = (
            say("; an inference of ours, see the row")
            if row.attested
            else say("; by rule, not read on a page")
        )
        more = 0.1
    if row.system == "former-name":
        return _candidate(row, "former", say("a former name in {language}", language=language) + doubt, more)
    if row.system == "machine-translation":
        broken = say("the name translated or broken by a machine in {language}", language=language)
        return _candidate(row, "translated", broken + doubt)
    if row.system == "misspelling":
        return _candidate(
            row, "mistaken", say("a mistaken form seen in {language}", language=language) + doubt
        )
    if row.system == "hybrid":
        mixed = say("a known form in {language}, Ukrainian and Russian mixed", language=language)
        return _candidate(row, "known", mixed + doubt, more)
    return _candidate(row, "known", say("a known form in {language}", language=language) + doubt, more)


def _inflected(wanted: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    stems = [stem_of(word) for word in wanted.split()]
    script = script_of(wanted)
    for known, rows in gazetteer.forms.items():
        if known == wanted or script_of(known) != script or len(known.split()) != len(stems):
            continue
        if [stem_of(word) for word in known.split()] == stems and min(map(len, stems)) >= 3:
            for row in rows:
                if row.system not in BROKEN:
                    yield _candidate(
                        row, "inflected", say("like {form} with another ending", form=marked(row))
                    )


def _by_sound(form: str, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the places whose name sounds close; never a lone one unless it stands well apart."""
    nearest: dict[str, tuple[float, Toponym]] = {}
    for row in gazetteer.heard:
        away = apart(form, row.form)
        if row.place not in nearest or away < nearest[row.place][0]:
            nearest[row.place] = (away, row)
    for area, stem in gazetteer.areas:
        # A region may be called by the bare name; a town that is called so comes before it.
        away = min(apart(form, stem), apart(form, bare_of(stem))) + 0.06
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
        _candidate(
            row,
            "spelling",
            how_close(form, row) if away <= limit else say("next, but far off: {form}", form=marked(row)),
            away,
        )
        for away, row in kept
    ]


def _of_a_kind(form: str, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the places of the kind that the form names whose name proper sounds close."""
    if not (kind := kind_of(form := official(form))):
        return []
    known = KIND_WORDS[kind].split()
    bare = " ".join(word for word in plain(form).split() if word not in known and word not in LINK_WORDS)
    bare = "".join(letter for letter in bare if letter not in known)
    found = []
    for row in gazetteer.names:
        of_kind = gazetteer.by_id[row.place].kind
        if of_kind != kind and (kind, of_kind) != ("city", "town"):
            continue
        stem = dict(gazetteer.areas).get(row, row.form)
        away = min(apart(bare, stem), apart(bare, bare_of(stem)))
        if away <= CLOSE_OTHER_SCRIPT:
            named = enumerated("places.kind", kind)
            reason = say("names a {kind}; sounds like {form}", kind=named, form=marked(row))
            found.append(_candidate(row, "spelling", reason, away))
    return found


def _named_after(found: Iterable[Candidate], gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Yield districts and regions that bear a found town's name: headlines leave the word out."""
    towns = [gazetteer.by_id[c.place] for c in found if c.rank < RANKS["part"]]
    for area in gazetteer.places:
        if area.kind not in ("oblast", "raion"):
            continue
        stem = re.sub(r"(ськ|ьк)(ий|а|е)\b.*$", "", area.name_native.casefold())
        for town in towns:
            alike = apart(stem, town.name_native.casefold()[: len(stem)]) <= MARGIN  # Запоріжжя, Запорізька
            if town.kind in ("city", "town") and alike:
                yield Candidate(
                    area.place_id,
                    "named-after",
                    say("named after {town}; often shortened to it", town=town.name),
                    RANKS["named-after"],
                )
