"""The tone lens: what it fires on, what lowers a finding, and that no text can hurt it."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infowar_kit.corpus.packages import datasets_folder, load_package
from infowar_kit.errors import LookupFailed
from infowar_kit.tone.lens import LANGUAGES, STRENGTHS, guess, load_cues, masked, read
from infowar_kit.tone.lens.judging import named, weight
from infowar_kit.tone.lens.lowering import DISTANCED, NEGATED, QUOTED, REPORTED
from infowar_kit.tone.lens.matching import fold
from infowar_kit.tone.lens.reading import lens_of

CUES = [cue for language in LANGUAGES for cue in load_cues(language)]


def found(text, lang="en", technique="loaded-language"):
    return [one for one in read(text, lang) if one.technique == technique]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_cues_with_forms_of_their_own(language):
    cues = load_cues(language)
    assert len(cues) >= 150
    forms = [(form, cue.technique) for cue in cues for form in cue.pattern]
    assert len(forms) == len(set(forms))
    for form, _ in forms:
        assert form == " ".join(form.split()) == fold(form), form
        assert not re.search(r"\*(?![ -]|$)", form), f"{form}: * stands at the end of a word"


def test_reasons_belong_to_the_technique_of_their_cues():
    reasons = {row.reason_id: row for row in load_package(datasets_folder() / "lens").table("reasons")}
    assert {cue.reason for cue in CUES} <= reasons.keys()
    assert all(reasons[cue.reason].technique == cue.technique for cue in CUES)


def test_no_cue_claims_more_than_its_technique_allows():
    techniques = load_package(datasets_folder() / "techniques").table("techniques")
    allowed = {row.technique_id: STRENGTHS.index(row.strength) for row in techniques}
    assert all(STRENGTHS.index(cue.strength) >= allowed[cue.technique] for cue in CUES)


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.cue_id)
def test_a_cue_fires_on_its_example_and_not_on_its_near_miss(cue):
    example = cue.example
    if cue.slur:
        assert re.search(r"\w\.{3,}", example), "a slur is shown as first letter and dots"
        example = re.sub(r"\w\.{3,}", cue.pattern[0].rstrip("*"), example)
    lens = lens_of(cue.language)
    assert any(one.cue == cue and one.full for one in lens.read(example))
    assert not any(one.cue == cue and one.full for one in lens.read(cue.near_miss))


def test_empty_text_and_texts_without_a_language_find_nothing():
    assert read("") == ()
    assert read("   \n\t") == ()
    assert read("漢字かな交じり文。") == ()
    assert guess("1234 5678 …") == ()


def test_an_unknown_language_is_told_with_those_there_are():
    with pytest.raises(LookupFailed, match=r"no cues for 'pl'\. It has: en, fr, ru, uk\."):
        read("tekst", "pl")
    with pytest.raises(LookupFailed, match="reads text, not bytes"):
        read(b"text")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("He is not a coward.", NEGATED),
        ("This isn't pathetic.", NEGATED),
        ("They call it “pathetic”.", QUOTED),
        ("They wrote «a pathetic board» here.", QUOTED),
        ("The so-called clowns of the board met.", DISTANCED),
        ("The mayor said that the pathetic board met.", REPORTED),
        ("According to the mayor the board is pathetic.", REPORTED),
    ],
)
def test_what_speaks_against_a_finding_lowers_it_and_is_said(text, reason):
    lowered = [one for one in found(text) if reason in one.lowered]
    assert lowered
    assert all(one.strength == "hint" for one in lowered if one.cue.strength == "highlight")
    assert reason in str(lowered[0])


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Це так званий цирк.", "uk"), ("Голова сказав, що це цирк.", "uk"), ("Це не цирк.", "uk"),
        ("Это так называемый цирк.", "ru"), ("Мэр заявил, что это цирк.", "ru"), ("Это не цирк.", "ru"),
        ("C'est un soi-disant cirque.", "fr"), ("Selon le maire, c'est un cirque.", "fr"),
        ("Ce n'est pas un cirque.", "fr"),
    ],
)  # fmt: skip
def test_lowering_works_in_every_language(text, lang):
    (circus,) = [one for one in found(text, lang) if "ir" in one.words or "цирк" in one.words]
    assert circus.strength == "hint", circus
    assert circus.lowered


def test_reported_speech_ends_with_its_sentence():
    (one,) = found("The mayor said so. The pathetic board met.")
    assert one.full


def test_the_longest_form_wins_and_stems_take_inflections():
    (one,) = read("Усе просто.", "uk")
    assert one.words == "Усе просто"
    assert [f.words for f in found("Про ганьбу і ганебного.", "uk")] == ["ганьбу", "ганебного"]


def test_apostrophes_and_line_breaks_do_not_hide_a_phrase():
    assert read("It\u2019s no\n secret that lifts break.", "en")[0].words == "It\u2019s no\n secret"
    assert found("М\u2019ясо на фронті.", "uk")


def test_some_techniques_are_asked_about_and_never_claimed():
    asked = {"cherry-picking", "whataboutism", "straw-man"}
    assert {cue.strength for cue in CUES if cue.technique in asked} == {"question"}


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("The board met and the lift is here.", ("en",)),
        ("Le conseil est dans la salle et les bancs sont là.", ("fr",)),
        ("Это не двор, а что-то с чем-то, и мы это знаем.", ("ru",)),
        ("Це наш двір, і ми його прибираємо щодня.", ("uk",)),
    ],
)
def test_language_is_guessed(text, languages):
    assert guess(text)[: len(languages)] == languages


def test_a_mixed_text_is_read_with_both_sets_of_cues():
    text = "Це ганебне рішення, і ми це знаємо. Это позорное решение, и мы это знаем, ещё бы."
    assert set(guess(text)) == {"ru", "uk"}
    assert {"ганебне", "позорное"} <= {one.words for one in read(text)}


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert('pathetic')</script><b>pathetic</b>", "(a+)+$ pathetic [", "\\b(?:pathetic)*",
        "path\u0000etic \u0007 pathetic", "pathetic\u202e", "pa\u0301thetic pathetic",
        "🔥" * 50 + " pathetic",
        "İ pathetic", "ﬁ pathetic", "\ud800 pathetic",
    ],
)  # fmt: skip
def test_hostile_text_is_only_text(text):
    findings = read(text, "en")
    assert any(one.words == "pathetic" for one in findings)
    assert all(text[one.start : one.end] == one.words for one in findings)


PIECES = st.sampled_from(
    ["pathetic ", "цирк ", "не ", "«", "»", "“", "”", '"', "so-called ", "said ", "the people ",
     "🔥", "!!!", "\n",
     "İ", "'", "’", "Слава Україні ", "на самом деле ", ". ", "<b>", "a\u0301", " ", "\u00a0", "\x00"]
)  # fmt: skip


@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_findings_lie_in_the_text_in_order(text):
    for lang in (None, *LANGUAGES):
        findings = read(text, lang)
        assert len(fold(text)) == len(text)
        places = [(one.start, one.end) for one in findings]
        assert places == sorted(places)
        for one in findings:
            assert 0 <= one.start < one.end <= len(text)
            assert one.words == text[one.start : one.end]
            assert one.strength in STRENGTHS
            assert STRENGTHS.index(one.strength) >= STRENGTHS.index(one.cue.strength)
            assert one.full or one.lowered


@pytest.mark.parametrize(
    "unit", ["the pathetic people said «x ", "рашист", '« “ " ', "a" * 50, "!!! ", "not a "]
)
def test_time_grows_linearly(unit):
    """Ten times the text may take some twenty times as long; a quadratic reader would need a hundred."""

    def seconds(size):
        text = (unit * (size // len(unit) + 1))[:size]
        start = time.process_time()
        lens_of("en").read(text)
        return time.process_time() - start

    seconds(10_000)
    small = max(seconds(100_000), seconds(100_000), 0.005)
    assert seconds(1_000_000) < 30 * small


def test_ten_megabytes_in_one_text():
    text = "The board met on Monday and read the letter of the caretaker. " * 165_000
    assert len(text) > 10_000_000
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 30


def test_a_whole_text_is_judged_by_the_written_rule():
    assert named(read("A pathetic board.", "en")) == {"loaded-language"}
    assert named(read("They simply met.", "en")) == frozenset()
    assert "loaded-language" in named(read("They simply met, and nobody came.", "en"))
    assert weight("", ()) == 0
    assert weight("A pathetic board.", read("A pathetic board.", "en")) > weight(
        "A pathetic board. " + "It met. " * 40, read("A pathetic board.", "en")
    )


def test_a_slur_is_masked():
    assert masked("слово") == "с....."
