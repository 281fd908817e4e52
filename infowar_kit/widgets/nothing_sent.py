"""Let *nothing* reach the page also from a kernel that runs in it.

Pyodide hands None to JavaScript as a value that is not there, and a part of a widget's state that is not
there stays as it was: what was hidden never came back, what was chosen could not be taken back. Over a server
None travels as null; so it does here.
"""

from __future__ import annotations

import sys
from typing import Any


def mend() -> None:
    """Have widgets send null for None, where the kernel runs in a page; elsewhere nothing is changed."""
    if sys.platform != "emscripten":
        return
    import comm
    from pyodide.ffi import jsnull

    made = comm.create_comm
    if getattr(made, "sends_null", False):
        return

    class Comm(made):  # type: ignore[misc, valid-type]
        sends_null = True

        def publish_msg(self, msg_type: str, data: Any = None, *rest: Any, **keys: Any) -> None:
            super().publish_msg(msg_type, _with(jsnull, data), *rest, **keys)

    comm.create_comm = Comm


def _with(null: Any, data: Any) -> Any:
    """Return the same state with another nothing inside."""
    if isinstance(data, dict):
        return {key: null if value is None else _with(null, value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [null if value is None else _with(null, value) for value in data]
    return data
