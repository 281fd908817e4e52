"""The tone lens: what it fires on, what lowers a finding, and that no text can hurt it."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infowar_kit.corpus.packages import datasets_folder, load_package
from infowar_kit.errors import LookupFailed
from infowar_kit.tone.lens import LANGUAGES, STRENGTHS, guess, load_cues, masked, read, read_text
from infowar_kit.tone.lens.judging import named, weight
from infowar_kit.tone.lens.lowering import DISTANCED, NAMED, NEGATED, QUOTED, REPORTED
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
    assert found("М\u2019ясорубка на фронті.", "uk")


@pytest.mark.parametrize(
    "text", ["Ces traîtres !", "Ces traitres !", "CES TRAITRES !", "Leurs manœuvres", "Leurs manoeuvres"]
)
def test_both_ways_to_write_french_are_read(text):
    assert strong(text, "fr")


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

    # In pairs, for what else the machine does changes all the time: one quiet pair shows how it grows.
    times: list[float] = []
    while not times or (len(times) < 4 and min(times) >= 30):
        times.append(seconds(1_000_000) / max(seconds(100_000), 0.005))
    assert min(times) < 30


def test_ten_megabytes_in_one_text():
    text = "The board met on Monday and read the letter of the caretaker. " * 165_000
    assert len(text) > 10_000_000
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 30


def test_a_whole_text_is_judged_by_the_written_rule():
    assert named(read("A pathetic board.", "en")) == {"loaded-language"}
    assert named(read("They simply met.", "en")) == frozenset()
    assert named(read("They invaded, and then came doom.", "en")) == frozenset(), "one hint names nothing"
    assert "loaded-language" in named(read("It was a nightmare and a fiasco.", "en")), "two hints do"
    assert weight("", ()) == 0
    assert weight("A pathetic board.", read("A pathetic board.", "en")) > weight(
        "A pathetic board. " + "It met. " * 40, read("A pathetic board.", "en")
    )


def test_a_slur_is_masked():
    assert masked("слово") == "с....."


def strong(text, lang):
    return [one.words for one in read(text, lang) if one.strength == "highlight"]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Ms Coward and Mr Savage opened the library on Heroes Square.", "en"),
        ("Swamp Road and Devil Lane are closed until May.", "en"),
        ("Manchester United met the mayor.", "en"), ("Депутат Трус открыл станцию «Площадь Победы».", "ru"),
        ("На площади Героев открыли фонтан.", "ru"), ("Станцію на площі Героїв Майдану відкрито.", "uk"),
        ("M. Lâche a inauguré la place des Héros.", "fr"),
    ],
)  # fmt: skip
def test_names_are_no_findings(text, lang):
    assert not [one for one in read(text, lang) if one.strength != "question"]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The monument to the heroes of the strike reopens.", "en"),
        ("Le monument aux héros de la mine rouvre.", "fr"),
        ("К памятнику героям обороны возложили цветы.", "ru"), ("Пам'ятник героям оборони закрили.", "uk"),
    ],
)  # fmt: skip
def test_what_a_monument_is_put_up_to_is_its_name(text, lang):
    assert read(text, lang)
    assert not strong(text, lang)
    assert strong("К памятнику пришли герои обороны.", "ru")


def test_a_capital_alone_lowers_and_a_shout_or_a_headline_does_not():
    (one,) = found("They spoke of Traitors here.")
    assert NAMED in one.lowered
    assert all(one.full for text in ("They spoke of TRAITORS here.", "Cowards And Traitors Everywhere Again")
               for one in found(text))  # fmt: skip
    assert found("It rained in the park. Traitors everywhere.")[0].full, "a name ends with its sentence"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Никакой паники среди жителей города нет.", "ru"), ("Жодної паніки серед мешканців немає.", "uk"),
        ("Il ne s'agit pas d'une déroute.", "fr"), ("Aucun signe de panique.", "fr"),
        ("There is no sign of panic in the town.", "en"),
        ("The board does not call the vote a disgrace.", "en"),
        ("Мер не вважає його зрадником.", "uk"), ("Он не является предателем.", "ru"),
        ("Personne ne parle de trahison.", "fr"), ("Police deny that there was a disgrace.", "en"),
        ("Ганьби немає.", "uk"), ("Це ж не\nганьба.", "uk"), ("It is not\r\n  a disgrace.", "en"),
        ("The council rejected a motion describing it as a disgrace.", "en"),
        ("She refused to call the delay a disgrace.", "en"), ("The result was anything but shameful.", "en"),
        ("She disputes that the vote was a disgrace.", "en"),
        ("There is nothing shameful about it.", "en"), ("Few would call it a disgrace.", "en"),
        ("Calling them cowards would be unfair.", "en"), ("It was not, she added, a disgrace.", "en"),
        ("Совет отклонил предложение назвать забор позором.", "ru"), ("Вряд ли это позор.", "ru"),
        ("Министр отказался назвать задержку позором.", "ru"), ("В поражении нет ничего позорного.", "ru"),
        ("Рада відхилила пропозицію назвати паркан ганьбою.", "uk"), ("Навряд чи це ганьба.", "uk"),
        ("Називати їх зрадниками було б несправедливо.", "uk"), ("Суд не знайшов у статті брехні.", "uk"),
        ("Le ministre a refusé de parler de honte.", "fr"), ("Le résultat est loin d'être honteux.", "fr"),
        ("Il serait faux de les traiter de lâches.", "fr"), ("Ce n'est guère un scandale.", "fr"),
    ],
)  # fmt: skip
def test_denials_at_a_distance_lower(text, lang):
    findings = read(text, lang)  # a denied question is not asked, so there may be none
    assert all(NEGATED in one.lowered for one in findings)
    assert not strong(text, lang)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Це не просто ганьба, а злочин.", "uk"), ("Це не лише ганьба.", "uk"), ("Це аж ганебно.", "uk"),
        ("Это не просто позор, это хуже.", "ru"), ("Это не только позор.", "ru"),
        ("Разве это не позор?", "ru"), ("Хіба це не ганьба?", "uk"),
        ("It is not merely a disgrace.", "en"), ("It is not just a disgrace.", "en"),
        ("Ce n'est pas seulement une honte.", "fr"), ("Ce n'est qu'une mascarade.", "fr"),
        ("Паники нет, но это позор.", "ru"),
        ("They refused to apologise for this disgrace.", "en"), ("There is nothing more shameful.", "en"),
        ("The board declined to fund the shameful plan.", "en"), ("They dropped it in a shameful way.", "en"),
        ("We fight against that disgrace.", "en"), ("He dismissed that pathetic plan.", "en"),
        ("Nobody can deny that it is a disgrace.", "en"), ("Why not call it a disgrace?", "en"),
        ("Они отклонили позорный договор.", "ru"), ("Нет ничего позорнее.", "ru"),
        ("Нельзя не назвать это позором.", "ru"), ("Это чуть не позор.", "ru"),
        ("Не можна не назвати це ганьбою.", "uk"), ("Рада відхилила ганебну угоду.", "uk"),
        ("Rien de plus honteux.", "fr"), ("Nul ne peut nier que c'est une honte.", "fr"),
    ],
)  # fmt: skip
def test_what_raises_or_asks_is_no_denial(text, lang):
    assert strong(text, lang), read(text, lang)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("One member had found it ‘pathetic’.", "en"), ("'A pathetic plan' was the word.", "en"),
        ("Un élu l’a trouvé ‹ pathétique ›.", "fr"),
        ("«Строка первая,\nпозор на второй»", "ru"),
        ("The letter: “" + "we read it; " * 30 + "it is pathetic.”", "en"),
    ],
)  # fmt: skip
def test_quotations_of_every_kind_lower(text, lang):
    findings = [one for one in read(text, lang) if one.technique == "loaded-language"]
    assert findings
    assert all(QUOTED in one.lowered for one in findings)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Депутати знову мають розглянути бюджет, і всі фракції варто заслухати.", "uk"),
        ("ЗСУ та НАТО провели спільні навчання.", "uk"),
        ("Опять обсуждают бюджет; все депутаты должны голосовать.", "ru"),
        ("Потери сторон неизвестны. Один ребёнок ранен.", "ru"),
        ("Сторони виявили акт доброї волі.", "uk"),
        ("The same period saw no new agenda at the club.", "en"),
    ],
)  # fmt: skip
def test_plain_words_alone_are_no_findings(text, lang):
    assert read(text, lang) == ()


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The brutalist library has been listed.", "en"), ("La bibliothèque brutaliste rouvre.", "fr"),
        ("Прививка от бешенства обязательна.", "ru"), ("Ядовитые грибы и гнилые яблоки убрали.", "ru"),
        ("Підсудний не визнає вини в крадіжці.", "uk"), ("У нього вкрали велосипед.", "uk"),
        ("Завод переведёт 200 рабочих мест.", "ru"),
    ],
)  # fmt: skip
def test_words_of_courts_doctors_and_cooks_are_no_highlights(text, lang):
    assert not strong(text, lang)


def test_words_of_argument_fire_only_beside_a_surer_cue():
    assert read("Лавки просто нові.", "uk") == ()
    assert {one.words for one in read("Лавки просто ганебні.", "uk")} == {"просто", "ганебні"}
    assert read("Лавки просто не «ганебні».", "uk")[0].lowered, "a lowered cue is no company"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Pathetic! Shameful lies!", "en"), ("Cowards everywhere", "en"),
        ("Another disgraceful betrayal", "en"),
        ("Łódź and Kraków are closed to the traitors", "en"), ("La junte fasciste et la presse", "fr"),
        ("Honte aux traîtres!", "fr"), ("Encore une trahison honteuse", "fr"), ("Опять враньё и цирк", "ru"),
        ("ВСУ обстреляли город, сообщили в Генштабе.", "ru"), ("Знову брехня і цирк", "uk"),
        ("Ганьба зрадникам України", "uk"),
    ],
)  # fmt: skip
def test_short_texts_are_recognised(text, lang):
    assert guess(text) == (lang,)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Народно позориште у Београду игра комедију.", "sr"), ("Герои труда е улица в София.", "bg"),
        ("To jest tylko pogoda, to jest jutro.", "pl"), ("Президентът пристигна в Брюксел", "bg"),
        ("Лукашэнка сустрэўся з паслом Кітая", "be"), ("Двое загінулі ў аварыі пад Брэстам", "be"),
        ("Der Minister ist nicht zurückgetreten.", "de"),
        ("El gobierno aprueba el presupuesto de la ciudad", "es"),
        ("Prezydent Warszawy otworzył most.", "pl"),
        ("Most je zavřený.", "cs"),
        ("Il governo approva la manovra", "it"), ("Guvernul a adoptat bugetul și legea", "ro"),
    ],
)  # fmt: skip
def test_other_languages_are_named_and_not_read(text, other):
    became = read_text(text)
    assert (guess(text), became.status, became.other, became.findings) == ((), "not covered", other, ())
    assert became.sentence.startswith("Not read: it seems to be ")
    assert became.sentence.endswith("and the lens has cues only for English, French, Russian, Ukrainian.")


@pytest.mark.parametrize(
    "text",
    [
        "Man muss handeln.",
        "Most zatvoren",
        "Министр отставкаға кетті.",
        "Regime in Not",
        "Слейте воду с фасоли и мешайте.",
    ],
)
def test_a_letter_or_a_word_that_others_share_is_too_little(text):
    assert guess(text) == ()


def test_what_became_of_a_text_is_said():
    assert read_text("Позор").sentence == (
        "Not read: its language was not recognised. "
        "If it is one of English, French, Russian, Ukrainian, say which."
    )
    assert read_text("Позор", "ru").sentence == "Read as Russian."
    assert read_text("The board met on Monday.").status == "read", "a text without cues was read all the same"
    assert read_text("… 12").sentence == "Not read: it holds no words."
    mixed = read_text("Це ганебне рішення, і ми це знаємо. Это позорное решение, и мы это знаем, ещё бы.")
    assert sorted(mixed.languages) == ["ru", "uk"]


def test_a_soft_name_for_a_hard_thing_raises_a_question():
    (one,) = read("The army spoke of collateral damage.", "en")
    assert (one.cue.reason, one.strength) == ("euphemism", "question")
    assert [one.words for one in read("Their western masters decide.", "en")] == ["western masters"]
