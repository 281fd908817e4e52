"""Which letters the corpus holds that a machine may lack a font for, and which package draws them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent
CJK = "fonts-noto-cjk"
# By the first word of a letter's Unicode name: what the writing is called, and Debian's package with a font.
WRITINGS = {
    "CJK": ("Chinese characters", CJK),
    "HIRAGANA": ("Japanese", CJK),
    "KATAKANA": ("Japanese", CJK),
    "HANGUL": ("Korean", CJK),
    "LATIN": ("Latin", "fonts-dejavu-core"),
    "CYRILLIC": ("Cyrillic", "fonts-dejavu-core"),
    "GREEK": ("Greek", "fonts-dejavu-core"),
    "ARABIC": ("Arabic", "fonts-dejavu-core"),
    "HEBREW": ("Hebrew", "fonts-dejavu-core"),
    "ARMENIAN": ("Armenian", "fonts-dejavu-core"),
    "GEORGIAN": ("Georgian", "fonts-dejavu-core"),
}
OF_ALL_OTHERS = "fonts-noto-core"
PICTURES = ("pictures", "fonts-noto-color-emoji")


def writing(character: str) -> tuple[str, str]:
    """Return the name of a character's writing and the Debian package of a font that draws it."""
    if unicodedata.category(character) in {"So", "Sk"}:
        return PICTURES
    first = re.split(r"[ -]", unicodedata.name(character, "unnamed"))[0]
    if unicodedata.category(character)[0] not in "LM":
        return "signs", WRITINGS["LATIN"][1]
    return WRITINGS.get(first) or (first.capitalize(), OF_ALL_OTHERS)


def writings(characters: Iterable[str]) -> list[str]:
    """Return the names of the writings in a text, each once."""
    return sorted({writing(one)[0] for one in characters})


def packages(characters: Iterable[str]) -> list[str]:
    """Return the Debian packages whose fonts draw a text."""
    return sorted({writing(one)[1] for one in characters})


def lacking(characters: Iterable[str]) -> str:
    """Say what is missing where no font draws these characters; nothing where there are none."""
    groups: dict[tuple[str, str], list[str]] = {}
    for one in sorted(set(characters)):
        groups.setdefault(writing(one), []).append(one)
    return "; ".join(
        f"no font for {name} (Debian package {package}), such as {' '.join(found[:5])}"
        for (name, package), found in sorted(groups.items())
    )


def letters(folder: Path = ROOT / "datasets") -> str:
    """Return every letter beyond Latin in the tables of a folder, each once, sorted."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.csv")))
    found = (one for one in set(text) if one > "\u024f" and unicodedata.category(one) in {"Lo", "Lu", "Ll"})
    return "".join(sorted(one for one in found if writing(one)[0] != "Latin"))
