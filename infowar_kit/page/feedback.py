"""Feedback as HTML: verdict in a word and a sign, then reason by reason with the rows it rests on."""

from __future__ import annotations

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.read_here import grounds
from infowar_kit.page.marked import marked_html
from infowar_kit.page.row_line import row_line
from infowar_kit.say import plural, say
from infowar_kit.tasks import VERDICT_WORDS, Feedback, Reason
from infowar_kit.text import escape, inline, prose

SIGNS = {"right": "✓", "partly": "◐", "wrong": "✗", "noted": "•"}


def grounds_notes(corpus: Corpus, rows: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a reader should know of the pages that a reason rests on, where they are thin.

    Parameters
    ----------
    corpus : Corpus
        Where the rows stand.
    rows : tuple of str
        Rows of a reason, as ``table:id``.
    """
    found = grounds(corpus, rows)
    notes = []
    if found.unread:
        notes.append(
            plural(
                "Rests on one page that nobody here has read: what it says was noted by others.",
                "Rests on {number} pages that nobody here has read: what they say was noted by others.",
                len(found.unread),
            )
        )
    if found.inferred:
        notes.append(say("This is our inference: no page says it in so many words."))
    return tuple(notes)


def _grounds_html(corpus: Corpus, rows: tuple[str, ...]) -> str:
    notes = grounds_notes(corpus, rows)
    return "".join(f'<p class="iwk-small iwk-grounds">{escape(note)}</p>' for note in notes)


def evidence_html(corpus: Corpus, rows: tuple[str, ...]) -> str:
    """Return the rows that something rests on, folded away, and where they are thin; else nothing."""
    if not rows:
        return ""
    lines = "".join(f"<li>{row_line(corpus, ref)}</li>" for ref in rows)
    head = escape(plural("Evidence: {number} row", "Evidence: {number} rows", len(rows)))
    folded = f"<details><summary>{head}</summary><ul>{lines}</ul></details>"
    return folded + _grounds_html(corpus, rows)


def reason_html(corpus: Corpus, reason: Reason) -> str:
    """Return one reason with the rows it rests on, folded away."""
    said = f"<em>{inline(reason.said)}</em> " if reason.said else ""
    sign = f"{SIGNS[reason.verdict]} {escape(VERDICT_WORDS[reason.verdict])}."
    text = reason.marked
    shown = f"<p>{marked_html(text.text, text.words, text.language)}</p>" if text else ""
    rest = ""
    if reason.consequence:
        rest += f"<p><strong>{escape(say('For the claim:'))}</strong> {escape(reason.consequence)}</p>"
    if reason.remark:
        rest += f'<p class="iwk-small">{escape(reason.remark)}</p>'
    return f"<li>{shown}{sign} {said}{prose(reason.text)}{evidence_html(corpus, reason.rows)}{rest}</li>"


def reasons_html(corpus: Corpus, reasons: tuple[Reason, ...] | list[Reason]) -> str:
    """Return reasons as a list; those that a summary shows are left to it."""
    lines = "".join(reason_html(corpus, reason) for reason in reasons if not reason.tabled)
    return f"<ul>{lines}</ul>" if lines else ""


def feedback_html(corpus: Corpus, feedback: Feedback) -> str:
    """Return feedback: verdict in a word and a sign, then reason by reason."""
    verdict = escape(VERDICT_WORDS[feedback.verdict])
    head = f"{SIGNS[feedback.verdict]} {verdict}. {inline(feedback.headline)}"
    listed = reasons_html(corpus, feedback.reasons)
    return f'<div class="iwk-feedback iwk-{feedback.verdict}"><p class="iwk-verdict">{head}</p>{listed}</div>'


def note_html(text: str) -> str:
    """Return a note that the learner must not miss."""
    if not text:
        return ""
    return f'<div class="iwk-note"><p><strong>{escape(say("Please note."))}</strong> {escape(text)}</p></div>'


def hint_html(hint: str) -> str:
    """Return a hint."""
    return f'<div class="iwk-feedback"><p class="iwk-verdict">{escape(say("Hint"))}</p>{prose(hint)}</div>'
