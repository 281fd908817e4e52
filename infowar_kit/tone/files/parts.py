"""Files in parts that can be read apart, on any machine, and put together again in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from infowar_kit.errors import ToneError
from infowar_kit.tone.files.findings import SINKS
from infowar_kit.tone.files.languages import Reader
from infowar_kit.tone.files.parquet_rows import open_parquet, parts_of
from infowar_kit.tone.files.scanning import Asked, Scan, Scanned, Text, read_texts, texts_of
from infowar_kit.tone.files.tables import Table, is_parquet

ROWS = 10_000
_LETTERS = 8_000_000  # of all texts of one part, where texts are long


@dataclass(frozen=True)
class Part:
    """Some texts of one file, to be read apart.

    Parameters
    ----------
    file : int
        Which file, counted from 0.
    path : pathlib.Path
        That file.
    asked : Asked
        How to read it.
    texts : tuple of Text
        The texts themselves; empty where whoever reads the part takes them from the file.
    start, stop : int
        Otherwise, the rows of a Parquet file.
    """

    file: int
    path: Path
    asked: Asked
    texts: tuple[Text, ...] = ()
    start: int = 0
    stop: int = 0


@dataclass(frozen=True)
class Read:
    """What reading a part came to: its count, its account of languages, and the findings as written."""

    done: Scanned
    reader: Reader
    findings: str | bytes


def parts(scan: Scan, number: int, rows: int) -> Iterator[Part]:
    """Yield the parts of a file.

    Parquet is read by whoever reads the part. A table of another form can only be read from its beginning,
    because a row may go over lines: its texts are read here, and go along. Rows that cannot be read are told
    in ``scan.done`` then.
    """
    if is_parquet(scan.path):
        for start, stop in parts_of(scan.path, rows):
            yield Part(number, scan.path, scan.asked, start=start, stop=stop)
        return
    some: list[Text] = []
    letters = 0
    for text in scan.texts():
        some.append(text)
        letters += len(text.text)
        if len(some) >= rows or letters >= _LETTERS:
            yield Part(number, scan.path, scan.asked, tuple(some))
            some, letters = [], 0
    if some:
        yield Part(number, scan.path, scan.asked, tuple(some))


def read_part(part: Part) -> Read:
    """Read a part with the lens. It asks for nothing but the part, so that it can be done again anywhere.

    Raises
    ------
    ToneError
        If the file cannot be read where this is done.
    """
    asked = part.asked
    done, reader, found = Scanned(), Reader(asked.language), SINKS[asked.form].part(file=asked.file)
    texts: Iterator[Text] = iter(part.texts)
    if not part.texts:
        try:
            names, _, rows = open_parquet(part.path, start=part.start, stop=part.stop, needed=asked.needed)
        except OSError as error:
            raise ToneError(f"'{part.path}' cannot be read ({error.strerror or error}).") from None
        texts = texts_of(Table(part.path.name, rows, names), asked.column, done)
    read_texts(texts, reader, done, found, part.path.as_posix())
    return Read(done, reader, found.taken())
