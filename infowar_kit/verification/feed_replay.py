"""Replay the coverage and judge claims by what had been published by then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from infowar_kit.corpus.examples import MINUTE
from infowar_kit.corpus.teaching_records import Key
from infowar_kit.errors import LookupFailed
from infowar_kit.page.labels import moment_label
from infowar_kit.say import later, say
from infowar_kit.tasks.acceptable import not_acceptable
from infowar_kit.tasks.feedback import Feedback, Reason, quoted
from infowar_kit.tasks.questions import Pick
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.sureness import SURENESS
from infowar_kit.tasks.task import PartByPart, Steps
from infowar_kit.tasks.tries import row_of, wrong
from infowar_kit.text import escape
from infowar_kit.verification.admiralty import GRADES, OFF_WORDS, graded, off_scale
from infowar_kit.verification.control_map import control_map
from infowar_kit.verification.methods.control import places_of
from infowar_kit.verification.methods.feed import FeedModel, Filter
from infowar_kit.verification.path_drawing import path_html
from infowar_kit.verification.pieces import Piece, chosen, pieces_html
from infowar_kit.verification.point import Point

STEPS = Steps(
    previous=later("Previous judgement"), next=later("Next judgement"),
    place=later("Judgement {number} of {total}."),
)  # fmt: skip


class FeedReplay(PartByPart):
    """Judge claims at several moments: an answer is ``{part: {"grade": 1-6, "sure": word}}``.

    Judgements may come one by one. They are not scored: a grade is held against the span that the
    evidence of that moment bears out.

    Raises
    ------
    LookupFailed
        If a key names no moment, or one that is outside the event's days.
    """

    kind: ClassVar[str] = "feed-replay"
    steps = STEPS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.feed = FeedModel(self.corpus)
        for key in self.keys:
            if trouble := self._trouble(key):
                raise LookupFailed(f"The key '{self.id}/{key.part}' {trouble}")
        self._chosen = chosen(self)
        self._on_claim: dict[str, frozenset[str]] = {}

    def trouble(self) -> str:
        """Return which key accepts what is no grade; see `Task.trouble`."""
        return not_acceptable(self.id, self.keys, [str(grade) for grade in GRADES])

    def _trouble(self, key: Key) -> str:
        """Return why the clock cannot be put to the moment of a key; empty where it can."""
        try:
            moment = dt.datetime.fromisoformat(key.moment)
        except ValueError:
            return f"names no moment: '{key.moment}'. Write it under 'moment', such as {MINUTE}."
        first, last = self.feed.at(0), self.feed.at(self.feed.steps)
        if first <= moment <= last:
            return ""
        day = self.corpus.period[1]
        return (
            f"is judged at '{key.moment}', outside the event's days. Its clock goes from the first minute of "
            f"{first:%Y-%m-%d} to the last of {day} ({self.corpus.event.clock})."
        )

    def moment(self, part: str) -> dt.datetime:
        """Return the moment of a judgement."""
        return dt.datetime.fromisoformat(self.key(part).moment).astimezone(self.corpus.zone)

    def question(self, part: str) -> str:
        """Return what is to be judged, in words."""
        key = self.key(part)
        claim = self.corpus.claim(key.claim).claim
        return say(
            "It is {moment}. {claim}",
            moment=moment_label(self.moment(part), self.corpus.event.clock),
            claim=claim,
        )

    def items_on_claim(self, part: str) -> frozenset[str]:
        """Return the ids of the items that bear on the claim of a judgement."""
        claim = self.key(part).claim
        if claim not in self._on_claim:  # asked at every step of the clock
            items = self.corpus.items_of_claim(claim)
            self._on_claim[claim] = frozenset(item.item_id for item in items)
        return self._on_claim[claim]

    def pieces(self, part: str, moment: dt.datetime | None = None) -> tuple[Piece, ...]:
        """Return the pieces chosen for a judgement that were out, or may have been, by a moment.

        Parameters
        ----------
        part : str
            The judgement.
        moment : datetime.datetime, optional
            With time zone; by default that of the judgement.
        """
        pieces = self._chosen.get(part, ())
        wanted = Filter(ids=frozenset(piece.item.item_id for piece in pieces))
        feed = self.feed.feed(moment or self.moment(part), wanted)
        out = {item.item_id for item in (*feed.published, *feed.perhaps)}
        return tuple(piece for piece in pieces if piece.item.item_id in out)

    def map_html(self, part: str, moment: dt.datetime) -> str:
        """Return the map of a judgement's front at a moment; nothing where no place of it is ever held."""
        front = self.corpus.claim(self.key(part).claim).front
        if front not in self.corpus.event.fronts or not places_of(self.corpus, front):
            return ""
        # On a narrow page the pieces that are to be judged come first.
        return control_map(self.corpus, moment, front).html(folded=True)

    def sections(self) -> tuple[Section, ...]:
        """Return the judgements with the pieces chosen for each, a grade and how sure one is of it."""
        grade = Pick(
            label=say("How credible is the claim?"), field=("grade",),
            missing=say("Choose a grade for how credible the claim is"),
            options={grade: f"{grade} – {words}" for grade, words in GRADES.items()},
        )  # fmt: skip
        sure = Pick(
            label=say("How sure are you?"),
            field=("sure",),
            options=SURENESS,
            missing=say("Say how sure you are"),
        )
        return tuple(
            Section(
                part,
                (grade, sure),
                self.asked(part) + pieces_html(self.pieces(part)),
                (self.question(part), *(piece.text for piece in self.pieces(part))),
            )
            for part in self.parts
        )

    def asked(self, part: str) -> str:
        """Return what is to be judged, as HTML."""
        at = say("It is {moment}.", moment=moment_label(self.moment(part), self.corpus.event.clock))
        claim = self.corpus.claim(self.key(part).claim).claim
        return f"<p>{escape(at)}</p><p><strong>{escape(claim)}.</strong></p>"

    def nothing(self) -> str:
        """Return what is said when nothing is judged."""
        return say("No judgement is given yet. Choose how credible the claim is, then check.")

    def judge(self, part: str, value: Any) -> Sequence[Reason]:
        """Hold a judgement against what was published by then."""
        point = self._point(self.key(part), value)
        said = quoted(f"{point.said} {GRADES[point.said or 6]}")
        if point.verdict == "right":
            # Where more than one grade holds, what is said begins with the one that was given.
            own = row_of(self, part, f"if/{point.said}")
            return [Reason(part, "right", said, f"{own} {point.reason}".strip(), point.rows)]
        finding = off_scale(point.said or 6, point.accepted)
        return [wrong(self, part, said, [point.said, finding], say(OFF_WORDS[finding]))]

    def mistakes(self) -> list[tuple[str, ...]]:
        """Return for each judgement the grades that do not hold, or the way in which they do not."""
        return [
            (f"{part}/if/{grade}", f"{part}/if/{off_scale(grade, accepted)}")
            for part in self.parts
            for accepted in [self._point(self.key(part), {}).accepted]
            for grade in GRADES
            if grade not in accepted
        ]

    def headline(self, reasons: Sequence[Reason], left: int) -> str:
        """Return whether the evidence of the moment bears the grade out."""
        if all(reason.verdict == "right" for reason in reasons):
            return say("The evidence of that moment bears your grade out.")
        return say("The evidence of that moment points elsewhere. Look at it again, then judge once more.")

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

    def summary(self, answers: Mapping[str, Any], *, shown: bool = False) -> str:
        """Return the path of all judgements so far."""
        points = [replace(point, shown=shown) for point in self.path(answers)]
        return path_html(self.corpus, points) if any(point.said is not None for point in points) else ""

    def solution(self) -> Feedback:
        """Return what each moment's evidence justified, with reasons."""
        reasons = tuple(
            Reason(point.part, "noted", graded(point.accepted), point.reason, point.rows)
            for point in self.path({})
        )
        return Feedback("noted", say("What the evidence of each moment justified."), reasons)

    def right_answer(self) -> dict[str, Any]:
        """Return the first grade that each key accepts, fairly sure."""
        return {point.part: {"grade": point.accepted[0], "sure": "fairly"} for point in self.path({})}
