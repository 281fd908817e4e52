import errno
import json
import os
import random
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from infowar_kit.errors import RecordError
from infowar_kit.tasks import record as record_module
from infowar_kit.tasks.record import FILE_NAME, SCHEMA, VARIABLE, Entry, Record, default_path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.json"


def entry(number: int = 0, **parts: Any) -> Entry:
    known = {"corpus": "mini", "corpus_version": "0.0.1", "task": "first-look", "task_version": 1}
    return Entry(**(known | {"kind": "answer", "content": {"n": number}} | parts))


def numbers(path: Path) -> list[int]:
    """Return what the entries on disk hold, sorted, read without the kit."""
    return sorted(raw["content"]["n"] for raw in json.loads(path.read_text(encoding="utf-8"))["entries"])


# Save, restore, export


def test_nothing_is_written_before_the_first_answer(path: Path) -> None:
    assert len(Record(path)) == 0
    assert not path.exists()


def test_an_answer_is_there_on_the_next_start(path: Path) -> None:
    added = entry(7)
    Record(path).add(added)
    assert Record(path).entries("mini", "first-look") == (added,)


def test_the_folder_is_made(path: Path) -> None:
    deep = path.parent / "a" / "b" / "record.json"
    Record(deep).add(entry())
    assert len(Record(deep)) == 1


def test_entries_are_those_of_the_task_oldest_first(path: Path) -> None:
    record = Record(path)
    for added in [
        entry(2, at="2022-10-02"),
        entry(1, at="2022-10-01", task_version=9),
        entry(3, task="other"),
        entry(4, corpus="other"),
    ]:
        record.add(added)
    assert [e.content["n"] for e in record.entries("mini", "first-look")] == [1, 2]


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ([], "Record: 0 answers saved"),
        (["answer", "hint"], "Record: 1 answer saved"),
        (["answer", "answer", "shown"], "Record: 2 answers saved"),
    ],
)
def test_repr_counts_answers(path: Path, kinds: list[str], expected: str) -> None:
    record = Record(path)
    for kind in kinds:
        record.add(entry(kind=kind))
    assert repr(record) == expected


def test_the_file_says_its_schema_and_no_name(path: Path) -> None:
    Record(path).add(entry())
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["schema"] == SCHEMA
    assert set(content["entries"][0]) == {
        "id", "at", "corpus", "corpus_version", "task", "task_version", "kind", "content",
    }  # fmt: skip


def test_export_is_the_file(path: Path) -> None:
    record = Record(path)
    record.add(entry())
    assert record.export() == path.read_text(encoding="utf-8")


def test_an_export_is_restored_elsewhere(path: Path) -> None:
    record, other = Record(path), Record(path.with_name("other.json"))
    record.add(entry(1))
    other.add(entry(2))
    assert other.restore(record.export()) == 1
    assert numbers(other.path) == [1, 2]


def test_restoring_twice_adds_nothing(path: Path) -> None:
    record, other = Record(path), Record(path.with_name("other.json"))
    record.add(entry())
    assert [other.restore(record.export()) for _ in range(3)] == [1, 0, 0]
    assert len(Record(other.path)) == 1


def test_restoring_ones_own_export_changes_no_byte(path: Path) -> None:
    record = Record(path)
    record.add(entry())
    before = path.read_bytes()
    assert record.restore(record.export()) == 0
    assert path.read_bytes() == before


def test_an_export_saved_with_a_byte_order_mark_is_restored(path: Path) -> None:
    """Some editors put one there; the learner's file was refused."""
    record = Record(path)
    record.add(entry())
    assert Record(path.with_name("other.json")).restore("\ufeff" + record.export()) == 1


def whole(**parts: Any) -> str:
    raw = {"corpus": "c", "corpus_version": "1", "task": "t", "task_version": 1, "kind": "answer"}
    return json.dumps(
        {"schema": SCHEMA, "entries": [raw | {"content": {}, "id": "x", "at": "2022"} | parts]},
    )


NO_RECORD = "is not a record of infowar-kit: it has no schema 1 and entries"
GARBAGE = {
    "nothing": ("", "is not a record: it is no JSON"),
    "no JSON": ("{", "is not a record: it is no JSON"),
    "nested too deeply": ("[" * 100_000, "is not a record: it is no JSON"),
    "a number too long": ("9" * 5000, "is not a record: it is no JSON"),
    "null": ("null", NO_RECORD),
    "list": ("[]", NO_RECORD),
    "other JSON": ('{"a": 1}', NO_RECORD),
    "no entries": ('{"schema": 1}', NO_RECORD),
    "entries are no list": ('{"schema": 1, "entries": {}}', NO_RECORD),
    "schema is a text": ('{"schema": "1", "entries": []}', NO_RECORD),
    "entry is no object": ('{"schema": 1, "entries": [3]}', "is damaged: entry 1 lacks a part"),
    "entry without parts": ('{"schema": 1, "entries": [{}]}', "is damaged: entry 1 lacks a part"),
    "one part too many": (whole(name="N."), "is damaged: entry 1 lacks a part or has one too many"),
    "part of the wrong kind": (whole(task=3), "is damaged: entry 1 has a part of the wrong kind"),
    "content is no object": (whole(content="x"), "is damaged: entry 1 has a part of the wrong kind"),
    "content nested too deeply": (
        whole(content={"a": "*"}).replace('"*"', "[" * 900 + "]" * 900),
        "An answer cannot be saved, because it is no JSON",
    ),
}


@pytest.mark.parametrize(("text", "expected"), GARBAGE.values(), ids=GARBAGE)
def test_restoring_garbage_changes_nothing(path: Path, text: str, expected: str) -> None:
    record = Record(path)
    record.add(entry(1))
    before = path.read_bytes()
    with pytest.raises(RecordError, match=expected):
        record.restore(text)
    assert path.read_bytes() == before
    record.add(entry(2))
    assert numbers(path) == [1, 2]


def test_an_entry_without_an_id_is_not_given_a_new_one_each_time(path: Path) -> None:
    """It was doubled at each restore."""
    raw = json.loads(whole())
    del raw["entries"][0]["id"]
    with pytest.raises(RecordError, match="entry 1 lacks a part"):
        Record(path).restore(json.dumps(raw))


CONTENTS = {
    "scripts": {"Лиман": "Ірпінь – “ﷺ” ليمان 利曼"},
    "beyond the first plane": {"a": "🌻𝕏"},
    "controls": {"a": "\0\x1b\u202e\u2028\n\r\t\\\""},
    "half a character": {"a": "x\ud83cy", "\udf3b": 1},
    "combining": {"a": "й й"},
    "nested": {"a": [1, 2.5, None, True, {"b": []}]},
}  # fmt: skip


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_content_survives(path: Path, content: dict[str, Any]) -> None:
    """Half of an emoji, which a browser can send, made this save and each later one fail."""
    Record(path).add(entry(content=content))
    again = Record(path)
    other = Record(path.with_name("other.json"))
    other.restore(again.export())
    assert again.entries("mini", "first-look")[0].content == content
    assert Record(other.path).entries("mini", "first-look")[0].content == content


def test_content_that_is_no_json_does_not_stop_later_answers(path: Path) -> None:
    """It stayed in memory, and no later answer could be saved."""
    record = Record(path)
    with pytest.raises(RecordError, match="An answer cannot be saved, because it is no JSON"):
        record.add(entry(content={"a": object()}))
    record.add(entry(1))
    assert numbers(path) == [1]


# Where it lies


def test_path_of_the_environment(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(path))
    assert default_path() == path
    Record().add(entry(3))
    assert numbers(path) == [3]


@pytest.mark.parametrize("value", [None, ""])
def test_path_without_the_environment(
    value: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(VARIABLE, raising=False)
    if value is not None:
        monkeypatch.setenv(VARIABLE, value)
    Record().add(entry())
    assert (tmp_path / FILE_NAME).exists()


# Damage

DAMAGE = {
    "empty": b"",
    "cut off": b'{"schema": 1, "entr',
    "not UTF-8": b'{"schema": 1, "entries": ["\xff"]}',
    "zeros": b"\0" * 4096,
    "no record": b"[]",
}


@pytest.mark.parametrize("data", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_kept_aside(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    record = Record(path)
    aside = path.with_name("record.damaged-1.json")
    assert aside.read_bytes() == data
    assert record.notice.startswith("The saved answers in record.json could not be read (")
    assert record.notice.endswith(
        "The file was kept as record.damaged-1.json; nothing in it was changed. A new record begins here."
    )
    record.add(entry(1))
    assert numbers(path) == [1]


def test_an_undamaged_file_gives_no_notice(path: Path) -> None:
    Record(path).add(entry())
    assert Record(path).notice == ""


def test_a_file_damaged_twice_leaves_two_copies(path: Path) -> None:
    for data in (b"first", b"second"):
        path.write_bytes(data)
        Record(path)
    copies = [path.with_name(f"record.damaged-{number}.json").read_bytes() for number in (1, 2)]
    assert copies == [b"first", b"second"]


def test_a_file_damaged_while_the_notebook_runs_loses_no_answer(path: Path) -> None:
    record = Record(path)
    record.add(entry(1))
    path.write_bytes(b"overwritten by another program")
    record.add(entry(2))
    assert numbers(path) == [1, 2]
    assert "record.damaged-1.json" in record.notice


def test_a_file_that_is_too_large_is_kept_aside(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.touch()
    os.truncate(path, record_module.LARGEST + 1)  # sparse: it takes no room on the disk
    assert "could not be read (it is larger than 20 MB)" in Record(path).notice


def test_a_record_is_not_written_larger_than_it_can_be_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next start took it for damaged and put it aside."""
    monkeypatch.setattr(record_module, "LARGEST", 1000)
    record = Record(path)
    record.add(entry(1))
    with pytest.raises(RecordError, match=r"would be larger than .* Download it, and set INFOWAR_KIT_RECORD"):
        record.add(entry(2, task="t" * 1000))
    assert numbers(path) == [1]
    assert "t" * 1000 in record.export()


def test_a_damaged_file_that_cannot_be_moved_is_reported(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ended in Python's own PermissionError."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    path.write_bytes(b"damaged")
    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(RecordError, match=r"cannot be read \(Permission denied\)"):
        Record(path)
    assert path.read_bytes() == b"damaged"


def test_a_file_put_aside_by_another_tab_is_not_put_aside_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two tabs saw the damage; the second one moved the first one's new record away."""
    path.write_bytes(b"damaged")
    locked = record_module._locked

    def late(target: Path) -> Any:
        monkeypatch.setattr(record_module, "_locked", locked)
        Record(path).add(entry(1))  # the other tab is faster
        return locked(target)

    monkeypatch.setattr(record_module, "_locked", late)
    assert len(Record(path)) == 1
    assert numbers(path) == [1]
    assert not path.with_name("record.damaged-2.json").exists()


def test_a_newer_record_is_refused_and_left_alone(path: Path) -> None:
    path.write_text('{"schema": 2, "answers": []}', encoding="utf-8")
    with pytest.raises(RecordError, match="comes from a newer version of infowar-kit") as caught:
        Record(path)
    assert str(caught.value).endswith(
        "(schema 2; this one reads 1). Update the kit, or move the file away to begin a new record."
    )
    assert path.read_text(encoding="utf-8") == '{"schema": 2, "answers": []}'


def test_a_newer_record_that_appears_while_the_notebook_runs_is_left_alone(path: Path) -> None:
    record = Record(path)
    record.add(entry(1))
    path.write_text('{"schema": 2}', encoding="utf-8")
    with pytest.raises(RecordError, match="newer version"):
        record.add(entry(2))
    assert path.read_text(encoding="utf-8") == '{"schema": 2}'
    assert {e.content["n"] for e in record.entries("mini", "first-look")} == {1, 2}


def test_a_newer_record_is_not_restored(path: Path) -> None:
    with pytest.raises(RecordError, match="The file comes from a newer version"):
        Record(path).restore('{"schema": 2}')


# A disk that refuses


def test_a_full_disk_keeps_the_answer_for_the_next_save(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    record = Record(path)
    record.add(entry(1))
    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "mkstemp", full)
        with pytest.raises(
            RecordError, match=r"could not be saved to .* \(No space left on device\)"
        ) as caught:
            record.add(entry(2))
    assert "download the record now, or make room or the folder writable" in str(caught.value)
    assert numbers(path) == [1]
    assert '"n": 2' in record.export()
    record.add(entry(3))
    assert numbers(path) == [1, 2, 3]


def test_a_disk_that_fills_while_writing_leaves_the_old_record(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    record = Record(path)
    record.add(entry(1))
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(RecordError, match="No space left on device"):
            record.add(entry(2))
    assert numbers(path) == [1]
    assert list(path.parent.glob("*.tmp")) == []


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RecordError, match=f"cannot be read .* set {VARIABLE} to another file"):
        Record(tmp_path / "file" / "record.json")


def test_a_folder_that_turns_into_a_file_keeps_the_answer(tmp_path: Path) -> None:
    record = Record(tmp_path / "folder" / "record.json")
    (tmp_path / "folder").write_text("")
    with pytest.raises(RecordError, match="could not be saved"):
        record.add(entry(1))
    (tmp_path / "folder").unlink()
    record.add(entry(2))
    assert numbers(record.path) == [1, 2]


def test_a_record_that_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="cannot be read"):
        Record(tmp_path)


# Several writers, and a kernel that dies


def test_two_records_on_one_file_lose_no_entry(path: Path) -> None:
    one, two = Record(path), Record(path)
    for number in range(5):
        one.add(entry(number))
        two.add(entry(number + 100))
    assert numbers(path) == [0, 1, 2, 3, 4, 100, 101, 102, 103, 104]


def test_threads_lose_no_entry(path: Path) -> None:
    def write(start: int) -> None:
        record = Record(path)
        for number in range(start, start + 20):
            record.add(entry(number))

    threads = [threading.Thread(target=write, args=(100 * number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers(path) == [100 * thread + number for thread in range(4) for number in range(20)]


def forked(work: Callable[[], None]) -> int:
    """Do something in a child process and return the child's id."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    finally:
        os._exit(0)


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")


@needs_fork
def test_processes_lose_no_entry(path: Path) -> None:
    def write(start: int) -> None:
        record = Record(path)
        for number in range(start, start + 20):
            record.add(entry(number))

    for child in [forked(lambda start=start: write(start)) for start in (0, 100, 200)]:
        os.waitpid(child, 0)
    assert numbers(path) == [start + number for start in (0, 100, 200) for number in range(20)]


@needs_fork
def test_a_killed_kernel_leaves_a_whole_record(tmp_path: Path) -> None:
    """Killed 200 times while saving: the file parses and holds all that was said to be saved."""
    delays, saved_at_all = random.Random(20221001), 0
    for trial in range(200):
        path = tmp_path / f"{trial // 10}.json"
        before = numbers(path) if path.exists() else []
        said, say = os.pipe()

        def save_and_save(path: Path = path, first: int = len(before), say: int = say) -> None:
            record = Record(path)
            for number in range(first, first + 10_000):
                record.add(entry(number))
                os.write(say, b".")

        child = forked(save_and_save)
        os.close(say)
        time.sleep(delays.uniform(0, 0.03))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(said, "rb") as pipe:
            acknowledged = len(before) + len(pipe.read())
        after = numbers(path) if path.exists() else []
        assert after == list(range(len(after)))
        assert len(after) - acknowledged in (0, 1)
        assert Record(path).notice == ""
        saved_at_all += len(after) > len(before)
    assert saved_at_all >= 20
