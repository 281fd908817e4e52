"""An article sentence by sentence: what is to be found on each, held against the findings in the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from infowar_kit.corpus.records import SeedFinding
from infowar_kit.page.row_line import link
from infowar_kit.say import Sayings, later, say
from infowar_kit.tasks.feedback import Feedback, Reason, Verdict, quoted
from infowar_kit.tasks.questions import Pick, Text
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.task import PartByPart, Steps
from infowar_kit.tasks.tries import wrong
from infowar_kit.text import escape, foreign, inline, language_name

FINDINGS = Sayings(
    {
        "right": later("borne out"),
        "partly-right": later("partly borne out"),
        "imprecise": later("imprecise"),
        "doubtful": later("doubtful"),
        "not-borne-out": later("not borne out"),
        "translation-error": later("an error of translation"),
        "unsourced": later("without a source"),
        "unverifiable": later("cannot be checked"),
        "omission": later("left something out that matters"),
        "opinion": later("an opinion or a question: nothing to check"),
    }
)
# What kind of finding each is: a row may say what is wrong with all of one kind.
KINDS = {
    "right": "holds", "partly-right": "holds",
    "imprecise": "off", "doubtful": "off", "not-borne-out": "off", "translation-error": "off",
    "unsourced": "open", "unverifiable": "open", "omission": "open", "opinion": "open",
}  # fmt: skip


class ArticleReview(PartByPart):
    """Review an article: an answer is ``{part: {"finding": …, "note": …}}``.

    Each part is a row of `seed_findings`, which its key names first; what the key accepts are the findings
    that can be held.
    """

    kind: ClassVar[str] = "article-review"
    steps = Steps(
        previous=later("Previous sentence"),
        next=later("Next sentence"),
        place=later("Sentence {number} of {total}."),
    )

    def finding(self, part: str) -> SeedFinding:
        """Return the finding that a part is about."""
        ref = next(ref for ref in self.key(part).rows if ref.startswith("seed_findings:"))
        found: SeedFinding = self.corpus.get("seed_findings", ref.partition(":")[2])
        return found

    def sections(self) -> tuple[Section, ...]:
        """Return the sentences, each with what may be found on it and a field for a note."""
        finding = Pick(
            label=say("What do you find?"), field=("finding",), compact=True,
            missing=say("Choose what you find"), options={name: FINDINGS[name] for name in FINDINGS},
        )  # fmt: skip
        note = Text(label=say("Your note, with what you looked at (it goes into your file)"), field=("note",),
                    optional=True, rows=2, most=1000)  # fmt: skip
        return tuple(
            Section(part, (finding, note), self._face(part), (self.text(f"{part}/seen"),))
            for part in self.parts
        )

    def _face(self, part: str) -> str:
        item = self.corpus.item(self.finding(part).item)
        name = self.corpus.source(item.source).name
        quote = f"<p>“{foreign(item.quote, item.language)}”</p>" if item.quote else ""
        where = say("{source}, in {language}", source=name, language=language_name(item.language))
        return (
            f'<div class="iwk-item"><p><strong>{escape(where)}</strong> {link(item.url, say("Page"))}</p>'
            f"<p>{inline(self.text(f'{part}/seen'))}</p>{quote}"
            f'<p class="iwk-small">{inline(self.text(f"{part}/tool"))}</p></div>'
        )

    def judge(self, part: str, value: Any) -> Sequence[Reason]:
        """Hold a finding against those that can be held."""
        finding = value["finding"]
        said = FINDINGS[finding]
        if finding in self.key(part).accept:
            return (self._reason(part, "right", quoted(said)),)
        again = say(
            "That is not what the rows bear out here. Put the sentence beside them word by word: who says "
            "it, when, how sure, and of what place or number."
        )
        about = self._about(part)
        return (wrong(self, part, quoted(said), [finding, KINDS[finding]], again, about=about),)

    def _about(self, part: str) -> str:
        return say("At sentence {number}", number=self.parts.index(part) + 1)

    def _reason(self, part: str, verdict: Verdict, said: str) -> Reason:
        found = self.finding(part)
        # What was found stands in its row; the text adds how one gets there.
        why = f"{found.why} {self.reasons[part]}"
        about = self._about(part)
        return Reason(part, verdict, said, why, self.key(part).rows, finding=found.verdict, about=about)

    def mistakes(self) -> list[tuple[str, ...]]:
        """Return for each sentence the findings that cannot be held."""
        return [
            (f"{part}/if/{finding}", f"{part}/if/{KINDS[finding]}")
            for part in self.parts
            for finding in KINDS
            if finding not in self.key(part).accept
        ]

    def solution(self) -> Feedback:
        """Return what can be held of each sentence."""
        reasons = tuple(
            self._reason(
                part, "noted", quoted(*(FINDINGS[name] for name in self.key(part).accept), last=say("or"))
            )
            for part in self.parts
        )
        return Feedback("noted", say("What the evidence bears out."), reasons)

    def right_answer(self) -> dict[str, Any]:
        """Return the first finding that can be held of each sentence."""
        return {part: {"finding": self.key(part).accept[0]} for part in self.parts}
