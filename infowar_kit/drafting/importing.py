"""Draft rows from what somebody has: each piece an item, each publisher a source, for a person to finish.

Nothing is fetched. What a file does not say is left open or unknown, and what is guessed is marked inferred.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from infowar_kit.corpus.codes import is_language, script_of, scripts_of
from infowar_kit.corpus.unfinished import todo
from infowar_kit.drafting.dates import Dated, dated
from infowar_kit.drafting.draft import Piece
from infowar_kit.drafting.folder import Folder, free, slug
from infowar_kit.drafting.people import Handles
from infowar_kit.errors import DraftError
from infowar_kit.text import LANGUAGES
from infowar_kit.tone.lens.guessing import recognise

MOST_ITEMS = 9_999
LONGEST = 1_500  # letters of a text that a draft carries along, to be put into one's own words
_NUMBER = re.compile(r"I(\d{3,4})")
_ORIGIN = re.compile(r"Draft from .+?\.(?= |$)")
_LETTERS = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-z]")
# The English names, whatever the language of the interface.
_CODES = {name.lower(): code for code, name in dict.items(LANGUAGES)}
_LOOK_UP = {
    "kind": "how we know what it is",
    "country": "how we know where its operator sits",
    "affiliation": "how we know whose side or body it belongs to",
    "state_control": "how we know what a state has to say there",
}


@dataclass
class Done:
    """What was drafted.

    Attributes
    ----------
    items, sources : int
        How many rows were added.
    files : tuple of str
        The tables that were written.
    known, outside : int
        Pieces that the event has already, and posts from outside its days.
    languages : Counter of str
        Languages that were guessed.
    undecided : int
        Texts of which no language could be told.
    dates : Counter of str
        Precisions.
    doubts : Counter of str
        What of dates is inferred or was left out.
    """

    items: int = 0
    sources: int = 0
    files: tuple[str, ...] = ()
    known: int = 0
    outside: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    undecided: int = 0
    dates: Counter[str] = field(default_factory=Counter)
    doubts: Counter[str] = field(default_factory=Counter)


class Importing:
    """Pieces of one file, made into drafts for one event.

    Parameters
    ----------
    folder : Folder
        Of the event.
    name : str
        Of the file.
    handles : Handles
        Which handles may stand in a draft.
    today : datetime.date
        The day on which the pages, or their copies, are said to be read.
    naive : bool
        Whether hours without a zone are hours of the event's clock.
    every_day : bool
        Whether posts from outside the event's days are drafted too.
    """

    def __init__(
        self, folder: Folder, name: str, handles: Handles, *, today: dt.date, naive: bool = False,
        every_day: bool = False,
    ) -> None:  # fmt: skip
        self.folder, self.name, self.handles, self.today = folder, name, handles, today
        self._naive, self._every_day = naive, every_day
        settings = folder.settings
        self._zone, self._period = settings.zone, settings.days
        self._spoken = folder.values("items", "language")
        self._fronts = folder.values("items", "front")
        there = folder.rows("items")
        self._numbers = {int(found[1]) for row in there if (found := _NUMBER.fullmatch(row["item_id"]))}
        self._urls = {row["url"] for row in there if row["url"]}
        self._origins = {found[0].strip() for row in there if (found := _ORIGIN.match(row["note"]))}
        sources = folder.rows("sources")
        self._ids = {row["source_id"] for row in sources}
        self._by_name = {row["name"].casefold(): row["source_id"] for row in sources}
        self._accounts: dict[str, str] = {}
        self._items: list[dict[str, str]] = []
        self._sources: list[dict[str, str]] = []
        self.done = Done()

    def draft(self, pieces: Iterable[Piece]) -> Done:
        """Draft every piece, and write all of them or none.

        Raises
        ------
        DraftError
            If there are more than an event can hold, or a table cannot be written.
        CorpusError
            If a table of the event cannot be read.
        """
        for piece in pieces:
            self._one(piece)
        if len(self._numbers) > MOST_ITEMS:
            raise DraftError(
                f"An event holds at most {MOST_ITEMS} items, and these make {len(self._numbers)}. Nothing "
                f"was written. Choose the pieces that matter, or narrow the event's days in event.json."
            )
        self.done.files = self.folder.add({"sources": self._sources, "items": self._items})
        self.done.items, self.done.sources = len(self._items), len(self._sources)
        return self.done

    def _one(self, piece: Piece) -> None:
        # What this sentence says is how a piece is known again, if it has no address.
        origin = f"Draft from {_plain(self.name)}, {_plain(piece.where)}."
        url = self.handles.url(piece.url) if piece.url else ""
        if not re.fullmatch(r"https?://\S+", url):
            url = ""
        if (url and url in self._urls) or origin in self._origins:
            self.done.known += 1
            return
        when = dated(piece.when, self._zone, naive=self._naive, until=piece.until)
        if not piece.clipping and not self._every_day and not self._within(when):
            self.done.outside += 1
            return
        language, guessed = self._language(piece)
        number = next(n for n in range(len(self._numbers) + 1, 100_000) if n not in self._numbers)
        self._numbers.add(number)
        self._urls.add(url)
        self._origins.add(origin)
        self.done.dates[when.precision] += 1
        self.done.doubts.update([when.doubt] if when.doubt else [])
        inferred = [*(["language"] if guessed else []), *([when.doubt] if when.basis and when.doubt else [])]
        notes = [origin, *([f"Inferred: {', '.join(inferred)}."] if inferred else [])]
        notes += [f"{when.doubt[0].upper()}{when.doubt[1:]}."] if when.doubt and not when.basis else []
        self._items.append(
            {
                "item_id": f"I{number:03d}", "source": self._source(piece, language), "url": url,
                "language": language, "published": when.published, "precision": when.precision,
                "published_until": when.until, "time_basis": when.basis,
                "kind": piece.kind or todo("what kind of piece it is"), "front": self._front(),
                "platform": piece.platform or todo("where it stood"),
                "reports": todo(f"in your own words: {self._words(piece.text)}"),
                "attribution": self._from_whom(piece), "rights": "paraphrase",
                "read_on": self.today.isoformat(), "read_by": todo("who has read it"),
                "inferred": str(bool(inferred)).lower(), "note": " ".join(notes),
            }
        )  # fmt: skip

    def _words(self, text: str) -> str:
        said = " ".join(self.handles.text(text).split())
        return said if len(said) <= LONGEST else said[:LONGEST].rsplit(" ", 1)[0] + " …"

    def _from_whom(self, piece: Piece) -> str:
        if not piece.from_whom:
            return ""
        return f"forwarded from {self.handles.text(piece.from_whom)}"

    def _front(self) -> str:
        if not self._fronts:
            return ""
        return self._fronts[0] if len(self._fronts) == 1 else todo("which part of the event it is about")

    def _within(self, when: Dated) -> bool:
        """Whether a date may lie in the event's days; one that is not known may."""
        first, last = self._period
        known, end = when.published[:10], (when.until or when.published)[:10]
        if not known or (first is None and last is None):
            return True
        after = first is None or end >= first.isoformat()[: len(end)]
        return after and (last is None or known <= last.isoformat()[: len(known)])

    # Languages

    def _language(self, piece: Piece) -> tuple[str, bool]:
        """Return the language of a piece, and whether it is a guess."""
        told = piece.language.strip().lower()
        code = _CODES.get(told) or re.split("[-_ ]", told, maxsplit=1)[0]
        if code and is_language(code) and code not in ("und", "zxx"):
            return code, False
        found = recognise(piece.text)
        code = next(iter(found.languages), found.other) or self._by_script(piece.text)
        if not code:
            self.done.undecided += 1
            return todo("its language, such as en"), False
        self.done.languages[code] += 1
        return code, True

    def _by_script(self, text: str) -> str:
        """Return the one language of the event that is written in the letters of a text."""
        scripts = Counter(script_of(letter) for letter in _LETTERS.findall(text))
        if not scripts:
            return ""
        most = max(scripts, key=lambda script: scripts[script])
        fits = [code for code in self._spoken if most in scripts_of(code)]
        return fits[0] if len(fits) == 1 and most != "LATIN" else ""

    # Sources

    def _source(self, piece: Piece, language: str) -> str:
        outlet, account = (_name(one) for one in (piece.outlet, piece.account))
        if outlet or not account:
            name = outlet or "Unknown publisher"
            return self._by_name.get(name.casefold()) or self._new_source(piece, name, name, language)
        known = account.lstrip("@").casefold()
        if known not in self._accounts:
            kept = self.handles.kept(account)
            # A number of its own for each account that is not named, whatever earlier files drafted.
            name = account if kept else f"An account ({self._unnamed()})"
            there = self._by_name.get(name.casefold())
            self._accounts[known] = there or self._new_source(piece, name, name, language)
        return self._accounts[known]

    def _unnamed(self) -> int:
        return next(n for n in range(1, 100_000) if f"an account ({n})" not in self._by_name)

    def _new_source(self, piece: Piece, name: str, key: str, language: str) -> str:
        source = free(slug(key, "source"), self._ids)
        self._ids.add(source)
        self._by_name[name.casefold()] = source
        affiliations = self.folder.values("sources", "affiliation")
        row = {
            "source_id": source,
            "name": name if _LATIN.search(name) else todo(f"in Latin letters: {name}"),
        }
        row |= {
            "kind": piece.source_kind or "unknown", "country": "unknown", "language": language,
            "affiliation": "unknown" if not affiliations or "unknown" in affiliations else todo("whose side"),
            "state_control": "unknown", "inferred": "false", "note": f"Draft from {_plain(self.name)}.",
        }  # fmt: skip
        row |= {f"{column}_basis": todo(what) for column, what in _LOOK_UP.items()}
        self._sources.append(row)
        return source


def _plain(text: str) -> str:
    """Return a text that holds no end of a sentence, so that a note can be read again."""
    return " ".join(text.split()).replace(". ", " ").rstrip(".")


def _name(text: str) -> str:
    """Return a name on one line that no spreadsheet runs as a formula."""
    return " ".join(text.split()).lstrip("=+-@ ")
