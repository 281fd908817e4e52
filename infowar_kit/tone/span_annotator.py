"""Mark techniques in passages whose outlet and side are hidden, and hold the marks against others'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from infowar_kit.corpus.packages import Technique, techniques
from infowar_kit.corpus.teaching_records import Passage
from infowar_kit.errors import AnswerError, LookupFailed
from infowar_kit.say import in_quotes, later, plural, say
from infowar_kit.tasks.feedback import Feedback, Reason, Verdict, over_words
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.special_questions import Spans
from infowar_kit.tasks.task import PartByPart, Steps
from infowar_kit.text import escape
from infowar_kit.tone.methods.agreement import Span
from infowar_kit.tone.methods.annotators import ANNOTATORS, KEY, first_character, spans_of
from infowar_kit.tone.methods.side_balance import Balance, balance, marked
from infowar_kit.tone.methods.span_match import HALF, Match, found, marks_it, match, narrow
from infowar_kit.tone.span_answers import BECAUSE, objection, raw_marks, read_span, with_mark
from infowar_kit.tone.span_words import also_words, borders, counted_words, quoted

WHOLE = later("The passage as a whole:")
PAINTED = later(
    "That is the whole passage, or nearly: whoever marks everything has chosen nothing. Which words do the "
    "work? Take the shortest stretch that still shows the technique."
)
ADVICE = {
    "too wide": later("Take the shortest stretch that still shows the technique."),
    "too short": later("Take enough that somebody who sees only your span sees the technique."),
}
OTHER = later("The key has another technique here. Which one does the work on these words?")
OTHER_ON_PART = later(
    "Only on part of these words has the key a technique, and it is another one. On which words, and which?"
)
STEPS = Steps(
    previous=later("Previous passage"),
    next=later("Next passage"),
    place=later("Passage {number} of {total}."),
)


class SpanAnnotator(PartByPart):
    """Mark spans: an answer is ``{part: {"spans": [[start, end, technique], …]}}``.

    Offsets count Unicode code points, and `end` is the position after the last one. "Nothing to mark" is an
    answer too and is said in so many words: ``{part: {"spans": [], "nothing": True}}``. Who disputes the key
    may say why, under ``"because"``: it is kept with the answer and never judged. Each key names its passage
    in `rows`; what is right stands in the corpus's annotations.

    Raises
    ------
    LookupFailed
        If a key does not name one passage.
    """

    kind: ClassVar[str] = "span-annotator"
    steps = STEPS

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

    # What is asked

    def sections(self) -> tuple[Section, ...]:
        """Return the passages, without outlet and side."""
        names = {slug: technique.name for slug, technique in self.techniques.items()}
        made = []
        for number, part in enumerate(self.parts, 1):
            passage = self.passage(part)
            question = Spans(
                label=say("Marks"),
                field=("spans",),
                text=passage.text,
                language=passage.language,
                labels=names,
            )
            line = say("Passage {number}. {text}", number=number, text=passage.text)
            place = say(STEPS.place, number=number, total=len(self.parts))
            face = f'<p class="iwk-term"><strong>{escape(place)}</strong></p>'
            made.append(Section(part, (question,), face, (line,)))
        return tuple(made)

    def nothing(self) -> str:
        """Return what is said when nothing is marked."""
        return say("Nothing is marked yet. Mark a span, then check.")

    # What may be marked

    def span(self, part: str, raw: object) -> Span:
        """Return a mark as a `Span`; see `read_span`."""
        return read_span(raw, self.techniques, self.first(part), len(self.passage(part).text))

    def with_span(self, part: str, spans: Sequence[Span], raw: object) -> tuple[Span, ...]:
        """Return marks with one more, in order; see `read_span` and `with_mark`."""
        new = self.span(part, raw)
        return with_mark(spans, new, self.techniques[new.technique].name)

    def _given(self, part: object, given: object) -> tuple[Span, ...]:
        name = self.key(part).part
        spans: tuple[Span, ...] = ()
        for one in raw_marks(given):
            spans = self.with_span(name, spans, one)
        return spans

    # Checking

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Hold marks against the key and both annotators; see `Task.check`."""
        if not answer:
            raise AnswerError(self.nothing())
        return self._held(answer)

    def _held(self, answer: Mapping[str, Any], *, beside_key: bool = False) -> Feedback:
        given = {part: self._given(part, one) for part, one in answer.items()}
        disputed = {self.key(part).part: objection(one) for part, one in answer.items()}
        checked = [
            self._disputed(part, self._checked(part, given[part], beside_key), disputed[part])
            for part in self.parts
            if part in given
        ]
        reasons = tuple(reason for one in checked for reason in one.reasons)
        if len(checked) == 1:
            return checked[0]
        verdicts = {one.verdict for one in checked}
        verdict: Verdict = verdicts.pop() if len(verdicts) == 1 else "partly"
        right = sum(one.verdict == "right" for one in checked)
        headline = say("As the key has it on {right} of {total} passages.", right=right, total=len(checked))
        return Feedback(verdict, headline, reasons)

    def _disputed(self, part: str, feedback: Feedback, words: str) -> Feedback:
        if not words:
            return feedback
        note = Reason(part, "noted", say("You dispute this, because:"), words, finding=BECAUSE)
        return replace(feedback, reasons=(*feedback.reasons, note))

    def _match(self, part: str, spans: Sequence[Span], span: Span) -> Match:
        return match(span, spans, self.spans(part), length=len(self.passage(part).text) - self.first(part))

    def _checked(self, part: str, spans: tuple[Span, ...], beside_key: bool) -> Feedback:
        key = self.spans(part)
        matches = [self._match(part, spans, span) for span in spans]
        reasons = [self._reason(part, spans, one, beside_key) for one in matches]
        # A mark that paints far more than the technique finds nothing: else painting all would find all.
        hit, fits = len(found(key, narrow(matches))), sum(one.fit == "fits" for one in matches)
        if hit == len(key) and fits == len(spans):
            words = (
                plural("You found the one span of the key, and marked nothing beyond.",
                      "You found the {number} spans of the key, and marked nothing beyond.", len(key))
                if key
                else say("The key has nothing here.")
            )  # fmt: skip
            note = Reason(part, "noted", say(WHOLE), self.reasons[part], self.key(part).rows)
            return Feedback("right", words, (*reasons, note))
        if not key:
            text = say("The key has nothing here. Read each of your marks alone: what is it to move you to?")
            verdict: Verdict = "partly" if any(r.verdict == "partly" for r in reasons) else "wrong"
            return Feedback(verdict, text, tuple(reasons))
        said = counted_words(len(key), len(key) - hit, len(spans), len(spans) - fits)
        return Feedback("partly" if hit or fits else "wrong", said, tuple(reasons))

    def _reason(self, part: str, spans: tuple[Span, ...], one: Match, beside_key: bool = False) -> Reason:
        text, span = self.passage(part).text, one.span
        technique = self.techniques[span.technique]
        said = say("{words} as “{name}”.", words=quoted(text, span), name=technique.name)
        others = self._others(part, span)
        also = also_words(others, self.corpus.event)
        if one.fit == "fits":
            why = " ".join(dict.fromkeys(self._why(part, key) for key in one.touched))
            overlap = borders(text, [s for s in spans if s.technique == span.technique], one.touched, span)
            # Where the key itself stands above, its reason and the annotators were told there.
            words = overlap if beside_key else f"{overlap} {why} {also}"
            return Reason(part, "right", said, words, finding=one.fit)
        if one.whole:
            return Reason(part, "wrong", said, say(PAINTED), finding=one.fit)
        if one.fit in ("too wide", "too short"):
            # Who marked what about it is not said: they drew other borders, or drew it no more than the key.
            overlap, advice = borders(text, [span], one.touched, span), say(ADVICE[one.fit])
            words = " ".join((say("The right place."), overlap, advice))
            return Reason(part, "partly", said, words, finding=one.fit)
        if one.fit == "other technique":
            words = say(OTHER if one.elsewhere >= HALF else OTHER_ON_PART)
            return Reason(part, "partly", said, f"{words} {also}", finding=one.fit)
        near = say("Compare what is *not* this technique: “{example}” {why}",
                   example=technique.near_miss, why=technique.near_miss_reason)  # fmt: skip
        verdict: Verdict = "partly" if others else "wrong"
        words = f"{say('The key does not have it.')} {also} {near}"
        return Reason(part, verdict, said, words, finding=one.fit)

    def verdict(self, part: str, spans: Sequence[Span], span: Span) -> Verdict:
        """Return how one of some marks stands to the key."""
        return self._reason(part, tuple(spans), self._match(part, spans, span)).verdict

    def _others(self, part: str, span: Span) -> tuple[str, ...]:
        """Return which of the annotators marked about the same."""
        return tuple(name for name in ANNOTATORS if marks_it(self.spans(part, name), span))

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
        reasons = []
        for part in self.parts:
            text = self.passage(part).text
            for span in self.spans(part):
                said = say("The key marks {words} as “{name}”.", words=in_quotes(text[span.start : span.end]),
                           name=self.techniques[span.technique].name)  # fmt: skip
                also = also_words(self._others(part, span), self.corpus.event)
                reasons.append(Reason(part, "noted", said, f"{self._why(part, span)} {also}"))
            reasons.append(Reason(part, "noted", say(WHOLE), self.reasons[part], self.key(part).rows))
        headline = say("What the key has, and why. A good reason beats a key.")
        return Feedback("noted", headline, tuple(reasons))

    def laid_over(self, answers: Mapping[str, Any], *parts: str) -> Feedback:
        """Return the key, and below it each mark of the learner's with its verdict."""
        solution = self.solution().of(*parts) if parts else self.solution()
        own = {part: value for part, value in answers.items() if not parts or part in parts}
        if not own:
            return solution
        checked = self._held(own, beside_key=True)
        marks = tuple(replace(one, yours=over_words(one), said="") for one in checked.reasons if one.finding)
        return Feedback(checked.verdict, solution.headline, (*solution.reasons, *marks), laid=True)

    def right_answer(self) -> dict[str, Any]:
        """Return the marks of the key."""
        return {part: self._right(part) for part in self.parts}

    def _right(self, part: str) -> dict[str, Any]:
        spans = [[span.start, span.end, span.technique] for span in self.spans(part)]
        return {"spans": spans} if spans else {"spans": [], "nothing": True}

    def private(self, part: str) -> bool:
        """Return whether a passage is one of a pair: marks on both sides might be read as an opinion."""
        return bool(self.passage(part).pair)

    def sides(self, answers: Mapping[str, Any]) -> Balance:
        """Return what was marked on either side. For the learner's eyes: it is saved nowhere."""
        done = [(part, self.passage(part)) for part in self.parts if part in answers and self.private(part)]
        return balance(
            [
                marked(
                    passage.pair,
                    passage.side,
                    self._given(part, answers[part]),
                    self.spans(part),
                    length=len(passage.text) - self.first(part),
                )
                for part, passage in done
            ],
            {side.passages: side.speaks for side in self.corpus.event.sides},
        )
