"""``kit.where`` takes names as reports write them, and says what it read in them."""

import time
from dataclasses import replace

import pytest

from infowar_kit import kit
from infowar_kit.corpus import load
from infowar_kit.say import in_quotes
from infowar_kit.verification.lookup import Lookup
from infowar_kit.verification.methods.asking import LONGEST, asked
from infowar_kit.verification.place_finder import _label
from tests import mini


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
        ("Дудчани, Херсонська область, Україна", "Dudchany", "", "points to Kherson region"),
        ("Dudchany (Kherson)", "Dudchany", "", "“Kherson” beside it points to Kherson region."),
        ("Lyman (Donetsk Oblast)", "Lyman", "", "“Donetsk Oblast” beside it points to Donetsk region."),
        ("“Дудчани”,", "Dudchany", "", "a known form in Ukrainian"),
        ("Xерсон", "Kherson", "", "Letters of two alphabets are mixed in it"),
        ("Херсо\u0301н", "Kherson", "", "a known form in Ukrainian"),
        ("у місті Лимані", "Lyman", "city or town", "with another ending"),
        ("Кр. Лиман", "Lyman (town, Donetsk)", "", "a former name"),
        ("_Дудчани_", "Dudchany", "", "a known form in Ukrainian"),
        ("#Дудчани", "Dudchany", "", "a known form in Ukrainian"),
        ("la ville d’Izioum", "Izium", "city or town", "a known form in French"),
        ("die Stadt Cherson", "Kherson", "city or town", "a known form in German"),
        ("с-ще Борова", "Borova", "settlement", "“с-ще” beside it"),
        ("смт Борова Харківської області", "Borova", "urban-type settlement", "points to Kharkiv region"),
        ("Дудчани Бериславського району Херсонської області", "Dudchany", "", "points to Kherson region"),
        ("Dudchany in the Kherson region", "Dudchany", "", "points to Kherson region"),
        ("Херсонської області", "Kherson oblast", "", "with another ending"),
        ("на Донеччині", "Donetsk oblast", "", "sounds like Донецька область"),
    ],
)
def test_a_name_is_found_and_what_stands_beside_it_is_said(form, name, kind, note):
    said = repr(kit.where(form))
    assert said.startswith(f"{in_quotes(form)} is ")
    assert name in said and note in said
    assert asked(form).kind == kind


def test_no_form_is_named_that_nobody_uses():
    for form in ("Херсо\u0301н", "Лима\u0301н", "Дудча\u0301ни"):
        assert not set("áéíóúý") & set(repr(kit.where(form)))


def test_where_the_text_puts_it_elsewhere_is_said():
    assert "points to Kherson region, where we know no such place" in repr(
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


@pytest.mark.parametrize("form", ["Bourj Hamoud", "Burj Hammoud", "Borj Hamoud", "Bourj Hammud"])
def test_a_place_whose_own_name_is_in_another_script_is_heard_in_what_pages_write(form):
    assert repr(Lookup.of(form, load("beirut-2020"))).startswith(f"“{form}” is Bourj Hammoud (town)")


@pytest.mark.parametrize("form", ["Hamra, Lebanon", "Hamra (Liban)", "Beirut, Ukraine"])
def test_each_event_knows_its_own_country(form):
    said = repr(Lookup.of(form, load("beirut-2020")))
    assert ("beside it names the country" in said) == ("Ukraine" not in form)


def test_a_name_that_is_none_of_a_place_is_still_none():
    assert "nothing comes near it" in repr(Lookup.of("Byblos", load("beirut-2020")))


@pytest.mark.parametrize(
    ("called", "said"),
    [
        ({}, "points to Donetsk region"),
        ({"region": "the governorate of {name}"}, "the governorate of Donetsk"),
    ],
)
def test_a_region_is_called_as_the_event_calls_it(folder, called, said):
    for row in (1, 2):
        mini.set_cell(folder, "places", row, "region", "Donetsk")
    mini.edit_descriptor(folder, lambda raw: raw.update(names=called))
    corpus = load(folder)
    assert said in repr(Lookup.of("Лиман (Lyman)", corpus))
    labels = [_label(place, corpus.event.areas) for place in corpus.places]
    assert all(said.removeprefix("points to ") in label for label in labels)


def test_a_place_that_is_a_region_keeps_its_name_where_it_says_what_it_is():
    place = replace(load().get("places", "kherson-oblast"), name="Bekaa Governorate")
    assert _label(place, {}) == "Bekaa Governorate"
    assert _label(replace(place, name="Bekaa oblast"), {"region": "governorate of {name}"}) == (
        "governorate of Bekaa"
    )
