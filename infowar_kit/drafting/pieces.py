"""What a file holds, piece by piece: an export of Telegram, a library of Zotero, a table of posts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from infowar_kit.drafting.draft import Piece
from infowar_kit.errors import DraftError, ToneError
from infowar_kit.tone.files.row import Row, columns_shown, is_empty, plain
from infowar_kit.tone.files.tables import Table, open_table

# By role the columns that are looked for, the likeliest first.
ROLES = {
    "text": ("text", "full_text", "content", "message", "post", "tweet", "body", "title", "headline"),
    "date": ("date", "created_at", "published", "published_at", "datetime", "timestamp", "time", "created"),
    "url": ("url", "link", "permalink", "address", "post_url", "tweet_url"),
    "outlet": ("outlet", "channel", "publication", "publisher", "newspaper", "channel_name", "source"),
    "account": ("username", "handle", "screen_name", "account", "user", "author", "user_name", "name"),
    "language": ("lang", "language"),
    "id": ("id", "id_str", "tweet_id", "post_id", "message_id"),
}
_WITHIN = ("screen_name", "username", "handle", "name")
_APPS = ("<a ", "twitter for", "twitter web", "tweetdeck")  # X calls the program a source
# Chats of which others could read; what was written in private is nobody's evidence.
_PUBLIC = ("public_channel", "private_channel", "public_supergroup")
_OF_CSL = {
    "article-newspaper": ("news", "print", "newspaper"),
    "article-magazine": ("news", "print", "magazine"),
    "article-journal": ("", "print", ""),
    "broadcast": ("news", "television", "broadcaster"),
    "post-weblog": ("opinion", "blog", "blog"),
    "post": ("social", "", "social-account"),
    "entry-encyclopedia": ("encyclopaedia", "", "encyclopaedia"),
    "book": ("", "print", ""), "chapter": ("", "print", ""), "pamphlet": ("", "print", ""),
    "webpage": ("", "web", ""), "report": ("", "", ""),
}  # fmt: skip


class Pieces:
    """The pieces of a file, to be read once.

    Parameters
    ----------
    path : pathlib.Path
        The file: CSV, JSON, JSON lines or Parquet.
    columns : mapping of str to str
        Columns by role, where they have other names than those of `ROLES`.
    address : str
        Address of a Telegram channel, such as ``https://t.me/name``.
    encoding : str, optional
        Of a CSV file.

    Attributes
    ----------
    remarks : list of str
        What is to be said; complete when all was read.
    faults : list of str
        Rows that cannot be read.

    Raises
    ------
    DraftError
        If the file cannot be read, or it has no column of texts.
    """

    def __init__(
        self, path: Path, *, columns: Mapping[str, str] | None = None, address: str = "",
        encoding: str | None = None,
    ) -> None:  # fmt: skip
        self._wanted = dict(columns or {})
        if unknown := [role for role in self._wanted if role not in ROLES]:
            raise DraftError(f"'{unknown[0]}' is nothing that is looked for. Valid: {', '.join(ROLES)}.")
        self._address = address.rstrip("/")
        self.name = path.name
        self.faults: list[str] = []
        self._private: dict[str, int] = {}
        self._number = 0
        try:
            self._table: Table = open_table(path, encoding=encoding)
        except ToneError as error:
            raise DraftError(str(error)) from None
        if self._table.columns is not None:
            self._check(self._table.columns)

    def _check(self, columns: Sequence[str]) -> None:
        for role, name in self._wanted.items():
            if name not in columns:
                there = columns_shown(columns)
                raise DraftError(f"'{self.name}' has no column '{name}' for the {role}. It has: {there}.")
        if not self._column("text", columns):
            raise DraftError(
                f"'{self.name}' has no column of texts or titles that is known by its name. Say which one it "
                f"is: --column text=NAME. It has: {columns_shown(columns)}."
            )

    def __iter__(self) -> Iterator[Piece]:
        try:
            for number, row in enumerate(self._table.rows, 1):
                self._number = number
                if row.fault:
                    self._fault(row, row.fault)
                elif piece := self._piece(row):
                    yield piece
        except ToneError as error:
            raise DraftError(str(error)) from None

    @property
    def remarks(self) -> list[str]:
        """What is to be said of the file, a sentence each."""
        private = [
            f"{count} message{'' if count == 1 else 's'} of {kind or 'a chat of no known type'} left out: "
            "only channels and public groups are drafted."
            for kind, count in self._private.items()
        ]
        return [*self._table.remarks, *private]

    def _piece(self, row: Row) -> Piece | None:
        cells = {str(name): value for name, value in row.cells.items()}
        if row.chat or "date_unixtime" in cells:
            return self._message(row, cells)
        if "issued" in cells or "container-title" in cells or cells.get("type") in _OF_CSL:
            return self._clipping(row, cells)
        return self._post(row, cells)

    def _nth(self, row: Row, text: str) -> str:
        """Return where a row without an id stands, with a mark of its words.

        In JSON all rows may stand in one line; and next week's file may have the name of this week's.
        """
        place = f"line {row.line}" if self._table.columns is not None else f"row {self._number}"
        return f"{place} ({hashlib.sha256(text.encode(errors='replace')).hexdigest()[:6]})"

    def _no_text(self, row: Row) -> None:
        self._fault(row, "has no text and no title")

    def _fault(self, row: Row, fault: str) -> None:
        self.faults.append(f"{self._table.unit} {row.line}: {fault}")

    def _message(self, row: Row, cells: Mapping[str, Any]) -> Piece | None:
        name, kind = row.chat or ("", "")
        if kind not in _PUBLIC:
            self._private[kind] = self._private.get(kind, 0) + 1
            return None
        number = plain(cells.get("id"))
        passed, giver = plain(cells.get("forwarded_from")), plain(cells.get("forwarded_from_id"))
        channel = kind.endswith("channel")
        return Piece(
            where=f"{name}, message {number}" if number else self._nth(row, plain(cells.get("text"))),
            text=plain(cells.get("text")),
            # The other stamp is of the clock of the computer that exported it, and says no zone.
            when=plain(cells.get("date_unixtime")) or plain(cells.get("date")),
            outlet=name,
            url=f"{self._address}/{number}" if self._address and number else "",
            kind="social",
            platform="telegram",
            source_kind="channel" if channel else "forum",
            from_whom=(passed if giver.startswith("channel") else "an account") if passed else "",
        )

    def _clipping(self, row: Row, cells: Mapping[str, Any]) -> Piece | None:
        title = plain(cells.get("title")) or plain(cells.get("abstract"))
        if not title:
            self._no_text(row)
            return None
        first, last = _days(cells.get("issued"))
        url, kinds = plain(cells.get("URL")).strip(), _OF_CSL.get(plain(cells.get("type")), ("", "", ""))
        kind, platform, source_kind = kinds
        if url:
            platform = {"print": "web"}.get(platform, platform) or _platform(url)
        return Piece(
            where=f"entry {plain(cells.get('id')) or self._nth(row, title)}",
            text=title,
            when=first,
            until=last,
            outlet=plain(cells.get("container-title")) or plain(cells.get("publisher")) or _host(url),
            url=url,
            language=plain(cells.get("language")),
            kind=kind,
            platform=platform,
            source_kind=source_kind,
            clipping=True,
        )

    def _post(self, row: Row, cells: Mapping[str, Any]) -> Piece | None:
        found = {role: self._value(role, cells) for role in ROLES}
        if not found["text"].strip():
            self._no_text(row)
            return None
        outlet, url = found["outlet"], found["url"].strip()
        if outlet.lower().startswith(_APPS):
            outlet = ""
        account = "" if outlet else found["account"]
        return Piece(
            where=f"post {found['id']}" if found["id"] else self._nth(row, found["text"]),
            text=found["text"],
            when=found["date"],
            outlet=outlet or ("" if account else _host(url)),
            account=account,
            url=url,
            language=found["language"],
            kind="social" if account else "",
            platform=_platform(url) if url else "",
            source_kind="social-account" if account else "",
        )

    def _column(self, role: str, columns: Sequence[str]) -> str:
        if role in self._wanted:
            return self._wanted[role]
        by_name = {name.strip().lower(): name for name in reversed(columns)}
        return next((by_name[name] for name in ROLES[role] if name in by_name), "")

    def _value(self, role: str, cells: Mapping[str, Any]) -> str:
        there = [name for name, value in cells.items() if not is_empty(value)]
        value = cells.get(self._column(role, there))
        if isinstance(value, dict):
            value = next((value[name] for name in _WITHIN if not is_empty(value.get(name))), None)
        return plain(value)


def _days(issued: Any) -> tuple[str, str]:
    """Return first and last day of what CSL calls a date; the last is empty where there is one only."""
    if not isinstance(issued, dict):
        return plain(issued), ""
    parts = issued.get("date-parts")
    if not isinstance(parts, list) or not parts or issued.get("season") or issued.get("circa"):
        return plain(issued.get("raw") or issued.get("literal")), ""
    days = [_written(part) for part in parts if isinstance(part, list) and part]
    return (days[0] if days else ""), (days[1] if len(days) > 1 else "")


def _written(parts: list[Any]) -> str:
    try:
        year, *rest = (int(part) for part in parts[:3] if part not in ("", None))
    except (TypeError, ValueError):
        return ""
    return "-".join([f"{year:04d}", *(f"{one:02d}" for one in rest)])


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _platform(url: str) -> str:
    host = _host(url)
    if host in ("t.me", "telegram.me"):
        return "telegram"
    return "twitter" if host in ("x.com", "twitter.com", "mobile.twitter.com") else "web"
