import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infowar_kit.errors import AnswerError, LookupFailed
from infowar_kit.tasks import build
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.translation.methods.recall import MOST_TERMS, clean, fold, recall, terms_of
from infowar_kit.translation.name_search import NameSearch
from tests.added import add, loaded, texts

WORDS = st.text(alphabet="Lyмaén íリ홍ل" + "\u0301\u200b\u200f", min_size=1, max_size=12)


@pytest.fixture
def search(folder: Path) -> Path:
    """The small corpus: Lyman in four forms, and another place that shares one of them."""
    for key, place, form, language in [
        ("N003", "lyman", "リマン", "ja"),
        ("N004", "lyman", "Lı́man", "tr"),
        ("N005", "dudchany", "Лиман", "bg"),
    ]:
        add(folder, "toponyms", toponym_id=key, place=place, form=form, language=language)
    pairs = [("I002", "N001"), ("I002", "N002"), ("I003", "N002"), ("I004", "N003"), ("I005", "N005")]
    for item, toponym in pairs:
        add(folder, "mentions", item=item, toponym=toponym)
    add(folder, "tasks", task_id="search", lesson="01", position="3", kind="name-search")
    add(
        folder,
        "keys",
        task="search",
        part="lyman",
        position="1",
        place="lyman",
        accept="75",
        rows="places:lyman",
    )
    texts(
        folder,
        search__title="Title",
        search__prompt="Prompt",
        search__hint="Hint",
        search__lyman__reason="Reason.",
    )
    return folder


@pytest.fixture
def task(search: Path) -> NameSearch:
    made = build(loaded(search), "search")
    assert isinstance(made, NameSearch)
    return made


# Finding


def test_each_search_and_what_it_adds(search: Path) -> None:
    result = recall(loaded(search), "lyman", ["Lyman", "Лиман", "LYMAN", "nothing"])
    assert [(len(step.found), len(step.new)) for step in result.steps] == [(2, 2), (2, 1), (2, 0), (0, 0)]
    assert result.all_items == {"I001", "I002", "I003", "I004"}
    assert result.share == 0.75
    assert result.steps[1].astray == {"I005"}
    assert result.steps[1].languages == ("uk",)
    assert result.steps[2].repeats == "Lyman"
    assert result.missed == (("リマン", "ja", 1),)


def test_part_of_a_form_finds_nothing(search: Path) -> None:
    assert recall(loaded(search), "lyman", ["Lym", "Lymans", "Ly man"]).share == 0


def test_no_searches_and_a_place_without_mentions(search: Path) -> None:
    assert recall(loaded(search), "lyman", []).found == frozenset()
    add(search, "places", place_id="nowhere", name="Nowhere")
    assert recall(loaded(search), "nowhere", ["Nowhere"]).share == 0.0


def test_a_place_that_does_not_exist(search: Path) -> None:
    with pytest.raises(LookupFailed, match="There is no 'nowhere' in places"):
        recall(loaded(search), "nowhere", ["Lyman"])


@pytest.mark.parametrize(
    "typed",
    [
        "lyman",
        "LYMAN",
        "  Lyman\t",
        "L\u200byman",
        "\u200fLyman\u200e",
        "Ｌｙｍａｎ",
        "\ufeffLyman",
        "Ly\u00adman",
        "“Lyman”",
        '"Lyman",',
        "- Lyman",
        "• *Lyman*.",
        "#Lyman",
    ],
)
def test_forms_that_are_the_same_by_the_rule(search: Path, typed: str) -> None:
    assert len(recall(loaded(search), "lyman", terms_of([typed])).found) == 2


def test_composed_and_decomposed_accents_are_the_same() -> None:
    assert fold("Líman") == fold(unicodedata.normalize("NFD", "Líman")) != fold("Liman")


@given(WORDS)
def test_cleaning_twice_is_cleaning_once_and_never_changes_a_letter(word: str) -> None:
    try:
        once = clean(word)
    except AnswerError:
        return
    assert clean(once) == once
    bare = [c for c in unicodedata.normalize("NFC", word) if c not in "\u200b\u200f" and not c.isspace()]
    # Without the spaces between them a letter and an accent may join: on both sides, or on neither.
    assert unicodedata.normalize("NFC", "".join(bare)) == unicodedata.normalize("NFC", once.replace(" ", ""))


@given(st.lists(WORDS, min_size=1, max_size=8))
def test_new_items_add_up_to_what_is_found(search_corpus, words: list[str]) -> None:
    result = recall(search_corpus, "lyman", words)
    assert sum(len(step.new) for step in result.steps) == len(result.found) <= len(result.all_items)
    assert 0 <= result.share <= 1


@pytest.fixture(scope="module")
def search_corpus(tmp_path_factory):
    from tests import mini

    return loaded(mini.write(tmp_path_factory.mktemp("corpus")))


# Bad input

BAD = [
    ("", "There is nothing to search for yet"),
    ("  \u200b\u200f ", "There is nothing to search for yet"),
    ("Lуman", "mixes scripts: Latin ('L') and Cyrillic ('у')"),
    ("Лiман", "mixes scripts: Cyrillic ('Л') and Latin ('i')"),
    ("Λyman", "mixes scripts: Greek ('Λ') and Latin ('y')"),
    ("🔥", "'🔥' has no letter in it"),
    ("Lyman 🔥", "has a sign that is no letter: 🔥. Take it out."),
    ("Lyman 🇺🇦", "has a sign that is no letter"),
    ("12 34", "has no letter in it"),
    ("\u0301", "has no letter in it"),
    ("Ly\x00man", "holds a character that is no text (U+0000)"),
    ("Ly\ud800man", "holds a character that is no text (U+D800)"),
    ("Ly\ue000man", "holds a character that is no text (U+E000)"),
    ("L" * 81, "is too long: 81 characters, at most 80"),
]


@pytest.mark.parametrize(("typed", "message"), BAD)
def test_bad_input_is_refused_and_nothing_changes(
    search: Path, tmp_path: Path, typed: str, message: str
) -> None:
    work = Session(loaded(search), Record(tmp_path / "record.json")).work("search")
    work.answer({"terms": ["Lyman"]})
    with pytest.raises(AnswerError) as raised:
        work.answer({"terms": [typed]})
    assert message in str(raised.value)
    assert work.answers == {"terms": ["Lyman"]}
    assert work.attempts == 1


@pytest.mark.parametrize("answer", [{}, {"terms": "Lyman"}, {"terms": [1]}, {"terms": None}])
def test_answers_of_another_form(task: NameSearch, answer: dict) -> None:
    with pytest.raises(AnswerError, match="Write at least one spelling"):
        task.check(answer)


def test_too_many_lines() -> None:
    with pytest.raises(AnswerError, match="That is 41 lines; write at most 40 spellings"):
        terms_of(["Lyman"] * (MOST_TERMS + 1))


@pytest.mark.parametrize(
    "good",
    [
        "ドニプロ川",
        "々木リ",
        "Кам’янка",
        "Камʼянка",
        "Davydiv Brid",
        "ليمان",
        "Łyman",
        "Ли\u0301ман",
        "O'Neill",
    ],
)
def test_names_that_are_fine(good: str) -> None:
    assert clean(good) == unicodedata.normalize("NFC", good)


# The task


def test_aim_reached_and_not(task: NameSearch) -> None:
    feedback = task.check({"terms": ["Lyman", "", "Лиман"]})
    assert feedback.verdict == "right"
    assert "find 3 of 4 items" in feedback.headline
    assert feedback.reasons[-1].text == "Reason."
    partly = task.check({"terms": ["Lyman"]})
    assert partly.verdict == "partly"
    assert "Still unfound: 2 items" in partly.reasons[-1].text
    assert "Лиман" not in str(partly)
    assert task.check({"terms": ["nothing"]}).verdict == "wrong"


def test_size_is_stated(task: NameSearch) -> None:
    assert task.size_words().startswith("4 of the 6 items of this collection")
    assert "“Lyman” alone finds 2 of them" in task.size_words()
    assert task.lines()[0] == f"- {task.size_words()}"


def test_a_search_for_another_place_of_the_name_is_said(task: NameSearch) -> None:
    assert "1 item on another place of that name" in str(task.check({"terms": ["Лиман"]}))


def test_solution_finds_all(task: NameSearch) -> None:
    assert task.solution().headline == "3 spellings find 4 of 4 items."
    assert task.best().share == 1


@pytest.mark.parametrize("accept", ["yes", "0", "101", "８５", "-5"])
def test_an_aim_that_is_no_percentage(search: Path, accept: str) -> None:
    from tests.mini import set_cell

    rows = (search / "keys.csv").read_text(encoding="utf-8").splitlines()
    [line] = [number for number, row in enumerate(rows) if row.startswith("search,")]
    set_cell(search, "keys", line, "accept", accept)
    with pytest.raises(LookupFailed, match="write 1 to 100"):
        build(loaded(search), "search")


def test_two_keys(search: Path) -> None:
    add(search, "keys", task="search", part="other", position="2", place="lyman", accept="75")
    texts(search, search__other__reason="Reason.")
    with pytest.raises(LookupFailed, match="needs exactly one key, with a place"):
        build(loaded(search), "search")
