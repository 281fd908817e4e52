"""From the errors of a copy alone: from which language was it translated?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from infowar_kit.corpus.records import Item
from infowar_kit.corpus.teaching_records import Key
from infowar_kit.errors import AnswerError, LookupFailed
from infowar_kit.tasks.feedback import Feedback, Reason
from infowar_kit.tasks.task import PartByPart
from infowar_kit.text import language_name

INFERENCE = "This is an inference from the errors; the page itself does not say so."


class PivotDetective(PartByPart):
    """Name the language that a copy was made from.

    An answer is ``{part: {"language": code, "clues": opened}}``.
    A key's item is the copy; its clues are the texts ``<task>/<part>/clue-1`` and so on, which are opened
    one at a time. `clues` is how many were open when the learner answered.

    Raises
    ------
    LookupFailed
        If a key names no item, the item has no pivot language, the part has no clue, or a clue has no
        number.
    """

    kind: ClassVar[str] = "pivot-detective"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.items: dict[str, Item] = {}
        self.clues: dict[str, tuple[str, ...]] = {}
        for key in self.keys:
            where = f"The key '{self.id}/{key.part}'"
            if not key.item:
                raise LookupFailed(f"{where} names no item.")
            self.items[key.part] = self.corpus.item(key.item)
            if not self.items[key.part].pivot_language:
                raise LookupFailed(f"{where} names {key.item}, which has no pivot language.")
            found = self.corpus.texts_under(f"{self.id}/{key.part}/clue-", self.language)
            if not found:
                raise LookupFailed(f"{where} has no clue. Add a text '{self.id}/{key.part}/clue-1'.")
            if strange := [name for name in found if not name.isdecimal()]:
                raise LookupFailed(f"{where} has a clue '{strange[0]}'. Number its clues: clue-1, clue-2, …")
            self.clues[key.part] = tuple(found[name] for name in sorted(found, key=int))

    @property
    def languages(self) -> dict[str, str]:
        """Languages to choose from, code and name by name: every pivot language of the corpus."""
        codes = {item.pivot_language for item in self.corpus.items if item.pivot_language}
        codes |= {code for key in self.keys for code in key.accept}
        return dict(sorted(((code, language_name(code)) for code in codes), key=lambda pair: pair[1]))

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Hold each guess against what the errors show; see `Task.check`."""
        if not answer:
            raise AnswerError("No language is chosen yet. Open a clue, choose a language, then check.")
        given = {part: self._guess(part, guess) for part, guess in answer.items()}
        reasons = tuple(self._reason(key, *given[key.part]) for key in self.keys if key.part in given)
        right = sum(reason.verdict == "right" for reason in reasons)
        if right == len(reasons):
            return Feedback("right", "The errors point to that language.", reasons)
        headline = "The errors point elsewhere. Open another clue, or look at the first again."
        return Feedback("partly" if right else "wrong", headline, reasons)

    def _guess(self, part: object, guess: object) -> tuple[str, int]:
        key = self.key(part)
        found = guess if isinstance(guess, Mapping) else {}
        code, opened = found.get("language"), found.get("clues")
        if not isinstance(code, str) or code not in self.languages:
            names = ", ".join(self.languages.values())
            raise AnswerError(f"Choose the language it was translated from: {names}.")
        most = len(self.clues[key.part])
        if isinstance(opened, bool) or not isinstance(opened, int) or not 0 <= opened <= most:
            raise AnswerError(f"The number of opened clues is 0 to {most}.")
        if opened == 0:
            raise AnswerError("Open the first clue before you choose: the language is to come from errors.")
        return code, opened

    def _reason(self, key: Key, code: str, opened: int) -> Reason:
        most = len(self.clues[key.part])
        said = f"{language_name(code)}, after {opened} of {most} clue{'' if most == 1 else 's'}"
        if code in key.accept:
            return Reason(key.part, "right", said, f"{self.reasons[key.part]} {INFERENCE}", key.rows)
        item = self.items[key.part]
        if code == item.language:
            text = f"{language_name(code)} is the language of the copy. From which other one was it made?"
        elif opened < most:
            text = "Would that language lead to this error? There is another clue."
        else:
            text = "Would that language lead to all of these errors? Take the one that fits every clue."
        return Reason(key.part, "wrong", said, text)

    def solution(self) -> Feedback:
        """Return the language of each copy, with the reasons."""
        reasons = tuple(
            Reason(
                key.part,
                "noted",
                " or ".join(language_name(code) for code in key.accept),
                f"{self.reasons[key.part]} {INFERENCE}",
                key.rows,
            )
            for key in self.keys
        )
        return Feedback("noted", "From which language each copy was probably translated.", reasons)

    def question(self, part: str) -> str:
        """Return what is asked about a copy, without what would give it away."""
        item = self.items[part]
        kind = item.kind.replace("-", " ")
        return f"A {kind} in {language_name(item.language)}. From which language was it probably translated?"

    def lines(self) -> list[str]:
        """Return the copies as a list."""
        return [
            f"- {number}. {self.question(part)} ({len(self.clues[part])} clues)"
            for number, part in enumerate(self.parts, 1)
        ]
