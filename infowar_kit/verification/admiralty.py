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


# How a grade or a letter misses what the evidence bears out.
OFF_WORDS = {
    "too-sure": later("You rate it higher than the evidence carries. What stands against it, or is missing?"),
    "too-doubtful": later("You rate it lower than the evidence carries. What speaks for it, and from whom?"),
    "given-up": later("Something can be said here. What is there to go by, however little?"),
    "not-open": later("You settle on a place on the scale. Is there enough here for any?"),
}
LAST_GRADE = 6  # "cannot be judged": no point on the scale
LAST_LETTER = "F"


def off_scale(given: int | str, accepted: Sequence[int | str]) -> str:
    """Return how a grade or letter misses what is accepted, as a name of `OFF_WORDS`."""
    last = (LAST_GRADE, LAST_LETTER)
    if given in last:
        return "given-up"
    on_scale = [str(one) for one in accepted if one not in last]
    if not on_scale:
        return "not-open"
    # 1 and A are the best.
    return "too-sure" if str(given) < min(on_scale) else "too-doubtful"


def grade_span(accepted: Sequence[int]) -> str:
    """Return accepted grades in words: ``3 possibly true``, or ``2 probably true or 3 possibly true``."""
    return listed([f"{grade} {GRADES[grade]}" for grade in accepted], last=say("or"))


def letter_span(letters: Sequence[str]) -> str:
    """Return accepted letters in words: ``B usually dependable``, or several with "or" between."""
    return listed([f"{letter} {LETTERS_SHORT[letter]}" for letter in sorted(letters)], last=say("or"))
