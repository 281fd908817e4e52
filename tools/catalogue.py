"""Collect the interface's sentences, begin a language, and make its catalogue: ``make catalogue``.

Babel does the work; the package itself reads catalogues with the standard library alone.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from infowar_kit import __version__
from infowar_kit.files import write
from infowar_kit.say import DOMAIN

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "infowar_kit"
FOLDER = PACKAGE / "locale"
TEMPLATE = FOLDER / f"{DOMAIN}.pot"
# What marks a sentence, and which of its arguments it is; see `infowar_kit.say`.
KEYWORDS = {"say": (1,), "later": (1,), "plural": (1, 2), "term": ((1, "c"), 2)}


def collected() -> Catalog:
    """Return every sentence of the interface, with the modules that say it."""
    catalogue = Catalog(project="infowar-kit", version=__version__, charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        PACKAGE, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",)
    )
    for name, _, message, comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        # Modules without lines: a template that changed with every edit would hide what did change.
        catalogue.add(
            message, locations=[(f"infowar_kit/{name}", 0)], auto_comments=comments, context=context
        )
    return catalogue


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
        done = sum(bool(message.string) and bool(message.id) for message in catalogue)
        sys.stdout.write(f"{code}: {done} of {len(catalogue)} sentences\n")
    sys.stdout.write(f"{TEMPLATE.relative_to(ROOT)}: {len(collected())} sentences\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
