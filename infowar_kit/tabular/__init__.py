"""Tables and texts as the world has them: in which encoding, parted by what, damaged how.

It knows no column and no subject. `sniff` looks at the first bytes of a file, `rows` parts its lines
strictly, and `damage` tells a text whose letters were lost or exchanged on the way.
"""

from __future__ import annotations

from infowar_kit.tabular.encoding import KNOWN, guess
from infowar_kit.tabular.garbled import damage
from infowar_kit.tabular.separated import QUOTES, Line, NoTable, rows, unique_header
from infowar_kit.tabular.sniffing import LOOK, Found, sniff

__all__ = [
    "KNOWN", "LOOK", "QUOTES", "Found", "Line", "NoTable", "damage", "guess", "rows", "sniff",
    "unique_header",
]  # fmt: skip
