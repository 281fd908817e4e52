"""Questions that need more than a field or a list: cards to open, stretches of a text to mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from infowar_kit.errors import AnswerError
from infowar_kit.say import later, say
from infowar_kit.tasks.questions import Question


@dataclass(frozen=True)
class CardWords:
    """What is said of cards that are opened one by one: of none, of the next, of all, of one, and aloud."""

    none: str
    next: str
    all: str
    one: str
    aloud: str


CLUES = CardWords(
    later("No clue is open yet."), later("Open clue {number} of {total}"), later("All clues are open"),
    later("Clue {number} of {total}"), later("Clue: {words}"),
)  # fmt: skip
SIGHTINGS = CardWords(
    later("No sighting is open yet."), later("Open sighting {number} of {total}"),
    later("All sightings are open"), later("Sighting {number} of {total}"), later("Sighting: {words}"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Reveal(Question):
    """Cards that are opened one by one: the value is how many are open.

    Parameters
    ----------
    cards : sequence of str
        What stands on each, as `text.prose` reads it.
    least : int
        How many must be open before the part can be checked.
    words : CardWords
        What the cards are called.
    """

    cards: Sequence[str]
    least: int = 0
    words: CardWords = CLUES

    def read(self, value: Any) -> int:
        """Return how many are open, none where nothing is said of it; see `Question.read`."""
        if value is None and self.optional:
            return 0
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= len(self.cards):
            raise AnswerError(
                say("The number of opened cards is a whole number from 0 to {most}.", most=len(self.cards))
            )
        if value < self.least:
            raise self._ask()
        return value

    def is_empty(self, value: Any) -> bool:
        """Never: not one open card is an answer too."""
        return False


@dataclass(frozen=True, kw_only=True)
class Spans(Question):
    """Stretches of a text with a label each: the value is a list of ``[start, end, label]``.

    Offsets count Unicode code points; drawing and reading are the business of the kind that asks.

    Parameters
    ----------
    text, language : str
        What is marked.
    labels : mapping of str to str
        Labels to choose from, with their names.
    """

    text: str
    language: str
    labels: Mapping[str, str]

    def read(self, value: Any) -> list[tuple[int, int, str]]:
        """Return the spans; see `Question.read`."""
        if not isinstance(value, list | tuple):
            raise self._ask()
        spans = []
        for one in value:
            if not isinstance(one, list | tuple) or len(one) != 3:
                raise AnswerError(say("A mark is [start, end, label]."))
            start, end, label = one
            whole = all(isinstance(n, int) and not isinstance(n, bool) for n in (start, end))
            if not whole or not 0 <= start < end <= len(self.text):
                raise AnswerError(
                    say(
                        "A mark from {start} to {end} does not lie in the text, which has {length} "
                        "characters.", start=start, end=end, length=len(self.text),
                    )
                )  # fmt: skip
            if not isinstance(label, str) or label not in self.labels:
                raise AnswerError(
                    say(
                        "“{label}” is no label. They are: {known}.", label=label, known=", ".join(self.labels)
                    )
                )
            spans.append((start, end, label))
        return spans

    def is_empty(self, value: Any) -> bool:
        """Never: a text with no mark is an answer too."""
        return value is None
