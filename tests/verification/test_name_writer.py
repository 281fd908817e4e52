"""One name by several tables: written by the learner, and read backwards."""

from dataclasses import replace

import pytest

from infowar_kit.corpus import load
from infowar_kit.errors import AnswerError, LookupFailed
from infowar_kit.page.form import form_html
from infowar_kit.tasks import build
from infowar_kit.text import plain
from infowar_kit.verification.methods.transliteration import SYSTEMS, pieces, transliterate
from infowar_kit.verification.name_writer import NameWriter

CORPUS = load("kherson-lyman-2022")


@pytest.fixture(scope="module")
def task():
    return build(CORPUS, "one-name-two-ways")


@pytest.mark.parametrize(
    ("part", "written"),
    [
        ("ukrainian", "Davydiv Brid"),
        ("ukrainian", "  davydiv   brid "),
        ("russian", "Davydov Brod"),
        ("russian", "DAVYDOV BROD"),
    ],
)
def test_what_the_table_makes_is_right_however_it_is_set(task, part, written):
    found = task.check({part: written})
    assert found.verdict == "right"
    assert found.reasons[0].rows == task.key(part).rows


@pytest.mark.parametrize(
    ("part", "written", "finding", "told"),
    [
        ("ukrainian", "Davydov Brod", "other-name", "makes of another name: [ru: Давыдов Брод]"),
        ("russian", "Davydiv Brid", "other-name", "makes of another name: [uk: Давидів Брід]"),
        ("ukrainian", "Dawydiw Brid", "other-table", "German transcription of Ukrainian (Duden)"),
        ("russian", "Dawydow Brod", "other-table", "German transcription of Russian (Duden)"),
        ("ukrainian", "Давydiv Brid", "cyrillic", "still Cyrillic"),
        ("ukrainian", "2", "letter", "Its first letter is not what the table has for “Д”."),
        ("ukrainian", "Davidiv Brid", "letter", "up to “Dav”. Look at the letter “и”."),
        ("ukrainian", "Davydiv Bryd", "letter", "up to “Davydiv Br”. Look at the letter “і”."),
        ("russian", "Davidov Brod", "letter", "up to “Dav”. Look at the letter “ы”."),
        ("russian", "Davydov", "letter", "up to “Davydov”."),
        ("russian", "Davydov Brodd", "letter", "Where does the name end?"),
    ],
)
def test_a_slip_is_told_by_what_was_written(task, part, written, finding, told):
    reason = task.check({part: written}).reasons[0]
    assert (reason.verdict, reason.finding) == ("wrong", finding)
    assert told in reason.text
    assert task.text(f"{part}/if/{finding}") in reason.text
    right = task.right_answer()[part]
    assert right.lower() not in plain(reason.text).lower()


def test_a_form_is_held_against_what_each_table_makes(task):
    assert task.check({"torskoje": "german-ru", "yampol": "bgn-pcgn-ru", "mixed": "none"}).verdict == "right"
    reason = task.check({"yampol": "kmu-2010"}).reasons[0]
    assert reason.text.startswith("By that table it would be “Yampil”.")
    assert "One of the tables does make it." in task.check({"yampol": "none"}).reasons[0].text


def test_the_key_is_what_the_tables_say(task):
    for key in task.keys:
        asked, _, system = key.accept[0].partition(":")
        names = [CORPUS.reference(ref) for ref in key.rows if ref.startswith("toponyms:")]
        if asked == "from":
            made = {
                one
                for one in ("kmu-2010", "bgn-pcgn-ru", "german-ru")
                for name in names[1:]
                if name.language == SYSTEMS[one].language
                and transliterate(name.form, one, signs=False) == names[0].form
            }
            assert made == ({system} - {"none"})
            assert any(CORPUS.item(m.item).language == names[0].language for m in CORPUS.mentions
                       if m.toponym == names[0].toponym_id)  # fmt: skip


def test_the_letters_of_the_table_stand_under_the_name(task):
    page = form_html(task)
    assert '<span lang="uk" dir="ltr">и</span>→y' in page
    assert '<span lang="ru" dir="ltr">ы</span>→y' in page
    assert '<input type="text"' in page and "<textarea" not in page
    assert "Davydiv" not in page


def test_show_me_has_what_every_table_makes(task):
    said = " ".join(f"{reason.said} {reason.remark}" for reason in task.solution().reasons)
    for form in ("Davydiv Brid", "Davydov Brod", "Torskoje", "Torskoye", "Yampil", "Yampol", "Jampol"):
        assert form in said


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"ukrainian": ""}, "Write name 1."),
        ({"ukrainian": 3}, "Write name 1."),
        ({"russian": "x" * 61}, "The text is too long. Write 60 characters at most."),
        ({"mixed": "iso-9-uk"}, "Choose what form 3 was written from"),
        ({"nowhere": "x"}, "'nowhere' is no part of the task"),
    ],
)
def test_what_cannot_be_used_is_refused(task, answer, message):
    with pytest.raises(AnswerError) as refused:
        task.check(answer)
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize(
    ("accept", "rows", "problem"),
    [
        (("write:latin",), ("toponyms:N399",), "accepts 'write:latin'"),
        (("from:kmu-2010", "from:none"), ("toponyms:N399",), "accepts 2 values"),
        (("write:kmu-2010",), ("places:lyman",), "names no toponym"),
        (("write:kmu-2010",), ("toponyms:N400",), "asks for a table of another language than ru"),
        (("from:none",), ("toponyms:N062", "toponyms:N057"), "but by the tables it is: bgn-pcgn-ru"),
        (("from:kmu-2010",), ("toponyms:N414", "toponyms:N399"), "but by the tables it is: none"),
    ],
)
def test_a_key_that_the_tables_do_not_bear_out_is_refused(task, accept, rows, problem):
    class Changed(NameWriter):
        """One whose keys were changed."""

    keys = [replace(key, accept=accept, rows=rows) if key.part == "mixed" else key for key in task.keys]
    changed = NameWriter.__new__(Changed)
    changed.__dict__.update({k: v for k, v in task.__dict__.items() if k not in ("systems", "keys")})
    changed.keys = tuple(keys)
    found = changed._problem(changed.key("mixed"))
    assert problem in found


def test_pieces_are_the_name_and_what_is_written_for_it():
    assert pieces("Згу", "kmu-2010") == (("Зг", "Zgh"), ("у", "u"))
    for system in SYSTEMS:
        parts = pieces("Красний Лиман", system)
        assert "".join(letters for letters, _ in parts) == "Красний Лиман"
        assert transliterate("Красний Лиман", system).startswith("Kras")
    with pytest.raises(LookupFailed, match="There is no system 'x'"):
        pieces("я", "x")
