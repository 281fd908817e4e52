import errno
import hashlib
import json
import os
import re
import socket
import sys
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

import pytest

from infowar_kit.errors import LookupFailed, WorkspaceError
from infowar_kit.tasks.record import FILE_NAME
from infowar_kit.workspace import choose, launch, lessons, lessons_folder, prepare, ready, start_page
from infowar_kit.workspace.serve import CONFIG

MANIFEST = ".infowar-kit.json"


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """Lessons as they could be shipped; to `prepare` a file is bytes, whatever is in it."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    for name in ("00_start_here.ipynb", "01_the_feed.ipynb", "02_who_says_so.ipynb"):
        (folder / name).write_text(f"{name}, first edition")
    (folder / "pictures").mkdir()
    (folder / "pictures" / "map.svg").write_text("<svg/>")
    return folder


@pytest.fixture
def mine(tmp_path: Path, shipped: Path) -> Path:
    """A learner's copy of them."""
    folder = tmp_path / "my-lessons"
    prepare(folder, source=shipped)
    return folder


def contents(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in found}


# A learner's copy


def test_a_first_copy_holds_all_files(tmp_path: Path, shipped: Path) -> None:
    report = prepare(tmp_path / "a" / "b", source=shipped)
    names = ("00_start_here.ipynb", "01_the_feed.ipynb", "02_who_says_so.ipynb", "pictures/map.svg")
    assert report.added == names
    assert contents(tmp_path / "a" / "b") == contents(shipped)
    assert str(report) == f"Your lessons are in {tmp_path / 'a' / 'b'}\n  Added: {', '.join(names)}."


def test_what_does_not_belong_to_the_lessons_is_not_delivered(tmp_path: Path, shipped: Path) -> None:
    before = contents(shipped)
    for name in (FILE_NAME, ".hidden", "infowar-kit-record.damaged-1.json", "01_the_feed.new.ipynb"):
        (shipped / name).write_text("left over")
    (shipped / ".ipynb_checkpoints").mkdir()
    (shipped / ".ipynb_checkpoints" / "01_the_feed.ipynb").write_text("left over")
    prepare(tmp_path / "mine", source=shipped)
    assert contents(tmp_path / "mine") == before


def test_a_second_time_nothing_is_written(mine: Path, shipped: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in mine.rglob("*")}
    report = prepare(mine, source=shipped)
    assert str(report).endswith("  The lessons are up to date.")
    assert {path: path.stat().st_mtime_ns for path in mine.rglob("*")} == before


def test_an_untouched_lesson_gets_its_new_edition(mine: Path, shipped: Path) -> None:
    (shipped / "01_the_feed.ipynb").write_text("second edition")
    report = prepare(mine, source=shipped)
    assert report.updated == ("01_the_feed.ipynb",)
    assert "Brought up to date: 01_the_feed.ipynb." in str(report)
    assert contents(mine) == contents(shipped)


def test_a_changed_lesson_is_kept_and_nothing_put_beside_it(mine: Path, shipped: Path) -> None:
    (mine / "01_the_feed.ipynb").write_text("my work")
    report = prepare(mine, source=shipped)
    assert report.kept == ("01_the_feed.ipynb",)
    assert "Kept as you changed them: 01_the_feed.ipynb." in str(report)
    assert contents(mine) == contents(shipped) | {"01_the_feed.ipynb": "my work"}


def test_a_new_edition_is_put_beside_a_changed_lesson_once(mine: Path, shipped: Path) -> None:
    (mine / "01_the_feed.ipynb").write_text("my work")
    (shipped / "01_the_feed.ipynb").write_text("second edition")
    report = prepare(mine, source=shipped)
    assert report.beside == (("01_the_feed.ipynb", "01_the_feed.new.ipynb"),)
    assert "A new edition of 01_the_feed.ipynb lies beside yours: 01_the_feed.new.ipynb." in str(report)
    assert contents(mine)["01_the_feed.ipynb"] == "my work"
    assert contents(mine)["01_the_feed.new.ipynb"] == "second edition"
    (mine / "01_the_feed.new.ipynb").unlink()
    assert prepare(mine, source=shipped).beside == ()
    assert not (mine / "01_the_feed.new.ipynb").exists()


def test_a_changed_new_edition_is_not_overwritten_either(mine: Path, shipped: Path) -> None:
    (mine / "01_the_feed.ipynb").write_text("my work")
    (shipped / "01_the_feed.ipynb").write_text("second edition")
    prepare(mine, source=shipped)
    (mine / "01_the_feed.new.ipynb").write_text("my work on the second edition")
    (shipped / "01_the_feed.ipynb").write_text("third edition")
    report = prepare(mine, source=shipped)
    assert report.beside == (("01_the_feed.ipynb", "01_the_feed.new-2.ipynb"),)
    assert contents(mine)["01_the_feed.new.ipynb"] == "my work on the second edition"
    assert contents(mine)["01_the_feed.new-2.ipynb"] == "third edition"


def test_a_new_edition_taken_over_by_hand_is_brought_up_to_date_again(mine: Path, shipped: Path) -> None:
    (mine / "01_the_feed.ipynb").write_text("my work")
    (shipped / "01_the_feed.ipynb").write_text("second edition")
    prepare(mine, source=shipped)
    (mine / "01_the_feed.new.ipynb").replace(mine / "01_the_feed.ipynb")
    (shipped / "01_the_feed.ipynb").write_text("third edition")
    assert prepare(mine, source=shipped).updated == ("01_the_feed.ipynb",)


def test_a_deleted_lesson_comes_back(mine: Path, shipped: Path) -> None:
    (mine / "01_the_feed.ipynb").unlink()
    assert prepare(mine, source=shipped).added == ("01_the_feed.ipynb",)


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "{",
        "[]",
        '{"schema": 1}',
        '{"schema": 2, "delivered": {}}',
        '{"schema": 1, "delivered": {"a": 1}}',
    ],
)
def test_a_damaged_manifest_costs_no_work(mine: Path, shipped: Path, damage: str) -> None:
    whole = json.loads((mine / MANIFEST).read_text())
    (mine / "01_the_feed.ipynb").write_text("my work")
    (mine / MANIFEST).write_text(damage)
    report = prepare(mine, source=shipped)
    assert report.notice == (
        "The note of what was delivered (.infowar-kit.json) could not be read and was made anew. "
        "Files that differ from the lessons were taken as changed by you."
    )
    assert report.kept == ("01_the_feed.ipynb",)
    assert contents(mine)["01_the_feed.ipynb"] == "my work"
    assert json.loads((mine / MANIFEST).read_text()) == whole


def test_files_that_were_there_before_are_kept(tmp_path: Path, shipped: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "01_the_feed.ipynb").write_text("from somewhere")
    report = prepare(tmp_path / "mine", source=shipped)
    assert report.beside == (("01_the_feed.ipynb", "01_the_feed.new.ipynb"),)
    assert contents(tmp_path / "mine")["01_the_feed.ipynb"] == "from somewhere"


def test_the_manifest_holds_the_seals_of_what_was_delivered(mine: Path, shipped: Path) -> None:
    manifest = json.loads((mine / MANIFEST).read_text())
    expected = hashlib.sha256((shipped / "01_the_feed.ipynb").read_bytes()).hexdigest()
    assert manifest["delivered"]["01_the_feed.ipynb"] == expected


def test_the_record_is_never_touched(mine: Path, shipped: Path) -> None:
    (mine / FILE_NAME).write_text("my answers")
    (shipped / FILE_NAME).write_text("somebody else's answers")
    prepare(mine, source=shipped)
    assert (mine / FILE_NAME).read_text() == "my answers"


def test_a_copy_broken_off_leaves_old_files_whole_and_no_rubbish(
    mine: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(mine)
    for name in ("00_start_here.ipynb", "01_the_feed.ipynb"):
        (shipped / name).write_text("second edition")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(WorkspaceError, match="No space left on device"):
            prepare(mine, source=shipped)
    assert contents(mine) == before
    assert prepare(mine, source=shipped).updated == ("00_start_here.ipynb", "01_the_feed.ipynb")


# Folders that cannot be used


def test_a_file_is_no_workspace(tmp_path: Path, shipped: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(WorkspaceError, match=r"notes\.txt is a file, not a folder. Choose another folder"):
        prepare(tmp_path / "notes.txt", source=shipped)
    with pytest.raises(WorkspaceError, match=r"cannot be used for the lessons: Not a directory"):
        prepare(tmp_path / "notes.txt" / "lessons", source=shipped)


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that not even root can write to")
def test_a_folder_that_cannot_be_written_to(shipped: Path) -> None:
    with pytest.raises(
        WorkspaceError, match=r"/proc/mine cannot be used .*choose another one: infowar-kit open"
    ):
        prepare("/proc/mine", source=shipped)


def test_a_folder_in_the_place_of_a_lesson(mine: Path, shipped: Path) -> None:
    (mine / "01_the_feed.ipynb").unlink()
    (mine / "01_the_feed.ipynb").mkdir()
    with pytest.raises(WorkspaceError, match=r"Is a directory \(.*01_the_feed\.ipynb\)"):
        prepare(mine, source=shipped)


def test_the_kit_itself_is_no_workspace(shipped: Path) -> None:
    package = Path(str(files("infowar_kit")))
    for folder in (package, package / "workspace" / "mine", shipped, shipped / "mine"):
        with pytest.raises(
            WorkspaceError, match="belongs to infowar-kit itself; a copy made there could be lost"
        ):
            prepare(folder, source=shipped)
        assert not (folder / MANIFEST).exists()


@pytest.mark.parametrize("name", ["a\0b", "~nobody-of-that-name/lessons"])
def test_a_name_that_is_no_folder(name: str, shipped: Path) -> None:
    with pytest.raises(WorkspaceError, match="is no name for a folder"):
        prepare(name, source=shipped)


def test_an_installation_without_lessons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules["infowar_kit.workspace.lessons"]
    monkeypatch.setattr(module, "lessons_folder", lambda: tmp_path / "nothing")
    with pytest.raises(WorkspaceError, match=r"holds no lessons \(looked in .*\). Install the kit again"):
        prepare(tmp_path / "mine")


def test_lessons_of_ones_own_that_are_none(tmp_path: Path) -> None:
    for what, where in (("is no folder", tmp_path / "nothing"), ("holds no lesson", tmp_path)):
        with pytest.raises(WorkspaceError, match=f"{what}.* Give the folder of the lessons with --lessons"):
            prepare(tmp_path / "mine", source=where)


# Finding lessons


def test_the_lessons_of_the_kit_are_found() -> None:
    assert lessons_folder().name == "notebooks"
    assert lessons() == lessons(lessons_folder())


def test_lessons_are_in_order_and_without_new_editions(mine: Path) -> None:
    for name in ("01_the_feed.new.ipynb", "01_the_feed.new-2.ipynb", ".hidden.ipynb", "notes.md"):
        (mine / name).write_text("")
    names = [path.name for path in lessons(mine)]
    assert names == ["00_start_here.ipynb", "01_the_feed.ipynb", "02_who_says_so.ipynb"]


def test_the_first_page(mine: Path) -> None:
    assert start_page(mine) == "00_start_here.ipynb"
    (mine / "00_start_here.ipynb").unlink()
    assert start_page(mine) == "01_the_feed.ipynb"
    assert start_page(mine / "pictures") == ""


@pytest.mark.parametrize("text", ["01", "1", "the_feed", "the-feed", "01_the_feed", "01_The_Feed.ipynb"])
def test_a_lesson_by_number_or_name(text: str, mine: Path) -> None:
    assert choose([text], mine) == (mine / "01_the_feed.ipynb",)


def test_lessons_by_path_all_of_them_and_none_twice(mine: Path, tmp_path: Path) -> None:
    own = tmp_path / "own lesson.ipynb"
    own.write_text("{}")
    assert choose([str(own), "02", "who_says_so"], mine) == (own, mine / "02_who_says_so.ipynb")
    assert choose([str(own)], tmp_path / "nothing") == (own,)
    assert choose([], mine) == lessons(mine)


@pytest.mark.parametrize("text", ["99", "feed", "", "01_the_feed.txt", "a\0b", "x" * 5000])
def test_a_lesson_that_does_not_exist(text: str, mine: Path) -> None:
    listed = re.escape(f"Lessons in {mine}: 00_start_here, 01_the_feed, 02_who_says_so.")
    with pytest.raises(LookupFailed, match=f"There is no lesson '.*'. {listed}"):
        choose([text], mine)


def test_a_wrong_path_is_not_taken_for_a_name(mine: Path) -> None:
    with pytest.raises(LookupFailed, match=r"There is no notebook 'elsewhere/01_the_feed\.ipynb'"):
        choose(["elsewhere/01_the_feed.ipynb"], mine)


def test_a_lesson_that_fits_twice(mine: Path) -> None:
    (mine / "01_my_feed.ipynb").write_text("")
    with pytest.raises(
        LookupFailed, match=r"'01' fits several lessons: 01_my_feed\.ipynb, 01_the_feed\.ipynb"
    ):
        choose(["01"], mine)


def test_a_folder_without_lessons(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"holds no lesson \(no file \*\.ipynb\)"):
        choose([], tmp_path)
    with pytest.raises(
        WorkspaceError, match=r"nothing is no folder. Give the folder of the lessons with --lessons"
    ):
        choose(["01"], tmp_path / "nothing")


# Starting JupyterLab


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that something else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_how_jupyterlab_is_started(mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/theirs")
    how = launch(mine, browser=False)
    assert {
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={how.port}",
        f"--ServerApp.root_dir={mine}",
        "--LabApp.default_url=/voila/render/00_start_here.ipynb",
        "--ServerApp.open_browser=False",
    } <= set(how.arguments)
    # The token is Jupyter's own: nothing here takes it away or shows it to who lists processes.
    assert not any("token" in argument or "password" in argument for argument in how.arguments)
    assert how.environment["JUPYTER_CONFIG_PATH"] == f"{CONFIG}{os.pathsep}/theirs"
    assert "--ServerApp.open_browser=True" in launch(mine).arguments


def test_the_settings_are_a_layer_of_their_own(mine: Path, tmp_path: Path) -> None:
    launch(mine)
    settings = json.loads((CONFIG / "labconfig/default_setting_overrides.json").read_text())
    news = {"fetchNews": "false", "checkForUpdates": False}
    assert settings["@jupyterlab/apputils-extension:notification"] == news
    assert settings["@jupyterlab/notebook-extension:tracker"] == {"windowingMode": "none"}


def test_a_first_page_with_any_name(tmp_path: Path) -> None:
    (tmp_path / "my läßon?.ipynb").write_text("")
    [url] = [text for text in launch(tmp_path).arguments if "default_url" in text]
    assert "?" not in url and " " not in url
    assert unquote(url).endswith("/voila/render/my läßon?.ipynb")
    assert "--LabApp.default_url=/lab" in launch(tmp_path / "c").arguments


def test_a_port_in_use(mine: Path, tmp_path: Path, taken: int) -> None:
    advice = r"Choose (--port \d+ \(free now; with make: PORT=…\)|another --port), or leave --port out"
    with pytest.raises(WorkspaceError, match=f"Port {taken} is in use. {advice}"):
        launch(mine, port=taken)


@pytest.mark.parametrize("port", [-1, 0, 65536, 10**9])
def test_a_port_out_of_range(port: int, mine: Path, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=f"{port} is no port. Choose one from 1024 to 65535"):
        launch(mine, port=port)


def test_the_next_free_port_is_taken_by_default(mine: Path, tmp_path: Path) -> None:
    first = launch(mine).port
    with socket.create_server(("127.0.0.1", first)):
        assert launch(mine).port > first >= 8888


@pytest.mark.parametrize(
    "variable", ["HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"]
)
@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that not even root can write to")
def test_no_folder_for_jupyterlab(variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was 200 lines of traceback, after the lessons had been copied."""
    for name in ("CONFIG", "DATA", "RUNTIME"):
        monkeypatch.delenv(f"JUPYTER_{name}_DIR", raising=False)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    ready()
    monkeypatch.setenv(variable, "/proc/nonexistent")
    advice = "Set HOME to a folder that you may write to, or JUPYTER_[A-Z]+_DIR to another one"
    with pytest.raises(
        WorkspaceError, match=rf"write to the folder /proc/nonexistent\S*, and cannot \(.*{advice}"
    ):
        ready()


@pytest.mark.parametrize("name", ["01_the_feed.ipynb", MANIFEST, "01_the_feed.new.ipynb"])
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
def test_a_pipe_in_the_place_of_a_file(mine: Path, shipped: Path, name: str) -> None:
    """It waited for ever."""
    (shipped / "01_the_feed.ipynb").write_text("a new edition")
    (mine / "01_the_feed.ipynb").write_text("changed by the learner")
    (mine / name).unlink(missing_ok=True)
    os.mkfifo(mine / name)
    with pytest.raises(WorkspaceError, match=f"{re.escape(name)} is a pipe or a device, no file"):
        prepare(mine, source=shipped)
    assert (mine / name).is_fifo()


# What the check leaves out of a comparison


def sanitized(text: str) -> str:
    config = (files("infowar_kit.workspace") / "nbval_sanitize.cfg").read_text()
    # As nbval reads and uses it.
    for pattern, replacement in re.findall("^regex: (.*)$\n^replace: (.*)$", config, re.MULTILINE):
        text = re.sub(pattern, replacement, text)
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<Corpus at 0x7f3c2a90>", "<Corpus at 0xADDRESS>"),
        ("/tmp/ipykernel_12/345.py:1: UserWarning", "CELL.py:1: UserWarning"),
        (r"C:\Users\a\Temp\ipykernel_12\345.py:1: Warning", "CELL.py:1: Warning"),
        ("saved at 2026-03-01T10:00:00.123+00:00", "saved at CLOCK-TIME"),
        # A time to the minute may be one of the evidence, of whatever year.
        ("saved at 2026-03-01 10:00", "saved at 2026-03-01 10:00"),
        ('<table id="T_0a1b2">', '<table id="T_STYLE">'),
        ('<img src="data:image/png;base64,AAA+/bb=">', '<img src="FIGURE">'),
        # The evidence has times of its own: they have to be compared.
        ("2022-10-03T09:15+03:00", "2022-10-03T09:15+03:00"),
        ("2022-10-03 09:15:30, read on 2026-03-01", "2022-10-03 09:15:30, read on 2026-03-01"),
    ],
)
def test_what_differs_from_run_to_run_is_replaced(text: str, expected: str) -> None:
    assert sanitized(text) == expected


def test_a_large_figure_does_not_hold_up_the_check() -> None:
    # A pattern that began at any letter took two minutes for a lesson with two figures.
    began = time.perf_counter()
    sanitized("QUJD/" * 100_000)
    assert time.perf_counter() - began < 5


# A lesson that was only run


def notebook(*sources: str, count: int | None = None, output: str = "") -> str:
    outputs = [{"output_type": "stream", "name": "stdout", "text": output}] if output else []
    ran = {"metadata": {}, "execution_count": count, "outputs": outputs}
    cells = [{"cell_type": "code", "source": one, **ran} for one in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def test_a_lesson_that_was_only_run_gets_its_new_edition(tmp_path: Path, shipped: Path) -> None:
    """Execution counts alone counted as changes, and students got a .new.ipynb of what they had only run."""
    lesson, mine = shipped / "01_the_feed.ipynb", tmp_path / "mine"
    lesson.write_text(notebook("1 + 1"))
    prepare(mine, source=shipped)
    own = notebook("1 + 1", count=7, output="2")
    (mine / lesson.name).write_text(own)
    assert "up to date" in str(prepare(mine, source=shipped))
    assert (mine / lesson.name).read_text() == own
    lesson.write_text(notebook("1 + 2"))
    assert prepare(mine, source=shipped).updated == (lesson.name,)
    assert (mine / lesson.name).read_text() == notebook("1 + 2")
    # One letter of one's own, and it is one's own.
    (mine / lesson.name).write_text(notebook("1 + 2 # mine", count=8))
    lesson.write_text(notebook("1 + 3"))
    assert prepare(mine, source=shipped).beside == ((lesson.name, "01_the_feed.new.ipynb"),)
    assert (mine / lesson.name).read_text() == notebook("1 + 2 # mine", count=8)


def test_a_note_of_an_earlier_version_knows_no_sources(tmp_path: Path, shipped: Path) -> None:
    lesson, mine = shipped / "01_the_feed.ipynb", tmp_path / "mine"
    lesson.write_text(notebook("1 + 1"))
    prepare(mine, source=shipped)
    note = json.loads((mine / MANIFEST).read_text())
    del note["sources"]
    (mine / MANIFEST).write_text(json.dumps(note))
    (mine / lesson.name).write_text(notebook("1 + 1", count=7))
    assert "up to date" in str(prepare(mine, source=shipped))
    lesson.write_text(notebook("1 + 2"))
    # The note is complete again since the run before.
    assert prepare(mine, source=shipped).updated == (lesson.name,)
