"""Record classes of an event's tables, one a table.

Made from the schema by `python -m tools.records`; do not edit.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from infowar_kit.corpus.row_refs import NamesRows
from infowar_kit.corpus.teaching_records import (
    Annotation,
    Card,
    Key,
    Lesson,
    Passage,
    Piece,
    TaskRow,
    Text,
)


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet, official, account or channel that publishes or is cited."""

    source_id: str
    name: str
    kind: str
    kind_basis: str
    country: str
    country_basis: str
    language: str
    affiliation: str
    affiliation_basis: str
    state_control: str
    state_control_basis: str
    url: str
    inferred: bool
    note: str


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of coverage by a source at a time: post, article, briefing."""

    item_id: str
    source: str
    url: str
    language: str
    published: str
    precision: str
    published_until: str
    time_basis: str
    kind: str
    front: str
    platform: str
    reports: str
    quote: str
    attribution: str
    giver_words: tuple[str, ...]
    hedges: tuple[str, ...]
    loaded: tuple[str, ...]
    key_phrases: tuple[str, ...]
    pivot_language: str
    rights: str
    read_on: dt.date
    read_by: str
    inferred: bool
    note: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable statement."""

    claim_id: str
    claim: str
    front: str
    first_seen: str
    first_seen_precision: str
    first_by: str
    first_item: str
    since: str
    inferred: bool
    note: str


@dataclass(frozen=True, slots=True)
class ClaimStatus(NamesRows):
    """What was known of a claim at a date, with its basis."""

    claim: str
    as_of: dt.date
    basis: str
    status: str
    why: str
    rows: tuple[str, ...]
    inferred: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """An item's bearing on a claim."""

    evidence_id: str
    item: str
    claim: str
    bearing: str
    hedge: str
    stands: str
    inferred: bool
    note: str


@dataclass(frozen=True, slots=True)
class Relay:
    """Attribution chains, step by step: a taker took it from a giver."""

    relay_id: str
    item: str
    step: int
    taker_item: str
    taker_source: str
    taker_unknown: str
    giver_item: str
    giver_source: str
    giver_unknown: str
    medium: str
    claim: str
    misattributed: bool
    inferred: bool
    note: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place that coverage of the event speaks of."""

    place_id: str
    name: str
    name_native: str
    kind: str
    region: str
    front: str
    pcode: str
    latitude: float | None
    longitude: float | None
    uncertainty_km: float | None
    coordinate_basis: str
    retaken: str
    retaken_precision: str
    retaken_basis: str
    url: str
    inferred: bool
    note: str


@dataclass(frozen=True, slots=True)
class Toponym:
    """A form of a place's name, with its language and system."""

    toponym_id: str
    place: str
    form: str
    language: str
    system: str
    attested: bool
    url: str
    inferred: bool
    note: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A toponym seen in an item."""

    item: str
    toponym: str
    where_seen: str
    inferred: bool
    note: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word or turn of phrase that is hard to translate, with the reason."""

    term_id: str
    term: str
    language: str
    gloss: str
    pitfall: str
    explanation: str
    original_seen: bool
    inferred: bool
    note: str


@dataclass(frozen=True, slots=True)
class Rendering:
    """A translation."""

    rendering_id: str
    term: str
    language: str
    text: str
    item: str
    url: str
    inferred: bool
    note: str


@dataclass(frozen=True, slots=True)
class Event:
    """Dated events, with the source of the date."""

    event_id: str
    date: str
    precision: str
    until: str
    part_of_day: str
    event: str
    front: str
    basis: str
    item: str
    url: str
    inferred: bool
    note: str


@dataclass(frozen=True, slots=True)
class SeedFinding:
    """Statements of the seed article held against other coverage."""

    finding_id: str
    item: str
    statement: str
    verdict: str
    why: str
    claim: str
    url: str
    inferred: bool


@dataclass(frozen=True, slots=True)
class Control:
    """Who was said to hold a place at the end of a day, and by whom."""

    place: str
    as_of: dt.date
    held_by: str
    said_by: str
    item: str
    url: str
    inferred: bool
    note: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What a map is drawn on: courses of rivers, water, coast and borders."""

    shape_id: str
    kind: str
    name: str
    main: bool
    points: str


@dataclass(frozen=True, slots=True)
class Shift:
    """How the meaning of a rendering moved against its term."""

    shift_id: str
    rendering: str
    shift: str
    severity: str
    words: str
    back_gloss: str
    why: str
    claim: str
    inferred: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """Who read a row again, when, and what was seen for it."""

    row: str
    reader: str
    read_on: dt.date
    seen: str
    verdict: str
    note: str


@dataclass(frozen=True, slots=True)
class StatusRule:
    """The one written rule: which basis gives which status."""

    basis: str
    status: str
    rule: str


@dataclass(frozen=True, slots=True)
class HedgeCue:
    """A word or ending that shows how sure a speaker sounds, or who is said to speak, with the reason."""

    cue_id: str
    language: str
    pattern: str
    kind: str
    certainty: int
    reason: str


@dataclass(frozen=True, slots=True)
class Grade:
    """The grades of the two scales of the Admiralty code, in order."""

    scale: str
    grade: str
    position: int
    judged: bool


# In the order of the schema.
RECORDS: dict[str, type[Any]] = {
    "sources": Source,
    "items": Item,
    "claims": Claim,
    "claim_statuses": ClaimStatus,
    "evidence": Evidence,
    "relays": Relay,
    "places": Place,
    "toponyms": Toponym,
    "mentions": Mention,
    "terms": Term,
    "renderings": Rendering,
    "events": Event,
    "seed_findings": SeedFinding,
    "cards": Card,
    "control": Control,
    "shapes": Shape,
    "shifts": Shift,
    "passages": Passage,
    "readings": Reading,
    "annotations": Annotation,
    "lessons": Lesson,
    "tasks": TaskRow,
    "keys": Key,
    "pieces": Piece,
    "texts": Text,
    "status_rules": StatusRule,
    "hedge_cues": HedgeCue,
    "grades": Grade,
}
