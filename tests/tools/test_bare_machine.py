"""What the rehearsals on other machines rest on: this machine's registries, versions, words of the README."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tools import lowest, newest_python, registries
from tools.bare_machine import closing_line
from tools.debian import packages_of_readme
from tools.registries import Source
from tools.steps import Failed, go_through, show

ROOT = Path(__file__).parents[2]
MIRROR, SECURITY = "http://mirror.example/debian/", "http://mirror.example/debian-security/"
CONFIGURED = [
    Source(SECURITY, "bookworm-security", "main"),
    Source("http://tools.example/apt", "cloud-sdk-bookworm", "main"),
    Source(MIRROR, "bookworm", "contrib"),
    Source(MIRROR, "bookworm", "main"),
    Source(MIRROR, "bookworm-updates", "main"),
]


def test_a_root_of_the_same_suite_gets_what_is_configured_for_it_the_archive_first():
    found = [str(one) for one in registries.sources_for("bookworm", CONFIGURED)]
    assert found[0] == f"deb {MIRROR} bookworm main"
    assert set(found[1:]) == {
        f"deb {MIRROR} bookworm contrib",
        f"deb {MIRROR} bookworm-updates main",
        f"deb {SECURITY} bookworm-security main",
    }


def test_a_root_of_another_suite_gets_it_from_the_same_mirror():
    assert registries.sources_for("sid", CONFIGURED) == [Source(MIRROR, "sid", "main")]
    assert registries.sources_for("book", CONFIGURED) == [Source(MIRROR, "book", "main")]


def test_a_mirror_that_is_named_wins_and_without_any_there_is_none():
    other = "http://other.example/debian"
    assert registries.sources_for("bookworm", CONFIGURED, other) == [Source(other, "bookworm", "main")]
    assert registries.sources_for("bookworm", []) == []


def test_what_points_into_this_machine_is_not_handed_over():
    environment = {
        "PIP_INDEX_URL": "https://mirror.example/pypi",
        "https_proxy": "http://proxy.example:3128",
        "NO_PROXY": "127.0.0.1",
        "PIP_EXTRA_INDEX_URL": "file:///opt/wheels",
        "PIP_FIND_LINKS": "/opt/wheels",
        "PIP_CERT": "/etc/ssl/own.pem",
        "HOME": "/home/x",
    }
    assert registries.variables(environment) == {
        "PIP_INDEX_URL": "https://mirror.example/pypi",
        "https_proxy": "http://proxy.example:3128",
        "NO_PROXY": "127.0.0.1",
    }


def test_the_settings_of_pip_are_handed_over_as_far_as_they_hold_elsewhere(tmp_path, monkeypatch):
    said = """\
:env:.timeout='9'
global.index-url='https://mirror.example/pypi'
global.extra-index-url='file:///opt/a https://more.example/pypi /opt/b'
global.find-links='/opt/wheels'
install.trusted-host='mirror.example'
"""
    fake = tmp_path / "python3"
    fake.write_text(f"#!/bin/sh\ncat <<'END'\n{said}END\n")
    fake.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(fake))
    assert registries.pip_settings() == (
        "[global]\n"
        "extra-index-url = https://more.example/pypi\n"
        "index-url = https://mirror.example/pypi\n"
        "trusted-host = mirror.example\n"
    )


def test_another_root_is_not_left_through_a_link(tmp_path):
    outside = tmp_path / "outside.conf"
    outside.write_text("mine")
    (tmp_path / "root" / "etc").mkdir(parents=True)
    (tmp_path / "root" / "etc" / "resolv.conf").symlink_to(outside)
    registries.hand_over(tmp_path / "root", [Source(MIRROR, "bookworm", "main")])
    assert outside.read_text() == "mine"
    listed = (tmp_path / "root" / "etc" / "apt" / "sources.list").read_text()
    assert listed == f"deb {MIRROR} bookworm main\n"


# What the README asks for


def test_the_packages_are_those_of_the_readme_and_contributing_says_the_same():
    readme = packages_of_readme((ROOT / "README.md").read_text(encoding="utf-8"))
    assert {"git", "make", "python3-venv"} <= set(readme)
    assert packages_of_readme((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")) == readme
    with pytest.raises(Failed, match=r"README\.md does not say which packages Debian needs"):
        packages_of_readme("Install what you need.")


# Versions


def test_the_lowest_versions_are_read_and_compared():
    text = """
[project]
name = "kit"
dependencies = ["pandas>=2.2", "jupyterlab >=4.3,<5"]
[project.optional-dependencies]
check = ["nbval>=0.11"]
test = ["kit[check]", "coverage[toml]>=7"]
"""
    found = lowest.bounds(text)
    assert found == {"pandas": "2.2", "jupyterlab": "4.3", "nbval": "0.11", "coverage": "7"}
    there = {"pandas": "2.2.0", "jupyterlab": "4.3.1", "nbval": "0.11", "coverage": "7.0.0"}
    assert lowest.differing(found, there.__getitem__) == [
        "jupyterlab 4.3.1 is installed, and 4.3 is the lowest that pyproject.toml allows"
    ]


def test_a_dependency_without_a_lower_bound_is_a_fault():
    text = '[project]\nname = "kit"\ndependencies = ["pandas<4"]\n[project.optional-dependencies]\n'
    with pytest.raises(ValueError, match='"pandas<4" has no lower bound'):
        lowest.bounds(text, extras=())


def test_every_dependency_of_the_kit_has_a_lower_bound():
    assert {"pandas", "matplotlib", "nbval", "playwright"} <= set(
        lowest.bounds((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    )


def test_the_newest_python_is_the_one_with_the_highest_number_that_has_a_venv():
    names = ["python3.9-venv", "python3.15-venv", "python3.13-venv", "python3.16", "python3.16-doc"]
    assert newest_python.newest(names) == "python3.15"
    with pytest.raises(Failed, match=r"no package python3\.N-venv"):
        newest_python.newest(["python3.16"])


# Steps


def fail() -> str:
    raise Failed("it broke\nlast words")


def test_what_went_well_is_said_again_at_the_end(capsys):
    assert go_through("A try", [("one", lambda: "found a"), ("two", lambda: "found b")]) == 0
    last = capsys.readouterr().out.partition("\n\n")[2]
    assert re.fullmatch(
        r"A try\nok   one \(0 s\): found a\nok   two \(0 s\): found b\nAll of it passed in 0 s\.\n", last
    )


def test_the_first_step_that_fails_ends_it(capsys):
    assert go_through("A try", [("one", fail), ("two", lambda: "never")]) == 1
    said = capsys.readouterr().out
    assert "FAIL one (0 s): it broke\nlast words" in said
    assert "two" not in said


def test_the_token_of_a_server_is_not_shown(capsys):
    show("http://127.0.0.1:8888/lab?token=abc123")
    assert capsys.readouterr().out == "     | http://127.0.0.1:8888/lab?token=...\n"


def test_the_last_word_of_pytest_is_found():
    assert closing_line(["1 passed", "== 3 passed, 1 skipped in 2.00s ==", "make: done"]).startswith("== 3")
    with pytest.raises(Failed, match="no closing line"):
        closing_line(["passed"])


# CI

MAKE = r"""#!/bin/sh
echo "make $*" >> "$LOG"
[ "$1" = "$BREAK" ] && exit 2
[ "$1" = test ] || exit 0
cat <<END
61.20s call     tests/browser/test_lesson_05.py::test_a
10.00s setup    tests/browser/test_lesson_05.py::test_a
(3 durations < 1s hidden.  Use -vv to show these durations.)
2.50s call     tests/ground/test_text.py::test_b[x y]
$CLOSING
END
"""


LAST = ("test-lite", "binder-rehearsal")


def run_ci(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    (folder / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", folder / ".ci" / "run")
    (folder / "make").write_text(MAKE)
    (folder / "make").chmod(0o755)
    variables = {"PATH": f"{folder}:/usr/bin:/bin", "LOG": str(folder / "log"), "BREAK": "", "CLOSING": ""}
    return subprocess.run(
        [folder / ".ci" / "run"], env=variables | environment, capture_output=True, text=True, check=False
    )


def test_ci_names_its_phases_and_its_slow_files_and_ends_with_the_word_of_pytest(tmp_path):
    done = run_ci(tmp_path, CLOSING="12 passed, 1 skipped in 3.00s")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[-1] == "pytest: 12 passed, 1 skipped in 3.00s"
    assert lines[-3:-1] == [
        "    71 s  tests/browser/test_lesson_05.py",
        "     2 s  tests/ground/test_text.py",
    ]
    phases = lines[lines.index("Where the time went:") + 1 :][:5]
    assert [re.sub(r"^ +\d+ s  ", "", line) for line in phases] == [
        "Browser and fonts", "Environment", "Linters", "make test",
        "JupyterLite: one lesson, and make binder-rehearsal",
    ]  # fmt: skip


@pytest.mark.parametrize("target", ["ready", "environment", "lint", "test", "test-lite", "binder-rehearsal"])
def test_ci_fails_where_one_of_its_phases_fails(tmp_path, target):
    done = run_ci(tmp_path, CLOSING="12 passed in 3.00s", BREAK=target)
    assert done.returncode
    began = [line.split()[1] for line in (tmp_path / "log").read_text().splitlines()]
    # The last two go side by side: of these both are made.
    assert target in began[-2:] if target in LAST else began[-1] == target
    assert "All of CI passed" not in done.stdout


def test_ci_fails_where_pytest_says_nothing(tmp_path):
    done = run_ci(tmp_path, CLOSING="no tests ran in 0.10s")
    assert done.returncode
    assert "pytest gave no closing line" in done.stdout


def test_ci_has_no_way_of_its_own_to_a_browser():
    text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert not re.search(r"apt|chromium|playwright|fonts-", text)
