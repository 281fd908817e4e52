"""Look a name up: what the lessons show of `infowar_kit.verification.methods.toponyms`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from infowar_kit.corpus import Corpus
from infowar_kit.page.labels import area_label
from infowar_kit.say import say
from infowar_kit.text import inline, plain
from infowar_kit.verification.methods.asking import CITY_OR_TOWN, LONGEST, asked
from infowar_kit.verification.methods.gazetteer import Gazetteer
from infowar_kit.verification.methods.sounds import plain as spelling
from infowar_kit.verification.methods.toponym_words import finding
from infowar_kit.verification.methods.toponyms import Candidate, candidates


@dataclass(frozen=True)
class Lookup:
    """A form of a name and the places that it may mean."""

    form: str
    gazetteer: Gazetteer
    found: tuple[Candidate, ...]
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, form: str, corpus: Corpus) -> Lookup:
        """Look a form up among the places of a corpus, as reports write names: with a kind, a country."""
        gazetteer = Gazetteer(corpus.places, corpus.toponyms)
        if len(form) > LONGEST:
            note = say(
                "It is too long for a name: {length} characters, at most {most}. Write the name alone.",
                length=f"{len(form):,}", most=LONGEST,
            )  # fmt: skip
            return cls(form[:40] + "…", gazetteer, (), (note,))
        question = asked(form, corpus.event.countries)
        known = spelling(form) in gazetteer.forms or spelling(form) in gazetteer.made
        name = form if known or not question.name else question.name
        found, notes = candidates(name, gazetteer), question.notes if name != form else question.notes[:1]
        if question.kind and name != form:
            found = _of_kind(found, question.kind, gazetteer)
        if question.area and name != form:
            found, note = _placed(found, question.area, gazetteer, corpus.event.areas)
            notes += (note,)
        return cls(form, gazetteer, found, notes)

    def __repr__(self) -> str:
        return plain(self._finding)

    @property
    def _finding(self) -> str:
        if not self.found and self.form.endswith("…") and self.notes:
            return say("“{form}” was not looked up. {note}", form=self.form, note=self.notes[0])
        return " ".join((finding(self.form, self.found, self.gazetteer), *self.notes))

    def _repr_html_(self) -> str:
        return f"<p>{inline(self._finding)}</p>"


def _placed(
    found: tuple[Candidate, ...], area: str, gazetteer: Gazetteer, called: Mapping[str, str]
) -> tuple[tuple[Candidate, ...], str]:
    """Return the candidates that lie where the words beside the name say, and a sentence about it."""
    region = next((gazetteer.by_id[one.place].region for one in candidates(area, gazetteer)), "")
    if not region:
        return found, say("“{area}” beside it is not one of our places.", area=area)
    where = area_label("region", region, called)
    there = tuple(one for one in found if gazetteer.by_id[one.place].region == region)
    if not there:
        return found, say(
            "“{area}” beside it points to {region}, where we know no such place.",
            area=area, region=where,
        )  # fmt: skip
    return there, say("“{area}” beside it points to {region}.", area=area, region=where)


def _of_kind(found: tuple[Candidate, ...], kind: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Return the candidates of a kind; all of them where none is. The law changes some."""
    kinds = ("city", "town") if kind == CITY_OR_TOWN else ("village", "settlement", "town")
    return tuple(one for one in found if gazetteer.by_id[one.place].kind in kinds) or found
