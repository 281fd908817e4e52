"""A page of results, made from rows: what stands behind each is known only when it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.teaching_records import Card
from infowar_kit.say import say
from infowar_kit.text import escape

# Words of a card that its result gives away.
LONGEST, SHARE = 9, 0.5


@dataclass(frozen=True, slots=True)
class Result:
    """One entry of a page of results.

    Attributes
    ----------
    card : int
        Position of the card behind it.
    title : str
        What it promises.
    address : str
        Where it stands: a host, or the table of the kit.
    snippet : str
        How it begins.
    own : bool
        Whether it stands on a page of the source itself.
    """

    card: int
    title: str
    address: str
    snippet: str
    own: bool

    @property
    def face(self) -> str:
        """The entry as HTML."""
        return (
            f"<strong>{escape(self.title)}</strong><br>"
            f'<span class="iwk-small">{escape(self.address)}</span><br>{escape(self.snippet)}'
        )

    @property
    def line(self) -> str:
        """The entry as a line of plain text."""
        return f"{self.title} ({self.address}) {self.snippet}"


def result_of(corpus: Corpus, card: Card, lines: Sequence[str]) -> Result:
    """Return the entry for a card.

    Parameters
    ----------
    corpus : Corpus
        Where its rows are.
    card : Card
        The card.
    lines : sequence of str
        What the card says.
    """
    source = corpus.source(card.source)
    title = f"{card.title} – {source.name}"
    if card.kind == "computed":
        snippet = say("Its claims in this collection, and what was last known of each …")
        return Result(card.position, title, say("tables of this kit"), snippet, own=False)
    address, own = _address(corpus, card)
    return Result(card.position, title, address or say("tables of this kit"), _beginning(lines[0]), own)


def _address(corpus: Corpus, card: Card) -> tuple[str, bool]:
    """Return the host on which a card rests first, and whether the page is the source's own."""
    for ref in card.rows:
        table, _, key = ref.partition(":")
        if table == "items":
            item = corpus.item(key)
            url, publisher = item.url, item.source
        elif table == "relays":
            item = corpus.item(corpus.get("relays", key).item)
            url, publisher = item.url, item.source
        else:
            # What a row of the kit says of a source does not stand on the source's own page.
            return "", False
        if host := urlsplit(url or "").hostname:
            return host.removeprefix("www."), publisher == card.source
    return "", False


def _beginning(text: str) -> str:
    words = text.split()
    shown = max(1, min(LONGEST, int(len(words) * SHARE)))
    return f"{' '.join(words[:shown]).rstrip(',.;:')} …"
