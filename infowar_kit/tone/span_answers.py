"""An answer of span marking, read: what a mark is, what it must not be, and an objection to the key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from infowar_kit.corpus.packages import Technique
from infowar_kit.errors import AnswerError
from infowar_kit.say import say
from infowar_kit.tone.methods.agreement import Span

FORM = '{"passage": {"spans": [[start, end, "technique"], …]}}'
BECAUSE = "because"
MOST = 1_000  # characters of an objection


def read_span(raw: object, techniques: Mapping[str, Technique], first: int, length: int) -> Span:
    """Return a mark as a `Span`.

    Parameters
    ----------
    raw : object
        What was given as a mark.
    techniques : mapping of str to Technique
        Those that may be marked.
    first, length : int
        First character that can be marked, and the length of the text.

    Raises
    ------
    AnswerError
        If it is none, is empty, does not lie in the passage or has an unknown technique.
    """
    if isinstance(raw, str) or not isinstance(raw, Sequence) or len(raw) != 3:
        raise AnswerError(say("A mark is [start, end, technique]. An answer is {form}.", form=FORM))
    start, end, technique = raw
    if not all(isinstance(place, int) and not isinstance(place, bool) for place in (start, end)):
        raise AnswerError(say("Start and end of a mark are whole numbers: positions in the passage, from 0."))
    if not isinstance(technique, str) or technique not in techniques:
        names = ", ".join(techniques)
        raise AnswerError(
            say("'{word}' is no technique. The techniques are: {names}.",
                word=str(technique)[:60], names=names)
        )  # fmt: skip
    if start == end:
        raise AnswerError(say("The mark is empty. Select at least one word."))
    if not first <= start < end <= length:
        raise AnswerError(
            say(
                "The mark {start} to {end} does not lie in the passage, which can be marked from {first} "
                "to {length}.", start=start, end=end, first=first, length=length,
            )
        )  # fmt: skip
    return Span(start, end, technique)


def with_mark(spans: Sequence[Span], new: Span, name: str) -> tuple[Span, ...]:
    """Return marks with one more, in order; `name` is that of its technique.

    Raises
    ------
    AnswerError
        If it stands there already, or lies on another one of the same technique: a technique never overlaps
        itself.
    """
    if new in spans:
        raise AnswerError(say("These words are marked as '{name}' already.", name=name))
    for old in spans:
        if old.technique == new.technique and old.start < new.end and new.start < old.end:
            raise AnswerError(
                say(
                    "This lies on another mark of '{name}'. Marks of one technique are joined: remove "
                    "the other one, then mark the whole.", name=name,
                )
            )  # fmt: skip
    return tuple(sorted((*spans, new)))


def raw_marks(given: object) -> Sequence[object]:
    """Return the marks of one passage as they were given.

    Raises
    ------
    AnswerError
        If there are none and nothing says that this is meant, or both are said.
    """
    raw = given.get("spans") if isinstance(given, Mapping) else None
    if isinstance(raw, str) or not isinstance(raw, Sequence):
        raise AnswerError(say("An answer is {form}.", form=FORM))
    nothing = isinstance(given, Mapping) and given.get("nothing") is True
    if not raw and not nothing:
        raise AnswerError(
            say(
                "Nothing is marked yet. Mark a span, or say that you find nothing to mark: that is an "
                "answer too."
            )
        )
    if raw and nothing:
        raise AnswerError(
            say("You marked something and say that there is nothing to mark. Take one of them back.")
        )
    return raw


def objection(given: object) -> str:
    """Return what a learner objects to the key of a passage; empty where nothing is.

    Raises
    ------
    AnswerError
        If it is no text, or too long.
    """
    words = given.get(BECAUSE, "") if isinstance(given, Mapping) else ""
    if not isinstance(words, str):
        raise AnswerError(say("An objection is a text: I dispute this, because …"))
    if len(words) > MOST:
        raise AnswerError(say("The text is too long. Write {most} characters at most.", most=MOST))
    return words.strip()
