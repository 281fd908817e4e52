"""Hunt the lens's errors: judge each of its findings, and say what it missed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from infowar_kit.corpus.packages import techniques
from infowar_kit.errors import AnswerError, LookupFailed
from infowar_kit.tasks.feedback import Feedback, Reason, Verdict
from infowar_kit.tasks.task import PartByPart
from infowar_kit.tone.lens import Finding
from infowar_kit.tone.methods.hunting import Hunt, hunt

TABLE = "passages"
JUDGEMENTS = ("right", "false alarm")
MARKED = ("missed", "found")


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

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Hold each judgement against the key of the passages; see `Task.check`."""
        if not answer:
            raise AnswerError("No passage is judged yet. Judge every finding of at least one, then check.")
        reasons: list[Reason] = []
        for part, given in answer.items():
            judged, chosen = self._judgement(part, given)
            reasons += self._reasons(part, judged, chosen)
        right = sum(reason.verdict == "right" for reason in reasons)
        judgements = sum(reason.verdict != "noted" for reason in reasons)
        left = len(self.parts) - len(answer)
        rest = f" {left} passage{'s' * (left > 1)} not judged yet." if left else ""
        if right == judgements:
            return Feedback("right", f"You agree with the key in all of it.{rest}", tuple(reasons))
        headline = (
            f"You agree with the key in {right} of {judgements}. Read the reasons and look again.{rest}"
        )
        return Feedback("partly" if right else "wrong", headline, tuple(reasons))

    def _judgement(self, part: str, given: object) -> tuple[dict[str, str], frozenset[str]]:
        self.key(part)
        number = self.parts.index(part) + 1
        if not isinstance(given, Mapping) or not isinstance(given.get("findings", {}), Mapping):
            raise AnswerError('An answer is {part: {"findings": {"1": "right"}, "missed": ["1"]}}.')
        judged, findings = dict(given.get("findings", {})), self.findings(part)
        for name, value in judged.items():
            if name not in findings:
                listed = ", ".join(findings) or "none"
                raise AnswerError(f"Passage {number} has no finding '{name}'. Its findings are: {listed}.")
            if value not in JUDGEMENTS:
                raise AnswerError(f"'{value}' is no judgement. Choose one of: {', '.join(JUDGEMENTS)}.")
        if waiting := [name for name in findings if name not in judged]:
            listed = ", ".join(waiting)
            raise AnswerError(
                f"In passage {number} findings are not judged yet: {listed}. Judge all of them."
            )
        chosen, marks = given.get("missed", []), self.marks(part)
        if not isinstance(chosen, list | tuple) or len(set(map(str, chosen))) < len(chosen):
            raise AnswerError("What was missed is a list of numbers, each at most once.")
        for name in chosen:
            if name not in marks:
                listed = ", ".join(marks) or "none"
                raise AnswerError(f"Passage {number} has no mark '{name}'. Its marks are: {listed}.")
        return judged, frozenset(chosen)

    def _reasons(self, part: str, judged: Mapping[str, str], chosen: frozenset[str]) -> list[Reason]:
        one, number = self.hunts[part], self.parts.index(part) + 1
        rows = self.key(part).rows
        reasons = []
        for name, found in self.findings(part).items():
            truth = JUDGEMENTS[not one.right(found)]
            holds: Verdict = "right" if judged[name] == truth else "wrong"
            said = f"Passage {number}, “{found.words}”: {judged[name]}"
            reasons.append(Reason(part, holds, said, self._why(one, found), rows))
        gone = {str(index) for index, mark in enumerate(one.marks, 1) if mark in one.missed}
        for name, words in self.marks(part).items():
            truth, said = MARKED[name not in gone], MARKED[name not in chosen]
            holds = "right" if truth == said else "wrong"
            text = (
                "No cue of this technique fires on these words."
                if name in gone
                else "A cue of this technique fires on some of these words."
            )
            reasons.append(Reason(part, holds, f"Passage {number}, {words}: {said}", text, rows))
        reasons.append(Reason(part, "noted", f"Passage {number}", self.reasons[part], rows))
        return reasons

    def _why(self, one: Hunt, found: Finding) -> str:
        known = techniques()
        name = known[found.technique].name
        if one.right(found):
            return (
                f"The key marks {name.lower() if name != 'FUD' else name} here. The lens says: {found.reason}"
            )
        others = ", ".join(dict.fromkeys(known[mark.technique].name for mark in one.elsewhere(found)))
        if others:
            return f"The key marks these words, but as another technique ({others}), not as {name}."
        return f"The key marks nothing on these words. The lens took them for {name}: {found.reason}"

    def solution(self) -> Feedback:
        """Return the judgement of each finding and what was missed, with the reasons."""
        reasons: list[Reason] = []
        for part, one in self.hunts.items():
            judged = {name: JUDGEMENTS[not one.right(found)] for name, found in self.findings(part).items()}
            gone = {str(number) for number, mark in enumerate(one.marks, 1) if mark in one.missed}
            reasons += self._reasons(part, judged, frozenset(gone))
        return Feedback(
            "noted", "What the key says to each finding, and what the lens missed.", tuple(reasons)
        )

    def lines(self) -> list[str]:
        """Return the passages with the lens's findings."""
        lines = []
        for number, (part, one) in enumerate(self.hunts.items(), 1):
            lines.append(f"Passage {number}: {one.passage.text}")
            lines += [
                f"- finding {name}: “{found.words}” – {techniques()[found.technique].name}, {found.strength}"
                for name, found in self.findings(part).items()
            ]
        return lines
