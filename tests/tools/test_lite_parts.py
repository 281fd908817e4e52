"""What `make lite` is made of: pinned, held against its pin, missed in a sentence. No network, no browser."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from infowar_kit import say
from infowar_kit.workspace.lessons import lessons
from tools import catalogue
from tools.lite import editions, lane, lock, parts
from tools.lite.__main__ import main
from tools.lite.build import KERNEL, NotBuilt, build, configuration, surroundings
from tools.lite.front import front_page
from tools.lite.parts import NotFetched, Pin, Pins

ROOT = Path(__file__).parents[2]
SHIPPED = Pins.read()
# What must be pinned for the browser, and what never.
IN_THE_BROWSER = {"anywidget", "ipywidgets", "ipython", "micropip", "traitlets"}
NEVER = {"jupyterlab", "voila", "pandas", "matplotlib", "numpy", "infowar-kit"}


def wheel(folder: Path, name: str, version: str = "1.0", needs: tuple[str, ...] = ()) -> Path:
    path = folder / f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
    folder.mkdir(parents=True, exist_ok=True)
    described = "".join(f"Requires-Dist: {need}\n" for need in needs)
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(f"{name.replace('-', '_')}/__init__.py", "")
        made.writestr(f"{name}_alone.py", "")
        made.writestr(
            f"{name}-{version}.dist-info/METADATA",
            f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{described}\nWords.\n",
        )
    return path


def pin(path: Path, name: str, version: str = "1.0") -> Pin:
    return Pin(name, version, hashlib.sha256(path.read_bytes()).hexdigest())


@pytest.fixture
def programs(monkeypatch):
    """Stand in for pip and npm: what they were asked, and what they bring."""
    asked: list[list[str]] = []
    brings = {"code": 0, "words": "", "files": {}}

    def run(command, **_):
        asked.append(command)
        downloads = "download" in command or "pack" in command
        if downloads:
            for path, content in brings["files"].items():
                Path(path).write_bytes(content)
        code = brings["code"] if downloads else 0
        return subprocess.CompletedProcess(command, code, "", brings["words"])

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    return asked, brings


def test_every_pin_is_a_version_and_a_digest_and_no_address():
    text = parts.PINS.read_text(encoding="utf-8")
    assert "://" not in text
    for one in (SHIPPED.pyodide, *SHIPPED.wheels, *SHIPPED.builder):
        assert re.fullmatch(r"[0-9.]+", one.version) and re.fullmatch(r"[0-9a-f]{64}", one.sha256), one
    names = {one.name for one in SHIPPED.wheels}
    assert names >= IN_THE_BROWSER
    assert not names & NEVER
    assert set(SHIPPED.lane) == {"pandas", "matplotlib", "numpy"}


def test_what_lies_there_whole_is_not_fetched_again(tmp_path, programs):
    asked, _ = programs
    one = wheel(tmp_path, "one")
    assert parts.wheels([pin(one, "one")], tmp_path) == [one]
    archive = tmp_path / "pyodide-1.tgz"
    archive.write_bytes(b"pyodide")
    assert parts.pyodide(pin(archive, "pyodide", "1"), tmp_path) == archive
    assert asked == []


def test_pip_is_asked_for_exactly_what_is_missing_with_its_digest(tmp_path, programs):
    asked, brings = programs
    there, comes = wheel(tmp_path / "kept", "there"), wheel(tmp_path / "index", "comes")
    target = tmp_path / "kept" / comes.name
    brings["files"] = {target: comes.read_bytes()}
    wanted = [pin(there, "there"), pin(comes, "comes")]
    assert parts.wheels(wanted, tmp_path / "kept") == [there, target]
    [command] = [one for one in asked if "download" in one]
    assert {"--require-hashes", "--no-deps", "--only-binary=:all:"} <= set(command)
    listed = Path(command[command.index("--requirement") + 1]).read_text()
    assert listed == f"comes==1.0 --hash=sha256:{wanted[1].sha256}\n"


def test_without_a_network_pip_is_quoted(tmp_path, programs):
    _, brings = programs
    brings |= {"code": 1, "words": "WARNING: retrying\nERROR: No matching distribution found for one==1.0\n"}
    with pytest.raises(
        NotFetched, match=r"pip could not bring 1 wheels, one 1.0 among them: ERROR: No matching"
    ):
        parts.wheels([Pin("one", "1.0", "0" * 64)], tmp_path)


def test_npm_that_is_missing_fails_or_brings_something_else_is_said(tmp_path, programs, monkeypatch):
    _, brings = programs
    wanted = Pin("pyodide", "314.0.6", "0" * 64)
    brings["files"] = {tmp_path / "pyodide-314.0.6.tgz": b"something else"}
    with pytest.raises(NotFetched, match=r"npm brought another pyodide 314\.0\.6 than is pinned"):
        parts.pyodide(wanted, tmp_path)
    brings |= {"code": 1, "words": "npm error network request failed"}
    with pytest.raises(
        NotFetched, match=r"npm could not bring pyodide 314.0.6: npm error network request failed"
    ):
        parts.pyodide(wanted, tmp_path)
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(
        NotFetched, match=r"needs npm, which brings Pyodide.*apt-get install npm.*or put the package"
    ):
        parts.pyodide(wanted, tmp_path)


def test_the_list_of_packages_holds_only_what_lies_beside_it(tmp_path):
    kit = wheel(tmp_path, "kit", needs=("jupyterlab>=4", "My.Widgets>=8", 'one>=1; extra == "test"'))
    widgets = wheel(tmp_path, "my-widgets", needs=("traitlets",))
    one = wheel(tmp_path, "one")
    found = lock.packages((path, path.name) for path in (kit, widgets, one))
    assert found["kit"]["depends"] == ["my-widgets"]
    assert found["my-widgets"]["depends"] == []
    assert found["kit"]["imports"] == ["kit", "kit_alone"]
    assert found["one"]["sha256"] == hashlib.sha256(one.read_bytes()).hexdigest()
    assert {row["file_name"] for row in found.values()} == {kit.name, widgets.name, one.name}


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(NotBuilt, match="holds something that is no such site"):
        build(tmp_path, lessons())
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_an_edition_is_another_one_where_a_word_was_changed_and_the_same_where_it_was_run():
    made = json.loads(lessons()[0].read_bytes())
    before = editions.edition(made)
    for cell in made["cells"]:
        cell["source"] = "".join(cell["source"])  # browsers keep it in one piece
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], 7
    assert editions.edition(made) == before
    made["cells"][0]["source"] += " "
    assert editions.edition(made) != before


def test_the_front_page_leads_to_every_lesson_and_says_where_answers_are():
    page = front_page(lessons(), "The course & more")
    assert "<h1>The course &amp; more</h1>" in page
    for path in lessons():
        assert f"lab/index.html?path={path.name}" in page
    assert "Your answers are kept in this browser" in page and "A private window forgets them" in page
    assert 'data-jupyter-lite-root="."' in page
    assert not re.search(r"(src|href)=\"(https?:)?//", page)
    assert "in the first lesson" in page
    assert "in the first lesson" not in front_page(lessons()[1:], "Others")


def test_the_front_page_speaks_the_language_of_the_interface():
    say.missing.clear()
    with say.using("qq"):
        page = front_page(lessons(), "infowar-kit")
    assert '<html lang="qq"' in page
    asked = {sentence for language, sentence in say.missing if language == "qq"}
    assert len(asked) == 5
    assert {word.id for word in catalogue.collected() if word.id} >= asked


def test_a_kernel_is_told_its_event_and_its_language():
    def told(event, language):
        with say.using(language):
            made = configuration(["a"], surroundings(event))
        options = made["jupyter-config-data"]["litePluginSettings"][KERNEL]["loadPyodideOptions"]
        return options["packages"], options.get("env")

    assert told("", "en") == (["a"], None)
    assert told("beirut-2020", "uk") == (
        ["a"],
        {"HOME": "/home/pyodide", "INFOWAR_KIT_CORPUS": "beirut-2020", "INFOWAR_KIT_LANG": "uk"},
    )


def test_an_event_that_the_kit_does_not_ship_is_named(tmp_path, capsys):
    assert main([str(tmp_path / "site"), "--event", "elsewhere"]) == 1
    assert (
        "The kit comes with no event 'elsewhere' that has lessons. It has: beirut-2020"
        in capsys.readouterr().err
    )


def test_the_lane_has_the_versions_of_pyodide(tmp_path, capsys, monkeypatch):
    lane.main(["--write", str(tmp_path / "new" / "versions.txt")])
    assert (tmp_path / "new" / "versions.txt").read_text() == lane.constraints(SHIPPED.lane)
    assert lane.differing({"pandas": "3.0.2"}, lambda _: "3.0.2") == []
    assert lane.differing({"pandas": "3.0.2"}, lambda _: "3.1.1") == [
        "pandas 3.1.1 is installed, and Pyodide has 3.0.2"
    ]


def test_make_lite_is_offered_and_kept_out_of_make_test():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^lite: .*## ", makefile, re.MULTILINE)
    assert re.search(r'-m "[^"]*\band not lite\b', makefile)
