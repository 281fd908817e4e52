"""Pieces of HTML that several views share. Whatever comes from data is escaped here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.records import Item
from infowar_kit.page.labels import publication_label, who
from infowar_kit.page.row_line import link, row_line
from infowar_kit.tasks import VERDICT_WORDS, Feedback, Reason
from infowar_kit.text import escape, foreign, inline, language_name, prose

__all__ = [
    "SIGNS",
    "day_labels",
    "feedback_html",
    "item_card",
    "link",
    "note_html",
    "reason_html",
    "row_line",
    "table",
]

SIGNS = {"right": "✓", "partly": "◐", "wrong": "✗", "noted": "•"}


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
        f"{link(item.url, 'Page') if item.url else ''}</p></div>"
    )


def reason_html(corpus: Corpus, reason: Reason) -> str:
    """Return one reason with the rows it rests on, folded away."""
    said = f"<em>{inline(reason.said)}</em> " if reason.said else ""
    sign = f"{SIGNS[reason.verdict]} {VERDICT_WORDS[reason.verdict]}."
    rows = ""
    if reason.rows:
        lines = "".join(f"<li>{row_line(corpus, ref)}</li>" for ref in reason.rows)
        count = f"{len(reason.rows)} row{'' if len(reason.rows) == 1 else 's'}"
        rows = f"<details><summary>Evidence: {count}</summary><ul>{lines}</ul></details>"
    return f"<li>{sign} {said}{prose(reason.text)}{rows}</li>"


def feedback_html(corpus: Corpus, feedback: Feedback) -> str:
    """Return feedback: verdict in a word and a sign, then reason by reason."""
    head = f"{SIGNS[feedback.verdict]} {VERDICT_WORDS[feedback.verdict]}. {inline(feedback.headline)}"
    reasons = "".join(reason_html(corpus, reason) for reason in feedback.reasons)
    listed = f"<ul>{reasons}</ul>" if reasons else ""
    return f'<div class="iwk-feedback iwk-{feedback.verdict}"><p class="iwk-verdict">{head}</p>{listed}</div>'


def note_html(text: str) -> str:
    """Return a note that the learner must not miss."""
    return f'<div class="iwk-note"><p><strong>Please note.</strong> {escape(text)}</p></div>' if text else ""


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table that becomes a list on a narrow page; its cells are HTML already."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(
        "<tr>"
        + "".join(
            f'<td data-label="{escape(name)}">{cell}</td>' for name, cell in zip(heads, row, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def day_labels(start: dt.datetime, count: int) -> list[str]:
    """Return short labels of the days from `start`."""
    days = [start + dt.timedelta(days=n) for n in range(count)]
    return [f"{day.day} {day:%b}" for day in days]
