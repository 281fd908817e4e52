"""What holds of a record whoever writes when, wherever a crash cuts, and however long it is."""

from __future__ import annotations

import os
import tempfile
import time
import tracemalloc
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infowar_kit.errors import RecordError
from infowar_kit.tasks import record_file, record_files, record_lines
from infowar_kit.tasks.record import Entry, Record

YEARS = st.sampled_from(["1980", "2022", "2026", "2030", "9999"])


def entry(number: int, year: str = "2022") -> Entry:
    content = {"chosen": ["analyst", "Лиман"], "n": number}
    return Entry("mini", "1", f"task-{number % 3}", 1, "answer", content, at=f"{year}-10-01T00:00:00+00:00")


def order(record: Record) -> list[list[int]]:
    """Return what a record holds, task by task, in order."""
    return [[kept.content["n"] for kept in record.entries("mini", f"task-{task}")] for task in range(3)]


def by_task(numbers: list[int]) -> list[list[int]]:
    return [[number for number in numbers if number % 3 == task] for task in range(3)]


@pytest.fixture
def unforced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what only takes time where no power fails."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def test_a_crash_at_any_byte_of_the_last_line(tmp_path: Path, unforced: None) -> None:
    path = tmp_path / "record.json"
    Record(path).add(entry(0))
    record = Record(path)
    record.add(entry(1))
    before = path.stat().st_size
    record.add(entry(2))
    whole = path.read_bytes()
    for cut in range(before, len(whole)):
        path.write_bytes(whole[:cut])
        opened = Record(path)
        assert opened.notice == "", cut
        # Without its line end the line is whole.
        kept = [0, 1, 2] if cut == len(whole) - 1 else [0, 1]
        assert order(opened) == by_task(kept), cut
        opened.add(entry(3))
        for again in (opened, Record(path)):
            assert (order(again), again.notice) == (by_task([*kept, 3]), ""), cut
    assert list(tmp_path.iterdir()) == [path]


def test_a_crash_at_any_byte_of_the_first_lines(tmp_path: Path, unforced: None) -> None:
    path = tmp_path / "record.json"
    Record(path).add(entry(0))
    whole = path.read_bytes()
    for cut in range(len(whole) - 1):
        path.write_bytes(whole[:cut])
        opened = Record(path)
        assert (len(opened), opened.notice) == (0, ""), cut
        opened.add(entry(1))
        assert (order(Record(path)), Record(path).notice) == (by_task([1]), ""), cut


def test_zeros_after_the_last_line_are_what_a_power_failure_leaves(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    Record(path).add(entry(0))
    with path.open("ab") as file:
        file.write(b"\0" * 100)
    Record(path).add(entry(1))
    assert (order(Record(path)), Record(path).notice) == (by_task([0, 1]), "")


STEP = st.one_of(
    st.tuples(st.just("add"), st.integers(0, 3), YEARS),
    st.tuples(st.just("crash"), st.integers(0, 3), st.integers(0, 400)),
    st.tuples(st.just("look"), st.integers(0, 3), st.none()),
    st.tuples(st.just("restart"), st.integers(0, 3), st.none()),
    st.tuples(st.just("refuse"), st.integers(0, 3), YEARS),
)


@given(steps=st.lists(STEP, max_size=25))
def test_writers_crashes_and_clocks(steps: list[tuple[str, int, object]]) -> None:
    """Four lessons on two computers: what was confirmed is there, in the order in which it was given."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.json"
        writers: dict[int, Record] = {}
        confirmed: list[int] = []
        waiting: dict[int, list[int]] = {}
        for number, (what, who, how) in enumerate(steps):
            machine = f"{who // 2:012x}"
            with (
                mock.patch.object(record_file, "this_machine", return_value=machine),
                mock.patch.object(record_files, "this_machine", return_value=machine),
                mock.patch.object(os, "fsync"),
            ):
                record = writers.setdefault(who, Record(path))
                if what == "look":
                    record.refresh()
                elif what == "restart":
                    writers[who] = Record(path)
                    waiting.pop(who, None)
                elif what == "refuse":
                    full = mock.patch.object(os, "write", side_effect=OSError(28, "No space left"))
                    with full, pytest.raises(RecordError, match="could not be saved"):
                        record.add(entry(number, str(how)))
                    waiting.setdefault(who, []).append(number)
                elif what == "add":
                    record.add(entry(number, str(how)))
                    confirmed += [*waiting.pop(who, []), number]
                else:
                    sizes = {file: file.stat().st_size for file in Path(folder).iterdir()}
                    record.add(entry(number))
                    for file in Path(folder).iterdir():
                        if (grown := file.stat().st_size - sizes.get(file, 0)) > 0:
                            # More than its line end: without that it is still whole.
                            os.truncate(file, file.stat().st_size - min(grown, 2 + int(str(how))))
                    del writers[who]
                    waiting.pop(who, None)
        last = Record(path)
        assert last.notice == ""
        found = [number for task in order(last) for number in task]
        assert set(confirmed) <= set(found), "nothing confirmed is lost"
        assert len(found) == len(set(found))
        kept = [[n for n in task if n in set(confirmed)] for task in order(last)]
        refused = {n for n, step in enumerate(steps) if step[0] == "refuse"}
        # What had to wait was unknown to others while it did; all else stands as it was given.
        assert [[n for n in task if n not in refused] for task in kept] == [
            [n for n in task if n not in refused] for task in by_task(sorted(confirmed))
        ]
        for record in writers.values():
            record.refresh()
            assert set(confirmed) <= {number for task in order(record) for number in task}


@given(
    here=st.lists(YEARS, max_size=6),
    there=st.lists(YEARS, max_size=6),
    common=st.integers(0, 3),
)
def test_restoring_keeps_both_orders_and_is_done_once(here: list[str], there: list[str], common: int) -> None:
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(os, "fsync"):
        one, other = (Record(Path(folder) / name) for name in ("one.json", "other.json"))
        for number in range(common):
            one.add(entry(3 * number))
        other.restore(one.export())
        for number, year in enumerate(here, common):
            one.add(entry(3 * number, year))
        for number, year in enumerate(there, 100):
            other.add(entry(3 * number, year))
        assert one.restore(other.export()) == len(there)
        assert one.restore(other.export()) == 0
        found = order(Record(one.path))[0]
        assert [n for n in found if n >= 300] == [3 * n for n in range(100, 100 + len(there))]
        assert [n for n in found if n < 300] == [3 * n for n in range(common + len(here))]
        one.add(entry(999, "1980"))
        assert order(Record(one.path))[0][-1] == 999
        again = Record(Path(folder) / "again.json")
        again.restore(one.export())
        assert order(again) == order(one)


# However long it is


def many(count: int) -> str:
    """Return an export of many entries."""
    made = (record_lines.Kept("mini", "1", f"task-{n % 3}", 1, "answer", f"{n:032x}",
                              "2022-10-01T00:00:00+00:00", f'{{"chosen":["analyst"],"n":{n}}}')
            for n in range(count))  # fmt: skip
    from infowar_kit.tasks.record_entries import export

    return export(made)


def cheapest_save(record: Record, runs: int = 25) -> float:
    """Return the processor seconds of a save: of many, the one that was disturbed least."""
    found = []
    for number in range(runs):
        added = entry(number)
        began = time.process_time()
        record.add(added)
        found.append(time.process_time() - began)
    return min(found)


def test_saving_costs_the_same_at_the_thirty_thousandth_answer(tmp_path: Path) -> None:
    """It took 1 ms at the first and 4,300 at the thirty thousandth."""
    short, long = Record(tmp_path / "short.json"), Record(tmp_path / "long.json")
    long.restore(many(30_000))
    before = long.path.stat().st_size
    cheapest_save(short, 2)  # the first save of all pays for what is loaded late
    assert cheapest_save(long) < 4 * cheapest_save(short)
    assert long.path.stat().st_size - before < 25 * 500


def test_opening_a_task_reads_only_what_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "record.json"
    record, other = Record(path), Record(path)
    record.restore(many(100))
    other.refresh()
    read: list[bytes] = []
    parts = record_lines.parts

    def counting(chunk: bytes) -> object:
        read.append(chunk)
        return parts(chunk)

    monkeypatch.setattr(record_lines, "parts", counting)
    other.refresh()
    assert read == []
    record.add(entry(1))
    record.refresh()
    assert read == [], "what one wrote oneself is known"
    other.refresh()
    assert len([chunk for chunk in read if chunk]) == 1
    assert len(other) == 101


def test_many_entries_take_little_memory(tmp_path: Path) -> None:
    """300,000 restored ones took 650 MB."""
    text = many(2_000)
    record = Record(tmp_path / "record.json")
    tracemalloc.start()
    try:
        record.restore(text)
        now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert now < 2_000 * 700
    assert peak < 2_000 * 2_000
