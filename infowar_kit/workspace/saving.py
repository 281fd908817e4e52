"""Run a lesson on an empty record and save what its cells print, as lessons that ship are saved.

What a kernel adds that is no content is left out: the views of widgets, which would show as an error where no
kernel runs (the plain page of the same output stays), run times, and the versions of this computer.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from infowar_kit.errors import WorkspaceError
from infowar_kit.files import write
from infowar_kit.workspace.lessons import event_of
from infowar_kit.workspace.nbcheck_place import bare_environment, temporary_folder, warm_up
from infowar_kit.workspace.running import METADATA, execute

CELL_TIMEOUT = 120  # seconds
_VIEW = "application/vnd.jupyter.widget-view+json"


def save_lesson(path: Path, *, cell_timeout: float = CELL_TIMEOUT) -> str:
    """Run a lesson and save it with its outputs.

    Parameters
    ----------
    path : pathlib.Path
        The notebook.
    cell_timeout : float
        Seconds that a cell may take.

    Returns
    -------
    str
        What went wrong; then the notebook is as it was. Empty where nothing did.

    Raises
    ------
    WorkspaceError
        If it cannot be written.
    """
    import nbformat

    try:
        notebook: Any = nbformat.read(path, as_version=4)
    except Exception as error:  # nbformat raises whatever its parsers do
        return f"is no notebook that can be read ({type(error).__name__})"
    with temporary_folder() as place, temporary_folder() as fonts:
        warm_up(fonts)
        if trouble := execute(
            notebook, place, bare_environment(place, fonts, event_of(path.parent)), cell_timeout
        ):
            return trouble
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(_VIEW, None)
    notebook.metadata = nbformat.from_dict(METADATA)
    try:
        write(path, nbformat.writes(notebook) + "\n")
    except OSError as error:
        raise WorkspaceError(
            f"{path} cannot be written ({error.strerror or error}). What stood there is still there."
        ) from error
    return ""
