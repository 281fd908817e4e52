"""What the lens finds in a text of one's own, and in a term and its renderings."""

from __future__ import annotations

from dataclasses import dataclass

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.packages import techniques
from infowar_kit.page.table import Table
from infowar_kit.say import later, say
from infowar_kit.text import escape, language_name
from infowar_kit.tone.finding_html import finding_html
from infowar_kit.tone.lens import LANGUAGES, STRENGTH_WORDS, Finding, ReadText, read, read_text

LESSONS = "en"  # language of the glosses
ORIGINAL, RENDERING = later("original, {language}"), later("rendering, {language}")


@dataclass(frozen=True)
class Reading:
    """A text with what the lens finds in it, or why it was not read."""

    text: str
    became: ReadText

    @classmethod
    def of(cls, text: str, lang: str | None = None) -> Reading:
        """Read a text."""
        return cls(text, read_text(text, lang))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the lens finds."""
        return self.became.findings

    def __repr__(self) -> str:
        if self.became.status != "read":
            return self.became.sentence
        nothing = say("The lens finds nothing. That does not mean that nothing is there.")
        return "\n".join([self.became.sentence, *(map(str, self.findings) if self.findings else [nothing])])

    def _repr_html_(self) -> str:
        if not self.findings:
            return "".join(f"<p>{escape(line)}</p>" for line in repr(self).split("\n"))
        lines = "".join(f"<li>{finding_html(found)}</li>" for found in self.findings)
        return f"<p>{escape(self.became.sentence)}</p><ol>{lines}</ol>"


def drift(corpus: Corpus, term_id: str) -> Table:
    """Return what the lens finds in a term and in its attested renderings.

    Raises
    ------
    LookupFailed
        If there is no such term.
    """
    term = corpus.term(term_id)
    glosses = {shift.rendering: shift.back_gloss for shift in corpus.shifts}
    texts = [(term.term, term.language, ORIGINAL, term.gloss)]
    texts += [
        (row.text, row.language, RENDERING, glosses.get(row.rendering_id, ""))
        for row in corpus.renderings_of_term(term_id)
    ]
    known = [text for text in texts if text[1] in LANGUAGES]
    rows = tuple(
        (
            words,
            say(kind, language=language_name(language)),
            gloss if language != LESSONS else "–",
            findings_in_words(read(words, language)),
        )
        for words, language, kind, gloss in known
    )
    caption = say(
        "What the lens finds in “{term}” and its renderings in the languages that it has cues for.",
        term=term.gloss,
    )
    head = (say("words"), say("what it is"), say("in English"), say("findings"))
    return Table(caption, head, rows, tuple(text[1] for text in known))


def findings_in_words(findings: tuple[Finding, ...]) -> str:
    """Return findings in a line."""
    names = techniques()
    said = [f"“{f.words}”: {names[f.technique].name}, {STRENGTH_WORDS[f.strength]}" for f in findings]
    return "; ".join(said) or say("nothing")
