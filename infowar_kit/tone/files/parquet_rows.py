"""Rows of Parquet, which needs pyarrow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from infowar_kit.errors import ToneError
from infowar_kit.tone.files.row import Row

_BATCH = 512
_BYTES = "holds bytes that are no UTF-8"


def open_parquet(path: Path) -> tuple[tuple[str, ...], dict[str, str], Iterator[Row]]:
    """Return the columns of a file, what those hold that hold no texts, and its rows.

    Raises
    ------
    ToneError
        If pyarrow is missing or the file is no Parquet.
    """
    try:
        from pyarrow import parquet, types
    except ImportError:
        raise ToneError(
            f"'{path.name}' is Parquet, and that needs pyarrow: pip install pyarrow. "
            f"Or save the table as CSV or JSON lines."
        ) from None
    try:
        file = parquet.ParquetFile(path)
        schema = file.schema_arrow
    except Exception as error:  # pyarrow's own errors share no base but Exception
        raise ToneError(f"'{path.name}' cannot be read as Parquet ({error}).") from None
    no_texts = {field.name: words for field in schema if (words := _words(field.type, types))}
    return tuple(schema.names), no_texts, _rows(file)


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


def _rows(file: Any) -> Iterator[Row]:
    number = 0
    try:
        for batch in file.iter_batches(batch_size=_BATCH):
            for cells in _cells(batch):
                number += 1
                yield Row(number, cells) if cells is not None else Row(number, {}, _BYTES)
    except GeneratorExit:
        raise
    except Exception as error:  # as above
        yield Row(number + 1, {}, f"cannot be read, nor what follows ({error})")


def _cells(batch: Any) -> Iterator[dict[str, Any] | None]:
    try:
        yield from batch.to_pylist()
    except UnicodeDecodeError:
        # pyarrow gives up the whole batch for one text: row by row, only that one is lost.
        for number in range(batch.num_rows):
            try:
                yield batch.slice(number, 1).to_pylist()[0]
            except UnicodeDecodeError:
                yield None
