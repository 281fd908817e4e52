"""The commands ``tone scan`` and ``tone evaluate``."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from infowar_kit.errors import ToneError
from infowar_kit.files import replacing
from infowar_kit.options import number
from infowar_kit.tone.files.findings import FORMATS
from infowar_kit.tone.files.parts import ROWS
from infowar_kit.tone.files.scanning import Asked

if TYPE_CHECKING:
    from infowar_kit.tone.files.many import Reading

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_SCAN = """\
Every finding is one line: where it stands, the words, the technique of which it may be a sign, how sure a
sign (highlight, hint, question), and why. The lens does not tell what is true. Texts are read one by one;
rows that cannot be read are listed at the end, with their line, and the rest is done; so is said how many
texts are in no language that the lens reads. FILE is a table with a column of texts (separators and UTF-16
are recognised), JSON, or a Telegram export (result.json); .csv.gz and .jsonl.gz are unpacked. Several files,
a pattern in quotes or a folder of Parquet files are read one after the other, and each line begins with its
file. All are looked at before anything is read. What -o names is replaced when all is done, and not before.
A cell that a spreadsheet would run as a formula begins with ' in CSV.

With --workers or --scheduler (these need: pip install 'infowar-kit[tone-dask]') many processes read at once,
on Dask, and the findings are the same in the same order. Parquet is read by the workers, which have to see
the files under the same names, a part after the other; other files are read here and sent to them. What a
lost worker had is read by another. A Dask scheduler runs what it is sent: keep it in a network you trust.

examples:
  infowar-kit tone scan my-texts.csv
  infowar-kit tone scan posts.jsonl --column content --lang uk -o findings.jsonl
  infowar-kit tone scan result.json -o findings.csv
  infowar-kit tone scan 'posts/*.parquet' --workers 4 -o findings.parquet

exit status: 0 all rows read, 1 some rows left out or not read, 2 the file cannot be read
"""
_ENDINGS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet", ".pq": "parquet"}
_EVALUATE = """\
Columns: id, content, lang, manipulative, techniques, trigger_words (start and end in code points, the end
exclusive). Rows that cannot be used are listed and left out, unless --strict. Works offline; nothing is
fitted.

example:
  infowar-kit tone evaluate devtrain.parquet

exit status: 0 measured, 1 measured without some rows, 2 the file cannot be used
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
    part.add_argument("files", nargs="+", metavar="FILE", help=".csv, .jsonl, .json or .parquet")
    part.add_argument("--column", default="text", metavar="NAME", help="the texts (default: text)")
    part.add_argument("--lang", choices=("en", "fr", "ru", "uk"),
                      help="language of all texts (default: the column lang, or a guess)")  # fmt: skip
    part.add_argument("--format", choices=FORMATS, help="of the findings (default: as -o ends, or csv)")
    part.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: the screen")
    where = part.add_mutually_exclusive_group()
    where.add_argument("--workers", type=int, metavar="N", help="read with so many processes of this machine")
    where.add_argument(
        "--scheduler", metavar="ADDRESS", help="read on a Dask cluster, such as tcp://HOST:8786"
    )
    part.add_argument(
        "--rows-a-part", type=int, default=ROWS, metavar="N",
        help=f"texts that a worker reads at a time (default: {ROWS:,})",
    )  # fmt: skip
    _add_encoding(part)
    part.set_defaults(run=_scan)
    about = "Measure the lens on labelled posts, beside what costs nothing."
    part = parts.add_parser("evaluate", help=about, description=about, epilog=_EVALUATE, formatter_class=raw)
    part.add_argument("file", type=Path, metavar="FILE", help=".csv, .jsonl, .json or .parquet")
    part.add_argument(
        "--seed", type=number(int, "--seed 8"), default=8, metavar="N", help="of the intervals (default: 8)"
    )
    part.add_argument("--draws", type=number(int, "--draws 300"), default=300, metavar="N",
                      help="samples for the intervals (default: 300)")  # fmt: skip
    part.add_argument("--strict", action="store_true", help="stop where a row cannot be used")
    _add_encoding(part)
    part.set_defaults(run=_evaluate)


def _add_encoding(part: argparse.ArgumentParser) -> None:
    part.add_argument(
        "--encoding", metavar="NAME", help="of FILE, such as cp1251 (default: UTF-8, or as its bytes tell)"
    )


def _incomplete(parser: argparse.ArgumentParser) -> int:
    parser.print_help(sys.stderr)
    return 2


def _scan(arguments: argparse.Namespace) -> int:
    from infowar_kit.tone.files.many import Scans, files_of, is_several

    output: Path | None = arguments.output
    form = arguments.format or (_ENDINGS.get(output.suffix.lower(), "csv") if output else "csv")
    if form == "parquet" and output is None:
        raise ToneError("Parquet is nothing for the screen. Name a file: -o findings.parquet")
    for name, value in (("--workers", arguments.workers), ("--rows-a-part", arguments.rows_a_part)):
        if value is not None and value < 1:
            raise ToneError(f"{name} needs at least 1.")
    # The input is looked at before the output is touched.
    files = files_of(arguments.files)
    asked = Asked(
        column=arguments.column,
        language=arguments.lang,
        form=form,
        encoding=arguments.encoding,
        file=is_several(arguments.files),
    )
    scans = Scans(files, asked, rows=arguments.rows_a_part)
    if output is not None and _is_one_of(output, files):
        raise ToneError("The findings would be written over the texts. Give -o another name.")
    try:
        with _reading(arguments) as reading, _opened(output) as out:
            scans.write(out, reading)
    except KeyboardInterrupt:
        sys.stdout.flush()
        so_far = f"Interrupted after {scans.texts} texts: "
        if output is None or _is_special(output):
            print(f"{so_far}what was written is only a part.", file=sys.stderr)
        else:
            kept = f"'{output}' is as it was" if output.exists() else f"there is no '{output}'"
            print(f"{so_far}nothing was kept, {kept}.", file=sys.stderr)
        raise
    print(scans, file=sys.stderr)
    return 1 if scans.has_gaps else 0


@contextlib.contextmanager
def _reading(arguments: argparse.Namespace) -> Iterator[Reading | None]:
    """Return what reads the texts: a cluster, or nothing where it is done here."""
    if arguments.workers is None and arguments.scheduler is None:
        yield None
        return
    from infowar_kit.tone.files.cluster import cluster

    with cluster(workers=arguments.workers, scheduler=arguments.scheduler) as reading:
        yield reading


def _is_one_of(output: Path, files: Sequence[Path]) -> bool:
    """Whether a file is one of those, by any of its names."""
    # An output that cannot be looked at is told when it is opened.
    with contextlib.suppress(OSError):
        return output.exists() and any(output.samefile(file) for file in files)
    return False


def _is_special(output: Path) -> bool:
    """Whether a file is a device or a pipe, which is written to and not replaced."""
    return output.exists() and not output.is_file() and not output.is_dir()


@contextlib.contextmanager
def _opened(output: Path | None) -> Iterator[TextIO]:
    """Open the output: it takes its place when all is written, and is as it was after an error."""
    if output is None:
        try:
            yield sys.stdout
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            # Python flushes once more on its way out and would complain again.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise ToneError(f"The findings cannot be written ({error.strerror or error}).") from error
        return
    # Half of a pair of surrogates, as JSON may hold it, is written as JSON spells it.
    try:
        if output.is_dir():
            raise OSError("it is a folder")
        with output.open("wb") if _is_special(output) else replacing(output) as raw:
            text = io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", newline="")
            try:
                yield text
                text.flush()
            finally:
                with contextlib.suppress(OSError):
                    text.detach()
    except OSError as error:
        # Where the name is too long to be looked for, nothing was there.
        there = os.access(output, os.F_OK) and output.is_file()
        before = " What was there before is still there." if there else ""
        raise ToneError(f"'{output}' cannot be written ({error.strerror or error}).{before}") from error


def _evaluate(arguments: argparse.Namespace) -> int:
    from infowar_kit.tone.files.evaluating import evaluate

    if arguments.draws < 1:
        raise ToneError("--draws needs at least 1.")
    try:
        report = evaluate(
            arguments.file,
            draws=arguments.draws,
            seed=arguments.seed,
            strict=arguments.strict,
            encoding=arguments.encoding,
        )
    except KeyboardInterrupt:
        print("Interrupted: nothing was measured.", file=sys.stderr)
        raise
    print(report, flush=True)
    if said := report.left_out_lines:
        print("\n".join(said), file=sys.stderr)
    return 1 if report.left_out or report.unread else 0
