"""Where links in the project's documents lead, and which of them are pages of its site."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from os.path import relpath
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

ROOT = Path(__file__).parents[1]
# What `make docs` makes beside the pages; in the repository it is not there.
MADE = "docs/lessons/"
# From the front page on, in this order. A document that is not named here comes at the end.
TREE = {
    "For whom": ("docs/for-students.md", "docs/for-instructors.md", "docs/for-historians.md",
                 "docs/for-developers.md"),
    "Teaching": ("docs/class.md", "docs/site.md", "docs/lite.md", "docs/hub.md", "docs/measuring.md",
                 "docs/privacy.md", "docs/codebook.md", "docs/your-own-event.md"),
    "Evidence": ("datasets/kherson-lyman-2022/DATASHEET.md", "datasets/kherson-lyman-2022/DICTIONARY.md",
                 "datasets/beirut-2020/DATASHEET.md", "datasets/beirut-2020/DICTIONARY.md",
                 "datasets/method/DICTIONARY.md", "datasets/techniques/DICTIONARY.md",
                 "datasets/lens/DATASHEET.md", "datasets/lens/DICTIONARY.md", "docs/naming.md",
                 "docs/corrections-2.md", "docs/corrections-2-language.md"),
    "Measured": ("docs/tone-measurements.md", "docs/hedge-measurements.md"),
    "Use": ("docs/responsible-use.md", "docs/cite.md", "CHANGELOG.md"),
    "Code": ("docs/reference.md", "docs/architecture.md", "CONTRIBUTING.md"),
}  # fmt: skip
FRONT = "docs/index.md"
_FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`+[^`\n]+`+")
_LINK = re.compile(
    r"(?P<before>!?\[(?P<words>[^\]\n]*)\]\()(?P<target>[^)\s]+)\)|(?:href|src)=\"(?P<raw>[^\"]+)\""
)
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Link:
    """A link of a document: the line at which it stands, and where it leads."""

    line: int
    target: str

    @property
    def leaves(self) -> bool:
        """Whether it leads out of the repository."""
        return bool(re.match(r"[a-z][a-z0-9+.-]*:", self.target))


def documents() -> list[str]:
    """Return every document that is written by hand or made from tables, by its path in the repository."""
    found = [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/*.md"),
        *ROOT.glob("docs/*/*.md"),
        *ROOT.glob("datasets/*/*.md"),
    ]
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


def pages() -> dict[str, str]:
    """Return the pages of the site: their path in the repository, and their place on the site."""
    named = [page for group in tree().values() for page in group]
    return {page: page.removeprefix("docs/") for page in (FRONT, *named)}


def tree() -> dict[str, tuple[str, ...]]:
    """Return the pages by group; what is named nowhere comes last. Notes for instructors hold the answers."""
    named = {page for group in TREE.values() for page in group}
    apart = {FRONT, "README.md"}
    more = [
        page for page in documents() if page not in named | apart and not page.startswith("docs/instructors/")
    ]
    return TREE | ({"More": tuple(more)} if more else {})


def links(text: str) -> Iterator[Link]:
    """Yield the links of a document, and none that stands in code."""
    text = _without_code(text)
    for found in _LINK.finditer(text):
        yield Link(text.count("\n", 0, found.start()) + 1, found["target"] or found["raw"])


def anchors(text: str) -> set[str]:
    """Return what can be linked to in a document: its headings, as GitHub and the site spell them."""
    found: set[str] = set()
    for heading in _HEADING.findall(_FENCE.sub("", text)):
        slug = re.sub(r"[^\w\- ]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()).replace(
            " ", "-"
        )
        count = 0
        while (name := f"{slug}-{count}" if count else slug) in found:
            count += 1
        found.add(name)
    return found


def dead(document: str, text: str) -> Iterator[str]:
    """Yield every link of a document that leads nowhere, with its line."""
    for link in links(text):
        if link.leaves:
            continue
        path, _, anchor = unquote(link.target).partition("#")
        target = _target(document, path) if path else document
        there = ROOT / target
        if target.startswith(MADE):
            continue
        if not there.exists() or target.startswith(".."):
            yield f"{document}:{link.line}: there is no {link.target}"
        elif anchor and there.suffix == ".md" and anchor not in anchors(there.read_text(encoding="utf-8")):
            yield f"{document}:{link.line}: no heading for {link.target}"


def moved(document: str, text: str) -> str:
    """Return a document as it stands on the site: links lead to its pages, or else to the repository."""
    known, code = pages(), []

    def keep(found: re.Match[str]) -> str:
        code.append(found[0])
        return f"\0{len(code) - 1}\0"

    def lead(found: re.Match[str]) -> str:
        target = found["target"]
        if target is None or target.startswith("#") or Link(0, target).leaves:
            return found[0]
        path, mark, anchor = target.partition("#")
        there = _target(document, unquote(path))
        if there.startswith(MADE):
            return f'<a href="{target}">{found["words"]}</a>'
        if there == "README.md":
            there = FRONT
        here = PurePosixPath(known[document]).parent
        if there in known or there.startswith("docs/images/"):
            place = known.get(there, there.removeprefix("docs/"))
            return f"{found['before']}{relpath(place, here).replace(chr(92), '/')}{mark}{anchor})"
        return f"{found['before']}{repository()}/blob/main/{there})"

    parted = _CODE.sub(keep, _FENCE.sub(keep, text))
    parted = _LINK.sub(lead, parted)
    for number in reversed(range(len(code))):
        parted = parted.replace(f"\0{number}\0", code[number])
    return parted


def repository() -> str:
    """Return the address of the repository."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["urls"]["Source"])


def _target(document: str, path: str) -> str:
    return relpath(PurePosixPath(document).parent / path, ".").replace("\\", "/")


def _without_code(text: str) -> str:
    """Return a document whose code is blanked, so that every line keeps its number."""
    blank = re.compile(r"[^\n]")
    for pattern in (_FENCE, _CODE):
        text = pattern.sub(lambda found: blank.sub(" ", found[0]), text)
    return text
