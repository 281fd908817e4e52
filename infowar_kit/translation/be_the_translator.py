"""Render a sentence part by part, and see what others made of the same words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from infowar_kit.corpus.teaching_records import Key
from infowar_kit.errors import LookupFailed
from infowar_kit.page.row_line import link
from infowar_kit.page.table import table
from infowar_kit.say import Sayings, later, listed, say
from infowar_kit.tasks.feedback import Feedback, Reason, at
from infowar_kit.tasks.questions import Pick
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.task import PartByPart
from infowar_kit.tasks.tries import row_of, wrong
from infowar_kit.text import escape, foreign, inline, language_name, one_line, plain, prose
from infowar_kit.translation.methods.aligned import aligned, aligned_html, aligned_line, unquoted
from infowar_kit.translation.methods.shifts import SEVERITY_WORDS, Finding, finding

OUTLETS = 8  # shown beside one's own words: more are a wall
MACHINE = "machine-copy"
# What the rendering of an outlet does to the statement, in a word.
DAMAGE = Sayings(
    {"none": later("none"), "slight": later("slight"), "changes-the-claim": later("another fact")}
)
HEADS = (later("Who"), later("Words"), later("In English"), later("What moved"), later("Damage"))


class BeTheTranslator(PartByPart):
    """Render a sentence part by part: an answer is ``{part: option}``.

    A key stands for some words of the sentence: its ``term`` names them, ``accept`` the options that carry
    what they say. Texts: ``<task>/sentence`` is the whole in our words, ``<task>/<part>/gloss`` the words one
    by one (see `infowar_kit.translation.methods.aligned`), ``<task>/<part>/option/<name>`` what can be
    written, ``<task>/<part>/if/<name>`` what that does, right or wrong. What outlets made of the same words
    are the corpus's renderings of the term.

    Raises
    ------
    LookupFailed
        If a key names no term, has fewer than two options, or accepts one that there is not.
    """

    kind: ClassVar[str] = "be-the-translator"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.sentence = self.text("sentence")
        self.options = {key.part: self._options(key) for key in self.keys}
        self.glosses = {
            key.part: aligned(self.text(f"{key.part}/gloss"), f"{self.id}/{key.part}/gloss")
            for key in self.keys
        }
        self.terms = {key.part: self.corpus.term(key.term) for key in self.keys}

    def _options(self, key: Key) -> dict[str, str]:
        where = f"The key '{self.id}/{key.part}'"
        if not key.term:
            raise LookupFailed(f"{where} names no term. Name the words that are rendered.")
        found = self.corpus.texts_under(f"{self.id}/{key.part}/option/", self.language)
        if len(found) < 2:
            raise LookupFailed(
                f"{where} has {len(found)} options. Add texts '{self.id}/{key.part}/option/a', …"
            )
        strange = [name for name in key.accept if name not in found]
        if strange or not key.accept:
            known = ", ".join(found)
            raise LookupFailed(f"{where} accepts {list(key.accept)}. It may accept: {known}.")
        return found

    # What is asked

    def intro(self) -> str:
        """Return the whole sentence, in our words."""
        return f'<div class="iwk-term">{prose(self.sentence)}</div>'

    def intro_lines(self) -> list[str]:
        """Return the same as a line."""
        return [one_line(self.sentence)]

    def sections(self) -> tuple[Section, ...]:
        """Return the parts of the sentence, each with its words one by one and what can be written."""
        return tuple(self._section(part, number) for number, part in enumerate(self.parts, 1))

    def _section(self, part: str, number: int) -> Section:
        term = self.terms[part]
        face = (
            f'<p class="iwk-rendering"><strong>{number}.</strong> {foreign(term.term, term.language)}</p>'
            f"<p>{escape(say('Word for word:'))} {aligned_html(self.glosses[part], term.language)}</p>"
        )
        question = Pick(
            label=say("{number}. You write:", number=number), options=self.options[part],
            missing=say("Choose what you would write"),
        )  # fmt: skip
        line = f"{number}. {term.term} ({aligned_line(self.glosses[part])}): " + " / ".join(
            plain(words) for words in self.options[part].values()
        )
        return Section(part, (question,), face, (line,))

    # What comes back

    def judge(self, part: str, value: Any) -> Sequence[Reason]:
        """Say what the words that were chosen do to the statement."""
        key, said = self.key(part), self._said(part, value)
        if value in key.accept:
            text = row_of(self, part, f"if/{value}") or self.reasons[part]
            return [Reason(part, "right", said, text, key.rows, about=self._about(part))]
        look = say("That says something else. Hold it against the words one by one.")
        return [wrong(self, part, said, [value], look, about=self._about(part))]

    def _said(self, part: str, value: str) -> str:
        return plain(self.options[part][value]).rstrip(".")

    def _about(self, part: str) -> str:
        return at(self.parts.index(part) + 1)

    def _bare(self, part: str, value: str) -> str:
        return unquoted(one_line(self.options[part][value]))

    def mistakes(self) -> list[tuple[str, ...]]:
        """Return every option that does not carry what the words say."""
        return [
            (f"{key.part}/if/{name}",)
            for key in self.keys
            for name in self.options[key.part]
            if name not in key.accept
        ]

    def solution(self) -> Feedback:
        """Return for each part what carries it, with the reason."""
        reasons = tuple(
            Reason(
                key.part, "noted",
                listed([self._said(key.part, name) for name in key.accept], last=say("or")),
                self.reasons[key.part], key.rows, about=self._about(key.part),
            )
            for key in self.keys
        )  # fmt: skip
        return Feedback("noted", say("What carries the words, part by part."), reasons)

    def right_answer(self) -> dict[str, Any]:
        """Return the first option that each key accepts."""
        return {key.part: key.accept[0] for key in self.keys}

    # What others made of it

    @cached_property
    def attested(self) -> dict[str, tuple[Finding, ...]]:
        """Part by part what outlets published: one rendering of each, first of those met at most parts.

        So a reader follows the same pages from step to step.
        """
        found = {
            part: [finding(self.corpus, row.rendering_id) for row in self.corpus.renderings
                   if row.term == term.term_id and row.text.strip()]
            for part, term in self.terms.items()
        }  # fmt: skip
        met = Counter(outlet for rows in found.values() for outlet in {row.outlet for row in rows})
        chosen = {}
        for part, rows in found.items():
            one_each = {row.outlet: row for row in reversed(rows)}
            ordered = sorted(one_each.values(), key=lambda row: (-met[row.outlet], row.outlet))
            chosen[part] = tuple(ordered[:OUTLETS])
        return chosen

    def summary(self, answers: Mapping[str, Any], *, shown: bool = False) -> str:
        """Return the learner's sentence as it grows, and under each part that holds what others wrote."""
        if not answers and not shown:
            return ""
        written = [self._bare(part, answers[part]) if part in answers else "…" for part in self.parts]
        yours = f"<p><strong>{escape(say('Your sentence so far:'))}</strong> {escape(' '.join(written))}</p>"
        open_to_see = [part for part in self.parts if shown or answers.get(part) in self.key(part).accept]
        return yours * bool(answers) + "".join(self._beside(part, answers) for part in open_to_see)

    def _beside(self, part: str, answers: Mapping[str, Any]) -> str:
        """Return a table of what was made of one part, the learner's own words first."""
        term = self.terms[part]
        rows = [
            [
                self._who(row),
                foreign(row.rendering.text, row.rendering.language),
                escape(_in_english(row)),
                escape(row.kind),
                escape(DAMAGE[row.shift.severity]),
            ]
            for row in self.attested[part]
        ]
        if part in answers:
            own = inline(self.options[part][answers[part]])
            rows.insert(0, [f"<strong>{escape(say('You'))}</strong>", own, "", "", ""])
        head = say("{number}. What others made of these words:", number=self.parts.index(part) + 1)
        worst = max(
            (row.shift.severity for row in self.attested[part]), key=list(DAMAGE).index, default="none"
        )
        return (
            f"<p><strong>{escape(head)}</strong> {foreign(term.term, term.language)} "
            f"({escape(term.gloss)})</p>"
            f"{table([say(name) for name in HEADS], rows)}"
            f"<p>{escape(say('The worst of these: {words}', words=SEVERITY_WORDS[worst]))}</p>"
        )

    def _who(self, row: Finding) -> str:
        """Return who wrote it, in which language, and whether that was a machine."""
        machine = row.item is not None and row.item.kind == MACHINE
        name = escape(row.outlet) + f" <em>{escape(say('(a machine’s copy)'))}</em>" * machine
        page = f" {link(row.rendering.url, say('Page'))}" if row.rendering.url else ""
        return f"{name}<br>{escape(language_name(row.rendering.language))}{page}"


def _in_english(row: Finding) -> str:
    """Return what a rendering says in English; empty where its own words are English."""
    return "" if row.rendering.language == "en" else unquoted(row.shift.back_gloss)
