"""Hold published renderings against the original: did the meaning shift, and how?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from infowar_kit.corpus.teaching_records import Key
from infowar_kit.errors import AnswerError, LookupFailed
from infowar_kit.marking import skeleton
from infowar_kit.tasks.feedback import Feedback, Reason, Verdict
from infowar_kit.tasks.task import PartByPart
from infowar_kit.translation.methods.shifts import SHIFT_WORDS, Finding, finding

TABLE = "renderings"


class RenderingCompare(PartByPart):
    """Say of each rendering whether it shifted and how: an answer is ``{part: kind of shift}``.

    A key names its rendering as the first ``renderings:`` among its rows and accepts kinds of shift. Marks
    may come one by one; a new one replaces the old one of the same part.

    Raises
    ------
    LookupFailed
        If a key names no rendering, an empty one, or one without a row of `shifts`; or if it accepts
        something that is no kind of shift.
    """

    kind: ClassVar[str] = "rendering-compare"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.findings: dict[str, Finding] = {key.part: self._finding(key) for key in self.keys}

    def _finding(self, key: Key) -> Finding:
        where = f"The key '{self.id}/{key.part}'"
        named = key.named(TABLE)
        if not named:
            raise LookupFailed(f"{where} names no rendering. Put {TABLE}:… first among its rows.")
        strange = [kind for kind in key.accept if kind not in SHIFT_WORDS]
        if strange:
            raise LookupFailed(
                f"{where} accepts '{strange[0]}', which is no kind of shift. The kinds are: "
                f"{', '.join(SHIFT_WORDS)}."
            )
        found = finding(self.corpus, named[0])
        if not skeleton(found.rendering.text).strip():
            raise LookupFailed(f"{where} names {named[0]}, which has no text to compare.")
        return found

    @property
    def groups(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Term by term, the parts that render it; terms in the order in which they first come.

        Rows of `terms` with the same words and meaning are one term here; the first of them stands for it.
        """
        same: dict[tuple[str, ...], str] = {}
        by_term: dict[str, list[str]] = {}
        for part, found in self.findings.items():
            term = found.term
            first = same.setdefault((term.language, term.term, term.gloss), term.term_id)
            by_term.setdefault(first, []).append(part)
        return tuple((term, tuple(parts)) for term, parts in by_term.items())

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Hold each mark against what moved; see `Task.check`.

        A mark that does not hold is answered with where to look, not with the answer.
        """
        if not answer:
            raise AnswerError("No rendering is marked yet. Choose for at least one what moved, then check.")
        for part, kind in answer.items():
            self.key(part)
            if not isinstance(kind, str) or kind not in SHIFT_WORDS:
                raise AnswerError(f"'{kind}' is no kind of shift. Choose one of: {', '.join(SHIFT_WORDS)}.")
        reasons = tuple(self._reason(key, answer[key.part]) for key in self.keys if key.part in answer)
        right = sum(reason.verdict == "right" for reason in reasons)
        left = len(self.keys) - len(reasons)
        open_parts = f" {left} not marked yet." if left else ""
        if right == len(reasons):
            headline = "All your marks hold." if len(reasons) > 1 else "Your mark holds."
            return Feedback("right", headline + open_parts, reasons)
        headline = f"{right} of {len(reasons)} marks hold. Look at the others again.{open_parts}"
        return Feedback("partly" if right else "wrong", headline, reasons)

    def verdict(self, part: str, kind: str) -> Verdict:
        """Return whether a mark holds."""
        return "right" if kind in self.key(part).accept else "wrong"

    def _reason(self, key: Key, kind: str) -> Reason:
        number = self.parts.index(key.part) + 1
        said = f"{number}. {SHIFT_WORDS[kind]}"
        if self.verdict(key.part, kind) == "right":
            return Reason(key.part, "right", said, self.reasons[key.part], key.rows)
        return Reason(key.part, "wrong", said, self._look(key.part, kind))

    def _look(self, part: str, kind: str) -> str:
        """Return where to look again."""
        found = self.findings[part]
        if found.shift.shift == "faithful":
            return "Hold its gloss against the meaning of the original: is anything really different?"
        if kind == "faithful":
            return "Something moved here. It hangs on the words between the angle marks."
        return "Something moved, but in another way. It hangs on the words between the angle marks."

    def solution(self) -> Feedback:
        """Return what moved in each rendering, with reasons."""
        reasons = tuple(
            Reason(
                key.part,
                "noted",
                f"{number}. {' or '.join(SHIFT_WORDS[kind] for kind in key.accept)}",
                self.reasons[key.part],
                key.rows,
            )
            for number, key in enumerate(self.keys, 1)
        )
        return Feedback("noted", "What moved in each rendering.", reasons)

    def lines(self) -> list[str]:
        """Return the terms and their renderings as a list."""
        lines = []
        for term_id, parts in self.groups:
            term = self.corpus.term(term_id)
            lines.append(f"- {term.term} ({term.language}): {term.gloss}")
            for part in parts:
                row = self.findings[part]
                lines.append(
                    f"- {self.parts.index(part) + 1}. {row.rendering.text} ({row.rendering.language}, "
                    f"{row.outlet}): {row.shift.back_gloss}"
                )
        return lines
