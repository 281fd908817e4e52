"""Reading the text of a record, in whatever form it was kept, and who it belongs to."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from pathlib import Path

from infowar_kit.errors import RecordError
from infowar_kit.say import say
from infowar_kit.tasks import record_entries, record_lines
from infowar_kit.tasks.record_entries import Kept
from infowar_kit.tasks.record_file import RecordFile


def read_text(text: str, name: str = "") -> tuple[list[Kept], str]:
    """Read an exported record, or a file as it lies on disk.

    Parameters
    ----------
    text : str
        All of it.
    name : str
        What it is called to whoever gave it; by default a file that was restored.

    Returns
    -------
    entries : list of Kept
        In order.
    damage : str
        What is wrong with a file whose other lines count; empty where nothing is.

    Raises
    ------
    RecordError
        If it is no record, or an exported one that is damaged.
    """
    if record_lines.PREFIX.decode() in text[:1000]:
        file = RecordFile(Path("restored"), name or say("that you restored"))
        found = file.read(io.BytesIO(text.encode("utf-8", "surrogatepass")))
        return sorted(found, key=lambda kept: kept.place), file.notice
    entries, what = [], name or say("The file")
    for number, kept in enumerate(record_entries.parse(text, what), 1):
        if isinstance(kept, RecordError):
            raise RecordError(
                say("{file} is damaged: entry {number} {trouble}", file=what, number=number, trouble=kept)
            )
        entries.append(kept)
    return entries, ""


def learner_of(entries: Iterable[Kept]) -> str:
    """Return a random mark of whose record this is: eight signs, made from its oldest entry; else empty.

    Every entry has a random id, and the oldest one stays the oldest: so the mark stays when answers are
    added, and says nothing about anybody.
    """
    first = min(entries, key=lambda kept: (record_entries.moment(kept.at) or 0.0, kept.id), default=None)
    return hashlib.sha256(first.id.encode()).hexdigest()[:8] if first else ""
