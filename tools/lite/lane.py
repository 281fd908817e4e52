"""Say which versions `make lane-lite` installs, and that they are there: those of Pyodide's own packages.

``python -m tools.lite.lane --write FILE`` writes them as constraints, which pip and uv both know.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from tools.lite.parts import Pins


def constraints(lane: dict[str, str]) -> str:
    """Return the versions as a file of constraints."""
    return "".join(f"{name}=={wanted}\n" for name, wanted in sorted(lane.items()))


def differing(lane: dict[str, str], installed: Callable[[str], str] = version) -> list[str]:
    """Return what is installed in another version than a learner in a browser would get."""
    return [
        f"{name} {installed(name)} is installed, and Pyodide has {wanted}"
        for name, wanted in sorted(lane.items())
        if installed(name) != wanted
    ]


def main(arguments: list[str]) -> int:
    """Write the constraints, or say which versions there are; 1 where one is another."""
    lane = Pins.read().lane
    if arguments[:1] == ["--write"]:
        path = Path(arguments[1])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(constraints(lane), encoding="utf-8")
        return 0
    wrong = differing(lane)
    print("\n".join(wrong) or f"Pyodide's versions: {', '.join(constraints(lane).split())}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
