"""A class on a hub, as far as it can be tried without one; `make hub-rehearsal` tries the rest."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from infowar_kit import __version__
from infowar_kit.cli import main
from infowar_kit.corpus import load
from infowar_kit.errors import WorkspaceError
from infowar_kit.tasks.edition import FILE, INSTRUCTOR, STUDENT, Edition
from infowar_kit.workspace import hub, lessons, lessons_folder
from infowar_kit.workspace.notes import write_notes
from infowar_kit.workspace.player import hub_home, settings
from tests.hub import memory, place
from tests.hub.place import Place
from tests.rehearsing import RehearsalFailed
from tests.test_repository import targets

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
VALUES = DEPLOY / "zero-to-jupyterhub" / "values.yaml"
PAGE = (ROOT / "docs" / "hub.md").read_text(encoding="utf-8")
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A shared folder with a student edition of one lesson."""
    folder = tmp_path / "shared"
    folder.mkdir()
    _edition(folder, STUDENT, "00_start_here.ipynb")
    return folder


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A jupyterhub-singleuser beside Python that writes down how it was called."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "python").symlink_to(sys.executable)
    script = folder / hub.SERVER
    script.write_text(
        f"#!{sys.executable}\nimport json, os, resource, sys\n"
        f"json.dump([sys.argv[1:], dict(os.environ), resource.getrlimit(resource.RLIMIT_DATA)[0]],"
        f" open({str(tmp_path / 'called.json')!r}, 'w'))\n"
    )
    script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    for name in (hub.ROOT, hub.START_AT, hub.LIMIT):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "called.json"


def _edition(folder: Path, kind: str, *names: str) -> None:
    for name in names:
        shutil.copy(lessons_folder() / name, folder / name)
    (folder / FILE).write_text(Edition("kherson-lyman-2022", kind, {}, dict.fromkeys(names, "")).as_text())


def called(server: Path, *arguments: str, **surroundings: str) -> tuple[list[str], dict[str, str], int, str]:
    """Run the command in a process of its own, which becomes the server; return how that was called."""
    begin = f"import sys; sys.executable = {sys.executable!r}"
    code = f"{begin}; from infowar_kit.cli import main; main(sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", code, "hub-server", *arguments],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)} | surroundings,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert server.exists(), done.stderr
    return *json.loads(server.read_text()), done.stdout + done.stderr


# The command


def test_a_learner_gets_the_lessons_and_the_hub_its_server(
    server: Path, tmp_path: Path, shared: Path
) -> None:
    mine = tmp_path / "home" / "lessons"
    given, surroundings, _, said = called(
        server, "--folder", str(mine), "--lessons", str(shared), "--", "--debug", "--A.b=c"
    )
    assert given == ["--debug", "--A.b=c"]
    assert said.startswith(f"Your lessons are in {mine}\n  Added: 00_start_here.ipynb, edition.json.")
    assert surroundings["JUPYTERHUB_ROOT_DIR"] == str(mine)
    assert surroundings["JUPYTERHUB_DEFAULT_URL"] == "/voila/render/00_start_here.ipynb"
    config = Path(surroundings["JUPYTER_CONFIG_PATH"].split(os.pathsep)[0])
    loaded = json.loads((config / "jupyter_server_config.d" / "infowar_kit.json").read_text())
    assert all(loaded["ServerApp"]["jpserver_extensions"].values())


def test_what_the_administrator_set_wins(server: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    folder = str(home / "lessons")
    _, surroundings, _, _ = called(server, "--folder", folder, JUPYTERHUB_ROOT_DIR=str(home))
    assert surroundings["JUPYTERHUB_ROOT_DIR"] == str(home)
    assert surroundings["JUPYTERHUB_DEFAULT_URL"] == "/voila/render/lessons/00_start_here.ipynb"
    _, surroundings, _, _ = called(server, "--folder", folder, JUPYTERHUB_DEFAULT_URL="/lab")
    assert surroundings["JUPYTERHUB_DEFAULT_URL"] == "/lab"
    _, surroundings, _, _ = called(
        server, "--folder", folder, JUPYTERHUB_ROOT_DIR=str(tmp_path / "elsewhere")
    )
    assert surroundings["JUPYTERHUB_DEFAULT_URL"] == "/lab"  # the lessons are not below it


def test_lessons_that_cannot_be_brought_up_to_date_keep_nobody_out(server: Path, tmp_path: Path) -> None:
    mine = tmp_path / "lessons"
    _, surroundings, _, said = called(server, "--folder", str(mine), "--lessons", str(tmp_path / "none"))
    assert f"infowar-kit: {tmp_path / 'none'} is no folder" in said
    assert mine.is_dir()
    assert surroundings["JUPYTERHUB_DEFAULT_URL"] == "/lab"


def test_memory_is_held_where_it_is_asked_for(server: Path, tmp_path: Path) -> None:
    folder, limit = str(tmp_path / "lessons"), 1024**3
    held = called(server, "--folder", folder, "--hold-memory", MEM_LIMIT=str(limit))[2]
    assert held == limit
    assert called(server, "--folder", folder, MEM_LIMIT=str(limit))[2] != limit
    assert called(server, "--folder", folder, "--hold-memory", MEM_LIMIT="")[2] != limit
    assert resource.getrlimit(resource.RLIMIT_DATA)[0] != limit  # this process is as it was


def test_a_hub_that_is_not_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["hub-server", "--folder", str(tmp_path / "lessons")]) == 2
    assert (
        f"There is no jupyterhub-singleuser beside {tmp_path / 'python'}. Install JupyterHub, in the hub's"
        in (capsys.readouterr().err)
    )


# What a class must not see


def test_an_instructors_edition_is_handed_out_to_nobody(tmp_path: Path) -> None:
    source = tmp_path / "mine"
    source.mkdir()
    _edition(source, INSTRUCTOR, "00_start_here.ipynb")
    with pytest.raises(WorkspaceError, match=r"holds an instructor's edition, with all answers, so nothing"):
        hub.hand_out(tmp_path / "lessons", source)
    assert not (tmp_path / "lessons").exists()


def test_notes_left_in_the_shared_folder_are_handed_out_to_nobody(tmp_path: Path, shared: Path) -> None:
    written, _ = write_notes(load(), shared / "notes")
    assert "notes.html" in written
    with pytest.raises(
        WorkspaceError, match=r"not of its student edition: notes/00\.md, .*notes/notes\.html\. A hub"
    ):
        hub.hand_out(tmp_path / "lessons", shared)
    assert not (tmp_path / "lessons").exists()
    shutil.rmtree(shared / "notes")
    hub.hand_out(tmp_path / "lessons", shared)
    assert [path.name for path in lessons(tmp_path / "lessons")] == ["00_start_here.ipynb"]


# deploy/jupyterhub


def configured(folder: Path, **chosen: object) -> Config:
    shutil.copytree(DEPLOY / "jupyterhub", folder)
    place._choose(folder / "jupyterhub_config.py", **chosen)
    loader = PyFileConfigLoader("jupyterhub_config.py", path=str(folder))
    return loader.load_config()


def test_the_example_says_what_an_administrator_must_choose(tmp_path: Path) -> None:
    with pytest.raises(
        SystemExit, match=r"Choose AUTHENTICATOR, ALLOWED, SPAWNER in .*jupyterhub_config\.py first"
    ):
        configured(tmp_path / "hub")
    with pytest.raises(SystemExit, match="Choose SPAWNER in"):
        configured(tmp_path / "other", AUTHENTICATOR="pam", ALLOWED={"a"})


def test_the_example_starts_the_kits_server_and_stops_what_is_idle(tmp_path: Path) -> None:
    c = configured(tmp_path / "hub", AUTHENTICATOR="pam", ALLOWED={"a", "b"}, SPAWNER="systemd")
    assert c.Spawner.cmd == ["infowar-kit", "hub-server", "--lessons", "/srv/infowar-kit/lessons", "--"]
    assert c.Spawner.mem_limit == "1G"
    assert c.Authenticator.allowed_users == {"a", "b"} and "allow_all" not in c.Authenticator
    assert c.JupyterHub.bind_url.startswith(
        "http://127.0.0.1:"
    )  # nothing listens to others before it is chosen
    [service], [role] = c.JupyterHub.services, c.JupyterHub.load_roles
    assert role["services"] == [service["name"]] and "delete:servers" in role["scopes"]
    assert {"--timeout=3600", "--max-age=86400"} <= set(service["command"])
    everybody = configured(tmp_path / "all", AUTHENTICATOR="pam", ALLOWED=True, SPAWNER="local")
    assert everybody.Authenticator.allow_all is True


def test_what_the_hub_passes_on_are_settings_of_the_server(tmp_path: Path) -> None:
    from jupyter_server.services.contents.filemanager import FileContentsManager
    from jupyter_server.services.kernels.kernelmanager import MappingKernelManager

    known = {
        one.__name__: one.class_trait_names(config=True)
        for one in (FileContentsManager, MappingKernelManager)
    }
    c = configured(tmp_path / "hub", AUTHENTICATOR="pam", ALLOWED=True, SPAWNER="local")
    for argument in [*c.Spawner.args, *_values()["singleuser"]["cmd"][3:]]:
        kind, name = re.fullmatch(r"--(\w+)\.(\w+)=\w+", argument).groups()
        assert name in known[kind], argument


# deploy/zero-to-jupyterhub


def _values() -> dict[str, Any]:
    return yaml.safe_load(VALUES.read_text(encoding="utf-8"))


def faults(values: dict[str, Any]) -> list[str]:
    """Hold values against the chart's rules as they are written out here."""
    rules = _rules(Path(__file__).with_name("chart_rules.yaml"))
    return [f"{one.json_path}: {one.message}" for one in rules.iter_errors(values)]


@cache
def _rules(path: Path) -> jsonschema.Draft7Validator:
    rules = yaml.safe_load(path.read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(rules)
    return jsonschema.Draft7Validator(rules)


def test_the_values_are_what_the_chart_takes() -> None:
    assert faults(_values()) == []


@pytest.mark.parametrize(
    ("way", "value"),
    [
        (("singleuser", "memroy"), {}),
        (("singleuser", "memory", "limits"), "1G"),
        (("singleuser", "image"), {"name": "one"}),
        (("cull", "timeout"), "1h"),
        (("cul",), {}),
        (("hub", "concurentSpawnLimit"), 5),
        (("proxy", "https", "type"), "lets-encrypt"),
        (("prePuller", "hook", "enabled"), "yes"),
    ],
)
def test_a_slip_in_the_values_is_found(way: tuple[str, ...], value: object) -> None:
    values = _values()
    at = values
    for name in way[:-1]:
        at = at[name]
    at[way[-1]] = value
    assert faults(values)


chart = pytest.mark.skipif(
    "Z2JH_SCHEMA" not in os.environ, reason="the chart's rules do not come with the kit"
)


def _refused(values: dict[str, Any]) -> list[str]:
    """Hold values against the chart's own rules; what a file leaves out, the chart's defaults say."""
    found = [one.message for one in _rules(Path(os.environ["Z2JH_SCHEMA"])).iter_errors(values)]
    return [message for message in found if "is a required property" not in message]


@chart
def test_the_values_hold_against_the_charts_own_rules() -> None:
    assert _refused(_values()) == []


@chart
def test_the_rules_here_refuse_whatever_the_charts_own_refuse() -> None:
    tried = refused = 0
    whole = _values()
    for way in _ways(whole):
        for slip in ("x y", 7.5, [1], None, True, {"a": 1}, ...):
            values = deepcopy(whole)
            at = values
            for name in way[:-1]:
                at = at[name]
            if slip is ...:  # a name with a letter too many
                at[f"{way[-1]}X"] = at.pop(way[-1])
            else:
                at[way[-1]] = slip
            tried += 1
            if _refused(values):
                refused += 1
                assert faults(values), (way, slip)
    assert refused > tried / 4


def _ways(values: dict[str, Any], way: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the way to every setting."""
    for name, value in values.items():
        yield (*way, name)
        if isinstance(value, dict):
            yield from _ways(value, (*way, name))


def test_nobody_gets_in_before_an_administrator_chose() -> None:
    values = _values()
    assert values["hub"]["config"]["JupyterHub"]["authenticator_class"] == "null"
    assert values["hub"]["config"]["Authenticator"]["allowed_users"] == []
    assert values["singleuser"]["cmd"][:3] == ["infowar-kit", "hub-server", "--"]


# What the rehearsal and the page rest on


def test_without_npm_the_rehearsal_says_so_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        RehearsalFailed, match=r"comes from npm, and there is no npm here\. On Debian and Ubuntu: apt"
    ):
        Place(tmp_path).tools()


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="needs Linux's account of memory")
def test_memory_of_a_learner_is_that_of_the_learners_processes() -> None:
    surroundings = os.environ | {"JUPYTERHUB_USER": "somebody-of-this-test"}
    code = "kept = bytearray(64 * 1024 ** 2); print('ready', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "ipykernel"],
        env=surroundings,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None and process.stdin is not None
        process.stdout.readline()
        [found] = memory.processes("somebody-of-this-test")
        assert memory.processes("somebody-of-this") == []
        assert found.number == process.pid and found.kernel
        assert 64 < found.own <= found.share <= found.resident < 200
        assert memory.total([found, found], "own", kernel=True) == 2 * found.own
        assert memory.total([found], "own", kernel=False) == 0
        assert memory.resident_of(process.pid) == pytest.approx(found.share, rel=0.1)
        process.communicate(b"\n")
    assert memory.processes("somebody-of-this-test") == []


def test_memory_adds_up() -> None:
    assert memory.needed(0, 260, 200) == 0.2
    assert memory.needed(300, 260, 0) == 78


def test_the_players_way_to_the_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JUPYTERHUB_SERVICE_PREFIX", raising=False)
    assert hub_home() == ""  # on one's own computer nobody logs out
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/course/user/a/")
    monkeypatch.setenv("JUPYTERHUB_BASE_URL", "/course/")
    monkeypatch.delenv("JUPYTERHUB_HOST", raising=False)
    assert hub_home() == "/course/hub/home"
    monkeypatch.setenv("JUPYTERHUB_HOST", "https://hub.example.org")
    assert settings()["VoilaConfiguration"]["resources"]["hub"] == "https://hub.example.org/course/hub/home"


def test_files_and_commands_that_the_page_names_exist(capsys: Capture) -> None:
    for name in re.findall(r"`(deploy/[\w./-]+|tests/[\w./-]+)`", PAGE):
        assert (ROOT / name).exists(), name
    assert set(re.findall(r"`make ([a-z-]+)`", PAGE)) <= targets()
    commands = set(
        re.findall(r"(?:^|`|/bin/)infowar-kit ([a-z-]+)(?: (export|report|list))?\b", PAGE, re.MULTILINE)
    )
    assert len(commands) >= 4
    for words in commands:
        with pytest.raises(SystemExit) as left:
            main([*filter(None, words), "--help"])
        assert left.value.code == 0, words
    capsys.readouterr()
    for link in re.findall(r"\]\(([\w./-]+)\)", PAGE):
        assert (ROOT / "docs" / link).exists(), link


def test_the_image_has_the_version_that_is_here() -> None:
    image = _values()["singleuser"]["image"]
    assert image["tag"] == __version__
    assert re.findall(r"/infowar-kit:([\w.]+)", PAGE) == [__version__]
