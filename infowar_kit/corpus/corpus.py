"""An event's corpus: a package with lookups by id and by relation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from infowar_kit.corpus.attributes import Tables
from infowar_kit.corpus.event import EventSettings
from infowar_kit.corpus.moments import Moment, moment
from infowar_kit.corpus.package import Package
from infowar_kit.corpus.reading import Row
from infowar_kit.corpus.table import Table
from infowar_kit.errors import LookupFailed

if TYPE_CHECKING:
    from infowar_kit.corpus.records import (
        Claim,
        ClaimStatus,
        Evidence,
        Item,
        Mention,
        Place,
        Relay,
        Rendering,
        Source,
        Term,
        Toponym,
    )
    from infowar_kit.corpus.teaching_records import Key, TaskRow


class Corpus(Package, Tables):
    """An event's evidence and what is taught on it, checked whole or not loaded at all.

    Use `infowar_kit.corpus.load` to get one. Every table is an attribute holding a tuple of frozen
    records in the order of the file. What is true of every event, such as the rules of status, is read from
    the kit's own package unless the event has a table of its own for it.

    Parameters
    ----------
    raw : dict
        The descriptor that the tables were checked against, as JSON.
    data : mapping of str to bytes
        The files of the tables, as they were checked.
    method : callable
        Returns what is true of every event; called when that is first asked for.
    """

    def __init__(self, raw: dict[str, Any], data: Mapping[str, bytes], method: Callable[[], Package]) -> None:
        super().__init__(raw, data)
        self._method = method
        self._grouped: dict[tuple[str, str], dict[str, tuple[Any, ...]]] = {}
        self._moments: dict[str, Moment] = {}

    def __repr__(self) -> str:
        return f"Corpus {self.name} {self.version}: {len(self.items)} items, {len(self.sources)} sources"

    # What it is

    @cached_property
    def event(self) -> EventSettings:
        """What is the event's own: its clock, fronts, sides, holders of places, reasons for names."""
        return EventSettings.of(self.raw)

    @cached_property
    def classes(self) -> Mapping[str, type[Any]]:
        """Record classes by table."""
        from infowar_kit.corpus.records import RECORDS

        return RECORDS

    @property
    def zone(self) -> dt.timezone:
        """Zone in which the event's days are counted."""
        return self.event.zone

    @cached_property
    def period(self) -> tuple[dt.date, dt.date]:
        """First and last day of the event; where they are not given, those of the dated items.

        Raises
        ------
        LookupFailed
            If there is neither.
        """
        first, last = self.event.days
        if first is None or last is None:
            days = sorted(item.published[:10] for item in self.items if len(item.published) >= 10)
            if not days:
                raise LookupFailed('No item has a day. Give the event\'s "period" in event.json.')
            first, last = first or dt.date.fromisoformat(days[0]), last or dt.date.fromisoformat(days[-1])
        return first, last

    # What is true of every event

    def _is_of_method(self, name: str) -> bool:
        return self.descriptor.table(name) is None and name in self._method().names

    def described(self, name: str) -> Table | None:
        """Return how a table is described, or None where there is none of this name."""
        if self._is_of_method(name):
            return self._method().described(name)
        return super().described(name)

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a table as text, each with the line at which it begins."""
        if self._is_of_method(name):
            return self._method().rows(name)
        return super().rows(name)

    # Lookups by id

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

    def _where(self, table: str, column: str, key: str, owner: str) -> tuple[Any, ...]:
        """Return the rows of `table` whose `column` is `key`, an id of table `owner`."""
        self.get(owner, key)
        if (table, column) not in self._grouped:
            groups: dict[str, list[Any]] = {}
            for row in self.table(table):
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
    def _texts(self) -> dict[str, dict[str, str]]:
        """Each language's texts by key, from the rows: a record of each would be held for nothing."""
        found: dict[str, dict[str, str]] = {"en": {}}
        for package in (self._method(), self):
            table = package.described("texts")
            if table is None:
                continue
            key, language, text = (table.columns.index(name) for name in ("key", "language", "text"))
            for row in package.rows("texts"):
                found.setdefault(row.cells[language], {})[row.cells[key]] = row.cells[text]
        return found

    def text(self, key: str, language: str = "en") -> str:
        """Return a text in a language, in English where it is not translated, else in the one that it has.

        Raises
        ------
        LookupFailed
            If there is no such text.
        """
        # A word that was added in one language alone must not cost the others their page.
        asked = (self._texts.get(language, {}), *self._texts.values())
        found = next((texts[key] for texts in asked if texts.get(key)), None)
        if found is None:
            raise LookupFailed(f"There is no text '{key}' in texts.csv. Add a row with this key.")
        return found

    def texts_under(self, prefix: str, language: str = "en") -> dict[str, str]:
        """Return the texts whose key begins with `prefix`, by the rest of the key, in order of the file."""
        keys = dict.fromkeys(key for texts in self._texts.values() for key in texts if key.startswith(prefix))
        return {key.removeprefix(prefix): self.text(key, language) for key in keys}
