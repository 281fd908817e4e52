"""Addresses of pages: whether one can be gone to, and leads where it seems to lead."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from infowar_kit.look_alikes import unmixed

_LABEL = re.compile(r"[^\W_](?:[\w-]*\w)?")


def address_trouble(address: str) -> str:
    """Return why an address of a page is not used, as the end of a sentence; empty where it is.

    Examples
    --------
    >>> address_trouble("https://example.org/page")
    ''
    >>> address_trouble("https://good.example@evil.example/")
    'what stands before the @ only seems to be the place'
    """
    if hidden := next((one for one in address if unicodedata.category(one) in ("Cf", "Cc")), ""):
        return f"it holds the character U+{ord(hidden):04X}, which is not seen"
    if wrong := next((one for one in address if one in '<>"\\'), ""):
        return f"it holds the character {wrong}"
    try:
        parts = urlsplit(address)
        host, _ = (parts.hostname or ""), parts.port
    except ValueError as error:
        return f"it cannot be read ({error})"
    if "@" in parts.netloc:
        return "what stands before the @ only seems to be the place"
    labels = host.removesuffix(".").split(".")
    if len(labels) < 2 or not all(map(_LABEL.fullmatch, labels)):
        return f"'{host}' is no name of a site"
    if unmixed(host)[0] != host:
        return f"in '{host}' letters of two alphabets are mixed"
    return ""
