"""Name what a sentence does to its reader: a technique, something beside the thirteen, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from infowar_kit.corpus.packages import techniques
from infowar_kit.errors import LookupFailed
from infowar_kit.say import Sayings, later, say
from infowar_kit.tasks.feedback import Feedback, Reason, at, quoted
from infowar_kit.tasks.questions import Pick
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.task import PartByPart
from infowar_kit.tasks.tries import row_of
from infowar_kit.text import escape, prose

# What no list of the thirteen has, and what is met in a war all the same.
BESIDE = Sayings(
    {
        "euphemism": later("Euphemism"),
        "reversal": later("Victim and offender changed round"),
        "nothing": later("Nothing: it reports, or tells of a feeling"),
    }
)
DEFINED = Sayings(
    {
        "euphemism": later("A soft or technical word for a hard thing, so that nobody sees it."),
        "reversal": later(
            "Those who suffered something are made the ones who did it, or brought it on themselves."
        ),
        "nothing": later("A fact, with who says so; or a feeling that somebody tells of as their own."),
    }
)
OTHER = "other"


class TechniqueNamer(PartByPart):
    """Name what each sentence does: an answer is ``{part: name}``.

    The sentence is the text ``<task>/<part>``. A key accepts one or more techniques, or words of `BESIDE`.
    What is told of a wrong name is the row ``…/if/NAME`` or ``…/if/other``, and what the name means.

    Raises
    ------
    LookupFailed
        If a key accepts what is no name.
    """

    kind: ClassVar[str] = "technique-namer"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known = techniques()
        self.names = {slug: row.name for slug, row in known.items()} | dict(BESIDE.items())
        self.definitions = {slug: row.definition for slug, row in known.items()} | dict(DEFINED.items())
        for key in self.keys:
            strange = [name for name in key.accept if name not in self.names]
            if strange or not key.accept:
                raise LookupFailed(
                    f"The key '{self.id}/{key.part}' accepts {list(key.accept)}. It may accept: "
                    f"{', '.join(self.names)}."
                )
        self.sentences = {key.part: self.text(key.part) for key in self.keys}

    # What is asked

    def intro(self) -> str:
        """Return what each name means."""
        rows = "".join(
            f"<dt>{escape(name)}</dt><dd>{escape(self.definitions[slug])}</dd>"
            for slug, name in self.names.items()
        )
        return f'<dl class="iwk-names">{rows}</dl>'

    def intro_lines(self) -> list[str]:
        """Return the same as lines of plain text."""
        return [f"{name}: {self.definitions[slug]}" for slug, name in self.names.items()]

    def sections(self) -> tuple[Section, ...]:
        """Return the sentences, each with the names to choose from."""
        made = []
        for number, (part, sentence) in enumerate(self.sentences.items(), 1):
            question = Pick(
                label=say("{number}. What does it do?", number=number), options=self.names, compact=True,
                missing=say("Choose a name"), short=True,
            )  # fmt: skip
            words = prose(sentence).removeprefix("<p>")
            face = f'<div class="iwk-rendering"><p><strong>{number}.</strong> {words}</div>'
            made.append(Section(part, (question,), face, (f"{number}. {sentence}",)))
        return tuple(made)

    def nothing(self) -> str:
        """Return what is said when nothing is named."""
        return say("No sentence is named yet. Choose a name for at least one, then check.")

    # What comes back

    def judge(self, part: str, value: Any) -> Sequence[Reason]:
        """Hold a name against what the sentence does."""
        key = self.key(part)
        said, about = quoted(self.names[value]), at(self.parts.index(part) + 1)
        if value in key.accept:
            return [Reason(part, "right", said, self.reasons[part], key.rows, about=about)]
        look = row_of(self, part, f"if/{value}", f"if/{OTHER}") or say("Does this sentence do that?")
        return [Reason(part, "wrong", said, look, finding=OTHER, about=about)]

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Judge each sentence that is named, and tell once what each wrong name means; see `Task.check`."""
        feedback = super().check(answer)
        first: dict[str, str] = {}
        for reason in feedback.reasons:
            if reason.verdict == "wrong":
                first.setdefault(answer[reason.part], reason.part)
        explained = set(first.values())
        reasons = (self._explained(one, answer) if one.part in explained else one for one in feedback.reasons)
        return replace(feedback, reasons=tuple(reasons))

    def _explained(self, reason: Reason, answer: Mapping[str, Any]) -> Reason:
        # The name itself stands before it, as what was answered.
        meant = say("By that we mean: {definition}", definition=self.definitions[answer[reason.part]])
        return replace(reason, text=f"{meant} {reason.text}")

    def mistakes(self) -> list[tuple[str, ...]]:
        """Return for each sentence that it was named wrongly; the name's meaning is told besides."""
        return [(f"{part}/if/{OTHER}",) for part in self.parts]

    def solution(self) -> Feedback:
        """Return what each sentence does, with reasons."""
        reasons = []
        for number, key in enumerate(self.keys, 1):
            words = quoted(*(self.names[name] for name in key.accept), last=say("or"))
            why = self.reasons[key.part]
            reasons.append(Reason(key.part, "noted", words, why, key.rows, about=at(number)))
        return Feedback("noted", say("What each sentence does."), tuple(reasons))

    def right_answer(self) -> dict[str, Any]:
        """Return the first name that each key accepts."""
        return {part: self.key(part).accept[0] for part in self.parts}
