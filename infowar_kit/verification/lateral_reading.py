"""Read laterally: leave a page, choose from a page of results what to open, and judge again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from infowar_kit.corpus.records import Source
from infowar_kit.corpus.teaching_records import Card
from infowar_kit.errors import AnswerError
from infowar_kit.say import later, listed, plural, say
from infowar_kit.tasks.feedback import Feedback, Reason, overall
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.task import PartByPart, Steps
from infowar_kit.tasks.tries import wrong
from infowar_kit.text import escape, inline
from infowar_kit.verification.admiralty import LETTERS, OFF_WORDS, lettered, off_scale
from infowar_kit.verification.known import known_of
from infowar_kit.verification.lateral_path import Path, Step, way
from infowar_kit.verification.methods.track_record import FATE_WORDS, FATES, TrackRecord, track_record
from infowar_kit.verification.results import Result, result_of

TOO_LITTLE = later("Too little to say: this collection follows fewer than three of its claims.")
PASSED_ON = later("What it passed on from others is counted too.")
STEPS = Steps(
    previous=later("Previous source"), next=later("Next source"), place=later("Source {number} of {total}.")
)


class LateralReading(PartByPart):
    """Judge sources by what others know of them: a page of results, of which some are opened.

    An answer is ``{part: {"start": letter, "steps": [[card, letter], …], "done": bool}}``; behind each result
    lies a card. A path is saved card by card and grows; nothing of the key is told before it is done. What
    was left closed is a decision too: afterwards each result says what it would have given.
    """

    kind: ClassVar[str] = "lateral-reading"
    steps = STEPS

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
        raise AnswerError(
            say("There is no card {card} on {source}. Its cards: {numbers}.",
                card=position, source=self.source(part).name, numbers=numbers)
        )  # fmt: skip

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
            return [say(TOO_LITTLE)]
        counts = [f"{record.count(fate)} {FATE_WORDS[fate]}" for fate in FATES if record.count(fate)]
        head = plural(
            "Of {number} claim that this collection follows: {counts}.",
            "Of {number} claims that this collection follows: {counts}.",
            len(record.outcomes), counts=listed(counts),
        )  # fmt: skip
        lines = []
        for outcome in record.outcomes:
            claim = self.corpus.claim(outcome.claim).claim
            claim = say("Denied: {claim}", claim=claim) if outcome.denied else claim
            lines.append(f"{claim} – {FATE_WORDS[outcome.fate]}")
        return [f"{head} {say(PASSED_ON)}" if self._passes_on(card) else head, *lines]

    def _passes_on(self, card: Card) -> bool:
        rows = [self.corpus.reference(ref) for ref in card.rows if ref.startswith("evidence:")]
        return any(
            row.bearing == "repeats" and self.corpus.item(row.item).source == card.source for row in rows
        )

    def results(self, part: str) -> tuple[Result, ...]:
        """Return the page of results on a source: one for each card, in the order in which they lie."""
        return tuple(result_of(self.corpus, card, self.card_lines(card)) for card in self.cards(part))

    def sections(self) -> tuple[Section, ...]:
        """Return the sources with their pages of results; only a view of its own can ask this."""
        return tuple(
            Section(part, (), self._whole_face(part), (f"{self.source(part).name}: {self._titles(part)}",))
            for part in self.parts
        )

    def _titles(self, part: str) -> str:
        return "; ".join(result.title for result in self.results(part))

    def _whole_face(self, part: str) -> str:
        results = "".join(f"<li>{result.face}</li>" for result in self.results(part))
        head = escape(self.results_head(part))
        return f'{self.face(part)}<p>{head}</p><ol class="iwk-results">{results}</ol>'

    def results_head(self, part: str) -> str:
        """Return what stands above the page of results."""
        return plural(
            "The page of results has {number} entry. It is made from the tables of this kit and frozen.",
            "The page of results has {number} entries. It is made from the tables of this kit and frozen.",
            len(self.cards(part)),
        )

    def face(self, part: str) -> str:
        """Return the source and its page as HTML: all there is to go by before one leaves the page."""
        source = self.source(part)
        page = say("The page at hand:")
        known = "".join(f"<li>{inline(line)}</li>" for line in known_of(self, part, source))
        return (
            f"<p><strong>{escape(source.name)}</strong></p>"
            f"<p>{escape(page)} {inline(self.text(f'{part}/context'))}</p><ul>{known}</ul>"
        )

    def nothing(self) -> str:
        """Return what is said when nothing is judged."""
        return say("Nothing is judged yet. Give a letter, then open a result or settle.")

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
            raise AnswerError(say("The steps of a path are a list of [card, letter]."))
        start = _letter(found.get("start"), say("Choose a letter before you open a result"))
        made: list[Step] = []
        for step in steps:
            if not isinstance(step, list | tuple) or len(step) != 2:
                raise AnswerError(say("Each step of a path is [card, letter]."))
            card = self.card(part, step[0])
            if card.position in [before.card for before in made]:
                raise AnswerError(
                    say("The result '{title}' is opened twice. Open each at most once.", title=card.title)
                )
            made.append(
                Step(
                    card.position,
                    _letter(step[1], say("Choose a letter after the result '{title}'", title=card.title)),
                )
            )
        done = found.get("done", False)
        if not isinstance(done, bool):
            raise AnswerError(say('"done" is true or false.'))
        return Path(start, tuple(made), done)

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Note a path that goes on; show a finished one beside the key; see `Task.check`."""
        if not answer:
            raise AnswerError(self.nothing())
        paths = {part: self.path(part, given) for part, given in answer.items()}
        done = {part: path for part, path in paths.items() if path.done}
        if not done:
            words = say("Your judgement is kept. Open another result, or settle on your letter.")
            return Feedback("noted", words)
        reasons = tuple(self._reason(part, path) for part, path in done.items())
        inside = all(reason.verdict == "right" for reason in reasons)
        words = (
            say("The results bear your letter out.")
            if inside
            else say("The results point elsewhere. Begin again, or let the reasoning be shown.")
        )
        return Feedback(overall(reasons), words, reasons)

    def _reason(self, part: str, path: Path) -> Reason:
        key = self.key(part)
        inside = path.letter in key.letters
        span = lettered(key.letters)
        if inside:
            said = say("You ended at {letter}, within the key.", letter=path.letter)
            why = f"{say('The key has {span}.', span=span)} {self.reasons[part]}"
            return Reason(part, "right", said, f"{self._way(part, path)}\n\n{why}", key.rows, "within")
        said = say("You ended at {letter}.", letter=path.letter)
        finding = off_scale(path.letter, sorted(key.letters))
        reason = wrong(self, part, said, [path.letter, finding], say(OFF_WORDS[finding]), finding="outside")
        return replace(reason, text=f"{self._way(part, path, told=False)}\n\n{reason.text}")

    def mistakes(self) -> list[tuple[str, ...]]:
        """Return for each source the letters at which a path should not end."""
        return [
            (f"{part}/if/{letter}", f"{part}/if/{off_scale(letter, sorted(self.key(part).letters))}")
            for part in self.parts
            for letter in LETTERS
            if letter not in self.key(part).letters
        ]

    def laid_over(self, answers: Mapping[str, Any], *parts: str) -> Feedback:
        """Return the letters that the results bear out, with what the learner opened and left closed."""
        feedback = super().laid_over(answers, *parts)
        reasons = [
            replace(reason, text=f"{self._way(reason.part, self.path(reason.part, given))}\n\n{reason.text}")
            if (given := answers.get(reason.part)) and given.get("done")
            else reason
            for reason in feedback.reasons
        ]
        return replace(feedback, reasons=tuple(reasons))

    def _way(self, part: str, path: Path, *, told: bool = True) -> str:
        return way(path, {card.position: (card.title, self.card_lines(card)[0]) for card in self.cards(part)},
                   told=told)  # fmt: skip

    def solution(self) -> Feedback:
        """Return the letters that the results bear out, with reasons."""
        reasons = tuple(
            Reason(part, "noted", lettered(self.key(part).letters), self.reasons[part],
                   self.key(part).rows)
            for part in self.parts
        )  # fmt: skip
        return Feedback("noted", say("What the results bear out."), reasons)

    def right_answer(self) -> dict[str, Any]:
        """Return for each source a path through its first result that ends at a letter of the key."""
        answer = {}
        for part in self.parts:
            letter = min(self.key(part).letters)
            steps = [[self.cards(part)[0].position, letter]]
            answer[part] = {"start": letter, "steps": steps, "done": True}
        return answer

    def is_complete(self, answer: Mapping[str, Any]) -> bool:
        """Whether every source was judged to the end."""
        return all(answer.get(part, {}).get("done") for part in self.parts)


def _letter(letter: object, ask: str) -> str:
    if not isinstance(letter, str) or letter not in LETTERS:
        raise AnswerError(f"{ask}: {', '.join(LETTERS)}.")
    return letter
