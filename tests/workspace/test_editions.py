"""Editions of the lessons: what follows a selection, what a student never reads, what is never lost."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from infowar_kit.cli import main
from infowar_kit.corpus import load
from infowar_kit.tasks import build
from infowar_kit.tasks.course import course_of
from infowar_kit.tasks.edition import FILE, INSTRUCTOR, STUDENT, Edition, edition_in
from infowar_kit.tasks.lesson import answer_lines
from infowar_kit.tasks.record import Record
from infowar_kit.workspace import check, editions, lessons, lessons_folder, prepare
from infowar_kit.workspace.cutting import source_of
from infowar_kit.workspace.editions import export
from infowar_kit.workspace.instructing import NOTES, SKIP, WORDS, slide_type
from infowar_kit.workspace.player import course_page
from infowar_kit.workspace.running import _kept
from infowar_kit.workspace.selecting import Part, select
from infowar_kit.workspace.task_cells import misplaced, task_cells
from tests.workspace.leaks import bare, told

Capture = pytest.CaptureFixture[str]
CORPUS = load()
LESSONS = sorted(row.lesson_id for row in CORPUS.lessons)
# Keys that stand in a lesson on purpose, with the reason.
ON_PURPOSE = {
    (
        "mark-three-more",
        "passage-13",
    ): "what to argue about: one annotator marked the words, the other did not"
}


def path_of(lesson: str) -> Path:
    return next(path for path in lessons() if path.name.startswith(lesson))


def part_of(lesson: str, *tasks: str) -> Part:
    [part] = select(CORPUS, [path_of(lesson)], tasks)
    return part


def read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_bytes())


def words_of(notebook: dict[str, Any]) -> str:
    return "\n".join(source_of(cell) for cell in notebook["cells"])


def take_as_saved(patch: pytest.MonkeyPatch) -> None:
    """Take what the lessons print from their files, which `infowar-kit check` holds to be what they print."""

    def saved(cells: list[dict[str, Any]], *_: object) -> list[dict[str, Any]]:
        return [_kept(nbformat.from_dict(cell), cell) for cell in cells]

    patch.setattr(editions, "run", saved)
    patch.setattr(editions, "warm_up", lambda _: None)


@pytest.fixture
def as_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    take_as_saved(monkeypatch)


@pytest.fixture(scope="module", params=LESSONS)
def exported(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Part, Path, Path]:
    """A whole lesson in both editions, made once for all that is asked of it."""
    part = part_of(request.param)
    with pytest.MonkeyPatch.context() as patch:
        take_as_saved(patch)
        return request.param, part, *both(part, tmp_path_factory.mktemp("editions"))


def both(part: Part, place: Path) -> tuple[Path, Path]:
    folders = {STUDENT: place / "student", INSTRUCTOR: place / "instructor"}
    export(CORPUS, [part], folders)
    return folders[STUDENT], folders[INSTRUCTOR]


# What a student edition never tells


Exported = tuple[str, Part, Path, Path]


def test_no_key_and_no_reason_is_in_a_student_edition(exported: Exported) -> None:
    """The same search finds every key in the instructor's: it is no search that finds nothing."""
    lesson, part, student, instructor = exported
    tasks = [row.task_id for row in CORPUS.tasks_of_lesson(lesson)]
    leaked = told(CORPUS, read(student / part.notebook.name), tasks)
    assert leaked.keys() <= ON_PURPOSE.keys(), leaked
    found = told(CORPUS, read(instructor / part.notebook.name), tasks)
    keys = {(slug, key.part) for slug in tasks for key in build(CORPUS, slug).keys}
    # What a learner has only opened, or how good one's own note is, has no right answer to tell.
    silent = {key for key in keys if key[0] == "claim-never-met" and key[1].endswith(("-look", "-rate"))}
    assert keys - silent <= found.keys(), keys - silent - found.keys()


def test_slides_tell_no_key_either(exported: Exported) -> None:
    lesson, part, _, instructor = exported
    page = (instructor / f"{part.notebook.stem}_slides.html").read_text(encoding="utf-8")
    page = re.sub(r'src="data:[^"]*"', "", page)
    shown = {"cells": [{"cell_type": "raw", "source": page}]}
    leaked = told(CORPUS, shown, [row.task_id for row in CORPUS.tasks_of_lesson(lesson)])
    # A task's own slide has every option beside what is asked: only whole sentences count here.
    assert not {key: words for key, words in leaked.items() if " … " not in words}


def poisoned(folder: Path, lesson: str) -> Path:
    """Return a lesson as it is saved after answering: feedback, a widget's state, metadata of one's own."""
    notebook = read(path_of(lesson))
    tasks = [row.task_id for row in CORPUS.tasks_of_lesson(lesson) if not row.practice]
    html = {slug: "".join(f"<p>{line}</p>" for line in answer_lines(build(CORPUS, slug))) for slug in tasks}
    notebook["metadata"]["widgets"] = {"state": {"x": {"value": "".join(html.values())}}}
    for cell in notebook["cells"]:
        cell["metadata"]["mine"] = {"answer": build(CORPUS, tasks[0]).right_answer(), "why": html[tasks[0]]}
        for slug in tasks:
            if f'kit.task("{slug}")' in source_of(cell):
                data = {
                    "text/html": html[slug],
                    "application/vnd.jupyter.widget-view+json": {"x": html[slug]},
                }
                cell["outputs"] = [
                    {"output_type": "display_data", "metadata": {"why": html[slug]}, "data": data}
                ]
    folder.mkdir()
    path = folder / path_of(lesson).name
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def test_what_was_saved_after_answering_stays_behind_and_the_edition_runs(tmp_path: Path) -> None:
    path = poisoned(tmp_path / "own", "11")
    tasks = ["last-test", "what-a-test-says"]
    keys = {(slug, key.part) for slug in tasks for key in build(CORPUS, slug).keys}
    assert keys <= told(CORPUS, read(path), tasks).keys()
    export(CORPUS, select(CORPUS, [path], tasks[:1]), {STUDENT: tmp_path / "class"})
    notebook = read(tmp_path / "class" / path.name)
    assert not told(CORPUS, notebook, tasks)
    assert notebook["metadata"].keys() == {"kernelspec", "language_info"}
    assert {name for cell in notebook["cells"] for name in cell["metadata"]} <= {"jupyter", "tags"}
    kinds = {kind for cell in notebook["cells"] for out in cell.get("outputs", []) for kind in out["data"]}
    assert kinds <= {"text/html", "text/plain"}
    [verdict] = check([tmp_path / "class" / path.name])
    assert verdict, str(verdict)


# What follows a selection


@pytest.mark.usefixtures("as_saved")
def test_sections_heads_and_links_follow_the_tasks(tmp_path: Path) -> None:
    parts = select(CORPUS, lessons(), ["what-the-chart-shows", "relay-30km", "pages-or-origins"])
    assert [part.lesson for part in parts] == ["01", "03"]
    export(CORPUS, parts, {STUDENT: tmp_path})
    feed, origin = (read(tmp_path / part.notebook.name) for part in parts)
    assert 'kit.lesson("01", "what-the-chart-shows")' in words_of(feed)
    assert "## Turn the clock" not in words_of(feed)
    assert "](#Turn-the-clock)" not in words_of(feed)
    assert "](#How-much-there-is)" in words_of(feed)
    assert "## What you can take with you" in words_of(feed)
    assert task_cells(tmp_path / "01_the_feed.ipynb") == [(5, "what-the-chart-shows")]
    # From 01 the way leads to 03, and back; beyond there is none.
    assert re.findall(r"\]\((\w+\.ipynb)\)", words_of(feed)) == ["03_who_said_it_first.ipynb"] * 2
    assert re.findall(r"\]\((\w+\.ipynb)\)", words_of(origin)) == ["01_the_feed.ipynb"]
    assert "Next lesson" not in words_of(origin)
    assert "Practice, if you like" not in words_of(origin)
    assert not misplaced(tmp_path / "01_the_feed.ipynb")
    assert not misplaced(tmp_path / "03_who_said_it_first.ipynb")


def test_exhibits_and_prose_of_a_task_go_with_it() -> None:
    text = words_of({"cells": part_of("06", "reported-or-admitted").cells})
    assert 'kit.task("reported-or-admitted")' in text
    assert "heavy-casualties" not in text
    assert "four-hands" not in text
    assert "## One word at a time" in text


def test_practice_that_is_chosen_stands_where_the_list_was() -> None:
    text = words_of({"cells": part_of("02", "grade-1", "grade-3").cells})
    assert 'kit.task("grade-3")' in text
    assert "kit.practice(" not in text
    assert part_of("02", "grade-1", "grade-3").tasks == ("grade-1", "grade-3")


def test_practice_in_a_cell_of_its_own_stays_there_beside_a_list_of_the_others() -> None:
    text = words_of({"cells": part_of("06", "heavy-casualties", "four-hands", "turned-round").cells})
    assert [text.count(f'kit.task("{slug}")') for slug in ("four-hands", "turned-round", "who-refused")] == [
        1, 1, 0]  # fmt: skip
    assert "kit.practice(" not in text


def test_a_section_that_rests_on_answers_goes_with_their_task() -> None:
    assert "kit.halo()" in words_of({"cells": part_of("02", "grade-1", "read-your-matrix").cells})
    alone = part_of("02", "lateral-1")
    assert "kit.halo()" not in words_of({"cells": alone.cells})
    assert part_of("02", "read-your-matrix").broken == [("read-your-matrix", "grade-1")]


def test_the_head_of_a_part_says_so(capsys: Capture) -> None:
    from infowar_kit.face import Kit

    head = Kit().lesson("01", "hour-not-known")
    assert "This is a part of the lesson: 1 of its 3 tasks." in repr(head)
    assert "Tasks: 1.5 minutes." in repr(head)
    assert len(head.head.objectives) == 1
    assert "Further practice" not in head.head._repr_html_()
    with pytest.raises(Exception, match=r"Lesson 01 has no task 'grade-1'. Its tasks are: hour-not-known, "):
        Kit().lesson("01", "grade-1")


def test_the_map_of_the_course_is_that_of_the_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_saved: None
) -> None:
    export(CORPUS, select(CORPUS, lessons(), ["grade-1", "relay-30km"]), {STUDENT: tmp_path})
    course = course_of(CORPUS, Record(tmp_path / "r.json"), edition=edition_in(tmp_path))
    assert [(one.lesson, [task.task for task in one.tasks]) for one in course.lessons] == [
        ("02", ["grade-1"]), ("03", ["relay-30km"])]  # fmt: skip
    shown = course_page(tmp_path, "03_who_said_it_first.ipynb")
    assert "00 Start here" not in shown
    assert 'data-start="02_who_says_so.ipynb"' in shown
    (tmp_path / FILE).write_text("{")  # a damaged note costs nobody the map
    assert "00 Start here" in course_page(tmp_path, "02_who_says_so.ipynb")


@pytest.mark.parametrize("minutes", [20, 30])
def test_minutes_are_kept_as_they_are_counted(minutes: int) -> None:
    for lesson in ("00", "02"):
        [part] = select(CORPUS, [path_of(lesson)], minutes=minutes)
        assert 0.6 * minutes < part.minutes.total <= minutes
        assert not part.broken
        assert set(part.tasks) | set(part.left_out) == {
            row.task_id for row in CORPUS.tasks_of_lesson(lesson) if not row.practice
        }


@pytest.mark.usefixtures("as_saved")
@pytest.mark.parametrize(
    ("tasks", "panels"),
    [
        (["who-sees-it", "grade-1"], {"00": 1, "02": 0}),  # lesson 00 has it in its own place
        (["first-look", "grade-1"], {"00": 1, "02": 1}),  # there the section that has it is left out
        (["grade-1", "relay-30km"], {"02": 1, "03": 1}),
        ([], {row.lesson_id: int(row.lesson_id == "00") for row in CORPUS.lessons}),
    ],
)
def test_answers_can_be_handed_in_from_every_edition(
    tasks: list[str], panels: dict[str, int], tmp_path: Path
) -> None:
    export(CORPUS, select(CORPUS, lessons(), tasks), {STUDENT: tmp_path})
    found = {}
    for path in lessons(tmp_path):
        cells = read(path)["cells"]
        nbformat.validate(nbformat.from_dict(read(path)))
        places = [number for number, cell in enumerate(cells) if "kit.record()" in source_of(cell)]
        found[path.name[:2]] = len(places)
        if places and path.name[:2] != "00":
            assert "*Prepare download*" in source_of(cells[places[0] - 1])
            # What leads on to the next lesson stays last.
            assert all(".ipynb)" in source_of(cell) for cell in cells[places[0] + 1 :])
    assert found == panels


@pytest.mark.usefixtures("as_saved")
def test_slides_have_no_panel_of_a_record(tmp_path: Path) -> None:
    for lesson in ("00", "11"):
        part = part_of(lesson)
        _, folder = both(part, tmp_path / lesson)
        page = (folder / f"{part.notebook.stem}_slides.html").read_text(encoding="utf-8")
        assert "Run this cell to see, download or restore" not in page


def test_the_head_of_an_edition_says_what_it_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from infowar_kit.face import Kit

    monkeypatch.chdir(tmp_path)
    lessons_ = {"02": ("grade-1",)}
    (tmp_path / FILE).write_text(
        Edition("kherson-lyman-2022", STUDENT, lessons_, minutes={"02": 18}).as_text()
    )
    head = Kit().lesson("02", "grade-1")
    assert "about 18 minutes, the reading included" in head.head._repr_html_()
    assert "About 18 minutes. Tasks: 6 minutes." in repr(head)
    # Shortened by hand afterwards, it is not what was counted.
    assert "6 minutes for the tasks" not in head.head._repr_html_()
    assert "minutes for the tasks, and the reading" in Kit().lesson("02", "lateral-1").head._repr_html_()


def test_a_lesson_that_fits_whole_stays_whole() -> None:
    [part] = select(CORPUS, [path_of("11")], minutes=45)
    assert part.whole
    assert part.cells == tuple({**cell, "source": source_of(cell)} for cell in read(path_of("11"))["cells"])


# The instructor's


@pytest.mark.usefixtures("as_saved")
def test_what_an_instructor_needs_stands_beside_each_task(tmp_path: Path) -> None:
    part = part_of("02")
    _, folder = both(part, tmp_path)
    cells = read(folder / part.notebook.name)["cells"]
    nbformat.validate(nbformat.from_dict(read(folder / part.notebook.name)))
    assert len({cell["id"] for cell in cells}) == len(cells)
    for slug in part.tasks:
        [place] = [number for number, cell in enumerate(cells) if cell["id"] == f"answers-{slug}"]
        beside = source_of(cells[place])
        assert "**Time**" in beside and "**Hint**" in beside and "**Answers**" in beside
        before = next(cell for cell in reversed(cells[:place]) if cell["cell_type"] == "code")
        assert f'kit.task("{slug}")' in source_of(before) or "kit.practice(" in source_of(before)
    words = words_of({"cells": cells})
    for head in ("#### Aims", "#### Timing", "#### Questions for discussion", "#### Common mistakes"):
        assert head in words
    assert "35 minutes as counted" in words
    assert "**Aim**: grade a source and what it says apart" in words
    # What is said to wrong answers that were foreseen.
    assert bare(CORPUS.text("grade-1/reuters-distance/if/number-too-sure")) in bare(words)


@pytest.mark.usefixtures("as_saved")
@pytest.mark.parametrize("lesson", ["01", "02", "07"])
def test_slides_are_slides(lesson: str, tmp_path: Path) -> None:
    part = part_of(lesson)
    _, folder = both(part, tmp_path)
    cells = read(folder / part.notebook.name)["cells"]
    kinds = [slide_type(cell) for cell in cells]
    assert set(kinds) <= {"slide", "subslide", "skip", "notes"}
    assert kinds[0] == "slide"
    heads = [cell for cell in cells if re.search(r"^## ", source_of(cell), re.MULTILINE)]
    assert [cell for cell, kind in zip(cells, kinds, strict=True) if kind == "slide"] == [cells[0], *heads]
    assert len(heads) >= 5
    prose = [cell for cell, kind in zip(cells, kinds, strict=True)
             if cell["cell_type"] == "markdown" and kind not in {NOTES, SKIP}]  # fmt: skip
    # One paragraph may be longer than a slide should be; two are never put together then.
    assert all(len(source_of(c).split()) <= WORDS or source_of(c).count("\n\n") <= 1 for c in prose)
    assert all(kind == NOTES for cell, kind in zip(cells, kinds, strict=True)
               if "instructor" in cell["metadata"].get("tags", []))  # fmt: skip
    page = (folder / f"{part.notebook.stem}_slides.html").read_text(encoding="utf-8")
    assert page.count("<section ") > 8
    assert not re.search(r"<(script|link|iframe)\b|src=\"(?!data:)", page)


# What is never lost


@pytest.fixture
def class_folder(tmp_path: Path, as_saved: None) -> Path:
    export(CORPUS, select(CORPUS, lessons(), ["grade-1", "relay-30km"]), {STUDENT: tmp_path / "class"})
    return tmp_path / "class"


def again(folder: Path, *tasks: str, kind: str = "--student") -> int:
    return main(["lessons", "export", kind, str(folder), "--tasks", ",".join(tasks)])


def test_an_edition_that_nobody_changed_is_brought_up_to_date(class_folder: Path, capsys: Capture) -> None:
    (class_folder / "infowar-kit-record.json").write_text("mine")
    (class_folder / "readme.txt").write_text("mine")
    assert again(class_folder, "grade-1") == 0
    out = capsys.readouterr().out
    assert "Gone, because this edition does not hold them: 03_who_said_it_first.ipynb." in out
    assert sorted(path.name for path in class_folder.iterdir()) == [
        "02_who_says_so.ipynb", FILE, "infowar-kit-record.json", "readme.txt"]  # fmt: skip
    assert again(class_folder, "grade-1") == 0
    assert "It was up to date." in capsys.readouterr().out


def test_what_somebody_changed_is_never_overwritten_nor_removed(class_folder: Path, capsys: Capture) -> None:
    changed = class_folder / "02_who_says_so.ipynb"
    changed.write_text(changed.read_text(encoding="utf-8") + " ")
    before = {path.name: path.read_bytes() for path in class_folder.iterdir()}
    assert again(class_folder, "grade-1", "lateral-1") == 2
    said = capsys.readouterr().err
    assert (
        "holds other files of these names, or changed ones: 02_who_says_so.ipynb. Nothing was written."
        in said
    )
    assert {path.name: path.read_bytes() for path in class_folder.iterdir()} == before
    # A lesson that was changed, and is not in the new edition, stays too.
    assert again(class_folder, "relay-30km") == 0
    assert changed.read_bytes() == before[changed.name]


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, as_saved: None, capsys: Capture) -> None:
    prepare(tmp_path / "my-lessons")
    assert again(tmp_path / "my-lessons", "grade-1") == 2
    assert "holds other files of these names" in capsys.readouterr().err
    assert (tmp_path / "my-lessons" / path_of("02").name).read_bytes() == path_of("02").read_bytes()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--student", "FILE", "02"], "is a file, not a folder. Choose another one."),
        (
            ["--student", str(lessons_folder() / "x"), "02"],
            "belongs to the lessons that the edition is made from",
        ),
        (["--student", "a", "--instructor", "a", "02"], "Both editions cannot go into one folder"),
        (
            ["--instructor", "class", "02"],
            "holds a student edition; an instructor's edition needs a folder of its own",
        ),
        (["--student", "damaged", "02"], "edition.json is no note of an edition. Nothing was written."),
        ([], "Say which edition, and where it goes: --student DIR, --instructor DIR, or both."),
        (
            ["--student", "a", "--minutes", "0"],
            "0 is no time for a lesson. Give minutes, for example: --minutes 20",
        ),
        (["--student", "a", "--minutes", "nan"], "nan is no time for a lesson"),
        (["--student", "a", "--minutes", "3", "02"], "Lesson 02 does not fit into 3 minutes: it takes "),
        (["--student", "a", "--tasks", "grade-99"], "grade-99"),
        (["--student", "a", "--tasks", "grade-1", "01"], "belongs to lesson 02, which is not exported."),
        (["--student", "a", "99"], "There is no lesson '99'."),
    ],
)
def test_what_cannot_be_exported(
    more: list[str], said: str, class_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(class_folder.parent)
    Path("FILE").write_text("x")
    Path("damaged").mkdir()
    Path("damaged", FILE).write_text("[]")
    names = {path.name for path in class_folder.parent.rglob("*")}
    assert main(["lessons", "export", *more]) == 2
    assert said in capsys.readouterr().err
    assert {path.name for path in class_folder.parent.rglob("*")} == names


def test_a_lesson_that_fails_is_named_and_nothing_is_written(tmp_path: Path, capsys: Capture) -> None:
    notebook = read(path_of("11"))
    notebook["cells"] = [dict(notebook["cells"][0], cell_type="code", source="1 / 0", outputs=[])]
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / path_of("11").name).write_text(json.dumps(notebook))
    command = ["lessons", "export", "--lessons", str(tmp_path / "own"), "--student", str(tmp_path / "class")]
    assert main(command) == 2
    said = capsys.readouterr().err
    assert (
        "cannot be run: code cell 1 raised ZeroDivisionError: division by zero. Nothing was written." in said
    )
    assert not (tmp_path / "class").exists()


# The commands


def test_export_says_what_it_does(tmp_path: Path, as_saved: None, capsys: Capture) -> None:
    assert main(["lessons", "export", "--student", str(tmp_path / "s"), "--minutes", "20", "02"]) == 0
    said = capsys.readouterr()
    assert said.out == (
        "02  19 minutes as counted: grade-1\n"
        "    left out: two-grades, read-your-matrix, lateral-1\n"
        f"A student edition is in {tmp_path / 's'}\n"
        "  Written: 02_who_says_so.ipynb.\n"
    )
    assert said.err == "Running 02_who_says_so.ipynb …\n"


def test_a_lesson_that_does_not_fit_is_left_out_where_nobody_named_it(
    tmp_path: Path, as_saved: None, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for lesson in ("02", "10"):
        (own / path_of(lesson).name).write_bytes(path_of(lesson).read_bytes())
    command = [
        "lessons",
        "export",
        "--lessons",
        str(own),
        "--student",
        str(tmp_path / "s"),
        "--minutes",
        "20",
    ]
    assert main(command) == 0
    assert "Left out. Lesson 10 does not fit into 20 minutes" in capsys.readouterr().out
    assert [path.name for path in lessons(tmp_path / "s")] == ["02_who_says_so.ipynb"]


def test_the_list_has_every_task_with_its_minutes(capsys: Capture) -> None:
    assert main(["lessons", "list", "02"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("02  Who says so?: 35 minutes\n    two-grades ")
    assert re.search(r"^  \+ grade-2 +\d+  More reports: practice 2$", out, re.MULTILINE)


# What is handed out opens


def test_an_edition_is_opened_as_it_is(class_folder: Path, tmp_path: Path) -> None:
    report = prepare(class_folder)
    assert "It is a student edition of 2 lessons; nothing is added to it." in str(report)
    assert [path.name for path in lessons(class_folder)] == [
        "02_who_says_so.ipynb",
        "03_who_said_it_first.ipynb",
    ]
    # And copied for a learner, from a folder that a class shares.
    prepare(tmp_path / "mine", source=class_folder)
    assert [path.name for path in lessons(tmp_path / "mine")] == [path.name for path in lessons(class_folder)]
    assert edition_in(tmp_path / "mine") is not None
    assert "up to date" in str(prepare(tmp_path / "mine"))
