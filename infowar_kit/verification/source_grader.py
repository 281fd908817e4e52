"""Grade a source and what it says apart, before anything is revealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from infowar_kit.corpus.records import Item, Source
from infowar_kit.errors import AnswerError, LookupFailed
from infowar_kit.tasks.feedback import Feedback, Reason, Verdict
from infowar_kit.tasks.task import PartByPart
from infowar_kit.verification.feed_replay import GRADES, grade_span
from infowar_kit.verification.methods.halo import Grading

# Reliability of a source by the Admiralty code (NATO AJP-2.1), in our own words.
LETTERS = {
    "A": "dependable: nothing known that makes one doubt it",
    "B": "usually dependable: small doubts",
    "C": "fairly dependable: real doubts, but it has often been right",
    "D": "not usually dependable: strong doubts, though it has been right before",
    "E": "not dependable: known to mislead or to garble",
    "F": "cannot be judged: too little is known of it",
}


class SourceGrader(PartByPart):
    """Grade reports: an answer is ``{part: {"letter": "A"-"F", "number": 1-6}}``.

    Reports may come one by one. A second try replaces the first, but the first is kept: it alone was made
    before the reveal, and only such judgements can show a halo.
    """

    kind: ClassVar[str] = "source-grader"

    def source(self, part: str) -> Source:
        """Return whose reliability is graded."""
        return self.corpus.source(self.key(part).source)

    def item(self, part: str) -> Item:
        """Return the page on which the report stands."""
        return self.corpus.item(self.key(part).item)

    def focus(self, part: str) -> str:
        """Return the statement whose credibility is graded."""
        return self.text(f"{part}/focus")

    def seen(self, part: str) -> str:
        """Return what a reader of the page sees; where there is no text of its own, what it reports."""
        return self._optional(f"{part}/seen") or self.item(part).reports

    def others(self, part: str) -> tuple[Item, ...]:
        """Return other items on the same matter, as a reader who looked round could have found them."""
        refs = [ref.partition(":") for ref in self.key(part).rows]
        keys = [key for table, _, key in refs if table == "items" and key != self.key(part).item]
        return self.corpus.by_date(self.corpus.item(key) for key in keys)

    def _optional(self, name: str) -> str:
        try:
            return self.text(name)
        except LookupFailed:
            return ""

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Hold letter and number, each by itself, against what the evidence bears out; see `Task.check`."""
        if not answer:
            raise AnswerError("Nothing is graded yet. Choose a letter and a number, then check.")
        reasons: list[Reason] = []
        for part, given in answer.items():
            letter, number = self._judgement(part, given)
            reasons += self._reasons(part, letter, number)
        fitting = sum(reason.verdict == "right" for reason in reasons)
        if fitting == len(reasons):
            return Feedback("right", "Letter and number are both borne out.", tuple(reasons))
        if not fitting:
            return Feedback("wrong", "Read both reasons, then grade once more.", tuple(reasons))
        return Feedback("partly", _headline(reasons), tuple(reasons))

    def _judgement(self, part: object, given: object) -> tuple[str, int]:
        self.key(part)
        found = given if isinstance(given, Mapping) else {}
        letter, number = found.get("letter"), found.get("number")
        if not isinstance(letter, str) or letter not in LETTERS:
            raise AnswerError(f"Choose a letter for the source: {', '.join(LETTERS)}.")
        if isinstance(number, bool) or not isinstance(number, int) or number not in GRADES:
            raise AnswerError(f"Choose a number for the information: {', '.join(map(str, GRADES))}.")
        return letter, number

    def accepted(self, part: str) -> tuple[int, ...]:
        """Return the numbers that the evidence bears out."""
        return tuple(sorted(int(number) for number in self.key(part).accept))

    def _reasons(self, part: str, letter: str | None, number: int | None) -> list[Reason]:
        """Return the reason for the letter and the one for the number; None is "not answered"."""
        key = self.key(part)
        differ = self._optional(f"{part}/differ")
        letter_of, _, number_of = differ.partition("Number: ")
        return [
            Reason(
                part,
                _verdict(letter, key.letters),
                _said("Source", letter, letter_span(key.letters)),
                _with(self.text(f"{part}/letter-reason"), letter_of.removeprefix("Letter: ")),
                (f"sources:{key.source}",),
            ),
            Reason(
                part,
                _verdict(number, self.accepted(part)),
                _said("Information", number, grade_span(self.accepted(part))),
                _with(self.reasons[part], number_of),
                tuple(ref for ref in key.rows if ref != f"sources:{key.source}"),
            ),
        ]

    def solution(self) -> Feedback:
        """Return letters and numbers of all reports, with reasons."""
        return self.solution_of(*self.parts)

    def solution_of(self, *parts: str) -> Feedback:
        """Return letters and numbers of some reports, with reasons."""
        reasons = [reason for part in parts for reason in self._reasons(part, None, None)]
        return Feedback("noted", "What the evidence bears out.", tuple(reasons))

    def merge(self, before: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
        """Judgements add up; of each report the first one is kept beside the newest."""
        after = dict(before)
        for part, given in answer.items():
            newest = {"letter": given["letter"], "number": given["number"]}
            first = before[part]["first"] if part in before else newest
            after[part] = newest | {"first": first}
        return after

    def gradings(self, answers: Mapping[str, Any]) -> tuple[Grading, ...]:
        """Return the first judgement of each report, for `analysis.halo`."""
        firsts = [(part, answers[part]["first"]) for part in self.parts if part in answers]
        return tuple(Grading(first["letter"], first["number"], self.accepted(part)) for part, first in firsts)

    def lines(self) -> list[str]:
        """Return the reports as a list."""
        return [f"- {self.source(part).name}: {self.focus(part)}" for part in self.parts]


def letter_span(letters: Sequence[str]) -> str:
    """Return accepted letters in words: ``B usually dependable``, or several with "or" between."""
    return " or ".join(f"{letter} {LETTERS[letter].partition(':')[0]}" for letter in sorted(letters))


def _verdict(given: object, accepted: Sequence[object]) -> Verdict:
    if given is None:
        return "noted"
    return "right" if given in accepted else "wrong"


def _said(axis: str, given: object, span: str) -> str:
    return f"{axis}: {span}." if given is None else f"{axis}. You: {given}. Borne out: {span}."


def _with(reason: str, differ: str) -> str:
    return f"{reason}\n\n*Good graders differ:* {differ.strip()}" if differ.strip() else reason


def _headline(reasons: Sequence[Reason]) -> str:
    if len(reasons) != 2:
        return "Some grades are borne out. Read the reasons of the others, then grade once more."
    right, wrong = ("letter", "number") if reasons[0].verdict == "right" else ("number", "letter")
    return f"The {right} is borne out, the {wrong} is not yet. Read its reason, then grade once more."
