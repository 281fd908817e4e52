"""When what is chosen and not checked is kept, and whether it differs from what was checked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any


class Later:
    """Call something once a while after the last time that it was asked for.

    Parameters
    ----------
    call : callable
        What is called; at once where no loop runs that could do it later.
    """

    def __init__(self, call: Callable[[], None]) -> None:
        self._call = call
        self._waiting: asyncio.TimerHandle | None = None

    def __call__(self, seconds: float) -> None:
        """Ask for it; what was asked for before is taken back."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            seconds = 0.0
        if seconds:
            self._waiting = loop.call_later(seconds, self._call)
        else:
            self._call()


_NOTHING: tuple[Any, ...] = (None, "", [])


def same(value: Any, saved: Any) -> bool:
    """Whether a control's value says the same as a saved one, which may be absent."""
    return value == saved or (value in _NOTHING and saved in _NOTHING)
