"""Where a lesson is checked: nothing of this computer or of its user changes what a lesson prints."""

from __future__ import annotations

import contextlib
import os
import site
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from infowar_kit.corpus.loading import SETTING
from infowar_kit.errors import WorkspaceError
from infowar_kit.tasks import record

# What users set for themselves, and what would show in the output of a cell.
_THEIRS = ("PYTHON", "PYTEST", "JUPYTER", "IPYTHON", "NBVAL", "MPL", "MATPLOTLIB", "INFOWAR_KIT", "XDG_")
_THEIRS_TOO = {"COLUMNS", "LINES", "FORCE_COLOR", "PY_COLORS", "NO_COLOR", "BASH_ENV", "ENV"}
# Without these Python itself, or the kit, might not be found.
_NEEDED = {"PYTHONHOME", "PYTHONPATH", "PYTHONNOUSERSITE", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"}
_AT_START = ("sitecustomize.py", "usercustomize.py")


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """Make a folder and remove it at the end.

    Raises
    ------
    WorkspaceError
        If there is no place for one.
    """
    try:
        made = tempfile.TemporaryDirectory(prefix="infowar-kit-", ignore_cleanup_errors=True)
    except OSError as error:
        raise WorkspaceError(
            f"There is no room for temporary files ({error.strerror}). "
            f"Make some, or set TMPDIR to a folder that you may write to."
        ) from error
    with made as name:
        yield Path(name)


def bare_environment(place: Path, fonts: Path, event: Path | None = None) -> dict[str, str]:
    """Return the variables with which a lesson is run.

    Parameters
    ----------
    place : pathlib.Path
        A folder for this lesson alone: home, record and settings lie there, as on a new computer.
    fonts : pathlib.Path
        A folder that `warm_up` has prepared.
    event : pathlib.Path, optional
        The event that the lesson teaches, where it is not the kit's own.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in _NEEDED or not (name in _THEIRS_TOO or name.startswith(_THEIRS))
    }
    home = place / "home"
    home.mkdir(exist_ok=True)
    taught = {SETTING: str(event)} if event else {}
    return kept | _without_start_files(place) | taught | {
        "HOME": str(home),
        # Packages that were installed for this user only are still found.
        "PYTHONUSERBASE": site.getuserbase(),
        record.VARIABLE: str(place / "record" / record.FILE_NAME),
        "INFOWAR_KIT_CELLS": str(place / "cells.jsonl"),
        "IPYTHONDIR": str(place / "ipython"),
        "JUPYTER_CONFIG_DIR": str(place / "jupyter"),
        "JUPYTER_DATA_DIR": str(place / "jupyter"),
        "JUPYTER_RUNTIME_DIR": str(place / "runtime"),
        "MPLCONFIGDIR": str(fonts),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }  # fmt: skip


def warm_up(fonts: Path) -> None:
    """Let matplotlib look through the fonts once, and not within a lesson, where it would say so."""
    with temporary_folder() as place, contextlib.suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(
            [sys.executable, "-c", "import matplotlib.font_manager"],
            env=bare_environment(place, fonts),
            cwd=place,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=300,
            check=False,
        )


def _without_start_files(place: Path) -> dict[str, str]:
    """Return PYTHONPATH as it is seen from elsewhere, without the files that Python runs at its start."""
    # The lesson has a folder of its own: what was relative to this one has to stay so.
    paths = [Path(path).absolute() for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    if any((path / name).exists() for path in paths for name in _AT_START):
        paths.insert(0, place / "start")
        paths[0].mkdir(exist_ok=True)
        for name in _AT_START:
            (paths[0] / name).write_text("")  # found first, these take the place of the others
    return {"PYTHONPATH": os.pathsep.join(map(str, paths))} if paths else {}
