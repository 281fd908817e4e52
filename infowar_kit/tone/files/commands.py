"""The commands ``tone scan`` and ``tone evaluate``."""

from __future__ import annotations

import argparse
import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from infowar_kit.errors import ToneError

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_SCAN = """\
Every finding is one line: where it stands, the words, the technique of which it may be a sign, how sure a
sign (highlight, hint, question), and why. The lens does not tell what is true. Texts are read one by one;
rows that cannot be read are listed at the end, with their line, and the rest is done. A cell that a
spreadsheet would run as a formula begins with ' in CSV.

examples:
  infowar-kit tone scan my-texts.csv
  infowar-kit tone scan posts.jsonl --column content --lang uk -o findings.jsonl

exit status: 0 all rows read, 1 some rows left out, 2 the file cannot be read
"""
_EVALUATE = """\
Columns: id, content, lang, manipulative, techniques, trigger_words (start and end in code points, the end
exclusive). Works offline; nothing is fitted.

example:
  infowar-kit tone evaluate devtrain.parquet

exit status: 0 measured, 2 the file cannot be used
"""


def add(commands: Commands) -> None:
    """Add the commands to those of the kit."""
    raw = argparse.RawDescriptionHelpFormatter
    about = "The tone lens on files: what it fires on, and how far that can be trusted."
    parser = commands.add_parser("tone", help=about, description=about)
    parser.set_defaults(run=lambda _: _incomplete(parser))
    parts = parser.add_subparsers(title="commands", metavar="COMMAND")
    about = "Read texts of your own with the lens."
    part = parts.add_parser("scan", help=about, description=about, epilog=_SCAN, formatter_class=raw)
    part.add_argument("file", type=Path, metavar="FILE", help=".csv, .jsonl or .parquet")
    part.add_argument("--column", default="text", metavar="NAME", help="the texts (default: text)")
    part.add_argument("--lang", choices=("en", "fr", "ru", "uk"),
                      help="language of all texts (default: the column lang, or a guess)")  # fmt: skip
    part.add_argument(
        "--format", choices=("csv", "jsonl"), help="of the findings (default: as -o ends, or csv)"
    )
    part.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: the screen")
    part.set_defaults(run=_scan)
    about = "Measure the lens on labelled posts, beside what costs nothing."
    part = parts.add_parser("evaluate", help=about, description=about, epilog=_EVALUATE, formatter_class=raw)
    part.add_argument("file", type=Path, metavar="FILE", help=".csv, .jsonl or .parquet")
    part.add_argument("--seed", type=int, default=8, metavar="N", help="of the intervals (default: 8)")
    part.add_argument("--draws", type=int, default=300, metavar="N",
                      help="samples for the intervals (default: 300)")  # fmt: skip
    part.set_defaults(run=_evaluate)


def _incomplete(parser: argparse.ArgumentParser) -> int:
    parser.print_help(sys.stderr)
    return 2


def _scan(arguments: argparse.Namespace) -> int:
    from infowar_kit.tone.files.scanning import scan

    output: Path | None = arguments.output
    form = arguments.format or ("jsonl" if output and output.suffix in (".jsonl", ".ndjson") else "csv")
    if output is not None and output.exists() and output.samefile(arguments.file):
        raise ToneError("The findings would be written over the texts. Give -o another name.")
    with contextlib.ExitStack() as stack:
        try:
            out = (
                stack.enter_context(output.open("w", encoding="utf-8", newline="")) if output else sys.stdout
            )
        except OSError as error:
            raise ToneError(f"'{output}' cannot be written ({error.strerror}).") from error
        done = scan(arguments.file, out, column=arguments.column, language=arguments.lang, form=form)
    print(done, file=sys.stderr)
    return 1 if done.skipped else 0


def _evaluate(arguments: argparse.Namespace) -> int:
    from infowar_kit.tone.files.evaluating import evaluate

    if arguments.draws < 1:
        raise ToneError("--draws needs at least 1.")
    print(evaluate(arguments.file, draws=arguments.draws, seed=arguments.seed))
    return 0
