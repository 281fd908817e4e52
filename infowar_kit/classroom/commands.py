"""The command ``class report``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from infowar_kit.errors import ClassError

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

ALL_RIGHT, FAULTS, USAGE = 0, 1, 2
_REPORT = """\
RECORDS are files that learners downloaded, or folders that hold them. The page counts first tries part by
part and names nobody; what learners wrote in their own words goes on a page of its own beside it, as
REPORT-words.html. Files that share an answer are one learner's. Marks on the passages of either side in a
pair are not read, also where a whole record was handed in. The table (--csv) has one row a learner, task and
part; a cell that a spreadsheet would run as a formula begins with '.

Of those who took the first and the last test (lessons 00 and 11), *Before and after* says how well faithful
reports were told from distorted ones, each figure with an interval. Below 15 learners it says that they are
too few; below 30 the interval stands without a verdict. --tests has every judgement as a row; docs/class.md
shows what to do with both tables in R.

examples:
  infowar-kit class report handed-in -o report.html
  infowar-kit class report *.json -o report.html --csv class.csv --tests tests.csv

exit status: 0 every file counts, 1 some do not (named, with the reason), 2 nothing can be read or written
"""


def add(commands: Commands) -> None:
    """Add the command to those of the kit."""
    raw = argparse.RawDescriptionHelpFormatter
    about = "What a class did, from the records that it handed in."
    parser = commands.add_parser("class", help=about, description=about)
    parser.set_defaults(run=lambda _: _incomplete(parser))
    parts = parser.add_subparsers(title="commands", metavar="COMMAND")
    about = "Make a page for the wall, and a table."
    part = parts.add_parser("report", help=about, description=about, epilog=_REPORT, formatter_class=raw)
    part.add_argument("records", nargs="+", type=Path, metavar="RECORDS", help="files, or folders of them")
    part.add_argument(
        "-o", "--output", required=True, type=Path, metavar="FILE", help="the page, such as report.html"
    )
    part.add_argument("--csv", type=Path, metavar="FILE", help="the same as a table")
    part.add_argument("--tests", type=Path, metavar="FILE",
                      help="every judgement of the first and the last test, as a table")  # fmt: skip
    part.add_argument("--corpus", metavar="PATH-or-NAME",
                      help="the event (default: INFOWAR_KIT_CORPUS, or the kit's own)")  # fmt: skip
    part.set_defaults(run=_report)


def _incomplete(parser: argparse.ArgumentParser) -> int:
    parser.print_help(sys.stderr)
    return USAGE


def _report(arguments: argparse.Namespace) -> int:
    from infowar_kit.classroom.before_after import sittings_csv, sittings_of
    from infowar_kit.classroom.counting import count
    from infowar_kit.classroom.reading import files_of, read_class
    from infowar_kit.classroom.report_page import report_html, words_html
    from infowar_kit.classroom.table import class_csv
    from infowar_kit.corpus import load
    from infowar_kit.corpus.faults import printable

    paths = files_of(arguments.records)
    page: Path = arguments.output
    beside = page.with_name(f"{page.stem}-words{page.suffix}")
    wanted = [path for path in (page, beside, arguments.csv, arguments.tests) if path is not None]
    made = {path.resolve() for path in wanted}
    if len(made) < len(wanted):
        raise ClassError("Two of the files that are to be written have one name. Give each its own.")
    if any(path.resolve() in made for path in paths):
        raise ClassError("The report would be written over a record. Give it another name.")
    corpus = load(arguments.corpus)
    handed, remarks = read_class(paths, corpus, _progress(len(paths)))
    for remark in remarks:
        print(printable(f"{remark.file}: {remark.reason}"), file=sys.stderr)
    if not handed:
        raise ClassError(
            f"None of {len(paths)} files holds an answer on {corpus.name}; nothing was written. "
            "--corpus names another event."
        )
    counted = count(corpus, handed)
    words = words_html(corpus, counted)
    tests = sittings_of(corpus, handed)
    shown = report_html(corpus, counted, remarks, beside.name if words else "", tests.figures())
    written = {page: shown}
    if words:
        written[beside] = words
    if arguments.csv is not None:
        written[arguments.csv] = class_csv(counted)
    if arguments.tests is not None:
        written[arguments.tests] = sittings_csv(tests)
    _write(written)
    left = sum(one.left_out for one in remarks)
    learners = f"{len(handed)} learner{'' if len(handed) == 1 else 's'}"
    print(f"{len(paths) - left} of {len(paths)} files count, {learners}.")
    print(printable(f"Written: {', '.join(str(path) for path in written)}."))
    return FAULTS if left else ALL_RIGHT


def _write(written: dict[Path, str]) -> None:
    from infowar_kit.files import write

    for path, text in written.items():
        try:
            write(path, text)
        except OSError as error:
            raise ClassError(
                f"{path} cannot be written ({error.strerror or error}). Choose another place."
            ) from error


def _progress(total: int) -> Callable[[int], None]:
    """Say how far reading has come, on a terminal only and where it takes a while."""

    def told(done: int) -> None:
        if sys.stderr.isatty() and total >= 100 and (done % 50 == 0 or done == total):
            print(f"\r{done} of {total} records read", end="\n" if done == total else "", file=sys.stderr)

    return told
