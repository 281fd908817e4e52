"""Feedback as HTML: verdict in a word and a sign, then reason by reason with the rows it rests on."""

from __future__ import annotations

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.read_here import grounds
from infowar_kit.page.marked import marked_html
from infowar_kit.page.row_line import row_line
from infowar_kit.say import plural, say
from infowar_kit.tasks import VERDICT_WORDS, Feedback, Reason
from infowar_kit.tasks.feedback import head_words, said_once, said_words, yours_words
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
    lines = [line for ref in dict.fromkeys(rows) if (line := row_line(corpus, ref))]
    if not lines:
        return ""
    head = escape(plural("Evidence: {number} row", "Evidence: {number} rows", len(lines)))
    listed = "".join(f"<li>{line}</li>" for line in dict.fromkeys(lines))
    return f"<details><summary>{head}</summary><ul>{listed}</ul></details>{_grounds_html(corpus, rows)}"


def reason_html(corpus: Corpus, reason: Reason, *, bare: bool = False) -> str:
    """Return one reason with the rows it rests on, folded away; with `bare`, without its verdict."""
    text = reason.marked
    words = marked_html(text.text, text.words, text.language) if text else ""
    shown = f'<p class="iwk-marked">{words}</p>' if text else ""
    rest = ""
    if reason.consequence:
        rest += f"<p>{escape(reason.consequence)}</p>"
    if reason.remark:
        rest += f'<p class="iwk-small">{inline(reason.remark)}</p>'
    sentence = said_words(reason)
    said = f"<em>{inline(sentence)}</em> " if sentence else ""
    if reason.yours:
        # The learner's own answer stays visible, with its verdict; what holds is laid below it.
        words = inline(yours_words(reason))
        head = f'<p class="iwk-yours iwk-{reason.verdict}">{SIGNS[reason.verdict]} {words}</p>'
    else:
        words = "" if bare or reason.verdict == "noted" else VERDICT_WORDS[reason.verdict]
        twice = not words or reason.text.startswith(f"{words}.")
        sign = "" if bare or reason.verdict == "noted" else f"{SIGNS[reason.verdict]} "
        head = sign if twice else f"{sign}{escape(words)}. "
    return f"<li>{shown}{head}{said}{prose(reason.text)}{evidence_html(corpus, reason.rows)}{rest}</li>"


def reasons_html(corpus: Corpus, reasons: tuple[Reason, ...] | list[Reason], *, bare: bool = False) -> str:
    """Return reasons as a list; those that a summary shows are left to it."""
    lines = "".join(reason_html(corpus, reason, bare=bare) for reason in reasons if not reason.tabled)
    return f"<ul>{lines}</ul>" if lines else ""


def feedback_html(corpus: Corpus, feedback: Feedback) -> str:
    """Return feedback: verdict in a word and a sign, then reason by reason."""
    words = head_words(feedback)
    twice = not words or feedback.headline.startswith(f"{words}.")
    sign = f"{SIGNS[feedback.verdict]} " if words else ""
    head = f"{sign}{'' if twice else f'{escape(words)}. '}{inline(feedback.headline)}"
    listed = reasons_html(corpus, feedback.reasons, bare=said_once(feedback))
    verdict = feedback.verdict if words else "noted"
    return f'<div class="iwk-feedback iwk-{verdict}"><p class="iwk-verdict">{head}</p>{listed}</div>'


def note_html(text: str) -> str:
    """Return a note that the learner must not miss."""
    if not text:
        return ""
    return f'<div class="iwk-note"><p><strong>{escape(say("Please note."))}</strong> {escape(text)}</p></div>'


def hint_html(hint: str) -> str:
    """Return a hint."""
    return f'<div class="iwk-feedback"><p class="iwk-verdict">{escape(say("Hint"))}</p>{prose(hint)}</div>'
