"""Whether an answer still stands: the edition of its task is the one that was answered.

A task has a version, and rests on rows of the evidence: those that its key names. An entry of the record says
in its `corpus_version` of what these rows were made, as ``1.0.0+3f9a1c20``. So a new version of the corpus
voids nothing by itself; a changed row voids the answers to the tasks that rest on it, and no others. Entries
of kits that did not say so count as long as the version of their task stands.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from typing import TYPE_CHECKING

from infowar_kit.errors import LookupFailed

if TYPE_CHECKING:
    from infowar_kit.tasks.record_entries import Entry
    from infowar_kit.tasks.task import Task

# Columns of a key that name a row of another table.
_NAMED = {"item": "items", "source": "sources", "place": "places", "term": "terms", "claim": "claims"}
# Where a page lies, who read it and how a row is sealed: what the row says is the same.
_UPKEEP = frozenset({"sha256", "url", "read_by", "read_on", "note"})


def edition(task: Task) -> str:
    """Return what an entry of the record says of the corpus: its version, and a mark of the task's rows."""
    return f"{task.corpus.version}+{task.rests_on}"


def stands(task: Task, entry: Entry) -> bool:
    """Return whether an entry belongs to the task as it is now."""
    _, said, found = entry.corpus_version.partition("+")
    return entry.task_version == task.version and (not said or found == task.rests_on)


def mark(task: Task) -> str:
    """Return a mark of the rows that a task rests on: another one as soon as they say something else."""
    refs = {ref for key in task.keys for ref in key.rows}
    refs |= {
        f"{table}:{value}"
        for key in task.keys
        for column, table in _NAMED.items()
        if (value := getattr(key, column))
    }
    said = [_said(key) for key in task.keys]
    for ref in sorted(refs):
        table, _, name = ref.partition(":")
        try:
            said.append([ref, *_said(task.corpus.get(table, name))])
        except LookupFailed:  # a task can be answered while a row is missing; the check of the corpus says so
            said.append([ref])
    text = json.dumps(said, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _said(row: object) -> list[object]:
    return [getattr(row, one.name) for one in fields(row) if one.name not in _UPKEEP]  # type: ignore[arg-type]
