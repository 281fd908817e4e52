"""An event that was begun, and a way to run commands and see what they say."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from infowar_kit.cli import main

Run = Callable[..., tuple[int, str]]
NEW = ("--title", "Constructed: a harbour", "--days", "2021-03-01", "2021-03-03")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in an empty folder; return its exit status and all that it says."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("INFOWAR_KIT_CORPUS", raising=False)

    def run_(*words: str) -> tuple[int, str]:
        status = main(words)
        said = capsys.readouterr()
        return status, said.out + said.err

    return run_


@pytest.fixture
def harbour(run: Run) -> Path:
    """An event that was begun: two sides, three languages."""
    sides = ("--side", "dockers=the dockers", "--side", "owners=the owners")
    languages = ("--language", "en", "--language", "fr", "--language", "ar")
    offset = ("--utc-offset", "+01:00", "--clock", "harbour time")
    assert run("corpus", "new", "harbour", *NEW, *sides, *languages, *offset)[0] == 0
    return Path("harbour")


def write_json(name: str, content: Any) -> str:
    Path(name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return name


def write_text(name: str, content: str) -> str:
    Path(name).write_text(content, encoding="utf-8")
    return name
