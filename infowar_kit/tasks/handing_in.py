"""What a learner hands in: the record without answers from which a political opinion could be read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from infowar_kit.errors import KitError
from infowar_kit.tasks import build, record_entries
from infowar_kit.tasks.record_entries import PARTS, Entry
from infowar_kit.tasks.session import DRAWN, Session

if TYPE_CHECKING:
    from infowar_kit.tasks.task import Task

# Kinds of entries whose content is by part what was answered.
_ANSWERED = frozenset({"answer", "draft"})


def shown_to_teachers(task: Task, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return an answer without the parts that stay with the learner."""
    return {part: value for part, value in content.items() if not _private(task, part)}


def _private(task: Task, part: str) -> bool:
    try:
        return task.private(part)
    except KitError:  # no part of the task any more: what it would have told is not known
        return True


def for_teacher(session: Session) -> str:
    """Return the record for a teacher: this event's tasks, and of each only what is not private.

    An entry from which something was taken has another id, so that it never takes the place of the whole one.
    """
    # What was drawn by chance decides which questions a learner met; it says nothing about anybody.
    kept = list(session.record.entries(session.corpus.name, DRAWN))
    for row in session.corpus.tasks:
        entries = session.record.entries(session.corpus.name, row.task_id)
        if not entries:
            continue
        try:
            task = build(session.corpus, row.task_id, session.language)
        except KitError:
            continue
        kept += [found for entry in entries if (found := _handed(task, entry)) is not None]
    checked = [record_entries.checked({name: getattr(entry, name) for name in PARTS}) for entry in kept]
    return record_entries.export(sorted(checked, key=lambda one: (one.at, one.id)))


def _handed(task: Task, entry: Entry) -> Entry | None:
    if entry.kind not in _ANSWERED:
        return entry
    content = shown_to_teachers(task, entry.content)
    if content == entry.content:
        return entry
    if not content:
        return None
    text = json.dumps([entry.id, *content])
    return replace(entry, content=content, id=hashlib.sha256(text.encode()).hexdigest()[:32])
