"""Read laterally: open one card after another on a source and say whether the judgement moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from infowar_kit.corpus.records import Source
from infowar_kit.corpus.teaching_records import Card
from infowar_kit.errors import AnswerError
from infowar_kit.tasks.feedback import Feedback, Reason
from infowar_kit.tasks.task import PartByPart
from infowar_kit.verification.admiralty import LETTERS, letter_span
from infowar_kit.verification.methods.track_record import FATES, TrackRecord, track_record

TOO_LITTLE = "Too little to say: this collection follows fewer than three of its claims."
PASSED_ON = "What it passed on from others is counted too."


@dataclass(frozen=True, slots=True)
class Step:
    """A card opened and the letter given after it."""

    card: int
    letter: str


@dataclass(frozen=True, slots=True)
class Path:
    """A learner's way through the cards on one source.

    Attributes
    ----------
    start : str
        Letter before any card.
    steps : tuple of Step
        Cards in the order in which they were opened.
    done : bool
        Whether the learner has settled on the last letter.
    """

    start: str
    steps: tuple[Step, ...]
    done: bool

    @property
    def letter(self) -> str:
        """The letter that stands now."""
        return self.steps[-1].letter if self.steps else self.start

    @property
    def decided(self) -> int:
        """How many cards were open when the letter took its last value; 0 if it never moved."""
        letters = [self.start, *(step.letter for step in self.steps)]
        moves = [place for place in range(1, len(letters)) if letters[place] != letters[place - 1]]
        return moves[-1] if moves else 0


class LateralReading(PartByPart):
    """Judge sources with cards: ``{part: {"start": letter, "steps": [[card, letter], …], "done": bool}}``.

    A path is saved card by card and grows; nothing of the key is told before it is done. It is not scored.
    """

    kind: ClassVar[str] = "lateral-reading"

    def source(self, part: str) -> Source:
        """Return the source that is judged."""
        return self.corpus.source(self.key(part).source)

    def cards(self, part: str) -> tuple[Card, ...]:
        """Return the cards on a source, in the order in which they lie."""
        source = self.key(part).source
        return tuple(sorted((c for c in self.corpus.cards if c.source == source), key=lambda c: c.position))

    def card(self, part: str, position: object) -> Card:
        """Return a card.

        Raises
        ------
        AnswerError
            If there is none at this position.
        """
        cards = self.cards(part)
        for card in cards:
            if card.position == position and not isinstance(position, bool):
                return card
        numbers = ", ".join(str(card.position) for card in cards)
        raise AnswerError(f"There is no card {position} on {self.source(part).name}. Its cards: {numbers}.")

    def record(self, card: Card) -> TrackRecord:
        """Return how the source's claims fared, for a computed card."""
        rows = [ref.partition(":") for ref in card.rows]
        return track_record(self.corpus, card.source, [key for table, _, key in rows if table == "evidence"])

    def card_lines(self, card: Card) -> list[str]:
        """Return what a card says: a sentence, and for a computed one its claims line by line."""
        if card.kind == "row":
            return [card.text]
        record = self.record(card)
        if not record.enough:
            return [TOO_LITTLE]
        counts = [f"{record.count(fate)} {fate}" for fate in FATES if record.count(fate)]
        head = f"Of {len(record.outcomes)} claims that this collection follows: {', '.join(counts)}."
        lines = [
            f"{'Denied: ' if outcome.denied else ''}{self.corpus.claim(outcome.claim).claim} – {outcome.fate}"
            for outcome in record.outcomes
        ]
        return [f"{head} {PASSED_ON}" if self._passes_on(card) else head, *lines]

    def _passes_on(self, card: Card) -> bool:
        rows = [self.corpus.reference(ref) for ref in card.rows if ref.startswith("evidence:")]
        return any(
            row.bearing == "repeats" and self.corpus.item(row.item).source == card.source for row in rows
        )

    def path(self, part: str, given: object) -> Path:
        """Return an answer to one part as a path.

        Raises
        ------
        AnswerError
            If it is none; the message says what is wrong.
        """
        self.key(part)
        found = given if isinstance(given, Mapping) else {}
        steps = found.get("steps", [])
        if not isinstance(steps, list | tuple):
            raise AnswerError("The steps of a path are a list of [card, letter].")
        start = _letter(found.get("start"), "before you open a card")
        made: list[Step] = []
        for step in steps:
            if not isinstance(step, list | tuple) or len(step) != 2:
                raise AnswerError("Each step of a path is [card, letter].")
            card = self.card(part, step[0])
            if card.position in [before.card for before in made]:
                raise AnswerError(f"The card '{card.title}' is opened twice. Open each at most once.")
            made.append(Step(card.position, _letter(step[1], f"after the card '{card.title}'")))
        done = found.get("done", False)
        if not isinstance(done, bool):
            raise AnswerError('"done" is true or false.')
        if done and not made:
            raise AnswerError("No card is open yet. Open at least one, then settle on a letter.")
        return Path(start, tuple(made), done)

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Note a path that goes on; show a finished one beside the key; see `Task.check`."""
        if not answer:
            raise AnswerError("Nothing is judged yet. Give a letter, then open a card.")
        paths = {part: self.path(part, given) for part, given in answer.items()}
        done = {part: path for part, path in paths.items() if path.done}
        if not done:
            return Feedback("noted", "Your judgement is kept. Open another card, or settle on your letter.")
        reasons = tuple(self._reason(part, path) for part, path in done.items())
        return Feedback("noted", "Your way through the cards, beside the key.", reasons)

    def _reason(self, part: str, path: Path) -> Reason:
        key = self.key(part)
        inside = "within" if path.letter in key.letters else "outside"
        said = f"You ended at {path.letter}, {inside} the key: {letter_span(key.letters)}."
        return Reason(part, "noted", said, f"{self.way(part, path)}\n\n{self.reasons[part]}", key.rows)

    def way(self, part: str, path: Path) -> str:
        """Return the order of the cards and the point of decision in words."""
        steps = [f"*{self.card(part, step.card).title}* {step.letter}" for step in path.steps]
        order = f"You began at {path.start}; then {', '.join(steps)}."
        if not path.decided:
            return f"{order} No card moved your letter."
        title = self.card(part, path.steps[path.decided - 1].card).title
        rest = len(path.steps) - path.decided
        after = f" {rest} more changed nothing." if rest else ""
        return f"{order} Point of decision: *{title}*, card {path.decided} of {len(path.steps)}.{after}"

    def solution(self) -> Feedback:
        """Return the letters that the cards bear out, with reasons."""
        return self.solution_of(*self.parts)

    def solution_of(self, *parts: str) -> Feedback:
        """Return the letters of some sources, with reasons."""
        reasons = [
            Reason(part, "noted", f"{letter_span(self.key(part).letters)}.", self.reasons[part],
                   self.key(part).rows)
            for part in parts
        ]  # fmt: skip
        return Feedback("noted", "What the cards bear out.", tuple(reasons))

    def is_complete(self, answer: Mapping[str, Any]) -> bool:
        """Whether every source was judged to the end."""
        return all(answer.get(part, {}).get("done") for part in self.parts)

    def lines(self) -> list[str]:
        """Return the sources with the titles of their cards."""
        return [
            f"- {self.source(part).name}: {'; '.join(card.title for card in self.cards(part))}"
            for part in self.parts
        ]


def _letter(letter: object, when: str) -> str:
    if not isinstance(letter, str) or letter not in LETTERS:
        raise AnswerError(f"Choose a letter {when}: {', '.join(LETTERS)}.")
    return letter
