"""Say which place a form of a name means, and why that form."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from infowar_kit.corpus.records import Place, Toponym
from infowar_kit.errors import AnswerError
from infowar_kit.tasks.feedback import Feedback, Reason, Verdict
from infowar_kit.tasks.task import PartByPart
from infowar_kit.verification.methods.gazetteer import Gazetteer
from infowar_kit.verification.methods.sounds import apart
from infowar_kit.verification.methods.toponyms import candidates, finding

UNDECIDED = "undecided"
# Why a form looks as it does, after the event's own reasons. The key of a part accepts one or more of these,
# as ``why:…``.
WHYS = {
    "former": "a former name",
    "sound": "its sound, written in another script",
    "translated": "the name was translated by its meaning",
    "shared": "several places bear this name",
    "larger": "a town's name that is also used for the district or region",
    "mistaken": "a similar name of another place was put in its stead",
}
LEAST_CHOICES = 3


class PlaceFinder(PartByPart):
    """Find places under their names: an answer is ``{part: {"place": id, "why": word}}``.

    Forms may be answered one by one. A part's key accepts ``place:…`` (an id, or ``undecided`` where the
    form and its context leave it open) and ``why:…``, several of each where either holds; the form itself
    is the first of its rows in the table of toponyms.
    """

    kind: ClassVar[str] = "place-finder"

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The places and names of the corpus."""
        return Gazetteer(self.corpus.places, self.corpus.toponyms)

    @property
    def whys(self) -> dict[str, str]:
        """Reasons for a form to choose from: the event's own, and those of every event."""
        return {**self.corpus.event.reasons, **WHYS}

    @property
    def parts(self) -> tuple[str, ...]:
        """The forms asked for, in order."""
        return tuple(key.part for key in self.keys)

    def toponym(self, part: str) -> Toponym:
        """Return the form of a part, with its language."""
        ref = next(ref for ref in self.key(part).rows if ref.startswith("toponyms:"))
        return self.corpus.reference(ref)  # type: ignore[no-any-return]

    def marked(self, part: str) -> str:
        """Return the form of a part with its language, as `text.inline` reads it."""
        row = self.toponym(part)
        base = row.language.partition("-")[0]
        return row.form if base == "en" or len(base) != 2 else f"[{base}: {row.form}]"

    def context(self, part: str) -> str:
        """Return where the form was read, in our words."""
        return self.text(f"{part}/context")

    def choices(self, part: str) -> dict[str, str]:
        """Return the places to choose from, by id: what the form may mean, and what sounds near it."""
        form = self.toponym(part).form
        wanted = {found.place for found in candidates(form, self.gazetteer)}
        wanted |= self._accepted(part, "place") - {UNDECIDED}
        anchors = [place for place in self.corpus.places if place.place_id in wanted]
        others = [place for place in self.corpus.places if place.place_id not in wanted]

        def distance(place: Place) -> float:
            """Return how far a place sounds from the nearest of those that the form may mean."""
            return min((apart(place.name_native, one.name_native) for one in anchors), default=0.0)

        near = sorted(others, key=lambda place: (distance(place), place.name))
        chosen = [*anchors, *near[: max(0, LEAST_CHOICES - len(anchors))]]
        named = {place.place_id: _label(place) for place in sorted(chosen, key=lambda place: place.name)}
        return {**named, UNDECIDED: "cannot be decided from this"}

    def _accepted(self, part: str, what: str) -> frozenset[str]:
        pairs = (value.partition(":") for value in self.key(part).accept)
        return frozenset(value for name, _, value in pairs if name == what)

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Say of each form whether place and reason hold; see `Task.check`."""
        if not answer:
            raise AnswerError(
                "Nothing is chosen yet. Choose a place and a reason for one of the forms, then check."
            )
        given = {part: self._given(part, value) for part, value in answer.items()}
        reasons = tuple(self._reason(part, *given[part]) for part in self.parts if part in given)
        right = sum(reason.verdict == "right" for reason in reasons)
        if right == len(reasons):
            left = len(self.parts) - right
            more = f" {left} more to go." if left else ""
            return Feedback("right", f"{right} of {right} hold, place and reason.{more}", reasons)
        some = any(reason.verdict != "wrong" for reason in reasons)
        headline = f"{right} of {len(reasons)} hold. Read the reasons and try the others again."
        return Feedback("partly" if some else "wrong", headline, reasons)

    def _given(self, part: object, value: object) -> tuple[str, str]:
        key = self.key(part)
        if not isinstance(value, Mapping):
            raise AnswerError(f'An answer for \'{key.part}\' is {{"place": id, "why": word}}.')
        form = self.toponym(key.part).form
        places = self.choices(key.part)
        place, why = str(value.get("place")), str(value.get("why"))
        if place not in places:
            raise AnswerError(f"Choose a place for “{form}”. The choices are: {'; '.join(places.values())}.")
        if why not in self.whys:
            raise AnswerError(
                f"Choose a reason for “{form}”. The choices are: {'; '.join(self.whys.values())}."
            )
        return place, why

    def _reason(self, part: str, place: str, why: str) -> Reason:
        held = (place in self._accepted(part, "place")) + (why in self._accepted(part, "why"))
        verdicts: tuple[Verdict, ...] = ("wrong", "partly", "right")
        hint = ("", self._half(part, place), "")[held]
        said = f"{self.marked(part)}: {self.choices(part)[place]}, {self.whys[why]}"
        return Reason(part, verdicts[held], said, f"{hint}{self.reasons[part]}", self.key(part).rows)

    def _half(self, part: str, place: str) -> str:
        if place in self._accepted(part, "place"):
            return "The place holds, the reason does not. "
        return "The reason holds, the place does not. "

    def solution(self) -> Feedback:
        """Return place and reason of every form, and what the finder makes of it."""
        reasons = []
        for part in self.parts:
            form = self.toponym(part).form
            places = " or ".join(self.choices(part)[place] for place in sorted(self._accepted(part, "place")))
            whys = " or ".join(self.whys[why] for why in self.whys if why in self._accepted(part, "why"))
            found = finding(form, candidates(form, self.gazetteer), self.gazetteer)
            text = f"{self.reasons[part]}\n\nWhat the kit's own finder says, without the context: {found}"
            reasons.append(
                Reason(part, "noted", f"{self.marked(part)}: {places}; {whys}", text, self.key(part).rows)
            )
        return Feedback("noted", "The forms with their places.", tuple(reasons))

    def lines(self) -> list[str]:
        """Return the forms as a list."""
        return [f"- {self.toponym(part).form}: {self.context(part)}" for part in self.parts]


def _label(place: Place) -> str:
    if place.kind in ("oblast", "raion"):
        words = {"oblast": "region", "raion": "district"}
        return f"{place.name.rsplit(' ', 1)[0]} {words[place.kind]}"
    if not place.region:
        return f"{place.name} ({place.kind})"
    where = "several regions" if place.region == "several" else f"{place.region} region"
    return f"{place.name} ({place.kind}, {where})"
