"""Mark techniques in passages whose outlet and side are hidden, and hold the marks against others'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from infowar_kit.corpus.packages import Technique, techniques
from infowar_kit.corpus.teaching_records import Passage
from infowar_kit.errors import AnswerError, LookupFailed
from infowar_kit.tasks.feedback import Feedback, Reason, Verdict
from infowar_kit.tasks.task import PartByPart
from infowar_kit.tone.methods.agreement import Span
from infowar_kit.tone.methods.annotators import ANNOTATORS, KEY, first_character, spans_of
from infowar_kit.tone.methods.side_balance import Balance, balance, marked
from infowar_kit.tone.methods.span_match import Match, found, marks_it, match, shared_words

WHOLE = "The passage as a whole"
FORM = '{"passage": {"spans": [[start, end, "technique"], …]}}'


class SpanAnnotator(PartByPart):
    """Mark spans: an answer is ``{part: {"spans": [[start, end, technique], …]}}``.

    Offsets count Unicode code points, and `end` is the position after the last one. "Nothing to mark" is an
    answer too and is said in so many words: ``{part: {"spans": [], "nothing": True}}``. Each key names its
    passage in `rows`; what is right stands in the corpus's annotations.

    Raises
    ------
    LookupFailed
        If a key does not name one passage.
    """

    kind: ClassVar[str] = "span-annotator"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.techniques: Mapping[str, Technique] = techniques()
        self._passages: dict[str, Passage] = {}
        for key in self.keys:
            named = key.named("passages")
            if len(named) != 1:
                raise LookupFailed(f"The key '{self.id}/{key.part}' does not name one passage in its rows.")
            self._passages[key.part] = self.corpus.get("passages", named[0])

    def passage(self, part: str) -> Passage:
        """Return the passage of a part."""
        return self._passages[self.key(part).part]

    def first(self, part: str) -> int:
        """Return the first character that can be marked."""
        return first_character(self.passage(part))

    def spans(self, part: str, annotator: str = KEY) -> tuple[Span, ...]:
        """Return what an annotator, or the key, marks in a passage."""
        return spans_of(self.corpus, self.passage(part).passage_id, annotator)

    # What may be marked

    def span(self, part: str, raw: object) -> Span:
        """Return a mark as a `Span`.

        Raises
        ------
        AnswerError
            If it is none, is empty, does not lie in the passage or has an unknown technique.
        """
        if isinstance(raw, str) or not isinstance(raw, Sequence) or len(raw) != 3:
            raise AnswerError(f"A mark is [start, end, technique]. An answer is {FORM}.")
        start, end, technique = raw
        if not all(isinstance(place, int) and not isinstance(place, bool) for place in (start, end)):
            raise AnswerError("Start and end of a mark are whole numbers: positions in the passage, from 0.")
        if not isinstance(technique, str) or technique not in self.techniques:
            names = ", ".join(self.techniques)
            raise AnswerError(f"'{str(technique)[:60]}' is no technique. The techniques are: {names}.")
        first, length = self.first(part), len(self.passage(part).text)
        if start == end:
            raise AnswerError("The mark is empty. Select at least one word.")
        if not first <= start < end <= length:
            raise AnswerError(
                f"The mark {start} to {end} does not lie in the passage, which can be marked from {first} to "
                f"{length}."
            )
        return Span(start, end, technique)

    def with_span(self, part: str, spans: Sequence[Span], raw: object) -> tuple[Span, ...]:
        """Return marks with one more, in order.

        Raises
        ------
        AnswerError
            If the new mark cannot be used; see `span`. Or it stands there already, or lies on another one of
            the same technique: a technique never overlaps itself.
        """
        new = self.span(part, raw)
        name = self.techniques[new.technique].name
        if new in spans:
            raise AnswerError(f"These words are marked as '{name}' already.")
        for old in spans:
            if old.technique == new.technique and old.start < new.end and new.start < old.end:
                raise AnswerError(
                    f"This lies on another mark of '{name}'. Marks of one technique are joined: remove the "
                    f"other one, then mark the whole."
                )
        return tuple(sorted((*spans, new)))

    def _given(self, part: object, given: object) -> tuple[Span, ...]:
        name = self.key(part).part
        raw = given.get("spans") if isinstance(given, Mapping) else None
        if isinstance(raw, str) or not isinstance(raw, Sequence):
            raise AnswerError(f"An answer is {FORM}.")
        nothing = isinstance(given, Mapping) and given.get("nothing") is True
        if not raw and not nothing:
            raise AnswerError(
                "Nothing is marked yet. Mark a span, or say that you find nothing to mark: that is an "
                "answer too."
            )
        if raw and nothing:
            raise AnswerError(
                "You marked something and say that there is nothing to mark. Take one of them back."
            )
        spans: tuple[Span, ...] = ()
        for one in raw:
            spans = self.with_span(name, spans, one)
        return spans

    # Checking

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Hold marks against the key and both annotators; see `Task.check`."""
        if not answer:
            raise AnswerError("Nothing is marked yet. Mark a span, then check.")
        given = {part: self._given(part, one) for part, one in answer.items()}
        checked = [self._checked(part, given[part]) for part in self.parts if part in given]
        reasons = tuple(reason for one in checked for reason in one.reasons)
        if len(checked) == 1:
            return checked[0]
        verdicts = {one.verdict for one in checked}
        verdict: Verdict = verdicts.pop() if len(verdicts) == 1 else "partly"
        right = sum(one.verdict == "right" for one in checked)
        return Feedback(verdict, f"As the key has it on {right} of {len(checked)} passages.", reasons)

    def _checked(self, part: str, spans: tuple[Span, ...]) -> Feedback:
        key = self.spans(part)
        matches = [match(span, spans, key) for span in spans]
        reasons = [self._reason(part, spans, one) for one in matches]
        hit, fits = len(found(key, spans)), sum(one.fit == "fits" for one in matches)
        if hit == len(key) and fits == len(spans):
            words = (
                f"All {len(key)} spans of the key, and none beyond." if key else "The key has nothing here."
            )
            note = Reason(part, "noted", WHOLE, self.reasons[part], self.key(part).rows)
            return Feedback("right", words, (*reasons, note))
        if not key:
            text = "The key has nothing here. Read each of your marks alone: what is it to move you to?"
            verdict: Verdict = "partly" if any(r.verdict == "partly" for r in reasons) else "wrong"
            return Feedback(verdict, text, tuple(reasons))
        missed = len(key) - hit
        words = f"You found {hit} of the {len(key)} spans of the key." if key else ""
        if missed and not spans:
            words = f"The key has {_spans(len(key))} here. Ask of each sentence: what is it to make me do?"
        elif missed:
            words += f" {_spans(missed).capitalize()} more to find."
        if fits < len(spans):
            words += f" To look at once more: {len(spans) - fits} of your {_spans(len(spans))}."
        return Feedback("partly" if hit or fits else "wrong", words.strip(), tuple(reasons))

    def _reason(self, part: str, spans: tuple[Span, ...], one: Match) -> Reason:
        text, span = self.passage(part).text, one.span
        technique = self.techniques[span.technique]
        said = f"{technique.name}: “{text[span.start : span.end]}”"
        also = self._also(part, span)
        if one.fit == "fits":
            why = " ".join(dict.fromkeys(self._why(part, key) for key in one.touched))
            borders = _borders(text, [s for s in spans if s.technique == span.technique], one.touched, span)
            return Reason(part, "right", said, f"{borders} {why} {also}")
        if one.fit in ("too wide", "too short"):
            borders = _borders(text, [span], one.touched, span)
            advice = (
                "Take the shortest stretch that still shows the technique."
                if one.fit == "too wide"
                else "Take enough that somebody who sees only your span sees the technique."
            )
            return Reason(part, "partly", said, f"The right place. {borders} {advice} {also}")
        if one.fit == "other technique":
            text = "The key has another technique here. Which one does the work on these words?"
            return Reason(part, "partly", said, f"{text} {also}")
        near = f"Compare what is *not* this technique: “{technique.near_miss}” {technique.near_miss_reason}"
        verdict: Verdict = "partly" if "Annotator" in also or "Both" in also else "wrong"
        return Reason(part, verdict, said, f"The key does not have it. {also} {near}")

    def _also(self, part: str, span: Span) -> str:
        """Return which of the annotators marked about the same."""
        who = [name for name in ANNOTATORS if marks_it(self.spans(part, name), span)]
        people, one = (f" ({kind})" if kind else "" for kind in self.corpus.event.annotator_kinds)
        if len(who) == len(ANNOTATORS):
            return f"Both annotators{people} marked it too."
        if who:
            other = next(name for name in ANNOTATORS if name not in who)
            return f"Annotator {who[0]}{one} marked it too, annotator {other} did not."
        return f"Neither of the two annotators{people} marked it."

    def _why(self, part: str, span: Span) -> str:
        passage = self.passage(part).passage_id
        for row in self.corpus.annotations:
            if (row.passage, row.annotator, row.start, row.end, row.technique) == (
                passage, KEY, span.start, span.end, span.technique,
            ):  # fmt: skip
                return row.why
        return ""

    # Solution, state, sides

    def solution(self) -> Feedback:
        """Return the key of all passages, with reasons."""
        return self.solution_of(*self.parts)

    def solution_of(self, *parts: str) -> Feedback:
        """Return the key of some passages, with reasons."""
        reasons = []
        for part in parts:
            text = self.passage(part).text
            for span in self.spans(part):
                said = f"{self.techniques[span.technique].name}: “{text[span.start : span.end]}”"
                also = self._also(part, span)
                reasons.append(Reason(part, "noted", said, f"{self._why(part, span)} {also}"))
            reasons.append(Reason(part, "noted", WHOLE, self.reasons[part], self.key(part).rows))
        return Feedback("noted", "What the key has, and why. A good reason beats a key.", tuple(reasons))

    def sides(self, answers: Mapping[str, Any]) -> Balance:
        """Return what was marked on either side. For the learner's eyes: it is saved nowhere."""
        done = [(self.passage(part), part) for part in self.parts if part in answers]
        return balance(
            [
                marked(passage.pair, passage.side, self._given(part, answers[part]), self.spans(part))
                for passage, part in done
                if passage.pair
            ],
            {side.passages: side.speaks for side in self.corpus.event.sides},
        )

    def lines(self) -> list[str]:
        """Return the passages, without outlet and side."""
        return [f"- Passage {n}. {self.passage(part).text}" for n, part in enumerate(self.parts, 1)]


def _spans(count: int) -> str:
    return f"{count} span{'' if count == 1 else 's'}"


def _borders(text: str, spans: Sequence[Span], key: Sequence[Span], span: Span) -> str:
    """Return how the words of a mark and of the key overlap, as a student says it."""
    near = [s for s in spans if any(s.start < k.end and k.start < s.end for k in key)] or [span]
    both, mine, theirs = shared_words(text, near, key)
    if not mine and not theirs:
        return "The same words as in the key."
    parts = [f"{both} word{'' if both == 1 else 's'} shared with the key"]
    parts += [f"{mine} only in yours"] if mine else []
    parts += [f"{theirs} only in the key's"] if theirs else []
    return ", ".join(parts).capitalize() + "."
