"""Pieces of HTML that several views share. Whatever comes from data is escaped here."""

from __future__ import annotations

import datetime as dt

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.records import Claim, Evidence, Item, Rendering, Source
from infowar_kit.corpus.teaching_records import Passage
from infowar_kit.errors import KitError
from infowar_kit.page.labels import publication_label, who
from infowar_kit.text import escape, foreign, language_name


def link(url: str, words: str) -> str:
    """Return a link that opens apart, if the address is one of the web."""
    if not url.startswith(("https://", "http://")):
        return escape(words)
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(words)}</a>'


def item_card(corpus: Corpus, item: Item) -> str:
    """Return one piece of coverage: who, when, what it reports, in our words."""
    source = corpus.source(item.source)
    when = publication_label(item, corpus.zone, corpus.period)
    quote = f"<p>Post: “{foreign(item.quote, item.language)}”</p>" if item.quote else ""
    kind = f"{escape(item.kind.replace('-', ' '))} in {escape(language_name(item.language))}"
    return (
        f'<div class="iwk-item"><p><span class="iwk-when iwk-small">{escape(when)}</span>'
        f"<strong>{escape(source.name)}</strong> "
        f'<span class="iwk-small">{kind} · {escape(item.item_id)}</span></p>'
        f'<p>{escape(item.reports)}</p>{quote}<p class="iwk-small">Source: {escape(who(source))}. '
        f"{link(item.url, 'Page')}</p></div>"
    )


def row_line(corpus: Corpus, ref: str) -> str:
    """Return one row of the corpus that a reason rests on, in a line, with its page."""
    try:
        row = corpus.reference(ref)
    except KitError:
        return escape(ref)
    key = escape(ref.partition(":")[2])
    match row:
        case Item():
            source = escape(corpus.source(row.source).name)
            when = escape(publication_label(row, corpus.zone, corpus.period))
            return f"{key}, {source}, {when}: {escape(row.reports)} {link(row.url, 'Page')}"
        case Evidence():
            words = f" (“{foreign(row.hedge, corpus.item(row.item).language)}”)" if row.hedge else ""
            item = row_line(corpus, f"items:{row.item}")
            return f"{key}: {escape(row.bearing)} the claim{words} – {item}"
        case Claim():
            statuses = corpus.statuses_of_claim(row.claim_id)
            status = f" Status: {escape(f'{statuses[-1].status}, {statuses[-1].why}')}" if statuses else ""
            return f"{key}: {escape(row.claim)}{status}"
        case Source():
            return f"{key}: {escape(row.name)}, {escape(who(row))}; {escape(row.state_control_basis)}"
        case Rendering():
            return f"{key}: “{foreign(row.text, row.language)}” {link(row.url, 'Page')}"
        case Passage():  # without outlet and side: they may be hidden while the learner works
            return f"{key}: {foreign(row.text, row.language)}"
        case _:
            url = getattr(row, "url", "")
            words = next(
                (str(getattr(row, name)) for name in ("event", "name", "why", "term") if hasattr(row, name)),
                "",
            )
            return f"{key}: {escape(words)} {link(url, 'Page') if url else ''}"


def day_labels(start: dt.datetime, count: int) -> list[str]:
    """Return short labels of the days from `start`."""
    days = [start + dt.timedelta(days=n) for n in range(count)]
    return [f"{day.day} {day:%b}" for day in days]
