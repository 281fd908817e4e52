"""What a server says when pages are left."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading

import pytest
from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketClosedError

from infowar_kit.workspace import left_pages


@pytest.fixture
def told():
    """Return what comes to the terminal from a task that nobody waits for and that fails."""
    log = logging.getLogger("asyncio")
    filters, said = list(log.filters), []
    terminal = logging.Handler()
    terminal.emit = lambda record: said.append(record.getMessage())
    log.addHandler(terminal)

    def nobody_waits(error):
        async def fails():
            raise error

        async def server():
            task = asyncio.ensure_future(fails())
            await asyncio.sleep(0)
            del task
            gc.collect()

        said.clear()
        # Where a browser's tests ran before, a loop runs in this thread.
        thread = threading.Thread(target=asyncio.run, args=(server(),))
        thread.start()
        thread.join()
        return said

    yield nobody_waits
    log.removeHandler(terminal)
    log.filters[:] = filters


@pytest.mark.parametrize("error", [WebSocketClosedError(), StreamClosedError()], ids=["page", "connection"])
def test_a_word_that_finds_its_page_closed_fills_no_terminal_and_other_errors_do(told, error):
    assert "exception was never retrieved" in told(error)[0]
    left_pages.said_calmly()
    assert told(error) == []
    assert "exception was never retrieved" in told(ValueError("what went wrong"))[0]
