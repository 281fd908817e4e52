"""Before and after in the report on a class: figures with intervals, said only where there are enough."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from infowar_kit.classroom.before_after import Sittings, sittings_csv, sittings_of
from infowar_kit.classroom.reading import files_of, read_class
from infowar_kit.cli import main
from infowar_kit.corpus import load
from infowar_kit.learning.methods.sitting import class_figures
from infowar_kit.learning.sittings import sittings, taken_by
from infowar_kit.tasks.session import Session
from tests.classroom.simulated import sat

Capture = pytest.CaptureFixture[str]
CORPUS = load()


def hand_in(folder: Path, sessions: list[Session]) -> list[Session]:
    folder.mkdir()
    for number, one in enumerate(sessions):
        (folder / f"{number}.json").write_text(one.record.export(), encoding="utf-8")
    return sessions


def read(folder: Path) -> Sittings:
    handed, remarks = read_class(files_of([folder]), CORPUS)
    assert not remarks
    return sittings_of(CORPUS, handed)


def report(folder: Path, *more: str) -> str:
    page = folder.parent / "report.html"
    assert main(["class", "report", str(folder), "-o", str(page), *more]) == 0
    html = re.sub(r"<style>.*?</style>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture(scope="module")
def thirty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty learners who moved by 1.2 in d′, and two who took the first test alone."""
    place = tmp_path_factory.mktemp("class")
    many = list(sat(CORPUS, place / "a", 30, gain=1.2))
    many += list(sat(CORPUS, place / "b", 2, gain=0, both=False))
    hand_in(place / "handed-in", many)
    return place / "handed-in"


def test_the_sittings_are_those_of_the_records(tmp_path: Path) -> None:
    own = hand_in(tmp_path / "in", list(sat(CORPUS, tmp_path / "homes", 6, gain=0.5)))
    tests = read(tmp_path / "in")
    for one in own:
        assert (tests.before[one.record.learner], tests.after[one.record.learner]) == sittings(one)
    assert {sitting.form for sitting in tests.before.values()} == {"first-test", "last-test"}
    wanted = taken_by(CORPUS, [one.record for one in own])
    assert class_figures(tests.taken) == class_figures(wanted)


def test_thirty_learners_get_figures_intervals_and_a_verdict(thirty: Path) -> None:
    said = report(thirty)
    assert "30 learners took both tests." in said
    [row] = re.findall(r"telling apart \(d′\) (.*?) higher", said)
    assert len(re.findall(r"-?\d\.\d\d \([-+]?\d\.\d\d … [-+]?\d\.\d\d\)", row)) == 3
    gain = read(thirty).figures().moved["d_prime"].gain
    assert gain.low < 1.2 < gain.high
    assert "Too few to say" not in said
    # What a single report of the test got is no first try: nothing is said before all are judged.
    assert "A first test 32 learners" in said


@pytest.mark.parametrize(
    ("learners", "said"),
    [
        (14, "14 learners took both tests. Too few to say: it takes 15."),
        (15, "15 learners took both tests. Below 30 learners the interval stands without a verdict."),
        (29, "29 learners took both tests. Below 30 learners the interval stands without a verdict."),
    ],
)
def test_few_learners_get_no_verdict(learners: int, said: str, tmp_path: Path) -> None:
    hand_in(tmp_path / "in", list(sat(CORPUS, tmp_path / "homes", learners, gain=1.2)))
    page = report(tmp_path / "in")
    assert said in page
    assert ("(AUC)" in page) == (learners >= 15)
    assert "higher" not in page and "lower" not in page


def test_a_class_that_took_no_test_is_told_nothing_of_it(tmp_path: Path) -> None:
    one = next(sat(CORPUS, tmp_path / "homes", 1, gain=0))
    one.work("first-look").answer({"chosen": ["analyst"]})
    text = one.record.export()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.json").write_text(
        text.replace("first-test", "gone-1").replace("last-test", "gone-2")
    )
    assert "took both tests" not in report(tmp_path / "in")


def test_a_test_that_was_not_finished_does_not_count(tmp_path: Path) -> None:
    own = next(sat(CORPUS, tmp_path / "homes", 1, gain=0, both=False))
    work = own.work("last-test")
    work.answer({work.task.parts[0]: {"chance": 6, "opened": 0}})
    hand_in(tmp_path / "in", [own])
    tests = read(tmp_path / "in")
    assert len(tests.before) == 1 and not tests.after
    assert "0 learners took both tests." in report(tmp_path / "in")


def test_the_table_has_every_judgement(thirty: Path, tmp_path: Path, capsys: Capture) -> None:
    report(thirty, "--tests", str(tmp_path / "tests.csv"))
    assert str(tmp_path / "tests.csv") in capsys.readouterr().out
    text = (tmp_path / "tests.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 20 * (30 + 30 + 2)
    assert text == sittings_csv(read(thirty))
    assert {row["test"] for row in rows} == {"before", "after"}
    for row in rows:
        assert row["right"] == str(int(row["faithful"] == row["said"]))
        assert row["said"] == str(int(int(row["step"]) > 3))
    # Each report was met before by some and after by others.
    assert len({(row["report"], row["test"]) for row in rows}) == 80


def test_two_tables_under_one_name_are_refused(thirty: Path, tmp_path: Path, capsys: Capture) -> None:
    page = str(tmp_path / "r.html")
    assert main(["class", "report", str(thirty), "-o", page, "--csv", page]) == 2
    assert (
        "Two of the files that are to be written have one name. Give each its own." in capsys.readouterr().err
    )
    assert not (tmp_path / "r.html").exists()
