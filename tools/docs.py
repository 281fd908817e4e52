"""Make the project's page: `python -m tools.docs DIR`, as `make docs` does.

Sphinx reads the documents of the repository as they stand there (MyST), the docstrings (autodoc), and
CITATION.cff; the lessons are added as `infowar-kit site` writes them. Nothing is fetched, neither when the
pages are made nor when they are read: their theme, furo, brings its own style, script and signs.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path, PurePosixPath

import yaml
from sphinx.cmd.build import build_main

from infowar_kit.cli import main
from tools.pages import FRONT, ROOT, moved, pages, tree

PACKAGE = ROOT / "infowar_kit"
# What axe-core finds wrong with the theme's pages, and what is right; what scrolls is reached by keyboard.
_MENDED = (
    ('class="caption" role="heading"', 'class="caption" role="heading" aria-level="2"'),
    ('<aside class="sidebar-drawer"', '<aside aria-label="Pages" class="sidebar-drawer"'),
    ('<aside class="toc-drawer', '<aside aria-label="On this page" class="toc-drawer'),
    ("<pre>", '<pre tabindex="0">'),
    ('<div class="table-wrapper', '<div tabindex="0" class="table-wrapper'),
    ('<th class="head"><p></p></th>', "<td></td>"),
)


def lay_out(folder: Path) -> None:
    """Write the sources as Sphinx reads them into a folder."""
    for document, place in pages().items():
        text = moved(document, (ROOT / document).read_text(encoding="utf-8"))
        if document == FRONT:
            text += _trees()
        elif document == "docs/cite.md":
            text += _citation()
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "docs" / "images", folder / "images")
    _lay_out_api(folder / "api")


def _trees() -> str:
    known = pages()
    groups = {name: [known[page] for page in group] for name, group in tree().items()}
    groups["Code"] = [*groups["Code"], "api/index"]
    return "".join(_tree(name, entries) for name, entries in groups.items())


def _tree(caption: str, entries: list[str], *, hidden: bool = True) -> str:
    options = f":caption: {caption}\n" + (":hidden:\n" if hidden else "") + ":maxdepth: 1\n"
    names = "\n".join(map(_entry, entries))
    return f"\n\n```{{toctree}}\n{options}\n{names}\n```\n"


def _entry(place: str) -> str:
    """Return a line of the list beside the pages: tables by the name of their folder, others by title."""
    page = PurePosixPath(place.removesuffix(".md"))
    what = {"DATASHEET": "datasheet", "DICTIONARY": "data dictionary"}.get(page.name)
    return f"{page.parent.name}: {what} <{page}>" if what else str(page)


def _citation() -> str:
    said = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    who = ", ".join(author["name"] for author in said["authors"])
    key = f"infowar-kit-{said['version']}"
    where = said["repository-code"]
    return (
        f"\n> {who}: *{said['title']}*, version {said['version']}. {where}\n\n"
        f"```bibtex\n@software{{{key},\n  author = {{{{{who}}}}},\n  title = {{{said['title']}}},\n"
        f"  version = {{{said['version']}}},\n  url = {{{where}}},\n}}\n```\n"
    )


def _lay_out_api(folder: Path) -> None:
    """Write a page for each room of the house, with the docstrings of its modules."""
    folder.mkdir()
    rooms: dict[str, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if any(part.startswith("_") and part != "__init__" for part in parts):
            continue
        name = ".".join(part for part in parts if part != "__init__")
        room = parts[1] if path.parent != PACKAGE else "the ground and the top"
        rooms.setdefault(room, []).append(name)
    for room, modules in rooms.items():
        blocks = [
            f"## {name}\n\n```{{eval-rst}}\n.. automodule:: {name}\n   :members:\n```\n" for name in modules
        ]
        (folder / f"{_slug(room)}.md").write_text("\n".join([f"# {room}\n", *blocks]), encoding="utf-8")
    about = (
        "# Code, from its docstrings\n\nA page for each room of [the house](../architecture.md). What a cell "
        "of a lesson uses is listed shorter under [commands and names](../reference.md).\n"
    )
    names = [_slug(room) for room in sorted(rooms)]
    (folder / "index.md").write_text(about + _tree("Rooms", names, hidden=False), encoding="utf-8")


def _slug(room: str) -> str:
    return room.replace(" ", "-")


def build(target: Path, *, api: bool = True) -> int:
    """Make the pages; a dead link or a docstring that cannot be read is an error, and all are listed.

    Parameters
    ----------
    target : pathlib.Path
        Where they go; what stands there of another time is replaced.
    api : bool
        Whether the docstrings are read, too.

    Returns
    -------
    int
        0 where all went well.
    """
    with tempfile.TemporaryDirectory() as place:
        source, made = Path(place) / "source", Path(place) / "made"
        source.mkdir()
        lay_out(source)
        if not api:
            for page in {*(source / "api").glob("*.md")} - {source / "api" / "index.md"}:
                page.write_text(f"# {page.stem}\n", encoding="utf-8")
        options = [
            "-b",
            "html",
            "-q",
            "-W",
            "--keep-going",
            "-c",
            str(ROOT / "docs"),
            "-d",
            str(Path(place) / "read"),
        ]
        if status := build_main([*options, str(source), str(made)]):
            return int(status)
        for page in made.rglob("*.html"):
            text = page.read_text(encoding="utf-8")
            for wrong, right in _MENDED:
                text = text.replace(wrong, right)
            page.write_text(text, encoding="utf-8")
        add_lessons(made / "lessons")
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made, target)
    return 0


def add_lessons(folder: Path) -> None:
    """Write the lessons as pages that need no kernel."""
    if main(["site", str(folder)]):
        raise SystemExit("The lessons could not be written.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make the project's page.")
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the pages go")
    wanted = parser.parse_args().folder
    if status := build(wanted):
        sys.exit(status)
    sys.stdout.write(f"The project's page is made. Open {wanted / 'index.html'}\n")
