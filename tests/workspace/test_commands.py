"""Copying lessons, and the instructor's notes: what each command writes, keeps and refuses."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from infowar_kit.cli import main
from infowar_kit.corpus import load
from infowar_kit.page.notes import notes_page
from infowar_kit.tasks.record import FILE_NAME
from infowar_kit.workspace import launch, lessons, lessons_folder
from infowar_kit.workspace.lessons import event_of
from tests import mini
from tests.events import CORPORA

Capture = pytest.CaptureFixture[str]
SETTING = "INFOWAR_KIT_CORPUS"


def notebook(path: Path, *sources: str) -> Path:
    """Write a notebook whose cells print nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = [
        {"cell_type": "code", "id": f"c{number}", "metadata": {}, "execution_count": number, "outputs": [],
         "source": source}
        for number, source in enumerate(sources, 1)
    ]  # fmt: skip
    content = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(content))
    return path


@pytest.fixture
def event(tmp_path: Path) -> Path:
    """An event of one's own whose lesson lies in a folder below it."""
    (tmp_path / "event").mkdir()
    folder = mini.write(tmp_path / "event")
    (folder / "event.json").touch()
    notebook(folder / "notebooks" / "01_mine.ipynb", "1 + 1;")
    return folder


# copy


def test_a_copy_holds_the_lessons_and_nothing_else(tmp_path: Path, capsys: Capture) -> None:
    assert main(["copy", str(tmp_path / "course")]) == 0
    assert capsys.readouterr().out.startswith(f"Your lessons are in {tmp_path / 'course'}\n  Added: 00_start")
    names = [path.name for path in lessons()]
    assert sorted(path.name for path in (tmp_path / "course").iterdir()) == [".infowar-kit.json", *names]
    (tmp_path / "course" / FILE_NAME).write_text("mine")
    assert main(["copy", str(tmp_path / "course")]) == 0
    assert "up to date" in capsys.readouterr().out
    assert (tmp_path / "course" / FILE_NAME).read_text() == "mine"


def test_a_copy_says_which_event_it_teaches_and_remembers_its_lessons(
    event: Path, tmp_path: Path, capsys: Capture
) -> None:
    copy = tmp_path / "course"
    assert main(["copy", "--lessons", str(event / "notebooks"), str(copy)]) == 0
    assert f"set {SETTING} to {event.resolve()} where" in capsys.readouterr().out
    assert [path.name for path in lessons(copy)] == ["01_mine.ipynb"]
    notebook(event / "notebooks" / "02_more.ipynb", "2;")
    # Without --lessons the copy goes on with its own lessons: the kit's would be another course.
    assert main(["copy", str(copy)]) == 0
    assert [path.name for path in lessons(copy)] == ["01_mine.ipynb", "02_more.ipynb"]
    assert launch(copy, browser=False).environment[SETTING] == str(event.resolve())
    (event / "notebooks").rename(event / "moved")
    assert main(["copy", str(copy)]) == 2
    assert "is no folder. Give the folder of the lessons with --lessons DIR." in capsys.readouterr().err


def test_lessons_of_an_event_that_comes_with_the_kit_go_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = [corpus for corpus in CORPORA if corpus.descriptor.raw.get("example")]
    assert examples
    for corpus in examples:
        assert main(["copy", "--lessons", corpus.name, str(tmp_path / corpus.name)]) == 0
        copied = {path.name for path in lessons(tmp_path / corpus.name)}
        assert copied == {lesson.notebook for lesson in corpus.lessons}
        assert launch(tmp_path / corpus.name, browser=False).environment[SETTING].endswith(corpus.name)
        # A folder of that name goes first.
        notebook(tmp_path / "here" / corpus.name / "01_mine.ipynb", "1;")
        monkeypatch.chdir(tmp_path / "here")
        assert main(["copy", "--lessons", corpus.name, str(tmp_path / "mine")]) == 0
        assert [path.name for path in lessons(tmp_path / "mine")] == ["01_mine.ipynb"]


def test_lessons_beside_their_event_are_handed_out_without_its_keys(event: Path, tmp_path: Path) -> None:
    notebook(event / "01_mine.ipynb", "1;")
    (event / "picture.svg").write_text("<svg/>")
    assert main(["copy", "--lessons", str(event), str(tmp_path / "course")]) == 0
    names = {path.relative_to(tmp_path / "course").as_posix() for path in (tmp_path / "course").rglob("*.*")}
    assert names >= {"01_mine.ipynb", "picture.svg"}
    assert not [name for name in names if name.endswith((".csv", "event.json", "package.json"))]


def test_the_kits_own_lessons_name_no_event(tmp_path: Path) -> None:
    assert event_of(lessons_folder()) is None
    assert SETTING not in launch(tmp_path, browser=False).environment


@pytest.mark.parametrize("where", [".", "notebooks"])
def test_a_check_teaches_the_event_beside_the_lessons(event: Path, where: str, capsys: Capture) -> None:
    code = f"import os\nassert os.environ['{SETTING}'] == {str(event.resolve())!r}"
    for old in event.rglob("*.ipynb"):
        old.unlink()
    notebook(event / where / "01_mine.ipynb", code)
    assert main(["check", "--lessons", str(event / where)]) == 0, capsys.readouterr().out


# notes


class Page(HTMLParser):
    """What a page links to, what it could fetch, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if tag == "a" else []
        self.fetched += [tag] if tag in {"script", "link", "img", "iframe"} else []

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_notes_are_complete_and_their_index_leads_everywhere(tmp_path: Path) -> None:
    assert main(["notes", "-o", str(tmp_path / "notes")]) == 0
    corpus = load()
    page = Page((tmp_path / "notes" / "notes.html").read_text(encoding="utf-8"))
    assert not page.fetched
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert len(page.links) >= len(corpus.tasks) + len(corpus.lessons)
    words = " ".join(page.text.split())
    for row in corpus.tasks:
        assert " ".join(re.sub(r"[*]", "", corpus.text(f"{row.task_id}/title")).split()) in words, row.task_id
    hint = corpus.text("first-look/hint")
    assert f"Hint: {hint}" in (tmp_path / "notes" / "00.md").read_text(encoding="utf-8")
    assert f"Hint: {hint}" in words


def test_notes_that_somebody_wrote_into_stay(tmp_path: Path, capsys: Capture) -> None:
    assert main(["notes", "-o", str(tmp_path)]) == 0
    (tmp_path / "01.md").write_text("my own remarks")
    capsys.readouterr()
    assert main(["notes", "-o", str(tmp_path)]) == 0
    assert "Kept, because they say something else: 01.md. To write over them, add --replace" in (
        capsys.readouterr().out
    )
    assert (tmp_path / "01.md").read_text() == "my own remarks"
    assert main(["notes", "-o", str(tmp_path), "--replace"]) == 0
    assert (tmp_path / "01.md").read_text().startswith("# 01 ")


def test_notes_that_cannot_be_written(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "file").write_text("x")
    assert main(["notes", "-o", str(tmp_path / "file")]) == 2
    assert "Choose another folder: -o DIR" in capsys.readouterr().err


def test_what_stands_in_notes_never_runs() -> None:
    page = notes_page("<script>1</script>", {"01": "# A <script>2</script>\n\n- <b>x</b> *stressed*\n\ntext"})
    assert not Page(page).fetched
    assert "<em>stressed</em>" in page
    assert Page(page).text.count("script>") >= 3
