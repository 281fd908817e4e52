"""Begin an event: its own file, and the headers of the tables that nearly every event has."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infowar_kit.corpus.codes import is_language
from infowar_kit.corpus.descriptor import EVENT
from infowar_kit.corpus.event import MARKERS, event_faults
from infowar_kit.drafting.folder import Folder, header, save, slug
from infowar_kit.errors import DraftError, LookupFailed

TABLES = ("sources", "items", "claims", "claim_statuses", "evidence", "lessons", "tasks", "keys", "texts")
# Colours that people tell apart who do not see all of them (Okabe and Ito).
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#1b1b1b", "#5c5c5c")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_OFFSET = re.compile(r"[+-][01]\d:[0-5]\d")


@dataclass(frozen=True)
class Wanted:
    """What somebody says of an event that is to be begun.

    Parameters
    ----------
    title : str
        What it is called.
    days : tuple of str
        First and last day.
    clock, offset : str
        What its time is called, and how far it is from UTC, such as ``+03:00``.
    sides, groups : sequence of str
        Each as ``ID=LABEL``.
    languages : sequence of str
        Of its coverage.
    """

    title: str
    days: tuple[str, str]
    clock: str = ""
    offset: str = "+00:00"
    sides: Sequence[str] = ()
    groups: Sequence[str] = ()
    languages: Sequence[str] = ()


def begin(path: Path, wanted: Wanted) -> tuple[Folder, tuple[str, ...]]:
    """Begin an event in a folder, which is made if need be.

    Returns
    -------
    folder : Folder
        The event's folder.
    kept : tuple of str
        Files that stood there before, and were left as they are.

    Raises
    ------
    DraftError
        If something that is said cannot be used, an event stands there already, or nothing can be written.
    """
    content = event_file(slug(path.resolve().name, slug(wanted.title, "event")), wanted)
    if path.exists() and not path.is_dir():
        raise DraftError(f"{path} is a file, not a folder. Choose another name.")
    if (path / EVENT).exists():
        raise DraftError(
            f"There is an event in {path} already; nothing was changed. Correct its {EVENT} with any editor, "
            f"or choose another folder."
        )
    save(path / EVENT, json.dumps(content, ensure_ascii=False, indent=2) + "\n")
    folder = Folder.at(path)
    return folder, tuple(folder.tables[name].path for name in TABLES if not add_table(folder, name))


def add_table(folder: Folder, name: str) -> bool:
    """Write the header of a table where it has no file yet; return whether it had none.

    Raises
    ------
    LookupFailed
        If there is no such table; the message lists them.
    """
    if name not in folder.tables:
        raise LookupFailed(f"There is no table '{name}'. The tables are: {', '.join(folder.tables)}.")
    if folder.file(name).exists():
        return False
    save(folder.file(name), header(folder.tables[name]))
    return True


def event_file(name: str, wanted: Wanted) -> dict[str, Any]:
    """Return what an event's own file holds.

    Raises
    ------
    DraftError
        If something that is said cannot be used.
    """
    if not wanted.title.strip():
        raise DraftError("The event needs a title. Say what happened, where and when.")
    sides, groups = listed("side", wanted.sides), listed("group", wanted.groups)
    if len(sides) == 1:
        raise DraftError("An event has no side, two or more: with one side nothing can be compared.")
    languages = list(dict.fromkeys(wanted.languages))
    if wrong := [code for code in languages if not is_language(code)]:
        raise DraftError(
            f"'{wrong[0]}' is no code of a language. Write one of ISO 639, such as ar, fr or en."
        )
    if not _OFFSET.fullmatch(wanted.offset):
        raise DraftError(
            f"'{wanted.offset}' is no distance from UTC. Write it as +03:00, or as --utc-offset=-03:00."
        )
    first, last = (day(one) for one in wanted.days)
    period = {"start": first, "end": last, "utc_offset": wanted.offset}
    if wanted.clock:
        period["clock"] = wanted.clock
    content: dict[str, Any] = {
        "name": name,
        "version": "0.1.0",
        "title": wanted.title.strip(),
        "period": period,
    }
    if groups:
        content["fronts"] = groups
    if sides:
        content["sides"] = [{**side, "affiliations": [side["id"]]} for side in sides]
        content["holders"] = [
            {**side, "marker": MARKERS[n % len(MARKERS)], "colour": COLOURS[n % len(COLOURS)]}
            for n, side in enumerate(sides)
        ]
    content["values"] = _values([one["id"] for one in sides], [one["id"] for one in groups], languages)
    if faults := event_faults(content, EVENT):
        raise DraftError("The event cannot be begun so:\n" + "\n".join(f"  {fault}" for fault in faults))
    return content


def _values(sides: list[str], groups: list[str], languages: list[str]) -> dict[str, list[str]]:
    values = {"sources.affiliation": [*sides, "other", "none-known", "unknown"]}
    if languages:
        values["items.language"] = list(dict.fromkeys([*languages, "mul", "und"]))
    about = [*groups, "both"] if len(groups) > 1 else groups
    if groups:
        values |= {f"{table}.front": about for table in ("items", "claims", "places", "events")}
    if sides:
        values |= {"control.held_by": [*sides, "contested"], "passages.side": [*sides, "none"]}
    return values


def listed(what: str, said: Sequence[str]) -> list[dict[str, str]]:
    """Return sides or groups from what was said of them, each as ``ID=LABEL``.

    Raises
    ------
    DraftError
        If one is written in another way, or two have one id.
    """
    found: dict[str, str] = {}
    for one in said:
        name, _, label = (part.strip() for part in one.partition("="))
        if not _ID.fullmatch(name) or not label:
            raise DraftError(
                f"'{one}' is no {what}. Write a short key in small letters and what it is called, such as "
                f'--{what} owners="the owners".'
            )
        if name in found:
            raise DraftError(f"Two are called '{name}'. Give each {what} a key of its own.")
        found[name] = label
    return [{"id": name, "label": label} for name, label in found.items()]


def day(text: str) -> str:
    """Return a day as the tables have it.

    Raises
    ------
    DraftError
        If it is none.
    """
    try:
        if not re.fullmatch(r"[12]\d{3}-\d\d-\d\d", text.strip(), re.ASCII):
            raise ValueError
        return dt.date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise DraftError(
            f"'{text}' is no day. Write year, month and day with two hyphens, such as 1907-03-01."
        ) from None
