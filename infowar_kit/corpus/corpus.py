"""The loaded corpus: records, lookups by id and by relation, views for pandas."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from infowar_kit.corpus.descriptor import Descriptor
from infowar_kit.corpus.moments import Moment, moment
from infowar_kit.corpus.records import (
    RECORDS,
    Claim,
    ClaimStatus,
    Control,
    Event,
    Evidence,
    HedgeCue,
    Item,
    Mention,
    Place,
    Relay,
    Rendering,
    SeedFinding,
    Shift,
    Source,
    StatusRule,
    Term,
    Toponym,
    columns_of,
)
from infowar_kit.corpus.sealing import SEAL, Verification, verify_rows
from infowar_kit.corpus.teaching_records import Annotation, Card, Key, Lesson, Passage, TaskRow, Text
from infowar_kit.errors import LookupFailed

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")


class Corpus:
    """An event's evidence, loaded whole or not at all.

    Use `infowar_kit.corpus.load` to get one. Every table is an attribute holding a tuple of frozen
    records in the order of the file.

    Parameters
    ----------
    descriptor : Descriptor
        The description that the tables were checked against.
    records : mapping of str to tuple
        Records by table name.
    cells : mapping of str to sequence
        The same rows as text, for the seals.
    """

    def __init__(
        self,
        descriptor: Descriptor,
        records: Mapping[str, tuple[Any, ...]],
        cells: Mapping[str, Sequence[Sequence[str]]],
    ) -> None:
        self.descriptor = descriptor
        self._records = records
        self._cells = cells
        self.sources: tuple[Source, ...] = records["sources"]
        self.items: tuple[Item, ...] = records["items"]
        self.status_rules: tuple[StatusRule, ...] = records["status_rules"]
        self.claims: tuple[Claim, ...] = records["claims"]
        self.claim_statuses: tuple[ClaimStatus, ...] = records["claim_statuses"]
        self.evidence: tuple[Evidence, ...] = records["evidence"]
        self.relays: tuple[Relay, ...] = records["relays"]
        self.places: tuple[Place, ...] = records["places"]
        self.toponyms: tuple[Toponym, ...] = records["toponyms"]
        self.mentions: tuple[Mention, ...] = records["mentions"]
        self.terms: tuple[Term, ...] = records["terms"]
        self.renderings: tuple[Rendering, ...] = records["renderings"]
        self.events: tuple[Event, ...] = records["events"]
        self.seed_findings: tuple[SeedFinding, ...] = records["seed_findings"]
        self.control: tuple[Control, ...] = records["control"]
        self.shifts: tuple[Shift, ...] = records["shifts"]
        self.hedge_cues: tuple[HedgeCue, ...] = records["hedge_cues"]
        self.cards: tuple[Card, ...] = records["cards"]
        self.passages: tuple[Passage, ...] = records["passages"]
        self.annotations: tuple[Annotation, ...] = records["annotations"]
        self.lessons: tuple[Lesson, ...] = records["lessons"]
        self.tasks: tuple[TaskRow, ...] = records["tasks"]
        self.keys: tuple[Key, ...] = records["keys"]
        self.texts: tuple[Text, ...] = records["texts"]

    def __repr__(self) -> str:
        return f"Corpus {self.name} {self.version}: {len(self.items)} items, {len(self.sources)} sources"

    # What it is

    @property
    def name(self) -> str:
        """Name of the corpus; with the version it keys what learners answered."""
        return self.descriptor.name

    @property
    def version(self) -> str:
        """Version of the corpus."""
        return self.descriptor.version

    @property
    def title(self) -> str:
        """Title of the corpus."""
        return self.descriptor.title

    @cached_property
    def zone(self) -> dt.timezone:
        """Zone in which the event's days are counted."""
        offset = self.descriptor.raw.get("period", {}).get("utc_offset") or "+00:00"
        instant = dt.datetime.fromisoformat(f"2000-01-01T00:00{offset}")
        return dt.timezone(instant.utcoffset() or dt.timedelta())

    @cached_property
    def period(self) -> tuple[dt.date, dt.date]:
        """First and last day of the event; where the descriptor has none, those of the dated items.

        Raises
        ------
        LookupFailed
            If there is neither.
        """
        period = self.descriptor.raw.get("period", {})
        given = [period.get("start"), period.get("end")]
        days = sorted(item.published[:10] for item in self.items if len(item.published) >= 10)
        if not days and not all(given):
            raise LookupFailed('No item has a day. Give the event\'s "period" in datapackage.json.')
        return dt.date.fromisoformat(given[0] or days[0]), dt.date.fromisoformat(given[1] or days[-1])

    def cells(self, table: str) -> Sequence[Sequence[str]]:
        """Return the rows of a table as text, as they stand in the file."""
        self.table(table)
        return self._cells.get(table, ())

    # Lookups by id

    @cached_property
    def _by_id(self) -> dict[str, dict[str, Any]]:
        index: dict[str, dict[str, Any]] = {}
        for table in self.descriptor.tables:
            if len(table.primary_key) == 1:
                key = table.primary_key[0]
                index[table.name] = {getattr(row, key): row for row in self._records[table.name]}
        return index

    def table(self, name: str) -> tuple[Any, ...]:
        """Return all records of a table.

        Raises
        ------
        LookupFailed
            If there is no such table; the message lists those that exist.
        """
        if name not in self._records:
            raise LookupFailed(f"There is no table '{name}'. The tables are: {', '.join(self._records)}.")
        return self._records[name]

    def get(self, table: str, key: str) -> Any:
        """Return the record of a table that has this id.

        Raises
        ------
        LookupFailed
            If there is no such table or no such id; the message names close ones.
        """
        self.table(table)
        rows = self._by_id.get(table)
        if rows is None:
            raise LookupFailed(f"Rows of '{table}' have no id of their own; go through corpus.{table}.")
        if key not in rows:
            close = difflib.get_close_matches(str(key), rows, n=3, cutoff=0.6)
            hint = f"Close to it: {', '.join(close)}." if close else f"Ids look like {next(iter(rows), '…')}."
            raise LookupFailed(f"There is no '{key}' in {table}. {hint}")
        return rows[key]

    def source(self, key: str) -> Source:
        """Return the source with this id; see `get`."""
        return self.get("sources", key)  # type: ignore[no-any-return]

    def item(self, key: str) -> Item:
        """Return the item with this id; see `get`."""
        return self.get("items", key)  # type: ignore[no-any-return]

    def claim(self, key: str) -> Claim:
        """Return the claim with this id; see `get`."""
        return self.get("claims", key)  # type: ignore[no-any-return]

    def term(self, key: str) -> Term:
        """Return the term with this id; see `get`."""
        return self.get("terms", key)  # type: ignore[no-any-return]

    def place(self, key: str) -> Place:
        """Return the place with this id; see `get`."""
        return self.get("places", key)  # type: ignore[no-any-return]

    # Lookups by relation

    def when(self, item: Item) -> Moment:
        """Return the stretch of time in which an item was published."""
        known = self._moments.get(item.item_id)
        if known is None:
            known = moment(item.published, item.precision, item.published_until, zone=self.zone)
            self._moments[item.item_id] = known
        return known

    @cached_property
    def _moments(self) -> dict[str, Moment]:
        return {}

    @cached_property
    def _grouped(self) -> dict[tuple[str, str], dict[str, tuple[Any, ...]]]:
        return {}

    def _where(self, table: str, column: str, key: str, owner: str) -> tuple[Any, ...]:
        """Return the rows of `table` whose `column` is `key`, an id of table `owner`."""
        self.get(owner, key)
        if (table, column) not in self._grouped:
            groups: dict[str, list[Any]] = {}
            for row in self._records[table]:
                groups.setdefault(getattr(row, column), []).append(row)
            self._grouped[table, column] = {value: tuple(rows) for value, rows in groups.items()}
        return self._grouped[table, column].get(key, ())

    def by_date(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """Return items in order of publication; those known only by day follow that day's start."""
        return tuple(sorted(items, key=lambda item: (self.when(item), item.item_id)))

    def items_of_source(self, source: str) -> tuple[Item, ...]:
        """Return the items that a source published, by date."""
        return self.by_date(self._where("items", "source", source, "sources"))

    def evidence_of_claim(self, claim: str) -> tuple[Evidence, ...]:
        """Return the evidence on a claim, by date of its item."""
        rows = self._where("evidence", "claim", claim, "claims")
        return tuple(sorted(rows, key=lambda row: (self.when(self.item(row.item)), row.evidence_id)))

    def items_of_claim(self, claim: str) -> tuple[Item, ...]:
        """Return the items that bear on a claim, by date."""
        return tuple(self.item(row.item) for row in self.evidence_of_claim(claim))

    def claims_of_item(self, item: str) -> tuple[Claim, ...]:
        """Return the claims on which an item bears."""
        return tuple(self.claim(row.claim) for row in self._where("evidence", "item", item, "items"))

    def statuses_of_claim(self, claim: str) -> tuple[ClaimStatus, ...]:
        """Return what was known of a claim, by date."""
        return tuple(sorted(self._where("claim_statuses", "claim", claim, "claims"), key=lambda s: s.as_of))

    def status_of_claim(self, claim: str, on: dt.date) -> ClaimStatus | None:
        """Return what was known of a claim at the end of a day; None before it was first seen."""
        known = [status for status in self.statuses_of_claim(claim) if status.as_of <= on]
        return known[-1] if known else None

    def relays_into_item(self, item: str) -> tuple[Relay, ...]:
        """Return the steps by which an item took something from somebody."""
        return self._where("relays", "taker_item", item, "items")

    def relays_out_of_item(self, item: str) -> tuple[Relay, ...]:
        """Return the steps by which something was taken from an item."""
        return self._where("relays", "giver_item", item, "items")

    def chain_of_item(self, item: str) -> tuple[Relay, ...]:
        """Return the whole attribution chain read in an item, by step."""
        return tuple(sorted(self._where("relays", "item", item, "items"), key=lambda r: (r.step, r.relay_id)))

    def renderings_of_term(self, term: str) -> tuple[Rendering, ...]:
        """Return the renderings of a term."""
        return self._where("renderings", "term", term, "terms")

    def toponyms_of_place(self, place: str) -> tuple[Toponym, ...]:
        """Return the forms of a place's name."""
        return self._where("toponyms", "place", place, "places")

    def mentions_in_item(self, item: str) -> tuple[Mention, ...]:
        """Return the toponyms seen in an item."""
        return self._where("mentions", "item", item, "items")

    def keys_of_task(self, task: str) -> tuple[Key, ...]:
        """Return the parts of a task with what each expects, in order."""
        return tuple(sorted(self._where("keys", "task", task, "tasks"), key=lambda key: key.position))

    def tasks_of_lesson(self, lesson: str) -> tuple[TaskRow, ...]:
        """Return the tasks of a lesson, in order."""
        return tuple(sorted(self._where("tasks", "lesson", lesson, "lessons"), key=lambda row: row.position))

    @cached_property
    def _texts(self) -> dict[tuple[str, str], str]:
        return {(row.key, row.language): row.text for row in self.texts}

    def text(self, key: str, language: str = "en") -> str:
        """Return a text in a language, in English where it is not translated.

        Raises
        ------
        LookupFailed
            If there is no such text.
        """
        found = self._texts.get((key, language)) or self._texts.get((key, "en"))
        if found is None:
            raise LookupFailed(f"There is no text '{key}' in texts.csv. Add a row with this key.")
        return found

    def texts_under(self, prefix: str, language: str = "en") -> dict[str, str]:
        """Return the texts whose key begins with `prefix`, by the rest of the key, in order of the file."""
        keys = dict.fromkeys(row.key for row in self.texts if row.key.startswith(prefix))
        return {key.removeprefix(prefix): self.text(key, language) for key in keys}

    def reference(self, ref: str) -> Any:
        """Return the row that a reference such as ``items:I001`` points to; see `get`."""
        table, _, key = ref.partition(":")
        return self.get(table, key)

    # Views and checks

    def frame(self, table: str) -> pd.DataFrame:
        """Return a table as a pandas data frame, with its id as index.

        Raises
        ------
        LookupFailed
            If there is no such table.
        """
        rows = self.table(table)
        import pandas as pd

        described = self.descriptor.table(table)
        if described is None:  # an event of one's own may leave tables out
            return pd.DataFrame(columns=list(columns_of(RECORDS[table])))
        columns = {name: [getattr(row, name) for row in rows] for name in described.columns}
        frame = pd.DataFrame(columns)
        return frame.set_index(list(described.primary_key)) if described.primary_key else frame

    def verify(self) -> Verification:
        """Compare every item with its seal: was its row changed since the release?"""
        table = next(t for t in self.descriptor.tables if t.name == "items")
        assert SEAL in table.columns
        return verify_rows(table.primary_key[0], table.columns, self.cells("items"))
