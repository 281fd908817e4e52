from pathlib import Path

import mini
import pytest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small valid corpus of one's own to damage."""
    return mini.write(tmp_path)
