"""``python -m tools.lite DIR``: make the JupyterLite site; `make lite` calls it."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from infowar_kit.corpus.loading import available
from infowar_kit.workspace.choosing import place_of
from infowar_kit.workspace.lessons import lessons
from tools.lite.build import NotBuilt, build
from tools.lite.parts import NotFetched


def main(arguments: list[str]) -> int:
    """Make the site and say where it is and how large; 1 where that is not possible."""
    parser = argparse.ArgumentParser(prog="python -m tools.lite", description=__doc__)
    parser.add_argument("site", type=Path, metavar="DIR", help="where to put the site")
    parser.add_argument("--event", default="", metavar="NAME",
                        help="an event of the kit that has lessons of its own (default: the kit's own)",
                        )  # fmt: skip
    asked = parser.parse_args(arguments)
    began = time.monotonic()
    try:
        build(asked.site, _lessons(asked.event), event=asked.event)
    except (NotFetched, NotBuilt, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in asked.site.rglob("*") if path.is_file())
    print(f"{asked.site}: {size / 1e6:.1f} MB, made in {time.monotonic() - began:.0f} s. Put it on a server.")
    print(f"To try it: python -m http.server --bind 127.0.0.1 --directory {asked.site}")
    return 0


def _lessons(event: str) -> tuple[Path, ...]:
    """Return the lessons of an event; only what comes with the kit is in the wheel that the site runs on."""
    if not event:
        return lessons()
    known = [name for name in available() if lessons(place_of(name))]
    if event not in known:
        raise NotBuilt(f"The kit comes with no event '{event}' that has lessons. It has: {', '.join(known)}.")
    return lessons(place_of(event))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
