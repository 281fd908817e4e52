"""What is asked when a name comes as reports write it: ``смт Дудчани``, ``Ніжин, Україна``, ``Кр. Лиман``."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from infowar_kit.plain_text import MIXED, plain_letters, plain_text
from infowar_kit.say import Sayings, later, say

LONGEST = 100  # characters of a name with all that stands round it
_EDGES = " \t\r\n\"'«»‹›“”„‚‘’.,;:!?…*_~`#|"  # Markdown's marks and the hashtag's among them
CITY_OR_TOWN = "city or town"
# Words before or after a name that say what kind of place it is, without their full stop.
_KINDS = {
    "urban-type settlement": "смт|пгт|селище міського типу|посёлок городского типа|поселок городского типа",
    "settlement": (
        "селище|селища|селищі|посёлок|поселок|посёлка|поселка|посёлке|поселке|пос|сщ|с-ще"
        "|settlement of|settlement"
    ),
    "village": (
        "село|села|селі|селе|сел|с|деревня|деревни|деревне|дер|д|хутір|хутор|хут|village of|village"
        "|le village de|village de|le village d'|village d'|dorf|wieś|wsi"
    ),
    CITY_OR_TOWN: (
        "місто|міста|місті|м|город|города|городе|гор|г|city of|town of|city|town"
        "|ville de|la ville de|ville d'|la ville d'|stadt|die stadt|der stadt|miasto|miasta|mieście"
    ),
}
_KIND_WORDS = Sayings(
    {
        "urban-type settlement": later("urban-type settlement"),
        "settlement": later("settlement"),
        "village": later("village"),
        CITY_OR_TOWN: later("city or town"),
    }
)
_BEFORE = "у|в|во|біля|під|около|под|возле|близ|near|in|at|à|près de|bei|the|la|le"
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split("|")}
_LONGEST_FIRST = "|".join(map(re.escape, sorted(_KIND_OF, key=len, reverse=True)))
_KIND_FIRST = re.compile(rf"({_LONGEST_FIRST})(?:\.\s*|\s+|(?<=d'))(?=\w|[«\"“„'‘])", re.IGNORECASE)
_KIND_LAST = re.compile(rf"\s+({_LONGEST_FIRST})$", re.IGNORECASE)
_PREPOSITION = re.compile(rf"({_BEFORE})\s+(?=\w)", re.IGNORECASE)
_PLACED = re.compile(r"(?P<name>[^(),]+?)(?P<its>)\s*(?:\((?P<inside>[^()]*)\)|,\s*(?P<after>[^()]+))$")
# Without a comma: "смт N Полтавської області", "N in the Poltava region".
_PLACED_BY_WORDS = re.compile(
    r"(?P<name>[^(),]+?)\s+(?P<inside>[^\s(),]+(?:ої|ой|ого)\s+(?:області|области|обл|району|района|р-ну|р-на))$"
    r"|(?P<its>[^(),]+?)\s+in\s+(?:the\s+)?(?P<after>[^\s(),]+\s+(?:oblast|region|province|district))$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A name as it was asked for, taken apart.

    Attributes
    ----------
    name : str
        The name alone.
    kind : str
        What kind of place the words beside it say it is, in English; else empty.
    country : bool
        Whether it is said to lie in the country of the event.
    area : str
        Where else it is said to lie, as written.
    notes : tuple of str
        What was read in another way than it stands, each a sentence.
    """

    name: str
    kind: str = ""
    country: bool = False
    area: str = ""
    notes: tuple[str, ...] = ()


def asked(form: str, countries: Collection[str] = ()) -> Asked:
    """Take a name apart into the name proper and what stands beside it.

    Parameters
    ----------
    form : str
        As a report writes it.
    countries : collection of str
        Names of the country of the event, in small letters.
    """
    notes = []
    if plain_text(form).mixed:
        notes.append(say(MIXED))
    name, kind, area, country = plain_letters(form).strip(_EDGES), "", "", False
    # At most a country and an area.
    for _ in range(3):
        placed = _PLACED.match(name) or _PLACED_BY_WORDS.match(name)
        if placed is None:
            break
        called = placed["name"] or placed["its"]
        name, beside = called.strip(_EDGES), (placed["inside"] or placed["after"] or "").strip(_EDGES)
        for part in (one.strip(_EDGES) for one in beside.split(",")):
            if part.casefold() in countries:
                country = True
                notes.append(say("“{part}” beside it names the country.", part=part))
            elif part:
                area = area or part
    if preposition := _PREPOSITION.match(name):
        name = name[preposition.end() :]
    if found := _KIND_FIRST.match(name):
        name = name[found.end() :].strip(_EDGES)
    elif found := _KIND_LAST.search(name):
        name = name[: found.start()].strip(_EDGES)
    if found:
        kind = _KIND_OF[found[1].casefold()]
        notes.append(say("“{word}” beside it says: {kind}.", word=found[1], kind=_KIND_WORDS[kind]))
    return Asked(name, kind, country, area, tuple(notes))
