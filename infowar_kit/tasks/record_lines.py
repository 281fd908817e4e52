"""Lines of a record on disk, each with a checksum, its writer and a number::

    {"sum":"9f86d081884c","n":12,"w":"5a1b…","s":3,"after":"77c0…:9","entry":{…}}

``sum`` is of all that follows it in the line: a flipped bit shows. ``w`` and ``s`` count what one writer has
written, and ``after`` names the last line of another one that stood before it: a line that was deleted leaves
a gap. (The very last line of a file may be deleted without a trace: nothing has counted it yet.) ``n`` is
explained in `infowar_kit.tasks.record`. The first line says of what kind the file is, and who appends to it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from infowar_kit.tasks.record_entries import Kept

VERSION = 2  # 1 is the whole file of version 0.1.0
PREFIX = b'{"sum":"'
_SUM = 12
_HEAD = len(PREFIX) + _SUM


def header(machine: str) -> bytes:
    """Return the first line of a file."""
    return _line(json.dumps({"record": VERSION, "machine": machine}, separators=(",", ":")))


def entry_line(kept: Kept, writer: str, number: int, after: str = "") -> bytes:
    """Return the line of an entry."""
    counted: dict[str, Any] = {"n": kept.n, "w": writer, "s": number}
    if kept.k:
        counted["k"] = kept.k
    if after:
        counted["after"] = after
    return _line(f'{json.dumps(counted, separators=(",", ":"))[:-1]},"entry":{kept.json()}}}')


def _line(text: str) -> bytes:
    body = text.encode()[1:]
    return PREFIX + _sum(body) + b'",' + body + b"\n"


def _sum(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest()[:_SUM].encode()


def parts(chunk: bytes) -> Iterator[dict[str, Any] | bytes]:
    """Read what stands between two line ends.

    Yields
    ------
    dict or bytes
        What a line says; or bytes that are none, damaged or cut off. They are several where a line was added
        to one that had been cut off.
    """
    whole = _read(chunk)
    if whole is not None:
        yield whole
        return
    starts = [found.start() for found in re.finditer(re.escape(PREFIX), chunk)]
    if not starts or starts[0] > 0:
        yield chunk[: starts[0]] if starts else chunk
    for start, end in pairwise([*starts, len(chunk)] if starts else []):
        piece = chunk[start:end]
        # A line end that turned into another character leaves one too many.
        yield piece if (said := _read(piece) or _read(piece[:-1])) is None else said


def _read(chunk: bytes) -> dict[str, Any] | None:
    body = chunk[_HEAD + 2 :]
    if chunk[:_HEAD] != PREFIX + _sum(body) or chunk[_HEAD : _HEAD + 2] != b'",':
        return None
    try:
        said = json.loads(b"{" + body)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def cut_off(piece: bytes) -> bool:
    """Whether these bytes are the beginning of a line and no more, as a full disk or a crash leaves them."""
    if piece[: len(PREFIX)] != PREFIX[: len(piece)]:
        return False
    try:
        json.loads(piece)
    except json.JSONDecodeError as error:
        # At most half a word or half an escape stands after the place where reading stopped.
        return error.msg.startswith("Unterminated") or error.pos >= len(error.doc) - 6
    except UnicodeDecodeError as error:
        return error.end == len(piece)
    except RecursionError:
        return False
    return False


def counted(said: dict[str, Any]) -> tuple[str, int, int, int]:
    """Return writer, number, `n` and `k` of a line.

    Raises
    ------
    ValueError
        If it has none.
    """
    counts = [said.get(name, 0) for name in ("s", "n", "k")]
    if not all(type(count) is int and count >= 0 for count in counts) or not isinstance(said.get("w"), str):
        raise ValueError("no line of a record")
    number, n, k = counts
    return said["w"], number, n, k
