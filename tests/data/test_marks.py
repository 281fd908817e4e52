"""Our own sentences have one kind of marks: “ ” and ’. What others wrote keeps the marks that it has."""

from __future__ import annotations

import ast
import csv
import re
from pathlib import Path

import pytest

from infowar_kit.corpus import datasets_folder

ROOT = datasets_folder().parent
OWN = re.compile(
    r"\w+_basis|attribution|back_gloss|claim|definition|event|explanation|first_by|giver_unknown|gloss"
    r"|near_miss_reason|note|reason|reports|rule|statement|why"
)
TEXTS = ("texts.csv", "cards.csv", "reasons.csv")  # whose `text` is ours
# Addresses, code, HTML and words of another language.
OTHER = re.compile(
    r"https?://\S+|`[^`]*`|<[^>]*>|\[[a-z]{2,3}(?:-\w+)?: [^\]]*\]|^(?: {4}|\t).*$", re.MULTILINE
)
STRAIGHT = re.compile(r"\"|'")


def others(row: dict[str, str], column: str, english: frozenset[str]) -> bool:
    """Return whether a cell repeats what stands in a rendering, mark by mark."""
    if row.get("key", "").endswith("/gloss"):
        return True
    return column == "back_gloss" and row["rendering"] in english


@pytest.mark.parametrize(
    "table", sorted(datasets_folder().rglob("*.csv")), ids=lambda path: "/".join(path.parts[-3:])
)
def test_a_table(table: Path) -> None:
    renderings = table.with_name("renderings.csv")
    english: frozenset[str] = frozenset()
    if renderings.exists():
        with renderings.open(encoding="utf-8", newline="") as file:
            english = frozenset(
                one["rendering_id"] for one in csv.DictReader(file) if one["language"] == "en"
            )
    wrong = []
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for column, text in row.items():
                ours = OWN.fullmatch(column) or (column == "text" and table.name in TEXTS)
                if not ours or row.get("language", "en") != "en" or others(row, column, english):
                    continue
                if STRAIGHT.search(OTHER.sub("", text)):
                    wrong.append(f"{next(iter(row.values()))}, {column}: {text[:120]}")
    assert not wrong, "\n".join(wrong)


def sentences() -> list[tuple[str, str]]:
    """Return every sentence of the interface with where it stands."""
    found = []
    for path in sorted((ROOT / "infowar_kit").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYS:
                for given in node.args:
                    if isinstance(given, ast.Constant) and isinstance(given.value, str):
                        found.append((f"{path.relative_to(ROOT)}:{given.lineno}", given.value))
    return found


SAYS = ("say", "plural", "later", "term")


def test_the_interface() -> None:
    """Straight marks only round what is typed: a command, a path, a value of a file."""
    wrong = [f"{place}: {text}" for place, text in sentences() if re.search(r"[A-Za-z]'[a-z]", text)]
    assert len(sentences()) > 1000
    assert not wrong, "\n".join(wrong)
