"""Hold a claim against distance, time and time zone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any, ClassVar

from infowar_kit.corpus.moments import Moment, moment
from infowar_kit.corpus.records import Event, Item, Place
from infowar_kit.corpus.teaching_records import Key
from infowar_kit.errors import LookupFailed
from infowar_kit.say import Sayings, later, number, say
from infowar_kit.tasks.feedback import Feedback, Reason, Verdict, at, quoted
from infowar_kit.tasks.questions import Clock, Number, Pick, Question
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.task import PartByPart
from infowar_kit.tasks.tries import wrong
from infowar_kit.text import one_line, prose
from infowar_kit.verification.methods.distance import Distance, Span, between, speed, time_between

JUDGEMENTS = Sayings({"yes": later("yes"), "no": later("no"), "open": later("cannot be said from this")})
UNITS = Sayings(
    {"km": later("km"), "speed": later("km/h"), "clock": later("hour and minute, as 09:30"), "judge": ""}
)
OFF = {
    "said-yes": later("“Yes” says more than the rows bear. What would have to be known for it?"),
    "said-no": later("“No” says more than the rows bear. What would have to be known for it?"),
    "said-open": later("The rows do bear an answer. Compare the numbers once more."),
    "wrong-hour": later("That is not what that clock shows. Which way does its zone lie, and by how much?"),
    "too-small": later("That is too little. Look at the scale, or at what was divided by what."),
    "too-large": later("That is too much. Look at the scale, or at what was divided by what."),
}
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

    # What is asked

    def sections(self) -> tuple[Section, ...]:
        """Return the questions, each with the control that it needs."""
        return tuple(
            Section(
                part, (self._question(part, number),),
                f"<p><strong>{number}.</strong> {prose(self.question(part)).removeprefix('<p>')}",
                (one_line(self.question(part)),),
            )
            for number, part in enumerate(self.parts, 1)
        )  # fmt: skip

    def _question(self, part: str, number: int) -> Question:
        asked = self.asks(part)
        label = say("Answer {number}", number=number)
        if asked == "judge":
            missing = say("Choose an answer for '{part}'", part=part)
            return Pick(label=f"{label}:", options=JUDGEMENTS, missing=missing)
        label = f"{label} ({UNITS[asked]})"
        return Clock(label=label) if asked == "clock" else Number(label=label, most=LARGEST)

    # What comes back

    def judge(self, part: str, value: Any) -> Sequence[Reason]:
        """Say whether the rows bear an answer out."""
        asked = self.asks(part)
        verdict: Verdict
        if asked == "judge":
            verdict = "right" if value in self.key(part).accept else "wrong"
            said = quoted(JUDGEMENTS[value])
        elif asked == "clock":
            verdict, said = ("right" if value == self.clock(part) else "wrong"), value
        else:
            verdict, said = self._near(part, value), f"{value:g} {UNITS[asked]}"
        if verdict == "right":
            text = f"{self.reasons[part]} {self._computed(part)}".strip()
            return [Reason(part, verdict, said, text, self.key(part).rows, about=self._about(part))]
        finding = self._off(part, value)
        names = [value] * (asked == "judge") + [finding]
        return [wrong(self, part, said, names, say(OFF[finding]), verdict=verdict, about=self._about(part))]

    def _about(self, part: str) -> str:
        return at(self.parts.index(part) + 1)

    def _off(self, part: str, value: Any) -> str:
        match self.asks(part):
            case "judge":
                return f"said-{value}"
            case "clock":
                return "wrong-hour"
        right = self._right(part)
        return "too-small" if float(value) < float(right) else "too-large"

    def mistakes(self) -> list[tuple[str, ...]]:
        """Return for each part what is said wrongly, or the way in which a number is off."""
        made: list[tuple[str, ...]] = []
        for part in self.parts:
            match self.asks(part):
                case "judge":
                    wrongly = [word for word in JUDGEMENTS if word not in self.key(part).accept]
                    made += [(f"{part}/if/{word}", f"{part}/if/said-{word}") for word in wrongly]
                case "clock":
                    made.append((f"{part}/if/wrong-hour",))
                case _:
                    made += [(f"{part}/if/too-small",), (f"{part}/if/too-large",)]
        return made

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
            return say("The clock shows {clock}.", clock=self.clock(part))
        if asked == "km":
            return say("From the two points: {distance}.", distance=self.distance(part))
        if asked != "speed":
            return ""
        distance, span = self.distance(part), self.span(part)
        found = speed(distance, span)
        top = (
            say("nothing bounds it from above")
            if found.most is None
            else say("at most {most} km/h", most=number(found.most, 1))
        )
        return say(
            "From {distance} and at most {hours} hours: at least {least} km/h, and {top}, because the hours "
            "are not known.",
            distance=distance, hours=f"{span.most:g}", least=number(found.least, 1), top=top,
        )  # fmt: skip

    def solution(self) -> Feedback:
        """Return what the rows bear out, with all reasons."""
        reasons = []
        for part in self.parts:
            words = [JUDGEMENTS[word] for word in self.key(part).accept if word in JUDGEMENTS]
            said = quoted(*words, last=say("or")) if words else self._in_words(part)
            text = f"{self.reasons[part]} {self._computed(part)}".strip()
            about = self._about(part)
            reasons.append(Reason(part, "noted", said, text, self.key(part).rows, about=about))
        return Feedback("noted", say("What the rows bear out."), tuple(reasons))

    def _in_words(self, part: str) -> str:
        """Return the number or the hour that the rows give, as it would be said."""
        match self.asks(part):
            case "clock":
                return self.clock(part)
            case "km":
                return str(self.distance(part))
        return say("{least} km/h", least=number(float(self._right(part)), 1))

    def right_answer(self) -> dict[str, Any]:
        """Return what the rows give for each part."""
        return {part: self._right(part) for part in self.parts}

    def _right(self, part: str) -> float | str:
        match self.asks(part):
            case "judge":
                return self.key(part).accept[0]
            case "clock":
                return self.clock(part)
            case "km":
                return self.distance(part).km
            case _:
                return self.distance(part).km / self.span(part).most
