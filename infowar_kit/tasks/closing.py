"""The end of a lesson that is handed out alone: where a learner keeps the answers, or hands them in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from infowar_kit.say import say

_PANEL = re.compile(r"\bkit\.record\(")
_CODE = "from infowar_kit import kit\n\nkit.record()"
_FOLDED = {"jupyter": {"source_hidden": True}}


def keeps_record(cells: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a notebook has the panel with which a learner keeps, downloads and restores the record."""
    return any(is_panel(cell) for cell in cells)


def is_panel(cell: Mapping[str, Any]) -> bool:
    """Whether a cell shows that panel."""
    return cell.get("cell_type") == "code" and bool(_PANEL.search("".join(cell.get("source", ""))))


def closing_cells(lesson: str) -> list[dict[str, Any]]:
    """Return the cells with which a lesson ends that has no other place to hand in answers.

    Parameters
    ----------
    lesson : str
        Id, such as ``"02"``; the cells' own ids begin with it.
    """
    head = say("Keep your answers, or hand them in")
    words = say(
        "Each answer is saved when you check it, on the machine on which this lesson runs. *Prepare "
        "download* below gives two files: all of your record, for yourself, and one for a teacher."
    )
    return [
        {"cell_type": "markdown", "id": f"{lesson}-record", "metadata": {},
         "source": f"## {head}\n\n{words}"},
        {"cell_type": "code", "execution_count": None, "id": f"{lesson}-record-panel",
         "metadata": {**_FOLDED}, "outputs": [], "source": _CODE},
    ]  # fmt: skip
