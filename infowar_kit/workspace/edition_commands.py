"""The commands on editions: ``lessons list`` and ``lessons export``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from infowar_kit.options import number

if TYPE_CHECKING:
    from infowar_kit.corpus import Corpus
    from infowar_kit.workspace.selecting import Part

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

ALL_RIGHT, USAGE = 0, 2
_LIST = """\
Minutes are counted: reading at 150 words a minute, with all that the tasks give to read, and what each task
states for itself. Practice is marked with +; it does not belong to the lesson's time.

examples:
  infowar-kit lessons list
  infowar-kit lessons list 02

exit status: 0 listed, 2 no such lesson, folder or event
"""
_EXPORT = """\
The student edition holds no answer and no reason: each lesson is run anew on an empty record, and of what it
prints only text and pictures stay. The instructor's edition has aims, timing, questions and mistakes at its
head, the answers beside each task, and slides: as a page (01_the_feed_slides.html), and as the slide types of
the cells. With --tasks or --minutes, lessons are cut: sections, objectives, times and links follow.

A file that was changed since it was exported is never overwritten, nor any other file: then nothing is
written. Lessons that an edition does not hold any more go, if nobody changed them.

examples:
  infowar-kit lessons export --student ~/class
  infowar-kit lessons export --student ~/class --instructor ~/mine 01 02
  infowar-kit lessons export --student ~/class --minutes 20 02
  infowar-kit lessons export --student ~/class --tasks first-look,grade-1
  infowar-kit lessons list 02                 the slugs of its tasks, with their minutes

exit status: 0 written, 1 the corpus has faults, 2 a name, a folder or the time cannot be used, a cell fails
"""


def add(commands: Commands) -> None:
    """Add the commands to those of the kit."""
    raw = argparse.RawDescriptionHelpFormatter
    about = "List lessons with their tasks and minutes, and make editions of them."
    parser = commands.add_parser("lessons", help=about, description=about)
    parser.set_defaults(run=lambda _: _incomplete(parser))
    parts = parser.add_subparsers(title="commands", metavar="COMMAND")

    about = "List lessons with their tasks, and the minutes that each takes."
    part = parts.add_parser("list", help=about, description=about, epilog=_LIST, formatter_class=raw)
    _add_lessons(part)
    part.set_defaults(run=_list)

    about = "Make a student edition, an instructor's edition, or both, of whole lessons or of some tasks."
    part = parts.add_parser("export", help=about, description=about, epilog=_EXPORT, formatter_class=raw)
    _add_lessons(part)
    part.add_argument("--student", type=Path, metavar="DIR", help="where the student edition goes")
    part.add_argument("--instructor", type=Path, metavar="DIR", help="where the instructor's edition goes")
    part.add_argument("--tasks", metavar="A,B,C", default="",
                      help="only these tasks, and the lessons that have them")  # fmt: skip
    part.add_argument("--minutes", type=number(float, "--minutes 20"), metavar="N",
                      help="at most so many minutes a lesson, as they are counted")  # fmt: skip
    part.set_defaults(run=_export)


def _add_lessons(part: argparse.ArgumentParser) -> None:
    part.add_argument("lessons", nargs="*", metavar="LESSON", help="a number or a name (default: all)")
    part.add_argument("--lessons", dest="folder", type=_place, metavar="DIR-or-NAME",
                      help="where the lessons lie, or an event of the kit (default: the kit's own)",
                      )  # fmt: skip


def _place(text: str) -> Path:
    from infowar_kit.workspace.choosing import place_of

    return place_of(text)


def _incomplete(parser: argparse.ArgumentParser) -> int:
    parser.print_help(sys.stderr)
    return USAGE


def _chosen(arguments: argparse.Namespace) -> tuple[Corpus, tuple[Path, ...], Path | None]:
    from infowar_kit.corpus import load
    from infowar_kit.workspace import choose, lessons_folder
    from infowar_kit.workspace.lessons import event_of

    notebooks = choose(arguments.lessons, arguments.folder)
    event = event_of(arguments.folder if arguments.folder is not None else lessons_folder())
    return load(str(event) if event else None), notebooks, event


def _list(arguments: argparse.Namespace) -> int:
    from infowar_kit.text import one_line
    from infowar_kit.workspace.minutes import of_task
    from infowar_kit.workspace.selecting import select

    corpus, notebooks, _ = _chosen(arguments)
    for part in select(corpus, notebooks):
        print(f"{part.lesson}  {corpus.get('lessons', part.lesson).title}: {part.minutes.total:.0f} minutes")
        for row in corpus.tasks_of_lesson(part.lesson):
            title = one_line(corpus.text(f"{row.task_id}/title"))
            mark = "+" if row.practice else " "
            print(f"  {mark} {row.task_id:<24} {of_task(corpus, row).total:3.0f}  {title}")
    return ALL_RIGHT


def _export(arguments: argparse.Namespace) -> int:
    from infowar_kit.errors import WorkspaceError
    from infowar_kit.tasks.edition import INSTRUCTOR, NAMES, STUDENT
    from infowar_kit.workspace.editions import export
    from infowar_kit.workspace.selecting import select, with_record

    wanted = {STUDENT: arguments.student, INSTRUCTOR: arguments.instructor}
    folders = {kind: folder for kind, folder in wanted.items() if folder is not None}
    if not folders:
        raise WorkspaceError(
            "Say which edition, and where it goes: --student DIR, --instructor DIR, or both."
        )
    minutes = arguments.minutes
    if minutes is not None and not 0 < minutes < 10_000:
        raise WorkspaceError(f"{minutes:g} is no time for a lesson. Give minutes, for example: --minutes 20")
    tasks = [name.strip() for name in arguments.tasks.split(",") if name.strip()]
    corpus, notebooks, event = _chosen(arguments)
    parts = with_record(select(corpus, notebooks, tasks, minutes, told=None if arguments.lessons else _left))
    for part in parts:
        _say(part)
    done = export(corpus, parts, folders, event=event, told=_running)
    for kind, written in zip(folders, done, strict=True):
        print(f"{NAMES[kind].capitalize()} is in {written.folder}")
        if written.written:
            print(f"  Written: {', '.join(written.written)}.")
        if written.gone:
            print(f"  Gone, because this edition does not hold them: {', '.join(written.gone)}.")
        if not written.written and not written.gone:
            print("  It was up to date.")
    return ALL_RIGHT


def _left(words: str) -> None:
    print(f"Left out. {words}")


def _running(name: str) -> None:
    print(f"Running {name} …", file=sys.stderr, flush=True)


def _say(part: Part) -> None:
    tasks = "whole" if part.whole else ", ".join(part.tasks)
    print(f"{part.lesson}  {part.minutes.total:.0f} minutes as counted: {tasks}")
    if part.left_out:
        print(f"    left out: {', '.join(part.left_out)}")
    for task, needs in part.broken:
        print(f"    note: {task} builds on {needs}, which is left out")
