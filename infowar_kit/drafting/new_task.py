"""A task to be filled in: the rows that its kind needs, as the tasks of this kind that ship have them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from infowar_kit.corpus import available, load
from infowar_kit.corpus.corpus import Corpus
from infowar_kit.corpus.unfinished import todo
from infowar_kit.drafting.folder import Folder, free
from infowar_kit.drafting.lessons import notebook_of
from infowar_kit.errors import DraftError, LookupFailed
from infowar_kit.tasks.kinds import kinds
from infowar_kit.text import plain

# What every kind asks of its texts, besides a reason for each part; see `infowar_kit.tasks.task.Task`.
ALWAYS = ("title", "prompt", "hint")
PART = "*"
_COLUMNS = ("item", "source", "place", "term", "claim", "moment", "accept", "letters", "speaker", "rows")
_TABLES = ("item", "source", "place", "term", "claim")
_MOST_VALUES = 8
_SHORT = 80  # letters of an example
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WHAT = {
    "title": "its title", "prompt": "what the learner is to do", "hint": "a hint that gives nothing away",
    "right": "what is said when it holds", PART: "what is shown of this part",
    f"{PART}/reason": "why this is the answer, with the evidence",
}  # fmt: skip


@dataclass
class Shape:
    """What tasks of a kind are made of.

    Parameters
    ----------
    tasks : int
        How many were looked at.
    parts : int
        The fewest parts that one of them has.
    minutes : float
        How long a part takes, in the middle.
    columns, sometimes : tuple of str
        Columns of keys.csv that all their parts fill, and those that only some fill.
    values : dict of str to tuple of str
        What they hold there, where these are words of the kind.
    texts, also : tuple of str
        Texts that each has, and texts that only some have; ``*`` stands for a part.
    examples : dict of str to str
        How such a text reads in one of them.
    """

    tasks: int = 0
    parts: int = 2
    minutes: float = 1
    columns: tuple[str, ...] = ("accept", "rows")
    sometimes: tuple[str, ...] = ()
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    texts: tuple[str, ...] = (*ALWAYS, f"{PART}/reason")
    also: tuple[str, ...] = ()
    examples: dict[str, str] = field(default_factory=dict)


def shape_of(kind: str, corpora: Iterable[Corpus]) -> Shape:
    """Return what tasks of a kind are made of, as far as corpora that were checked show it."""
    tasks = [(corpus, row) for corpus in corpora for row in corpus.tasks if row.kind == kind]
    if not tasks:
        return Shape()
    keys = [(corpus, row.task_id, corpus.keys_of_task(row.task_id)) for corpus, row in tasks]
    parts = sum(len(found) for *_, found in keys)
    filled: Counter[str] = Counter()
    held: dict[str, Counter[str]] = {"accept": Counter(), "letters": Counter()}
    texts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for corpus, task, found in keys:
        names = {key.part for key in found}
        for key in found:
            filled.update(column for column in _COLUMNS if getattr(key, column))
            for column, counted in held.items():
                counted.update(value for value in getattr(key, column) if value not in names)
        for name, text in corpus.texts_under(f"{task}/").items():
            texts[_generic(name, names)] += 1
            examples.setdefault(_generic(name, names), plain(text))
    needed = {name for name, count in texts.items() if count == (parts if PART in name else len(tasks))}
    always = tuple(column for column in _COLUMNS if filled[column] == parts)
    if "rows" not in always and 2 * filled["rows"] >= parts:
        always = (*always, "rows")  # a reason rests on rows; the few that rest on none say so
    minutes = sorted(row.minutes / len(found) for (_, row), (*_, found) in zip(tasks, keys, strict=True))
    return Shape(
        tasks=len(tasks),
        parts=min(len(found) for *_, found in keys),
        minutes=minutes[len(minutes) // 2],
        columns=always,
        sometimes=tuple(column for column in _COLUMNS if filled[column] and column not in always),
        values={column: _common(counted) for column, counted in held.items()},
        texts=tuple(name for name in texts if name in needed),
        examples=examples,
        also=tuple(name for name, count in texts.most_common() if name not in needed and count > 1),
    )


def _generic(name: str, parts: Collection[str]) -> str:
    """Return the name of a text with ``*`` for the part of which it is."""
    first, *rest = name.split("/")
    if first in parts:
        return "/".join([PART, *rest])
    return "/".join([first, *(PART if one in parts else one for one in rest)])


def _common(counted: Counter[str]) -> tuple[str, ...]:
    """Return the values that are words of a kind: those that come again, the commonest first."""
    words = [value for value, count in counted.most_common() if count > 1 or len(counted) <= _MOST_VALUES]
    return tuple(sorted(words[:_MOST_VALUES]))


@dataclass(frozen=True)
class Drafted:
    """A task that was drafted."""

    task: str
    lesson: str
    title: str
    parts: tuple[str, ...]
    shape: Shape
    files: tuple[str, ...]


def new_task(
    folder: Folder, kind: str, *, task: str = "", lesson: str = "", parts: Sequence[str] = ()
) -> Drafted:
    """Draft a task: a row of its own, one for each part, and one for each text.

    Parameters
    ----------
    folder : Folder
        Of the event.
    kind : str
        Such as ``"choice"``.
    task, lesson : str
        Its id and its lesson; by default its kind, and the last lesson.
    parts : sequence of str
        Ids of its parts; by default as many as the smallest task of the kind has.

    Raises
    ------
    LookupFailed
        If there is no such kind or no such lesson; the message lists them.
    DraftError
        If an id cannot be used.
    CorpusError
        If a table cannot be read.
    """
    known = kinds()
    if kind not in known:
        lines = "\n".join(f"  {name}: {_about(model)}" for name, model in sorted(known.items()))
        raise LookupFailed(f"There is no kind '{kind}'. The kinds are:\n{lines}")
    there = folder.rows("tasks")
    ids = [row["task_id"] for row in there]
    if task in ids:
        raise DraftError(f"There is a task '{task}' already; nothing was changed. Choose another name.")
    lesson = lesson or max((row["lesson_id"] for row in folder.rows("lessons")), default="")
    notebook_of(folder, lesson)
    task = task or free(kind, ids)
    shape = shape_of(kind, [load(name) for name in available()])
    names = tuple(parts) or tuple(f"part-{n}" for n in range(1, min(shape.parts, 5) + 1))
    for name in (task, *names):
        if not _ID.fullmatch(name):
            raise DraftError(
                f"'{name}' is no key. Write small letters, digits and hyphens, such as who-says."
            )
    if len(set(names)) < len(names):
        raise DraftError("Two parts have one name. Give each its own.")
    position = 1 + max(
        (int(row["position"]) for row in there if row["lesson"] == lesson and row["position"].isdigit()),
        default=0,
    )
    row = {"task_id": task, "lesson": lesson, "position": str(position), "kind": kind, "version": "1",
           "minutes": f"{max(1, round(2 * shape.minutes * len(names)) / 2):g}"}  # fmt: skip
    first, offset = folder.settings.days[0], folder.raw.get("period", {}).get("utc_offset")
    moment = f"{first or '1907-03-01'}T18:00{offset or '+00:00'}"
    keys = [
        {"task": task, "part": part, "position": str(n)}
        | {name: _cell(name, shape, moment) for name in shape.columns}
        for n, part in enumerate(names, 1)
    ]
    texts = [
        *_texts(task, names, shape),
        (f"lesson-{lesson}/objective/{task}", todo("what one learns by it")),
    ]
    files = folder.add(
        {
            "tasks": [row],
            "keys": keys,
            "texts": [{"key": key, "language": "en", "text": text} for key, text in texts],
        }
    )
    return Drafted(task, lesson, task.replace("-", " ").capitalize(), names, shape, files)


def _about(model: type[object]) -> str:
    """Return what a kind is for: the first sentence of its module, or of its class."""
    import sys

    said = sys.modules[model.__module__].__doc__ or model.__doc__ or ""
    return said.strip().partition("\n")[0]


def _cell(column: str, shape: Shape, moment: str) -> str:
    values = shape.values.get(column, ())
    if values:
        return todo(f"such as {', '.join(values)}")
    if column == "rows":
        return todo("table:id, such as items:I001")
    if column in _TABLES:
        return todo(f"an id of {column}s.csv")
    return todo(f"a moment, such as {moment}" if column == "moment" else "as in a task that ships")


def _texts(task: str, parts: Sequence[str], shape: Shape) -> list[tuple[str, str]]:
    names = [name for name in ALWAYS if name in shape.texts]
    names += [name for name in shape.texts if name not in names and PART not in name]
    rows = [(f"{task}/{name}", todo(_wanted(name, shape))) for name in names]
    for part in parts:
        rows += [
            (f"{task}/{name.replace(PART, part, 1)}", todo(_wanted(name, shape)))
            for name in sorted(name for name in shape.texts if PART in name)
        ]
    return rows


def _wanted(name: str, shape: Shape) -> str:
    """Return what a text is for, or where only its kind knows that, how one reads that ships."""
    if name in _WHAT:
        return _WHAT[name]
    words = " ".join(shape.examples.get(name, "").split())
    short = words if len(words) <= _SHORT else words[:_SHORT].rsplit(" ", 1)[0] + " …"
    return f"{name.removeprefix(f'{PART}/').replace('/', ' ')}, such as “{short}”"
