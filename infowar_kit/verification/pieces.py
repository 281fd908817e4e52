"""The pieces chosen for a judgement, as a reader meets them: headline phrase, what it says, whom it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from infowar_kit.corpus.records import Item
from infowar_kit.page.labels import enumerated, publication_label
from infowar_kit.page.row_line import link
from infowar_kit.say import say
from infowar_kit.tasks.task import Task
from infowar_kit.text import beside, escape, foreign, inline, language_name, plain


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the coverage, chosen for a judgement.

    Parameters
    ----------
    item : Item
        The piece.
    source, when : str
        Who published it, and when, in words.
    phrase : str
        Its headline phrase in its own language; empty where none is about the claim.
    says : str
        What it says, in our words; may use the marks of `text.inline`.
    line : str
        The words with which it names its giver, in our words; empty where those of the item say it.
    """

    item: Item
    source: str
    when: str
    phrase: str
    says: str
    line: str

    @property
    def _kind(self) -> str:
        return say("{kind} in {language}", kind=enumerated("items.kind", self.item.kind),
                   language=language_name(self.item.language))  # fmt: skip

    @property
    def html(self) -> str:
        """The piece as HTML."""
        item = self.item
        page = f" {link(item.url, say('Page'))}" if item.url else ""
        head = (
            f'<p><strong>{escape(self.source)}</strong> <span class="iwk-small">{escape(self.when)} · '
            f"{escape(self._kind)} · {escape(item.item_id)}{page}</span></p>"
        )
        given = "; ".join(f"“{foreign(one, item.language)}”" for one in item.giver_words)
        named = beside(given, inline(self.line))
        names = f'<p class="iwk-small">{escape(say("Whom it names:"))} {named}</p>' if named else ""
        says = f"<p>{inline(self.says)}</p>"
        if item.quote:
            says = f"<blockquote><p>“{foreign(item.quote, item.language)}”</p></blockquote>{says}"
        elif self.phrase:
            says = f"<p>{beside(f'“{foreign(self.phrase, item.language)}”', inline(self.says))}</p>"
        return f'<div class="iwk-item iwk-piece">{head}{says}{names}</div>'

    @property
    def text(self) -> str:
        """The piece as a line of plain text."""
        own = self.item.quote or self.phrase
        given = "; ".join(f"“{one}”" for one in self.item.giver_words)
        named = beside(given, plain(self.line))
        names = f" {say('Whom it names:')} {named}" if named else ""
        said = beside(f"“{own}”" if own else "", plain(self.says))
        return f"{self.source}, {self.when} ({self._kind}): {said}{names}"


def chosen(task: Task) -> dict[str, tuple[Piece, ...]]:
    """Return the pieces chosen for each part of a task, in the order in which they are read.

    Parameters
    ----------
    task : Task
        The task. What a piece says is its text ``piece/ITEM``, whom it names ``piece/ITEM/line``; where there
        is none, what the item reports.
    """
    found: dict[str, list[Piece]] = {}
    corpus = task.corpus
    for row in sorted(corpus.pieces, key=lambda row: row.position):
        if row.task != task.id:
            continue
        item = corpus.item(row.item)
        name = f"piece/{row.item.lower()}"
        found.setdefault(row.part, []).append(
            Piece(
                item,
                corpus.source(item.source).name,
                publication_label(item, corpus.zone, corpus.period),
                row.phrase,
                task.optional(name) or item.reports,
                task.optional(f"{name}/line"),
            )
        )
    return {part: tuple(pieces) for part, pieces in found.items()}


def pieces_html(pieces: Sequence[Piece]) -> str:
    """Return pieces as HTML, one below the other."""
    return "".join(piece.html for piece in pieces)
