"""XML and archives of it: written by the standard library, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

Element = ElementTree.Element
# A zip cannot hold an earlier day; the day on which it was made would make another file of the same pages.
_NO_DAY = (1980, 1, 1, 0, 0, 0)


def element(name: str, text: str = "", /, *children: Element, **attributes: Any) -> Element:
    """Return an element; a name with a colon or a hyphen comes in `attributes` as ``{"xml:lang": …}``."""
    made = ElementTree.Element(name, {key: str(value) for key, value in attributes.items()})
    made.text = text or None
    made.extend(children)
    return made


def document(root: Element) -> str:
    """Return a whole document."""
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def parsed(html: str, name: str = "div") -> Element:
    """Return HTML that the kit made, which is XHTML, as an element; languages are said as XML says them.

    Names of our style sheet say nothing elsewhere and are left out.
    """
    root = ElementTree.fromstring(f"<{name}>{html}</{name}>")
    for one in root.iter():
        for ours in ("dir", "class"):
            one.attrib.pop(ours, None)
        if language := one.attrib.pop("lang", ""):
            one.set("xml:lang", language)
    return root


def zipped(files: Mapping[str, str]) -> bytes:
    """Return an archive of texts by their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _NO_DAY), files[name].encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()
