"""`corpus new`: from an empty folder to one that says what it lacks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from infowar_kit.corpus.descriptor import EVENT
from infowar_kit.drafting.asking import asked
from infowar_kit.drafting.folder import free, slug
from infowar_kit.drafting.new_event import COLOURS, TABLES
from tests.drafting.conftest import NEW, Run, write_text


def event(folder: Path = Path("harbour")) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / EVENT).read_text(encoding="utf-8"))
    return found


def test_an_event_has_its_own_file_tables_and_a_lesson(harbour: Path) -> None:
    found = event()
    assert found["name"] == "harbour"
    assert found["period"] == {
        "start": "2021-03-01", "end": "2021-03-03", "utc_offset": "+01:00", "clock": "harbour time"
    }  # fmt: skip
    assert found["sides"] == [
        {"id": "dockers", "label": "the dockers", "affiliations": ["dockers"]},
        {"id": "owners", "label": "the owners", "affiliations": ["owners"]},
    ]
    assert [(one["marker"], one["colour"]) for one in found["holders"]] == [
        ("o", COLOURS[0]),
        ("s", COLOURS[1]),
    ]
    assert found["values"]["items.language"] == ["en", "fr", "ar", "mul", "und"]
    assert found["values"]["sources.affiliation"] == ["dockers", "owners", "other", "none-known", "unknown"]
    written = sorted(path.stem for path in harbour.glob("*/*.csv"))
    assert written == sorted(TABLES)
    assert [path.name for path in harbour.glob("notebooks/*")] == ["01_a_first_lesson.ipynb"]


def test_no_side_no_group_and_another_century(run: Run) -> None:
    days = ("--title", "Constructed: a siege", "--days", "1870-09-19", "1871-01-28")
    status, said = run("corpus", "new", "siege", *days)
    assert status == 0
    assert said.startswith("Begun: Constructed: a siege, in siege\n  Its first lesson: siege/notebooks/01_")
    found = event(Path("siege"))
    assert "sides" not in found and "fronts" not in found and "holders" not in found
    status, said = run("corpus", "check", "siege")
    assert status == 1
    assert "evidence/items.csv: has 0 rows, at least 1 needed. The header alone is not a table." in said
    assert said.endswith("The corpus in siege has 7 faults, of them 5 drafts to be finished.\n")


def test_groups_part_the_coverage(run: Run) -> None:
    groups = ("--group", "quay=The quay", "--group", "town=The town")
    assert run("corpus", "new", "siege", *NEW, *groups)[0] == 0
    found = event(Path("siege"))
    assert found["fronts"] == [{"id": "quay", "label": "The quay"}, {"id": "town", "label": "The town"}]
    assert found["values"]["claims.front"] == ["quay", "town", "both"]


REFUSED = [
    ((), "An event needs a title and its days: --title TEXT --days FIRST LAST."),
    (("--title", " ", *NEW[2:]), "The event needs a title. Say what happened, where and when."),
    (
        (*NEW[:3], "1 March 2021", "2021-03-03"),
        "'1 March 2021' is no day. Write year, month and day with two",
    ),
    ((*NEW[:3], "2021-02-30", "2021-03-03"), "'2021-02-30' is no day."),
    ((*NEW[:3], "0999-01-01", "2021-03-03"), "'0999-01-01' is no day."),
    ((*NEW[:3], "2021-03-04", "2021-03-03"), "event.json: has a period that ends before it starts."),
    ((*NEW, "--side", "harbour"), "'harbour' is no side. Write a short key in small letters and what it is"),
    ((*NEW, "--side", "a=A"), "An event has no side, two or more: with one side nothing can be compared."),
    ((*NEW, "--side", "a=A", "--side", "a=B"), "Two are called 'a'. Give each side a key of its own."),
    ((*NEW, "--group", "North=N"), 'such as --group owners="the owners".'),
    ((*NEW, "--language", "english"), "'english' is no code of a language. Write one of ISO 639, such as ar"),
    (
        (*NEW, "--utc-offset", "CET"),
        "'CET' is no distance from UTC. Write it as +03:00, or as --utc-offset=-",
    ),
]


@pytest.mark.parametrize(("words", "expected"), REFUSED, ids=[expected[:40] for _, expected in REFUSED])
def test_what_cannot_be_used_is_said_and_nothing_is_written(
    run: Run, words: tuple[str, ...], expected: str
) -> None:
    status, said = run("corpus", "new", "event", *words)
    assert status == 2
    assert expected in said
    assert not Path("event").exists()


def test_a_west_of_utc_is_written_with_an_equals_sign(run: Run) -> None:
    assert run("corpus", "new", "event", *NEW, "--utc-offset=-03:00")[0] == 0
    assert event(Path("event"))["period"]["utc_offset"] == "-03:00"


def test_an_event_that_stands_there_is_not_touched(run: Run, harbour: Path) -> None:
    before = {path: path.read_bytes() for path in harbour.rglob("*") if path.is_file()}
    status, said = run("corpus", "new", "harbour", *NEW)
    assert status == 2
    assert "There is an event in harbour already; nothing was changed." in said
    assert {path: path.read_bytes() for path in harbour.rglob("*") if path.is_file()} == before


def test_tables_and_lessons_that_stand_there_stay(run: Run) -> None:
    Path("old/evidence").mkdir(parents=True)
    mine = write_text("old/evidence/claims.csv", "mine\n")
    status, said = run("corpus", "new", "old", *NEW)
    assert status == 0
    assert "  There already, and left as they are: evidence/claims.csv.\n" in said
    assert Path(mine).read_text(encoding="utf-8") == "mine\n"


def test_a_file_is_no_folder(run: Run) -> None:
    write_text("event", "mine")
    status, said = run("corpus", "new", "event", *NEW)
    assert status == 2
    assert "event is a file, not a folder. Choose another name." in said
    assert Path("event").read_text(encoding="utf-8") == "mine"


def test_messages_lead_from_an_empty_folder(run: Run) -> None:
    Path("empty").mkdir()
    status, said = run("corpus", "check", "empty")
    assert status == 1
    assert said.startswith(
        "event.json: is missing in empty, and so is datapackage.json. "
        "To begin an event there, run: infowar-kit corpus new empty\n"
    )
    status, said = run("corpus", "check", "nowhere")
    assert status == 2
    assert said.endswith("To begin an event of your own: infowar-kit corpus new DIR\n")
    for command in (
        ("import", "empty", "x.csv"),
        ("new-task", "choice", "empty"),
        ("new-lesson", "T", "empty"),
    ):
        status, said = run("corpus", *command)
        assert status == 2
        begin = "Give the folder of an event, or begin one: infowar-kit corpus new empty"
        assert said == f"infowar-kit: There is no event.json in empty. {begin}\n"


# Asked question by question


def answers(*said: str) -> Iterator[str]:
    yield from said


def test_it_asks_and_asks_again(capsys: pytest.CaptureFixture[str]) -> None:
    said = answers(
        "", "A harbour", "1 March", "2021-03-01", "2021-02-01", "2021-03-03", "harbour time", "1", "+01:00",
        "dockers=the dockers", "dockers=the dockers; owners=the owners", "", "english", "en, fr",
    )  # fmt: skip
    wanted = asked(lambda _: next(said), print)
    assert (wanted.title, wanted.days) == ("A harbour", ("2021-03-01", "2021-03-03"))
    assert (wanted.clock, wanted.offset, wanted.groups) == ("harbour time", "+01:00", ())
    assert wanted.sides == ("dockers=the dockers", "owners=the owners")
    assert wanted.languages == ("en", "fr")
    told = capsys.readouterr().out
    for part in (
        "Eight questions; Enter alone leaves out what need not be said.",
        "The event needs a title.",
        "'1 March' is no day.",
        "has a period that ends before it starts.",
        "'1' is no distance from UTC.",
        "with one side nothing can be compared.",
        "'english' is no code of a language.",
    ):
        assert part in told
    assert next(said, None) is None


def test_at_a_terminal_the_command_asks(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    said = answers("A harbour", "1907-03-01", "1907-03-03", "", "", "", "", "")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: next(said))
    status, told = run("corpus", "new", "event")
    assert status == 0
    assert "Begun: A harbour, in event" in told


# Tables and keys


def test_a_table_is_begun_and_its_columns_are_said(run: Run, harbour: Path) -> None:
    status, said = run("corpus", "new-table", "toponyms", "harbour")
    assert status == 0
    assert said.startswith("Written: harbour/evidence/toponyms.csv. A form of a place's name,")
    assert "  language, must be filled: Language" in said
    assert run("corpus", "new-table", "toponyms", "harbour")[1].startswith("There already: harbour/evidence/")
    status, said = run("corpus", "new-table", "maps", "harbour")
    assert status == 2
    assert "There is no table 'maps'. The tables are: sources, items, claims," in said


def test_keys_from_names() -> None:
    assert slug("  L’Orient-Le Jour! ") == "lorient-le-jour"
    assert slug("النهار", "source") == "source"
    assert free("dawn", ["dawn", "dawn-2"]) == "dawn-3"
