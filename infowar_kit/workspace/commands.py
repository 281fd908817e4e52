"""The commands on lessons: open, copy, hub-server, notes, check."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from infowar_kit.options import number

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

ALL_RIGHT, FAULTS = 0, 1

_OPEN = """\
What you changed in DIR is never overwritten: where a lesson has a new edition, it is put beside yours
as 01_the_feed.new.ipynb. The player shows a lesson without its code; each page has a link to the same
lesson in JupyterLab, which runs on the same server. It listens on this computer only and asks for its token.
Lessons of your own teach the event whose event.json lies in their folder or in the one above; DIR remembers
where its lessons came from.

examples:
  infowar-kit open
  infowar-kit open --port 8890 ~/course
  infowar-kit open --lessons my-event/notebooks
  infowar-kit open --lessons beirut-2020 ~/example

exit status: 0 it was stopped, 2 the folder, the lessons or the port cannot be used, or JupyterLab is missing
"""
_COPY = """\
Only what a class gets: notebooks and what they show, no notes, no answers, no record. What was changed in
DIR is never overwritten; a new edition is put beside it.

examples:
  infowar-kit copy ~/course
  infowar-kit copy --lessons my-event/notebooks ~/course

exit status: 0 copied or up to date, 2 the folder cannot be used
"""
_HUB = """\
JupyterHub runs this instead of jupyterhub-singleuser, as the learner whose server it is. It brings DIR up to
date as `infowar-kit copy` does, and becomes jupyterhub-singleuser with the player and JupyterLab on it. What
cannot be brought up to date is said in the hub's log; the server starts all the same. A shared folder with an
instructor's edition, or with files that are not of its student edition, is not handed out. JupyterHub's own
notebook_dir and default_url win where they are set. docs/hub.md goes through all of it.

examples:
  infowar-kit hub-server --lessons /srv/infowar-kit/lessons --
  c.Spawner.cmd = ["infowar-kit", "hub-server", "--"]     in jupyterhub_config.py

exit status: 0 the server was stopped, 2 jupyterhub-singleuser is not installed beside the kit, or its own
"""
_NOTES = """\
Writes one Markdown file a lesson, and all of them as notes.html, one page to print with an index. They hold
every answer, so do not put them where the class can read them. A file that says something else stays as it
is, unless --replace.

examples:
  infowar-kit notes
  infowar-kit notes -o ~/my-notes --corpus my-event

exit status: 0 written, 1 the corpus has faults, 2 the folder or the corpus cannot be used
"""
_CHECK = """\
Each lesson runs as a copy, in a fresh kernel, with an empty record: no lesson and no answer is changed.
A cell that was not run before the notebook was saved counts as a fault. Pictures and widgets are run,
but not compared. A task cell that is gone, doubled or out of order is a fault; a cell that took ten seconds
or more is called slow. Prose that differs from the lesson that a copy was made from is named and is no fault.
Lessons of your own teach the event whose event.json lies in their folder or in the
one above.

examples:
  infowar-kit check                         every lesson that comes with the kit
  infowar-kit check 01 who_says_so          two of them
  infowar-kit check my-lessons/01_the_feed.ipynb
  infowar-kit check --lessons my-lessons

exit status: 0 all as saved, 1 a lesson failed, 2 no such lesson, or nbval is not installed
"""
_SAVE = """\
Each lesson runs from its first cell to its last, in a fresh kernel, with an empty record, on the event whose
event.json lies in its folder or in the one above. Then it is saved with what its cells printed: that is what
infowar-kit check holds it against. A lesson with a cell that fails stays as it is.

examples:
  infowar-kit save --lessons my-event/notebooks
  infowar-kit save my-event/notebooks/01_the_harbour.ipynb

exit status: 0 all saved, 1 a lesson failed, 2 no such lesson
"""


def add(commands: Commands) -> None:
    """Add the commands to those of the kit."""
    about = "Copy the lessons, or bring the copy up to date, and open them in the player."
    parser = _command(commands, "open", about, _OPEN)
    parser.add_argument("folder", nargs="?", default="my-lessons", metavar="DIR",
                        help="your copy of the lessons (default: my-lessons)")  # fmt: skip
    parser.add_argument(
        "--port", type=number(int, "--port 8890"), metavar="N", help="default: 8888, or the next that is free"
    )
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    _add_source(parser)
    parser.set_defaults(run=_open)

    about = "Copy the lessons, or bring the copy up to date, and start nothing."
    parser = _command(commands, "copy", about, _COPY)
    parser.add_argument("folder", metavar="DIR", help="where the copy goes")
    _add_source(parser)
    parser.set_defaults(run=_copy)

    about = "On a JupyterHub: bring a learner's lessons up to date, and start the learner's server."
    parser = _command(commands, "hub-server", about, _HUB)
    parser.add_argument("--folder", type=Path, default=Path("~/lessons"), metavar="DIR",
                        help="the learner's copy (default: ~/lessons)")  # fmt: skip
    parser.add_argument("--lessons", dest="source", metavar="DIR-or-NAME",
                        help="the shared lessons (default: those that come with the kit)")  # fmt: skip
    about = "hold each process to the hub's mem_limit, for spawners that do not"
    parser.add_argument("--hold-memory", action="store_true", help=about)
    parser.add_argument("arguments", nargs="*", metavar="-- ...", help="what the hub gives to the server")
    parser.set_defaults(run=_hub)

    about = "Write the instructor's notes: aims, timing, questions, mistakes, hints and answers."
    parser = _command(commands, "notes", about, _NOTES)
    parser.add_argument("-o", "--output", type=Path, default=Path("instructor-notes"), metavar="DIR",
                        help="where they go (default: instructor-notes)")  # fmt: skip
    parser.add_argument("--corpus", metavar="PATH-or-NAME",
                        help="the event (default: INFOWAR_KIT_CORPUS, or the kit's own)")  # fmt: skip
    parser.add_argument("--replace", action="store_true", help="write over files that say something else")
    parser.set_defaults(run=_notes)

    about = "Run lessons from their first cell to their last and compare what they print with the file."
    parser = _command(commands, "check", about, _CHECK)
    parser.add_argument(
        "lessons", nargs="*", metavar="LESSON", help="a number, a name or a path (default: all)"
    )
    parser.add_argument("--lessons", dest="folder", metavar="DIR-or-NAME",
                        help="their folder, or an event of the kit (default: the kit's own)")  # fmt: skip
    parser.set_defaults(run=_check)

    about = "Run lessons of your own, and save them with what their cells print."
    parser = _command(commands, "save", about, _SAVE)
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="a number, a name or a path")
    parser.add_argument("--lessons", dest="folder", type=Path, metavar="DIR",
                        help="where the lessons lie (default: this folder)")  # fmt: skip
    parser.set_defaults(run=_save)


def _command(commands: Commands, name: str, about: str, epilog: str) -> argparse.ArgumentParser:
    raw = argparse.RawDescriptionHelpFormatter
    return commands.add_parser(name, help=about, description=about, epilog=epilog, formatter_class=raw)


def _add_source(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lessons", dest="source", metavar="DIR-or-NAME",
                        help="lessons of your own, or an event of the kit (default: those that DIR came "
                        "from, at first the kit's own)")  # fmt: skip


def _place(text: str | None) -> Path | None:
    from infowar_kit.workspace.choosing import place_of

    return None if text is None else place_of(text)


def _open(arguments: argparse.Namespace) -> int:
    from infowar_kit.workspace import prepare, ready, serve

    ready()
    report = prepare(arguments.folder, source=_place(arguments.source))
    print(report, flush=True)
    serve(report.folder, port=arguments.port, browser=not arguments.no_browser)
    return ALL_RIGHT


def _copy(arguments: argparse.Namespace) -> int:
    from infowar_kit.corpus.loading import SETTING
    from infowar_kit.workspace import prepare
    from infowar_kit.workspace.lessons import event_of

    report = prepare(arguments.folder, source=_place(arguments.source))
    print(report)
    if event := event_of(report.folder):
        print(f"They teach another event than the kit's: set {SETTING} to {event} where they are opened.")
    return ALL_RIGHT


def _hub(arguments: argparse.Namespace) -> int:
    from infowar_kit.workspace.hub import run_on_hub

    run_on_hub(
        arguments.folder, source=_place(arguments.source), hold_memory=arguments.hold_memory,
        arguments=arguments.arguments,
    )  # fmt: skip
    return ALL_RIGHT


def _notes(arguments: argparse.Namespace) -> int:
    from infowar_kit.corpus import load
    from infowar_kit.workspace.notes import write_notes

    written, kept = write_notes(load(arguments.corpus), arguments.output, replace=arguments.replace)
    print(f"The notes are in {arguments.output}" if written or not kept else "Nothing was written.")
    if written:
        print(f"  Written: {', '.join(written)}.")
    if kept:
        print(f"  Kept, because they say something else: {', '.join(kept)}. "
              "To write over them, add --replace; or choose another folder with -o.")  # fmt: skip
    return ALL_RIGHT


def _save(arguments: argparse.Namespace) -> int:
    from infowar_kit.workspace import choose
    from infowar_kit.workspace.saving import save_lesson

    failed = 0
    for lesson in choose(arguments.lessons, arguments.folder or Path()):
        problem = save_lesson(lesson)
        print(f"FAIL  {lesson.stem}: {problem}" if problem else f"saved {lesson.stem}", flush=True)
        failed += bool(problem)
    return FAULTS if failed else ALL_RIGHT


def _check(arguments: argparse.Namespace) -> int:
    from infowar_kit.workspace import check, choose

    chosen = choose(arguments.lessons, _place(arguments.folder))
    total = len(chosen)
    lessons = "1 lesson" if total == 1 else f"{total} lessons"
    print(f"Checking {lessons} …", flush=True)
    right = 0
    for verdict in check(chosen):
        print(verdict, flush=True)
        right += bool(verdict)
    if right == total:
        print(
            "The lesson prints what it should."
            if total == 1
            else f"All {total} lessons print what they should."
        )
        return ALL_RIGHT
    print(f"{total - right} of {lessons} failed.")
    return FAULTS
