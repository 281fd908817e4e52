"""Hunt the lens's errors: judge each of its findings, and say what it missed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from infowar_kit.corpus.packages import techniques
from infowar_kit.errors import LookupFailed
from infowar_kit.say import Sayings, later, listed, plural, say
from infowar_kit.tasks.feedback import Feedback, Reason, Verdict
from infowar_kit.tasks.questions import Pick, PickSeveral, Question
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.task import PartByPart
from infowar_kit.tasks.tries import row_of
from infowar_kit.text import attribute, direction, escape
from infowar_kit.tone.lens import STRENGTH_WORDS, Finding
from infowar_kit.tone.methods.hunting import Hunt, hunt

TABLE = "passages"
JUDGEMENTS = ("right", "false alarm")
JUDGEMENT_WORDS = Sayings({"right": later("right"), "false alarm": later("false alarm")})
MARKED_WORDS = Sayings({False: later("missed"), True: later("found")})


class LensHunt(PartByPart):
    """Judge findings: an answer is ``{part: {"findings": {"1": "right"}, "missed": ["1"]}}``.

    A key names its passage as the first ``passages:`` among its rows. Findings and marks are counted from 1
    in the order of the text. What is right follows from the adjudicated annotations; no key repeats it.

    Raises
    ------
    LookupFailed
        If a key names no passage.
    """

    kind: ClassVar[str] = "lens-hunt"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.hunts: dict[str, Hunt] = {}
        for key in self.keys:
            named = key.named(TABLE)
            if not named:
                where = f"{self.id}/{key.part}"
                raise LookupFailed(f"The key '{where}' names no passage. Put {TABLE}:… first among its rows.")
            self.hunts[key.part] = hunt(self.corpus, named[0])

    def findings(self, part: str) -> dict[str, Finding]:
        """Return the lens's findings in a passage by their number."""
        self.key(part)
        return {str(number): found for number, found in enumerate(self.hunts[part].findings, 1)}

    def marks(self, part: str) -> dict[str, str]:
        """Return the words that the key marks in a passage, with the technique, by their number."""
        self.key(part)
        known = techniques()
        return {
            str(number): f"“{mark.words}” ({known[mark.technique].name})"
            for number, mark in enumerate(self.hunts[part].marks, 1)
        }

    # What is asked

    def sections(self) -> tuple[Section, ...]:
        """Return the passages, each with its findings to judge and the key's marks to tick."""
        return tuple(self._section(part, number) for number, part in enumerate(self.parts, 1))

    def _section(self, part: str, number: int) -> Section:
        passage = self.hunts[part].passage
        findings, marks = self.findings(part), self.marks(part)
        questions: list[Question] = [
            Pick(
                label=say("Finding {name}", name=name), field=("findings", name), options=JUDGEMENT_WORDS,
                about=f'<p class="iwk-rendering"><strong>{name}.</strong> {finding_html(found)}</p>',
                missing=say("In passage {number} findings are not judged yet. Judge all of them",
                            number=number),
            )
            for name, found in findings.items()
        ]  # fmt: skip
        ask = (
            say("The key marks this. Tick what the lens missed:")
            if marks
            else say("The key marks nothing in this passage.")
        )
        questions.append(PickSeveral(label=ask, field=("missed",), options=marks, least=0))
        title = say("Passage {number}", number=number)
        face = (
            f'<p class="iwk-term"><strong>{escape(title)}</strong></p>'
            f'<p class="iwk-found">{marked(passage.text, passage.language, findings)}</p>'
        )
        line = say("Passage {number}: {text}", number=number, text=passage.text)
        return Section(part, tuple(questions), face, (line, *(_line(n, f) for n, f in findings.items())))

    def lines(self) -> list[str]:
        """Return the passages with the lens's findings."""
        lines = []
        for section in self.sections():
            first, *findings = section.lines
            lines += [first, *(f"- {line}" for line in findings)]
        return lines

    def nothing(self) -> str:
        """Return what is said when no passage is judged."""
        return say("No passage is judged yet. Judge every finding of at least one, then check.")

    # What comes back

    def judge(self, part: str, value: Any) -> Sequence[Reason]:
        """Hold each judgement against the key of the passage."""
        return self._reasons(part, value.get("findings", {}), frozenset(value["missed"]))

    def headline(self, reasons: Sequence[Reason], left: int) -> str:
        """Return in how much one agrees with the key."""
        judged = [reason for reason in reasons if reason.verdict != "noted"]
        right = sum(reason.verdict == "right" for reason in judged)
        rest = plural(" {number} passage not judged yet.", " {number} passages not judged yet.", left)
        rest = rest if left else ""
        if right == len(judged):
            return say("You agree with the key in all of it.") + rest
        words = say("You agree with the key in {right} of {total}. Read the reasons and look again.",
                    right=right, total=len(judged))  # fmt: skip
        return words + rest

    def _reasons(self, part: str, judged: Mapping[str, str], chosen: frozenset[str]) -> list[Reason]:
        one, number = self.hunts[part], self.parts.index(part) + 1
        rows = self.key(part).rows
        place = say("Passage {number}", number=number)
        reasons = []
        for name, found in self.findings(part).items():
            truth = JUDGEMENTS[not one.right(found)]
            holds: Verdict = "right" if judged[name] == truth else "wrong"
            said = f"{place}, “{found.words}”: {JUDGEMENT_WORDS[judged[name]]}"
            why = self._why(one, found)
            if holds == "wrong":
                name_of = f"if/{name}-{judged[name]}"
                why = row_of(self, part, name_of) or self._look(judged[name], found)
            reasons.append(Reason(part, holds, said, why, rows if holds == "right" else ()))
        gone = {str(index) for index, mark in enumerate(one.marks, 1) if mark in one.missed}
        for name, words in self.marks(part).items():
            holds = "right" if (name in gone) == (name in chosen) else "wrong"
            text = (
                say("No cue of this technique fires on these words.")
                if name in gone
                else say("A cue of this technique fires on some of these words.")
            )
            said = f"{place}, {words}: {MARKED_WORDS[name not in chosen]}"
            if holds == "wrong":
                text = (
                    say("Look at the findings above: does one of them lie on these words?")
                    if name in chosen
                    else say("Which finding above lies on these words, with this technique?")
                )
            reasons.append(Reason(part, holds, said, text, rows if holds == "right" else ()))
        if all(reason.verdict == "right" for reason in reasons):
            reasons.append(Reason(part, "noted", place, self.reasons[part], rows))
        return reasons

    def _look(self, judged: str, found: Finding) -> str:
        name = techniques()[found.technique].name
        if judged == JUDGEMENTS[0]:
            return say("What would “{words}” have to do to the reader to be {name}? Does it, here?",
                       words=found.words, name=name)  # fmt: skip
        return say("Read “{words}” in its sentence, and the definition of {name}: what does it do there?",
                   words=found.words, name=name)  # fmt: skip

    def _why(self, one: Hunt, found: Finding) -> str:
        known = techniques()
        name = known[found.technique].name
        if one.right(found):
            named = name.lower() if name != "FUD" else name
            return say("The key marks {name} here. The lens says: {reason}", name=named, reason=found.reason)
        others = listed(list(dict.fromkeys(known[mark.technique].name for mark in one.elsewhere(found))))
        if others:
            return say("The key marks these words, but as another technique ({others}), not as {name}.",
                       others=others, name=name)  # fmt: skip
        return say("The key marks nothing on these words. The lens took them for {name}: {reason}",
                   name=name, reason=found.reason)  # fmt: skip

    def solution(self) -> Feedback:
        """Return the judgement of each finding and what was missed, with the reasons."""
        right = self.right_answer()
        reasons = [
            replace(reason, verdict="noted")
            for part in self.parts
            for reason in self._reasons(part, right[part]["findings"], frozenset(right[part]["missed"]))
        ]
        return Feedback(
            "noted", say("What the key says to each finding, and what the lens missed."), tuple(reasons)
        )

    def right_answer(self) -> dict[str, Any]:
        """Return what the adjudicated annotations say to each finding and mark."""
        return {
            part: {
                "findings": {
                    name: JUDGEMENTS[not one.right(found)] for name, found in self.findings(part).items()
                },
                "missed": [str(n) for n, mark in enumerate(one.marks, 1) if mark in one.missed],
            }
            for part, one in self.hunts.items()
        }


def _line(name: str, found: Finding) -> str:
    technique = techniques()[found.technique].name
    return say(
        "finding {name}: “{words}” – {technique}, {strength}",
        name=name,
        words=found.words,
        technique=technique,
        strength=STRENGTH_WORDS[found.strength],
    )


def finding_html(found: Finding) -> str:
    """Return a finding: its words, what it is taken for, how surely, and why."""
    name = escape(techniques()[found.technique].name)
    lowered = f" {escape(found.lowered_words)}" if found.lowered else ""
    strength = escape(STRENGTH_WORDS[found.strength])
    return f"“{escape(found.words)}” – {name}, {strength}. {escape(found.reason)}{lowered}"


def marked(text: str, language: str, findings: Mapping[str, Finding]) -> str:
    """Return a text as HTML with its findings marked and numbered."""
    out, place = [], 0
    for name, found in findings.items():
        if found.start < place:  # two techniques on the same words: one mark, both numbers in the list
            continue
        same = [key for key, other in findings.items() if other.start == found.start]
        label = escape(", ".join(same) or name)
        out.append(escape(text[place : found.start]))
        out.append(f"<mark><sup>{label}</sup>{escape(text[found.start : found.end])}</mark>")
        place = found.end
    out.append(escape(text[place:]))
    return f'<span lang="{attribute(language)}" dir="{direction(language)}">{"".join(out)}</span>'
