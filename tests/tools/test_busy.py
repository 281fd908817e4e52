"""Runs that are repeated beside a busy core: each is counted, and what failed is named."""

from __future__ import annotations

import sys

import pytest

from tools import busy

TESTS = """
import pathlib, pytest
HERE = pathlib.Path(__file__).parent
pytestmark = pytest.mark.browser

def test_now_and_then():
    count = HERE / "count"
    count.write_text(count.read_text() + "x" if count.exists() else "x")
    assert len(count.read_text()) != 2

def test_always():
    pass
"""


@pytest.fixture
def tests(tmp_path, monkeypatch):
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = browser\n hostile\n course\n lite\n trip\n")
    (tmp_path / "test_it.py").write_text(TESTS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # they take longer than these tests
    return tmp_path


def run(monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["busy", *map(str, arguments)])
    return busy.main()


def test_a_run_that_fails_is_named_and_the_others_are_made(tests, monkeypatch, capsys):
    assert run(monkeypatch, "--runs", 3, tests) == 1
    said = capsys.readouterr().out.splitlines()
    assert [line[:4] for line in said if " run " in line] == ["ok  ", "FAIL", "ok  "]
    assert said[-1] == "3 runs, 1 failures: test_it.py::test_now_and_then"


def test_tests_that_cannot_run_are_no_success(tests, monkeypatch, capsys):
    (tests / "test_it.py").write_text("import a_module_that_is_not_there")
    assert run(monkeypatch, "--runs", 1, tests) == 1
    assert "test_it.py" in capsys.readouterr().out
    (tests / "test_it.py").write_text("")
    assert run(monkeypatch, "--runs", 1, tests) == 1
    assert "pytest itself" in capsys.readouterr().out
