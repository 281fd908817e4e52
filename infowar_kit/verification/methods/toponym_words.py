"""What candidates for a form of a name amount to, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from infowar_kit.page.labels import enumerated
from infowar_kit.say import plural, say
from infowar_kit.verification.methods.gazetteer import Gazetteer
from infowar_kit.verification.methods.toponyms import Candidate


def finding(form: str, found: Sequence[Candidate], gazetteer: Gazetteer) -> str:
    """Return what candidates amount to, in a sentence, with language marks as in `text.prose`."""

    def name(candidate: Candidate) -> str:
        place = gazetteer.by_id[candidate.place]
        where = f", {place.region}" if place.region else ""
        return f"{place.name} ({enumerated('places.kind', place.kind)}{where})"

    if not found:
        return say("“{form}” is not one of our places, and nothing comes near it.", form=form)
    listed = "; ".join(f"{name(candidate)}: {candidate.reason}" for candidate in found)
    if found[0].kind in ("mistaken", "translated"):
        return say(
            "“{form}” is not the name of one of our places, unless it stands for {places}.",
            form=form, places=listed,
        )  # fmt: skip
    if len(found) == 1:
        return say("“{form}” is {place}.", form=form, place=listed)
    tied = sum(candidate.rank == found[0].rank for candidate in found)
    lead = (
        plural("{number} place fits equally well", "{number} places fit equally well", tied)
        if tied > 1
        else say("more than one place is possible")
    )
    return say("“{form}” is ambiguous; {lead}. {places}.", form=form, lead=lead, places=listed)
