"""Record classes of the kit's own packages.

Made from the schema by `python -m tools.records`; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from infowar_kit.corpus.records import Grade, HedgeCue, StatusRule
from infowar_kit.corpus.teaching_records import Text


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern that the lens fires on, with the reason it gives."""

    cue_id: str
    language: str
    pattern: tuple[str, ...]
    technique: str
    strength: str
    reason: str
    slur: bool
    example: str
    near_miss: str


@dataclass(frozen=True, slots=True)
class CueReason:
    """Why a group of cues fires, in one sentence."""

    reason_id: str
    technique: str
    alone: bool
    text: str


@dataclass(frozen=True, slots=True)
class Measurement:
    """Measured numbers that lesson 08 shows; the commands stand in docs/tone-measurements.md."""

    data: str
    measure: str
    subject: str
    value: float
    low: float | None
    high: float | None
    note: str


@dataclass(frozen=True, slots=True)
class Technique:
    """A persuasion technique, with an example and a near-miss."""

    technique_id: str
    name: str
    label: str
    definition: str
    example: str
    near_miss: str
    near_miss_reason: str
    strength: str
    unlp_2025: str
    semeval_2023: tuple[str, ...]
    devices_1937: tuple[str, ...]
    teaching_only: bool


# Name of a package to the record classes of its tables.
PACKAGES: dict[str, dict[str, type[Any]]] = {
    "lens": {
        "cues": Cue,
        "reasons": CueReason,
        "measurements": Measurement,
    },
    "method": {
        "status_rules": StatusRule,
        "hedge_cues": HedgeCue,
        "grades": Grade,
        "texts": Text,
    },
    "techniques": {
        "techniques": Technique,
    },
}
