"""Whether the fields of a verification note agree with one another: no key, only its writer's findings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it was written.

    Parameters
    ----------
    has_origin : bool
        Whether an origin is named.
    independent : int
        How many sources know it independently.
    known, unknown : str
        What is known, and what is not.
    sure : int
        From 1, surely not, to 6, surely.
    letter : str
        Reliability of the origin, A to F.
    number : int
        Credibility of the information, 1 to 6.
    """

    has_origin: bool
    independent: int
    known: str
    unknown: str
    sure: int
    letter: str
    number: int


def contradictions(note: Note) -> tuple[str, ...]:
    """Return which fields contradict one another, by name, in the order of the note."""
    same = note.known.split() == note.unknown.split()
    found = {
        "letter-without-origin": not note.has_origin and note.letter != "F",
        "confirmed-by-one": note.number == 1 and note.independent < 2,
        "sure-of-nothing": note.number == 6 and note.sure in (1, 2, 5, 6),
        "sure-against-grade": note.sure >= 5 and note.number in (4, 5),
        "unsure-against-grade": note.sure <= 2 and note.number in (1, 2),
        "sure-by-one": note.sure == 6 and note.independent < 2,
        "known-is-unknown": same,
    }
    return tuple(name for name, holds in found.items() if holds)
