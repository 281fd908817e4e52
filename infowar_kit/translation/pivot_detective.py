"""From the errors of a copy alone: from which language was it translated?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from infowar_kit.corpus.codes import LANGUAGES, is_language
from infowar_kit.corpus.records import Item
from infowar_kit.errors import LookupFailed
from infowar_kit.say import later, plural, say
from infowar_kit.tasks.acceptable import not_acceptable
from infowar_kit.tasks.feedback import Feedback, Reason, quoted
from infowar_kit.tasks.questions import Pick
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.special_questions import Reveal
from infowar_kit.tasks.task import PartByPart, Steps
from infowar_kit.tasks.tries import wrong
from infowar_kit.text import escape, language_name

INFERENCE = later("This is an inference from the errors; the page itself does not say so.")
FIRST_CLUE = later("Open the first clue before you choose: the language is to come from errors")
STEPS = Steps(
    previous=later("Previous copy"), next=later("Next copy"), place=later("Copy {number} of {total}.")
)


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
    steps = STEPS

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

    def trouble(self) -> str:
        """Return which key accepts what is no language; see `Task.trouble`."""
        strange = [key for key in self.keys if not key.accept or not all(map(is_language, key.accept))]
        return not_acceptable(self.id, strange, sorted(self.languages.keys() & LANGUAGES))

    # What is asked

    def sections(self) -> tuple[Section, ...]:
        """Return the copies, each with its clues and the languages."""
        return tuple(
            Section(
                part,
                (
                    Reveal(
                        label=say("Clues"), field=("clues",), cards=self.clues[part], least=1,
                        missing=say(FIRST_CLUE),
                    ),
                    Pick(
                        label=say("Translated from"), field=("language",), options=self.languages,
                        compact=True,
                        missing=say("Choose the language it was translated from"),
                    ),
                ),
                f"<p>{escape(self.question(part))}</p>",
                (self._line(part, number),),
            )
            for number, part in enumerate(self.parts, 1)
        )  # fmt: skip

    def nothing(self) -> str:
        """Return what is said when no language is chosen."""
        return say("No language is chosen yet. Open a clue, choose a language, then check.")

    def question(self, part: str) -> str:
        """Return what is asked about a copy, without what would give it away."""
        item = self.items[part]
        kind, language = item.kind.replace("-", " "), language_name(item.language)
        return say("A {kind} in {language}. From which language was it probably translated?",
                   kind=kind, language=language)  # fmt: skip

    def _line(self, part: str, number: int) -> str:
        clues = plural("({number} clue)", "({number} clues)", len(self.clues[part]))
        return f"{number}. {self.question(part)} {clues}"

    # What comes back

    def judge(self, part: str, value: Any) -> Sequence[Reason]:
        """Hold a guess against what the errors show."""
        key, code, opened = self.key(part), value["language"], value["clues"]
        most = len(self.clues[part])
        said = quoted(language_name(code))
        about = plural(
            "After {opened} of {number} clue", "After {opened} of {number} clues", most, opened=opened
        )
        if code in key.accept:
            return [
                Reason(part, "right", said, self.reasons[part], key.rows, remark=say(INFERENCE), about=about)
            ]
        if code == self.items[part].language:
            text = say("{language} is the language of the copy. From which other one was it made?",
                       language=language_name(code))  # fmt: skip
        elif opened < most:
            text = say("Would {language} lead to this error? There is another clue.",
                       language=language_name(code))  # fmt: skip
        else:
            text = say("Would {language} lead to all of these errors? Take the one that fits every clue.",
                       language=language_name(code))  # fmt: skip
        finding = "own-language" if code == self.items[part].language else "other-language"
        return [wrong(self, part, said, [code, finding], text, about=about)]

    def mistakes(self) -> list[tuple[str, ...]]:
        """Return for each copy the languages from which it was not made."""
        return [
            (f"{key.part}/if/{code}", f"{key.part}/if/other-language")
            for key in self.keys
            for code in self.languages
            if code not in key.accept and code != self.items[key.part].language
        ]

    def headline(self, reasons: Sequence[Reason], left: int) -> str:
        """Return where the errors point."""
        if all(reason.verdict == "right" for reason in reasons):
            return say("The errors point to that language.")
        return say("The errors point elsewhere. Look at the clues again, and open another if one is left.")

    def solution(self) -> Feedback:
        """Return the language of each copy, with the reasons."""
        reasons = tuple(
            Reason(
                key.part, "noted", quoted(*map(language_name, key.accept), last=say("or")),
                self.reasons[key.part], key.rows, remark=say(INFERENCE),
            )
            for key in self.keys
        )  # fmt: skip
        return Feedback("noted", say("From which language each copy was probably translated."), reasons)

    def right_answer(self) -> dict[str, Any]:
        """Return the language of each copy, after all clues."""
        return {
            key.part: {"clues": len(self.clues[key.part]), "language": key.accept[0]} for key in self.keys
        }
