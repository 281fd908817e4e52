"""Rows on words and places that must not contradict each other: one rule a test, with the rows that offend.

A label is held against the reason beside it, a form against the tables of transliteration, a point against
the gazetteer. The rules read our own sentences by their words: a reason is to be written so that it can be
held against its label.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote

import pytest

from infowar_kit.corpus import Corpus, load
from infowar_kit.corpus.records import Shift, Toponym
from infowar_kit.verification.methods.distance import between, great_circle
from infowar_kit.verification.methods.transliteration import SYSTEMS, transliterate


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load("kherson-lyman-2022")


def offending(found: list[str]) -> str:
    return f"{len(found)} rows:\n" + "\n".join(found)


def shown(corpus: Corpus, row: Shift) -> str:
    text = next(r.text for r in corpus.renderings if r.rendering_id == row.rendering)
    return f"{row.shift_id} ({row.rendering}, “{text}”): {row.shift}, because: {row.why}"


# A shift's label agrees with its reason

SAYS = {
    "something is left out": r"\b(is|are) (left out|missing|gone|lost|dropped)\b|\bloses\b|\bdrops?\b",
    "something is added": r"\b(is|are|was|has been) added\b|\badds\b",
    "it is less exact": r"\bless exact\b|more general|\bfreer\b|\bvague",
    "it is an active verb": r"\bactive\b|act of (their|the troops')",
    "nothing moved": (
        r"sense (stays(?! hidden)|is whole)|correct English|keeps the (idea|pun|sense)|^(exact|literal)\b"
    ),
}
# What a reason may not say beside a label.
AGAINST = {
    "modality": ("nothing moved",),
    "explicitation": ("something is left out", "something is added", "it is less exact", "nothing moved"),
    "euphemism": ("it is an active verb", "something is added", "nothing moved"),
    "wrong-sense": ("nothing moved", "it is an active verb", "it is less exact", "something is added"),
    "generalisation": ("something is left out", "something is added", "nothing moved"),
    "addition": ("something is left out", "it is less exact", "nothing moved"),
    "omission": ("it is less exact", "nothing moved"),
    "faithful": ("something is left out", "something is added", "it is less exact"),
    "name": ("nothing moved",),
    "number": ("nothing moved",),
    "intensity": ("something is left out", "nothing moved"),
}
# What a reason must say beside a label.
NEEDED = {
    "omission": r"left out",
    "addition": r"\badd(s|ed)\b",
    "generalisation": r"less exact|more general",
    "euphemism": r"\bsoft|\bmild|reunification|unification",
    "modality": r"probably|practically|must have|\bfact\b|limiting word",
}


@pytest.mark.parametrize("label", AGAINST)
def test_a_label_is_not_gainsaid_by_its_reason(corpus: Corpus, label: str) -> None:
    wrong = [
        f"{shown(corpus, row)} – the reason says that {said}"
        for row in corpus.shifts
        if row.shift == label
        for said in AGAINST[label]
        if re.search(SAYS[said], row.why, re.IGNORECASE)
    ]
    assert not wrong, offending(wrong)


@pytest.mark.parametrize("label", NEEDED)
def test_a_label_is_borne_out_by_its_reason(corpus: Corpus, label: str) -> None:
    wrong = [
        shown(corpus, row)
        for row in corpus.shifts
        if row.shift == label and not re.search(NEEDED[label], row.why, re.IGNORECASE)
    ]
    assert not wrong, offending(wrong)


def test_one_reason_has_one_label(corpus: Corpus) -> None:
    labels: dict[str, set[str]] = {}
    for row in corpus.shifts:
        labels.setdefault(row.why, set()).add(row.shift)
    wrong = [f"{', '.join(sorted(found))}: {why}" for why, found in labels.items() if len(found) > 1]
    assert not wrong, offending(wrong)


def test_the_same_words_in_one_language_have_one_label(corpus: Corpus) -> None:
    """Under whatever term they stand: some terms have two rows, for the languages of their renderings."""
    judged = {row.rendering: row.shift for row in corpus.shifts}
    labels: dict[tuple[str, str], dict[str, str]] = {}
    for row in corpus.renderings:
        words = (row.language, row.text.strip('"«»“”„ ').casefold())
        labels.setdefault(words, {})[row.rendering_id] = judged[row.rendering_id]
    wrong = [f"{words}: {found}" for words, found in labels.items() if len(set(found.values())) > 1]
    assert not wrong, offending(wrong)


ACTIVE = re.compile(r"\b(withdrew|have withdrawn|se sont retirées|отошли|оставили|відійшли|відступили)\b")


def test_an_active_verb_is_no_softening(corpus: Corpus) -> None:
    text = {row.rendering_id: row.text for row in corpus.renderings}
    wrong = [
        shown(corpus, row)
        for row in corpus.shifts
        if row.shift == "euphemism" and ACTIVE.search(text[row.rendering])
    ]
    assert not wrong, offending(wrong)


def test_a_marked_gloss_of_an_editor_moves_nothing(corpus: Corpus) -> None:
    """A bracket that says it is the editor's leaves the speaker's words whole."""
    text = {row.rendering_id: row.text for row in corpus.renderings}
    wrong = [
        shown(corpus, row)
        for row in corpus.shifts
        if re.search(r"\[|[-–—] ред\.", text[row.rendering]) and row.shift != "faithful"
    ]
    assert not wrong, offending(wrong)


def test_a_shift_of_number_has_a_number_or_a_unit(corpus: Corpus) -> None:
    wrong = [
        shown(corpus, row)
        for row in corpus.shifts
        if row.shift == "number" and not re.search(r"\d|five|mile|meter", row.words)
    ]
    assert not wrong, offending(wrong)


MASKED = re.compile(r"\.{3}")


def test_the_gloss_of_an_english_rendering_keeps_the_words_in_question(corpus: Corpus) -> None:
    """A gloss that says what the words came to mean gives the verdict away; slurs are masked in it."""
    language = {row.rendering_id: row.language for row in corpus.renderings}
    wrong = [
        f"{shown(corpus, row)}; the gloss is “{row.back_gloss}”"
        for row in corpus.shifts
        if language[row.rendering] == "en" and row.words and not MASKED.search(row.back_gloss)
        for words in row.words.split(" … ")
        if words.strip('"“”').casefold() not in row.back_gloss.casefold()
    ]
    assert not wrong, offending(wrong)


def test_dropped_doubts_are_there_to_teach_from(corpus: Corpus) -> None:
    """What the lessons teach has to have cases: three rows of doubt among 594 were none."""
    doubt = [row.rendering for row in corpus.shifts if row.shift == "modality"]
    language = {row.rendering_id: row.language for row in corpus.renderings}
    assert len(doubt) >= 10
    assert len({language[row] for row in doubt}) >= 5


# Names: systems recomputed, mentions in the language of their item

NATIONAL = {"french": "fr", "german": "de", "polish": "pl"}
LABELS = {
    "kmu-2010": ("kmu-2010",),
    "bgn-pcgn": ("bgn-pcgn-uk", "bgn-pcgn-ru"),
    "iso-9": ("iso-9-uk", "iso-9-ru"),
    "french": ("french-uk",),
    "german": ("german-uk",),
    "polish": ("polish-uk",),
}


def tables(corpus: Corpus, row: Toponym) -> set[str]:
    """Return the tables, of those for the row's language, that make its form of a name of its place."""
    names = {(corpus.place(row.place).name_native, "uk")} | {
        (other.form, other.language)
        for other in corpus.toponyms
        if other.place == row.place
        and other.language in ("uk", "ru")
        and other.system in ("native", "russian-form", "former-name")
    }
    return {
        system.name
        for name, language in names
        for system in SYSTEMS.values()
        if system.language == language
        and NATIONAL.get(system.name.rpartition("-")[0], row.language) == row.language
        and row.form.casefold()
        in (transliterate(name, system.name, signs=signs).casefold() for signs in (True, False))
    }


def test_another_transcription_follows_no_table(corpus: Corpus) -> None:
    wrong = [
        f"{row.toponym_id} {row.place} “{row.form}” ({row.language}): {', '.join(sorted(found))}"
        for row in corpus.toponyms
        if row.system == "other-transcription" and (found := tables(corpus, row))
    ]
    assert not wrong, offending(wrong)


# Words for the kind of a place, that stand with its name.
KINDS = re.compile(
    r"(?i)\b(region|oblast|province|raion|district|river|hpp|dam|hydroelectric station|city)\b"
)
PROPER = {
    "kherson-oblast": "Kherson",
    "donetsk-oblast": "Donetsk",
    "luhansk-oblast": "Luhansk",
    "kharkiv-oblast": "Kharkiv",
    "zaporizhzhia-oblast": "Zaporizhzhia",
    "beryslav-raion": "Beryslav",
    "kakhovka-dam": "Kakhovka",
}


def test_a_name_with_an_english_word_for_its_kind_goes_by_the_name_proper(corpus: Corpus) -> None:
    wrong = []
    for row in corpus.toponyms:
        if row.language == "en" and row.system in ("kmu-2010", "other-transcription"):
            name = " ".join(KINDS.sub(" ", row.form).split())
            proper = PROPER.get(row.place, corpus.place(row.place).name)
            if (name == proper) != (row.system == "kmu-2010") and not (row.note and row.inferred):
                wrong.append(f"{row.toponym_id} {row.place} “{row.form}”: {row.system}, the name is {proper}")
            if name == proper and row.system != "kmu-2010":
                wrong.append(f"{row.toponym_id} {row.place} “{row.form}”: {row.system}, and it is {proper}")
    assert not wrong, offending(wrong)


def test_a_form_follows_the_table_that_it_names_or_says_why_not(corpus: Corpus) -> None:
    wrong = [
        f"{row.toponym_id} {row.place} “{row.form}” ({row.language}): {row.system}, note: {row.note}"
        for row in corpus.toponyms
        if row.system in LABELS
        and not tables(corpus, row) & set(LABELS[row.system])
        and row.note in ("", "By rule", "By rule (PWN)")
    ]
    assert not wrong, offending(wrong)


def test_chinese_goes_by_one_code(corpus: Corpus) -> None:
    wrong = [
        f"{row.toponym_id} {row.form}: {row.language}"
        for row in corpus.toponyms
        if row.language.startswith("zh-") and row.language != "zh-Latn"  # Chinese in Latin letters
    ]
    assert not wrong, offending(wrong)


def test_a_mention_is_in_the_language_of_its_item_or_says_why_not(corpus: Corpus) -> None:
    """In an address, letters are of no language (und)."""
    forms = {row.toponym_id: row for row in corpus.toponyms}
    wrong = []
    for row in corpus.mentions:
        form, language = forms[row.toponym], corpus.item(row.item).language
        same = form.language.partition("-")[0] == language.partition("-")[0]
        if not same and not row.note and (form.language, row.where_seen) != ("und", "url"):
            wrong.append(
                f"{row.item} ({language}), {row.where_seen}: {row.toponym} {form.form} ({form.language})"
            )
    assert not wrong, offending(wrong)


def letters(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", unquote(text)) if not unicodedata.combining(c))
    return re.sub(r"[\W_]", "", bare.casefold())


def test_a_form_said_to_stand_in_an_address_or_a_phrase_stands_there(corpus: Corpus) -> None:
    """Addresses inflect names; then the note gives the form as it stands there."""
    forms = {row.toponym_id: row.form for row in corpus.toponyms}
    wrong = []
    for row in corpus.mentions:
        item, form = corpus.item(row.item), forms[row.toponym]
        if found := re.search(r"Inflected there: ([\w-]+)\.", row.note):
            form = found[1]
        place = {"url": item.url, "key-phrase": f"{item.key_phrases} {item.quote}"}.get(row.where_seen)
        if place is not None and letters(form) not in letters(place):
            wrong.append(f"{row.item}, {row.where_seen}: “{form}” is not in {place}")
    assert not wrong, offending(wrong)


# Points

NO_SETTLEMENT = ("raion", "oblast", "river", "dam")


def test_every_village_has_its_code_and_other_settlements_have_it_or_say_why_not(corpus: Corpus) -> None:
    wrong = [
        f"{place.place_id} ({place.kind})"
        for place in corpus.places
        if not place.pcode
        and place.kind not in NO_SETTLEMENT
        and (place.kind == "village" or "No P-code:" not in place.coordinate_basis)
    ]
    assert not wrong, offending(wrong)
    codes = [place.pcode for place in corpus.places if place.pcode]
    assert len(codes) == len(set(codes)), "two places have one P-code"


OBLASTS = {
    "Dnipropetrovsk": "UA12", "Donetsk": "UA14", "Kharkiv": "UA63", "Kherson": "UA65", "Luhansk": "UA44",
    "Mykolaiv": "UA48", "Zaporizhzhia": "UA23",
}  # fmt: skip


def test_a_code_lies_in_the_oblast_of_its_place(corpus: Corpus) -> None:
    wrong = [
        f"{place.place_id}: {place.pcode}, {place.region}"
        for place in corpus.places
        if place.pcode and not place.pcode.startswith(OBLASTS[place.region])
    ]
    assert not wrong, offending(wrong)


def test_a_point_agrees_with_the_gazetteer_within_its_uncertainty(corpus: Corpus) -> None:
    """OCHA's settlement points (COD-AB, CC BY-IGO), as they were read, beside this test."""
    with (Path(__file__).parent / "ocha_points.csv").open(encoding="utf-8", newline="") as file:
        points = {
            row["pcode"]: (float(row["latitude"]), float(row["longitude"])) for row in csv.DictReader(file)
        }
    wrong = []
    for place in corpus.places:
        if not place.pcode:
            continue
        if place.pcode not in points:
            wrong.append(f"{place.place_id}: {place.pcode} is no code of the gazetteer")
            continue
        assert place.latitude is not None and place.longitude is not None and place.uncertainty_km is not None
        off = great_circle(place.latitude, place.longitude, *points[place.pcode])
        if off > place.uncertainty_km:
            wrong.append(f"{place.place_id}: {off:.1f} km off, uncertainty {place.uncertainty_km:g} km")
    assert not wrong, offending(wrong)


def test_what_a_point_was_compared_with_is_as_far_as_it_says(corpus: Corpus) -> None:
    compared = re.compile(r"(\d\d\.\d{4}), (\d\d\.\d{4}): (\d+\.\d) km")
    wrong, count = [], 0
    for place in corpus.places:
        for north, east, said in compared.findall(place.coordinate_basis):
            count += 1
            assert place.latitude is not None and place.longitude is not None
            off = great_circle(place.latitude, place.longitude, float(north), float(east))
            if abs(off - float(said)) > 0.06:
                wrong.append(f"{place.place_id}: {north}, {east} is {off:.1f} km away, not {said}")
    assert not wrong, offending(wrong)
    assert count > 60


def distance_of(corpus: Corpus, one: str, other: str) -> float:
    return between(corpus.place(one), corpus.place(other)).km


@pytest.mark.parametrize(
    ("key", "said", "one", "other"),
    [
        ("names-of-one-town/former/reason", 83, "lyman", "krasnyi-lyman-village"),
        ("names-of-several-places/beryslav/reason", 47, "beryslav", "dudchany"),
        ("names-of-several-places/beryslav/reason", 71, "beryslav", "zolota-balka"),
        ("names-once-more/novohryhorivka/reason", 140, "novohryhorivka", "novohryhorivka-mykolaiv"),
        ("names-of-several-places/aleksandrovka/reason", 13, "zolota-balka", "novooleksandrivka"),
    ],
)
def test_distances_told_in_a_reason_are_those_of_the_points(
    corpus: Corpus, key: str, said: int, one: str, other: str
) -> None:
    assert re.search(rf"\b{said}\b", corpus.text(key)), f"{key} no longer tells {said} km"
    assert distance_of(corpus, one, other) == pytest.approx(said, abs=1)


@pytest.mark.parametrize(
    "key",
    [
        "grade-1/reuters-distance/reason",
        "grade-4/stremousov-twelve/reason",
        "grade-5/independent-distance/reason",
    ],
)
def test_the_way_to_dudchany_is_told_as_the_gazetteers_have_it(corpus: Corpus, key: str) -> None:
    """The lower end is OCHA's from Zolota Balka, the upper one the GeoNames point of Osokorivka."""
    least, most = map(int, re.findall(r"about (\d+) to (\d+) km", corpus.text(key))[0])
    assert least == round(distance_of(corpus, "zolota-balka", "dudchany"))
    compared = [
        tuple(map(float, re.findall(r"(\d\d\.\d{4}), (\d\d\.\d{4})", corpus.place(name).coordinate_basis)[0]))
        for name in ("osokorivka", "dudchany")
    ]
    assert most in (int(far := great_circle(*compared[0], *compared[1])), int(far) + 1)
