"""What holds for every test."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import mini

# The same examples every time, however busy the machine: what fails now fails again. To look for new ones:
# pytest --hypothesis-profile=explore
settings.register_profile("explore", deadline=None)
settings.register_profile("kit", deadline=None, derandomize=True)
settings.load_profile("kit")


@contextlib.contextmanager
def no_swallowed_exception() -> Iterator[None]:
    """Fail where a widget's callback raised: outside a kernel ipywidgets only logs that."""
    records: list[logging.LogRecord] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    logger, collector = logging.getLogger("traitlets"), Collector(logging.WARNING)
    logger.addHandler(collector)
    try:
        yield
    finally:
        logger.removeHandler(collector)
    assert not records, f"a callback failed: {records[0].getMessage()} {records[0].exc_info}"


@pytest.fixture(autouse=True)
def _guard_callbacks(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.node.get_closest_marker("swallows"):
        yield
        return
    with no_swallowed_exception():
        yield


@pytest.fixture(autouse=True)
def _own_record(tmp_path, monkeypatch) -> None:
    """No test ever writes to a learner's record."""
    monkeypatch.setenv("INFOWAR_KIT_RECORD", str(tmp_path / "record.json"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Lessons in a browser first: long files at the end would leave one of two processes without work."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small valid corpus of one's own to damage."""
    return mini.write(tmp_path)
