"""How often a grade for the information followed the grade for its source instead of the evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

# Where a letter points on the scale of the numbers, for a reader who looks at the source only.
POINTS = {"A": 1, "B": 2, "C": 3, "D": 4, "E": 5}
GROUPS = {"A or B": ("A", "B"), "C": ("C",), "D or E": ("D", "E")}
EVIDENCE, LETTER, ELSEWHERE, NO_TEST = "evidence", "letter", "elsewhere", "no test"
FINDINGS = (EVIDENCE, LETTER, ELSEWHERE, NO_TEST)
LEFT_OUT = "left out"
NEEDED = 2  # grades between letter and evidence before a number can tell which of them it followed
ENOUGH = 5  # fewer telling items are too few to say anything about a reader


@dataclass(frozen=True, slots=True)
class Grading:
    """One item, graded.

    Parameters
    ----------
    letter : str
        What the reader gave the source, A to F.
    number : int
        What the reader gave the information, 1 to 6.
    accepted : tuple of int
        Numbers that the evidence bears out.
    """

    letter: str
    number: int
    accepted: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Halo:
    """Counts over graded items.

    Attributes
    ----------
    cells : dict of (str, str) to int
        By group of letters and finding; see `GROUPS` and `FINDINGS`.
    left_out : int
        Items with F or 6, which are no points on a scale.
    """

    cells: dict[tuple[str, str], int]
    left_out: int

    def count(self, finding: str) -> int:
        """Return how many items have a finding, over all letters."""
        return sum(count for (_, found), count in self.cells.items() if found == finding)

    @property
    def telling(self) -> int:
        """Items on which letter and evidence pointed apart."""
        return sum(self.count(finding) for finding in (EVIDENCE, LETTER, ELSEWHERE))

    @property
    def enough(self) -> bool:
        """Whether there are telling items enough to say something."""
        return self.telling >= ENOUGH


def finding(grading: Grading) -> str:
    """Say what the number of one item followed; see `halo`."""
    accepted = [number for number in grading.accepted if number != 6]
    if grading.letter not in POINTS or grading.number == 6 or not accepted:
        return LEFT_OUT
    point = POINTS[grading.letter]
    gap = min(abs(number - point) for number in accepted)
    if gap < NEEDED:
        return NO_TEST
    if grading.number in accepted:
        return EVIDENCE
    return LETTER if abs(grading.number - point) < gap else ELSEWHERE


def halo(gradings: Iterable[Grading]) -> Halo:
    """Count how often a reader's number followed the reader's own letter instead of the evidence.

    A reader under a halo lets the impression of the source colour the judgement of what it says: a letter
    of A draws the number towards 1, one of E towards 5 (A to E point at 1 to 5). An item can show this
    only where letter and evidence point apart: the nearest number that the evidence bears out is at least
    two grades from where the letter points. On such an item the number

    - followed the *evidence* if the evidence bears it out,
    - leaned to the *letter* if it is not borne out and lies nearer to the letter's point than every number
      that is,
    - went *elsewhere* otherwise.

    On all other items it is *no test*: whoever follows either gets the same number. F and 6 mean "cannot
    be judged" and are no points on a scale; items with either, and those that the evidence leaves at 6
    alone, are left out. The reader's own letter counts, not the key's, since it is the reader's own
    impression that makes a halo.

    The term is Thorndike's: "A constant error in psychological ratings", Journal of Applied Psychology
    4 (1920), 25-29. The rule of two grades is this kit's own, chosen so that neighbouring grades, about
    which good graders differ, never count as a halo.

    Parameters
    ----------
    gradings : iterable of Grading
        Judgements made before anything was revealed.

    Returns
    -------
    Halo
        The counts.
    """
    groups = {letter: group for group, letters in GROUPS.items() for letter in letters}
    cells: Counter[tuple[str, str]] = Counter()
    left_out = 0
    for grading in gradings:
        found = finding(grading)
        if found == LEFT_OUT:
            left_out += 1
        else:
            cells[groups[grading.letter], found] += 1
    return Halo({(group, found): cells[group, found] for group in GROUPS for found in FINDINGS}, left_out)
