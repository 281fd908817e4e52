"""Every message of the table in docs/your-own-event.md is said by the kit, in these words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tests.drafting import walked
from tests.drafting.conftest import NEW, Run, write_json, write_text

POST = "date,text\n2021-03-02,The gate is open.\n"


def documented() -> list[str]:
    table = walked.DOCUMENT.read_text(encoding="utf-8").partition("## Messages, and what to do")[2]
    return re.findall(r"^\| `([^`]+)` \| \S", table, re.MULTILINE)


def replay_too_late(hear: Callable[..., None]) -> None:
    """Check the finished example with the moments of its replay put behind the event's days."""
    sides = ("--side", "dockers=the dockers", "--side", "owners=the owners")
    hear("corpus", "new", "late", "--title", "Constructed", "--days", "2021-03-01", "2021-03-05", *sides)
    parts = ("--task", "replay-the-gate", "--parts", "evening,friday")
    hear("corpus", "new-task", "feed-replay", "late", *parts)
    for path in (walked.EXAMPLE / "finished").glob("*/*.csv"):
        text = path.read_text(encoding="utf-8")
        if path.name == "keys.csv":
            lines = text.splitlines(keepends=True)
            text = "".join([lines[0], *(line for line in lines if line.startswith("replay-the-gate,"))])
            text = re.sub(r"2021-03-0\dT[0-9:]+\+01:00", "2021-04-01T12:00Z", text)
        write_text(f"late/{path.parent.name}/{path.name}", text)
    hear("corpus", "check", "late")


def test_every_message_of_the_page_is_met(run: Run) -> None:
    heard: list[str] = []

    def hear(*words: str) -> None:
        heard.append(run(*words)[1])

    Path("empty").mkdir()
    hear("corpus", "check", "empty")
    hear("corpus", "import", "empty", "posts.csv")
    hear("corpus", "new", "harbour")
    for words in (
        ("--side", "a=A"), ("--side", "harbour"), ("--language", "english"), ("--utc-offset", "CET")
    ):  # fmt: skip
        hear("corpus", "new", "harbour", *NEW, *words)
    hear("corpus", "new", "harbour", "--title", "A harbour", "--days", "1 March 2021", "3 March 2021")
    hear("corpus", "new", "harbour", *NEW)
    hear("corpus", "new", "harbour", *NEW)
    hear("corpus", "check", "harbour")

    write_text("posts.txt", POST)
    write_text("posts.csv", POST)
    write_text("other.csv", "was,wo\nx,y\n")
    write_text("gap.csv", "date,text\n2021-03-02,The gate is open again.\n2021-03-02,\n")
    message = {"id": 1, "type": "message", "date_unixtime": "1614616800", "text": "To you."}
    write_json("result.json", {"name": "Ann", "type": "personal_chat", "id": 1, "messages": [message]})
    for file in ("posts.txt", "other.csv", "gap.csv", "result.json", "posts.csv"):
        hear("corpus", "import", "harbour", file)
    hear("corpus", "import", "harbour", "posts.csv", "--column", "text=words")
    hear("corpus", "check", "harbour")

    hear("corpus", "new-task", "quiz", "harbour")
    hear("corpus", "new-task", "choice", "harbour", "--lesson", "07")
    for _ in range(2):
        hear("corpus", "new-task", "choice", "harbour", "--task", "who-shut-it")
    hear("corpus", "new-task", "feed-replay", "harbour")
    keys = Path("harbour/teaching/keys.csv")
    before = keys.read_text(encoding="utf-8")
    keys.write_text(before.replace("TODO: an id of claims.csv", "C01"), encoding="utf-8")
    hear("corpus", "check", "harbour")
    keys.write_text("task;part\n", encoding="utf-8")
    hear("corpus", "new-task", "choice", "harbour")
    cell = {
        "cell_type": "code",
        "execution_count": None,
        "id": "a",
        "metadata": {},
        "outputs": [],
        "source": "1 + 1",
    }
    notebook = {
        "cells": [cell],
        "metadata": {"language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    write_json("empty/01_changed.ipynb", notebook)
    hear("check", "--lessons", "empty")

    example = walked.EXAMPLE / "finished" / "evidence"
    for path in Path("harbour/teaching").glob("*.csv"):
        path.unlink()
    for path in example.glob("*.csv"):
        text = path.read_text(encoding="utf-8").replace(",owners,", ",other,").replace(",dockers,", ",other,")
        write_text(f"harbour/evidence/{path.name}", text)
    hear("corpus", "check", "harbour")

    replay_too_late(hear)
    said = "\n".join(heard)
    messages = documented()
    assert len(messages) > 20
    assert [message for message in messages if message not in said] == []
