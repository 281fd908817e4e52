"""Hunt the lens's errors: judge each of its findings, and say what it missed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from infowar_kit.corpus.packages import techniques
from infowar_kit.errors import LookupFailed
from infowar_kit.say import Sayings, in_quotes, later, listed, plural, say
from infowar_kit.tasks.feedback import Feedback, Reason, Verdict, over_words, quoted
from infowar_kit.tasks.questions import Pick, PickSeveral, Question
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.task import PartByPart
from infowar_kit.tasks.tries import row_of
from infowar_kit.text import escape
from infowar_kit.tone.finding_html import finding_html, marked
from infowar_kit.tone.lens import STRENGTH_WORDS, Finding
from infowar_kit.tone.methods.hunting import Hunt, hunt

TABLE = "passages"
LEFT = "left"  # what is found of a passage in which the lens missed more than was ticked
JUDGEMENTS = ("right", "false alarm")
JUDGEMENT_WORDS = Sayings({"right": later("right"), "false alarm": later("false alarm")})
SLUGS = {JUDGEMENTS[0]: "right", JUDGEMENTS[1]: "false-alarm"}  # in the names of rows


class LensHunt(PartByPart):
    """Judge findings: an answer is ``{part: {"findings": {"1": "right"}, "missed": ["2"]}}``.

    A key names its passage as the first ``passages:`` among its rows. Findings and sentences are counted
    from 1 in the order of the text; ``missed`` names sentences in which the key has a mark that no finding of
    its technique touches. The key's marks are not shown beside the hunt. What is right follows from the
    adjudicated annotations; no key repeats it. Where one annotator marked and another did not, both hold.

    Raises
    ------
    LookupFailed
        If a key names no passage.
    """

    kind: ClassVar[str] = "lens-hunt"
    form_enough = True  # the switches of its view are for trying out

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

    def sentences(self, part: str) -> dict[str, str]:
        """Return the sentences of a passage by their number. Which of them the key marks is not said."""
        self.key(part)
        one = self.hunts[part]
        return {str(n): one.passage.text[start:end] for n, (start, end) in enumerate(one.sentences, 1)}

    # What is asked

    def sections(self) -> tuple[Section, ...]:
        """Return the passages, each with its findings to judge and its sentences to tick."""
        return tuple(self._section(part, number) for number, part in enumerate(self.parts, 1))

    def _section(self, part: str, number: int) -> Section:
        passage = self.hunts[part].passage
        findings = self.findings(part)
        questions: list[Question] = [
            Pick(
                label=say("Finding {name}", name=name), field=("findings", name), options=JUDGEMENT_WORDS,
                about=f'<p><strong>{name}.</strong> {finding_html(found)}</p>',
                missing=say("In passage {number} findings are not judged yet. Judge all of them",
                            number=number),
            )
            for name, found in findings.items()
        ]  # fmt: skip
        ask = say("In which sentences did the lens miss a technique? Tick none if it missed nothing.")
        # The sentences stand above: both ends are enough to find one, and it need not be read twice.
        short = {name: ends(words, 50) for name, words in self.sentences(part).items()}
        questions.append(PickSeveral(label=ask, field=("missed",), options=short, least=0))
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
        words = say("You agree with the key in {right} of {total}. Read why, and look again.",
                    right=right, total=len(judged))  # fmt: skip
        return words + rest

    def _reasons(self, part: str, judged: Mapping[str, str], chosen: frozenset[str]) -> list[Reason]:
        one, number = self.hunts[part], self.parts.index(part) + 1
        rows = self.key(part).rows
        reasons = []
        for name, found in self.findings(part).items():
            truth = JUDGEMENTS[not one.right(found)]
            holds: Verdict = "right" if judged[name] == truth or one.disputed(found) else "wrong"
            said = quoted(JUDGEMENT_WORDS[judged[name]])
            about = say("Passage {number}, {words}", number=number, words=in_quotes(found.words))
            why = self._why(one, found)
            if holds == "wrong":
                slug = SLUGS[judged[name]]
                why = row_of(self, part, f"if/{name}-{slug}") or self._look(judged[name], found)
            reasons.append(Reason(part, holds, said, why, rows if holds == "right" else (), about=about))
        reasons += self._missed(part, chosen, number)
        if all(reason.verdict == "right" for reason in reasons):
            place = say("Passage {number}:", number=number)
            reasons.append(Reason(part, "noted", place, self.reasons[part], rows))
        return reasons

    def _missed(self, part: str, chosen: frozenset[str], place: int) -> list[Reason]:
        """Hold the sentences that were ticked against what the lens missed; what is left is not named."""
        one, rows, known = self.hunts[part], self.key(part).rows, techniques()
        lies = {mark: {str(number) for number in one.lies_in(mark)} for mark in one.missed}
        reasons = []
        for number in sorted(chosen, key=int):
            words = ends(self.sentences(part)[number]).rstrip(".")
            marked = [known[mark.technique].name for mark, numbers in lies.items() if number in numbers]
            if marked:
                said = say("Passage {number}, missed: {words}.", number=place, words=in_quotes(words))
                why = say("The key marks this, and no finding of it lies here: {names}.",
                          names=listed(list(dict.fromkeys(marked))))  # fmt: skip
                reasons.append(Reason(part, "right", said, why, rows))
            else:
                said = say("Passage {number}, missed: {words}.", number=place, words=in_quotes(words))
                look = say("Which technique would that be, and does no finding lie on it already?")
                why = row_of(self, part, f"if/missed-{number}") or look
                reasons.append(Reason(part, "wrong", said, why))
        left = [mark for mark, numbers in lies.items() if not numbers & chosen]
        if left:
            why = row_of(self, part, "unless/missed") or say(
                "Something more was missed. Read the sentences without a finding once more, and those in "
                "which the finding has another technique."
            )
            said = say("Passage {number}, missed:", number=place)
            reasons.append(Reason(part, "wrong", said, why, finding=LEFT))
        elif not lies and not chosen:
            said = say("Passage {number}, nothing missed:", number=place)
            reasons.append(
                Reason(part, "right", said, say("The key has nothing that the lens missed."), rows)
            )
        return reasons

    def mistakes(self) -> list[tuple[str, ...]]:
        """Return for each passage the wrong judgement of each finding, and that something was left."""
        found: list[tuple[str, ...]] = []
        for part, one in self.hunts.items():
            for name, finding in self.findings(part).items():
                if one.disputed(finding):
                    continue
                found.append((f"{part}/if/{name}-{SLUGS[JUDGEMENTS[one.right(finding)]]}",))
            if one.missed:
                found.append((f"{part}/unless/missed",))
        return found

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
        if one.disputed(found):
            return say("One annotator marked {name} here, another did not. Both answers can be defended.",
                       name=name)  # fmt: skip
        if one.right(found):
            named = name.lower() if name != "FUD" else name
            return say("The key marks {name} here. The lens says: {reason}", name=named, reason=found.reason)
        others = listed(list(dict.fromkeys(known[mark.technique].name for mark in one.elsewhere(found))))
        if others:
            return say("The key marks these words, but as another technique ({others}), not as {name}.",
                       others=others, name=name)  # fmt: skip
        return say("The key marks nothing on these words. The lens took them for {name} and says: {reason}",
                   name=name, reason=found.reason)  # fmt: skip

    def solution(self) -> Feedback:
        """Return the judgement of each finding and what was missed, with the reasons."""
        right = self.right_answer()
        reasons = []
        for part in self.parts:
            found = self._reasons(part, right[part]["findings"], frozenset(right[part]["missed"]))
            both = quoted(*JUDGEMENT_WORDS.values(), last=say("or"))
            open_ones = {
                n for n, one in enumerate(self.findings(part).values()) if self.hunts[part].disputed(one)
            }
            reasons += [
                replace(reason, verdict="noted", said=both if n in open_ones else reason.said)
                for n, reason in enumerate(found)
            ]
            number, known = self.parts.index(part) + 1, techniques()
            for mark in self.hunts[part].missed:
                said = say("In passage {number}, the key marks {words}.", number=number,
                           words=in_quotes(mark.words))  # fmt: skip
                name = known[mark.technique].name
                reasons.append(Reason(part, "noted", said, say("{name}. {why}", name=name, why=mark.why)))
        return Feedback(
            "noted", say("What the key says to each finding, and what the lens missed."), tuple(reasons)
        )

    def laid_over(self, answers: Mapping[str, Any], *parts: str) -> Feedback:
        """Return the key with each judgement at its finding, and what was said of misses below it."""
        solution = self.solution().of(*parts) if parts else self.solution()
        own = {part: value for part, value in answers.items() if not parts or part in parts}
        if not own:
            return solution
        checked, reasons = self.check(own), list[Reason]()
        for part in dict.fromkeys(reason.part for reason in solution.reasons):
            shown = [reason for reason in solution.reasons if reason.part == part]
            mine = [one for one in checked.reasons if one.part == part and one.verdict != "noted"]
            found = len(self.hunts[part].findings) if mine else 0
            judged = zip(shown[:found], mine[:found], strict=True)
            reasons += [replace(one, verdict=its.verdict, yours=its.said) for one, its in judged]
            ticked = {
                its.said: replace(its, yours=over_words(its), said="")
                for its in mine[found:]
                if its.finding != LEFT
            }
            # What was ticked rightly stands in the key too: it takes its place there and is said once.
            reasons += [ticked.pop(one.said, one) for one in shown[found:]]
            reasons += ticked.values()
        return Feedback(checked.verdict, solution.headline, tuple(reasons), laid=True)

    def right_answer(self) -> dict[str, Any]:
        """Return what the adjudicated annotations say to each finding and mark."""
        return {
            part: {
                "findings": {
                    name: JUDGEMENTS[not one.right(found)] for name, found in self.findings(part).items()
                },
                "missed": sorted(
                    {str(number) for mark in one.missed for number in one.lies_in(mark)}, key=int
                ),
            }
            for part, one in self.hunts.items()
        }


def ends(words: str, limit: int = 60) -> str:
    """Return a sentence, or its two ends where it is longer than some characters.

    What a reader looks for may stand at the end: a line without a full stop, as after a sign of fire, runs
    on into the next.
    """
    if len(words) <= limit:
        return words
    half = limit // 2
    first, last = words[:half].rsplit(maxsplit=1)[0], words[-half:].split(maxsplit=1)[-1]
    return f"{first} … {last}"


def _line(name: str, found: Finding) -> str:
    technique = techniques()[found.technique].name
    return say(
        "finding {name}: “{words}” – {technique}, {strength}",
        name=name,
        words=found.words,
        technique=technique,
        strength=STRENGTH_WORDS[found.strength],
    )
