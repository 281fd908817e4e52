"""What the commands on an event of one's own do, and say."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from infowar_kit.corpus.faults import printable
from infowar_kit.drafting.asking import asked
from infowar_kit.drafting.folder import Folder
from infowar_kit.drafting.importing import Done, Importing
from infowar_kit.drafting.lessons import add_cell
from infowar_kit.drafting.lessons import new_lesson as add_lesson
from infowar_kit.drafting.new_event import Wanted, add_table, begin
from infowar_kit.drafting.new_task import Drafted
from infowar_kit.drafting.new_task import new_task as draft_task
from infowar_kit.drafting.people import Handles
from infowar_kit.drafting.pieces import Pieces
from infowar_kit.errors import DraftError

ALL_RIGHT, LEFT_OUT = 0, 1
_LISTED = 20


def _tell(text: str) -> None:
    print("\n".join(printable(line) for line in text.split("\n")))


def new(arguments: argparse.Namespace) -> int:
    """Begin an event."""
    if arguments.title and arguments.days:
        wanted = Wanted(
            arguments.title, tuple(arguments.days), arguments.clock, arguments.utc_offset, arguments.side,
            arguments.group, arguments.language,
        )  # fmt: skip
    elif sys.stdin.isatty() and not (arguments.title or arguments.days):
        wanted = asked(input, print)
    else:
        raise DraftError("An event needs a title and its days: --title TEXT --days FIRST LAST. See --help.")
    folder, kept = begin(arguments.folder, wanted)
    _tell(f"Begun: {folder.raw['title']}, in {folder.path}")
    if kept:
        _tell(f"  There already, and left as they are: {', '.join(kept)}.")
    if not folder.rows("lessons"):
        _, notebook = add_lesson(folder, arguments.lesson)
        _tell(f"  Its first lesson: {notebook}")
    _tell(f"Next: infowar-kit corpus import {folder.path} FILE, or write rows into "
          f"{folder.tables['sources'].path} and {folder.tables['items'].path}; then infowar-kit corpus check "
          f"{folder.path}")  # fmt: skip
    return ALL_RIGHT


def import_file(arguments: argparse.Namespace) -> int:
    """Draft items and sources from a file."""
    folder = Folder.at(arguments.folder)
    # Whoever gives the address of a channel means it to be named.
    channel = arguments.address.rstrip("/").rpartition("/")[2]
    handles = Handles([*arguments.keep, *([channel] if channel else [])])
    pairs = [one.partition("=") for one in arguments.column]
    if wrong := [
        one for one, (role, _, name) in zip(arguments.column, pairs, strict=True) if not (role and name)
    ]:
        raise DraftError(f"'{wrong[0]}' names no column. Write it as text=NAME.")
    pieces = Pieces(
        arguments.file, columns={role: name for role, _, name in pairs}, address=arguments.address,
        encoding=arguments.encoding,
    )  # fmt: skip
    importing = Importing(
        folder, arguments.file.name, handles, today=dt.datetime.now(folder.settings.zone).date(),
        naive=arguments.event_clock, every_day=arguments.every_day,
    )  # fmt: skip
    done = importing.draft(pieces)
    _tell(_said(done, arguments.folder))
    for remark in [*pieces.remarks, *_left_out(handles)]:
        _tell(f"  {remark}")
    for fault in pieces.faults[:_LISTED]:
        _tell(f"  Not read: {fault}.")
    if len(pieces.faults) > _LISTED:
        _tell(f"  … and {len(pieces.faults) - _LISTED} more rows that cannot be read.")
    if done.items:
        _tell(f"Next: write what belongs where a cell says TODO; infowar-kit corpus check {arguments.folder} "
              "names the rows.")  # fmt: skip
    return LEFT_OUT if pieces.faults else ALL_RIGHT


def _said(done: Done, path: Path) -> str:
    drafts = f"{_count(done.items, 'item')} and {_count(done.sources, 'source')}"
    lines = [f"Drafted for {path}: {drafts}." if done.items else "Nothing new was drafted."]
    if done.dates:
        lines.append(f"  Dates: {_tally(done.dates)}.")
    if done.languages:
        lines.append(f"  Languages guessed, and marked inferred: {_tally(done.languages)}.")
    if done.undecided:
        lines.append(f"  Languages that could not be told: {done.undecided}.")
    lines += [f"  {what[0].upper()}{what[1:]} ({count})." for what, count in sorted(done.doubts.items())]
    if done.known:
        lines.append(f"  There already: {done.known}.")
    if done.outside:
        lines.append(f"  From outside the event's days, passed over: {done.outside}.")
    return "\n".join(lines)


def _left_out(handles: Handles) -> list[str]:

    said = []
    if handles.left_out:
        said.append(
            f"Handles left out: {len(handles.left_out)}. --keep HANDLE keeps one that is no private person's."
        )
    if handles.addresses:
        said.append(f"Addresses left out because they hold a handle: {handles.addresses}.")
    return said


def _tally(counted: dict[str, int]) -> str:
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{what} {count}" for what, count in ranked)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def new_lesson(arguments: argparse.Namespace) -> int:
    """Add a lesson."""
    number, notebook = add_lesson(Folder.at(arguments.folder), arguments.title)
    _tell(f"Added: lesson {number}, with its notebook {notebook}")
    _tell(f"Next: infowar-kit corpus new-task KIND {arguments.folder} --lesson {number}")
    return ALL_RIGHT


def new_task(arguments: argparse.Namespace) -> int:
    """Add a task."""
    folder = Folder.at(arguments.folder)
    parts = tuple(part.strip() for part in arguments.parts.split(",") if part.strip())
    made = draft_task(folder, arguments.kind, task=arguments.task, lesson=arguments.lesson, parts=parts)
    notebook, put = add_cell(folder, made.lesson, made.task, made.title)
    _tell(_said_of_task(made, arguments.kind))
    if put:
        _tell(f"  Its cell stands behind the other tasks in {notebook}; move it where it belongs, and write "
              "what leads to it.")  # fmt: skip
    else:
        _tell(f'  {notebook} has no new cell: put kit.task("{made.task}") into one of its own.')
    _tell(f"Next: fill in what says TODO, then infowar-kit corpus check {arguments.folder}")
    return ALL_RIGHT


def _said_of_task(made: Drafted, kind: str) -> str:
    lines = [f"Drafted: the task '{made.task}' of the kind '{kind}' in lesson {made.lesson}, with the parts "
             f"{', '.join(made.parts)}."]  # fmt: skip
    lines.append(f"  Rows were added to {', '.join(made.files)}.")
    if not made.shape.tasks:
        lines.append("  No task of this kind ships: only what every kind needs was drafted.")
    if made.shape.sometimes:
        lines.append(f"  In keys.csv some tasks of this kind also fill: {', '.join(made.shape.sometimes)}.")
    if made.shape.also:
        lines.append(f"  Texts that some also have (* is a part): {', '.join(made.shape.also[:8])}.")
    return "\n".join(lines)


def new_table(arguments: argparse.Namespace) -> int:
    """Add a table."""
    folder = Folder.at(arguments.folder)
    new = add_table(folder, arguments.table)
    table = folder.tables[arguments.table]
    _tell(f"{'Written' if new else 'There already'}: {folder.file(arguments.table)}. {table.description}")
    for field in table.fields:
        needed = ", must be filled" if field.required else ""
        values = f" ({', '.join(field.enum)})" if field.enum else ""
        _tell(f"  {field.name}{needed}: {field.description.rstrip('.')}{values}.")
    return ALL_RIGHT
