"""Say which place a form of a name means, and why that form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

from infowar_kit.corpus.records import Place, Toponym
from infowar_kit.page.labels import area_label, enumerated
from infowar_kit.say import Sayings, later, say
from infowar_kit.tasks.acceptable import not_acceptable
from infowar_kit.tasks.feedback import Feedback, Reason, Verdict, quoted
from infowar_kit.tasks.questions import Pick
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.task import PartByPart
from infowar_kit.tasks.tries import wrong
from infowar_kit.text import escape, foreign, inline, language_name
from infowar_kit.verification.methods.gazetteer import Gazetteer
from infowar_kit.verification.methods.sounds import apart
from infowar_kit.verification.methods.toponym_words import finding
from infowar_kit.verification.methods.toponyms import candidates

UNDECIDED = "undecided"
# Why a form looks as it does, besides the event's own reasons. The key of a part accepts one or more of them,
# as ``why:…``.
WHYS = Sayings(
    {
        "former": later("a former name"),
        "sound": later("its sound, written in another script"),
        "translated": later("the name was translated by its meaning"),
        "shared": later("several places bear this name"),
        "larger": later("a town’s name that is also used for the district or region"),
        "mistaken": later("a similar name of another place was put in its stead"),
    }
)
LEAST_CHOICES = 3
_AREAS = {"oblast": "region", "raion": "district"}  # kinds of place that a name may leave out


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

    @cached_property
    def _offered(self) -> dict[str, dict[str, str]]:
        # Every place of the event is listened to for each form: once, not at each answer.
        return {}

    @property
    def whys(self) -> dict[str, str]:
        """Reasons for a form to choose from: the event's own, and those of every event."""
        return {**self.corpus.event.reasons, **dict(WHYS.items())}

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
        if part not in self._offered:
            self._offered[part] = self._choices(part)
        return self._offered[part]

    def _choices(self, part: str) -> dict[str, str]:
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
        named = {
            place.place_id: _label(place, self.corpus.event.areas)
            for place in sorted(chosen, key=lambda place: place.name)
        }
        return {**named, UNDECIDED: say("cannot be decided from this")}

    def _accepted(self, part: str, what: str) -> frozenset[str]:
        pairs = (value.partition(":") for value in self.key(part).accept)
        return frozenset(value for name, _, value in pairs if name == what)

    def trouble(self) -> str:
        """Return which key accepts no place, no reason, or something else; see `Task.trouble`."""
        places = [UNDECIDED, *(place.place_id for place in self.corpus.places)]
        known = [f"place:{place}" for place in places] + [f"why:{why}" for why in self.whys]
        for key in self.keys:
            if not all(self._accepted(key.part, what) for what in ("place", "why")):
                return (
                    f"The key '{self.id}/{key.part}' accepts {list(key.accept)}. It accepts place:… and why:…"
                )
        strange = [key for key in self.keys if not set(key.accept) <= set(known)]
        return not_acceptable(self.id, strange, [*known[:5], "…", *known[len(places) :]])

    # What is asked

    def sections(self) -> tuple[Section, ...]:
        """Return the forms, each with its context and two lists."""
        return tuple(self._section(part, number) for number, part in enumerate(self.parts, 1))

    def _section(self, part: str, number: int) -> Section:
        form = self.toponym(part)
        language = say("in {language}", language=language_name(form.language))
        head = say("Form {number}:", number=number)
        face = (
            f"<p>{escape(head)} <strong>{foreign(form.form, form.language)}</strong> "
            f'<span class="iwk-small">{escape(language)}</span><br>{inline(self.context(part))}</p>'
        )
        # Labels carry a number and not the form: they cannot be marked with its language.
        place = Pick(
            label=say("Place of form {number}", number=number), field=("place",), compact=True,
            options=self.choices(part), missing=say("Choose a place for “{form}”", form=form.form),
        )  # fmt: skip
        why = Pick(
            label=say("Reason for form {number}", number=number), field=("why",), compact=True,
            options=self.whys, missing=say("Choose a reason for “{form}”", form=form.form),
        )  # fmt: skip
        return Section(part, (place, why), face, (f"{form.form}: {self.context(part)}",))

    def nothing(self) -> str:
        """Return what is said when nothing is chosen."""
        return say("Nothing is chosen yet. Choose a place and a reason for one of the forms, then check.")

    # What comes back

    def judge(self, part: str, value: Any) -> Sequence[Reason]:
        """Say whether place and reason hold."""
        place, why = value["place"], value["why"]
        right_place = place in self._accepted(part, "place")
        right_why = why in self._accepted(part, "why")
        said, about = quoted(self.choices(part)[place], self.whys[why]), self._about(part)
        if right_place and right_why:
            return [Reason(part, "right", said, self.reasons[part], self.key(part).rows, about=about)]
        if right_place:
            otherwise = say("Its reason is another.")
            found = wrong(self, part, said, [why, "why"], otherwise, verdict="partly", about=about)
            return [replace(found, text=f"{say('The place holds.')} {found.text}")]
        if place == UNDECIDED:
            otherwise = say("It can be decided: the form and where it was read are enough.")
        else:
            otherwise = say("It is another place. Say the form aloud, and see where it was read.")
        verdict: Verdict = "partly" if right_why else "wrong"
        found = wrong(self, part, said, [place, "place"], otherwise, verdict=verdict, about=about)
        holds = f" {say('The reason that you chose holds.')}" if right_why else ""
        return [replace(found, text=f"{found.text}{holds}")]

    def _about(self, part: str) -> str:
        return say("For “{form}”", form=self.marked(part))

    def mistakes(self) -> list[tuple[str, ...]]:
        """Return for each form the places that it does not mean, and the reasons that are not its own."""
        made: list[tuple[str, ...]] = []
        for part in self.parts:
            places = [one for one in self.choices(part) if one not in self._accepted(part, "place")]
            made += [(f"{part}/if/{place}", f"{part}/if/place") for place in places]
            whys = [one for one in self.whys if one not in self._accepted(part, "why")]
            made += [(f"{part}/if/{why}", f"{part}/if/why") for why in whys]
        return made

    def solution(self) -> Feedback:
        """Return place and reason of every form, and what the finder makes of it."""
        reasons = []
        for part in self.parts:
            form = self.toponym(part).form
            places = [self.choices(part)[place] for place in sorted(self._accepted(part, "place"))]
            whys = [self.whys[why] for why in self.whys if why in self._accepted(part, "why")]
            found = finding(form, candidates(form, self.gazetteer), self.gazetteer)
            either = say("or")
            said = say(
                "{places}, and as the reason {reasons}",
                places=quoted(*places, last=either),
                reasons=quoted(*whys, last=either),
            )
            remark = say("What the kit’s own finder says, without the context: {found}", found=found)
            reasons.append(
                Reason(
                    part,
                    "noted",
                    said,
                    self.reasons[part],
                    self.key(part).rows,
                    remark=remark,
                    about=self._about(part),
                )
            )
        return Feedback("noted", say("The forms with their places."), tuple(reasons))

    def right_answer(self) -> dict[str, Any]:
        """Return the first place and the first reason that each key accepts."""
        return {
            part: {
                "place": min(self._accepted(part, "place")),
                "why": next(why for why in self.whys if why in self._accepted(part, "why")),
            }
            for part in self.parts
        }


def _label(place: Place, called: Mapping[str, str]) -> str:
    if place.kind in _AREAS:
        proper, _, word = place.name.rpartition(" ")
        # A table may write the word that the law uses; a name without one stays as it is.
        return area_label(_AREAS[place.kind], proper, called) if word == place.kind else place.name
    kind = enumerated("places.kind", place.kind)
    if not place.region:
        return f"{place.name} ({kind})"
    where = (
        say("several regions") if place.region == "several" else area_label("region", place.region, called)
    )
    return f"{place.name} ({kind}, {where})"
