"""Pieces of HTML that several views share. Whatever comes from data is escaped here."""

from __future__ import annotations

import datetime as dt

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.records import Item
from infowar_kit.page.labels import day_label, enumerated, publication_label, who
from infowar_kit.page.row_line import link
from infowar_kit.say import say
from infowar_kit.text import escape, foreign, language_name


def item_card(corpus: Corpus, item: Item) -> str:
    """Return one piece of coverage: who, when, what it reports, in our words."""
    source = corpus.source(item.source)
    when = publication_label(item, corpus.zone, corpus.period)
    kind = say("{kind} in {language}", kind=enumerated("items.kind", item.kind),
               language=language_name(item.language))  # fmt: skip
    by = say("Source: {who}.", who=who(source))
    if item.quote:
        return _post(corpus, item, when=when, kind=kind, by=by)
    return (
        f'<div class="iwk-item"><p><span class="iwk-when iwk-small">{escape(when)}</span>'
        f"<strong>{escape(source.name)}</strong> "
        f'<span class="iwk-small">{escape(kind)} · {escape(item.item_id)}</span></p>'
        f'<p>{escape(item.reports)}</p><p class="iwk-small">{escape(by)} '
        f"{link(item.url, say('Page')) if item.url else ''}</p></div>"
    )


def _post(corpus: Corpus, item: Item, *, when: str, kind: str, by: str) -> str:
    """Return a post that is quoted as it stood: who, when, the words, and what they report."""
    page = link(item.url, say("Page")) if item.url else ""
    return (
        f'<div class="iwk-item"><div class="iwk-post"><p class="iwk-post-head">'
        f"<strong>{escape(corpus.source(item.source).name)}</strong> "
        f'<span class="iwk-small">{escape(when)} · {escape(kind)} · {escape(item.item_id)}</span></p>'
        f"<blockquote><p>{escape(say('Post:'))} “{foreign(item.quote, item.language)}”</p></blockquote>"
        f'<p class="iwk-small iwk-post-foot">{escape(by)} {page}</p></div>'
        f"<p>{escape(item.reports)}</p></div>"
    )


def day_labels(start: dt.datetime, count: int) -> list[str]:
    """Return short labels of the days from `start`."""
    days = [start + dt.timedelta(days=n) for n in range(count)]
    return [day_label(day) for day in days]
