"""Whether a record will last, told before anything is written."""

import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from infowar_kit.tasks.record_keeping import FORGETTING, file_system, forgotten, why_forgotten
from infowar_kit.tasks.record_place import FILE_NAME, VARIABLE, default_path

MOUNTS = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:25 / /run rw,nosuid - tmpfs tmpfs rw
31 22 0:26 / /home/a\\040b rw shared:5 master:1 - nfs4 server:/home rw
32 22 0:27 / /home/a\\040b/quick rw - tmpfs tmpfs rw
33 22 0:28 / /run rw - overlay overlay rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/work", "ext4"),
        ("/run/user", "overlay"),
        ("/home/a b/lessons", "nfs4"),
        ("/home/a b/quick/x", "tmpfs"),
        ("/home/a b/quicker", "nfs4"),
    ],
)
def test_the_file_system_is_that_of_the_nearest_mount(tmp_path: Path, folder: str, kind: str) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    assert file_system(Path(folder), mounts) == kind


def test_where_no_mounts_are_told_nothing_is_known(tmp_path: Path) -> None:
    assert file_system(tmp_path, tmp_path / "none") == ""


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="needs a drive in memory")
def test_a_drive_in_memory_is_named() -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        path = Path(folder) / "not" / "made" / "record.json"
        assert forgotten(path) == "memory"
        assert f"{path.parent} is in the memory of the computer" in why_forgotten(path)
        assert list(Path(folder).iterdir()) == []  # looking leaves nothing


@pytest.mark.parametrize("name", FORGETTING)
def test_binder_forgets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("infowar_kit.tasks.record_keeping.file_system", lambda _: "ext4")
    for one in FORGETTING:
        monkeypatch.delenv(one, raising=False)
    assert why_forgotten(tmp_path / "record.json") == ""
    monkeypatch.setenv(name, "https://binder.example/")
    assert forgotten(tmp_path / "record.json") == "forgets"


LOOK = """
import os, sys
from pathlib import Path
from types import SimpleNamespace
from infowar_kit.tasks import record_keeping
record_keeping.file_system = lambda folder: "ext4"
if os.geteuid() == 0:
    os.setuid(65534)  # an administrator may write everywhere
print(record_keeping.forgotten(Path(sys.argv[1])))
"""


@pytest.mark.skipif(os.name != "posix", reason="rights of a folder as on Unix")
def test_a_folder_that_can_only_be_read_is_named_unless_the_record_in_it_can_be_written() -> None:
    """The learner was told after the first answer, when it was too late for that answer."""

    def found(path: Path) -> str:
        ran = subprocess.run(
            [sys.executable, "-c", LOOK, str(path)], capture_output=True, text=True, check=True
        )
        return ran.stdout.strip()

    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        path = folder / "record.json"
        folder.chmod(0o777)
        assert found(path) == ""
        path.write_text("")
        path.chmod(0o666)
        folder.chmod(0o555)
        assert found(path) == ""
        path.chmod(0o444)
        assert found(path) == "read-only"
        folder.chmod(0o755)


class Page:
    """What Pyodide lends Python of a page: folders by the file system that holds them."""

    def __init__(self, mounts: dict[str, str]) -> None:
        self.FS = self
        self.filesystems = SimpleNamespace(MEMFS="in memory")
        self._mounts = mounts

    def lookupPath(self, path: str) -> SimpleNamespace:  # noqa: N802 - Emscripten's name
        nearest = max((mount for mount in self._mounts if path.startswith(mount)), key=len)
        return SimpleNamespace(node=SimpleNamespace(mount=SimpleNamespace(type=self._mounts[nearest])))


@pytest.mark.parametrize(
    ("drive", "kind", "words"),
    [
        (
            "in memory",
            "page",
            "they are in the memory of this page, and gone when it is closed or loaded again",
        ),
        ("a drive of the browser", "browser", "your answers are on no other computer"),
    ],
)
def test_a_kernel_in_a_browser_says_where_answers_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drive: str, kind: str, words: str
) -> None:
    monkeypatch.setattr("sys.platform", "emscripten")
    monkeypatch.setitem(sys.modules, "pyodide_js", Page({"/": "in memory", str(tmp_path): drive}))
    path = tmp_path / "not" / "made" / "record.json"
    assert forgotten(path) == kind
    assert words in why_forgotten(path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("answers", [True, False])
def test_a_drive_that_answers_nothing_is_not_taken_for_the_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: bool
) -> None:
    """A page that was loaded past its cache has one: the lesson did not open."""

    def stat(_: Path, **__: object) -> None:
        raise FileNotFoundError if answers else OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr("sys.platform", "emscripten")
    monkeypatch.setattr("pathlib.Path.home", lambda: tmp_path)
    monkeypatch.setattr("pathlib.Path.stat", stat)
    found = default_path()
    monkeypatch.undo()
    assert found == (Path(FILE_NAME) if answers else tmp_path / FILE_NAME)
