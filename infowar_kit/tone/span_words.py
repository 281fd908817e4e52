"""What is said of a mark, in words: who else has it, and how its borders lie to the key's."""

from __future__ import annotations

from collections.abc import Sequence

from infowar_kit.corpus.event import EventSettings
from infowar_kit.say import in_quotes, listed, plural, say
from infowar_kit.tone.methods.agreement import Span
from infowar_kit.tone.methods.annotators import ANNOTATORS
from infowar_kit.tone.methods.span_match import shared_words

# Words of a mark that feedback gives back in full; of a longer one the reader needs to know only which it is.
MOST_WORDS = 30
EDGE = 6


def quoted(text: str, span: Span) -> str:
    """Return the words of a mark in quotation marks, with its middle left out where it is long."""
    words = text[span.start : span.end].split()
    if len(words) > MOST_WORDS:
        words = [*words[:EDGE], "…", *words[-EDGE:]]
        return in_quotes(" ".join(words))
    return in_quotes(text[span.start : span.end])


def also_words(others: Sequence[str], event: EventSettings) -> str:
    """Return in a sentence which of the annotators marked about the same."""
    both, one = (f" ({kind})" if kind else "" for kind in event.annotator_kinds)
    if len(others) == len(ANNOTATORS):
        return say("Both annotators{kind} marked it too.", kind=both)
    if others:
        other = next(name for name in ANNOTATORS if name not in others)
        return say("Annotator {name}{kind} marked it too, annotator {other} did not.",
                   name=others[0], kind=one, other=other)  # fmt: skip
    return say("Neither of the two annotators{kind} marked it.", kind=both)


def borders(text: str, spans: Sequence[Span], key: Sequence[Span], span: Span) -> str:
    """Return how the words of a mark and of the key overlap, as a student says it."""
    near = [s for s in spans if any(s.start < k.end and k.start < s.end for k in key)] or [span]
    both, mine, theirs = shared_words(text, near, key)
    if not mine and not theirs:
        return say("The same words as in the key.")
    parts = [plural("{number} word shared with the key", "{number} words shared with the key", both)]
    parts += [plural("{number} only in yours", "{number} only in yours", mine)] if mine else []
    parts += [plural("{number} only in the key’s", "{number} only in the key’s", theirs)] if theirs else []
    return f"{listed(parts)}."


def counted_words(key: int, missed: int, marks: int, again: int) -> str:
    """Return in words how many spans were found and how many are left."""
    if not marks:
        said = [
            plural("The key has {number} span here.", "The key has {number} spans here.", key),
            say("Ask of each sentence: what is it meant to make me do?"),
        ]
    else:
        said = [
            plural("You found {hit} of the {number} span of the key.",
                  "You found {hit} of the {number} spans of the key.", key, hit=key - missed)
        ]  # fmt: skip
    if again and again == marks:
        said.append(plural("Look at your mark once more.", "Look at your {number} marks once more.", marks))
    elif again:
        said.append(
            plural("Look once more at {again} of your {number} mark.",
                  "Look once more at {again} of your {number} marks.", marks, again=again)
        )  # fmt: skip
    return " ".join(said)
