"""What axe-core finds wrong on the player's whole page: it is ours, so all of it counts."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe


def violations_of(page: Any) -> list[str]:
    """Return what is wrong, a line a node."""
    response = Axe().run(page).response
    return [
        f"{found['id']} ({found['impact']}): {node['html'][:160]}"
        for found in response["violations"]
        for node in found["nodes"]
    ]
