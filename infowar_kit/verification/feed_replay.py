"""Replay the coverage and judge claims by what had been published by then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from infowar_kit.corpus.teaching_records import Key
from infowar_kit.errors import AnswerError
from infowar_kit.page.labels import moment_label
from infowar_kit.tasks.feedback import Feedback, Reason, Verdict
from infowar_kit.tasks.task import PartByPart
from infowar_kit.verification.methods.feed import FeedModel

# Credibility of information by the Admiralty code (NATO AJP-2.1), in our own words.
GRADES = {
    1: "confirmed by others who know it independently",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
SURENESS = {"guess": "a guess", "fairly": "fairly sure", "very": "very sure"}


@dataclass(frozen=True, slots=True)
class Point:
    """One judgement on the path: what the learner said and what the evidence bore out."""

    part: str
    claim: str
    moment: str
    said: int | None
    sure: str
    accepted: tuple[int, ...]
    reason: str
    rows: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        """Finding on this judgement."""
        if self.said is None:
            return "noted"
        return "right" if self.said in self.accepted else "wrong"


class FeedReplay(PartByPart):
    """Judge claims at several moments: an answer is ``{part: {"grade": 1-6, "sure": word}}``.

    Judgements may come one by one. They are not scored: a grade is held against the span that the
    evidence of that moment bears out.
    """

    kind: ClassVar[str] = "feed-replay"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.feed = FeedModel(self.corpus)
        self._on_claim: dict[str, frozenset[str]] = {}

    def moment(self, part: str) -> dt.datetime:
        """Return the moment of a judgement."""
        return dt.datetime.fromisoformat(self.key(part).moment).astimezone(self.corpus.zone)

    def question(self, part: str) -> str:
        """Return what is to be judged, in words."""
        key = self.key(part)
        claim = self.corpus.claim(key.claim).claim
        return f"It is {moment_label(self.moment(part), self.corpus.event.clock)}. {claim}"

    def items_on_claim(self, part: str) -> frozenset[str]:
        """Return the ids of the items that bear on the claim of a judgement."""
        claim = self.key(part).claim
        if claim not in self._on_claim:  # asked at every step of the clock
            items = self.corpus.items_of_claim(claim)
            self._on_claim[claim] = frozenset(item.item_id for item in items)
        return self._on_claim[claim]

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Hold each judgement against what was published by then; see `Task.check`."""
        if not answer:
            raise AnswerError("No judgement is given yet. Choose how credible the claim is, then check.")
        points = [self._point(self.key(part), self._judgement(part, given)) for part, given in answer.items()]
        reasons = tuple(_reason(point) for point in points)
        fitting = sum(point.verdict == "right" for point in points)
        if fitting == len(points):
            return Feedback("right", "The evidence of that moment bears your grade out.", reasons)
        headline = "The evidence of that moment points elsewhere. Look at it again, then judge once more."
        return Feedback("partly" if fitting else "wrong", headline, reasons)

    def _judgement(self, part: object, given: object) -> dict[str, Any]:
        self.key(part)
        found = given if isinstance(given, Mapping) else {}
        grade, sure = found.get("grade"), found.get("sure")
        if isinstance(grade, bool) or not isinstance(grade, int) or grade not in GRADES:
            grades = ", ".join(f"{number} {words}" for number, words in GRADES.items())
            raise AnswerError(f"Choose a grade for how credible the claim is: {grades}.")
        if not isinstance(sure, str) or sure not in SURENESS:
            raise AnswerError(f"Say how sure you are: {', '.join(SURENESS.values())}.")
        return {"grade": grade, "sure": sure}

    def _point(self, key: Key, given: Mapping[str, Any]) -> Point:
        return Point(
            part=key.part,
            claim=key.claim,
            moment=key.moment,
            said=given.get("grade"),
            sure=SURENESS.get(given.get("sure", ""), ""),
            accepted=tuple(sorted(int(grade) for grade in key.accept)),
            reason=self.reasons[key.part],
            rows=key.rows,
        )

    def path(self, answers: Mapping[str, Any]) -> tuple[Point, ...]:
        """Return all judgements in order beside what the evidence justified at each moment."""
        return tuple(self._point(key, answers.get(key.part, {})) for key in self.keys)

    def solution(self) -> Feedback:
        """Return what each moment's evidence justified, with reasons."""
        reasons = tuple(
            Reason(point.part, "noted", f"{grade_span(point.accepted)}", point.reason, point.rows)
            for point in self.path({})
        )
        return Feedback("noted", "What the evidence of each moment justified.", reasons)

    def lines(self) -> list[str]:
        """Return the judgements as a list."""
        return [f"- {self.question(part)}" for part in self.parts]


def grade_span(accepted: tuple[int, ...]) -> str:
    """Return accepted grades in words: ``3 possibly true``, or ``2 probably true or 3 possibly true``."""
    return " or ".join(f"{grade} {GRADES[grade]}" for grade in accepted)


def _reason(point: Point) -> Reason:
    said = f"You: {point.said}, {point.sure}. Justified: {grade_span(point.accepted)}"
    return Reason(point.part, point.verdict, said, point.reason, point.rows)
