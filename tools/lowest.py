"""Say which versions `make lane-lowest` tries, and that they are the lowest which pyproject.toml allows."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
EXTRAS = ("check", "test")


def bounds(text: str, extras: Iterable[str] = EXTRAS) -> dict[str, str]:
    """Return the lowest version of each package that a pyproject.toml allows.

    Raises
    ------
    ValueError
        If a dependency has no lower bound.
    """
    project = tomllib.loads(text)["project"]
    wanted = [*project["dependencies"]]
    for extra in extras:
        wanted += project["optional-dependencies"][extra]
    found = {}
    for one in wanted:
        if one.startswith(f"{project['name']}["):
            continue  # an extra that takes in another one
        bound = re.match(r"([\w.-]+)(?:\[[^]]*\])?\s*>=\s*([\d.]+)", one)
        if not bound:
            raise ValueError(f'pyproject.toml: "{one}" has no lower bound')
        found[bound[1]] = bound[2]
    return found


def differing(lowest: dict[str, str], installed: Callable[[str], str] = version) -> list[str]:
    """Return what is installed in another version than the lowest; 2.2.0 is the lowest 2.2."""
    there = {name: installed(name) for name in lowest}
    return [
        f"{name} {there[name]} is installed, and {bound} is the lowest that pyproject.toml allows"
        for name, bound in lowest.items()
        if not re.fullmatch(rf"{re.escape(bound)}(\.0)*", there[name])
    ]


def main() -> int:
    """Print the versions; 1 where one is not the lowest."""
    lowest = bounds(PYPROJECT.read_text(encoding="utf-8"))
    wrong = differing(lowest)
    print("\n".join(wrong) or f"Lowest versions: {', '.join(f'{name} {version(name)}' for name in lowest)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
