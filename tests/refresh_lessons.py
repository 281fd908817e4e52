"""Run the lessons on an empty record and write their outputs back: `make notebooks`.

What a kernel adds that is no content is taken out: widget views (they would show as an error where no
kernel runs; the plain HTML of the same output stays), run times, and the versions of this machine.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbconvert.preprocessors import ExecutePreprocessor

from infowar_kit.workspace.lessons import event_of

ROOT = Path(__file__).parent.parent
LESSONS = ROOT / "notebooks"
VIEW = "application/vnd.jupyter.widget-view+json"
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def refresh(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["INFOWAR_KIT_RECORD"] = str(Path(folder) / "record.json")
        os.environ.pop("INFOWAR_KIT_CORPUS", None)
        if event := event_of(path.parent):
            os.environ["INFOWAR_KIT_CORPUS"] = str(event)
        ExecutePreprocessor(timeout=120).preprocess(notebook, {"metadata": {"path": folder}})
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(VIEW, None)
    notebook.metadata = nbformat.from_dict(METADATA)
    nbformat.write(notebook, path)


if __name__ == "__main__":
    every = [*sorted(LESSONS.glob("*.ipynb")), *sorted(ROOT.glob("datasets/*/notebooks/*.ipynb"))]
    wanted = [path for path in every if not sys.argv[1:] or path.name in sys.argv[1:]]
    for lesson in wanted:
        refresh(lesson)
        sys.stdout.write(f"{lesson.name}: run\n")
