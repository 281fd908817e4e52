"""The tables of an event as attributes of its corpus.

Made from the schema by `python -m tools.records`; do not edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from infowar_kit.corpus.records import (
        Claim,
        ClaimStatus,
        Control,
        Event,
        Evidence,
        Grade,
        HedgeCue,
        Item,
        Mention,
        Place,
        Reading,
        Relay,
        Rendering,
        SeedFinding,
        Shape,
        Shift,
        Source,
        StatusRule,
        Term,
        Toponym,
    )
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


class Tables:
    """Each table as an attribute: a tuple of records in the order of the file."""

    def table(self, name: str) -> tuple[Any, ...]:
        """Return all records of a table."""
        raise NotImplementedError

    @property
    def sources(self) -> tuple[Source, ...]:
        """An outlet, official, account or channel that publishes or is cited."""
        return self.table("sources")

    @property
    def items(self) -> tuple[Item, ...]:
        """One piece of coverage by a source at a time: post, article, briefing."""
        return self.table("items")

    @property
    def claims(self) -> tuple[Claim, ...]:
        """One checkable statement."""
        return self.table("claims")

    @property
    def claim_statuses(self) -> tuple[ClaimStatus, ...]:
        """What was known of a claim at a date, with its basis."""
        return self.table("claim_statuses")

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """An item's bearing on a claim."""
        return self.table("evidence")

    @property
    def relays(self) -> tuple[Relay, ...]:
        """Attribution chains, step by step: a taker took it from a giver."""
        return self.table("relays")

    @property
    def places(self) -> tuple[Place, ...]:
        """A place that coverage of the event speaks of."""
        return self.table("places")

    @property
    def toponyms(self) -> tuple[Toponym, ...]:
        """A form of a place's name, with its language and system."""
        return self.table("toponyms")

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """A toponym seen in an item."""
        return self.table("mentions")

    @property
    def terms(self) -> tuple[Term, ...]:
        """A word or turn of phrase that is hard to translate, with the reason."""
        return self.table("terms")

    @property
    def renderings(self) -> tuple[Rendering, ...]:
        """A translation."""
        return self.table("renderings")

    @property
    def events(self) -> tuple[Event, ...]:
        """Dated events, with the source of the date."""
        return self.table("events")

    @property
    def seed_findings(self) -> tuple[SeedFinding, ...]:
        """Statements of the seed article held against other coverage."""
        return self.table("seed_findings")

    @property
    def control(self) -> tuple[Control, ...]:
        """Who was said to hold a place at the end of a day, and by whom."""
        return self.table("control")

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """What a map is drawn on: courses of rivers, water, coast and borders."""
        return self.table("shapes")

    @property
    def shifts(self) -> tuple[Shift, ...]:
        """How the meaning of a rendering moved against its term."""
        return self.table("shifts")

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Who read a row again, when, and what was seen for it."""
        return self.table("readings")

    @property
    def status_rules(self) -> tuple[StatusRule, ...]:
        """The one written rule: which basis gives which status."""
        return self.table("status_rules")

    @property
    def hedge_cues(self) -> tuple[HedgeCue, ...]:
        """A word or ending that shows how sure a speaker sounds, or who is said to speak, with the reason."""
        return self.table("hedge_cues")

    @property
    def grades(self) -> tuple[Grade, ...]:
        """The grades of the two scales of the Admiralty code, in order."""
        return self.table("grades")

    @property
    def cards(self) -> tuple[Card, ...]:
        """One look around a source, for lateral reading."""
        return self.table("cards")

    @property
    def passages(self) -> tuple[Passage, ...]:
        """A text for tone work."""
        return self.table("passages")

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """A span of a passage, a technique, an annotator."""
        return self.table("annotations")

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """A lesson: one notebook."""
        return self.table("lessons")

    @property
    def tasks(self) -> tuple[TaskRow, ...]:
        """One thing that a learner does, with its check."""
        return self.table("tasks")

    @property
    def keys(self) -> tuple[Key, ...]:
        """What a task expects, part by part."""
        return self.table("keys")

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What is chosen of the coverage for a judgement: the few pieces that a learner reads."""
        return self.table("pieces")

    @property
    def texts(self) -> tuple[Text, ...]:
        """Every sentence of the lessons that is not in a notebook."""
        return self.table("texts")
