"""The two scales of the Admiralty code (NATO AJP-2.1), in our own words: rows of `datasets/method`.

Letter and number are given apart; F and 6 mean "cannot be judged" and are no point on the scale. What a grade
is called, and in which order grades stand, is said by the tables ``grades`` and ``texts``, in any language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from infowar_kit.corpus.packages import method
from infowar_kit.say import SOURCE, language, later, listed, missing, say
from infowar_kit.tasks.feedback import quoted

# How a grade or a letter misses what the evidence bears out.
OFF_WORDS = {
    "too-sure": later("You rate it higher than the evidence carries. What stands against it, or is missing?"),
    "too-doubtful": later("You rate it lower than the evidence carries. What speaks for it, and from whom?"),
    "given-up": later("Something can be said here. What is there to go by, however little?"),
    "not-open": later("You settle on a place on the scale. Is there enough here for any?"),
}


class Scale(Mapping[Any, str]):
    """A scale of grades: each grade with its words in the language of the interface, in order.

    Parameters
    ----------
    name : str
        Its name in the table ``grades``.
    words : str
        Which words: ``"words"``, or ``"short"`` for a word or two.

    Notes
    -----
    A grade is the letter, or the number as a whole number: that is how answers hold it.
    """

    def __init__(self, name: str, words: str = "words") -> None:
        self.name = name
        self.words = words

    def __getitem__(self, grade: Any) -> str:
        known = _grades(self.name)
        if not any(type(grade) is type(one) and grade == one for one in known):
            raise KeyError(grade)
        key = f"grade/{self.name}/{str(grade).lower()}/{self.words}"
        texts = _texts()
        if (key, language()) not in texts and language() != SOURCE:
            missing[language(), key] += 1
        return texts.get((key, language())) or texts[key, SOURCE]

    def __iter__(self) -> Iterator[Any]:
        return iter(_grades(self.name))

    def __len__(self) -> int:
        return len(_grades(self.name))

    @property
    def unjudged(self) -> tuple[Any, ...]:
        """The grades that are no point on the scale: they say that there is too little to judge by."""
        return tuple(grade for grade, judged in _grades(self.name).items() if not judged)


@cache
def _grades(scale: str) -> dict[Any, bool]:
    rows = sorted(
        (row for row in method().table("grades") if row.scale == scale), key=lambda row: row.position
    )
    return {int(row.grade) if row.grade.isdecimal() else row.grade: row.judged for row in rows}


@cache
def _texts() -> dict[tuple[str, str], str]:
    rows = method().table("texts")
    return {(row.key, row.language): row.text for row in rows if row.key.startswith("grade/")}


# Reliability of a source; the same in a word or two.
LETTERS = Scale("reliability")
LETTERS_SHORT = Scale("reliability", "short")
# Credibility of information; the same beside a drawing, where there is little room.
GRADES = Scale("credibility")
GRADES_SHORT = Scale("credibility", "short")


def off_scale(given: int | str, accepted: Sequence[int | str]) -> str:
    """Return how a grade or letter misses what is accepted, as a name of `OFF_WORDS`."""
    scale = LETTERS if given in list(LETTERS) else GRADES
    if given in scale.unjudged:
        return "given-up"
    order = [grade for grade in scale if grade not in scale.unjudged]
    on_scale = [order.index(one) for one in accepted if one in order]
    if not on_scale:
        return "not-open"
    # The best stands first.
    return "too-sure" if order.index(given) < min(on_scale) else "too-doubtful"


def grade_span(accepted: Sequence[int]) -> str:
    """Return accepted grades in words: ``3 possibly true``, or ``2 probably true or 3 possibly true``."""
    return listed([f"{grade} {GRADES[grade]}" for grade in accepted], last=say("or"))


def graded(grades: Sequence[int]) -> str:
    """Return grades as they are chosen, in quotation marks."""
    return quoted(*(f"{grade} – {GRADES[grade]}" for grade in grades), last=say("or"))


def lettered(letters: Iterable[str]) -> str:
    """Return letters as they are chosen, in quotation marks."""
    return quoted(*(f"{letter} – {LETTERS_SHORT[letter]}" for letter in sorted(letters)), last=say("or"))


def letter_span(letters: Sequence[str]) -> str:
    """Return accepted letters in words: ``B usually dependable``, or several with "or" between."""
    return listed([f"{letter} {LETTERS_SHORT[letter]}" for letter in sorted(letters)], last=say("or"))
