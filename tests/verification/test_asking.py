"""``kit.where`` takes names as reports write them, and says what it read in them."""

import time

import pytest

from infowar_kit import kit
from infowar_kit.verification.methods.asking import LONGEST, asked


@pytest.mark.parametrize(
    ("form", "name", "kind", "note"),
    [
        ("смт Дудчани", "Dudchany", "urban-type settlement", "“смт” beside it"),
        ("с. Дудчани", "Dudchany", "village", "“с” beside it"),
        ("с.Дудчани", "Dudchany", "village", "“с” beside it"),
        ("пгт Дудчаны", "Dudchany", "urban-type settlement", "“пгт” beside it"),
        ("селище Дудчани", "Dudchany", "settlement", "“селище” beside it"),
        ("в селе Дудчаны", "Dudchany", "village", "“селе” beside it"),
        ("м. Лиман", "Lyman", "city or town", "“м” beside it"),
        ("місто «Лиман»", "Lyman", "city or town", "“місто” beside it"),
        ("г. Херсон", "Kherson", "city or town", "“г” beside it"),
        ("city of Kherson", "Kherson", "city or town", "“city of” beside it"),
        ("the village of Dudchany", "Dudchany", "village", "“village of” beside it"),
        ("Dudchany village", "Dudchany", "village", "“village” beside it"),
        ("Lyman, Ukraine", "Lyman", "", "“Ukraine” beside it names the country"),
        ("Дудчани, Херсонська область, Україна", "Dudchany", "", "points to Kherson oblast"),
        ("Dudchany (Kherson)", "Dudchany", "", "“Kherson” beside it points to Kherson oblast."),
        ("Lyman (Donetsk Oblast)", "Lyman", "", "“Donetsk Oblast” beside it points to Donetsk oblast."),
        ("“Дудчани”,", "Dudchany", "", "a known form in Ukrainian"),
        ("Xерсон", "Kherson", "", "Letters of two alphabets are mixed in it"),
        ("Херсо\u0301н", "Kherson", "", "a known form in Ukrainian"),
        ("у місті Лимані", "Lyman", "city or town", "with another ending"),
        ("Кр. Лиман", "Lyman (town, Donetsk)", "", "a former name"),
    ],
)
def test_a_name_is_found_and_what_stands_beside_it_is_said(form, name, kind, note):
    said = repr(kit.where(form))
    assert said.startswith(f"“{form}” is ")
    assert name in said and note in said
    assert asked(form).kind == kind


def test_no_form_is_named_that_nobody_uses():
    for form in ("Херсо\u0301н", "Лима\u0301н", "Дудча\u0301ни"):
        assert not set("áéíóúý") & set(repr(kit.where(form)))


def test_where_the_text_puts_it_elsewhere_is_said():
    assert "points to Kherson oblast, where we know no such place" in repr(
        kit.where("Lyman (Kherson Oblast)")
    )
    assert "“France” beside it is not one of our places." in repr(kit.where("Lyman, France"))


def test_whole_names_are_not_taken_apart():
    assert repr(kit.where("Kherson Oblast")).startswith("“Kherson Oblast” is Kherson oblast")
    assert asked("Лиман").name == "Лиман"


@pytest.mark.parametrize("unit", ["Лиман ", "a", "(", ", ", "с. ", "e\u0301"])
def test_a_long_text_is_no_name_and_costs_no_time(unit):
    start = time.process_time()
    said = repr(kit.where((unit * 8000)[:8000]))
    assert time.process_time() - start < 5
    assert f"It is too long for a name: 8,000 characters, at most {LONGEST}. Write the name alone." in said
    assert len(said) < 300
