"""A heavy library that a kernel may lack, as one in a browser does: fetched late, missed in one sentence."""

from __future__ import annotations

import sys
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
        _tell_learners()
        raise LibraryMissing(
            say(
                "This cell needs {library}, which this kernel does not have. The tasks do without it: go on "
                "with the next cell.",
                library="pandas",
            )
        ) from None
    return pandas


def _tell_learners() -> None:
    """Let a notebook print the sentence, and not show where in the code it was met.

    A traceback is more than ugly: in JupyterLite it ends all cells that wait, tasks among them, and the moves
    of controls that are on their way.
    """
    if "IPython" not in sys.modules:
        return
    from IPython import get_ipython

    shell = get_ipython()
    if shell is not None:
        shell.set_custom_exc((LibraryMissing,), _print)


def _print(_shell: Any, _kind: Any, error: Any, *_: Any, **__: Any) -> None:
    print(error)
