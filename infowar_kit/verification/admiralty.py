"""The two scales of the Admiralty code (NATO AJP-2.1), in our own words.

Letter and number are given apart; F and 6 mean "cannot be judged" and are no point on the scale.
"""

from __future__ import annotations

from collections.abc import Sequence

from infowar_kit.say import Sayings, later, listed, say

# Reliability of a source.
LETTERS = Sayings(
    {
        "A": later("dependable: nothing known that makes one doubt it"),
        "B": later("usually dependable: small doubts"),
        "C": later("fairly dependable: real doubts, but it has often been right"),
        "D": later("not usually dependable: strong doubts, though it has been right before"),
        "E": later("not dependable: known to mislead or to garble"),
        "F": later("cannot be judged: too little is known of it"),
    }
)
# The same in a word or two.
LETTERS_SHORT = Sayings(
    {
        "A": later("dependable"),
        "B": later("usually dependable"),
        "C": later("fairly dependable"),
        "D": later("not usually dependable"),
        "E": later("not dependable"),
        "F": later("cannot be judged"),
    }
)
# Credibility of information.
GRADES = Sayings(
    {
        1: later("confirmed by others who know it independently"),
        2: later("probably true"),
        3: later("possibly true"),
        4: later("doubtful"),
        5: later("improbable"),
        6: later("cannot be judged"),
    }
)
# The same beside a drawing, where there is little room.
GRADES_SHORT = Sayings(
    {
        1: later("confirmed"),
        2: later("probably true"),
        3: later("possibly true"),
        4: later("doubtful"),
        5: later("improbable"),
        6: later("cannot be judged"),
    }
)
SURENESS = Sayings({"guess": later("a guess"), "fairly": later("fairly sure"), "very": later("very sure")})


def grade_span(accepted: Sequence[int]) -> str:
    """Return accepted grades in words: ``3 possibly true``, or ``2 probably true or 3 possibly true``."""
    return listed([f"{grade} {GRADES[grade]}" for grade in accepted], last=say("or"))


def letter_span(letters: Sequence[str]) -> str:
    """Return accepted letters in words: ``B usually dependable``, or several with "or" between."""
    return listed([f"{letter} {LETTERS_SHORT[letter]}" for letter in sorted(letters)], last=say("or"))
