"""`corpus new-task` and `new-lesson`: what a kind needs, to be filled in; and an event of another century."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest

from infowar_kit.corpus import Corpus, load
from infowar_kit.corpus.packages import method
from infowar_kit.drafting.folder import Folder, lines
from infowar_kit.drafting.new_task import Shape, _generic, new_task, shape_of
from infowar_kit.page.form import form_html
from infowar_kit.tasks import build, kinds
from infowar_kit.tasks.teachable import check_teaching
from infowar_kit.verification.methods.feed import FeedModel
from tests.drafting import walked
from tests.drafting.conftest import NEW, Run, write_text


def rows(table: str, folder: str = "harbour") -> list[dict[str, str]]:
    [path] = Path(folder).glob(f"*/{table}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def texts(folder: str = "harbour") -> dict[str, str]:
    return {row["key"]: row["text"] for row in rows("texts", folder)}


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_can_be_drafted(run: Run, harbour: Path, kind: str) -> None:
    status, said = run("corpus", "new-task", kind, "harbour")
    assert status == 0
    assert said.startswith(f"Drafted: the task '{kind}' of the kind '{kind}' in lesson 01, with the parts ")
    keys, shape = rows("keys"), shape_of(kind, [load()])
    assert [row["position"] for row in keys] == [str(n) for n in range(1, len(keys) + 1)]
    assert shape.tasks and set(shape.columns).isdisjoint(shape.sometimes)
    assert {name for name, cell in keys[0].items() if cell.startswith("TODO")} == set(shape.columns)
    drafted = texts()
    assert {f"{kind}/{name}" for name in ("title", "prompt", "hint", "part-1/reason")} <= drafted.keys()
    assert (harbour / "notebooks" / "01_a_first_lesson.ipynb").read_text().count(
        f'kit.task(\\"{kind}\\")'
    ) == 1


# Of these some parts need texts that others do not, which only their keys can tell.
BY_THE_KEY = {"be-the-translator", "relay-tracer", "claim-note", "mockery", "name-writer"}


def test_what_is_drafted_is_all_that_a_kind_needs() -> None:
    """A shipped task without the texts that are not drafted can still be taught, or says what it lacks."""
    corpus = load()
    kept = set()
    for kind in kinds():
        shape = shape_of(kind, [corpus])
        for row in (row for row in corpus.tasks if row.kind == kind):
            parts = {key.part for key in corpus.keys_of_task(row.task_id)}
            names = corpus.texts_under(f"{row.task_id}/")
            kept |= {f"{row.task_id}/{name}" for name in names if _generic(name, parts) in shape.texts}
    columns = corpus.described("texts").columns
    cells = [row.cells for row in corpus.rows("texts") if row.cells[0] in kept]
    assert len(cells) < len(corpus.texts) - 1_000
    bare = Corpus(corpus.raw, corpus.data | {"texts": lines([columns, *cells]).encode()}, method)
    kind_of = {row.task_id: row.kind for row in corpus.tasks}
    faults = {
        re.findall("the task '([^']+)'", str(fault))[0]: str(fault)
        for fault in check_teaching(bare, form_html)
    }
    assert {kind_of[task] for task in faults} == BY_THE_KEY
    for fault in faults.values():
        assert re.search(
            r"There is no text '[^']+' in texts\.csv\. Add a row|It may accept: |write the texts ", fault
        )


def test_what_a_choice_needs(run: Run, harbour: Path) -> None:
    words = ("corpus", "new-task", "choice", "harbour", "--task", "who", "--parts", "a, b")
    status, said = run(*words)
    assert status == 0
    assert said == (
        "Drafted: the task 'who' of the kind 'choice' in lesson 01, with the parts a, b.\n"
        "  Rows were added to teaching/tasks.csv, teaching/keys.csv, teaching/texts.csv.\n"
        "  Texts that some also have (* is a part): chosen/if/*, chosen/unless/*.\n"
        "  Its cell stands behind the other tasks in harbour/notebooks/01_a_first_lesson.ipynb; "
        "move it where it belongs, and write what leads to it.\n"
        "Next: fill in what says TODO, then infowar-kit corpus check harbour\n"
    )
    assert rows("tasks")[0] | {"minutes": ""} == {
        "task_id": "who", "lesson": "01", "position": "1", "kind": "choice", "version": "1", "minutes": "",
        "practice": "",
    }  # fmt: skip
    assert [row["accept"] for row in rows("keys")] == ["TODO: such as no, yes"] * 2
    found = {key: text for key, text in texts().items() if key.startswith("who/")}
    names = ["title", "prompt", "hint", "right", "a", "a/reason", "b", "b/reason"]
    assert list(found) == [f"who/{name}" for name in names]
    assert texts()["lesson-01/objective/who"] == "TODO: what one learns by it"
    assert (
        "teaching/texts.csv, line 7: 'who/title' is not finished: text. Write what belongs there: its title."
        in (run("corpus", "check", "harbour")[1])
    )


def test_tasks_come_one_after_the_other_and_their_cells_too(run: Run, harbour: Path) -> None:
    for name in ("one", "two"):
        assert run("corpus", "new-task", "choice", "harbour", "--task", name)[0] == 0
    assert [(row["task_id"], row["position"]) for row in rows("tasks")] == [("one", "1"), ("two", "2")]
    notebook = json.loads(next(harbour.glob("notebooks/*")).read_text(encoding="utf-8"))
    sources = [cell["source"] for cell in notebook["cells"]]
    assert sources[1].endswith('kit.lesson("01")')
    assert sources[2:-2] == [
        "## One", 'from infowar_kit import kit\n\nkit.task("one")',
        "## Two", 'from infowar_kit import kit\n\nkit.task("two")',
    ]  # fmt: skip
    # Behind them learners keep what they answered, or hand it in.
    assert sources[-1].endswith("kit.record()")
    assert "*Prepare download*" in sources[-2]
    assert len({cell["id"] for cell in notebook["cells"]}) == len(sources)


def test_lessons_are_counted_on(run: Run, harbour: Path) -> None:
    status, said = run("corpus", "new-lesson", "Qui le dit?", "harbour")
    assert status == 0
    assert said == (
        "Added: lesson 02, with its notebook harbour/notebooks/02_qui_le_dit.ipynb\n"
        "Next: infowar-kit corpus new-task KIND harbour --lesson 02\n"
    )
    assert rows("lessons")[1] == {
        "lesson_id": "02", "notebook": "02_qui_le_dit.ipynb", "title": "Qui le dit?"
    }  # fmt: skip
    assert texts()["lesson-02/content-note"].startswith("TODO")
    run("corpus", "new-task", "own-words", "harbour")
    assert rows("tasks")[0]["lesson"] == "02"  # the last one, where none is named
    assert run("corpus", "new-lesson", "中文", "harbour")[1].startswith(
        "Added: lesson 03, with its notebook "
    )


def test_a_notebook_that_stands_there_or_is_broken_stays(run: Run, harbour: Path) -> None:
    write_text("harbour/notebooks/02_mine.ipynb", "mine")
    status, said = run("corpus", "new-lesson", "Mine", "harbour")
    assert status == 2
    assert "02_mine.ipynb stands there already; nothing was changed. Choose another title." in said
    assert len(rows("lessons")) == 1
    first = harbour / "notebooks" / "01_a_first_lesson.ipynb"
    first.write_text("broken", encoding="utf-8")
    status, said = run("corpus", "new-task", "choice", "harbour")
    assert status == 2 and "is no notebook that can be read; it was left as it is." in said
    assert first.read_text(encoding="utf-8") == "broken"
    first.unlink()
    status, said = run("corpus", "new-task", "choice", "harbour", "--task", "again")
    assert status == 0 and 'has no new cell: put kit.task("again") into one of its own.' in said


REFUSED = [
    (("quiz",), "There is no kind 'quiz'. The kinds are:\n  article-review: "),
    (("quiz",), "\n  choice: Choose from a few options, one or several, and be told why for each."),
    (("choice", "--lesson", "07"), "There is no lesson '07' in lessons.csv. Lessons: 01."),
    (("choice", "--parts", "A"), "'A' is no key. Write small letters, digits and hyphens, such as who-says."),
    (("choice", "--parts", "a,a"), "Two parts have one name. Give each its own."),
    (("choice", "--task", "a b"), "'a b' is no key."),
]


@pytest.mark.parametrize(("words", "expected"), REFUSED)
def test_what_cannot_be_added_is_said_and_nothing_is_written(
    run: Run, harbour: Path, words: tuple[str, ...], expected: str
) -> None:
    before = {path: path.read_bytes() for path in harbour.rglob("*") if path.is_file()}
    status, said = run("corpus", "new-task", words[0], "harbour", *words[1:])
    assert status == 2 and expected in said
    assert {path: path.read_bytes() for path in harbour.rglob("*") if path.is_file()} == before


def test_a_task_that_is_there_and_a_table_that_is_broken(run: Run, harbour: Path) -> None:
    run("corpus", "new-task", "choice", "harbour", "--task", "who-shut-it")
    status, said = run("corpus", "new-task", "choice", "harbour", "--task", "who-shut-it")
    assert status == 2
    assert "There is a task 'who-shut-it' already; nothing was changed. Choose another name." in said
    (harbour / "teaching" / "texts.csv").write_text("key;language\n", encoding="utf-8")
    before = (harbour / "teaching" / "keys.csv").read_bytes()
    status, said = run("corpus", "new-task", "choice", "harbour")
    assert status == 1 and "was left as it is; it has 1 fault:" in said
    assert (harbour / "teaching" / "keys.csv").read_bytes() == before


def test_an_event_without_a_lesson_says_how_to_begin_one(run: Run, harbour: Path) -> None:
    (harbour / "teaching" / "lessons.csv").unlink()
    status, said = run("corpus", "new-task", "choice", "harbour")
    assert status == 2 and "none yet; begin one with: infowar-kit corpus new-lesson TITLE" in said


def test_a_kind_that_no_shipped_task_has(harbour: Path) -> None:
    assert shape_of("choice", []) == Shape()
    made = new_task(Folder.at(harbour), "choice", task="t", parts=["a"])
    assert made.shape.tasks > 0


def test_a_task_that_lacks_a_table_says_which(run: Run, harbour: Path) -> None:
    (harbour / "evidence" / "claims.csv").unlink()
    run("corpus", "new-task", "feed-replay", "harbour", "--parts", "a")
    path = harbour / "teaching" / "keys.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("TODO: an id of claims.csv", "C01"), encoding="utf-8"
    )
    assert (
        "teaching/keys.csv, line 2, column 'claim': 'C01' does not stand in evidence/claims.csv "
        "(column 'claim_id'). The event has no row in evidence/claims.csv yet: add it there."
    ) in run("corpus", "check", "harbour")[1]


# Another century's war, off the web


@pytest.fixture
def siege(run: Run) -> Path:
    """The example of the page, 150 years earlier and without a single address."""
    days = ("--title", "Constructed: a siege", "--days", "1871-03-01", "1871-03-05")
    sides = ("--side", "dockers=the dockers", "--side", "owners=the owners")
    assert run("corpus", "new", "siege", *days, *sides, "--utc-offset", "+01:00")[0] == 0
    for command in re.findall(
        r"^\$ infowar-kit (corpus new-task .*)$", walked.DOCUMENT.read_text(), re.MULTILINE
    ):
        assert run(*command.replace("harbour", "siege").split())[0] == (2 if " help " in command else 0)
    shutil.copytree(walked.EXAMPLE / "finished", "siege", dirs_exist_ok=True)
    for path in Path("siege").glob("*/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found = list(csv.DictReader(file))
        for row in found:
            row.update({name: cell.replace("2021-", "1871-") for name, cell in row.items()})
            row.update({"url": ""} if "url" in row else {})
        if found:
            with path.open("w", encoding="utf-8", newline="") as file:
                out = csv.DictWriter(file, list(found[0]), lineterminator="\n")
                out.writeheader()
                out.writerows(found)
    return Path("siege")


def test_a_war_before_1900_off_the_web_is_an_event_too(run: Run, siege: Path) -> None:
    status, said = run("corpus", "check", "siege")
    assert status == 0, said
    corpus = load(siege)
    for row in corpus.tasks:
        task = build(corpus, row.task_id)
        assert task.check(task.right_answer()).verdict == "right"
        page = form_html(task)
        assert "()" not in page and ">Page<" not in page and " · <" not in page
    assert len(FeedModel(corpus).items) == 10


def test_rules_on_dates_hold_before_1900_too(run: Run, siege: Path) -> None:
    """What is said to be read before it was published is a fault in every century."""
    path = siege / "evidence" / "items.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("1871-03-10", "1871-02-01"), encoding="utf-8")
    status, said = run("corpus", "check", "siege")
    assert status == 1
    assert "evidence/items.csv, line 2, column 'published + read_on':" in said or "read_on" in said


def test_two_more_events_know_nothing_of_each_other(run: Run, siege: Path) -> None:
    assert run("corpus", "new", "other", *NEW)[0] == 0
    assert load(siege).period[0].year == 1871
    assert "1871" not in Path("other/event.json").read_text(encoding="utf-8")
