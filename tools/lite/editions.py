"""Say what a site has, so that a browser that was here before notices what is new; see `up_to_date.js`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tools.lite.parts import sha256

NAME = "editions.json"
# Bundles have a digest in their names, or in how they are asked for: another content is another name.
_NAMED_BY_CONTENT = ("build/", "extensions/")


def write(site: Path, lessons: Iterable[str]) -> None:
    """Write `editions.json`: the edition of each lesson, and the digest of each file that keeps its name."""
    files = {
        path.relative_to(site).as_posix(): sha256(path)
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.name != NAME
    }
    said = {
        "lessons": {
            name: edition(json.loads((site / "files" / name).read_bytes())) for name in sorted(lessons)
        },
        "files": {name: digest for name, digest in files.items() if not name.startswith(_NAMED_BY_CONTENT)},
    }
    (site / NAME).write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")


def edition(notebook: dict[str, Any]) -> str:
    """Return a mark of a notebook's sources: another where a word was changed, the same where it was run."""
    cells = ((cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"])
    text = "".join(f"{kind}\n{source}\n" for kind, source in cells).encode()
    found = 0x811C9DC5
    for byte in text:
        found = (found ^ byte) * 0x01000193 & 0xFFFFFFFF
    return f"{len(text)}-{found:x}"
