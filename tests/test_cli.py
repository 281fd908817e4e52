import csv
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from importlib import metadata
from pathlib import Path

import pytest

from infowar_kit import __version__, workspace
from infowar_kit.cli import main
from infowar_kit.errors import WorkspaceError
from infowar_kit.workspace import Verdict
from tests import mini

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def sealed(folder: Path, capsys: Capture) -> Path:
    """The small corpus with everything made that is made from its tables."""
    assert main(["corpus", "seal", str(folder)]) == 0
    capsys.readouterr()
    return folder


# The command as a whole


def test_the_entry_point_is_main() -> None:
    [entry] = metadata.entry_points(group="console_scripts", name="infowar-kit")
    assert entry.value == "infowar_kit.cli:main"


def test_version(capsys: Capture) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"infowar-kit {__version__}\n"


@pytest.mark.parametrize(
    ("command", "parts"),
    [
        ("", ["examples:\n  infowar-kit open ", "exit status:\n  0  all right\n"]),
        ("open", ["examples:\n  infowar-kit open\n", "default: my-lessons"]),
        ("copy", ["examples:\n  infowar-kit copy ", "exit status: 0 copied"]),
        ("notes", ["examples:\n  infowar-kit notes\n", "default: instructor-notes", "--replace"]),
        ("check", ["examples:\n  infowar-kit check ", "exit status: 0 all as saved, 1 a lesson failed"]),
        ("class", ["report"]),
        (
            "class report",
            [
                "examples:\n  infowar-kit class report ",
                "exit status: 0 every file counts",
                "Below 15 learners it says that they are\ntoo few",
                "--tests FILE",
            ],
        ),
        ("lessons", ["list", "export"]),
        (
            "lessons list",
            ["examples:\n  infowar-kit lessons list\n", "exit status: 0 listed, 2 no such lesson"],
        ),
        (
            "lessons export",
            [
                "examples:\n  infowar-kit lessons export --student ",
                "exit status: 0 written, 1 ",
                "--instructor DIR",
                "--tasks A,B,C",
                "--minutes N",
                "never overwritten",
            ],
        ),
        ("save", ["examples:\n  infowar-kit save --lessons ", "exit status: 0 all saved, 1 a lesson failed"]),
        ("corpus", ["list", "seal", "new-task"]),
        ("corpus new", ["example:\n  infowar-kit corpus new ", "exit status: 0 begun, 2 something that"]),
        (
            "corpus import",
            ["examples:\n  infowar-kit corpus import ", "exit status: 0 drafted", "--keep HANDLE"],
        ),
        ("corpus new-lesson", ["example:\n  infowar-kit corpus new-lesson ", "exit status: 0 added"]),
        ("corpus new-task", ["examples:\n  infowar-kit corpus new-task ", "exit status: 0 added"]),
        ("corpus new-table", ["example:\n  infowar-kit corpus new-table ", "exit status: 0 written"]),
        ("corpus check", ["exit status: 0 valid, 1 faults, 2 no such corpus"]),
        ("corpus seal", ["exit status: 0 made, 1 the corpus has faults"]),
        ("corpus list", []),
    ],
)
def test_help_says_what_the_command_is_for(command: str, parts: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([*command.split(), "--help"])
    out = capsys.readouterr().out
    assert out.startswith(f"usage: infowar-kit {command}")
    assert all(part in out for part in parts)


@pytest.mark.parametrize("command", [[], ["corpus"], ["lessons"], ["class"]])
def test_half_a_command_shows_the_help(command: list[str], capsys: Capture) -> None:
    assert main(command) == 2
    assert "usage: infowar-kit" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["opne"], ["open", "--port", "many"], ["corpus", "check"]])
def test_a_command_that_does_not_exist(command: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(command)


def test_starting_is_light() -> None:
    heavy = "{'pandas', 'numpy', 'matplotlib', 'IPython', 'ipywidgets', 'jupyterlab', 'pytest', 'nbformat'}"
    code = f"import sys, infowar_kit.cli, infowar_kit.workspace; print({heavy} & sys.modules.keys())"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"


def test_ctrl_c_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(workspace, "prepare", interrupted)
    assert main(["open", str(tmp_path)]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_closed_pipe_is_quiet() -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "infowar_kit.cli", "corpus", "list"]
    run = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (run.returncode, run.stderr) == (141, b"")


def test_a_terminal_without_cyrillic_is_no_reason_to_fail(folder: Path) -> None:
    mini.set_cell(folder, "items", 1, "published", "Лиман")
    command = [sys.executable, "-m", "infowar_kit.cli", "corpus", "check", str(folder)]
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    run = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert run.returncode == 1
    assert rb"'\u041b\u0438\u043c\u0430\u043d'" in run.stdout


# corpus


def test_a_valid_corpus(sealed: Path, capsys: Capture) -> None:
    assert main(["corpus", "check", str(sealed)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("mini 0.0.1 is valid: 2 sources, 6 items, ")
    assert out.count("\n") == 1
    assert err == ""


def test_every_fault_is_printed(folder: Path, capsys: Capture) -> None:
    rows = mini.read_rows(folder, "items")
    many = [[f"I{number:03}", "nobody", *rows[1][2:]] for number in range(1, 81)]
    mini.write_rows(folder, "items", [rows[0], *many])
    assert main(["corpus", "check", str(folder)]) == 1
    out, err = capsys.readouterr()
    assert len(re.findall(r"^items\.csv, line \d+, column 'source': 'nobody' ", out, re.MULTILINE)) == 80
    assert re.search(rf"^The corpus in {re.escape(str(folder))} has \d+ faults\.$", out, re.MULTILINE)
    assert err == ""


def test_a_fault_is_one_fault(folder: Path, capsys: Capture) -> None:
    (folder / "claims.csv").unlink()
    assert main(["corpus", "check", str(folder)]) == 1
    assert capsys.readouterr().out.endswith("has 1 fault.\n")


def test_changed_rows_are_a_remark(sealed: Path, capsys: Capture) -> None:
    mini.set_cell(sealed, "items", 2, "published", "2022-10-04")
    mini.set_cell(sealed, "items", 2, "precision", "day")
    assert main(["corpus", "check", str(sealed)]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        f"1 of 6 items differ from the release: I002. If that is meant, run: infowar-kit corpus seal {sealed}"
    ]


def test_outdated_files_are_a_remark(sealed: Path, capsys: Capture) -> None:
    (sealed / "DICTIONARY.md").unlink()
    assert main(["corpus", "check", str(sealed)]) == 0
    remark = f"DICTIONARY.md is out of date. Run: infowar-kit corpus seal {sealed}\n"
    assert capsys.readouterr().out.endswith(remark)


def test_sealing_says_what_it_changed(folder: Path, capsys: Capture) -> None:
    assert main(["corpus", "seal", str(folder)]) == 0
    assert capsys.readouterr().out == "Made again: DICTIONARY.md, items.csv.\n"
    assert main(["corpus", "seal", str(folder)]) == 0
    assert capsys.readouterr().out == "Nothing to do: everything is up to date.\n"


def test_a_corpus_with_faults_is_not_sealed(sealed: Path, capsys: Capture) -> None:
    mini.set_cell(sealed, "items", 1, "source", "nobody")
    before = (sealed / "items.csv").read_bytes()
    assert main(["corpus", "seal", str(sealed)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"infowar-kit: The corpus in {sealed} has 1 fault:\n  items.csv, line 2")
    assert (sealed / "items.csv").read_bytes() == before


def test_a_corpus_that_cannot_be_written(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, _: str) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("infowar_kit.corpus.upkeep.write", refused)
    assert main(["corpus", "seal", str(folder)]) == 2
    expected = f"infowar-kit: {folder / 'DICTIONARY.md'} cannot be written (Permission denied). "
    assert capsys.readouterr().err.startswith(expected + "What stood there is still there.")


@pytest.mark.parametrize("command", ["check", "seal"])
def test_an_unknown_corpus(command: str, capsys: Capture) -> None:
    assert main(["corpus", command, "no/such/folder"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(
        "infowar-kit: There is no corpus and no folder 'no/such/folder'. Corpora that come with"
    )


def test_the_list_of_corpora(capsys: Capture) -> None:
    assert main(["corpus", "list"]) == 0
    assert re.search(r"^kherson-lyman-2022  \d+\.\d+\.\d+  How ", capsys.readouterr().out, re.MULTILINE)


# check (what it finds is tested in tests/lessons)


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two lessons of which the check says that the second fails."""
    for name in ("01_the_feed.ipynb", "02_who_says_so.ipynb"):
        (tmp_path / name).write_text("{}")
    failing = {"problem": "printed, line 1: now also 'x'", "cell": 2, "source": "print()", "more": 1}

    def checked(lessons: tuple[Path, ...]) -> list[Verdict]:
        return [Verdict(path, 3, 1.5, **failing if path.name.startswith("02") else {}) for path in lessons]

    monkeypatch.setattr(workspace, "check", checked)
    return tmp_path


def test_a_line_for_each_lesson(two: Path, capsys: Capture) -> None:
    assert main(["check", "--lessons", str(two)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "Checking 2 lessons …",
        "ok    01_the_feed: 3 cells as saved (1.5 s)",
        "FAIL  02_who_says_so: code cell 2 `print()`",
        "      printed, line 1: now also 'x'",
        "      1 more of its 3 cells fail",
        "1 of 2 lessons failed.",
    ]


def test_one_lesson_that_passes(two: Path, capsys: Capture) -> None:
    assert main(["check", "1", "--lessons", str(two)]) == 0
    assert capsys.readouterr().out.endswith("\nThe lesson prints what it should.\n")


def test_a_lesson_that_does_not_exist(two: Path, capsys: Capture) -> None:
    assert main(["check", "99", "--lessons", str(two)]) == 2
    assert capsys.readouterr().err.startswith("infowar-kit: There is no lesson '99'. Lessons in ")


# open


def test_a_folder_that_cannot_be_used(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "file").write_text("")
    assert main(["open", str(tmp_path / "file")]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("infowar-kit: ")
    assert "Traceback" not in err


def test_open_hands_on_what_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    asked = []

    def prepared(folder: str, source: Path | None) -> workspace.Report:
        return workspace.Report(Path(folder), added=() if source is None else (source.name,))

    monkeypatch.setattr(workspace, "prepare", prepared)
    monkeypatch.setattr(workspace, "serve", lambda folder, **options: asked.append((folder, options)))
    monkeypatch.chdir(tmp_path)
    assert main(["open"]) == 0
    assert main(["open", "--no-browser", "--port", "9000", "--lessons", "a", "course"]) == 0
    assert asked == [
        (Path("my-lessons"), {"port": None, "browser": True}),
        (Path("course"), {"port": 9000, "browser": False}),
    ]
    assert capsys.readouterr().out.endswith("Your lessons are in course\n  Added: a.\n")


def test_open_with_a_port_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr(workspace, "prepare", lambda folder, source: workspace.Report(Path(folder)))
    with socket.create_server(("127.0.0.1", 0)) as other:
        assert main(["open", "--port", str(other.getsockname()[1]), str(tmp_path)]) == 2
    assert "is in use. Choose " in capsys.readouterr().err


def test_without_jupyterlab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jupyterlab", None)
    with pytest.raises(
        WorkspaceError, match=r"JupyterLab is not installed for .* -m pip install infowar-kit"
    ):
        workspace.serve(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["SIGTERM", "SIGHUP", "SIGKILL"])
def test_the_server(tmp_path: Path, ending: str) -> None:
    """It answers with its token only, has the kit's settings, and ends when it is told to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path / "my lessons, à moi"
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "INFOWAR_KIT"))
    }
    environment |= {"HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    command = [
        sys.executable,
        "-m",
        "infowar_kit.cli",
        "open",
        "--no-browser",
        "--port",
        str(port),
        str(folder),
    ]
    with (
        (tmp_path / "output.txt").open("wb") as output,
        subprocess.Popen(command, env=environment, stdout=output, stderr=output) as process,
    ):
        try:
            address = rf"http://127\.0\.0\.1:{port}(/voila/render/\S+\.ipynb)\?token=([0-9a-f]{{20,}})"
            page, token = wait_for(address, tmp_path / "output.txt", process)
            assert (folder / Path(page).name).is_file()
            server = f"http://127.0.0.1:{port}"
            answers(server)
            assert json.loads(fetch(f"{server}/api/status?token={token}"))["kernels"] == 0
            lab = f"/lab/tree/{Path(page).name}"
            assert b"jupyter-config-data" in fetch(f"{server}{lab}?token={token}")
            found = json.loads(fetch(f"{server}/lab/api/settings?token={token}"))["settings"]
            with pytest.raises(urllib.error.HTTPError, match="403"):
                fetch(f"{server}/api/status")
        finally:
            process.send_signal(getattr(signal, ending))
            process.wait(timeout=30)
    defaults = {entry["id"]: entry["schema"].get("properties", {}) for entry in found}
    news = defaults["@jupyterlab/apputils-extension:notification"]
    assert news["fetchNews"]["default"] == "false"
    assert news["checkForUpdates"]["default"] is False
    assert defaults["@jupyterlab/notebook-extension:tracker"]["windowingMode"]["default"] == "none"
    assert not list(tmp_path.glob("infowar-kit-*")), "settings of the server were left behind"
    if ending == "SIGHUP":  # a terminal that is closed
        assert process.returncode == 0, "the server was cut off instead of ended"


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=20) as answer:
        content: bytes = answer.read()
    return content


def answers(server: str) -> None:
    """Wait until a server listens: Jupyter prints its address a moment before."""
    for _ in range(600):
        try:
            fetch(f"{server}/login")
            return
        except urllib.error.HTTPError:
            return
        except urllib.error.URLError:
            time.sleep(0.1)


def wait_for(pattern: str, log: Path, process: subprocess.Popen[bytes]) -> tuple[str, str]:
    for _ in range(600):
        text = log.read_text(encoding="utf-8")
        found = re.search(pattern, text)
        if found:
            return found[1], found[2]
        assert process.poll() is None, text
        time.sleep(0.1)
    raise AssertionError(text)


def test_a_row_that_was_added_in_a_spreadsheet_is_sealed(sealed: Path, capsys: Capture) -> None:
    """Seals had to be filled to be valid, and sealing refused a row without one: no row could be added."""
    path = next(sealed.rglob("items.csv"))
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    head, last = rows[0], list(rows[-1])
    last[head.index("item_id")], last[head.index("sha256")] = "I999", ""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\r\n").writerows([*rows, last])
    assert main(["corpus", "check", str(sealed)]) == 0
    assert (
        "differ from the release: I999. If that is meant, run: infowar-kit corpus seal"
        in capsys.readouterr().out
    )
    assert main(["corpus", "seal", str(sealed)]) == 0
    capsys.readouterr()
    assert main(["corpus", "check", str(sealed)]) == 0
    assert "corpus seal" not in capsys.readouterr().out
