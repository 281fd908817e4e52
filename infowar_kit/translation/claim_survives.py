"""A claim, its original and its renderings in order of publication: which of them still support it?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from infowar_kit.corpus.records import Item
from infowar_kit.corpus.teaching_records import Key
from infowar_kit.errors import LookupFailed
from infowar_kit.page.labels import publication_label
from infowar_kit.page.row_line import link
from infowar_kit.say import Sayings, later, say
from infowar_kit.tasks.feedback import Feedback, Reason, at, quoted
from infowar_kit.tasks.questions import Pick
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.task import PartByPart
from infowar_kit.tasks.tries import wrong
from infowar_kit.text import escape, language_name, one_line, prose

SURVIVAL_WORDS = Sayings(
    {
        "yes": later("yes: it still supports the claim"),
        "changed": later("changed: the same event, but another fact"),
        "no": later("no: it says the opposite, or the claim is gone"),
    }
)

# The same in a word.
SURVIVAL_SHORT = Sayings({"yes": later("yes"), "changed": later("changed"), "no": later("no")})


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

    # What is asked

    def intro(self) -> str:
        """Return the claim and its original."""
        return (
            f'<div class="iwk-term"><p><strong>{escape(say("The claim"))}</strong></p>{prose(self.claim)}'
            f"<p><strong>{escape(say('The original'))}</strong></p>{prose(self.original)}</div>"
        )

    def intro_lines(self) -> list[str]:
        """Return the claim and its original as lines of plain text."""
        return [
            say("Claim: {words}", words=one_line(self.claim)),
            say("Original: {words}", words=one_line(self.original)),
        ]

    def sections(self) -> tuple[Section, ...]:
        """Return the renderings: who published what, when and where, and whether the claim survives."""
        return tuple(self._section(part, number) for number, part in enumerate(self.parts, 1))

    def _section(self, part: str, number: int) -> Section:
        item = self.items[part]
        name, language = self.corpus.source(item.source).name, language_name(item.language)
        when = publication_label(item, self.corpus.zone, self.corpus.period)
        page = f" · {link(item.url, say('Page'))}" if item.url else ""
        face = (
            f"<p><strong>{number}. {escape(name)}</strong></p>{prose(self.words[part])}"
            f'<p class="iwk-small">{escape(language)} · {escape(when)} · {escape(item.item_id)}'
            f"{page}</p>"
        )
        question = Pick(
            label=say("{number}. Does it survive?", number=number), options=SURVIVAL_WORDS, compact=True
        )
        line = f"{number}. {name} ({language}): {one_line(self.words[part])}"
        return Section(part, (question,), face, (line,))

    # What comes back

    def judge(self, part: str, value: Any) -> Sequence[Reason]:
        """Hold a mark against what the rendering says."""
        return [self._reason(self.key(part), value)]

    def _reason(self, key: Key, word: str) -> Reason:
        said, about = quoted(SURVIVAL_WORDS[word]), at(self.parts.index(key.part) + 1)
        if word in key.accept:
            return Reason(key.part, "right", said, self.reasons[key.part], key.rows, about=about)
        if word == "yes":
            look = say("Hold it against the claim word by word: who, what, how sure?")
        elif word == "no" and "changed" in key.accept:
            look = say("It does not say the opposite. What fact is left, and is it the same one?")
        elif "yes" in key.accept:
            look = say("Different words need not be another fact. What would a reader take from it?")
        else:
            look = say(
                "It does not support the claim as it stands. Is something left of it, or the opposite?"
            )
        return wrong(self, key.part, said, [word], look, about=about)

    def mistakes(self) -> list[tuple[str, ...]]:
        """Return for each rendering the marks that do not hold."""
        return [
            (f"{key.part}/if/{word}",)
            for key in self.keys
            for word in SURVIVAL_WORDS
            if word not in key.accept
        ]

    def solution(self) -> Feedback:
        """Return what each rendering does to the claim, with reasons."""
        reasons = []
        for number, part in enumerate(self.parts, 1):
            key = self.key(part)
            words = quoted(*(SURVIVAL_WORDS[word] for word in key.accept), last=say("or"))
            reasons.append(Reason(part, "noted", words, self.reasons[part], key.rows, about=at(number)))
        return Feedback("noted", say("What is left of the claim, text by text."), tuple(reasons))

    def right_answer(self) -> dict[str, Any]:
        """Return the first mark that each key accepts."""
        return {part: self.key(part).accept[0] for part in self.parts}
