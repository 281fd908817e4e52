"""Rows of Parquet, which needs pyarrow."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from infowar_kit.errors import ToneError
from infowar_kit.tone.files.row import Row

_BATCH = 512
_BYTES = "holds bytes that are no UTF-8"
_PART_BYTES = 32 * 1024 * 1024  # unpacked, of one part


def open_parquet(
    path: Path, *, start: int = 0, stop: int | None = None, needed: Collection[str] | None = None
) -> tuple[tuple[str, ...], dict[str, str], Iterator[Row]]:
    """Return the columns of a file, what those hold that hold no texts, and its rows.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    start, stop : int, optional
        Only the rows from `start` up to before `stop`, counted from 0; their numbers are those of the file.
    needed : collection of str, optional
        Columns that are read; by default all. What another one holds can spoil nothing then.

    Raises
    ------
    ToneError
        If pyarrow is missing or the file is no Parquet.
    """
    file, types = _opened(path)
    schema = file.schema_arrow
    no_texts = {field.name: words for field in schema if (words := _words(field.type, types))}
    columns = None if needed is None else [name for name in schema.names if name in needed]
    rows = _rows(file, columns) if stop is None else _some_rows(file, start, stop, columns)
    return tuple(schema.names), no_texts, rows


def parts_of(path: Path, most: int) -> list[tuple[int, int]]:
    """Part a file into stretches of rows that can be read apart: start and stop, as in `open_parquet`.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    most : int
        Rows of a part; fewer where rows are long. Small row groups stay whole.
    """
    file, _ = _opened(path)
    groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
    count, size = sum(group.num_rows for group in groups), sum(group.total_byte_size for group in groups)
    return stretches(
        [group.num_rows for group in groups], max(1, min(most, count * _PART_BYTES // (size or 1)))
    )


def stretches(sizes: Sequence[int], most: int) -> list[tuple[int, int]]:
    """Return stretches of at most so many rows; one begins where a row group does, if that can be."""
    found, start, at = [], 0, 0
    for size in sizes:
        if start < at and at + size - start > most:
            found.append((start, at))
            start = at
        at += size
        while at - start > most:
            found.append((start, start + most))
            start += most
    return [*found, (start, at)] if start < at else found


def _opened(path: Path) -> tuple[Any, Any]:
    try:
        from pyarrow import parquet, types
    except ImportError:
        raise ToneError(
            f"'{path.name}' is Parquet, and that needs pyarrow: pip install pyarrow. "
            f"Or save the table as CSV or JSON lines."
        ) from None
    try:
        file = parquet.ParquetFile(path)
        _ = file.schema_arrow
    except Exception as error:  # pyarrow's own errors share no base but Exception
        raise ToneError(f"'{path.name}' cannot be read as Parquet ({error}).") from None
    return file, types


def _words(kind: Any, types: Any) -> str:
    """Return what a column holds that can hold no text; empty where it can."""
    if types.is_dictionary(kind):
        kind = kind.value_type
    if types.is_string(kind) or types.is_large_string(kind) or types.is_null(kind):
        return ""
    if getattr(types, "is_string_view", lambda _: False)(kind):
        return ""
    if types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind):
        return f"lists ({kind})"
    if types.is_struct(kind) or types.is_map(kind):
        return f"objects ({kind})"
    if types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind):
        return f"numbers ({kind})"
    return f"values of the kind {kind}"


def _rows(file: Any, columns: list[str] | None) -> Iterator[Row]:
    yield from _numbered(_batches(file, range(file.metadata.num_row_groups), columns), 0, "")


def _some_rows(file: Any, start: int, stop: int, columns: list[str] | None) -> Iterator[Row]:
    groups: list[int] = []
    first, at = 0, 0
    for number in range(file.metadata.num_row_groups):
        size = file.metadata.row_group(number).num_rows
        if at < stop and at + size > start:
            first = first if groups else at
            groups.append(number)
        at += size
    batches = _cut(_batches(file, groups, columns), start - first, stop - first)
    yield from _numbered(batches, start, f" up to row {stop}")


def _batches(file: Any, groups: Iterable[int], columns: list[str] | None) -> Iterator[Any]:
    """Yield batches, a row group after the other: asked for all at once, pyarrow keeps what it has read."""
    for group in groups:
        yield from file.iter_batches(
            batch_size=_BATCH, row_groups=[group], columns=columns, use_threads=False
        )


def _cut(batches: Iterator[Any], start: int, stop: int) -> Iterator[Any]:
    at = 0
    for batch in batches:
        low, high = max(start - at, 0), min(stop - at, batch.num_rows)
        if low < high:
            yield batch.slice(low, high - low)
        at += batch.num_rows
        if at >= stop:
            return


def _numbered(batches: Iterator[Any], number: int, how_far: str) -> Iterator[Row]:
    try:
        for batch in batches:
            for cells in _cells(batch):
                number += 1
                yield Row(number, {}, cells) if isinstance(cells, str) else Row(number, cells)
    except GeneratorExit:
        raise
    except Exception as error:  # as above
        yield Row(number + 1, {}, f"cannot be read, nor what follows{how_far} ({error})")


def _cells(batch: Any) -> Iterator[dict[str, Any] | str]:
    """Yield the cells of rows, or what is wrong with one."""
    try:
        yield from batch.to_pylist()
    except (ValueError, OverflowError):
        # pyarrow gives up the whole batch for one text, or one date that Python has no day for: row by row,
        # only that one is lost.
        for number in range(batch.num_rows):
            try:
                yield batch.slice(number, 1).to_pylist()[0]
            except UnicodeDecodeError:
                yield _BYTES
            except (ValueError, OverflowError) as error:
                yield f"holds a value that cannot be read ({error})"
