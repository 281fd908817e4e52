import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infowar_kit.corpus import load
from infowar_kit.errors import LookupFailed
from infowar_kit.verification.methods.transliteration import SYSTEMS, transliterate

# The examples of the resolution itself (Cabinet of Ministers, No. 55, 27 January 2010).
KMU = """
Алушта Alushta; Андрій Andrii; Борщагівка Borshchahivka; Борисенко Borysenko; Вінниця Vinnytsia;
Володимир Volodymyr; Гадяч Hadiach; Богдан Bohdan; Згурський Zghurskyi; Ґалаґан Galagan; Ґорґани Gorgany;
Донецьк Donetsk; Дмитро Dmytro; Рівне Rivne; Олег Oleh; Есмань Esman; Єнакієве Yenakiieve; Гаєвич Haievych;
Короп'є Koropie; Житомир Zhytomyr; Жанна Zhanna; Жежелів Zhezheliv; Закарпаття Zakarpattia;
Казимирчук Kazymyrchuk; Медвин Medvyn; Михайленко Mykhailenko; Іванків Ivankiv; Іващенко Ivashchenko;
Їжакевич Yizhakevych; Кадиївка Kadyivka; Мар'їне Marine; Йосипівка Yosypivka; Стрий Stryi; Олексій Oleksii;
Київ Kyiv; Коваленко Kovalenko; Миколаїв Mykolaiv; Ніжин Nizhyn; Наталія Nataliia; Розгон Rozghon;
Згорани Zghorany
"""
EXAMPLES = {
    "bgn-pcgn-uk": "Знам'янка Znam”yanka; Луганськ Luhans’k; Згорани Z·horany; Запоріжжя Zaporizhzhya",
    "bgn-pcgn-ru": """Елизово Yelizovo; Чапаевск Chapayevsk; Мейеровка Meyyerovka; Юрьев Yur’yev;
        Грозный Groznyy; Дзержинский Dzerzhinskiy; Тамбов Tambov; Ульяновск Ul’yanovsk""",
    "iso-9-uk": "Київ Kiïv; Єнакієве Ênakìêve; Щорс Ŝors; Ямпіль Âmpìlʹ",
    "iso-9-ru": "Красный Krasnyj; Хрущёв Hruŝëv; Юрьев Ûrʹev; Элиста Èlista",
    "french-ru": """Сергей Sergueï; Менделеев Mendeleïev; Васильев Vassiliev; Пётр Piotr; Михаил Mikhaïl;
        Достоевский Dostoïevski; Грозный Grozny; Андрей Andreï; Гагарин Gagarine;
        Солженицын Soljenitsyne""",
    "german-ru": """Ельцин Jelzin; Горбачёв Gorbatschow; Горький Gorki; Андрей Andrei; Чуйков Tschuikow;
        Новороссийск Noworossijsk; Алексей Alexei""",
    "polish-uk": """книга knyha; наллєш nallesz; Львів Lwiw; Леся Łesia; молодиця mołodycia; вилки wyłky;
        орел oreł; їхати jichaty; мої moji; з'їсти zjisty; Євген Jewhen; моє moje; п'є pje; синє synie;
        Ярошенко Jaroszenko; заява zajawa; п'яний pjanyj; Лященко Laszczenko; дякую diakuju; люблю lublu;
        сюди siudy; князь kniaź; сіль sil""",
}


def pairs(text):
    return [tuple(pair.split()) for pair in text.replace("\n", " ").split(";") if pair.strip()]


@pytest.mark.parametrize(("name", "latin"), pairs(KMU))
def test_examples_of_the_resolution(name, latin):
    assert transliterate(name, "kmu-2010") == latin


@pytest.mark.parametrize(
    ("system", "name", "latin"), [(s, *p) for s, text in EXAMPLES.items() for p in pairs(text)]
)
def test_published_examples(system, name, latin):
    assert transliterate(name, system) == latin


@pytest.mark.parametrize("sign", "'’ʼ‘`´ʹ′\"”*")
def test_every_apostrophe_is_one(sign):
    assert transliterate(f"Куп{sign}янськ", "kmu-2010") == "Kupiansk"


def test_capitals_and_what_is_not_cyrillic():
    assert transliterate("ЮРІЙ", "kmu-2010") == "YURII"
    assert transliterate("Щ", "kmu-2010") == "Shch"
    assert transliterate("Посад-Покровське, 2022", "kmu-2010") == "Posad-Pokrovske, 2022"
    assert transliterate("O'Neill", "kmu-2010") == "O'Neill"
    assert transliterate("'Лиман'", "kmu-2010")[0] == "'"
    assert transliterate("", "kmu-2010") == ""


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("СІМ'Я", "SIMIA"), ("КОРОП’Є", "KOROPIE"), ("ЗНАМ‘ЯНКА", "ZNAMIANKA"), ("ОБ*ЄКТ", "OBIEKT"),
        ("Ки\u0301їв", "Kyiv"), ("Маріу\u0301поль", "Mariupol"), ("Ї\u0301жак", "Yizhak"),
        ("Юріи\u0306", "Yurii"), ("З\u00adгурівка", "Zghurivka"), ("Роз\u200bгон", "Rozghon"),
        ("ЗГУРІВКА", "ZGHURIVKA"), ("ЗГ", "ZGH"), ("ЩЕРБИНА", "SHCHERBYNA"), ("Щербина", "Shcherbyna"),
        ("'Юрій'", "'Yurii'"), ("‘Юрій’", "‘Yurii’"), ("ʼЮрійʼ", "ʼYuriiʼ"), ("«Їжак»", "«Yizhak»"),
        ("„Єнакієве“", "„Yenakiieve“"), ("\u202aЮрій\u202c", "Yurii"), ("Ївга-Юлія", "Yivha-Yuliia"),
        ("Я", "Ya"), ("Я і ти", "Ya i ty"), ("Я І ТИ", "YA I TY"), ("МІСТО Є", "MISTO YE"),
        ("Ю. Я. Шевченко", "Yu. Ya. Shevchenko"), ("Нaтaля", "Natalia"),
        ("Xерсон", "Kherson"), ("М'Я", "MIA"),
        ("Юрій'", "Yurii'"), ("O’Neill, 3'", "O'Neill, 3'"),
    ],
)  # fmt: skip
def test_a_name_is_written_as_it_is_seen(name, latin):
    assert transliterate(name, "kmu-2010") == latin


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("name", ["Харьков", "Згурський", "Ємець", "Щучье", "Юрьев"])
def test_stress_and_invisible_signs_change_nothing_in_any_system(system, name):
    plain = transliterate(name, system)
    stressed = "".join(letter + ("\u0301" if letter in "аеиіоуюя" else "") for letter in name)
    assert transliterate(stressed, system) == plain
    assert transliterate("\u200b".join(name), system) == plain
    assert transliterate(f"'{name}'", system) == f"'{plain}'"


def test_signs_can_be_left_out():
    assert transliterate("Юрьев", "bgn-pcgn-ru", signs=False) == "Yuryev"


def test_unknown_system_is_refused_with_those_that_exist():
    with pytest.raises(
        LookupFailed, match=r"There is no system 'gost'\. The systems are: kmu-2010, bgn-pcgn-uk"
    ):
        transliterate("Лиман", "gost")


def test_names_of_the_corpus_follow_their_system():
    """Towns and villages; "region", "city" and "River" are English words and no transliteration."""
    corpus = load("kherson-lyman-2022")
    native = {row.place: row.form for row in corpus.toponyms if row.system == "native"}
    villages = {place.place_id for place in corpus.places if place.kind not in ("oblast", "raion", "dam")}
    rows = [
        r for r in corpus.toponyms if r.system == "kmu-2010" and r.place in villages and r.language == "en"
    ]
    english = re.compile(r"\b(?:city|river|village|town)\b", re.IGNORECASE)
    bare = {r.form: " ".join(english.sub("", r.form).split()) for r in rows}
    # A name may be used without its first part, such as Novo-.
    whole = {r.form: transliterate(native[r.place], "kmu-2010").casefold() for r in rows}
    off = [r.form for r in rows if not whole[r.form].endswith(bare[r.form].casefold())]
    assert len(rows) > 65
    assert not off


@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'АБВЄЇЙ- ", max_size=20))
def test_nothing_cyrillic_is_left_of_ukrainian(text):
    for name, system in SYSTEMS.items():
        if system.language == "uk":
            assert not any("Ѐ" <= letter <= "ԯ" for letter in transliterate(text, name))


@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщюя", max_size=12), st.text(max_size=12))
def test_iso_9_can_be_read_back(one, other):
    """One character for one: two names that differ differ in Latin letters too."""
    if one != other and set(other) <= set("абвгґдеєжзиіїйклмнопрстуфхцчшщюя"):
        assert transliterate(one, "iso-9-uk") != transliterate(other, "iso-9-uk")
