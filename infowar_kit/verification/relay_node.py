"""One stop of a chain of relays, and a tally in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from infowar_kit.corpus.moments import Moment
from infowar_kit.verification.methods.relay import Tally


@dataclass(frozen=True, slots=True)
class Node:
    """One stop of a chain.

    Parameters
    ----------
    part : str
        Its slug.
    number : int
        By which it is named in lists and in the drawing.
    name : str
        Who it is.
    kind : str
        ``"item"``, ``"source"``, or ``"unknown"`` where nothing but a description is left.
    says : str
        What it says, in our words.
    label : str
        Day or hour and language, where it is an item.
    when : Moment or None
        When it appeared, where it is an item.
    url : str
        Its page, where it has one.
    """

    part: str
    number: int
    name: str
    kind: Literal["item", "source", "unknown"]
    says: str
    label: str
    when: Moment | None
    url: str

    @property
    def title(self) -> str:
        """Number and name."""
        return f"{self.number} {self.name}"


def tally_words(found: Tally) -> str:
    """Return a tally in a sentence."""
    parts = [f"{found.origins} origin{'' if found.origins == 1 else 's'} that we know"]
    parts += [f"{found.unknown} end{'' if found.unknown == 1 else 's'} not known"] * bool(found.unknown)
    parts += [f"{found.circles} circle{'' if found.circles == 1 else 's'}"] * bool(found.circles)
    steps = f"{found.longest} step{'' if found.longest == 1 else 's'}"
    repeats = f"{found.repeats} repeat{'' if found.repeats == 1 else 's'}"
    return f"{' and '.join(parts)}, {repeats}; the longest chain has {steps}."
