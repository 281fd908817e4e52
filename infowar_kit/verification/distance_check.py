"""Hold a claim against distance, time and time zone."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from typing import Any, ClassVar

from infowar_kit.corpus.moments import Moment, moment
from infowar_kit.corpus.records import Event, Item, Place
from infowar_kit.corpus.teaching_records import Key
from infowar_kit.errors import AnswerError, LookupFailed
from infowar_kit.tasks.feedback import Feedback, Reason, Verdict
from infowar_kit.tasks.task import PartByPart
from infowar_kit.verification.methods.distance import Distance, Span, between, speed, time_between

JUDGEMENTS = {"yes": "yes", "no": "no", "open": "cannot be said from this"}
UNITS = {"km": "km", "speed": "km/h", "clock": "hour and minute, as 09:30", "judge": ""}
TOLERANCE = 0.2  # an estimate may be a fifth off, beyond what the points themselves are unsure of
LARGEST = 20_000.0  # half the way round the Earth


class DistanceCheck(PartByPart):
    """Estimate, convert and judge: an answer is ``{part: value}``, in any number of steps.

    What a part asks stands in its key. ``km``: the distance of the two places among its rows. ``speed``:
    the least speed in km/h between two sightings, from its two places and its two events or items.
    ``clock:+03:00``: the key's moment on a clock of that zone. ``yes``, ``no``, ``open``: a judgement.

    Raises
    ------
    LookupFailed
        If the rows of a key do not give what its part asks for.
    """

    kind: ClassVar[str] = "distance-check"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for key in self.keys:
            if trouble := self._trouble(key):
                raise LookupFailed(f"The key '{self.id}/{key.part}' {trouble}")

    def _trouble(self, key: Key) -> str:
        """Say why a part could not be checked; empty where it can."""
        asked = self.asks(key.part)
        if asked == "judge":
            strange = next((word for word in key.accept if word not in JUDGEMENTS), None)
            valid = f"Write {', '.join(JUDGEMENTS)}, km, speed or such as clock:+03:00."
            return "" if strange is None else f"accepts '{strange}'. {valid}"
        if asked == "clock":
            zoned = re.fullmatch(r"clock:[+-]\d\d:\d\d", key.accept[0]) and key.moment
            return "" if zoned else "asks for a clock. Give it a moment, and accept such as clock:+03:00."
        if len(self._rows(key, Place)) < 2:
            return "asks for a distance. Name two places among its rows."
        if asked == "speed" and len(self._rows(key, (Event, Item))) < 2:
            return "asks for a speed. Name two events or items among its rows."
        if asked == "speed" and self.span(key.part).most <= 0:
            return "names the later of its two sightings first. Exchange them."
        return ""

    def asks(self, part: object) -> str:
        """Return what a part asks for: ``"km"``, ``"speed"``, ``"clock"`` or ``"judge"``."""
        first = self.key(part).accept[0].partition(":")[0]
        return first if first in UNITS else "judge"

    def question(self, part: str) -> str:
        """Return the question."""
        return self.text(f"{part}/question")

    # What is right, computed from the rows

    def _rows(self, key: Key, kind: type[Any] | tuple[type[Any], ...]) -> list[Any]:
        return [row for row in map(self.corpus.reference, key.rows) if isinstance(row, kind)]

    def distance(self, part: str) -> Distance:
        """Return the distance of the two places of a part."""
        one, other = self._rows(self.key(part), Place)[:2]
        return between(one, other)

    def span(self, part: str) -> Span:
        """Return the time between the two sightings of a part."""
        first, second = (self._when(row) for row in self._rows(self.key(part), (Event, Item))[:2])
        return time_between(first, second)

    def _when(self, row: Event | Item) -> Moment:
        if isinstance(row, Item):
            return self.corpus.when(row)
        return moment(row.date, row.precision, row.until, zone=self.corpus.zone)

    def clock(self, part: str) -> str:
        """Return the hour of a part's moment on the clock that is asked for."""
        key = self.key(part)
        offset = key.accept[0].partition(":")[2]
        zone = dt.datetime.fromisoformat(f"2000-01-01T00:00{offset}").tzinfo
        return f"{dt.datetime.fromisoformat(key.moment).astimezone(zone):%H:%M}"

    # Checking

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Say of each answer whether the rows bear it out; see `Task.check`."""
        if not answer:
            raise AnswerError("Nothing is answered yet. Answer at least one question, then check.")
        given = {self.key(part).part: self._value(part, value) for part, value in answer.items()}
        reasons = tuple(self._reason(part, given[part]) for part in self.parts if part in given)
        right = sum(reason.verdict == "right" for reason in reasons)
        if right == len(reasons):
            left = len(self.parts) - right
            more = f" {left} more to go." if left else ""
            return Feedback("right", f"{right} of {right} borne out.{more}", reasons)
        some = any(reason.verdict != "wrong" for reason in reasons)
        headline = f"{right} of {len(reasons)} borne out. Read the reasons and try the others again."
        return Feedback("partly" if some else "wrong", headline, reasons)

    def _value(self, part: object, value: object) -> float | str:
        asked = self.asks(part)
        if asked == "judge":
            if not isinstance(value, str) or value not in JUDGEMENTS:
                raise AnswerError(f"Choose an answer for '{part}': {', '.join(JUDGEMENTS.values())}.")
            return value
        if asked == "clock":
            found = (
                re.fullmatch(r"\s*([01]?\d|2[0-3])[:.]([0-5]\d)\s*", value)
                if isinstance(value, str)
                else None
            )
            if found is None:
                raise AnswerError(f"“{value}” is no time of day. Write hour and minute, such as 09:30.")
            return f"{int(found[1]):02}:{found[2]}"
        return _number(value)

    def _reason(self, part: str, value: float | str) -> Reason:
        asked = self.asks(part)
        verdict: Verdict
        if asked == "judge":
            verdict = "right" if value in self.key(part).accept else "wrong"
            said = JUDGEMENTS[str(value)]
        elif asked == "clock":
            verdict, said = ("right" if value == self.clock(part) else "wrong"), str(value)
        else:
            number = float(value)
            verdict, said = self._near(part, number), f"{number:g} {UNITS[asked]}"
        computed = f" {self._computed(part)}" if verdict == "right" or asked == "judge" else ""
        question = self.question(part)
        return Reason(
            part, verdict, f"{question} {said}", f"{self.reasons[part]}{computed}", self.key(part).rows
        )

    def _near(self, part: str, number: float) -> Verdict:
        distance = self.distance(part)
        least, most = distance.least, distance.most
        if self.asks(part) == "speed":
            hours = self.span(part).most
            least, most = least / hours, distance.km / hours
        if least * (1 - TOLERANCE) <= number <= most * (1 + TOLERANCE):
            return "right"
        return "partly" if least / 2 <= number <= most * 2 else "wrong"

    def _computed(self, part: str) -> str:
        """Return what the rows give, in a sentence; empty for a judgement."""
        asked = self.asks(part)
        if asked == "clock":
            return f"The clock shows {self.clock(part)}."
        if asked == "km":
            return f"From the two points: {self.distance(part)}."
        if asked == "speed":
            distance, span = self.distance(part), self.span(part)
            found = speed(distance, span)
            top = "nothing bounds it from above" if found.most is None else f"at most {found.most:.1f} km/h"
            return (
                f"From {distance} and at most {span.most:g} hours: at least {found.least:.1f} km/h, "
                f"and {top}, because the hours are not known."
            )
        return ""

    def solution(self) -> Feedback:
        """Return what the rows bear out, with all reasons."""
        reasons = []
        for part in self.parts:
            accepted = " or ".join(JUDGEMENTS[word] for word in self.key(part).accept if word in JUDGEMENTS)
            text = f"{self.reasons[part]} {self._computed(part)}".strip()
            reasons.append(
                Reason(part, "noted", f"{self.question(part)} {accepted}".strip(), text, self.key(part).rows)
            )
        return Feedback("noted", "What the rows bear out.", tuple(reasons))

    def lines(self) -> list[str]:
        """Return the questions as a list."""
        return [f"- {self.question(part)}" for part in self.parts]


def _number(value: object) -> float:
    try:
        number = float(value.replace(",", ".")) if isinstance(value, str) else float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if isinstance(value, bool) or not math.isfinite(number):
        raise AnswerError(f"“{value}” is not a number. Write digits, such as 12.5.")
    if not 0 <= number <= LARGEST:
        raise AnswerError(f"{number:g} is out of range. Write a number from 0 to {LARGEST:g}.")
    return number
