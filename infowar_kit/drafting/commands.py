"""The commands with which an event of one's own is begun and filled: what they are called and take."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_NEW = """\
Without options it asks. DIR gets event.json, the headers of nine tables, and a first lesson. What stands in
DIR already is left as it is. A day may be as early as the year 1000. West of UTC: --utc-offset=-03:00.

example:
  infowar-kit corpus new harbour --title "Who closed the harbour, 1-3 March 1907" \\
      --days 1907-03-01 1907-03-03 --clock "harbour time" --utc-offset +01:00 \\
      --side dockers="the dockers" --side owners="the owners" --language en --language de

exit status: 0 begun, 2 something that was said cannot be used, or an event stands there
"""
_IMPORT = """\
FILE is a Telegram Desktop export of a channel (result.json), a table of posts (CSV, JSON, JSON lines), or a
Zotero export in CSL JSON. Nothing is fetched from the network. Each piece becomes a draft: an item, and a
source for its publisher. What only a person can know says TODO; a language that was guessed is marked
inferred. Drafts are put behind the rows that stand there; a piece that stands there is not drafted twice.

Handles of accounts, and addresses that hold one, are left out unless --keep names them. Posts from outside
the event's days are passed over unless --every-day; clippings are not. An hour without a zone is dropped, or
with --event-clock taken as the event's.

examples:
  infowar-kit corpus import harbour result.json --address https://t.me/name
  infowar-kit corpus import harbour posts.csv --column text=message --keep PortAuthority
  infowar-kit corpus import harbour clippings.json

exit status: 0 drafted or there already, 1 some rows cannot be read, 2 file or event cannot be used
"""
_NEW_LESSON = """\
Adds a row to lessons.csv, texts for its head and for the instructor's notes, and a notebook in DIR/notebooks.

example:
  infowar-kit corpus new-lesson "Who says so?" harbour

exit status: 0 added, 1 a table has faults (nothing is written), 2 it cannot be added
"""
_NEW_TASK = """\
Adds the rows that a task of this kind needs: one in tasks.csv, one for each part in keys.csv, its texts in
texts.csv; and its cell to the notebook of the lesson. What is to be filled in says TODO. What a kind needs is
read from the tasks of this kind that come with the kit. A KIND that does not exist is answered with a list.

examples:
  infowar-kit corpus new-task choice harbour --task who-says --parts dawn,ledger,neither
  infowar-kit corpus new-task source-grader harbour --lesson 01

exit status: 0 added, 1 a table has faults (nothing is written), 2 it cannot be added
"""
_NEW_TABLE = """\
Writes the header of a table that the event does not have yet, and says what belongs into each column.

example:
  infowar-kit corpus new-table places harbour

exit status: 0 written or there already, 2 no such table or event
"""


def add(parts: Commands) -> None:
    """Add the commands to those on a corpus."""
    part = _command(parts, "new", "Begin an event of your own.", _NEW)
    part.add_argument("folder", type=Path, metavar="DIR", help="its folder, which is made if need be")
    part.add_argument("--title", help="what happened, where and when")
    part.add_argument("--days", nargs=2, metavar=("FIRST", "LAST"), help="such as 1907-03-01 1907-03-03")
    part.add_argument("--clock", default="", metavar="NAME", help='what its time is called: "harbour time"')
    part.add_argument("--utc-offset", default="+00:00", metavar="+HH:MM",
                      help="its distance from UTC (default: +00:00)")  # fmt: skip
    part.add_argument("--side", action="append", default=[], metavar="ID=LABEL", help="none, two or more")
    part.add_argument("--group", action="append", default=[], metavar="ID=LABEL",
                      help="a part of the event by which coverage is grouped, such as a front")  # fmt: skip
    part.add_argument("--language", action="append", default=[], metavar="CODE",
                      help="of its coverage, such as ar; one option each")  # fmt: skip
    part.add_argument("--lesson", default="A first lesson", metavar="TITLE",
                      help="title of the first lesson (default: A first lesson)")  # fmt: skip
    part.set_defaults(run=_new)

    part = _command(parts, "import", "Draft items and sources from posts and clippings.", _IMPORT)
    part.add_argument("folder", type=Path, metavar="DIR", help="the folder of the event")
    part.add_argument("file", type=Path, metavar="FILE", help="result.json, .csv, .jsonl or CSL .json")
    part.add_argument("--address", default="", metavar="URL", help="of a Telegram channel: https://t.me/name")
    part.add_argument("--column", action="append", default=[], metavar="ROLE=NAME",
                      help="which column holds text, date, url, outlet, account, language or id")  # fmt: skip
    part.add_argument("--keep", action="append", default=[], metavar="HANDLE",
                      help="an account that may be named; all: every one")  # fmt: skip
    part.add_argument("--event-clock", action="store_true", help="hours without a zone are the event's")
    part.add_argument("--every-day", action="store_true", help="also posts from outside the event's days")
    part.add_argument(
        "--encoding", metavar="NAME", help="of FILE, such as cp1256 (default: as its bytes tell)"
    )
    part.set_defaults(run=_import)

    part = _command(parts, "new-lesson", "Add a lesson to an event of your own.", _NEW_LESSON)
    part.add_argument("title", metavar="TITLE", help="what it is called")
    _add_folder(part)
    part.set_defaults(run=_new_lesson)

    part = _command(parts, "new-task", "Add a task to a lesson, to be filled in.", _NEW_TASK)
    part.add_argument("kind", metavar="KIND", help="such as choice, source-grader or feed-replay")
    _add_folder(part)
    part.add_argument("--task", default="", metavar="ID", help="its key (default: its kind)")
    part.add_argument("--lesson", default="", metavar="NN", help="its lesson (default: the last)")
    part.add_argument("--parts", default="", metavar="A,B,…",
                      help="keys of its parts (default: as many as the smallest that ships)")  # fmt: skip
    part.set_defaults(run=_new_task)

    part = _command(parts, "new-table", "Add a table to an event of your own.", _NEW_TABLE)
    part.add_argument("table", metavar="TABLE", help="such as places or terms")
    _add_folder(part)
    part.set_defaults(run=_new_table)


def _command(parts: Commands, name: str, about: str, epilog: str) -> argparse.ArgumentParser:
    raw = argparse.RawDescriptionHelpFormatter
    return parts.add_parser(name, help=about, description=about, epilog=epilog, formatter_class=raw)


def _add_folder(part: argparse.ArgumentParser) -> None:
    part.add_argument("folder", nargs="?", type=Path, default=Path(), metavar="DIR",
                      help="the folder of the event (default: this one)")  # fmt: skip


def _new(arguments: argparse.Namespace) -> int:
    from infowar_kit.drafting.actions import new

    return new(arguments)


def _import(arguments: argparse.Namespace) -> int:
    from infowar_kit.drafting.actions import import_file

    return import_file(arguments)


def _new_lesson(arguments: argparse.Namespace) -> int:
    from infowar_kit.drafting.actions import new_lesson

    return new_lesson(arguments)


def _new_task(arguments: argparse.Namespace) -> int:
    from infowar_kit.drafting.actions import new_task

    return new_task(arguments)


def _new_table(arguments: argparse.Namespace) -> int:
    from infowar_kit.drafting.actions import new_table

    return new_table(arguments)
