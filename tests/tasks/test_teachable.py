"""What `corpus check` calls valid can be taught: no learner meets a Python error."""

import csv
import datetime as dt
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infowar_kit.cli import main
from infowar_kit.corpus import Corpus, Fault, datasets_folder, examine, load
from infowar_kit.corpus.schema import read_event
from infowar_kit.errors import LookupFailed
from infowar_kit.page.form import form_html
from infowar_kit.tasks import build
from infowar_kit.tasks.teachable import check_teaching
from infowar_kit.verification.feed_replay import FeedReplay
from tests import mini
from tests.events import each_event

REAL = datasets_folder() / "kherson-lyman-2022"
Cells = dict[str, str]


def path_of(folder: Path, table: str) -> Path:
    return next(folder.glob(f"*/{table}.csv"))


def rows_of(folder: Path, table: str) -> list[Cells]:
    with path_of(folder, table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(folder: Path, table: str, rows: list[Cells]) -> None:
    with path_of(folder, table).open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


def all_faults(folder: Path) -> list[Fault]:
    corpus, faults = examine(folder)
    return check_teaching(corpus, form_html) if corpus else faults


@pytest.fixture
def real(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REAL, tmp_path / "event"))


@each_event()
def test_the_corpora_of_the_kit_can_be_taught(corpus: Corpus) -> None:
    assert check_teaching(corpus, form_html) == []


def of(task: str) -> Callable[[Cells], bool]:
    return lambda row: row["task"] == task


KEYS = [
    ("grade-1", "accept", "9", "1, 2, 3, 4, 5, 6"),
    ("grade-1", "accept", "banana", "It may accept: 1, 2, 3, 4, 5, 6"),
    ("grade-1", "accept", "true", "It may accept: 1, 2, 3, 4, 5, 6"),
    ("first-look", "accept", "yes", "Every option is right; at least one has to be left out"),
    ("first-look", "accept", "yes | no", "It may accept one of: yes, no"),
    ("first-look", "accept", "maybe", "It may accept one of: yes, no"),
    ("names-of-one-town", "accept", "atlantis", "It accepts place:… and why:…"),
    ("names-of-one-town", "accept", "place:atlantis | why:russian", "It may accept: place:undecided"),
    ("which-language-between", "accept", "UK", "It may accept: "),
    ("first-test", "accept", "7", "It may accept: faithful, distorted"),
    ("first-look", "accept", "no", "Choose an option"),
    ("replay-three-claims", "moment", "2022-11-30T12:00+03:00", "from the first minute of 2022-09-30"),
    ("replay-three-claims", "moment", "", "names no moment"),
]


@pytest.mark.parametrize(("task", "column", "value", "says"), KEYS)
def test_a_key_that_cannot_be_met(real: Path, task: str, column: str, value: str, says: str) -> None:
    rows = rows_of(real, "keys")
    lines = [line for line, row in enumerate(rows, 2) if of(task)(row)]
    for row in rows:
        if of(task)(row):
            row[column] = value
    write_rows(real, "keys", rows)
    (fault,) = all_faults(real)
    # The first row of the task that cannot be met, wherever it stands.
    named = column if value else "part"
    cell = value or rows[lines[0] - 2]["part"]
    assert str(fault).startswith(f"teaching/keys.csv, line {lines[0]}, column '{named}': '{cell}'")
    assert f"the task '{task}' cannot be taught" in str(fault)
    assert says in str(fault)


@each_event()
def test_no_model_replays_what_lies_outside_the_days_of_its_event(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    replays = [row.task_id for row in corpus.tasks if row.kind == "feed-replay"]
    assert replays
    after = f"{corpus.period[1] + dt.timedelta(days=2)}T00:00Z"
    for slug in replays:
        row = corpus.get("tasks", slug)
        keys = tuple(replace(key, moment=after) for key in corpus.keys if key.task == slug)
        monkeypatch.setattr(corpus, "keys_of_task", lambda _, keys=keys: keys)
        with pytest.raises(LookupFailed, match=f"is judged at '{after}', outside the event's days"):
            FeedReplay(corpus, row)


@pytest.mark.parametrize("name", ["title", "prompt", "hint", "right", "advanced", "advanced/reason"])
def test_a_text_that_is_missing(real: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [row for row in rows_of(real, "texts") if row["key"] != f"first-look/{name}"]
    write_rows(real, "texts", rows)
    assert main(["corpus", "check", str(real)]) == 1
    said = capsys.readouterr().out
    assert f"There is no text 'first-look/{name}'" in said
    assert re.match(r"teaching/(tasks|keys)\.csv, line \d+, column '\w+'", said)


@pytest.mark.parametrize(("words", "says"), [
    ("ukrainian forces  advanced 30 km in one day. ", "'first-look/false' and 'advanced' read the same"),
    ("** **", "the option 'first-look/false' says nothing"),
    ("…", "the option 'first-look/false' says nothing"),
])  # fmt: skip
def test_options_that_cannot_be_told_apart(real: Path, words: str, says: str) -> None:
    rows = rows_of(real, "texts")
    for row in rows:
        if row["key"] == "first-look/false":
            row["text"] = words
    write_rows(real, "texts", rows)
    (fault,) = all_faults(real)
    assert says in str(fault)
    assert str(fault).startswith("teaching/keys.csv, line 4, column 'part': 'false'")


def test_a_kind_that_there_is_not(real: Path) -> None:
    rows = rows_of(real, "tasks")
    rows[0]["kind"] = "no-such-kind"
    write_rows(real, "tasks", rows)
    (fault,) = all_faults(real)
    assert (fault.file, fault.line) == ("teaching/tasks.csv", 2)
    assert "no-such-kind" in str(fault)


@pytest.fixture(scope="module")
def shared() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield mini.write(Path(name))


ODD = ["", " ", "0", "9", "-1", "true", "yes", "no", "yes|no", "A|Z", "*", "(a+)+$", "2022-13-01", "choice",
       "I999", "items:I001", "passages:P001", "\u202e", "$x_$", "<b>", "source-grader", "span-annotator",
       "relay-tracer", "feed-replay", "hedge-meter", "place-finder", "lens-hunt"]  # fmt: skip


@settings(
    deadline=None, derandomize=True, max_examples=60, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.sampled_from(["tasks", "keys", "texts", "passages", "annotations", "claims", "items"]), st.data())
def test_any_cell(shared: Path, table: str, data: st.DataObject) -> None:
    """Refused with a file and a line, or every task builds, solves and draws."""
    path = shared / f"{table}.csv"
    before, rows = path.read_bytes(), mini.read_rows(shared, table)
    row = data.draw(st.integers(1, len(rows) - 1))
    for _ in range(data.draw(st.integers(1, 2))):
        column = data.draw(st.integers(0, len(rows[0]) - 1))
        rows[row][column] = data.draw(st.sampled_from(ODD) | st.text(max_size=9))
    mini.write_rows(shared, table, rows)
    try:
        faults = all_faults(shared)
        assert all(fault.line is not None and fault.file.endswith(".csv") for fault in faults)
        assert all(str(fault).isprintable() for fault in faults)
        if not faults:
            corpus = load(shared)
            for task in (build(corpus, one.task_id) for one in corpus.tasks):
                assert task.check(task.right_answer()).verdict in ("right", "noted")
                assert task.solution().reasons
                assert form_html(task)
    finally:
        path.write_bytes(before)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.sampled_from(ODD),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)


@settings(deadline=None, derandomize=True, max_examples=60, database=None)
@given(st.data())
def test_any_value_of_an_event(data: st.DataObject) -> None:
    """An event's own file with anything in it is refused with faults, or describes an event."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        raw = json.loads((REAL / "event.json").read_text(encoding="utf-8"))
        key = data.draw(st.sampled_from(sorted(raw)))
        inner = raw[key]
        if isinstance(inner, dict) and data.draw(st.booleans()):
            inner[data.draw(st.sampled_from(sorted(inner)))] = data.draw(JSON)
        else:
            raw[key] = data.draw(JSON)
        (folder / "event.json").write_text(json.dumps(raw), encoding="utf-8")
        described, faults = read_event(folder)
        assert described or faults
        corpus, faults = examine(folder)
        assert corpus is not None or faults
        assert all(str(fault).isprintable() for fault in faults)
