"""A file is replaced whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from infowar_kit.files import replacing, write


def test_a_file_and_its_folder_are_made(tmp_path):
    write(tmp_path / "new" / "a.txt", "є\n")
    assert (tmp_path / "new" / "a.txt").read_bytes() == "є\n".encode()


def test_what_was_there_stays_when_writing_fails(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("before")

    def half() -> None:
        with replacing(path) as file:
            file.write(b"half")
            raise RuntimeError("out of ideas")

    with pytest.raises(RuntimeError):
        half()
    assert path.read_text() == "before"
    assert [left.name for left in tmp_path.iterdir()] == ["a.txt"]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").write_text("before")
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "dangling").symlink_to("later")
    write(tmp_path / "link", "after")
    write(tmp_path / "dangling", "after")
    assert (tmp_path / "real").read_text() == (tmp_path / "later").read_text() == "after"
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "dangling").is_symlink()


def test_rights_are_kept(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("before")
    path.chmod(0o600)
    write(path, "after")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_pipe_is_not_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="no regular file"):
        write(tmp_path / "pipe", "x")
    assert (tmp_path / "pipe").is_fifo()


def test_a_device_is_not_replaced():
    with pytest.raises(OSError, match="no regular file"):
        write(Path("/dev/null"), "x")
