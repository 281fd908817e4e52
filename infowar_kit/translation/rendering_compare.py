"""Hold published renderings against the original: did the meaning shift, and how?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from infowar_kit.corpus.read_here import grounds
from infowar_kit.corpus.teaching_records import Key
from infowar_kit.errors import LookupFailed
from infowar_kit.marking import skeleton
from infowar_kit.page.labels import publication_label
from infowar_kit.page.row_line import link
from infowar_kit.say import later, say
from infowar_kit.tasks.feedback import Feedback, Marked, Reason, Verdict, at, quoted
from infowar_kit.tasks.questions import Pick
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.task import PartByPart
from infowar_kit.tasks.tries import row_of, wrong
from infowar_kit.text import escape, foreign, inline, language_name, one_line
from infowar_kit.translation.methods.aligned import Word, aligned, aligned_html, aligned_line, unquoted
from infowar_kit.translation.methods.shifts import SHIFT_WORDS, Finding, finding

TABLE = "renderings"
INFERRED = later(
    "Part of this is inferred: the original wording was not seen, or the link to it is a conclusion."
)


class RenderingCompare(PartByPart):
    """Say of each rendering whether it shifted and how: an answer is ``{part: kind of shift}``.

    A key names its rendering as the first ``renderings:`` among its rows and accepts kinds of shift. Marks
    may come one by one; a new one replaces the old one of the same part. A text ``<task>/<part>/gloss``
    gives the rendering word by word (see `infowar_kit.translation.methods.aligned`), a text
    ``<task>/<term>/context`` the sentence around an original, with the term's id in small letters.

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
        self.glosses = {part: self._words(part) for part in self.findings}

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

    def _words(self, part: str) -> tuple[Word, ...]:
        row = self.optional(f"{part}/gloss")
        return aligned(row, f"{self.id}/{part}/gloss") if row else ()

    def gloss(self, part: str) -> str:
        """Return a rendering in English, for who cannot read it; empty where it is English itself.

        A gloss of English would be a verdict in other words.
        """
        found = self.findings[part]
        if found.rendering.language == "en":
            return ""
        return aligned_line(self.glosses[part]) or unquoted(found.shift.back_gloss)

    def context(self, term_id: str) -> str:
        """Return the sentence around an original, in our words; empty where there is none."""
        return self.optional(f"{term_id.lower()}/context")

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

    # What is asked

    def sections(self) -> tuple[Section, ...]:
        """Return the renderings term by term, each with its gloss and where it stands."""
        made = []
        for term_id, parts in self.groups:
            for part in parts:
                first = part == parts[0]
                lines = [*self._term_lines(term_id)] * first + [self._line(part)]
                number = self.parts.index(part) + 1
                question = Pick(
                    label=say("{number}. What moved?", number=number), options=SHIFT_WORDS, compact=True,
                    missing=say("Choose what moved"), short=True,
                )  # fmt: skip
                face = (self._term_face(term_id) if first else "") + self._face(part, number)
                made.append(Section(part, (question,), face, tuple(lines)))
        return tuple(made)

    def nothing(self) -> str:
        """Return what is said when nothing is marked."""
        return say("No rendering is marked yet. Choose for at least one what moved, then check.")

    def _term_lines(self, term_id: str) -> list[str]:
        term, context = self.corpus.term(term_id), self.context(term_id)
        return [f"{term.term} ({term.language}): {term.gloss}"] + [one_line(context)] * bool(context)

    def _line(self, part: str) -> str:
        found, gloss = self.findings[part], self.gloss(part)
        line = (
            f"{self.parts.index(part) + 1}. {found.rendering.text} ({found.rendering.language}, "
            f"{found.outlet})"
        )
        return f"{line}: {gloss}" if gloss else line

    def _term_face(self, term_id: str) -> str:
        term = self.corpus.term(term_id)
        language = language_name(term.language)
        head = (
            say("Original, {language}:", language=language)
            if term.original_seen
            else say("Original, {language}, reconstructed because it was not seen:", language=language)
        )
        return (
            f'<p class="iwk-term"><strong>{escape(head)}</strong> {foreign(term.term, term.language)}<br>'
            f"<strong>{escape(say('It means:'))}</strong> {escape(term.gloss)}"
            f"{self._context_face(term_id)}</p>"
        )

    def _context_face(self, term_id: str) -> str:
        context = self.context(term_id)
        if not context:
            return ""
        return f"<br><strong>{escape(say('In its sentence:'))}</strong> {inline(context)}"

    def _face(self, part: str, number: int) -> str:
        found = self.findings[part]
        row = found.rendering
        when = ""
        if found.item:
            when = f", {publication_label(found.item, self.corpus.zone, self.corpus.period)}"
        page = f" {link(row.url, say('Page'))}" if row.url else ""
        return (
            f'<p class="iwk-rendering"><strong>{number}.</strong> {foreign(row.text, row.language)}</p>'
            f"{self._gloss_face(part)}"
            f'<p class="iwk-small">{escape(language_name(row.language))} · '
            f"{escape(found.outlet)}{escape(when)} {page}</p>"
        )

    def _gloss_face(self, part: str) -> str:
        """Return the gloss: word under word where it is aligned."""
        if words := self.glosses[part]:
            language = self.findings[part].rendering.language
            return f"<p>{escape(say('Word for word:'))} {aligned_html(words, language)}</p>"
        gloss = self.gloss(part)
        return f"<p>{escape(say('Gloss: “{gloss}”', gloss=gloss))}</p>" if gloss else ""

    # What comes back

    def judge(self, part: str, value: Any) -> Sequence[Reason]:
        """Hold a mark against what moved; one that does not hold is answered with where to look."""
        return [self._reason(self.key(part), value)]

    def verdict(self, part: str, kind: str) -> Verdict:
        """Return whether a mark holds."""
        return "right" if kind in self.key(part).accept else "wrong"

    def _reason(self, key: Key, kind: str) -> Reason:
        said = quoted(SHIFT_WORDS[kind])
        if self.verdict(key.part, kind) == "right":
            return self._revealed(key, "right", said)
        words = self._marked(key.part) if self.findings[key.part].shift.words else None
        finding = self._missed(key.part, kind)
        look = self._look(key.part, kind, finding)
        return wrong(self, key.part, said, [kind], look, finding=finding, marked=words,
                     about=self._about(key.part))  # fmt: skip

    def _about(self, part: str) -> str:
        return at(self.parts.index(part) + 1)

    def _missed(self, part: str, kind: str) -> str:
        """Return how a mark misses: nothing moved, something did, or something else."""
        if "faithful" in self.key(part).accept:
            return "nothing-moved"
        return "something-moved" if kind == "faithful" else "something-else"

    def mistakes(self) -> list[tuple[str, ...]]:
        """Return for each rendering the kinds of shift that it does not show."""
        return [
            (f"{part}/if/{kind}", f"{part}/if/{self._missed(part, kind)}")
            for part in self.parts
            for kind in SHIFT_WORDS
            if kind not in self.key(part).accept
        ]

    def _marked(self, part: str) -> Marked:
        found = self.findings[part]
        return Marked(found.rendering.text, found.shift.words, found.rendering.language)

    def _revealed(self, key: Key, verdict: Verdict, said: str) -> Reason:
        """Return the whole finding: the words on which it hangs, the reason and what it does to the claim."""
        found = self.findings[key.part]
        # Where the rows say already that it is our inference, that is not said twice.
        guessed = found.inferred and not grounds(self.corpus, key.rows).inferred
        return Reason(
            key.part, verdict, said, self.reasons[key.part], key.rows, found.shift.shift,
            self._marked(key.part), found.consequence, say(INFERRED) if guessed else "",
            about=self._about(key.part),
        )  # fmt: skip

    def _look(self, part: str, kind: str, finding: str) -> str:
        """Return where to look again after a mark that does not hold and has no row of its own."""
        if look := row_of(self, part, f"if/{finding}"):
            # One row for all marks that miss alike: which of them was chosen has to be said in it.
            return say("“{kind}” is not what we read here. {look}", kind=SHIFT_WORDS[kind], look=look)
        if finding == "nothing-moved":
            return say("That would be another meaning. Hold the gloss against the original: is it one?")
        if finding == "something-moved":
            return say("Something moved here. It hangs on the words between the angle marks.")
        return say("These words do not show that. What do they do to the original instead?")

    def solution(self) -> Feedback:
        """Return what moved in each rendering, with reasons."""
        reasons = tuple(
            self._revealed(key, "noted", quoted(*(SHIFT_WORDS[kind] for kind in key.accept), last=say("or")))
            for key in self.keys
        )
        return Feedback("noted", say("What moved in each rendering."), reasons)

    def right_answer(self) -> dict[str, Any]:
        """Return the first kind of shift that each key accepts."""
        return {key.part: key.accept[0] for key in self.keys}
