"""The command line: open the lessons, check them, look after a corpus."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from infowar_kit import __version__
from infowar_kit.errors import CorpusError, KitError

if TYPE_CHECKING:
    from infowar_kit.corpus import Corpus
    from infowar_kit.corpus.packages import Package

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

ALL_RIGHT, FAULTS, USAGE = 0, 1, 2
INTERRUPTED, NOBODY_READS = 130, 141  # what shells give for Ctrl-C and for a closed pipe

_EPILOG = """\
examples:
  infowar-kit open                        the lessons in the player, copied to my-lessons
  infowar-kit copy ~/course               the lessons only, to hand out
  infowar-kit notes                       the instructor's notes, with all answers
  infowar-kit lessons list                tasks and minutes; lessons export makes editions
  infowar-kit site pages                  the lessons as pages that need no kernel and no server
  infowar-kit check                       run every lesson and compare what it prints
  infowar-kit corpus new my-event         begin an event of your own
  infowar-kit corpus check my-event       every fault of a corpus, in plain words
  infowar-kit tone scan my-texts.csv      what the tone lens fires on, and why
  infowar-kit class report handed-in -o report.html

exit status:
  0  all right
  1  something that was checked has a fault
  2  the command, a name, a folder or a port cannot be used
"""
_CHECK = """\
First the tables: columns, keys that lead nowhere, dates, statuses by the one rule. Then every task is built,
answered by its own key, and drawn, so that what is called valid can be taught. What is not finished, a cell
that says TODO, is told too.

examples:
  infowar-kit corpus check my-event
  infowar-kit corpus check beirut-2020        the example that comes with the kit

exit status: 0 valid, 1 faults, 2 no such corpus or folder
"""
_SEAL = """\
After a row was changed: the seals, by which a later change is seen, the data dictionary, and the counts in
the datasheet. A corpus with faults is left as it is.

example:
  infowar-kit corpus seal my-event

exit status: 0 made, 1 the corpus has faults (nothing is written), 2 no such corpus or folder
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments; by default those of the process.

    Returns
    -------
    int
        The exit status: 0 all right, 1 a fault was found, 2 the command cannot be carried out.
    """
    for stream in (sys.stdout, sys.stderr):
        # Ukrainian names on a terminal that knows no Cyrillic are no reason to fail.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        arguments = _parser().parse_args(argv)
        status: int = arguments.run(arguments)
        sys.stdout.flush()
        return status
    except KitError as error:
        sys.stdout.flush()
        print(_shown(f"infowar-kit: {error}"), file=sys.stderr)
        return FAULTS if isinstance(error, CorpusError) else USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Python flushes once more on its way out and would complain then.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOBODY_READS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="infowar-kit",
        description="A teaching kit on information warfare.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"infowar-kit {__version__}")
    parser.set_defaults(run=lambda _: _incomplete(parser))
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_lessons(commands)
    _add_site(commands)
    _add_corpus(commands)
    _add_tone(commands)
    _add_class(commands)
    return parser


def _incomplete(parser: argparse.ArgumentParser) -> int:
    parser.print_help(sys.stderr)
    return USAGE


def _command(commands: Commands, name: str, about: str, epilog: str = "") -> argparse.ArgumentParser:
    raw = argparse.RawDescriptionHelpFormatter
    return commands.add_parser(name, help=about, description=about, epilog=epilog, formatter_class=raw)


# open, copy, notes, check


def _add_lessons(commands: Commands) -> None:
    from infowar_kit.workspace import commands as lessons
    from infowar_kit.workspace import edition_commands as editions

    lessons.add(commands)
    editions.add(commands)


# site


def _add_site(commands: Commands) -> None:
    from infowar_kit.site.commands import add

    add(commands)


# corpus


def _add_corpus(commands: Commands) -> None:
    about = "Look after a corpus: an event's evidence as tables."
    parser = _command(commands, "corpus", about)
    parser.set_defaults(run=lambda _: _incomplete(parser))
    parts = parser.add_subparsers(title="commands", metavar="COMMAND")
    what = "the folder of a corpus, or the name of one that comes with the kit"

    about = "Print every fault of a corpus, with file, line, column and value."
    epilog = _CHECK
    part = _command(parts, "check", about, epilog)
    part.add_argument("corpus", metavar="PATH-or-NAME", help=what)
    part.set_defaults(run=_corpus_check)

    about = "Make again what is made from the tables: seals, data dictionary, counts."
    epilog = _SEAL
    part = _command(parts, "seal", about, epilog)
    part.add_argument("corpus", metavar="PATH-or-NAME", help=what)
    part.set_defaults(run=_corpus_seal)

    epilog = "example:\n  infowar-kit corpus list\n\nexit status: 0 listed"
    part = _command(parts, "list", "List the corpora that come with the kit.", epilog)
    part.set_defaults(run=_corpus_list)

    from infowar_kit.drafting.commands import add

    add(parts)


def _corpus_check(arguments: argparse.Namespace) -> int:
    from infowar_kit.corpus import Corpus, examine, find
    from infowar_kit.corpus.packages import examine_package, is_package
    from infowar_kit.page.form import form_html
    from infowar_kit.tasks.teachable import check_teaching

    folder = find(arguments.corpus)
    corpus: Corpus | Package | None
    corpus, faults = examine_package(folder) if is_package(folder) else examine(folder, finished=True)
    drafts = sum(fault.problem.startswith("is not finished") for fault in faults)
    if isinstance(corpus, Corpus):
        faults = check_teaching(corpus, form_html)
    elif drafts and (readable := examine(folder)[0]) is not None:
        # Only words are left open: what is finished can be tried already.
        faults += check_teaching(readable, form_html)
    if corpus is None or faults:
        # Not through CorpusError: it stops after fifty, and whoever mends a corpus wants them all.
        for fault in faults:
            print(fault)
        more = f", of them {drafts} draft{'' if drafts == 1 else 's'} to be finished" if drafts else ""
        print(
            _shown(f"The corpus in {folder} has {len(faults)} fault{'' if len(faults) == 1 else 's'}{more}.")
        )
        return FAULTS
    tables = ((table.name, len(corpus.table(table.name))) for table in corpus.descriptor.tables)
    held = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in tables if count)
    print(_shown(f"{corpus.name} {corpus.version} is valid: {held or 'no rows'}."))
    for remark in _remarks(corpus, folder, arguments.corpus):
        print(_shown(remark))
    return ALL_RIGHT


def _shown(text: str) -> str:
    """Return a text fit for a terminal: names of files and titles may hold what moves its cursor."""
    from infowar_kit.corpus.faults import printable

    return "\n".join(printable(line) for line in text.split("\n"))


def _remarks(corpus: Corpus | Package, folder: Path, name: str) -> list[str]:
    from infowar_kit.corpus import Corpus
    from infowar_kit.corpus.descriptor import DESCRIPTOR
    from infowar_kit.corpus.upkeep import made_files, sealed_tables

    if isinstance(corpus, Corpus) and not (folder / DESCRIPTOR).exists():
        return [f"Nothing is sealed yet. Before it is handed out, run: infowar-kit corpus seal {name}"]
    remarks = []
    seals = corpus.verify()
    if not seals:
        remarks.append(f"{seals!r} If that is meant, run: infowar-kit corpus seal {name}")
    stale = [file for file, text in made_files(folder).items() if _differs(folder / file, text)]
    if not seals and isinstance(corpus, Corpus):
        said = {*sealed_tables(corpus), DESCRIPTOR}  # that is the seals, said above
        stale = [file for file in stale if file not in said]
    if stale:
        are = "is" if len(stale) == 1 else "are"
        remarks.append(f"{', '.join(stale)} {are} out of date. Run: infowar-kit corpus seal {name}")
    return remarks


def _differs(path: Path, text: str) -> bool:
    return not path.exists() or path.read_bytes() != text.encode()


def _corpus_seal(arguments: argparse.Namespace) -> int:
    from infowar_kit.corpus.upkeep import seal

    changed = seal(arguments.corpus)
    print(f"Made again: {', '.join(changed)}." if changed else "Nothing to do: everything is up to date.")
    return ALL_RIGHT


def _corpus_list(_: argparse.Namespace) -> int:
    from infowar_kit.corpus import available, datasets_folder
    from infowar_kit.corpus.loading import described

    for name in available():
        descriptor, faults = described(datasets_folder() / name)
        about = f"{descriptor.version}  {descriptor.title}" if descriptor else _faulty(name, len(faults))
        print(_shown(f"{name}  {about}"))
    return ALL_RIGHT


def _faulty(name: str, count: int) -> str:
    return f"has {count} fault{'' if count == 1 else 's'}. Run: infowar-kit corpus check {name}"


# tone


def _add_tone(commands: Commands) -> None:
    from infowar_kit.tone.files.commands import add

    add(commands)


# class


def _add_class(commands: Commands) -> None:
    from infowar_kit.classroom.commands import add

    add(commands)


if __name__ == "__main__":
    sys.exit(main())
