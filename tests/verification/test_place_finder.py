import pytest

from infowar_kit.corpus import load
from infowar_kit.errors import AnswerError
from infowar_kit.tasks import build
from infowar_kit.text import plain
from infowar_kit.verification.place_finder import UNDECIDED


@pytest.fixture(scope="module")
def town():
    return build(load("kherson-lyman-2022"), "names-of-one-town")


@pytest.fixture(scope="module")
def several():
    return build(load("kherson-lyman-2022"), "names-of-several-places")


@pytest.fixture(scope="module")
def again():
    return build(load("kherson-lyman-2022"), "names-once-more")


def given(place, why):
    return {"place": place, "why": why}


def test_a_right_answer_says_how_many_are_left(town):
    found = town.check({"former": given("lyman", "former")})
    assert found.verdict == "right"
    assert found.headline == "That holds. 3 more to go."
    assert "toponyms:N007" in found.reasons[0].rows


def test_more_than_one_reason_may_hold(town):
    for why in ("former", "russian"):
        assert town.check({"former": given("lyman", why)}).verdict == "right"


def test_half_an_answer_is_told_which_half(town):
    reason = town.check({"former": given("lyman", "translated")}).reasons[0]
    assert (reason.verdict, reason.text) == ("partly", f"The place holds. {town.text('former/if/why')}")
    reason = town.check({"former": given("krasnyi-lyman-village", "former")}).reasons[0]
    told = town.text("former/if/krasnyi-lyman-village")
    assert (reason.verdict, reason.text) == ("partly", f"{told} The reason that you chose holds.")


def test_a_wrong_answer(town):
    found = town.check({"estuary": given("kreminna", "sound")})
    assert (found.verdict, found.headline) == (
        "wrong",
        "Read why, and look again. 3 more to go.",
    )


def test_undecided_is_an_answer_like_the_others(several, again):
    assert several.check({"aleksandrovka": given(UNDECIDED, "shared")}).verdict == "right"
    assert several.check({"aleksandrovka": given("novooleksandrivka", "shared")}).verdict == "right"
    assert several.check({"aleksandrovka": given("velyka-oleksandrivka", "shared")}).verdict == "partly"
    assert several.check({"beryslav": given("beryslav-raion", "larger")}).verdict == "right"
    assert several.check({"beryslav": given("beryslav", "larger")}).verdict == "right"
    assert several.check({"beryslav": given("beryslav", "former")}).verdict == "partly"
    assert several.check({"beryslav": given("beryslav", "shared")}).verdict == "partly"
    assert again.check({"novohryhorivka": given(UNDECIDED, "shared")}).verdict == "partly"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({}, "Nothing is chosen yet. Choose a place and a reason for one of the forms, then check."),
        (
            {"nowhere": given("lyman", "former")},
            "'nowhere' is no part of the task 'names-of-one-town'. Its parts are",
        ),
        (
            {"former": given("paris", "former")},
            "Choose a place for “Красный Лиман”: Krasnyi Lyman",
        ),
        ({"former": given("", "former")}, "Choose a place for “Красный Лиман”: Krasnyi Lyman"),
        (
            {"former": given("lyman", "guess")},
            "Choose a reason for “Красный Лиман”: the Ukrainian",
        ),
        ({"former": {"place": "lyman"}}, "Choose a reason for “Красный Лиман”:"),
        ({"former": given([], {})}, "Choose a place for “Красный Лиман”:"),
        ({"former": "lyman"}, "Choose a place for"),
        ({"former": None}, "Choose a place for"),
    ],
)
def test_what_cannot_be_used_is_refused(town, answer, message):
    with pytest.raises(AnswerError) as refused:
        town.check(answer)
    assert str(refused.value).startswith(message)


def test_answers_add_up_and_nothing_is_changed_in_place(town):
    before = {"former": given("lyman", "former")}
    after = town.merge(before, {"polish": given("lyman", "ukrainian")})
    assert list(before) == ["former"]
    assert list(after) == ["former", "polish"]
    assert not town.is_complete(after)


def test_every_form_can_be_answered_rightly_from_its_choices(town, several, again):
    for task in (town, several, again):
        answers = {}
        for key in task.keys:
            accepted = [value.partition(":") for value in key.accept]
            place = next(value for name, _, value in accepted if name == "place")
            why = next(value for name, _, value in accepted if name == "why")
            assert place in task.choices(key.part)
            assert why in task.whys
            assert len(task.choices(key.part)) >= 4
            answers[key.part] = given(place, why)
        assert task.check(answers).verdict == "right"
        assert task.is_complete(answers)


def test_show_me_gives_the_finder_beside_the_key(several, again):
    shown = (*several.solution().reasons, *again.solution().reasons)
    said = " ".join(plain(reason.remark) for reason in shown)
    assert "“Novohryhorivka” is ambiguous; 2 places fit equally well." in said
    assert "“Arkhangelsk” is not the name of one of our places, unless" in said
