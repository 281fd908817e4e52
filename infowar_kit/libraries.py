"""A heavy library that a kernel may lack, as one in a browser does: fetched late, missed in one sentence."""

from __future__ import annotations

from typing import Any

from infowar_kit.errors import LibraryMissing
from infowar_kit.say import say


def fetch_pandas() -> Any:
    """Return pandas.

    Raises
    ------
    LibraryMissing
        If this kernel does not have it; the message says how to go on.
    """
    try:
        import pandas
    except ImportError as error:
        if error.name != "pandas":  # it is there, and broken: that is another matter
            raise
        raise LibraryMissing(
            say(
                "This cell needs {library}, which this kernel does not have. The tasks do without it: go on "
                "with the next cell.",
                library="pandas",
            )
        ) from None
    return pandas
