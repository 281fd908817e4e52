"""A claim, its original and its renderings in order of publication: which of them still support it?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from infowar_kit.corpus.records import Item
from infowar_kit.corpus.teaching_records import Key
from infowar_kit.errors import AnswerError, LookupFailed
from infowar_kit.tasks.feedback import Feedback, Reason
from infowar_kit.tasks.task import PartByPart
from infowar_kit.text import language_name, one_line

SURVIVAL_WORDS = {
    "yes": "yes: it still supports the claim",
    "changed": "changed: the same event, but another fact",
    "no": "no: it says the opposite, or the claim is gone",
}


class ClaimSurvives(PartByPart):
    """Say of each rendering whether it still supports the claim: an answer is ``{part: verdict}``.

    A key names the item and accepts one or more of ``yes``, ``changed`` and ``no``; what the item says is
    the text ``<task>/<part>``. The claim and its original are the texts ``<task>/claim`` and
    ``<task>/original``. Renderings come in order of publication. Marks may come one by one.

    Raises
    ------
    LookupFailed
        If a key names no item or accepts something else.
    """

    kind: ClassVar[str] = "claim-survives"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.claim, self.original = self.text("claim"), self.text("original")
        for key in self.keys:
            where = f"The key '{self.id}/{key.part}'"
            if not key.item:
                raise LookupFailed(f"{where} names no item.")
            if not key.accept or any(word not in SURVIVAL_WORDS for word in key.accept):
                known = ", ".join(SURVIVAL_WORDS)
                raise LookupFailed(f"{where} accepts {list(key.accept)}. It may accept: {known}.")
        self.items: dict[str, Item] = {key.part: self.corpus.item(key.item) for key in self.keys}
        self.words = {key.part: self.text(key.part) for key in self.keys}
        # A day is all that is known of many: then the rows' own order stands.
        order = sorted(self.keys, key=lambda key: (self.corpus.when(self.items[key.part]), key.position))
        self._order = tuple(key.part for key in order)

    @property
    def parts(self) -> tuple[str, ...]:
        """The renderings in order of publication."""
        return self._order

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Hold each mark against what the rendering says; see `Task.check`."""
        if not answer:
            raise AnswerError("Nothing is marked yet. Choose for at least one text, then check.")
        for part, word in answer.items():
            self.key(part)
            if not isinstance(word, str) or word not in SURVIVAL_WORDS:
                raise AnswerError(f"'{word}' is no answer here. Choose one of: {', '.join(SURVIVAL_WORDS)}.")
        reasons = tuple(self._reason(self.key(part), answer[part]) for part in self.parts if part in answer)
        right = sum(reason.verdict == "right" for reason in reasons)
        left = len(self.keys) - len(reasons)
        still = f" {left} not marked yet." if left else ""
        if right == len(reasons):
            headline = "All your marks hold." if right > 1 else "Your mark holds."
            return Feedback("right", headline + still, reasons)
        headline = f"{right} of {len(reasons)} marks hold. Look at the others again.{still}"
        return Feedback("partly" if right else "wrong", headline, reasons)

    def _reason(self, key: Key, word: str) -> Reason:
        said = f"{self.parts.index(key.part) + 1}. {SURVIVAL_WORDS[word]}"
        if word in key.accept:
            return Reason(key.part, "right", said, self.reasons[key.part], key.rows)
        if word == "yes":
            look = "Hold it against the claim word by word: who, what, how sure?"
        elif "yes" in key.accept:
            look = "Different words need not be another fact. What would a reader take from it?"
        else:
            look = "It does not support the claim as it stands. Is something left of it, or the opposite?"
        return Reason(key.part, "wrong", said, look)

    def solution(self) -> Feedback:
        """Return what each rendering does to the claim, with reasons."""
        reasons = []
        for number, part in enumerate(self.parts, 1):
            key = self.key(part)
            said = f"{number}. {' or '.join(key.accept)}"
            reasons.append(Reason(part, "noted", said, self.reasons[part], key.rows))
        return Feedback("noted", "What is left of the claim, text by text.", tuple(reasons))

    def lines(self) -> list[str]:
        """Return the claim, its original and the renderings as a list."""
        lines = [f"- Claim: {one_line(self.claim)}", f"- Original: {one_line(self.original)}"]
        for number, part in enumerate(self.parts, 1):
            item = self.items[part]
            name = self.corpus.source(item.source).name
            lines.append(f"- {number}. {name} ({language_name(item.language)}): {one_line(self.words[part])}")
        return lines
