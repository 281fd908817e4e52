"""An article in our words, with the posts that it quotes as they stand: what a task asks about."""

from __future__ import annotations

from dataclasses import dataclass

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.records import Item
from infowar_kit.errors import LookupFailed
from infowar_kit.page.row_line import link
from infowar_kit.page.rows import item_card
from infowar_kit.say import say
from infowar_kit.text import escape, plain, prose


@dataclass(frozen=True)
class Article:
    """What an article says, and its posts.

    Attributes
    ----------
    corpus : Corpus
        Where both stand.
    item : Item
        The article.
    text : str
        What it says, in our words: a text row.
    """

    corpus: Corpus
    item: Item
    text: str

    @classmethod
    def of(cls, corpus: Corpus, item_id: str, language: str = "en") -> Article:
        """Return an article by its item; its words are the text ``article/<item>``, in small letters.

        Raises
        ------
        LookupFailed
            If there is no such item, or no text on it.
        """
        item = corpus.item(item_id)
        key = f"article/{item.item_id.lower()}"
        if not corpus.texts_under(key, language):
            raise LookupFailed(f"No row of texts.csv says what {item_id} says. Add a text '{key}'.")
        return cls(corpus, item, corpus.text(key, language))

    @property
    def posts(self) -> tuple[Item, ...]:
        """The quoted posts that it takes from, in order of their ids."""
        givers = {relay.giver_item for relay in self.corpus.relays_into_item(self.item.item_id)}
        return tuple(item for item in self.corpus.items if item.item_id in givers and item.quote)

    def __repr__(self) -> str:
        posts = (f"{self.corpus.source(post.source).name}: {post.quote}" for post in self.posts)
        return "\n".join([plain(self.text), *posts])

    def _repr_html_(self) -> str:
        head = say("The article, in our words")
        page = link(self.item.url, say("Page"))
        posts = "".join(item_card(self.corpus, post) for post in self.posts)
        return (
            f'<div class="iwk-task"><p><strong>{escape(head)}</strong> {page}</p>{prose(self.text)}'
            f"<p><strong>{escape(say('The posts that it quotes'))}</strong></p>{posts}</div>"
        )
