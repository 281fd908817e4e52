"""Collect the interface's sentences, begin a language, and make its catalogue: ``make catalogue``.

Babel does the work; the package itself reads catalogues with the standard library alone.
"""

from __future__ import annotations

import argparse
import ast
import io
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from infowar_kit import __version__
from infowar_kit.corpus.schema import schemas
from infowar_kit.files import write
from infowar_kit.say import DECIMAL_MARK, DOMAIN, SHORT_MONTHS
from tools.records import SHARED, package_tables

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "infowar_kit"
FOLDER = PACKAGE / "locale"
# Pages for learners that are made with the checkout alone.
BESIDE = (ROOT / "tools" / "lite" / "front.py",)
TEMPLATE = FOLDER / f"{DOMAIN}.pot"
# What marks a sentence; see `infowar_kit.say`.
ONE, PLURAL, IN_CONTEXT = {"say", "later"}, {"plural"}, {"term"}


class Said(NamedTuple):
    """A sentence in the code."""

    line: int
    message: str | tuple[str, str]
    context: str | None


def sentences(code: str) -> Iterator[Said]:
    """Yield what a module says; by its syntax tree, because Babel does not look into f-strings."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name | ast.Attribute):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        texts = [
            one.value if isinstance(one, ast.Constant) and isinstance(one.value, str) else None
            for one in node.args
        ]
        match name, texts:
            case name, [str(one), *_] if name in ONE:
                yield Said(node.lineno, one, None)
            case name, [str(one), str(many), *_] if name in PLURAL:
                yield Said(node.lineno, (one, many), None)
            case name, [str(context), str(word)] if name in IN_CONTEXT:
                yield Said(node.lineno, word, context)


def collected() -> Catalog:
    """Return every sentence of the interface, with the modules that say it, and the words of rows' labels."""
    catalogue = Catalog(project="infowar-kit", version=__version__, charset="utf-8", fuzzy=False)
    for path in (*sorted(PACKAGE.rglob("*.py")), *BESIDE):
        for said in sorted(sentences(path.read_text(encoding="utf-8")), key=lambda said: said.line):
            # Modules without lines: a template that changed with every edit would hide what did change.
            place = (path.relative_to(ROOT).as_posix(), 0)
            catalogue.add(said.message, locations=[place], context=said.context)
    for word in (*SHORT_MONTHS, DECIMAL_MARK):
        catalogue.add(word, context="decimal mark" if word == DECIMAL_MARK else "short month")
    for table in (*schemas(), *package_tables(SHARED)):
        for word, context in of_schema(table):
            catalogue.add(word, locations=[(f"the schema of {table['name']}", 0)], context=context)
    return catalogue


def of_schema(table: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Yield how a row reads in one line, and the values that its columns may take."""
    if label := table.get("label"):
        yield label, None
    for field in table["schema"]["fields"]:
        for value in field.get("constraints", {}).get("enum", []):
            yield str(value).replace("-", " "), f"{table['name']}.{field['name']}"


def as_text(catalogue: Catalog) -> str:
    """Return a catalogue as the text of a PO file, the same at every run."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, include_lineno=False, omit_header=catalogue.locale is None)
    return out.getvalue().decode()


def of_language(code: str) -> Catalog:
    """Return the catalogue of a language, brought up to date; new and empty where there is none."""
    path = FOLDER / code / "LC_MESSAGES" / f"{DOMAIN}.po"
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=code, domain=DOMAIN)
    else:
        catalogue = Catalog(locale=Locale.parse(code), domain=DOMAIN, charset="utf-8", fuzzy=False)
    catalogue.update(collected(), no_fuzzy_matching=True)
    return catalogue


def is_translated(message: Message) -> bool:
    """Whether a sentence, in each of its plural forms, is there."""
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(message.id) and all(forms)


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as the kit reads it."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main(arguments: list[str] | None = None) -> int:
    """Write the template, and for each language named its sentences and its catalogue."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", nargs="*", help="such as fr or uk; begun where there is none yet")
    chosen = parser.parse_args(arguments)
    write(TEMPLATE, as_text(collected()))
    begun = [path.parent.parent.name for path in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po")]
    for code in sorted({*begun, *chosen.language}):
        folder = FOLDER / code / "LC_MESSAGES"
        catalogue = of_language(code)
        write(folder / f"{DOMAIN}.po", as_text(catalogue))
        write(folder / f"{DOMAIN}.mo", compiled(catalogue))
        done = sum(is_translated(message) for message in catalogue)
        sys.stdout.write(f"{code}: {done} of {len(catalogue)} sentences\n")
    sys.stdout.write(f"{TEMPLATE.relative_to(ROOT)}: {len(collected())} sentences\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
