"""Run a lesson on an empty record and keep what anybody may see: text and pictures, no views, no traces."""

from __future__ import annotations

import importlib
import logging
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from infowar_kit.errors import WorkspaceError
from infowar_kit.tasks.edition import FILE
from infowar_kit.workspace.cutting import Cell
from infowar_kit.workspace.lessons import delivered_files
from infowar_kit.workspace.nbcheck_place import bare_environment, temporary_folder

CELL_TIMEOUT = 60
SHOWN = ("text/html", "text/markdown", "text/plain", "image/svg+xml", "image/png", "image/jpeg")
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def run(cells: Sequence[Cell], notebook: Path, edition: str, event: Path | None, fonts: Path) -> list[Cell]:
    """Return the cells of a lesson with what they print on an empty record.

    Parameters
    ----------
    cells : sequence of dict
        As they are to be run.
    notebook : pathlib.Path
        The lesson that they come from; what lies beside it is there when they run.
    edition : str
        The note of the edition, which lies there too.
    event : pathlib.Path, optional
        The event that is taught, where it is not the kit's own.
    fonts : pathlib.Path
        A folder that `nbcheck_place.warm_up` has prepared.

    Raises
    ------
    WorkspaceError
        If a cell fails or takes too long: which one, and why.
    """
    nbformat = importlib.import_module("nbformat")
    content = nbformat.from_dict(
        {"cells": [_bare(cell) for cell in cells], "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    )
    with temporary_folder() as place:
        (folder := place / "lesson").mkdir()
        for path in delivered_files(notebook.parent):
            if path.suffix != ".ipynb":
                copy = folder / path.relative_to(notebook.parent)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
        (folder / FILE).write_text(edition, encoding="utf-8")
        if trouble := execute(content, folder, bare_environment(place, fonts, event), CELL_TIMEOUT):
            raise WorkspaceError(f"{notebook.name} cannot be run: {trouble}. Nothing was written.")
    return [_kept(cell, source) for cell, source in zip(content.cells, cells, strict=True)]


def execute(content: Any, folder: Path, environment: Mapping[str, str], timeout: float) -> str:
    """Run all cells of a notebook in a folder, in a kernel of its own.

    Parameters
    ----------
    content : nbformat.NotebookNode
        The notebook; its outputs are replaced.
    folder : pathlib.Path
        Where it runs.
    environment : mapping
        All that the kernel finds there.
    timeout : float
        Seconds that a cell may take.

    Returns
    -------
    str
        What went wrong, without a full stop; empty where nothing did.
    """
    import nbclient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    # What goes wrong is returned; a log would say it twice.
    quiet = logging.getLogger(__name__)
    quiet.addHandler(logging.NullHandler())
    quiet.propagate = False
    client = nbclient.NotebookClient(
        content, timeout=int(timeout), kernel_name="python3", store_widget_state=False, log=quiet,
        resources={"metadata": {"path": str(folder)}},
    )  # fmt: skip
    try:
        # What a kernel says of itself at its start is nothing that whoever runs a lesson can act on.
        client.execute(env=dict(environment), stderr=subprocess.DEVNULL)
    except CellExecutionError:
        code = [cell for cell in content.cells if cell.cell_type == "code"]
        number, said = next((n, said) for n, cell in enumerate(code, 1) if (said := _error_of(cell)))
        return f"code cell {number} raised {said}"
    except CellTimeoutError:
        return f"a cell took longer than {timeout:g} s"
    except DeadKernelError:
        return "its kernel died"
    except (OSError, RuntimeError) as error:
        return str(error)
    return ""


def _error_of(cell: Any) -> str:
    errors = [one for one in cell.get("outputs", []) if one.output_type == "error"]
    words = f"{errors[-1].ename}: {errors[-1].evalue}" if errors else ""
    return " ".join(words.split())[:300].rstrip(".")


def _bare(cell: Mapping[str, Any]) -> dict[str, Any]:
    made = {
        "cell_type": cell["cell_type"],
        "id": cell.get("id", ""),
        "metadata": {},
        "source": cell["source"],
    }
    if not made["id"]:
        del made["id"]
    return made | ({"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {})


def _kept(cell: Any, before: Cell) -> Cell:
    """Return a cell that was run as it is saved: nothing of widgets, of this machine or of before."""
    metadata: dict[str, Any] = {}
    theirs = before.get("metadata", {})
    if isinstance(theirs.get("jupyter"), Mapping) and theirs["jupyter"].get("source_hidden"):
        metadata["jupyter"] = {"source_hidden": True}
    if isinstance(theirs.get("tags"), list):
        metadata["tags"] = [tag for tag in theirs["tags"] if isinstance(tag, str)]
    made: Cell = {"cell_type": cell.cell_type, "id": cell.id, "metadata": metadata, "source": cell.source}
    if cell.cell_type == "code":
        made["execution_count"] = cell.execution_count
        made["outputs"] = [_output(one) for one in cell.outputs]
    return made


def _output(output: Any) -> dict[str, Any]:
    made = {key: value for key, value in output.items() if key not in {"data", "metadata", "transient"}}
    if "data" in output:
        made["data"] = {kind: output.data[kind] for kind in SHOWN if kind in output.data}
        made["metadata"] = {}
    return made
