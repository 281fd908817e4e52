"""The kernel of a page that was left while its lesson was starting: the page cannot end it itself yet.

Whoever goes on to another lesson in the first seconds would leave a kernel behind for half an hour, and on a
small machine the next lessons then find no memory. The server sees that nobody reads the page any more.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import logging
from contextvars import ContextVar
from typing import Any

RESTS = 5.0  # seconds without a word from the kernel: then the lesson has been run
LATEST = 600.0  # seconds after which it is ended whatever it does
LOOKS = 1.0  # seconds between looks


class Page:
    """A page that is being made, and the kernel that was started for it; empty before."""

    kernel = ""


_PAGE: ContextVar[Page | None] = ContextVar("page", default=None)
_ENDING: set[asyncio.Task[None]] = set()  # asyncio itself does not hold them


def watch(handler: Any, **_: Any) -> None:
    """Note whose page is begun; Voilà calls this before it starts a kernel.

    Parameters
    ----------
    handler : tornado.web.RequestHandler
        Who makes the page.
    """
    _ = handler.xsrf_token  # looking at it sets the cookie with which the page may end its kernel
    page = Page()
    _PAGE.set(page)

    def left() -> None:
        handler.on_connection_close()
        task = asyncio.ensure_future(_end(handler.kernel_manager, page))
        _ENDING.add(task)
        task.add_done_callback(_ENDING.discard)

    # Is called only while the page is not there as a whole: tornado takes it away as it finishes one.
    handler.request.connection.set_close_callback(left)


def know_kernels(manager: Any) -> None:
    """Have each kernel known to the page that it is started for.

    Parameters
    ----------
    manager : jupyter_server.services.kernels.kernelmanager.MappingKernelManager
        Who starts them.
    """
    start = manager.start_kernel

    async def start_kernel(*given: Any, **named: Any) -> Any:
        kernel = await start(*given, **named)
        if (page := _PAGE.get()) is not None:
            page.kernel = kernel
        return kernel

    manager.start_kernel = start_kernel


def said_calmly() -> None:
    """Keep from the terminal that a kernel's word found its page closed: that is no error of anybody's.

    Jupyter does not wait until a message is sent, so asyncio would print a traceback for each that came late.
    Every other error that nobody waited for is printed as before.
    """
    logging.getLogger("asyncio").addFilter(_concerns)


def _concerns(record: logging.LogRecord) -> bool:
    from tornado.iostream import StreamClosedError
    from tornado.websocket import WebSocketClosedError

    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, WebSocketClosedError | StreamClosedError)


async def _end(manager: Any, page: Page) -> None:
    """End a page's kernel once it has run the lesson: before that, the terminal would fill with errors."""
    late = asyncio.get_running_loop().time() + LATEST
    while asyncio.get_running_loop().time() < late and not (page.kernel and _rests(manager, page.kernel)):
        await asyncio.sleep(LOOKS)
    if page.kernel in manager:
        with contextlib.suppress(Exception):  # somebody else ended it at the same time
            await manager.shutdown_kernel(page.kernel)


def _rests(manager: Any, kernel: str) -> bool:
    if kernel not in manager:
        return True
    found = manager.get_kernel(kernel)
    quiet = dt.datetime.now(dt.UTC) - found.last_activity
    return bool(found.execution_state == "idle" and quiet > dt.timedelta(seconds=RESTS))
