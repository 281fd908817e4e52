import errno
import json
import os
import random
import signal
import stat
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from infowar_kit.errors import RecordError
from infowar_kit.tasks.record import FILE_NAME, SCHEMA, VARIABLE, Entry, Record, default_path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.json"


def entry(number: int = 0, **parts: Any) -> Entry:
    known = {"corpus": "mini", "corpus_version": "0.0.1", "task": "first-look", "task_version": 1}
    return Entry(**(known | {"kind": "answer", "content": {"n": number}} | parts))


def said(record: Record) -> list[int]:
    """Return what a record holds for its task, in order."""
    return [kept.content["n"] for kept in record.entries("mini", "first-look")]


def numbers(path: Path) -> list[int]:
    """Return what stands on disk, sorted, read without the kit."""
    found = set()
    for file in path.parent.glob(f"{path.stem}*.json"):
        for line in file.read_bytes().split(b"\n"):
            if b'"entry"' in line:
                found.add(json.loads(line)["entry"]["content"]["n"])
    return sorted(found)


def whole_record(*entries: Entry) -> str:
    """Return a record as version 0.1.0 wrote it."""
    names = ("corpus", "corpus_version", "task", "task_version", "kind", "content", "id", "at")
    raw = [{name: getattr(one, name) for name in names} for one in entries]
    return json.dumps({"schema": 1, "entries": raw}, indent=1) + "\n"


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


def test_entries_are_those_of_the_task_in_order(path: Path) -> None:
    record = Record(path)
    for added in [entry(2), entry(1, task_version=9), entry(3, task="other"), entry(4, corpus="other")]:
        record.add(added)
    assert said(record) == said(Record(path)) == [2, 1]


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


def test_neither_the_file_nor_the_export_holds_a_name(path: Path) -> None:
    record = Record(path)
    record.add(entry())
    parts = {"id", "at", "corpus", "corpus_version", "task", "task_version", "kind", "content"}
    exported = json.loads(record.export())
    assert exported["schema"] == SCHEMA == 1
    assert [set(raw) for raw in exported["entries"]] == [parts]
    first, line = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    assert set(first) == {"sum", "record", "machine"}
    assert set(line) == {"sum", "n", "w", "s", "entry"}
    assert set(line["entry"]) == parts


def test_only_the_learner_can_read_it(path: Path) -> None:
    Record(path).add(entry())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


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
        {"schema": SCHEMA, "entries": [raw | {"content": {}, "id": "x", "at": "2022-10-03"} | parts]},
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
    "schema is true": ('{"schema": true, "entries": []}', NO_RECORD),
    "entry is no object": ('{"schema": 1, "entries": [3]}', "is damaged: entry 1 lacks a part"),
    "entry without parts": ('{"schema": 1, "entries": [{}]}', "is damaged: entry 1 lacks a part"),
    "one part too many": (whole(name="N."), "is damaged: entry 1 lacks a part or has one too many"),
    "part of the wrong kind": (
        whole(task=3),
        "entry 1 has a part of the wrong kind: 'task' is 3 and has to be a text",
    ),
    "version is true": (whole(task_version=True), "'task_version' is true and has to be a whole number"),
    "version is a fraction": (whole(task_version=1.0), "'task_version' is 1.0 and has to be a whole number"),
    "content is no object": (whole(content="x"), "'content' is \"x\" and has to be an object"),
    "content is a list": (whole(content=[]), "'content' is a list and has to be an object"),
    "id is empty": (whole(id=""), 'entry 1 has the id "": it has to be 1 to 200 plain characters'),
    "id is blank": (whole(id=" \u3000"), "entry 1 has the id"),
    "id is half a character": (whole(id="\udfff"), r'entry 1 has the id "\\udfff": it has to be'),
    "id holds a line end": (whole(id="a\nb"), "entry 1 has the id"),
    "id without end": (whole(id="x" * 100_000), "entry 1 has the id"),
    "no task": (whole(task=""), "entry 1 has the task"),
    "no date": (whole(at=""), 'entry 1 has the date "": it has to be a date and time such as 2001-10-03T09'),
    "date in words": (whole(at="yesterday"), "entry 1 has the date .yesterday.: it has to be a date"),
    "month 13": (whole(at="2022-13-01T00:00:00+00:00"), "entry 1 has the date"),
    "no number": (whole(content={"a": float("nan")}), "entry 1 holds what is no JSON"),
    "content nested too deeply": (
        whole(content={"a": "*"}).replace('"*"', "[" * 60 + "]" * 60),
        "entry 1 holds what is no JSON: it is nested more than 50 deep",
    ),
    "an entry inside an entry": (
        whole(content=json.loads(whole())["entries"][0]),
        "'content' is an entry and has to be an object",
    ),
    "too large": (whole(content={"a": "x" * 5_000_000}), "entry 1 is larger than 4 MB"),
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
    with pytest.raises(RecordError, match="An answer cannot be saved: it holds what is no JSON"):
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


def test_a_lesson_that_changes_its_folder_keeps_its_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(VARIABLE, raising=False)
    record = Record()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    record.add(entry(1))
    assert numbers(tmp_path / FILE_NAME) == [1]


def test_a_folder_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    monkeypatch.delenv(VARIABLE, raising=False)
    gone.rmdir()
    with pytest.raises(
        RecordError, match=f"The folder of this lesson is gone. Make it again. Or set {VARIABLE}"
    ):
        Record()


@pytest.mark.parametrize("there", [True, False], ids=["a file", "nothing yet"])
def test_a_link_into_a_synchronised_folder_stays_a_link(tmp_path: Path, there: bool) -> None:
    """It was replaced by a file, and the record behind it stopped growing."""
    target, link = tmp_path / "synced" / "mine.json", tmp_path / "record.json"
    target.parent.mkdir()
    if there:
        Record(target).add(entry(1))
    link.symlink_to(target)
    Record(link).add(entry(2))
    assert link.is_symlink()
    assert numbers(target) == ([1, 2] if there else [2])
    assert said(Record(link)) == said(Record(target))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["record.json", "synced"]


def test_a_record_that_was_moved_behind_a_link_keeps_what_lay_beside_it(
    path: Path, other_machine: Any
) -> None:
    Record(path).add(entry(1))
    other_machine()
    Record(path).add(entry(2))  # beside it
    synced = path.parent / "synced"
    synced.mkdir()
    path.rename(synced / path.name)
    path.symlink_to(synced / path.name)
    record = Record(path)
    record.add(entry(3))
    assert said(record) == said(Record(path)) == [1, 2, 3]


def test_a_link_in_a_circle(path: Path) -> None:
    path.symlink_to(path)
    with pytest.raises(RecordError, match=r"cannot be read .* set INFOWAR_KIT_RECORD to another file"):
        Record(path)


# What is no file


def no_file(kind: str, path: Path) -> None:
    if kind == "a folder":
        path.mkdir()
    elif kind == "a pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero" if kind == "a device" else "/dev/null")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
@pytest.mark.parametrize("kind", ["a folder", "a pipe", "a device", "a device that swallows all"])
def test_what_is_no_file_is_refused_and_left_alone(path: Path, kind: str) -> None:
    """A pipe waited for ever, /dev/zero filled the memory, and /dev/null was renamed away by root."""
    no_file(kind, path)
    before = path.stat()
    with pytest.raises(RecordError, match=f"it is {kind[:8]}.*, no file, and stays as it is. Set {VARIABLE}"):
        Record(path)
    assert path.stat()[:3] == before[:3]
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
def test_a_pipe_that_takes_the_place_of_the_record_holds_nothing_up(path: Path) -> None:
    record = Record(path)
    record.add(entry(1))
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(RecordError, match="it is a pipe"):
        record.add(entry(2))
    path.unlink()
    record.add(entry(3))
    assert said(Record(path)) == [1, 2, 3]


# Records of version 0.1.0


def test_a_record_of_the_first_version_is_read_kept_and_continued(path: Path) -> None:
    old = whole_record(entry(1, at="2022-10-01T00:00:00+00:00"), entry(2, at="2022-10-02T00:00:00+00:00"))
    path.write_text(old, encoding="utf-8")
    record = Record(path)
    assert (said(record), record.notice) == ([1, 2], "")
    record.add(entry(3, at="2022-09-01T00:00:00+00:00"))
    assert path.read_text(encoding="utf-8") == old
    assert said(Record(path)) == [1, 2, 3]
    other = Record(path.with_name("other.json"))
    assert other.restore(Record(path).export()) == 3
    assert said(other) == [1, 2, 3]


def test_an_entry_that_is_none_in_a_record_of_the_first_version(path: Path) -> None:
    path.write_text(whole_record(entry(1), entry(2, at=""), entry(3)), encoding="utf-8")
    record = Record(path)
    assert said(record) == [1, 3]
    assert 'entry 2 has the date "": it has to be a date and time' in record.notice
    assert "; the others count" in record.notice


def test_temporary_files_of_the_first_version_are_cleared(path: Path) -> None:
    left = [path.with_name(f".record.json.{name}.tmp") for name in ("abcd1234", "_x7y8z9q")]
    others = [path.with_name(name) for name in (".record.json.tmp", ".other.json.abcd1234.tmp", "a.tmp")]
    for file in [*left, *others]:
        file.write_text("{")
    folder = path.with_name(".record.json.folder12.tmp")
    folder.mkdir()
    Record(path).add(entry())
    assert not [file for file in left if file.exists()]
    assert all(file.exists() for file in [*others, folder])


def test_temporary_files_stay_while_the_first_version_saves(path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    left = path.with_name(".record.json.abcd1234.tmp")
    left.write_text("{")
    with path.with_name(".record.json.lock").open("a+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        Record(path).add(entry())
        assert left.exists()
    Record(path).add(entry())
    assert not left.exists()


# Damage

FOREIGN = {
    "cut off": (b'{"schema": 1, "entr', "is not a record: it is no JSON"),
    "not UTF-8": (b'{"schema": 1, "entries": ["\xff"]}', "can't decode byte 0xff"),
    "zeros": (b"\0" * 4096, "is not a record: it is no JSON"),
    "no record": (b"[]", "is not a record of infowar-kit"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "can't decode byte"),
}


@pytest.mark.parametrize(("data", "why"), FOREIGN.values(), ids=FOREIGN)
def test_what_is_no_record_stays_where_it_is(path: Path, data: bytes, why: str) -> None:
    path.write_bytes(data)
    record = Record(path)
    assert record.notice.startswith("The saved answers in record.json could not be read (")
    assert why in record.notice
    assert record.notice.endswith(
        "The file stays as it is; new answers are saved beside it. If it is no record of yours, move it away."
    )
    record.add(entry(1))
    assert path.read_bytes() == data
    assert said(Record(path)) == [1]


@pytest.mark.parametrize("data", [b"", b"\n", b" \r\n"])
def test_an_empty_file_is_an_empty_record(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    record = Record(path)
    record.add(entry(1))
    Record(path).add(entry(2))
    assert (said(Record(path)), Record(path).notice) == ([1, 2], "")
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_is_too_large_is_not_read(path: Path) -> None:
    path.touch()
    os.truncate(path, 2**40)  # a hole: it takes no room
    assert "could not be read (it is larger than 20 MB)" in Record(path).notice


def test_a_file_overwritten_while_the_notebook_runs_loses_no_answer(path: Path) -> None:
    record = Record(path)
    record.add(entry(1))
    path.write_bytes(b"overwritten by another program")
    record.add(entry(2))
    assert path.read_bytes() == b"overwritten by another program"
    assert said(Record(path)) == [1, 2]


def test_a_file_removed_while_the_notebook_runs_loses_no_answer(path: Path) -> None:
    record = Record(path)
    record.add(entry(1))
    path.unlink()
    record.add(entry(2))
    assert said(Record(path)) == [1, 2]


def test_a_file_put_back_from_a_copy_loses_no_answer(path: Path) -> None:
    record = Record(path)
    record.add(entry(1))
    copy = path.read_bytes()
    record.add(entry(2))
    path.write_bytes(copy)
    record.add(entry(3))
    assert (said(Record(path)), Record(path).notice) == ([1, 2, 3], "")


def filled(path: Path, sessions: int = 3, answers: int = 4) -> list[bytes]:
    """Make a record in several sessions and return its lines."""
    for session in range(sessions):
        record = Record(path)
        for number in range(answers):
            record.add(entry(session * answers + number, content={"n": session * answers + number, "ж": "х"}))
    return path.read_bytes().splitlines(keepends=True)


def test_every_line_but_the_last_is_missed(path: Path) -> None:
    lines = filled(path)
    for gone in range(len(lines) - 1):
        path.write_bytes(b"".join(lines[:gone] + lines[gone + 1 :]))
        record = Record(path)
        assert record.notice.startswith("The record record.json was damaged: 1 line is missing. "), gone
        assert record.notice.endswith("If you have downloaded your record before, restore it from there.")
        assert said(record) == [number for number in range(len(lines) - 1) if number != gone - 1]


def test_every_flipped_bit_is_noticed_or_does_no_harm(path: Path) -> None:
    """107 of 300 were loaded without a word."""
    lines = filled(path)
    whole, chosen = b"".join(lines), random.Random(20221001)
    for place in chosen.sample(range(len(whole)), 400):
        data = bytearray(whole)
        data[place] ^= 1 << chosen.randrange(8)
        for file in path.parent.iterdir():
            file.unlink()
        path.write_bytes(data)
        record = Record(path)
        exact = said(record) == list(range(12)) and all(
            kept.content["ж"] == "х" for kept in record.entries("mini", "first-look")
        )
        assert record.notice or exact, (place, whole[place], data[place])
        assert len(record) >= 11, (place, "only the line that was hit may be lost")
        record.add(entry(99))
        assert said(Record(path))[-1] == 99


def test_damaged_lines_are_named_and_the_rest_counts(path: Path) -> None:
    lines = filled(path)
    lines[3] = lines[3].replace(b'"n"', b'"m"')
    lines[5] = b"something else\n"
    path.write_bytes(b"".join(lines))
    record = Record(path)
    assert record.notice.startswith(
        "The record record.json was damaged: lines 4, 6 cannot be read. Everything"
    )
    assert said(record) == [0, 1, 3, 5, 6, 7, 8, 9, 10, 11]


def test_line_ends_of_another_system_and_blank_lines_do_no_harm(path: Path) -> None:
    lines = filled(path)
    path.write_bytes(b"\xef\xbb\xbf" + b"".join(lines).replace(b"\n", b"\r\n\r\n"))
    record = Record(path)
    assert (len(record), record.notice) == (12, "")
    record.add(entry(12))
    assert (said(Record(path)), Record(path).notice) == (list(range(13)), "")


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
    assert list(path.parent.iterdir()) == [path]
    assert path.read_text(encoding="utf-8") == '{"schema": 2}'
    assert said(record) == [1, 2]


def test_a_newer_record_is_not_restored(path: Path) -> None:
    with pytest.raises(RecordError, match="The file comes from a newer version"):
        Record(path).restore('{"schema": 2}')


# A disk that refuses


def refusing(number: int) -> Callable[..., Any]:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


ADVICE = {
    errno.ENOSPC: "download the record now, and make room on the disk.",
    errno.EDQUOT: "make room on the disk.",
    errno.EROFS: f"can only be read, so set {VARIABLE} to a file in a folder of your own.",
    errno.EACCES: f"writable, or set {VARIABLE} to a file in a folder of your own.",
    errno.EFBIG: f"must not grow any further, so set {VARIABLE} to a new one.",
    errno.EIO: f"a folder that can be written to, or set {VARIABLE} to a file elsewhere.",
}


@pytest.mark.parametrize("begun", [False, True], ids=["the first answer", "a later answer"])
@pytest.mark.parametrize("step", ["open", "write", "fsync"])
@pytest.mark.parametrize("number", ADVICE, ids=errno.errorcode.__getitem__)
def test_a_disk_that_refuses_keeps_the_answer_for_the_next_save(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, begun: bool
) -> None:
    record, opened = Record(path), os.open
    if begun:
        record.add(entry(1))

    def only_to_read(file: Any, flags: int, *rest: Any) -> int:
        return refusing(number)() if flags & os.O_APPEND else opened(file, flags, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(os, step, only_to_read if step == "open" else refusing(number))
        with pytest.raises(RecordError, match="The answer could not be saved to ") as caught:
            record.add(entry(2))
    assert str(caught.value).endswith(ADVICE[number])
    assert f"({os.strerror(number)}). It is kept while this notebook runs" in str(caught.value)
    assert '"n":2' in record.export()
    record.add(entry(3))
    assert (said(Record(path)), Record(path).notice) == ([1, 2, 3] if begun else [2, 3], "")


@pytest.mark.parametrize("room", [0, 1, 30, 60, 90, 150, 270])
def test_a_disk_that_fills_in_the_middle_of_a_line(
    path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    """What was cut off is told apart, and nothing is glued to it."""
    write, left = os.write, room

    def until_full(handle: int, data: bytes) -> int:
        nonlocal left
        if not left:
            refusing(errno.ENOSPC)()
        written = write(handle, data[:left])
        left -= written
        return written

    record = Record(path)
    for number in (1, 2):
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", until_full)
            left = room
            with pytest.raises(RecordError, match="No space left on device"):
                record.add(entry(number))
    record.add(entry(3))
    assert (said(Record(path)), Record(path).notice) == ([1, 2, 3], "")


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_file_system_that_cannot_force_to_disk(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(os, "fsync", refusing(number))
    Record(path).add(entry(1))
    assert said(Record(path)) == [1]


def test_a_record_that_may_only_be_read_is_continued_beside_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Record(path).add(entry(1))
    before, opened = path.read_bytes(), os.open

    def read_only(file: Any, flags: int, *rest: Any) -> int:
        if Path(file) == path and flags & os.O_APPEND:
            refusing(errno.EACCES)()
        return opened(file, flags, *rest)

    monkeypatch.setattr(os, "open", read_only)  # root may write to everything
    Record(path).add(entry(2))
    assert path.read_bytes() == before
    assert said(Record(path)) == [1, 2]


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


def test_an_answer_is_not_larger_than_it_can_be_read(path: Path) -> None:
    record = Record(path)
    with pytest.raises(RecordError, match="An answer cannot be saved: it is larger than 4 MB"):
        record.add(entry(content={"a": "x" * 5_000_000}))
    record.add(entry(1))
    assert said(Record(path)) == [1]


# Order


class Clock:
    """A clock that goes as it is told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from infowar_kit.tasks import record_entries

        self.year = 2022
        clock = self

        class Moment(record_entries.dt.datetime):
            @classmethod
            def now(cls, tz: Any = None) -> Any:
                return cls(clock.year, 1, 1, tzinfo=record_entries.dt.UTC)

        monkeypatch.setattr(record_entries.dt, "datetime", Moment)


def test_the_answer_given_last_stands_whatever_the_clock(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    one, two = Record(path), Record(path)
    for number, year in enumerate([2030, 2026, 9999, 1980, 2022]):
        clock.year = year
        (one, two)[number % 2].add(entry(number))
    assert said(one) != []
    one.refresh()
    assert said(one) == said(Record(path)) == [0, 1, 2, 3, 4]


def test_the_clock_decides_between_computers_that_knew_nothing_of_each_other(
    path: Path, other_machine: Any
) -> None:
    here, there = path.with_name("here.json"), path.with_name("there.json")
    Record(here).add(entry(2, at="2022-10-02T00:00:00+00:00"))
    other_machine()
    Record(there).add(entry(1, at="2022-10-01T00:00:00+00:00"))
    # A synchronised folder brings the files together.
    there.rename(here.with_name("here.0123456789ab.json"))
    assert said(Record(here)) == [1, 2]


def test_an_entry_restored_from_the_future_does_not_win(path: Path) -> None:
    record = Record(path)
    record.add(entry(1))
    future = [entry(7, at="9999-12-31T23:59:59+00:00"), entry(8, at="2222-01-01T00:00:00")]
    assert record.restore(whole_record(*future)) == 2
    assert said(record)[-1] == 1
    record.add(entry(2))
    assert said(Record(path))[-2:] == [1, 2]


def test_restored_entries_stand_among_the_others_by_date(path: Path) -> None:
    record = Record(path)
    for day in (1, 3, 5):
        record.add(entry(day, at=f"2022-10-0{day}T00:00:00+00:00"))
    old = [entry(day, at=f"2022-10-0{day}T00:00:00+00:00") for day in (2, 4, 6)]
    record.restore(whole_record(*old))
    assert said(record) == said(Record(path)) == [1, 2, 3, 4, 5, 6]


def test_a_record_made_under_a_wrong_clock_is_restored_in_its_order(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, clock = Record(path), Clock(monkeypatch)
    for number, year in enumerate([2090, 2030, 2026]):
        clock.year = year
        record.add(entry(number))
    other = Record(path.with_name("other.json"))
    other.restore(record.export())
    other.add(entry(3))
    assert said(Record(other.path)) == [0, 1, 2, 3]
    assert json.loads(other.export())["entries"][0]["content"] == {"n": 0}


def test_a_file_as_it_lies_on_disk_is_restored_too(path: Path) -> None:
    """What JupyterLab's file browser downloads."""
    lines = filled(path)
    other = Record(path.with_name("other.json"))
    assert other.restore(path.read_text(encoding="utf-8")) == 12
    assert said(Record(other.path)) == list(range(12))
    lines[2] = b"x" * 40 + b"\n"
    third = Record(path.with_name("third.json"))
    assert third.restore(b"".join(lines).decode()) == 11
    assert "The record that you restored was damaged: line 3 cannot be read." in third.notice


# Several writers, and a kernel that dies


@pytest.fixture
def other_machine(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what makes the kit believe that it runs on another computer."""
    from infowar_kit.tasks import record_file, record_files

    def change() -> None:
        mark = f"{random.getrandbits(48):012x}"
        for module in (record_file, record_files):
            monkeypatch.setattr(module, "this_machine", lambda: mark)

    return change


def test_two_records_on_one_file_lose_no_entry(path: Path) -> None:
    one, two = Record(path), Record(path)
    for number in range(5):
        one.add(entry(number))
        two.add(entry(number + 100))
    assert numbers(path) == [0, 1, 2, 3, 4, 100, 101, 102, 103, 104]
    assert list(path.parent.iterdir()) == [path]


def test_two_computers_write_to_two_files_and_read_both(path: Path, other_machine: Any) -> None:
    Record(path).add(entry(1))
    before = path.read_bytes()
    for number in (2, 3, 4):
        other_machine()
        Record(path).add(entry(number))
    assert path.read_bytes() == before
    assert len(list(path.parent.iterdir())) == 4
    assert said(Record(path)) == [1, 2, 3, 4]
    assert set(Record(path).files) == set(path.parent.iterdir())


def test_records_beside_each_other_do_not_mix(tmp_path: Path, other_machine: Any) -> None:
    paths = [tmp_path / name for name in ("a.json", "a", "a.b.json", "a.txt")]
    for round_ in range(2):
        for number, path in enumerate(paths):
            Record(path).add(entry(number + 10 * round_))
        other_machine()
    assert [said(Record(path)) for path in paths] == [[0, 10], [1, 11], [2, 12], [3, 13]]


def locked_out(monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    fcntl = pytest.importorskip("fcntl")
    refuse = refusing(getattr(errno, how)) if how != "pretends" else lambda *_: None
    for name in ("flock", "lockf"):
        monkeypatch.setattr(fcntl, name, refuse)


@pytest.mark.parametrize("how", ["ENOLCK", "EOPNOTSUPP", "pretends"])
def test_without_locks_nothing_is_lost(path: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    """On NFS and SMB no answer was ever saved; where locks only pretend, 15 of 400 were lost."""
    locked_out(monkeypatch, how)
    test_processes_lose_no_entry(path)


def test_a_lesson_that_stands_still_holds_nobody_up(path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    with path.with_name(".record.json.lock").open("a+b") as lock, path.open("a+b") as file:
        fcntl.flock(lock, fcntl.LOCK_EX)
        fcntl.flock(file, fcntl.LOCK_EX)
        Record(path).add(entry(1))
    assert said(Record(path)) == [1]


@pytest.mark.parametrize("shared", [False, True], ids=["a record each", "one record"])
def test_threads_lose_no_entry(path: Path, shared: bool) -> None:
    one = Record(path)

    def write(start: int) -> None:
        record = one if shared else Record(path)
        for number in range(start, start + 20):
            record.add(entry(number))
            record.refresh()

    threads = [threading.Thread(target=write, args=(100 * number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers(path) == [100 * thread + number for thread in range(4) for number in range(20)]
    assert Record(path).notice == ""


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
    assert (len(Record(path)), Record(path).notice) == (60, "")


@needs_fork
def test_a_record_in_use_that_is_forked_is_another_writer(path: Path) -> None:
    record = Record(path)
    record.add(entry(1))
    children = [forked(lambda number=number: record.add(entry(number))) for number in (2, 3)]
    for child in children:
        os.waitpid(child, 0)
    record.add(entry(4))
    assert (sorted(said(record)), record.notice) == ([1, 2, 3, 4], "")


@needs_fork
def test_a_killed_kernel_leaves_a_whole_record(tmp_path: Path) -> None:
    """Killed while saving: all that was said to be saved is there, and no file is left behind."""
    delays, saved_at_all = random.Random(20221001), 0
    for trial in range(60):
        path = tmp_path / f"{trial // 10}.json"
        before = said(Record(path))
        told, tell = os.pipe()

        def save_and_save(path: Path = path, first: int = len(before), tell: int = tell) -> None:
            record = Record(path)
            for number in range(first, first + 10_000):
                record.add(entry(number))
                os.write(tell, b".")

        child = forked(save_and_save)
        os.close(tell)
        time.sleep(delays.uniform(0, 0.05))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(told, "rb") as pipe:
            acknowledged = len(before) + len(pipe.read())
        after = said(Record(path))
        assert after == list(range(len(after)))
        assert len(after) - acknowledged in (0, 1)
        assert Record(path).notice == ""
        saved_at_all += len(after) > len(before)
    assert saved_at_all >= 10
    assert all(path.suffix == ".json" for path in tmp_path.iterdir())
    assert len(list(tmp_path.iterdir())) <= 12
